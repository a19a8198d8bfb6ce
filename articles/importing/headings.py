"""Subheadings in plain text: short lines without an end, above prose."""

import re

from .document import Line
from .lists import find_marker
from .page import Embed

_ROMAN = re.compile(r"^(?:[IVX]{1,5}|Phần (?:[IVX]+|\d+|thứ \w+))\s*[.:/)–-]\s*\S")
_DECIMAL = re.compile(r"^\d{1,2}\.\d{1,2}\.?\s")
_NUMBER = re.compile(r"^\d{1,2}\s?[.)/](?!\d)")
_LETTER = re.compile(r"^[a-zđ]\)\s?[^\W\d_]")
_STAR = re.compile(r"^[*•▪■◆♦►]\s?[A-ZĐÀ-Ỹ]")
_ENTRY = re.compile(r"^[^\W\d_][^:.?!]{1,40}:\s\S")
_RANK = re.compile(r"^(?:\d{1,2}|[IVX]{1,5})\s?[.)/]\s*")
_NO_HEADING = re.compile(
    r"^(?:theo\s|\(?nguồn(?: tin| ảnh)?\s*[:：]|>|(?:xem|tải|đọc) (?:chi tiết|thêm|tại|về|video|toàn văn)|chi tiết (?:xem )?tại|mời (?:bạn|quý|độc giả))",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"^(?:(?:TM|KT|TL|TUQ|Q)\.\s?.*|(?:PHÓ )?(?:CHỦ TỊCH|(?:TỔNG )?GIÁM ĐỐC|HIỆU TRƯỞNG|BÍ THƯ|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|CHÁNH VĂN PHÒNG|(?:CỤC|VỤ|CHI CỤC|VIỆN) TRƯỞNG|TRƯỞNG (?:BAN|PHÒNG|THÔN|KHOA)))$"
)
"""The office above a signature."""
_SAID = re.compile(r"[.,!?…][”\"»)]$")
_ASKS = re.compile(
    r"^[^\W\d_][^:?]{0,40}:\s|\b(?:thưa|xin|theo|mong|nhờ|đề nghị|vậy|được biết|còn) (?:ông|bà|anh|chị|cô|thầy|bác sĩ|đồng chí|giáo sư|luật sư)\b|"
    r"\b(?:ông|bà|anh|chị|đồng chí) (?:có thể|đánh giá|nghĩ|thấy|nhận|cho|có|đã|sẽ|mong)\b",
    re.IGNORECASE,
)
"""A question to somebody: an interview's, not a subheading's."""
_THANKS = re.compile(
    r"^[-–—*]?\s?(?:xin|trân trọng|chân thành) (?:trân trọng |chân thành )?cảm ơn .{0,40}[!.]$", re.IGNORECASE
)
_INSIDE = re.compile(r"[^\d\W]{3}[.!?;]\s+[^\W\d_]")
MOST_LETTERS = 110
MOST_WORDS = 18


def heading_score(lines: list[Line], index: int) -> float:
    """How much the line looks like a subheading (0 = not at all). It needs something below it to head."""
    text = lines[index].text
    words = len(text.split())
    bare = _RANK.sub("", text)
    starred = _STAR.match(text) and words <= 12 and not _has_neighbour(lines, index)
    lettered = bool(_LETTER.match(text)) and _is_prose(lines[index + 1 : index + 2])
    if (
        not words
        or len(text) >= MOST_LETTERS
        or words > MOST_WORDS
        or _INSIDE.search(bare)
        or len(bare.strip()) < 4
        or _is_figure(bare)
        or text.count("“") != text.count("”")
        or text.count('"') % 2
    ):
        return 0.0
    if (
        text[-1] in ".,;:!…/"
        or _SAID.search(text)
        or _NO_HEADING.match(text)
        or _OFFICE.match(text)
        or (find_marker(text) is not None and not _NUMBER.match(text) and not starred and not lettered)
    ):
        return 0.0
    if not (
        starred or lettered or text[0].isupper() or text[0].isdigit() or text[0] in "“\"‘'(«"
    ) or not _heads(lines, index + 1):
        return 0.0
    if _is_entry(text) and any(_is_entry(line.text) for line in _neighbours(lines, index)):
        return 0.0
    if text.endswith("?") and not _NUMBER.match(text):
        return 0.0 if _ASKS.search(text) or _is_interview(lines[max(0, index - 60) : index + 60]) else 0.5
    if _ROMAN.match(text) or _NUMBER.match(text) or text.isupper():
        return 0.9
    return 0.75 if 3 <= words <= 13 else 0.55


def _is_prose(lines: list[Line]) -> bool:
    """One sentence and more, that is no item of a list: what stands below a lettered subheading ("a) Đào tạo tại chỗ")."""
    texts = [line.text for line in lines if line.block is None and not line.level]
    return (
        bool(texts) and len(texts[0].split()) >= 12 and texts[0][-1] == "." and find_marker(texts[0]) is None
    )


def _is_figure(text: str) -> bool:
    """ "149.000 ha": a number and its unit, printed large."""
    return bool(re.fullmatch(r"[\d.,]+\s?(?:%|[^\W\d_]{1,4}|[^\W\d_]+ [^\W\d_]{1,3})?", text))


def _is_interview(lines: list[Line]) -> bool:
    """Three questions and more, one of them to somebody, or thanks for the answers: every question is one of the talk."""
    texts = [line.text for line in lines if line.block is None]
    asked = [text for text in texts if text.endswith("?")]
    return any(map(_THANKS.match, texts)) or (len(asked) >= 3 and any(map(_ASKS.search, asked)))


def _has_neighbour(lines: list[Line], index: int) -> bool:
    """Another line with a mark right above or below: items of a list."""
    return any(find_marker(line.text) for line in _neighbours(lines, index))


def _neighbours(lines: list[Line], index: int) -> list[Line]:
    near = [*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2]]
    return [line for line in near if line.block is None]


def _is_entry(text: str) -> bool:
    """ "Sinh năm: 1932", "Giải Nhất: Nguyễn Thị Liên": an entry of a form or list when another stands beside it."""
    return bool(_ENTRY.match(text)) and not _ROMAN.match(text) and not _NUMBER.match(text)


def has_roman(lines: list[Line]) -> bool:
    """Roman numerals are the first rank of this page's subheadings."""
    return any(_ROMAN.match(line.text) for line in lines if line.block is None)


def heading_level(text: str, roman: bool) -> int:
    """2 for the first rank ("I.", or plain), 3 below it ("1." under Roman numerals, "1.1.")."""
    if _DECIMAL.match(text):
        return 4 if roman else 3
    if _LETTER.match(text):
        return 4 if roman else 3
    return 3 if roman and _NUMBER.match(text) else 2


def _heads(lines: list[Line], index: int, depth: int = 0) -> bool:
    """Prose, a list, a table or a quotation below; pictures and one more heading may stand between."""
    while index < len(lines) and lines[index].is_photo:
        index += 1
    if index >= len(lines) or depth > 2:
        return False
    line = lines[index]
    if line.block is not None:
        return not isinstance(line.block, Embed)
    if line.level or len(line.text.split()) >= 17 or find_marker(line.text) is not None:
        return True
    if line.text[-1] in '.:;!?…”"/' or _is_entry(line.text):
        return True
    return _heads(lines, index + 1, depth + 1)

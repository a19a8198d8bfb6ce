"""Quotations set apart: a whole line in quotation marks, with or without the name of who said it."""

import re
from itertools import dropwhile

from .document import Line
from .names import name_score, names_score
from .page import Quote

_WHOLE = re.compile(r"^(?:“(?P<a>[^“”]{20,})”|«(?P<b>[^«»]{20,})»|\"(?P<c>[^\"]{20,})\")\s*[.…]?$")
_SIGNED = re.compile(
    r"^(?P<quote>(?:“[^“”]{10,}”|«[^«»]{10,}»|\"[^\"]{10,}\")[.,]?)\s*(?:[-–—]{1,2}\s*|\()(?P<name>[^\W\d_][^“”\"]{2,150}?)\)?\.?$"
)
_SIGNATURE = re.compile(r"^(?:[-–—]{1,2}\s*|\((?=.*\)$))(?P<name>[^\W\d_].{1,150}?)\)?$")
_TITLE = re.compile(
    r"^\W(?:[^\s.!?…,;:]+\s){0,11}[^\s.!?…,;:]+\W$|^\W(?:[^\s.!?…;:]+\s){3,8}[^\s.!?…,;:]+\W$"
)
"""A few words in quotation marks without a sentence's end: a subheading; with a comma inside, they are fewer."""
_SAYS = re.compile(
    r"\b(?:nói|chia sẻ|cho biết|cho hay|khẳng định|nhấn mạnh|phát biểu|bày tỏ|kể|tâm sự|cho rằng|nhận xét|đề nghị|thông tin|giải thích|phân tích|lý giải|trăn trở|bộc bạch|thổ lộ|trả lời|dặn)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"^(?:ông|bà|anh|chị|em|đồng chí|đ/c|chủ tịch|phó chủ tịch|bí thư|phó bí thư|giám đốc|phó giám đốc|bộ trưởng|thứ trưởng|thủ tướng|phó thủ tướng|"
    r"tổng bí thư|đbqh|nsnd|nsưt|nghệ nhân|nghệ sĩ|hiệu trưởng|trưởng|phó trưởng|tổng giám đốc|đại tá|thượng tá|trung tá|thiếu tá|đại úy|thượng úy|pgs|gs|ts|ths|luật sư|bác sĩ|nhà báo|nhà văn|cụ|cô|thầy|đại biểu|nhà \w+|kỹ sư|kiến trúc sư|nhạc sĩ|họa sĩ|đạo diễn|ca sĩ|y sĩ|chuyên gia|giáo sư|tiến sĩ|thạc sĩ|thượng tọa|hòa thượng|linh mục|sinh viên|học sinh|giảng viên|giáo viên|cựu chiến binh)\b",
    re.IGNORECASE,
)


def take_quote(lines: list[Line], start: int) -> tuple[Quote, int] | None:
    """The quotation at `start` and the index behind it; quotation marks stay in the text, as printed."""
    line = lines[start]
    signed = _SIGNED.match(line.text)
    if signed and len(signed["name"].split()) <= 25 and not _SAYS.search(signed["name"]):
        return Quote(signed["quote"], signed["name"].strip(" -–—")), start + 1
    if not _WHOLE.match(line.text):
        return None
    name = _signature(lines[start + 1]) if start + 1 < len(lines) else ""
    if not name and _TITLE.match(line.text):
        return None
    return Quote(line.text, name, line.markup), start + (2 if name else 1)


def _signature(line: Line) -> str:
    if (
        line.block is not None
        or line.level
        or len(line.text.split()) > 25
        or line.text.endswith((":", "?", ";"))
    ):
        return ""
    if line.hint == "author":
        return line.text.lstrip("-–— ")
    dashed = _SIGNATURE.match(line.text)
    if dashed and _names_somebody(dashed["name"], 0.45):
        return dashed["name"].strip(" -–—")
    if line.text.endswith("."):
        return ""
    named = _is_titled_name(line.text) or (not line.gap and _PERSON.match(line.text))
    return line.text if named else ""


def _is_titled_name(text: str) -> bool:
    """ "Nhà báo lão thành Trần Kim Xuyến, 94 tuổi": a title in small letters and a name, before the first comma."""
    words = re.split(r"\s*[,–(]", text)[0].split()
    name = " ".join(dropwhile(lambda word: word[0].islower(), words[1:]))
    return len(text.split()) <= 14 and name_score(name) >= 0.75


def _names_somebody(text: str, least: float) -> bool:
    return (
        bool(_PERSON.match(text))
        or _is_titled_name(text)
        or names_score(re.split(r"\s*[,–(-]", text)[0]) >= least
    )


def signs_quote(text: str) -> bool:
    """The last line inside a quotation's own element: who said it, with or without a dash in front."""
    name = text.lstrip("-–— ")
    if not name or len(name.split()) > 25:
        return False
    if name != text:
        return True
    return text[-1] not in '.:;?!…”"' and not _SAYS.search(text) and _names_somebody(text, 0.7)


def split_signature(text: str) -> tuple[str, str]:
    """A quotation's own text and the name behind its last dash ("… - Ông A, Giám đốc"), or "" for the name."""
    signed = _SIGNED.match(text)
    if signed is None or _SAYS.search(signed["name"]):
        return text, ""
    return signed["quote"], signed["name"].strip()

"""Places in a text where no short form is looked for: addresses, credits, signatures, lines in capitals."""

import re
from collections.abc import Iterator

Span = tuple[int, int]

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|[#@][\w]+|(?<!\S)/\S*/\S*")
_CREDIT = re.compile(
    r"(?<!\w)(?:(?:Nguồn(?: ảnh| tin)?|Ảnh(?: tư liệu| minh họa)?|ẢNH|Hình(?: ảnh)?|Đồ họa|Video|Clip|Bài(?: và|,) ảnh|Tin(?: và|,) ảnh|Tin, bài"
    r"|Bài viết|Tác giả|Thực hiện|Biên tập|Tổng hợp|T/h|Theo)\s*:|Ảnh(?= (?:VGP|TTXVN|BTC|NVCC|PV|CTV|TL)\b))[^\n()]{1,80}"
)
_CREDIT_IN_BRACKETS = re.compile(r"\((?:(?:Theo|Nguồn|Ảnh)\b[^()]{1,60}|TTXVN|VGP|VOV|VTV|PV|CTV|T/h)\)")
_DATELINE = re.compile(
    r"\s*(?:[^\W\d_]+(?: [^\W\d_]+){0,3}\s*)?\([A-ZĐ][\w.&]{1,20}\)\s*[-–—.,]"
    r"|\s*(?:VGP|TTXVN|PLO|SHTT|LSVN|QTO|VOV|VTV|TPO|NLĐO|TTO|DNVN|CAND|BĐT|HNM|QĐND|VOH|CTTĐT|VHO)\s*[-–—]"
)
_SIGNATURE = re.compile(
    r"(?:\(?Theo|\(?Nguồn|T/h|PV|CTV|BTV|BBT|TTXVN|VGP|Thực hiện|Tổng hợp)(?!\w)", re.UNICODE
)
_AFTER_NAME = re.compile(r"/[^\W\d_][^\W\d_]*[a-zà-ỹ]")
_MOST_IN_SIGNATURE = 8
_LETTER_RUN = re.compile(r"[^\W\d_]{2,}")
_SHARE_OF_CAPITALS = 0.6


def closed_spans(text: str) -> list[Span]:
    """The spans in which nothing is looked for; the whole text when it is a credit or stands in capitals."""
    if not text or is_in_capitals(text) or is_signature(text):
        return [(0, len(text))]
    return list(_spans(text))


def _spans(text: str) -> Iterator[Span]:
    if "/" in text or "@" in text or "www." in text or "#" in text:
        yield from (match.span() for match in _ADDRESS.finditer(text))
    if ":" in text or "Ảnh" in text:
        yield from (match.span() for match in _CREDIT.finditer(text) if _is_credit(text, match))
    if "(" in text:
        yield from (match.span() for match in _CREDIT_IN_BRACKETS.finditer(text))
    if match := _DATELINE.match(text):
        yield match.span()


def is_in_capitals(text: str) -> bool:
    """Whether the line is printed in capitals: no small letter, or few in a line of many words in capitals."""
    if text.isupper():
        return True
    if not text[:4].isupper():
        return False
    runs = _LETTER_RUN.findall(text)
    capitals = sum(run.isupper() for run in runs)
    return len(runs) >= 4 and capitals >= _SHARE_OF_CAPITALS * len(runs)


def is_signature(text: str) -> bool:
    """Whether a short line without an end says who wrote it or where it is from."""
    line = text.strip()
    if not _SIGNATURE.match(line) or len(line.split()) > _MOST_IN_SIGNATURE:
        return False
    return not line.rstrip(")").endswith((".", "!", "?", ":", ";"))


def is_before_name(text: str, end: int) -> bool:
    """Whether a photographer's name follows as in "VGP/Nhật Bắc"."""
    return text[end : end + 1] == "/" and _AFTER_NAME.match(text, end) is not None


def _is_credit(text: str, match: re.Match[str]) -> bool:
    """A label in the middle of a sentence is none: "chụp hình: …" goes on, a credit ends the line."""
    return text[match.end() :].strip(" .)") == "" or text[match.start() - 1 : match.start()] == "("

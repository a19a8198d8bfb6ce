"""Places in a text where no short form is looked for: addresses, credits, signatures, lines in capitals."""

import re
from collections.abc import Iterator

from .words import is_shouted

Span = tuple[int, int]

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|[#@][\w]+|(?<!\S)/\S*/\S*")
_CREDIT = re.compile(
    r"(?<!\w)(?:(?:Nguồn(?: ảnh| tin)?|Ảnh(?: tư liệu| minh họa)?|ẢNH|Hình(?: ảnh)?|Đồ họa|Video|Clip|Bài(?: và|,) ảnh|Tin(?: và|,) ảnh|Tin, bài"
    r"|Bài viết|Tác giả|Thực hiện|Biên tập|Tổng hợp|T/h|Theo)\s*:|Ảnh(?= (?:VGP|TTXVN|BTC|NVCC|PV|CTV|TL)\b))[^\n()]{1,80}"
)
_CREDIT_IN_BRACKETS = re.compile(r"\((?:(?:Theo|Nguồn|Ảnh)\b[^()]{1,60}|TTXVN|VGP|VOV|VTV|PV|CTV|T/h)\)")
_DATELINE = re.compile(
    r"\s*(?P<agency>\([A-ZĐ][\w.&]{1,20}\))\s*[-–—.,]"
    r"|\s*[^\W\d_]+(?: [^\W\d_]+){0,3}\s*(?P<there>\([A-ZĐ][\w.&]{1,20}\))\s*[-–—]"
    r"|\s*(?P<bare>(?:VGP|TTXVN|PLO|SHTT|LSVN|QTO|VOV|VTV|TPO|NLĐO|TTO|DNVN|CAND|BĐT|HNM|QĐND|VOH|CTTĐT|VHO)\s*[-–—])"
)
_SIGNATURE = re.compile(
    r"(?:\(?Theo|\(?Nguồn|T/h|PV|CTV|BTV|BBT|TTXVN|VGP|Thực hiện|Tổng hợp)(?!\w)", re.UNICODE
)
_AFTER_NAME = re.compile(r"/[^\W\d_][^\W\d_]*[a-zà-ỹ]")
_MOST_IN_SIGNATURE = 8
_LETTER_RUN = re.compile(r"[^\W\d_]{2,}")
_SHARE_OF_CAPITALS = 0.6
_FEWEST_SHOUTED = 2
_MOST_ALONE = 3


def closed_spans(text: str) -> list[Span]:
    """The spans in which nothing is looked for; a whole line when it is a credit or stands in capitals."""
    found: list[Span] = []
    start = 0
    for line in text.split("\n"):
        if is_in_capitals(line) or is_signature(line):
            found.append((start, start + len(line)))
        else:
            found += ((start + one, start + other) for one, other in _spans(line))
        start += len(line) + 1
    return found


def _spans(text: str) -> Iterator[Span]:
    if "/" in text or "@" in text or "www." in text or "#" in text:
        yield from (match.span() for match in _ADDRESS.finditer(text))
    if ":" in text or "Ảnh" in text:
        yield from (match.span() for match in _CREDIT.finditer(text) if _is_credit(text, match))
    if "(" in text:
        yield from (match.span() for match in _CREDIT_IN_BRACKETS.finditer(text))
    if match := _DATELINE.match(text):
        yield match.span(match.lastgroup or 0)


def is_in_capitals(text: str) -> bool:
    """Whether the line is printed in capitals: no small letter and more than short forms, or few small letters and
    words in capitals. "BCH TW" alone, as in a table's cell, is two short forms."""
    if not text[:4].isupper():
        return False
    runs = _LETTER_RUN.findall(text)
    shouted = sum(map(is_shouted, runs))
    if text.isupper():
        return shouted > 0 or len(runs) > _MOST_ALONE
    capitals = sum(run.isupper() for run in runs)
    return capitals >= _SHARE_OF_CAPITALS * len(runs) and shouted >= _FEWEST_SHOUTED


def is_signature(text: str) -> bool:
    """Whether a short line without an end says who wrote it or where it is from."""
    line = text.strip()
    match = _SIGNATURE.match(line)
    if not match or len(line.split()) > _MOST_IN_SIGNATURE:
        return False
    # Names only: "Theo VOV" is a source, "Theo BTC quy định" begins a sentence.
    if any(word[0].islower() for word in _LETTER_RUN.findall(line[match.end() :])):
        return False
    return not line.rstrip(")").endswith((".", "!", "?", ":", ";"))


def is_before_name(text: str, end: int) -> bool:
    """Whether a photographer's name follows as in "VGP/Nhật Bắc"."""
    return (
        text[end : end + 1] == "/"
        and text[end + 1 : end + 2].isupper()
        and _AFTER_NAME.match(text, end) is not None
    )


def _is_credit(text: str, match: re.Match[str]) -> bool:
    """A label in the middle of a sentence is none: "chụp hình: …" goes on, a credit ends the line."""
    return text[match.end() :].strip(" .)") == "" or text[match.start() - 1 : match.start()] == "("

"""The line that says when a page appeared: found whole, or behind button words and an author's name."""

import re
from dataclasses import dataclass
from datetime import datetime

from articles.language import DateLine, fold, parse_date_line

from .noise import strip_noise

_WEEKDAY = r"(?:thứ\s*(?:hai|ba|tư|bốn|năm|sáu|bảy|bẩy|[2-7])|chủ\s*nhật|cn|t[2-7])\b"
_DATE = (
    r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d{2}(?!\d|[/.]\d|-\d(?!\d?\s?[:h]\s?\d{2}))|"
    r"(?:ngày\s+)?\d{1,2}\s+tháng\s+\d{1,2}(?:\s*,)?\s+(?:năm\s+)?(?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}(?!\d))"
)
_TIME = r"(?:lúc\s*)?\d{1,2}\s?(?::|h|g|giờ)\s?\d{2}(?:\s?[:']\s?\d{2})?['’]?(?:\s?phút)?(?:\s?(?:SA|CH|AM|PM)\b)?"
_ZONE = r"(?:\s?\(?(?:GMT|UTC)\s?\+\s?0?7(?::00)?\)?)?"
_LABEL = (
    r"(?:(?:ngày|giờ|thời gian)\s+(?:đăng|cập nhật|xuất bản|phát hành|tháng|tạo|viết|gửi)(?:\s+(?:bài|tin))?|đăng(?:\s+tải)?(?:\s+(?:ngày|lúc|vào))*|"
    r"xuất bản(?:\s+(?:ngày|lúc))?|(?:lần\s+)?cập nhật(?:\s+(?:lần\s+cuối|mới nhất))?(?:\s+(?:lúc|ngày))*|sửa(?:\s+lần\s+cuối)?|"
    r"thời gian|posted(?:\s+on)?|published(?:\s+on)?|(?:last )?updated(?:\s+on)?|đã đăng)"
)
_GAP = r"[\s,|–—•·T-]{0,5}"
_SPAN = re.compile(
    rf"(?:(?P<label>{_LABEL})\s*:?\s*)?(?:"
    rf"(?:{_WEEKDAY}{_GAP})?(?:ngày\s*:?\s+)?{_DATE}(?:{_GAP}{_TIME}{_ZONE})?|"
    rf"(?:{_WEEKDAY}{_GAP})?{_TIME}{_ZONE}{_GAP}(?:{_WEEKDAY}{_GAP})?(?:ngày\s*:?\s+)?{_DATE})",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"(?<=[/.-](?:19|20)\d{2})(?=\d{1,2}[:h]\d{2})|(?<=\d[:h]\d{2})(?=\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2})"
)
"""Day and time of two elements with nothing but style between them: "14/03/202309:20"."""
_EDGES = " \t,;|/•·–—-"
_EMPTY_BRACKETS = re.compile(r"[(\[][\s|]*[)\]]")
_ISO = re.compile(r"((?:19|20)\d{2})-(\d{2})-(\d{2})T?")
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d{2})/(\d{2})/(\d{2})(?![\d/])")
_UPDATED = re.compile(r"cập nhật|sửa|updated", re.IGNORECASE)


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_ENGLISH_DATE = re.compile(
    rf"\b(?:{_MONTH.format('first')}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?P<early>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.format('second')}),?\s+(?P<year>(?:19|20)\d{{2}})\b",
    re.IGNORECASE,
)
_ENGLISH_DAY = re.compile(r"\b(?:(mon)|(tues)|(wednes)|(thurs)|(fri)|(satur)|(sun))day\b", re.IGNORECASE)
_MONTH_WORDS = {
    **{name: number for number, name in enumerate("mot hai ba tu nam sau bay tam chin muoi".split(), start=1)},
    "muoi mot": 11, "muoi hai": 12,
}  # fmt: skip
_NAMED_MONTH = r"tháng (?P<month>mười (?:một|hai)|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|\d{1,2})"
_MONTH_WORD = re.compile(rf"(?<=\d ){_NAMED_MONTH}(?=,? (?:năm )?(?:19|20)\d{{2}}\b)", re.IGNORECASE)
_MONTH_FIRST = re.compile(
    rf"\b{_NAMED_MONTH} (?P<day>\d{{1,2}}), (?P<year>(?:19|20)\d{{2}})\b", re.IGNORECASE
)
_BRACKETED_TIME = re.compile(r"(?<=\d)\s*\((\d{1,2}[:h]\d{2})\)")
_SHORT_MONTH = re.compile(r"(?<=\d )Th(\d{1,2})(?=,? (?:19|20)\d{2}\b)")
"""WordPress writes "12 Tháng Năm, 2023", "Tháng Năm 12, 2023", "12 Th5, 2023"."""
_DAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class DateFound:
    """The date(s) of one line. `rest` is what else stands on it: an author, a source, or "".

    `has_time` tells a full date line from a bare day; `weekday_agrees` is False when the printed
    weekday is not that of the date.
    """

    published: datetime | None
    updated: datetime | None
    rest: str
    weekday_agrees: bool
    has_time: bool
    labelled: bool
    line: str


def find_date(text: str) -> DateFound | None:
    """The date line in `text`, or None when the line is prose, or its date does not exist (31/02)."""
    if len(text) > 200:
        return None
    plain = _GLUED.sub(" ", _as_printed_here(text))
    spans = list(_SPAN.finditer(plain))
    if not 1 <= len(spans) <= 2:
        return None
    rest = strip_noise(_EMPTY_BRACKETS.sub(" ", _without(plain, spans))).strip(_EDGES)
    if spans[-1]["label"] and plain.endswith(spans[-1][0]) and len(rest.split()) <= 8:
        rest = rest.rstrip(".")  # "Viết bởi Thu Nga. Đăng ngày 21/9/2022"
    if len(rest.split()) > 14 or rest.endswith((".", "?", "!")):
        return None
    published: datetime | None = None
    updated: datetime | None = None
    agrees = True
    for span in spans:
        parsed = _parse(span)
        if parsed is None:
            return None
        agrees = agrees and parsed.weekday_agrees is not False
        if (span["label"] and _UPDATED.search(span["label"])) or published:
            updated = updated or parsed.at
        else:
            published = parsed.at
    has_time = any(re.search(_TIME, span[0], re.IGNORECASE) for span in spans)
    return DateFound(published, updated, rest, agrees, has_time, bool(spans[0]["label"]), text)


def _as_printed_here(text: str) -> str:
    """ "Wednesday, June 14, 2023" and the like, with the day and date as Vietnamese pages print them."""
    dated = _ENGLISH_DATE.sub(_numbers, _BRACKETED_TIME.sub(r" \1", text))
    dated = _SHORT_MONTH.sub(r"tháng \1", _YEAR_FIRST.sub(r"\3/\2/\1", dated))
    dated = _MONTH_WORD.sub(lambda word: f"tháng {_month(word)}", dated)
    dated = _MONTH_FIRST.sub(lambda word: f"{word['day']}/{_month(word)}/{word['year']}", dated)
    return _ENGLISH_DAY.sub(lambda day: _DAYS[(day.lastindex or 1) - 1], dated)


def _month(word: re.Match[str]) -> int:
    name = fold(word["month"])
    return int(name) if name.isdigit() else _MONTH_WORDS[name]


def _numbers(date: re.Match[str]) -> str:
    month = (date["first"] or date["second"]).casefold()
    return f"{date['day'] or date['early']}/{_MONTHS.index(month) + 1}/{date['year']}"


def _parse(span: re.Match[str]) -> DateLine | None:
    """The span's date; labels that the language does not know ("Ngày tạo") are read as one that it knows."""
    core = span[0][len(span["label"] or "") :].strip(" :,;|/•·–—-")
    core = re.sub(r"(?<=\d)['’](?!\d)", "", re.sub(r"\s*[•·]\s*", " | ", core))
    core = _ISO.sub(r"\3/\2/\1 ", core)
    return parse_date_line(f"Ngày đăng: {core}" if span["label"] else core)


def _without(text: str, spans: list[re.Match[str]]) -> str:
    for span in reversed(spans):
        text = text[: span.start()] + " | " + text[span.end() :]
    return text

"""The date line of a Vietnamese news page, written and read; and the local day in UTC."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from .fold import fold
from .normalize import clean_line

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
_WEEKDAY_NUMBERS = {
    **{fold(name): number for number, name in enumerate(_WEEKDAYS)},
    **{f"thu {number + 2}": number for number in range(6)},
    **{f"t{number + 2}": number for number in range(6)},
    "cn": 6,
}

Label = Literal["published", "updated"]

_LONGEST_LINE = 200
# All patterns read folded text: small letters, no accents.
_LABEL = re.compile(
    r"(?<!\w)(?:"
    r"(?P<updated>(?:ngay |thoi gian )?cap nhat(?: lan cuoi)?|(?:chinh )?sua lan cuoi)"
    r"|(?:ngay |thoi gian )?(?:dang tai|dang tin|dang bai|dang|xuat ban)"
    r")(?!\w) ?(?:(?:vao )?luc(?!\w))? ?:? ?"
)
_GAP = r"[ ,;|\u2013\u2014-]*"
_WEEKDAY = r"(?P<weekday>" + "|".join(_WEEKDAY_NUMBERS) + r")(?!\w)"
_DATE = (
    r"(?P<ngay>ngay ?:? ?)?(?P<day>\d{1,2})"
    r"(?: ?(?P<mark>[/.-]) ?(?P<month>\d{1,2}) ?(?P=mark) ?| thang (?P<long_month>\d{1,2}),? (?:nam )?)"
    r"(?P<year>(?:19|20)\d{2})(?!\d)"
)
_TIME = (
    r"(?:(?:vao )?luc:? ?)?(?P<hour>\d{1,2})"
    r"(?::(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"| ?(?:gio|h|g)(?: ?(?P<h_minute>\d{2})(?: ?(?:phut|p|['\u2019]))?)?)(?!\d)"
    r"(?: ?(?P<half>sa|ch|am|pm)(?!\w))?"
    r"(?: ?\(? ?(?:gmt|utc) ?\+ ?0?7(?::?00)? ?\)?)?"
)
_VIEWS = re.compile(r"[ /|-]*(?:so )?(?:luot (?:xem|doc|truy cap)|da xem) ?:? ?[\d.,]+$")
_ORDERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_WEEKDAY}{_GAP})?{_DATE}(?:{_GAP}{_TIME})?",
        rf"{_TIME}{_GAP}(?:{_WEEKDAY}{_GAP})?{_DATE}",
        rf"{_WEEKDAY}{_GAP}{_TIME}{_GAP}{_DATE}",
    )
)


@dataclass(frozen=True, slots=True)
class DateLine:
    """What a date line says.

    `at` is aware, in Asia/Ho_Chi_Minh; midnight when the line has no time (`has_time` is False).
    `weekday_agrees` is None when no weekday is written, False when it is another day's: a sign of a misread
    or mistyped date. `label` is what stands in front: "Ngày đăng" and the like give "published", "Cập nhật"
    gives "updated".
    """

    at: datetime
    has_time: bool
    weekday_agrees: bool | None
    label: Label | None


def format_date_line(moment: datetime) -> str:
    """Return an aware moment as readers see it in Vietnam: "Thứ tư, 05/08/2020 15:14". ValueError when
    naive.
    """
    if moment.utcoffset() is None:
        raise ValueError("a date line needs an aware datetime")
    local = moment.astimezone(TIME_ZONE)
    weekday = _WEEKDAYS[local.weekday()]
    return f"{weekday}, {local:%d/%m}/{local.year:04d} {local:%H:%M}"


def parse_date_line(line: str) -> DateLine | None:
    """Return the date of a line that holds one date and nothing else; None otherwise. See
    `parse_date_lines`.
    """
    found = parse_date_lines(line)
    return found[0] if len(found) == 1 else None


def parse_date_lines(line: str) -> list[DateLine]:
    """Return the dates of a date line, in order; [] when the line is anything but a date line.

    Two dates need a label before the second: "Ngày đăng: 05/08/2020 | Cập nhật: 06/08/2020 08:00". The
    whole line must match, except brackets around it and a view counter after it. Day stands before month,
    always. Years are 1900 to 2099, written in full. SA is morning and CH afternoon; 12 SA is midnight. A
    date that does not exist gives [].

    A bare date without weekday, time, label or "ngày" counts when written with slashes ("22/8/2017") or
    with two digits each ("01.01.2026"); "1.1.2026" alone is as likely the number of a section, so it gives
    [].
    """
    if len(line) > _LONGEST_LINE:
        return []
    folded = _VIEWS.sub("", fold(clean_line(line)))
    labels = list(_LABEL.finditer(folded))
    starts = [label.start() for label in labels]
    if not starts or folded[: starts[0]].strip(" ([|"):
        starts.insert(0, 0)
    ends = [*starts[1:], len(folded)]
    found = [_segment(folded[start:end]) for start, end in zip(starts, ends, strict=True)]
    dates = [date_line for date_line in found if date_line]
    return dates if len(dates) == len(found) else []


def local_day_bounds(day: date) -> tuple[datetime, datetime]:
    """Return the first moment of a day in Vietnam and of the next day, in UTC: a half-open interval.

    Raises ValueError on the first and last days of the calendar, whose bounds no datetime can hold.
    """
    try:
        start, end = (
            datetime.combine(local, time.min, TIME_ZONE).astimezone(UTC)
            for local in (day, day + timedelta(days=1))
        )
    except OverflowError:
        raise ValueError(f"{day.isoformat()} has no bounds in UTC") from None
    return start, end


def _segment(text: str) -> DateLine | None:
    text = text.lstrip("([ ").rstrip(" ,;|\u2013\u2014-([])")
    label = _LABEL.match(text)
    body = text[label.end() :] if label else text
    for order in _ORDERS:
        match = order.fullmatch(body)
        if match:
            return _date_line(match.groupdict(), label)
    return None


def _date_line(part: dict[str, str | None], label: re.Match[str] | None) -> DateLine | None:
    hour = _hour(part)
    bare = not (label or part["ngay"] or part["weekday"] or part["hour"])
    if hour is None or (bare and not _is_plain_date(part)):
        return None
    try:
        at = datetime(
            int(part["year"] or 0),
            int(part["month"] or part["long_month"] or 0),
            int(part["day"] or 0),
            hour,
            int(part["minute"] or part["h_minute"] or 0),
            int(part["second"] or 0),
            tzinfo=TIME_ZONE,
        )
    except ValueError:
        return None
    weekday = part["weekday"]
    return DateLine(
        at=at,
        has_time=part["hour"] is not None,
        weekday_agrees=None if weekday is None else _WEEKDAY_NUMBERS[weekday] == at.weekday(),
        label=_label(label),
    )


def _hour(part: dict[str, str | None]) -> int | None:
    """The hour of 0–23; None when it and SA/CH contradict each other. "14:20 CH" is common and taken as it
    stands.
    """
    hour, half = int(part["hour"] or 0), part["half"]
    if half in ("sa", "am"):
        return hour % 12 if hour <= 12 else None
    if half in ("ch", "pm"):
        return hour + 12 if 0 < hour < 12 else hour or None
    return hour


def _is_plain_date(part: dict[str, str | None]) -> bool:
    if part["mark"] in (None, "/"):
        return True
    return len(part["day"] or "") == len(part["month"] or "") == 2


def _label(label: re.Match[str] | None) -> Label | None:
    if label is None:
        return None
    return "updated" if label["updated"] else "published"

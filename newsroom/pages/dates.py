"""Dates as a page prints them, in the page's language."""

from datetime import date, datetime

from articles.language import TIME_ZONE, format_date_line

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def date_line(moment: datetime, language: str) -> str:
    """ "Thứ tư, 05/08/2020 15:14", or "Wednesday, 5 August 2020, 15:14"."""
    if language != "en":
        return format_date_line(moment)
    local = moment.astimezone(TIME_ZONE)
    return f"{_english_day(local)}, {local:%H:%M}"


def day_line(day: date, language: str) -> str:
    """ "Thứ tư, 05/08/2020", or "Wednesday, 5 August 2020"."""
    if language == "en":
        return _english_day(day)
    return format_date_line(datetime(day.year, day.month, day.day, tzinfo=TIME_ZONE)).rpartition(" ")[0]


def today_line(now: datetime, language: str) -> str:
    """The day in Asia/Ho_Chi_Minh, for the head of the page."""
    return day_line(now.astimezone(TIME_ZONE).date(), language)


def _english_day(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]}, {day.day} {_MONTHS[day.month - 1]} {day.year}"

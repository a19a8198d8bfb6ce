"""A month as a page shows it: weeks from Monday, and how many articles each day has."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlencode

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.urls import reverse

from articles.language import TIME_ZONE
from articles.models import Edition, EditionFacet, Facet

FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month; `number` is 0 for the fields before the first and after the last."""

    number: int
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Month:
    year: int
    month: int
    weeks: list[list[Day]]
    count: int
    address: str
    section: str


def start_of(year: int, month: int, day: int = 1) -> datetime:
    """The first moment of a day in Asia/Ho_Chi_Minh; the 13th month is January of the next year."""
    year, month = (year + 1, 1) if month == 13 else (year, month)
    return datetime.combine(date(year, month, day), time(), TIME_ZONE)


def read_month(moment: datetime, now: datetime, section: str = "") -> Month:
    """The month in which the moment lies, in one query; of one section or of the site."""
    local = moment.astimezone(TIME_ZONE)
    year, month = local.year, local.month
    if section:
        rows = EditionFacet.objects.public(now).filter(facet=Facet.SECTION, value=section)
    else:
        rows = Edition.objects.public(now)  # type: ignore[assignment]
    counted = (
        rows.filter(published_at__gte=start_of(year, month), published_at__lt=start_of(year, month + 1))
        .annotate(day=TruncDate("published_at", tzinfo=TIME_ZONE))
        .order_by("day")
        .values_list("day")
        .annotate(articles=Count("pk"))
    )
    counts = {day.day: articles for day, articles in counted}
    weeks = [
        [Day(number, counts.get(number, 0), archive_address(section, year, month, number)) for number in week]
        for week in calendar.Calendar().monthdayscalendar(year, month)
    ]
    return Month(year, month, weeks, sum(counts.values()), archive_address(section, year, month), section)


def archive_address(section: str, year: int, month: int, day: int | None = None) -> str:
    """The page of a month, or of a day of it; empty for a field of the grid that is no day."""
    if day == 0:
        return ""
    address = (
        reverse("archive-day", args=[year, month, day])
        if day
        else reverse("archive-month", args=[year, month])
    )
    return f"{address}?{urlencode({'section': section})}" if section else address

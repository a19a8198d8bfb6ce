"""`GET calendar/`: how many articles there are on each day of a month, or in each month of a year."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count
from django.db.models.functions import TruncDate, TruncMonth
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request

from newsroom.api import (
    RATE_LIMIT_HEADERS,
    Operation,
    Parameters,
    PublicView,
    etag_for,
    public_response,
    render_json,
)

from ..models import Edition
from . import openapi
from .filters import DATES, LOCAL, Question, filter_names, read_question
from .lists import NEWEST
from .searching import THROTTLED, count_search, in_time, read_words

YEAR = re.compile(r"(19|20|21)[0-9]{2}", re.ASCII)
MONTH = re.compile(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """A month, counted by days, or a year, counted by months."""

    name: str
    text: str
    first: datetime
    end: datetime


class Calendar(PublicView):
    """Days (or months) with articles, in local time (Asia/Ho_Chi_Minh); those without are left out.

    Takes the questions of the list of articles; each number equals what that list counts for the same days.
    """

    parameters = None

    def allowed(self) -> tuple[str, ...]:
        names = [name for name in filter_names() if name not in DATES]
        return ("month", "year", "q", *names, "use_date")

    def get(self, request: Request) -> HttpResponse:
        now = timezone.now()
        count_search(self, request)
        parameters = Parameters(request, self.allowed())
        span = read_span(parameters)
        question = read_question(parameters)
        words = read_words(parameters)
        parameters.check()
        assert span is not None
        question.since, question.before = span.first, span.end
        counts: list[tuple[date, int]] = []
        if words is None:
            counts = count_periods(question, span, now)
        elif words.tiers is not None:
            question.words = words.tiers.whole
            with in_time():
                counts = count_periods(question, span, now)
        shown, pattern = ("days", "%Y-%m-%d") if span.name == "month" else ("months", "%Y-%m")
        results = [{"on": period.strftime(pattern), "count": articles} for period, articles in counts]
        total = sum(articles for _period, articles in counts)
        body = render_json({span.name: span.text, "count": total, shown: results})
        return public_response(request, body, etag_for("calendar", body), now)

    def describe(self) -> Operation:
        parameters = openapi.parameters(self.allowed())
        return Operation(
            "calendar_retrieve",
            "How many articles on which days",
            openapi.calendar,
            parameters,
            responses=THROTTLED,
            headers=RATE_LIMIT_HEADERS,
        )


def count_periods(question: Question, span: Span, now: datetime) -> list[tuple[date, int]]:
    """The days or months that have articles, each with their number; one query, of the articles themselves."""
    editions, by = question.ask(Edition.objects.public(now), replace(NEWEST, field=question.date_column))
    truncate = TruncDate if span.name == "month" else TruncMonth
    periods = editions.annotate(period=truncate(by.field, tzinfo=LOCAL)).order_by("period")
    return list(periods.values_list("period").annotate(articles=Count("pk")))


def read_span(parameters: Parameters) -> Span | None:
    """`month` or `year`, exactly one of them; a fault is noted in `parameters`."""
    month, year = parameters.query.get("month"), parameters.query.get("year")
    if (month is None) == (year is None):
        parameters.fail("month", "required", _("Either “month” or “year” is needed."))
        return None
    if month is not None:
        if not MONTH.fullmatch(month):
            parameters.fail("month", "invalid", _("A month such as 2020-08, from 1900 to 2199."))
            return None
        number = int(month[:4]) * 12 + int(month[5:])
        return Span("month", month, _first_of(number - 1), _first_of(number))
    assert year is not None
    if not YEAR.fullmatch(year):
        parameters.fail("year", "invalid", _("A year such as 2020, from 1900 to 2199."))
        return None
    return Span("year", year, _first_of(int(year) * 12), _first_of(int(year) * 12 + 12))


def _first_of(month: int) -> datetime:
    """The first moment of a month, counted from the year 0."""
    return datetime(month // 12, month % 12 + 1, 1, tzinfo=LOCAL)

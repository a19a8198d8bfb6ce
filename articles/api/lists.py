"""Lists of cards, newest first: what `GET articles/` and `GET front/` have in common."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, cast

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.request import Request

from newsroom.api import (
    DEFAULT_PAGE_SIZE,
    MAX_PAGE_SIZE,
    CountMode,
    Cursor,
    KeysetPage,
    Ordering,
    Parameters,
    ask,
    count_rows,
    decode_cursor,
    envelope,
    etag_for,
    link_header,
    not_modified,
    page_of,
    page_query,
    page_url,
    public_response,
)

from .. import plugins
from ..models import Edition
from ..publishing import Card
from .filters import Question
from .rows import Members, Row, member_names, projection_of

CARD_MEMBERS = tuple(Card().fields)
PAGING = ("page_size", "cursor", "count")
MEMBERS = ("fields", "omit")
COUNTS = ("none", "exact", "bounded")
LEAST = -sys.float_info.max
NEWEST = Ordering("-published_at", "published_at", True, "article_id")


def orderings() -> dict[str, Ordering]:
    """The sort keys of article lists by the value of `ordering`."""
    core = {
        "-published_at": NEWEST,
        "published_at": Ordering("published_at", "published_at", False, "article_id"),
        "-updated_at": Ordering("-updated_at", "updated_at", True, "article_id"),
    }
    for extension in plugins.extensions():
        for name, path in extension.orderings.items():
            key = f"{path.rpartition('__')[0]}__article_id"
            core[name] = Ordering(name, path, name.startswith("-"), key, float)
    return core


def read_members(parameters: Parameters, own: Iterable[str]) -> Members:
    """`fields` or `omit`, never both."""
    names = member_names(list(own))
    fields, omit = parameters.choices("fields", names), parameters.choices("omit", names)
    if fields and omit:
        parameters.fail("omit", "exclusive", _("Either “fields” or “omit”, not both."))
    return Members(fields, omit)


def read_cursor(parameters: Parameters, ordering: Ordering) -> Cursor | None:
    """The place where the page begins. Raises `Problem`."""
    text = parameters.query.get("cursor")
    return None if text is None else decode_cursor(text, ordering)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request for a page of cards, read and found sound."""

    request: Request
    question: Question
    ordering: Ordering
    page_size: int
    count: CountMode
    members: Members
    cursor: Cursor | None
    with_text: bool = False
    """Whether the rows come with their words, for highlights."""
    kind: ClassVar[str] = "list"
    """Lists of one kind put the same question to the database."""

    def answer(self, now: datetime) -> HttpResponse:
        """The page; one query, or two with `count`. A conditional request first asks for the versions alone."""
        total = self.total(now)
        if "HTTP_IF_NONE_MATCH" in self.request.META:
            narrow = self.fetch(now, with_bytes=False)
            unchanged = not_modified(self.request, self.etag(narrow, self.neighbours(narrow), total), now)
            if unchanged is not None:
                return unchanged
        page = self.fetch(now, with_bytes=True)
        following, previous = neighbours = self.neighbours(page)
        cards = [self.card(row) for row in page.rows]
        body = envelope(cards, next_url=following, previous_url=previous, count=total)
        response = public_response(self.request, body, self.etag(page, neighbours, total), now)
        if link := link_header(following, previous):
            response.headers["Link"] = link
        return response

    def card(self, row: Row) -> bytes:
        """The row as it is sent."""
        return self.members.pick(projection_of("card").splice(row))

    def total(self, now: datetime) -> int | None:
        return None if self.count == "none" else count_rows(self.editions(now, self.question)[0], self.count)

    def editions(self, now: datetime, question: Question) -> "tuple[QuerySet[Edition], Ordering]":
        """What is asked for, and the columns that it is to be read off by."""
        editions, by = question.ask(Edition.objects.public(now), self.ordering)
        if by.value_type is float:
            # Leaves out nulls; unlike IS NOT NULL, a bound makes SQLite begin with the index.
            editions = editions.filter(**{f"{by.field}__gte": LEAST})
        return editions, by

    def fetch(self, now: datetime, *, with_bytes: bool) -> KeysetPage[Row]:
        return self.fetch_page(now, self.page_size, self.cursor, with_bytes=with_bytes)

    def fetch_page(
        self, now: datetime, page_size: int, cursor: Cursor | None, *, with_bytes: bool
    ) -> KeysetPage[Row]:
        """One page by date or by what an extension orders by; one query."""
        projection, question = projection_of("card"), self.question
        place = (cursor.value, cursor.id) if cursor else ()

        def build(now: datetime, *values: Any) -> "QuerySet[Edition, tuple[Any, ...]]":
            start = replace(cursor, value=values[-2], id=values[-1]) if cursor else None
            editions, by = self.editions(now, question.with_values(values))
            return page_query(
                projection.select(editions, by.field, with_bytes=with_bytes, with_text=self.with_text),
                by,
                page_size,
                start,
            )

        fetched: Sequence[Sequence[Any]]
        if question.others:
            fetched = list(build(now, *question.values, *place))
        else:
            backward = cursor.backward if cursor else None
            columns = with_bytes, self.with_text, projection.extensions
            shape = self.kind, question.shape, self.ordering, page_size, backward, columns
            fetched = ask(shape, build, now, *question.values, *place)
        page = page_of(fetched, self.ordering, page_size, cursor, lambda values: (values[1], values[0]))
        rows = [projection.read(values, with_bytes=with_bytes) for values in page.rows]
        return KeysetPage(rows, page.next, page.previous)

    def neighbours(self, page: KeysetPage[Row]) -> tuple[str | None, str | None]:
        """The addresses of the next and the previous page."""
        base, query = f"{settings.SITE_URL}{self.request.path}", self.request.GET.dict()
        return page_url(base, query, page.next), page_url(base, query, page.previous)

    def etag(
        self, page: KeysetPage[Row], neighbours: tuple[str | None, str | None], total: int | None
    ) -> str:
        versions = map(projection_of("card").version, page.rows)
        return etag_for("list", repr(self.members), total, *neighbours, *versions)


def read_page(parameters: Parameters) -> tuple[int, CountMode, Members]:
    """How much of a list is wanted: the length of its pages, whether it is counted, and which members."""
    page_size = parameters.whole("page_size", DEFAULT_PAGE_SIZE, low=1, high=MAX_PAGE_SIZE)
    count = cast(CountMode, parameters.choice("count", COUNTS, "none"))
    return page_size, count, read_members(parameters, CARD_MEMBERS)

"""`GET front/`: what editors put on top, in their order, then the newest.

Two lists, paged as one: a cursor stands either among what is on top (ordering `front`, by place) or among the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from newsroom.api import (
    LINK_HEADER,
    Cursor,
    KeysetPage,
    Operation,
    Ordering,
    Parameters,
    Problem,
    PublicView,
    ask,
    count_rows,
    decode_cursor,
)

from ..models import Edition
from ..publishing import MOST_PLACES, placed_editions, without_placed
from . import openapi
from .filters import Question, read_question
from .lists import CARD_MEMBERS, MEMBERS, NEWEST, PAGING, Asked, read_page
from .rows import Row, projection_of

PLACED = Ordering("front", "place", False, "article_id", int)


def read_place(parameters: Parameters) -> Cursor | None:
    """A place among the newest, or on top. Raises `Problem`."""
    text = parameters.query.get("cursor")
    if text is None:
        return None
    try:
        return decode_cursor(text, NEWEST)
    except Problem:
        return decode_cursor(text, PLACED)


@dataclass(frozen=True, slots=True)
class AskedFront(Asked):
    """One request for a page of a front page: at most two queries, whatever editors put on top."""

    kind: ClassVar[str] = "front"

    def editions(self, now: datetime, question: Question) -> "tuple[QuerySet[Edition], Ordering]":
        """The newest, without what stands on top."""
        # Not by super(): slots make a new class, which the compiler's own reference does not know.
        editions, by = Asked.editions(self, now, question)
        return without_placed(editions, now, self.section(question)), by

    def total(self, now: datetime) -> int | None:
        rest = count_rows(self.editions(now, self.question)[0], self.count)
        return None if rest is None else rest + placed_editions(now, self.section(self.question)).count()

    def fetch(self, now: datetime, *, with_bytes: bool) -> KeysetPage[Row]:
        cursor, size = self.cursor, self.page_size
        if cursor is not None and cursor.ordering == NEWEST.name:
            page = self.fetch_page(now, size, cursor, with_bytes=with_bytes)
            whole = not cursor.backward or (len(page.rows) == size and page.previous is not None)
            return page if whole else self._up_to_the_rest(page, now, cursor, with_bytes=with_bytes)
        placed = self._placed(now, with_bytes=with_bytes)
        if cursor is not None and cursor.backward:
            before = [row for row in placed if _place(row) < (cursor.value, cursor.id)]
            return _page(before[-size:], True, len(before) > size)
        after = [row for row in placed if cursor is None or _place(row) > (cursor.value, cursor.id)]
        if len(after) > size:
            return _page(after[:size], True, cursor is not None)
        # A page of nothing tells whether there is a rest.
        rest = self.fetch_page(now, max(size - len(after), 1), None, with_bytes=with_bytes)
        if len(after) == size:
            return _page(after, bool(rest.rows), cursor is not None)
        return _page([*after, *rest.rows], rest.next is not None, cursor is not None)

    def _up_to_the_rest(
        self, page: KeysetPage[Row], now: datetime, cursor: Cursor, *, with_bytes: bool
    ) -> KeysetPage[Row]:
        """Going back, the page begins on top."""
        placed = self._placed(now, with_bytes=with_bytes)
        missing = self.page_size - len(page.rows)
        shown = placed[len(placed) - missing :] if missing < len(placed) else placed
        if missing == 0:
            shown = []
        return _page([*shown, *page.rows], True, len(shown) < len(placed))

    def _placed(self, now: datetime, *, with_bytes: bool) -> list[Row]:
        projection, section = projection_of("card"), self.section(self.question)

        def build(now: datetime, *slug: Any) -> "QuerySet[Edition, tuple[Any, ...]]":
            placed = placed_editions(now, *slug)
            return projection.select(placed, "place", with_bytes=with_bytes)[:MOST_PLACES]

        shape = "placed", bool(section), with_bytes, projection.extensions
        fetched: Sequence[Sequence[Any]] = ask(shape, build, now, *([section] if section else []))
        return [projection.read(values, with_bytes=with_bytes) for values in fetched]

    def section(self, question: Question) -> str:
        return question.facets[0].values[0] if question.facets else ""


def _place(row: Row) -> tuple[Any, int]:
    return row.position, row.article_id


def _page(rows: Sequence[Row], has_next: bool, has_previous: bool) -> KeysetPage[Row]:
    def at(row: Row, *, back: bool) -> Cursor:
        ordering = PLACED if isinstance(row.position, int) else NEWEST
        return Cursor(ordering.name, row.position, row.article_id, back)

    return KeysetPage(
        rows,
        at(rows[-1], back=False) if rows and has_next else None,
        at(rows[0], back=True) if rows and has_previous else None,
    )


class FrontPage(PublicView):
    """The front page of the site, or of one section: what editors put on top, in their order, then the newest."""

    parameters = None
    allowed = ("section", *PAGING, *MEMBERS)

    def get(self, request: Request) -> HttpResponse:
        now = timezone.now()
        parameters = Parameters(request, self.allowed)
        question = read_question(parameters)
        page_size, count, members = read_page(parameters)
        parameters.check()
        cursor = read_place(parameters)
        return AskedFront(request, question, NEWEST, page_size, count, members, cursor).answer(now)

    def describe(self) -> Operation:
        parameters = openapi.parameters(self.allowed, members=CARD_MEMBERS)
        return Operation("front_list", "The front page", openapi.card_page, parameters, headers=LINK_HEADER)

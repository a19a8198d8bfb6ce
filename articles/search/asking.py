"""A question on its way through the database: its conditions, its pages, and its limit of time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.conf import settings
from django.db import OperationalError, connections
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from newsroom.api import Cursor, KeysetPage, Ordering

from ..models import Edition
from . import postgresql, sqlite
from .conditions import PLACE, Condition, Tiers, conditions_of
from .dictionary import the_dictionary
from .questions import BadQuestion, Query, read_query
from .ranking import REACH, score

NEWEST = Ordering("search", PLACE, descending=True, id_field=PLACE, value_type=int)
RELEVANCE = Ordering("relevance", "score", descending=True, id_field=PLACE, value_type=int)
Row = TypeVar("Row")


class TooSlow(Exception):
    """The question found too much to go through in time; the text says how to narrow it."""


@dataclass(frozen=True, slots=True)
class Search:
    """A question, read, with its conditions."""

    query: Query
    tiers: Tiers | None
    """`None` when nothing can be found."""


def read_search(text: str) -> Search:
    """Reads a question. Raises `BadQuestion`."""
    query = read_query(text, the_dictionary())
    return Search(query, None if query.empty else conditions_of(query))


@contextmanager
def in_time() -> Iterator[None]:
    """Whatever is asked of the database inside ends within `NEWSROOM_SEARCH_SECONDS` a statement. Raises `TooSlow`."""
    engine = sqlite if connections["default"].vendor == "sqlite" else postgresql
    try:
        with engine.time_limit(settings.NEWSROOM_SEARCH_SECONDS):
            yield
    except OperationalError as error:
        if not engine.is_timeout(error):
            raise
        raise TooSlow(
            _("This question finds too much to go through in time. Ask for a rarer word, or narrow it to a section or "
              "to some days (“section”, “from_date”, “to_date”).")
        ) from error  # fmt: skip


# --- The newest first ------------------------------------------------------------------------------------------

Fetch = Callable[[Condition, int | None, bool, int], Sequence[Row]]
"""(condition, the place to go on from, backward, how many) to rows in the order of reading; see `page_of_places`."""


def newest_page(
    tiers: Tiers, cursor: Cursor | None, page_size: int, fetch: Fetch[Row], place: Callable[[Row], int]
) -> KeysetPage[Row]:
    """A page, what is found exactly before what is not, each part with the newest first. One query; two where the
    page reaches from one part into the other.

    A cursor's value is the place of its row, its id the number of the part. Raises `BadQuestion` for one of neither.
    """
    number = 0 if cursor is None else cursor.id
    if not 0 <= number < len(tiers.parts):
        raise BadQuestion("invalid_cursor", _("This is not a cursor that the API gave."))
    backward = cursor is not None and cursor.backward
    start: int | None = None if cursor is None else int(cursor.value)  # type: ignore[arg-type]
    wanted = page_size + 1
    found: list[tuple[int, Row]] = []
    while 0 <= number < len(tiers.parts) and len(found) < wanted:
        rows = fetch(tiers.parts[number], start, backward, wanted - len(found))
        found += ((number, row) for row in rows)
        number, start = number + (-1 if backward else 1), None
    more = len(found) > page_size
    shown = found[:page_size]
    if backward:
        shown.reverse()
    if not shown:
        return KeysetPage([], None, None)

    def at(edge: tuple[int, Row], *, back: bool) -> Cursor:
        return Cursor(NEWEST.name, place(edge[1]), edge[0], back)

    return KeysetPage(
        [row for _number, row in shown],
        at(shown[-1], back=False) if more or backward else None,
        at(shown[0], back=True) if (more if backward else cursor is not None) else None,
    )


def page_of_places(
    queryset: "QuerySet[Any, Row]", start: int | None, backward: bool, limit: int
) -> "QuerySet[Any, Row]":
    """The rows beyond the place, in the direction of reading."""
    if start is not None:
        queryset = (
            queryset.filter(search_place__gt=start) if backward else queryset.filter(search_place__lt=start)
        )
    return queryset.order_by("search_place" if backward else "-search_place")[:limit]


# --- By relevance ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """One of the newest matches, and how well it answers. The best is the greatest."""

    score: int
    place: int
    edition: int = field(compare=False)


def ranked(search: Search, editions: "QuerySet[Edition]") -> list[Candidate]:
    """The newest 1,000 of what the (narrowed) editions are, the best first. One query."""
    newest = page_of_places(editions, None, False, REACH)
    rows = newest.values_list("pk", PLACE, "search__folded", "search__exact")
    found = [Candidate(score(search.query, folded, exact), place, pk) for pk, place, folded, exact in rows]
    return sorted(found, reverse=True)


def relevant_page(
    candidates: Sequence[Candidate], cursor: Cursor | None, page_size: int
) -> KeysetPage[Candidate]:
    """A page of them. A cursor's value is the score of its row, its id the place: an article that is published
    meanwhile moves nothing that was shown."""
    backward = cursor is not None and cursor.backward
    rows = list(candidates)
    if cursor is not None:
        mark = Candidate(int(cursor.value), cursor.id, 0)  # type: ignore[arg-type]
        rows = [row for row in rows if (row > mark if backward else row < mark)]
    more = len(rows) > page_size
    shown = rows[-page_size:] if backward else rows[:page_size]
    if not shown:
        return KeysetPage([], None, None)

    def at(row: Candidate, *, back: bool) -> Cursor:
        return Cursor(RELEVANCE.name, row.score, row.place, back)

    return KeysetPage(
        shown,
        at(shown[-1], back=False) if more or backward else None,
        at(shown[0], back=True) if (more if backward else cursor is not None) else None,
    )

"""Keyset paging: pages that stay stable and fast at any depth, joined from bytes rendered before."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from newsroom.api.cursors import Cursor, Ordering, Value
from newsroom.api.rendering import render_json

DEFAULT_PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
BOUNDED_COUNT = 10_001

CountMode = Literal["none", "exact", "bounded"]
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class KeysetPage(Generic[Row]):
    """The rows of one page in list order, and the cursors of its neighbours (``None``: there is none)."""

    rows: Sequence[Row]
    next: Cursor | None
    previous: Cursor | None


def keyset_page(
    queryset: "QuerySet[Any, Row]",
    ordering: Ordering,
    page_size: int,
    cursor: Cursor | None = None,
    place: Callable[[Row], tuple[Value, int]] | None = None,
) -> KeysetPage[Row]:
    """Fetch one page with one query of ``page_size + 1`` rows.

    ``place`` reads a row's value and id for the cursors; by default from the mapping or object that the row
    is.
    """
    return page_of(
        list(page_query(queryset, ordering, page_size, cursor)), ordering, page_size, cursor, place
    )


def page_query(
    queryset: "QuerySet[Any, Row]", ordering: Ordering, page_size: int, cursor: Cursor | None = None
) -> "QuerySet[Any, Row]":
    """The query of ``keyset_page``: the page's rows and one more, in the direction of the cursor."""
    descending = ordering.descending != (cursor is not None and cursor.backward)
    sign = "-" if descending else ""
    if cursor is not None:
        queryset = queryset.filter(beyond(ordering, cursor))
    return queryset.order_by(f"{sign}{ordering.field}", f"{sign}{ordering.id_field}")[: page_size + 1]


def page_of(
    fetched: Sequence[Row],
    ordering: Ordering,
    page_size: int,
    cursor: Cursor | None = None,
    place: Callable[[Row], tuple[Value, int]] | None = None,
) -> KeysetPage[Row]:
    """Make a page of the rows that ``page_query`` gave."""
    backward = cursor is not None and cursor.backward
    more = len(fetched) > page_size
    rows = list(fetched[:page_size])
    if backward:
        rows.reverse()
    if not rows:
        return KeysetPage(rows, None, None)

    def at(row: Row, *, back: bool) -> Cursor:
        value, row_id = place(row) if place else _place(row, ordering)
        return Cursor(ordering.name, value, row_id, back)

    has_next = more or backward
    has_previous = more if backward else cursor is not None
    return KeysetPage(
        rows,
        at(rows[-1], back=False) if has_next else None,
        at(rows[0], back=True) if has_previous else None,
    )


def beyond(ordering: Ordering, cursor: Cursor) -> Q:
    """Select the rows beyond a cursor.

    The first condition is implied by the second; it is what lets a database start reading its index at the
    place.
    """
    compare = "lt" if ordering.descending != cursor.backward else "gt"
    bound = Q(**{f"{ordering.field}__{compare}e": cursor.value})
    past = Q(**{f"{ordering.field}__{compare}": cursor.value})
    return bound & (past | Q(**{f"{ordering.id_field}__{compare}": cursor.id}))


def count_rows(queryset: "QuerySet[Any, Any]", mode: CountMode) -> int | None:
    """Count a list: not at all, exactly, or up to 10,001 (which means: more than 10,000)."""
    if mode == "none":
        return None
    if mode == "exact":
        return queryset.count()
    return queryset.order_by()[:BOUNDED_COUNT].count()


def page_url(base_url: str, parameters: Mapping[str, str], cursor: Cursor | None) -> str | None:
    """Write the address of the page at ``cursor``: the other parameters kept, by name, so that caches see one
    spelling.
    """
    if cursor is None:
        return None
    query = {**{name: parameters[name] for name in parameters}, "cursor": cursor.encode()}
    return f"{base_url}?{urlencode(sorted(query.items()))}"


def envelope(
    rows: Iterable[bytes], *, next_url: str | None, previous_url: str | None, count: int | None = None
) -> bytes:
    """Join rows that are JSON already into ``{"count", "next", "previous", "results"}``; no ``count`` unless
    asked for.
    """
    counted = b"" if count is None else b'"count":%d,' % count
    return b'{%b"next":%b,"previous":%b,"results":[%b]}' % (
        counted,
        render_json(next_url),
        render_json(previous_url),
        b",".join(rows),
    )


def link_header(next_url: str | None, previous_url: str | None) -> str:
    """Write the value of ``Link`` (RFC 8288), empty when there is no neighbour."""
    neighbours = ((next_url, "next"), (previous_url, "prev"))
    return ", ".join(f'<{url}>; rel="{relation}"' for url, relation in neighbours if url)


def _place(row: Any, ordering: Ordering) -> tuple[Value, int]:
    if isinstance(row, Mapping):
        return row[ordering.field], row[ordering.id_field]
    return getattr(row, ordering.field), getattr(row, ordering.id_field)

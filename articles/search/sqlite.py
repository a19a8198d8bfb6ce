"""Queries in the language of SQLite's FTS5 (https://www.sqlite.org/fts5.html §3).

The index leads: its rows come in the order of their rowids, which are the places in time, so that the newest page is
read off without finding everything first.
"""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.db import OperationalError, connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from ..models import Edition
from .index import EVERYWHERE
from .questions import Clause, Option, Phrase, Query

INDEX = "articles_search_fts"
STEPS = 2_000
"""How many steps of SQLite's machine lie between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class Match:
    """One FTS5 expression: all of a query fits into it."""

    text: str

    @property
    def shape(self) -> Hashable:
        return "match"

    @property
    def values(self) -> tuple[str, ...]:
        return (self.text,)

    def with_values(self, values: Iterator[str]) -> "Match":
        return Match(next(values))

    def narrow(self, queryset: "QuerySet[Edition]") -> "QuerySet[Edition]":
        # The ORM knows no other way to a table that is no model's; everything is written out, the question a parameter.
        found = queryset.extra(  # noqa: S610
            tables=[INDEX],
            where=['"articles_search_fts"."articles_search_fts" MATCH %s'],
            params=[self.text],
        )
        place = RawSQL('"articles_search_fts"."rowid"', ())
        return found.filter(search__place=place).annotate(search_place=place)


def condition(query: Query, exactly: bool | None = None) -> Match:
    """Without `exactly` everything that the query finds; with it only what is, or is not, written in the same way."""
    found = _all(query, "exact" if exactly else "folded")
    unwanted = [_phrase(phrase, "exact" if _accented(phrase) else "folded") for phrase in query.excluded]
    if exactly is False:
        unwanted.append(f"({_all(query, 'exact')})")
    return Match(f"({found}) NOT ({' OR '.join(unwanted)})" if unwanted else found)


def _all(query: Query, column: str) -> str:
    if not query.clauses:
        return f'{column} : "{EVERYWHERE}"'
    return " AND ".join(_clause(clause, column) for clause in query.clauses)


def _clause(clause: Clause, column: str) -> str:
    return f"({' OR '.join(_option(option, column) for option in clause.options)})"


def _option(option: Option, column: str) -> str:
    return f"({' AND '.join(_phrase(phrase, column) for phrase in option)})"


def _phrase(phrase: Phrase, column: str) -> str:
    """Words hold letters, digits and the mark of short forms only, so nothing has to be escaped."""
    return f'{column} : "{" ".join(getattr(word, column) for word in phrase)}"'


def _accented(phrase: Phrase) -> bool:
    return any(word.accented for word in phrase)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Ends a statement when the time is over, by an `OperationalError` that `is_timeout` knows. Others go on reading
    and writing meanwhile: a search only reads."""
    connection = connections["default"]
    connection.ensure_connection()
    database: Any = connection.connection
    end = monotonic() + seconds
    database.set_progress_handler(lambda: monotonic() > end, STEPS)
    try:
        yield
    finally:
        database.set_progress_handler(None, 0)


def is_timeout(error: OperationalError) -> bool:
    return str(error) == "interrupted"

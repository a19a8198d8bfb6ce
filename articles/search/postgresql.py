"""Queries in the language of PostgreSQL's full text (https://www.postgresql.org/docs/current/datatype-textsearch.html).

The index holds words without their positions: no text is too long for it, and its rows stay small. Which words stand in
a row is asked of the entry's text. An exact word has a "=" before it, so that "hoa" written so is another word than the
"hoa" that "hòa" is without its accent.
"""

from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any, Literal

from django.db import OperationalError, connections, transaction
from django.db.models import F, Lookup, Q, QuerySet

from ..models import Edition, SearchEntry
from .questions import Clause, Option, Phrase, Query
from .words import Word

QUERY_CANCELED = "57014"
Column = Literal["folded", "exact"]


class HasLexemes(Lookup):
    """The entry's words fit a `tsquery`."""

    lookup_name = "has_lexemes"
    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        table: Any = self.lhs
        vector = f"{compiler.quote_name_unless_alias(table.alias)}.{connection.ops.quote_name('vector')}"
        return f"{vector} @@ %s::tsquery", [self.rhs]


class HasRow(Lookup):
    """The entry's text has these words in a row."""

    lookup_name = "has_row"
    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        text, parameters = self.process_lhs(compiler, connection)
        return f"strpos({text}, %s) > 0", [*parameters, self.rhs]


FOLDED: Any = SearchEntry._meta.get_field("folded")
EXACT: Any = SearchEntry._meta.get_field("exact")
FOLDED.register_lookup(HasLexemes)
FOLDED.register_lookup(HasRow)
EXACT.register_lookup(HasRow)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One look-up with its text."""

    lookup: Literal["folded__has_lexemes", "folded__has_row", "exact__has_row"]
    text: str


@dataclass(frozen=True, slots=True)
class Node:
    """Conditions that must all hold, or any of them, or not the one."""

    kind: Literal["all", "any", "not"]
    parts: "tuple[Leaf | Node, ...]"


Tree = Leaf | Node


@dataclass(frozen=True, slots=True)
class Sought:
    """A tree of look-ups."""

    tree: Tree

    @property
    def shape(self) -> Hashable:
        return _shape(self.tree)

    @property
    def values(self) -> Sequence[str]:
        return list(_texts(self.tree))

    def with_values(self, values: Iterator[str]) -> "Sought":
        return Sought(_with_texts(self.tree, values))

    def narrow(self, queryset: "QuerySet[Edition]") -> "QuerySet[Edition]":
        found = queryset.filter(_built(self.tree), search__isnull=False)
        return found.annotate(search_place=F("search__place"))


def condition(query: Query, exactly: bool | None = None) -> Sought:
    """Without `exactly` everything that the query finds; with it only what is, or is not, written in the same way."""
    parts: list[Tree] = [_all(query, "exact" if exactly else "folded")]
    for phrase in query.excluded:
        column: Column = "exact" if any(word.accented for word in phrase) else "folded"
        parts.append(Node("not", (_holds(phrase, column),)))
    if exactly is False:
        parts.append(Node("not", (_all(query, "exact"),)))
    return Sought(Node("all", tuple(parts)))


def _all(query: Query, column: Column) -> Tree:
    """The index finds where all words are; what must stand in a row is looked at there."""
    parts: list[Tree] = [
        Node(
            "any",
            tuple(Node("all", tuple(_row(phrase, column) for phrase in option)) for option in clause.options),
        )
        for clause in query.clauses
        if any(len(phrase) > 1 for option in clause.options for phrase in option)
    ]
    if query.clauses:
        lexemes = " & ".join(_clause(clause, column) for clause in query.clauses)
        parts.insert(0, Leaf("folded__has_lexemes", lexemes))
    return Node("all", tuple(parts))


def _holds(phrase: Phrase, column: Column) -> Tree:
    words = Leaf("folded__has_lexemes", _words(phrase, column))
    return words if len(phrase) == 1 else Node("all", (words, _row(phrase, column)))


def _row(phrase: Phrase, column: Column) -> Leaf:
    text = f" {' '.join(getattr(word, column) for word in phrase)} "
    return Leaf("exact__has_row" if column == "exact" else "folded__has_row", text)


def _clause(clause: Clause, column: Column) -> str:
    return f"({' | '.join(_option(option, column) for option in clause.options)})"


def _option(option: Option, column: Column) -> str:
    return _words([word for phrase in option for word in phrase], column)


def _words(words: Sequence[Word], column: Column) -> str:
    """Words hold letters, digits and the mark of short forms only, so nothing has to be escaped."""
    mark = "=" if column == "exact" else ""
    lexemes = [f"'{mark}{getattr(word, column)}'" for word in words]
    return f"({' & '.join(lexemes)})"


def _shape(tree: Tree) -> Hashable:
    if isinstance(tree, Leaf):
        return tree.lookup
    return tree.kind, tuple(map(_shape, tree.parts))


def _texts(tree: Tree) -> Iterator[str]:
    if isinstance(tree, Leaf):
        yield tree.text
        return
    for part in tree.parts:
        yield from _texts(part)


def _with_texts(tree: Tree, values: Iterator[str]) -> Tree:
    if isinstance(tree, Leaf):
        return Leaf(tree.lookup, next(values))
    return Node(tree.kind, tuple(_with_texts(part, values) for part in tree.parts))


def _built(tree: Tree) -> Q:
    if isinstance(tree, Leaf):
        return Q(**{f"search__{tree.lookup}": tree.text})
    parts = map(_built, tree.parts)
    match tree.kind:
        case "not":
            return ~next(parts)
        case "any":
            return reduce(or_, parts)
        case _:
            return reduce(and_, parts, Q())


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Ends a statement when the time is over, by an `OperationalError` that `is_timeout` knows."""
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{round(seconds * 1000)}ms"])
        yield


def is_timeout(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", "") == QUERY_CANCELED

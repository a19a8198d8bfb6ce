"""What a query asks of the index, ready for either database: a shape, and the texts that go into it."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import connections
from django.db.models import QuerySet

from ..models import Edition
from . import postgresql, sqlite
from .questions import Query

PLACE = "search_place"
"""The alias of the place in time, in what `narrow` gives."""


class Condition(Protocol):
    """Conditions of one shape are the same SQL; `values` are its parameters."""

    @property
    def shape(self) -> Hashable: ...

    @property
    def values(self) -> Sequence[str]: ...

    def with_values(self, values: Iterator[str]) -> "Condition":
        """The condition of the same shape with the next values; it takes as many as it has."""
        ...

    def narrow(self, queryset: "QuerySet[Edition]") -> "QuerySet[Edition]":
        """The editions that it finds, joined to their entries and annotated with `search_place`."""
        ...


@dataclass(frozen=True, slots=True)
class Tiers:
    """The conditions of a query: what is found exactly as it was written comes before what is found without accents.

    Without accents in the query there is but one.
    """

    whole: Condition
    """Everything that is found."""
    parts: tuple[Condition, ...]
    """The same, parted: first what comes first."""


def conditions_of(query: Query) -> Tiers:
    """The query's conditions in the language of the default database."""
    engine = sqlite if connections["default"].vendor == "sqlite" else postgresql
    whole = engine.condition(query)
    if not query.accented:
        return Tiers(whole, (whole,))
    return Tiers(whole, (engine.condition(query, exactly=True), engine.condition(query, exactly=False)))

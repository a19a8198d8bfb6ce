"""The newsroom's dictionary brought to an article's texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..abbreviations import Dictionary, Meaning, Reading, annotate, keys_of, read_document
from ..language import TIME_ZONE, compose, exact_key
from ..models import Abbreviation, Article, Facet
from ..plugins import Node

Row = tuple[Any, ...]

_COLUMNS = ("pk", "short", "expansion", "kind", "hint", "needs_context", "valid_from", "valid_to")
_EMPTY = Dictionary()


@dataclass(frozen=True, slots=True)
class Prepared:
    """The dictionary's rows, made ready. The same rows give the same."""

    rows: tuple[Row, ...]
    dictionary: Dictionary
    ids: Mapping[tuple[tuple[str, ...], str], str]
    """The id of the row of each meaning, by the keys of its short form and the expansion."""


_prepared = Prepared((), _EMPTY, {})


def prepared_dictionary() -> Prepared:
    """The dictionary as the tables have it now: one query. Making it ready is kept, and done again when a row differs, so
    that nothing is ever rendered with an entry of before."""
    global _prepared
    rows = tuple(
        sorted(Abbreviation.objects.values_list(*_COLUMNS), key=lambda row: (row[1], row[2], row[0]))
    )
    kept = _prepared
    if rows == kept.rows:
        return kept
    meanings = [Meaning(*row[1:]) for row in rows]
    ids = {(keys_of(row[1]), exact_key(row[2])): str(row[0]) for row in reversed(rows)}
    _prepared = Prepared(rows, Dictionary(meanings), ids)
    return _prepared


@dataclass(frozen=True, slots=True)
class Texts:
    """What of an article is read: its lines, its finished nodes, the day it is of and the editor's choices."""

    headline: str
    lead: str
    language: str
    published_at: datetime
    choices: Mapping[str, str | None]

    @property
    def lines(self) -> dict[str, str]:
        return {"/headline": self.headline, "/lead": self.lead}

    def read(self, nodes: list[Node]) -> Reading:
        """What is found in them; nothing is changed."""
        return read_document(self.lines, nodes, self._dictionary(), on=self._day, choices=self.choices)

    def annotate(self, nodes: list[Node]) -> Reading:
        """The same, with `<abbr>` put into the nodes' HTML."""
        return annotate(self.lines, nodes, self._dictionary(), on=self._day, choices=self.choices)

    @property
    def _day(self) -> Any:
        return self.published_at.astimezone(TIME_ZONE).date()

    def _dictionary(self) -> Dictionary:
        """An article in another language has the meanings that it explains itself and those that its editor chose."""
        return prepared_dictionary().dictionary if self.language == Article.Language.VI else _EMPTY


def texts_of(fields: Mapping[str, Any], published_at: datetime) -> Texts:
    """The texts of a snapshot's fields, with the lines composed as they are published."""
    return Texts(
        compose(fields.get("headline", "")),
        compose(fields.get("lead", "")),
        fields.get("language", Article.Language.VI),
        published_at,
        fields.get("abbreviation_choices") or {},
    )


def abbreviation_facets(reading: Reading) -> list[tuple[str, str]]:
    """What an edition is found by for its short forms."""
    ids = prepared_dictionary().ids if reading.uses else {}
    found: list[tuple[str, str]] = []
    for use in reading.uses:
        if not use.expansion:
            found.append((Facet.UNEXPLAINED, use.short))
            continue
        found.append((Facet.ABBREVIATION, use.short))
        if meaning := ids.get((use.keys, exact_key(use.expansion))):
            found.append((Facet.MEANING, meaning))
    return list(dict.fromkeys(found))

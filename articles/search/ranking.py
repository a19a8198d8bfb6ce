"""How well a text answers a question: our own measure, the same on every database.

A database's own rank counts how common a word is among all its rows, so that it would tell of what is not public.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from .index import BODY, CAPTIONS, EXPANSIONS, FIELDS, HEADLINE, KICKER, LEAD, TAGS
from .questions import Clause, Phrase, Query

REACH = 1_000
"""How many of the newest matches are ranked."""
WEIGHTS = {HEADLINE: 16, LEAD: 10, KICKER: 10, TAGS: 8, CAPTIONS: 4, BODY: 2, EXPANSIONS: 1}
EXACT = 1 << 32
"""Above every other score: what is written as it was asked for comes first."""

_MARK = re.compile(f" _[{''.join(FIELDS)}](?= )")
# The best field first, so that the first one that has a word decides.
_ORDER = sorted(range(len(FIELDS)), key=lambda place: -WEIGHTS[FIELDS[place]])
_WEIGHTS = [WEIGHTS[FIELDS[place]] for place in _ORDER]


def score(query: Query, folded: str, exact: str) -> int:
    """Greater is better; ties are for the dates to decide.

    For each thing asked for the weight of the best field that has it, and as much again when its accents agree there.
    For words that were asked for one after another and stand so in a field: its weight; for all of them in a row, its
    weight four times.
    """
    plain, spelt = _fields(folded), _fields(exact)
    total = sum(_of_clause(clause, plain, spelt) for clause in query.clauses)
    if len(query.row) > 1:
        pairs = ((first, second) for first, second in pairwise(query.row))
        total += sum(_weight(pair, plain) for pair in pairs) + 4 * _weight(query.row, plain)
    return total + EXACT if query.accented and is_exact(query, exact) else total


def is_exact(query: Query, exact: str) -> bool:
    """Whether everything stands in the text with the accents that it was asked for with."""
    return all(
        any(all(f" {_spelt(phrase)} " in exact for phrase in option) for option in clause.options)
        for clause in query.clauses
    )


def _fields(text: str) -> list[str]:
    """The words of each field, the best field first."""
    parts = [f"{part} " for part in _MARK.split(text)[1:]]
    return [parts[place] for place in _ORDER]


def _of_clause(clause: Clause, plain: Sequence[str], spelt: Sequence[str]) -> int:
    """By its best option; of the phrases of an option, the one that stands worst."""
    return max(
        min(_weight(phrase, plain) + _weight(phrase, spelt, exactly=True) for phrase in option)
        for option in clause.options
    )


def _weight(phrase: Phrase, fields: Sequence[str], *, exactly: bool = False) -> int:
    """That of the best field that has the phrase; 0 when none has."""
    sought = f" {_spelt(phrase) if exactly else ' '.join(word.folded for word in phrase)} "
    for weight, field in zip(_WEIGHTS, fields, strict=True):
        if sought in field:
            return weight
    return 0


def _spelt(phrase: Phrase) -> str:
    return " ".join(word.exact for word in phrase)

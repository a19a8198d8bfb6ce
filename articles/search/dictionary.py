"""The newsroom's dictionary of short forms, as search needs it: what stands for what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.cache import cache

from ..language import clean_line
from ..models import Abbreviation
from .words import Word, code_of, words

MOST_MEANINGS = 5
"""A short form with more meanings is too vague to look for all of them; the first ones in the dictionary count."""
KEPT_FOR = 60
CACHE_KEY = "articles.search.dictionary"

Meaning = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Short forms by `code_of`, and the way back from their meanings, as folded words."""

    meanings: dict[str, tuple[Meaning, ...]] = field(default_factory=dict)
    codes: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    longest: int = 0
    """The most words that a meaning has."""
    shorts: frozenset[tuple[str, ...]] = frozenset()
    """The short forms of several words, as folded words: tp hcm, kt xh."""
    longest_short: int = 0

    def meanings_of(self, code: str) -> tuple[Meaning, ...]:
        return self.meanings.get(code, ())

    def codes_of(self, meaning: tuple[str, ...]) -> tuple[str, ...]:
        """The short forms that mean this and nothing else."""
        return self.codes.get(meaning, ())


def the_dictionary() -> Dictionary:
    """The dictionary, read at most once a minute."""
    found = cache.get(CACHE_KEY)
    if not isinstance(found, Dictionary):
        found = make_dictionary(Abbreviation.objects.order_by("pk").values_list("short", "expansion"))
        cache.set(CACHE_KEY, found, KEPT_FOR)
    return found


def make_dictionary(rows: Iterable[tuple[str, str]]) -> Dictionary:
    """Of (short form, meaning) pairs."""
    meanings: dict[str, dict[tuple[str, ...], Meaning]] = defaultdict(dict)
    shorts: set[tuple[str, ...]] = set()
    for short, expansion in rows:
        code, meaning = code_of(clean_line(short)), tuple(words(clean_line(expansion)))
        parts = tuple(word.folded for word in words(clean_line(short)))
        if len(parts) > 1:
            shorts.add(parts)
        if code and len(meaning) > 1:
            meanings[code].setdefault(tuple(word.folded for word in meaning), meaning)
    codes: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for code, found in meanings.items():
        # Who asks for "cổ phần" does not want every CP that is a government.
        if len(found) == 1:
            codes[next(iter(found))].append(code)
    return Dictionary(
        {code: tuple(found.values())[:MOST_MEANINGS] for code, found in meanings.items()},
        {meaning: tuple(found) for meaning, found in codes.items()},
        max(map(len, codes), default=0),
        frozenset(shorts),
        max(map(len, shorts), default=0),
    )

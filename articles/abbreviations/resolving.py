"""What each short form in an article stands for: from its own text, from a dictionary, or by an editor's choice.

In doubt nothing is said: a wrong expansion is worse than none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..language import exact_key
from .cues import STRONG_CLASS, neighbourhood, weigh
from .definitions import Definition, definitions
from .dictionary import Dictionary, Keys, Sense
from .names import name_after
from .sighting import Learned, Passage, Sighting, sight
from .words import Words, keys_of

Choices = Mapping[str, str | None]
"""An editor's decisions for one article: short form to expansion, or None for "leave it alone here"."""


class Origin(StrEnum):
    """Where an expansion is known from."""

    TEXT = "text"
    DICTIONARY = "dictionary"
    EDITOR = "editor"


class Doubt(StrEnum):
    """Why a short form has no expansion."""

    UNKNOWN = "unknown"
    """Neither the text nor the dictionary has it."""
    AMBIGUOUS = "ambiguous"
    """Its context does not tell which of several meanings it has, or whether it has the only one."""
    CONTRADICTED = "contradicted"
    """The text explains it as something else than the dictionary has, or twice."""
    IGNORED = "ignored"
    """The editor said to leave it alone."""


@dataclass(frozen=True, slots=True)
class Use:
    """One short form where it stands. `start` and `length` count code points of the passage's text."""

    keys: Keys
    short: str
    expansion: str | None
    origin: Origin | None
    doubt: Doubt | None
    meanings: tuple[str, ...]
    """What it may stand for, as far as the dictionary and the text know."""
    passage: int
    start: int
    length: int
    marked: bool


_SHORTEST_THAT_LASTS = 3


def resolve(
    passages: Sequence[Passage],
    dictionary: Dictionary,
    *,
    on: date | None = None,
    choices: Choices | None = None,
) -> list[Use]:
    """Every short form in the passages, in order, with what it stands for or why that is not known.

    `on` is the article's day, against which the dictionary's meanings must hold.
    """
    learned = _learn(passages, dictionary, on)
    sightings = [
        one for number, passage in enumerate(passages) for one in sight(number, passage, dictionary, learned)
    ]
    _decide(sightings, passages, on)
    chosen = {keys_of(short): expansion for short, expansion in (choices or {}).items()}
    return [_use(one, learned.get(one.keys), chosen, on) for one in sightings]


def _learn(passages: Sequence[Passage], dictionary: Dictionary, on: date | None) -> dict[Keys, Learned]:
    def known(short: str) -> list[str]:
        entry = dictionary.entry(short)
        return [sense.expansion for sense in entry.senses_on(on)] if entry else []

    def is_unit(short: str) -> bool:
        """A unit is not explained by what it measures: "giá bán (USD)"."""
        entry = dictionary.entry(short)
        return entry is not None and all(row.kind == "unit" for sense in entry.senses for row in sense.rows)

    learned: dict[Keys, Learned] = {}
    for passage in passages:
        for definition in definitions(passage.text, known):
            if not definition.expansion and is_unit(definition.short):
                continue
            _take(learned.setdefault(keys_of(definition.short), Learned()), definition)
        for mark in passage.marked:
            short = passage.text[mark.start : mark.end]
            entry = dictionary.entry(short)
            if mark.title and not (entry and entry.sense(mark.title)):
                _take(learned.setdefault(keys_of(short), Learned()), Definition(short, mark.title, 0, 0))
    return learned


def _take(known: Learned, definition: Definition) -> None:
    if definition.expansion:
        known.expansions.setdefault(exact_key(definition.expansion), definition.expansion)
    else:
        known.contradicted = True


def _decide(sightings: Sequence[Sighting], passages: Sequence[Passage], on: date | None) -> None:
    """Chooses each sighting's sense by its context; a meaning that one place shows holds where others do not speak."""
    words = {number: Words(passages[number].text) for number in {one.passage for one in sightings}}
    for one in sightings:
        if one.entry is not None:
            one.sense = _sense(one, words[one.passage], on)
    by_keys: dict[Keys, list[Sighting]] = {}
    for one in sightings:
        by_keys.setdefault(one.keys, []).append(one)
    for keys, same in by_keys.items():
        shown = {id(one.sense): one.sense for one in same if one.sense}
        if len(shown) == 1 and len("".join(keys)) >= _SHORTEST_THAT_LASTS:
            (sense,) = shown.values()
            for one in same:
                if one.entry is not None and one.sense is None and not _speaks(one, words[one.passage], on):
                    one.sense = sense


def _sense(one: Sighting, words: Words, on: date | None) -> Sense | None:
    assert one.entry is not None
    senses = one.entry.senses_on(on)
    if one.marked and one.marked.title:
        return one.entry.sense(one.marked.title)
    if len(senses) == 1 and senses[0].certain:
        return senses[0]
    scores = _scores(senses, one, words)
    if len(senses) == 1 and not senses[0].needs_context:
        return senses[0] if scores[0][0] >= 0 else None
    ranked = sorted(zip(scores, range(len(senses)), strict=True), reverse=True)
    (strong, weak), best = ranked[0] if ranked else ((0, 0), 0)
    others = [score for score, _ in ranked[1:]]
    if strong > STRONG_CLASS:
        return senses[best] if all(other[0] < strong for other in others) else None
    if strong == STRONG_CLASS:
        return senses[best] if all(other[0] < strong and other[1] <= 0 for other in others) else None
    second = max((other[1] for other in others), default=0)
    if weak and strong >= 0 and (second == 0 or weak - second >= 2):
        return senses[best]
    return None


def _scores(senses: Sequence[Sense], one: Sighting, words: Words) -> list[tuple[int, int]]:
    around = neighbourhood(words, one.start, one.end)
    return [weigh(sense.cues, around) for sense in senses]


def _speaks(one: Sighting, words: Words, on: date | None) -> bool:
    """Whether the context says anything at all, even if not enough: a sign, or a name that follows."""
    assert one.entry is not None
    if name_after(words.text, one.end):
        return True
    senses = one.entry.senses_on(on)
    return any(score != (0, 0) for score in _scores(senses, one, words))


def _use(
    one: Sighting, learned: Learned | None, chosen: Choices | Mapping[Keys, str | None], on: date | None
) -> Use:
    meanings = [sense.expansion for sense in one.entry.senses_on(on)] if one.entry else []
    if learned:
        meanings += [one for key, one in learned.expansions.items() if key not in map(exact_key, meanings)]
    expansion, origin, doubt = _answer(one, learned, chosen, meanings)
    return Use(
        one.keys, one.short, expansion, origin, doubt, tuple(meanings), one.passage, one.start, one.end - one.start,
        one.marked is not None,
    )  # fmt: skip


def _answer(
    one: Sighting, learned: Learned | None, chosen: Mapping, meanings: Sequence[str]
) -> tuple[str | None, Origin | None, Doubt | None]:
    if one.keys in chosen:
        expansion = chosen[one.keys]
        return (expansion, Origin.EDITOR, None) if expansion else (None, None, Doubt.IGNORED)
    if learned and (len(learned.expansions) > 1 or (learned.contradicted and not learned.expansions)):
        return None, None, Doubt.CONTRADICTED
    if learned and learned.expansions:
        (expansion,) = learned.expansions.values()
        return expansion, Origin.TEXT, None
    if one.sense is not None:
        return one.sense.expansion, Origin.DICTIONARY, None
    return None, None, Doubt.AMBIGUOUS if meanings else Doubt.UNKNOWN

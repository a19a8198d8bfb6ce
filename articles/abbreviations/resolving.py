"""What each short form in an article stands for: from its own text, from a dictionary, or by an editor's choice.

In doubt nothing is said: a wrong expansion is worse than none.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ..language import Token, exact_key, tokens
from .closed import Span, closed_spans, is_before_name
from .cues import STRONG_CLASS, neighbourhood, weigh
from .definitions import Definition, definitions
from .dictionary import EDGES, Dictionary, Entry, Keys, Sense
from .names import name_after
from .words import Words, is_numeral, is_shouted, key_of, keys_of, looks_short

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


class Marked(NamedTuple):
    """A span that carries an explanation in the markup already; `title` may be empty."""

    start: int
    end: int
    title: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of an article: where it stands (a JSON Pointer), what in it is closed to us (links, code), and what is
    explained in its markup already."""

    text: str
    place: str = ""
    closed: Sequence[Span] = ()
    marked: Sequence[Marked] = ()


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


@dataclass(slots=True)
class _Sighting:
    keys: Keys
    short: str
    entry: Entry | None
    passage: int
    start: int
    end: int
    sense: Sense | None = None
    marked: Marked | None = None


@dataclass(slots=True)
class _Learned:
    """What the article's text says of one short form."""

    expansions: dict[str, str] = field(default_factory=dict)
    contradicted: bool = False


_CHUNK = re.compile(r"\S+")
_INSIDE_WORD = re.compile("[\\w\u0300-\u036f]")
_COMPOUND = re.compile(r"[-–/.&+_'’@#][^\W]")
_SPLITTERS = re.compile("[/&-]")
_SHORTEST_IN_PAIR = 3
_SHORTEST_THAT_LASTS = 3
_NUMBER_SIGN = re.compile(r"(?:\bsố:?\s*[\d./…]*|[\d…/]\s?[/-]?)\s*$", re.IGNORECASE)


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
        one for number, passage in enumerate(passages) for one in _sight(number, passage, dictionary, learned)
    ]
    _decide(sightings, passages, on)
    chosen = {keys_of(short): expansion for short, expansion in (choices or {}).items()}
    return [_use(one, learned.get(one.keys), chosen, on) for one in sightings]


def _learn(passages: Sequence[Passage], dictionary: Dictionary, on: date | None) -> dict[Keys, _Learned]:
    def known(short: str) -> list[str]:
        entry = dictionary.entry(short)
        return [sense.expansion for sense in entry.senses if sense.holds_on(on)] if entry else []

    learned: dict[Keys, _Learned] = {}
    for passage in passages:
        for definition in definitions(passage.text, known):
            _take(learned.setdefault(keys_of(definition.short), _Learned()), definition)
        for mark in passage.marked:
            short = passage.text[mark.start : mark.end]
            entry = dictionary.entry(short)
            if mark.title and not (entry and entry.sense(mark.title)):
                _take(learned.setdefault(keys_of(short), _Learned()), Definition(short, mark.title, 0, 0))
    return learned


def _take(known: _Learned, definition: Definition) -> None:
    if definition.expansion:
        known.expansions.setdefault(exact_key(definition.expansion), definition.expansion)
    else:
        known.contradicted = True


def _sight(
    number: int, passage: Passage, dictionary: Dictionary, learned: Mapping[Keys, _Learned]
) -> list[_Sighting]:
    """The short forms of one passage that stand where they may be read."""
    text = passage.text
    words: Words | None = None
    closed: list[Span] = []
    found: list[_Sighting] = []
    plain = dictionary.plain
    if plain.issuperset(text.split()):
        return []
    taken = 0
    for match in _CHUNK.finditer(text):
        chunk = match[0]
        if chunk in plain or dictionary.is_plain(chunk):
            continue
        if match.end() <= taken:
            continue
        if words is None:
            words, closed = Words(text), [*closed_spans(text), *passage.closed]
        for one in _in_chunk(words, match, max(taken, match.start()), dictionary, learned):
            taken = max(taken, one.end)
            if any(start < one.end and one.start < end for start, end in closed):
                continue
            one.passage = number
            one.marked = next((mark for mark in passage.marked if mark.start <= one.start < mark.end), None)
            found.append(one)
    return found


def _in_chunk(
    words: Words, chunk: re.Match[str], start: int, dictionary: Dictionary, learned: Mapping[Keys, _Learned]
) -> Iterable[_Sighting]:
    inside = _tokens_of(chunk)
    for place, word in enumerate(inside):
        if word.start < start:
            continue
        run = inside[place:]
        longest = dictionary.longest(word.text)
        if longest > len(run):
            # A short form of several words goes on in the next chunk.
            run += words.after(run[-1].end, longest - len(run))
        for one in _at(words, run, dictionary, learned):
            start = max(start, one.end)
            yield one


def _tokens_of(chunk: re.Match[str]) -> list[Token]:
    """The tokens of a piece between spaces; most are one word and the signs around it."""
    text, offset = chunk[0], chunk.start()
    core = text.strip(EDGES)
    if core.isalpha() and not text.endswith("."):
        at = offset + text.index(core)
        return [Token(core, at, at + len(core))]
    return [Token(word, at + offset, to + offset) for word, at, to in tokens(text)]


def _at(
    words: Words, run: Sequence[Token], dictionary: Dictionary, learned: Mapping[Keys, _Learned]
) -> list[_Sighting]:
    """The short form that begins with the first word of the run; two of a pair such as "HĐND/UBND"."""
    word, text = run[0], words.text
    found = dictionary.at(text, run, 0)
    if found:
        entry, count = found
        end = run[count - 1].end
        if (
            count == 1
            and word.text.endswith(".")
            and not any(short.endswith(".") for short in entry.spellings)
        ):
            end -= 1
        one = _Sighting(entry.keys, _short(text[word.start : end], entry), entry, 0, word.start, end)
        return [one] if _stands_free(text, one) else []
    if not looks_short(word.text) and not (learned and keys_of(word.text) in learned):
        return []
    if pair := _pair(word, dictionary, learned):
        return [one for one in pair if _stands_free(text, one, pair=(word.start, word.end))]
    short = word.text.rstrip(".")
    one = _Sighting(keys_of(short), short, None, 0, word.start, word.start + len(short))
    return [one] if _stands_free(text, one) else []


def _pair(word: Token, dictionary: Dictionary, learned: Mapping[Keys, _Learned]) -> list[_Sighting]:
    """ "HĐND/UBND" as its parts, when each is known by itself; "UBND-VX" is the sign of a document."""
    if keys_of(word.text) in learned:
        return []
    found: list[_Sighting] = []
    place = 0
    for part in _SPLITTERS.split(word.text):
        entry = dictionary.entry(part)
        certain = entry is not None and (len(entry.senses) == 1 and not entry.senses[0].needs_context)
        if len(part) < _SHORTEST_IN_PAIR or not (certain or keys_of(part) in learned):
            return []
        start = word.start + place
        found.append(_Sighting(keys_of(part), part, entry, 0, start, start + len(part)))
        place += len(part) + 1
    return found if len(found) > 1 else []


def _short(written: str, entry: Entry) -> str:
    return written if written in entry.spellings else entry.short


def _stands_free(text: str, one: _Sighting, pair: Span | None = None) -> bool:
    """Whether the short form is a word by itself here: not part of a longer one, of a document's number, of a line in
    capitals, of a photographer's credit, and no Roman numeral."""
    start, end = pair or (one.start, one.end)
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before and _INSIDE_WORD.match(before[-1]):
        return False
    if before[-1:] in ("-", "/", "&", "_", "@", "#", ".", "+") and before[:1].strip(" ("):
        return bool(one.entry and one.entry.keys[0].islower() and before[-1] == "/")
    if after and (
        _INSIDE_WORD.match(after[0]) or (_COMPOUND.match(after) and not _is_dotted(text, one, after))
    ):
        return False
    if is_before_name(text, one.end):
        return False
    left, right = _neighbours(text, start, end)
    if is_shouted(left) or is_shouted(right):
        return False
    if ("-" in one.short or "/" in one.short) and _NUMBER_SIGN.search(text[max(0, start - 20) : start]):
        return False
    return not is_numeral(key_of(text[one.start : one.end]), left)


def _neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """The words that stand one space before and after, without the signs at their ends."""
    left = (
        text[text.rfind(" ", 0, start - 1) + 1 : start - 1] if start > 1 and text[start - 1].isspace() else ""
    )
    stop = text.find(" ", end + 1)
    right = text[end + 1 : stop if stop > 0 else None] if text[end : end + 1].isspace() else ""
    return left.strip(EDGES), right.strip(EDGES)


def _is_dotted(text: str, one: _Sighting, after: str) -> bool:
    """ "TP.Huế", "GMT+7", "ĐT.743", "ThS.Nguyễn", "T.Ư": what follows the sign is another word."""
    if text[one.end - 1] == "." or after[0] == "+":
        return True
    return after[0] == "." and (after[1].isupper() or after[1].isdigit())


def _decide(sightings: Sequence[_Sighting], passages: Sequence[Passage], on: date | None) -> None:
    """Chooses each sighting's sense by its context; a meaning that one place shows holds where others do not speak."""
    words = {number: Words(passages[number].text) for number in {one.passage for one in sightings}}
    for one in sightings:
        if one.entry is not None:
            one.sense = _sense(one, words[one.passage], on)
    by_keys: dict[Keys, list[_Sighting]] = {}
    for one in sightings:
        by_keys.setdefault(one.keys, []).append(one)
    for keys, same in by_keys.items():
        shown = {id(one.sense): one.sense for one in same if one.sense}
        if len(shown) == 1 and len("".join(keys)) >= _SHORTEST_THAT_LASTS:
            (sense,) = shown.values()
            for one in same:
                if one.entry is not None and one.sense is None and not _speaks(one, words[one.passage], on):
                    one.sense = sense


def _sense(one: _Sighting, words: Words, on: date | None) -> Sense | None:
    assert one.entry is not None
    senses = [sense for sense in one.entry.senses if sense.holds_on(on)]
    if one.marked and one.marked.title:
        return one.entry.sense(one.marked.title)
    if len(senses) == 1 and not senses[0].needs_context and not any(cue.against for cue in senses[0].cues):
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


def _scores(senses: Sequence[Sense], one: _Sighting, words: Words) -> list[tuple[int, int]]:
    around = neighbourhood(words, one.start, one.end)
    return [weigh(sense.cues, around) for sense in senses]


def _speaks(one: _Sighting, words: Words, on: date | None) -> bool:
    """Whether the context says anything at all, even if not enough: a sign, or a name that follows."""
    assert one.entry is not None
    if name_after(words.text, one.end):
        return True
    senses = [sense for sense in one.entry.senses if sense.holds_on(on)]
    return any(score != (0, 0) for score in _scores(senses, one, words))


def _use(
    one: _Sighting, learned: _Learned | None, chosen: Choices | Mapping[Keys, str | None], on: date | None
) -> Use:
    meanings = [sense.expansion for sense in one.entry.senses if sense.holds_on(on)] if one.entry else []
    if learned:
        meanings += [one for key, one in learned.expansions.items() if key not in map(exact_key, meanings)]
    expansion, origin, doubt = _answer(one, learned, chosen, meanings)
    return Use(
        one.keys, one.short, expansion, origin, doubt, tuple(meanings), one.passage, one.start, one.end - one.start,
        one.marked is not None,
    )  # fmt: skip


def _answer(
    one: _Sighting, learned: _Learned | None, chosen: Mapping, meanings: Sequence[str]
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

"""Where short forms stand in a text, and where what looks like one is something else."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..language import Token, tokens
from .closed import Span, closed_spans, is_before_name
from .cues import Cue
from .dictionary import EDGES, Dictionary, Entry, Keys, Sense
from .words import Words, is_numeral, is_shouted, key_of, keys_of, looks_short


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


@dataclass(slots=True)
class Sighting:
    keys: Keys
    short: str
    entry: Entry | None
    passage: int
    start: int
    end: int
    sense: Sense | None = None
    marked: Marked | None = None


@dataclass(slots=True)
class Learned:
    """What the article's text says of one short form."""

    expansions: dict[str, str] = field(default_factory=dict)
    contradicted: bool = False


_INSIDE_WORD = re.compile("[\\w\u0300-\u036f]")
_COMPOUND = re.compile(r"[-–/.&+_'’@#][^\W]")
_SPLITTERS = re.compile("[/&-]")
_SHORTEST_IN_PAIR = 3
_NUMBERED = re.compile(r"([^\W\d_]{2,})[1-9]\d{0,3}[A-Z]?")
_NUMBER_CUES = (Cue("after", ("<số>",)),)
_NUMBER_SIGN = re.compile(r"(?:\bsố:?\s*[\d./…]*|[\d…/]\s?[/-]?)\s*$", re.IGNORECASE)


def sight(
    number: int, passage: Passage, dictionary: Dictionary, learned: Mapping[Keys, Learned]
) -> list[Sighting]:
    """The short forms of one passage that stand where they may be read."""
    text = passage.text
    words: Words | None = None
    closed: list[Span] = []
    found: list[Sighting] = []
    taken = 0
    for chunk in _chunks(text, dictionary):
        if chunk.end <= taken:
            continue
        if words is None:
            words, closed = Words(text), [*closed_spans(text), *passage.closed]
        for one in _in_chunk(words, chunk, max(taken, chunk.start), dictionary, learned):
            taken = max(taken, one.end)
            if any(start < one.end and one.start < end for start, end in closed):
                continue
            one.passage = number
            one.marked = next((mark for mark in passage.marked if mark.start <= one.start < mark.end), None)
            found.append(one)
    return found


def _chunks(text: str, dictionary: Dictionary) -> Iterator[Token]:
    """The pieces between spaces that may hold a short form. Most pieces do not, so only of these is the place sought."""
    plain = dictionary.plain
    end = 0
    for chunk in text.split():
        if chunk in plain or dictionary.is_plain(chunk):
            continue
        start = text.index(chunk, end)
        end = start + len(chunk)
        while not (text[start - 1 : start].strip() == "" == text[end : end + 1].strip()):
            # Inside another piece: "ha" in "nhanh".
            start = text.index(chunk, start + 1)
            end = start + len(chunk)
        yield Token(chunk, start, end)


def _in_chunk(
    words: Words, chunk: Token, start: int, dictionary: Dictionary, learned: Mapping[Keys, Learned]
) -> Iterable[Sighting]:
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


def _tokens_of(chunk: Token) -> list[Token]:
    """The tokens of a piece between spaces; most are one word and the signs around it."""
    text, offset, _ = chunk
    core = text.strip(EDGES)
    if core.isalpha() and not text.endswith("."):
        at = offset + text.index(core)
        return [Token(core, at, at + len(core))]
    return [Token(word, at + offset, to + offset) for word, at, to in tokens(text)]


def _at(
    words: Words, run: Sequence[Token], dictionary: Dictionary, learned: Mapping[Keys, Learned]
) -> list[Sighting]:
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
        one = Sighting(entry.keys, _short(text[word.start : end], entry), entry, 0, word.start, end)
        return [one] if _stands_free(text, one) else []
    if numbered := _numbered(word, dictionary):
        return [numbered] if _stands_free(text, numbered, pair=(word.start, word.end)) else []
    if not looks_short(word.text) and not (learned and keys_of(word.text) in learned):
        return []
    if pair := _pair(word, dictionary, learned):
        return [one for one in pair if _stands_free(text, one, pair=(word.start, word.end))]
    short = word.text.rstrip(".")
    one = Sighting(keys_of(short), short, None, 0, word.start, word.start + len(short))
    return [one] if _stands_free(text, one) else []


def _numbered(word: Token, dictionary: Dictionary) -> Sighting | None:
    """ "QL1A", "ĐT743": a short form that takes a number, written together with it."""
    match = _NUMBERED.fullmatch(word.text)
    entry = dictionary.entry(match[1]) if match else None
    if (
        match is None
        or entry is None
        or not any(cue in sense.cues for sense in entry.senses for cue in _NUMBER_CUES)
    ):
        return None
    return Sighting(entry.keys, match[1], entry, 0, word.start, word.start + match.end(1))


def _pair(word: Token, dictionary: Dictionary, learned: Mapping[Keys, Learned]) -> list[Sighting]:
    """ "HĐND/UBND" as its parts, when each is known by itself; "UBND-VX" is the sign of a document."""
    if keys_of(word.text) in learned:
        return []
    found: list[Sighting] = []
    place = 0
    for part in _SPLITTERS.split(word.text):
        entry = dictionary.entry(part)
        certain = entry is not None and (len(entry.senses) == 1 and not entry.senses[0].needs_context)
        if len(part) < _SHORTEST_IN_PAIR or not (certain or keys_of(part) in learned):
            return []
        start = word.start + place
        found.append(Sighting(keys_of(part), part, entry, 0, start, start + len(part)))
        place += len(part) + 1
    return found if len(found) > 1 else []


def _short(written: str, entry: Entry) -> str:
    return written if written in entry.spellings else entry.short


def _stands_free(text: str, one: Sighting, pair: Span | None = None) -> bool:
    """Whether the short form is a word by itself here: not part of a longer one, of a document's number, of a line in
    capitals, of a photographer's credit, and no Roman numeral."""
    start, end = pair or (one.start, one.end)
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    # Most short forms stand between spaces, where there is nothing to look at.
    if before and before[-1] != " ":
        if _INSIDE_WORD.match(before[-1]):
            return False
        if before[-1] in "-/&_@#.+" and before[:1].strip(" ("):
            return bool(one.entry and one.entry.keys[0].islower() and before[-1] == "/")
    if after and after[0] != " ":
        if _INSIDE_WORD.match(after[0]) and text[end - 1] != ".":
            return False
        if _COMPOUND.match(after) and not _is_dotted(text, one, after):
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


def _is_dotted(text: str, one: Sighting, after: str) -> bool:
    """ "TP.Huế", "GMT+7", "USD/tấn", "ĐT.743", "ThS.Nguyễn", "T.Ư": what follows the sign is another word."""
    if text[one.end - 1] == "." or after[0] == "+" or (after[0] == "/" and after[1].islower()):
        return True
    return after[0] == "." and (after[1].isupper() or after[1].isdigit())

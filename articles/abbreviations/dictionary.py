"""A dictionary made ready: found by the first word of a short form, the longest short form first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from ..language import Token, compose, exact_key, tokens
from .cues import Cue, aliases, read_cues
from .meanings import Meaning
from .words import TWO_CAPITALS, key_of, keys_of

Keys = tuple[str, ...]

EDGES = ".,;:!?()[]“”\"'…«»‘’"
MOST_PLAIN = 50_000


@dataclass(slots=True)
class Sense:
    """One expansion of an entry, from all rows that give it."""

    expansion: str
    cues: tuple[Cue, ...]
    rows: list[Meaning]
    needs_context: bool
    certain: bool
    """Whether nothing in the context can speak against it."""

    def holds_on(self, day: date | None) -> bool:
        return any(row.holds_on(day) for row in self.rows)


@dataclass(slots=True)
class Entry:
    """A short form in all its spellings, and everything it may stand for."""

    keys: Keys
    gaps: tuple[str, ...]
    """What stands between its words, spaces apart: the comma of "VH,TT&DL"."""
    spellings: list[str] = field(default_factory=list)
    senses: list[Sense] = field(default_factory=list)

    @property
    def short(self) -> str:
        return self.spellings[0]

    def fits(self, text: str, words: Sequence[Token], place: int) -> bool:
        """Whether the words from `place` on, the first of which is its first, are this short form."""
        if len(self.keys) == 1:
            return True
        found = words[place : place + len(self.keys)]
        if tuple(key_of(word.text) for word in found) != self.keys:
            return False
        between = zip(found, found[1:], self.gaps, strict=False)
        return all(text[one.end : other.start].strip() in ("", gap) for one, other, gap in between)

    def senses_on(self, day: date | None) -> Sequence[Sense]:
        return self.senses if day is None else [sense for sense in self.senses if sense.holds_on(day)]

    def sense(self, expansion: str) -> Sense | None:
        wanted = exact_key(expansion)
        return next((sense for sense in self.senses if exact_key(sense.expansion) == wanted), None)


class Dictionary:
    """Meanings by short form. Making one reads every hint, so keep it; reading a text costs a look-up a word."""

    def __init__(self, meanings: Iterable[Meaning] = ()) -> None:
        self.entries: dict[Keys, Entry] = {}
        for meaning in meanings:
            for short in (meaning.short, *aliases(meaning.hint)):
                self._add(meaning, compose(short))
        self._by_first: dict[str, list[Entry]] = {}
        for entry in sorted(self.entries.values(), key=lambda entry: -len(entry.keys)):
            self._by_first.setdefault(entry.keys[0], []).append(entry)
        unlike = {key for key in self._by_first if not TWO_CAPITALS.search(key)}
        self.unlike = frozenset(unlike | {key.replace("2", "²") for key in unlike})
        """First words that do not look like a short form: "km", "ha", "Đ/c"."""
        self.plain: set[str] = set()

    def _add(self, meaning: Meaning, short: str) -> None:
        keys = keys_of(short)
        if not keys:
            return
        entry = self.entries.setdefault(keys, Entry(keys, _gaps(short)))
        if short not in entry.spellings:
            entry.spellings.append(short)
        cues = read_cues(short, compose(meaning.hint))
        sense = entry.sense(meaning.expansion)
        if sense is None:
            sense = Sense(compose(meaning.expansion), cues, [meaning], meaning.needs_context, certain=False)
            entry.senses.append(sense)
        else:
            sense.cues = tuple(dict.fromkeys((*sense.cues, *cues)))
            sense.rows.append(meaning)
            sense.needs_context = sense.needs_context and meaning.needs_context
        sense.certain = not sense.needs_context and not any(cue.against for cue in sense.cues)

    def is_plain(self, chunk: str) -> bool:
        """Whether a piece of text between spaces holds nothing that could be a short form. Kept in `plain`, because most
        words come again and again."""
        if TWO_CAPITALS.search(chunk) or chunk in self.unlike or chunk.strip(EDGES) in self.unlike:
            return False
        if len(self.plain) >= MOST_PLAIN:
            self.plain.clear()
        self.plain.add(chunk)
        return True

    def longest(self, word: str) -> int:
        """How many words the longest entry has that begins with this one; 0 when there is none."""
        entries = self._by_first.get(key_of(word))
        return len(entries[0].keys) if entries else 0

    def entry(self, short: str) -> Entry | None:
        return self.entries.get(keys_of(short))

    def at(self, text: str, words: Sequence[Token], place: int) -> tuple[Entry, int] | None:
        """The longest entry that begins with the word at `place`, and how many words it takes."""
        for entry in self._by_first.get(key_of(words[place].text), ()):
            if entry.fits(text, words, place):
                return entry, len(entry.keys)
        return None


def _gaps(short: str) -> tuple[str, ...]:
    found = tokens(short)
    return tuple(short[one.end : other.start].strip() for one, other in pairwise(found))

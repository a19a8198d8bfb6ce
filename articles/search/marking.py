"""Showing what was found: a text with the found words in <mark>, everything else escaped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from .index import BODY, CAPTIONS, HEADLINE, LEAD, TAGS, read_lines
from .questions import Query
from .words import Place, other_spellings, places

PASSAGE = 32
"""How many words a passage of the text has at most."""
BEFORE = 6
"""How many of them stand before the first one that was found."""
PASSAGES_FROM = (BODY, CAPTIONS, TAGS)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Highlight:
    """Safe HTML: the headline and the lead whole, and the passage of the text that says most of what was asked for
    (empty when it stands in headline and lead only)."""

    headline: str
    lead: str
    text: str

    def as_dict(self) -> dict[str, str]:
        return {"headline": self.headline, "lead": self.lead, "text": self.text}


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    places: Sequence[Place]
    spans: Sequence[Span]
    """What was found, in order, never overlapping."""
    wealth: int
    """How many different things were found."""


def highlight(query: Query, search_text: str) -> Highlight:
    """What the query finds in an edition's text. Where something stands with the accents that were asked for, only that
    is marked; else what differs in its accents."""
    lines: dict[str, list[str]] = {}
    for field, text in read_lines(search_text):
        lines.setdefault(field, []).append(text)
    marker = Marker(query, [text for texts in lines.values() for text in texts])
    passages = (marker.read(text) for field in PASSAGES_FROM for text in lines.get(field, ()))
    best = max(passages, key=lambda line: line.wealth, default=None)
    return Highlight(
        marker.mark(" ".join(lines.get(HEADLINE, ()))),
        marker.mark(" ".join(lines.get(LEAD, ()))),
        _passage(best) if best is not None and best.wealth else "",
    )


class Marker:
    """Finds the things that a query asks for in the lines of one text."""

    def __init__(self, query: Query, lines: Sequence[str]) -> None:
        self.by_first: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
        """Things to mark by their first folded word: the words, and whether only exact ones count."""
        exact = [[place.word.exact for place in places(line)] for line in lines] if query.accented else []
        for phrase in query.phrases:
            spelt = tuple(word.exact for word in phrase)
            only_exact = query.accented and any(_has(row, spelt) for row in exact)
            words = spelt if only_exact else tuple(word.folded for word in phrase)
            self.by_first.setdefault(phrase[0].folded, []).append((words, only_exact))

    def mark(self, text: str) -> str:
        """The line, escaped, with what was found in <mark>."""
        return _marked(text, self.read(text).spans)

    def read(self, text: str) -> _Line:
        row = places(text)
        found: list[tuple[int, int, tuple[str, ...]]] = []
        for number, place in enumerate(row):
            for words, only_exact in self.by_first.get(place.word.folded, ()):
                part = row[number : number + len(words)]
                spelt = tuple(one.word.exact if only_exact else one.word.folded for one in part)
                if spelt == words:
                    found.append((part[0].start, part[-1].end, words))
        for other in other_spellings(text):
            found += (
                (other.start, other.end, words)
                for words, _ in self.by_first.get(other.word.folded, ())
                if len(words) == 1
            )
        wealth = len({words for _, _, words in found})
        return _Line(text, row, _merged(text, sorted((start, end) for start, end, _ in found)), wealth)


def _has(row: Sequence[str], words: tuple[str, ...]) -> bool:
    length = len(words)
    return any(tuple(row[start : start + length]) == words for start in range(len(row) - length + 1))


def _merged(text: str, spans: Sequence[Span]) -> list[Span]:
    """Spans that touch, or have but white space between them, as one."""
    merged: list[Span] = []
    for start, end in spans:
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _passage(line: _Line) -> str:
    """The piece of the line that begins a little before the span from which most is found within reach."""
    starts = [place.start for place in line.places]
    if len(starts) <= PASSAGE:
        return _marked(line.text, line.spans)
    first = max(range(len(line.spans)), key=lambda number: (_within_reach(line, number), -number))
    begin = max(0, min(_word_at(starts, line.spans[first][0]) - BEFORE, len(starts) - PASSAGE))
    end = min(begin + PASSAGE, len(starts))
    left = line.places[begin].start if begin else 0
    right = line.places[end - 1].end if end < len(starts) else len(line.text)
    inside = [(start - left, stop - left) for start, stop in line.spans if left <= start and stop <= right]
    shown = _marked(line.text[left:right], inside)
    return f"{'… ' if begin else ''}{shown}{' …' if end < len(starts) else ''}"


def _within_reach(line: _Line, number: int) -> int:
    """How many letters are marked in the passage that would begin with this span."""
    begin = line.spans[number][0]
    starts = [place.start for place in line.places]
    last = starts[min(_word_at(starts, begin) + PASSAGE - BEFORE, len(starts)) - 1]
    return sum(stop - start for start, stop in line.spans[number:] if stop <= last)


def _word_at(starts: Sequence[int], position: int) -> int:
    return max(0, next((number for number, start in enumerate(starts) if start >= position), len(starts) - 1))


def _marked(text: str, spans: Sequence[Span]) -> str:
    ends = [0, *(edge for span in spans for edge in span), len(text)]
    pieces: Iterator[str] = (escape(text[start:end]) for start, end in pairwise(ends))
    return "".join(f"<mark>{piece}</mark>" if number % 2 else piece for number, piece in enumerate(pieces))

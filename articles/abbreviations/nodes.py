"""A document's texts: which are read for short forms, and its nodes with `<abbr>` at the first use of each.

The rule needs no block type to know of it. In a node, at any depth but not inside a `photo`:

- a member `text` that is a string is read, and so is `caption`;
- where a member `html` stands beside `text` and says the same, the first use of a short form is marked in it;
- nothing else is read or touched: credits, attributions, addresses, and HTML without its text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from .dictionary import Dictionary
from .markup import Inline, read_inline, write_marks
from .resolving import Choices, Origin, Use, resolve
from .sighting import Marked, Passage

Node = dict[str, Any]

_SEEN = re.compile(r"\S+")

READ = ("text", "caption")
"""Members that are read."""
UNREAD = frozenset(["photo"])
"""Members that are not looked into: a photo carries its own caption and credit, shown elsewhere."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a short form stands: a JSON Pointer (RFC 6901) to a text of the document, and code points in it."""

    pointer: str
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form that the article uses, what it stands for there, and where that is known from."""

    short: str
    expansion: str
    origin: Origin
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was found in an article."""

    uses: tuple[Use, ...]
    passages: tuple[Passage, ...]

    def abbreviations(self) -> list[Abbreviation]:
        """Those with an expansion, in the order of their first use."""
        found: dict[tuple[Any, str], list[Use]] = {}
        for use in self.uses:
            if use.expansion:
                found.setdefault((use.keys, use.expansion), []).append(use)
        return [
            Abbreviation(
                uses[0].short,
                expansion,
                uses[0].origin or Origin.DICTIONARY,
                tuple(Position(self.passages[use.passage].place, use.start, use.length) for use in uses),
            )
            for (_, expansion), uses in found.items()
        ]

    def unresolved(self) -> list[Use]:
        """The first use of each short form that has no expansion anywhere in the article."""
        known = {use.keys for use in self.uses if use.expansion}
        first = {use.keys: use for use in reversed(self.uses) if not use.expansion}
        return [use for use in self.uses if first.get(use.keys) is use and use.keys not in known]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text in a node, with the member that holds its HTML."""

    holder: Node
    inline: Inline | None
    places: Sequence[int] = ()
    """For each character of the text, its place in the markup's text; empty when they are the same."""

    def mark(self, use: Use) -> Marked | None:
        """The use as a span of the markup's text, when it may be marked there."""
        if self.inline is None or not use.expansion:
            return None
        start, end = use.start, use.start + use.length
        if self.places:
            start, end = self.places[start], self.places[end - 1] + 1
        lies = any(
            piece.start <= start and end <= piece.start + len(piece.text) for piece in self.inline.pieces
        )
        return Marked(start, end, use.expansion) if lies else None


def read_document(
    lines: Mapping[str, str],
    nodes: Sequence[Node],
    dictionary: Dictionary,
    *,
    on: date | None = None,
    choices: Choices | None = None,
) -> Reading:
    """Finds the short forms of a document: in `lines` (JSON Pointer to plain text: headline, lead) and in its nodes."""
    reading, _ = _read(lines, nodes, dictionary, on, choices)
    return reading


def annotate(
    lines: Mapping[str, str],
    nodes: Sequence[Node],
    dictionary: Dictionary,
    *,
    on: date | None = None,
    choices: Choices | None = None,
) -> Reading:
    """`read_document`, and marks the first use of each short form in the nodes' HTML: their `html` members change, their
    texts do not. Done again, it changes nothing."""
    reading, texts = _read(lines, nodes, dictionary, on, choices)
    marks: dict[int, list[Marked]] = {}
    done: set[tuple[Any, str]] = set()
    for use in reading.uses:
        text = texts[use.passage]
        mark = text.mark(use) if text is not None else None
        if mark is None or (use.keys, mark.title) in done:
            continue
        done.add((use.keys, mark.title))
        if not use.marked:
            marks.setdefault(use.passage, []).append(mark)
    for number, spans in marks.items():
        text = texts[number]
        if text is not None and text.inline is not None:
            text.holder["html"] = write_marks(text.inline, spans)
    return reading


def _read(
    lines: Mapping[str, str],
    nodes: Sequence[Node],
    dictionary: Dictionary,
    on: date | None,
    choices: Choices | None,
) -> tuple[Reading, list[_Text | None]]:
    passages = [Passage(text, place) for place, text in lines.items()]
    texts: list[_Text | None] = [None] * len(passages)
    for number, node in enumerate(nodes):
        for place, holder, name in _texts(node, f"/body/{number}"):
            text = _text(holder) if name == "text" else _Text(holder, None)
            texts.append(text)
            passages.append(_passage(holder[name], place, text))
    uses = resolve(passages, dictionary, on=on, choices=choices)
    return Reading(tuple(uses), tuple(passages)), texts


def _texts(value: Any, place: str) -> Iterator[tuple[str, Node, str]]:
    if isinstance(value, dict):
        for name in READ:
            if isinstance(value.get(name), str) and value[name]:
                yield f"{place}/{name}", value, name
        for name, member in value.items():
            if name not in UNREAD and isinstance(member, dict | list):
                yield from _texts(member, f"{place}/{_escaped(name)}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _texts(item, f"{place}/{number}")


def _escaped(name: str) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")


def _text(holder: Node) -> _Text:
    """The text with the HTML that says the same, taken apart; without, when there is none or it says something else."""
    html, text = holder.get("html"), holder["text"]
    inline = read_inline(html) if isinstance(html, str) and html else None
    if inline is None or inline.text == text:
        return _Text(holder, inline)
    seen, places = _folded(inline.text)
    return _Text(holder, inline, places) if seen == text else _Text(holder, None)


def _folded(text: str) -> tuple[str, list[int]]:
    """Text with white space as readers see it: runs are one space, none at the ends of a line; and where each character
    came from."""
    seen: list[str] = []
    places: list[int] = []
    for match in _SEEN.finditer(text):
        gap = text[places[-1] + 1 : match.start()] if places else ""
        if gap:
            seen.append("\n" if "\n" in gap else " ")
            places.append(match.start() - 1)
        seen.append(match[0])
        places += range(match.start(), match.end())
    return "".join(seen), places


def _passage(text: str, place: str, found: _Text) -> Passage:
    if found.inline is None:
        return Passage(text, place)
    if not found.places:
        return Passage(text, place, found.inline.closed, found.inline.marked)
    to_text = partial(bisect_left, found.places)
    return Passage(
        text,
        place,
        [(to_text(start), to_text(end)) for start, end in found.inline.closed],
        [Marked(to_text(start), to_text(end), title) for start, end, title in found.inline.marked],
    )

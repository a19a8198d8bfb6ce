"""A document's texts: which are read for short forms, and its nodes with `<abbr>` at the first use of each.

The rule needs no block type to know of it. In a node, at any depth but not inside a `photo`:

- a member `text` that is a string is read, and so is `caption`;
- where a member `html` stands beside `text` and says the same, the first use of a short form is marked in it;
- nothing else is read or touched: credits, attributions, addresses, and HTML without its text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .dictionary import Dictionary
from .markup import Inline, read_inline, write_marks
from .resolving import Choices, Marked, Origin, Passage, Use, resolve

Node = dict[str, Any]

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
    place: str
    inline: Inline | None


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
        if not use.expansion or text is None or text.inline is None or (use.keys, use.expansion) in done:
            continue
        mark = Marked(use.start, use.start + use.length, use.expansion)
        if use.marked or _lies_in_one_piece(text.inline, mark):
            done.add((use.keys, use.expansion))
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
            inline = _inline(holder) if name == "text" else None
            texts.append(_Text(holder, place, inline))
            passages.append(
                Passage(holder[name], place, inline.closed if inline else (), inline.marked if inline else ())
            )
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


def _inline(holder: Node) -> Inline | None:
    """The HTML that says the same as the text, taken apart; None when there is none or it says something else."""
    html = holder.get("html")
    inline = read_inline(html) if isinstance(html, str) and html else None
    if inline is None or len(inline.text) != len(holder["text"]):
        return None
    return inline if _plain(inline.text) == _plain(holder["text"]) else None


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def _lies_in_one_piece(inline: Inline, mark: Marked) -> bool:
    return any(
        piece.start <= mark.start and mark.end <= piece.start + len(piece.text) for piece in inline.pieces
    )



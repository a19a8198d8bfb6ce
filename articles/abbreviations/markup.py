"""Inline HTML read as text with its links, code and abbreviations, and written again with `<abbr>` at given places.

Only markup of a strict form is read: tags of the list below, attributes in double quotes, no comment, no stray `<` or
`>`. All parsers agree on such markup, so what is put between two pieces of text cannot end up in an attribute or a
script. Everything else is left as it is, to the byte.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape

from .closed import Span
from .sighting import Marked

_PIECES = re.compile(r"(<[^<>]*>)|([^<>]+)|([<>])")
_TAG = re.compile(r'</([a-z][a-z0-9]*)>|<([a-z][a-z0-9]*)((?: [a-z][a-z0-9:_-]*(?:="[^"<>]*")?)*) ?(/?)>')
_TITLE = re.compile(r' title="([^"]*)"')
_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_INLINE = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr".split()
)
_VOID = frozenset(["br", "wbr"])
_CLOSED = frozenset(["a", "code", "kbd", "samp", "var", "dfn", "del"])


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text: where it stands in the markup and in the text."""

    at: int
    source: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Inline:
    """Inline HTML taken apart. `text` is what a reader sees, a line feed for each `<br>`."""

    html: str
    text: str
    pieces: tuple[_Piece, ...]
    closed: tuple[Span, ...]
    marked: tuple[Marked, ...]


def read_inline(html: str) -> Inline | None:
    """The markup taken apart; None when it is not of the strict form and must be left alone."""
    pieces: list[_Piece] = []
    texts: list[str] = []
    open_tags: list[tuple[str, int, str]] = []
    closed: list[Span] = []
    marked: list[Marked] = []
    length = 0
    for match in _PIECES.finditer(html):
        tag, source, stray = match.groups()
        if stray:
            return None
        if source:
            text = _decode(source)
            if text is None:
                return None
            pieces.append(_Piece(match.start(), source, text, length))
            texts.append(text)
            length += len(text)
            continue
        parts = _TAG.fullmatch(tag)
        name = (parts[1] or parts[2]) if parts else ""
        if not parts or name not in _INLINE:
            return None
        if parts[1]:
            if not open_tags or open_tags[-1][0] != name:
                return None
            _, start, title = open_tags.pop()
            if name == "abbr":
                marked.append(Marked(start, length, title))
            elif name in _CLOSED:
                closed.append((start, length))
        elif name in _VOID:
            texts.append("\n" if name == "br" else "")
            length += len(texts[-1])
        else:
            attribute = _TITLE.search(parts[3])
            open_tags.append((name, length, unescape(attribute[1]) if attribute else ""))
    if open_tags:
        return None
    return Inline(html, "".join(texts), tuple(pieces), tuple(closed), tuple(marked))


def write_marks(inline: Inline, marks: Sequence[Marked]) -> str:
    """The same HTML with `<abbr title="…">` around the given spans of its text. A span that does not lie in one piece
    of text is left out."""
    written: list[str] = []
    done = 0
    for piece in inline.pieces:
        inside = [
            mark for mark in marks if piece.start <= mark.start and mark.end <= piece.start + len(piece.text)
        ]
        if not inside:
            continue
        offsets = _offsets(piece.source)
        for mark in inside:
            start, end = (piece.at + offsets[place - piece.start] for place in (mark.start, mark.end))
            written += [
                inline.html[done:start],
                f'<abbr title="{escape(mark.title)}">',
                inline.html[start:end],
                "</abbr>",
            ]
            done = end
    return "".join([*written, inline.html[done:]])


def _decode(source: str) -> str | None:
    """The text of a piece, or None when a reference stands for anything but one character."""
    if "&" not in source:
        return source
    rest = _REFERENCE.sub("", source)
    if "&" in rest or any(len(unescape(one)) != 1 for one in _REFERENCE.findall(source)):
        return None
    return _REFERENCE.sub(lambda one: unescape(one[0]), source)


def _offsets(source: str) -> list[int]:
    """Where each character of the decoded piece begins in its source, and where the last one ends."""
    offsets: list[int] = []
    place = 0
    while place < len(source):
        offsets.append(place)
        match = _REFERENCE.match(source, place)
        place = match.end() if match else place + 1
    return [*offsets, len(source)]

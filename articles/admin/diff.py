"""What is different between two snapshots: words in texts, and blocks added, removed, moved or changed.

Pure: snapshots in, a comparison out. Who calls knows the names of the rows that snapshots refer to by id.
"""

import re
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from html import unescape
from typing import Any

from ..language import compose

Snapshot = dict[str, Any]

TOKEN = re.compile(r"(?:\w+|[^\w\s])[^\S\n]*|[^\S\n]+|\n")
"""A word or a sign with the spaces after it. Vietnamese writes a syllable a word."""
LINE_END = re.compile(r"<br>|</(?:p|h[1-6]|li|ul|ol)>")
TAG = re.compile(r"<[^>]*>")
MOST_TOKENS = 3_000
"""Longer stretches without a line in common are shown as replaced: comparing them word by word helps nobody."""


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that is in both versions, or in one of them only."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs, and how: `pieces` run through both versions."""

    name: str
    label: str
    pieces: tuple[Piece, ...]
    only_markup: bool = False
    """The words are the same; bold type, links or headings are not."""

    @property
    def before(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.change != Change.ADDED]

    @property
    def after(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.change != Change.REMOVED]


@dataclass(frozen=True, slots=True)
class BlockChange:
    """One block in either version: what became of it, and where it stands (from 1) in each."""

    type: str
    label: str
    key: str
    change: Change
    before: int | None
    after: int | None
    moved: bool
    fields: tuple[FieldChange, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The fields that differ, and every block of both versions in the order of the newer one."""

    fields: tuple[FieldChange, ...]
    blocks: tuple[BlockChange, ...]

    @property
    def changed_blocks(self) -> list[BlockChange]:
        return [block for block in self.blocks if block.change != Change.SAME or block.moved]

    @property
    def is_empty(self) -> bool:
        return not self.fields and not self.changed_blocks


@dataclass(frozen=True, slots=True)
class Words:
    """What a comparison calls things.

    `labels`: fields by name, and block types by `block:<type>`. `names`: what ids stand for, by (field, id). `rich`:
    the (block type, field) pairs that hold HTML.
    """

    labels: Mapping[str, str]
    names: Mapping[tuple[str, Any], str]
    rich: Collection[tuple[str, str]] = frozenset()


NO_WORDS = Words({}, {})


def compare(old: Snapshot, new: Snapshot, words: Words = NO_WORDS) -> Comparison:
    """What changed from `old` to `new`. Blocks are known by their key, wherever they stand."""
    names = [name for name in dict.fromkeys([*new, *old]) if name != "blocks"]
    fields = [_field(name, old.get(name), new.get(name), "", words) for name in names]
    return Comparison(
        tuple(field for field in fields if field is not None),
        tuple(_blocks(old.get("blocks", []), new.get("blocks", []), words)),
    )


def compare_texts(old: str, new: str) -> tuple[Piece, ...]:
    """Two texts as pieces: lines first, then words within the lines that differ."""
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    pieces: list[Piece] = []
    for tag, a, b, c, d in _matcher(old_lines, new_lines).get_opcodes():
        before, after = "".join(old_lines[a:b]), "".join(new_lines[c:d])
        pieces += [Piece(Change.SAME, before)] if tag == "equal" else _words(before, after)
    return tuple(_joined(pieces))


def plain(html: str) -> str:
    """The words of sanitised HTML, a line for each paragraph, heading and item."""
    return unescape(TAG.sub("", LINE_END.sub("\n", html))).replace("\xa0", " ").strip("\n")


def _words(old: str, new: str) -> list[Piece]:
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if len(before) * len(after) > MOST_TOKENS**2:
        return [piece for piece in (Piece(Change.REMOVED, old), Piece(Change.ADDED, new)) if piece.text]
    pieces = []
    for tag, a, b, c, d in _matcher(before, after).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Change.SAME, "".join(before[a:b])))
            continue
        pieces += [Piece(Change.REMOVED, "".join(before[a:b]))] if b > a else []
        pieces += [Piece(Change.ADDED, "".join(after[c:d]))] if d > c else []
    return pieces


def _matcher(one: Sequence[Hashable], other: Sequence[Hashable]) -> "SequenceMatcher[Any]":
    return SequenceMatcher(None, one, other, autojunk=False)


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece."""
    last: Piece | None = None
    for piece in pieces:
        if last is not None and last.change == piece.change:
            last = Piece(last.change, last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _field(name: str, old: Any, new: Any, block: str, words: Words) -> FieldChange | None:
    if old == new:
        return None
    label = words.labels.get(name, name)
    before, after = (_text(name, value, block, words) for value in (old, new))
    pieces = compare_texts(before, after)
    if before != after:
        return FieldChange(name, label, pieces)
    if (block, name) in words.rich or isinstance(old, dict | list):
        return FieldChange(name, label, pieces, only_markup=True)
    return None


def _text(name: str, value: Any, block: str, words: Words) -> str:
    """A value as an editor would read it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return words.labels.get("yes" if value else "no", str(value))
    if isinstance(value, str):
        return plain(compose(value)) if (block, name) in words.rich else compose(value)
    if isinstance(value, list):
        return "\n".join(_item(name, item, block, words) for item in value)
    if isinstance(value, dict):
        return _item(name, value, block, words)
    return words.names.get((name, value), str(value))


def _item(name: str, item: Any, block: str, words: Words) -> str:
    if isinstance(item, dict):
        texts = (_text(inner, value, block, words) for inner, value in item.items())
        return " · ".join(text for text in texts if text)
    if isinstance(item, list):
        return " | ".join(plain(_text(name, cell, block, words)) for cell in item)
    return _text(name, item, block, words)


def _blocks(old: Sequence[Any], new: Sequence[Any], words: Words) -> Iterator[BlockChange]:
    before = {entry["key"]: (place, entry) for place, entry in enumerate(old, 1)}
    after = {entry["key"]: (place, entry) for place, entry in enumerate(new, 1)}
    kept = [key for key in after if key in before]
    steady = {kept[place] for place in _longest_rising([before[key][0] for key in kept])}
    gone = [entry for entry in old if entry["key"] not in after]
    for place, entry in enumerate(new, 1):
        key = entry["key"]
        # What was removed is shown where it stood: before the first of its later neighbours that is still there.
        yield from _removed_before(gone, before, before[key][0] if key in steady else None, words)
        if key not in before:
            yield _block(entry, Change.ADDED, None, place, words, moved=False, old={}, new=entry["data"])
            continue
        was = before[key][1]
        same = was["data"] == entry["data"] and was["type"] == entry["type"]
        yield _block(
            entry, Change.SAME if same else Change.CHANGED, before[key][0], place, words,
            moved=key not in steady, old=was["data"], new=entry["data"],
        )  # fmt: skip
    yield from _removed_before(gone, before, len(old) + 1, words)


def _removed_before(
    gone: list[Any], before: Mapping[str, tuple[int, Any]], place: int | None, words: Words
) -> Iterator[BlockChange]:
    while gone and place is not None and before[gone[0]["key"]][0] < place:
        entry = gone.pop(0)
        yield _block(
            entry,
            Change.REMOVED,
            before[entry["key"]][0],
            None,
            words,
            moved=False,
            old=entry["data"],
            new={},
        )


def _block(
    entry: Any, change: Change, before: int | None, after: int | None, words: Words,
    *, moved: bool, old: Mapping[str, Any], new: Mapping[str, Any],
) -> BlockChange:  # fmt: skip
    type_ = entry["type"]
    fields = [
        _field(name, old.get(name), new.get(name), type_, words) for name in dict.fromkeys([*new, *old])
    ]
    texts = (_text(name, value, type_, words) for name, value in entry["data"].items())
    summary = next((text for text in texts if text), "")
    return BlockChange(
        type=type_,
        label=words.labels.get(f"block:{type_}", type_),
        key=entry["key"],
        change=change,
        before=before,
        after=after,
        moved=moved,
        fields=tuple(field for field in fields if field is not None),
        summary=" ".join(summary.split())[:120],
    )


def _longest_rising(places: Sequence[int]) -> list[int]:
    """The positions of a longest rising run of `places`: what is not in it has moved. Small lists: a body's blocks."""
    best: list[tuple[int, int]] = []
    for place, value in enumerate(places):
        length, via = max(((best[i][0], i) for i in range(place) if places[i] < value), default=(0, -1))
        best.append((length + 1, via))
    at = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    found: list[int] = []
    while at >= 0:
        found.append(at)
        at = best[at][1]
    return found[::-1]

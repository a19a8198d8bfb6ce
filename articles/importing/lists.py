"""Lists in plain text: runs of lines that begin with a bullet or with numbers in order."""

import re
from dataclasses import dataclass

from .document import Line
from .page import ListBlock, Rich
from .photo_lines import parse_photo_line

_BULLET = re.compile(r"^(?:[-–—+*]\s?(?=[^\s\d\W]|[“\"(\d])|[•·▪●○◦■□►➢✓✔❖⁃]\s*(?=\S)|o\s+(?=[A-ZĐÀ-Ỹ]))")
_NUMBER = re.compile(r"^(?:\((?P<bracket>\d{1,2})\)|(?P<plain>\d{1,2})\s?[.)/](?!\d))\s*(?=\D)")
_LETTER = re.compile(r"^\(?(?P<letter>[a-zđ])[.)]\s+(?=\S)")
_ENTRY = re.compile(r"^[^\W\d_][^:.?!]{2,150}:\s[^:]*[^\s.:;,?!…”\"]$")
_LONG_ITEM = 60
_LONG_NUMBERED = 30
_ALPHABET = "abcdđeghiklmnopqrstuvxy"


@dataclass(frozen=True, slots=True)
class Marker:
    kind: str
    number: int
    length: int


def find_marker(text: str) -> Marker | None:
    """The bullet, number or letter in front of a line. "1.1." and "4.8" are no markers."""
    number = _NUMBER.match(text)
    if number:
        return Marker("number", int(number["bracket"] or number["plain"]), number.end())
    letter = _LETTER.match(text)
    if letter:
        return Marker("letter", _ALPHABET.find(letter["letter"]), letter.end())
    bullet = _BULLET.match(text)
    return Marker("bullet", 0, bullet.end()) if bullet else None


def take_list(lines: list[Line], start: int) -> tuple[ListBlock, int] | None:
    """The list that begins at `start` and the index behind it, or None when fewer than two items stand together.

    Numbers that do not begin with 1, and letters, stay in the items' text: laws refer to "điểm a".
    """
    first = find_marker(lines[start].text) if lines[start].block is None else None
    spoken = lines[start].text[0] in "-–—+*" or (first is not None and first.kind != "bullet")
    if first is None or (spoken and _is_question(lines[start].text)):
        return None
    end = start + 1
    previous = first
    while end < len(lines):
        following = (
            find_marker(lines[end].text) if lines[end].block is None and not lines[end].level else None
        )
        if following is None or not _continues(previous, following) or not _together(lines, end, first):
            break
        previous = following
        end += 1
    if end - start < 2:
        return None
    ordered = first.kind == "number" and first.number == 1
    strip = ordered or first.kind == "bullet"
    return ListBlock(ordered, tuple(_item(line, strip) for line in lines[start:end])), end


def take_unmarked_list(lines: list[Line], start: int, introduced: bool) -> tuple[ListBlock, int] | None:
    """Short lines without blank lines between them behind a colon: a list that lost its bullets. They end with ";", or
    each of them is an entry ("Giải nhất: 4 tác phẩm") without an end."""
    if not introduced:
        return None
    end = start
    while end < len(lines) and _is_entry(lines[end]) and (end == start or not lines[end].gap):
        end += 1
    if end - start > 1:
        return ListBlock(False, tuple(_item(line, False) for line in lines[start:end])), end
    end = start
    while end < len(lines) and _is_open_item(lines[end]) and (end == start or not lines[end].gap):
        end += 1
    if end - start < 1 or end == len(lines) or lines[end].gap or lines[end].block is not None:
        return None
    return ListBlock(False, tuple(_item(line, False) for line in lines[start : end + 1])), end + 1


def _is_entry(line: Line) -> bool:
    if line.block is not None or line.level or len(line.text.split()) > _LONG_NUMBERED:
        return False
    return bool(_ENTRY.match(line.text)) and parse_photo_line(line.text) is None


def _is_open_item(line: Line) -> bool:
    return line.block is None and line.text.endswith(";") and len(line.text.split()) <= _LONG_ITEM


def _continues(previous: Marker, following: Marker) -> bool:
    if previous.kind != following.kind:
        return False
    return following.kind == "bullet" or following.number == previous.number + 1


def _together(lines: list[Line], index: int, first: Marker) -> bool:
    """Adjacent, or set apart by blank lines but short: numbered paragraphs are no list."""
    if not lines[index].gap:
        return True
    if first.kind == "bullet" and _is_answer(lines, index):
        return False
    most = _LONG_ITEM if first.kind == "bullet" else _LONG_NUMBERED
    pair = (lines[index - 1].text, lines[index].text)
    return all(len(text.split()) <= most and not _is_question(text) for text in pair)


def _is_answer(lines: list[Line], index: int) -> bool:
    """ "+" behind "-" (or the other way round), and such a line asked something just before: an interview."""
    signs = {lines[index - 1].text[0], lines[index].text[0]}
    near = lines[max(0, index - 6) : index]
    return signs == {"+", "-"} and any(find_marker(line.text) and _is_question(line.text) for line in near)


def _is_question(text: str) -> bool:
    return text.rstrip('”" ').endswith("?")


def _item(line: Line, strip: bool) -> Rich:
    marker = find_marker(line.text) if strip else None
    if marker is None:
        return Rich(line.markup, line.text)
    text = line.text[marker.length :].strip()
    html = line.html[marker.length :].strip() if line.html.startswith(line.text[: marker.length]) else ""
    return Rich(html or line.with_text(text).markup, text)

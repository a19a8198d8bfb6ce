"""Reads a page saved as plain text into lines: spaces, blank lines, wrapped lines and tab-separated tables."""

import re

from articles.language import clean_line

from .decode import MAX_LINES, PageError
from .document import Document, Line
from .lists import find_marker
from .noise import is_noise
from .page import PhotoLine, Rich, Table
from .wording import marked as _
from .wrapping import without_hard_ends

_WRAP_FROM = 50
_PROSE_WORDS = 20
_ENDS = re.compile(r"[.:;?!…”\")]$")
_IMAGE_FILE = re.compile(r"\[?[\w.-]{1,120}\.(?:jpe?g|png|gif|webp)\]?", re.IGNORECASE)
_WIDE_GAP = re.compile(r"[ \u00a0]{3,}")
_BOLD_LINE = re.compile(r"(?P<mark>\*\*|__)(?P<text>[^*_\s][^*_]*)(?P=mark)")
_RULE_ROW = re.compile(r"^[\s|:+-]+$")


def read_text(text: str) -> Document:
    """Lines of a decoded text page ("\\n" as line end). Blank lines become the gap of the line below them.

    Raises PageError for more than 20,000 lines.
    """
    lines: list[Line] = []
    gap = True
    rows: list[list[str]] = []
    parted = False
    raws = text.split("\n")
    if len(raws) > MAX_LINES:
        raise PageError(_("The page is too large"), f"{len(raws):,} > {MAX_LINES:,}")
    raws = without_hard_ends(raws)
    spaced = False
    halved = _halved(raws)
    for number, raw in enumerate(raws):
        cells = [clean_line(cell) for cell in raw.split(" | ")] if number in halved else _cells(raw)
        if cells and (rows or not _is_item(cells)):
            rows.append(cells)
            parted = parted or "\t" in raw or raw.strip().startswith("|") or number in halved
            continue
        if parted and not raw.strip() and (spaced or len(rows) == 1) and _goes_on(rows, raws[number + 1 :]):
            spaced = True
            continue
        if rows:
            lines.extend(_table(rows, gap, parted))
            rows, gap, parted, spaced = [], False, False, False
        line = clean_line(raw)
        if _IMAGE_FILE.fullmatch(line):
            lines.append(Line("", gap=gap, block=PhotoLine("", "", file=line.strip("[]"))))
            gap = False
            continue
        if not line:
            gap = True
            continue
        if lines and not gap and _wraps(lines[-1], line):
            lines[-1] = Line(f"{lines[-1].text} {line}", gap=lines[-1].gap)
        else:
            lines.append(_emphasised(line, gap))
        gap = False
    if rows:
        lines.extend(_table(rows, gap, parted))
    return Document(lines, has_gaps=_has_gaps(lines))


def _halved(raws: list[str]) -> set[int]:
    """Numbers of the lines that one pipe parts in two, where three and more stand together: rows of a table. Above the
    first prose pipes part the links, the buttons and the date of a page."""
    found: set[int] = set()
    run: list[int] = []
    body = next((number for number, raw in enumerate(raws) if len(raw.split()) >= _PROSE_WORDS), len(raws))
    for number, raw in enumerate([*raws[body:], ""], body):
        left, _pipe, right = raw.strip().partition(" | ")
        if left and right and "|" not in right and "\t" not in raw and not is_noise(raw.strip()):
            run.append(number)
            continue
        found.update(run if len(run) >= 3 else [])
        run = []
    return found


def _goes_on(rows: list[list[str]], below: list[str]) -> bool:
    """A table whose rows are set apart by blank lines has a row of as many cells below the blank line."""
    return bool(below) and "\t" in below[0] and len(_cells(below[0])) == len(rows[-1])


def _is_item(cells: list[str]) -> bool:
    """What a word processor makes of an item: its bullet or number, a tab, the text. Below a table's first row it is a row."""
    marker = find_marker(f"{cells[0]} {cells[1]}") if len(cells) == 2 else None
    return marker is not None and marker.length == len(cells[0]) + 1


def _cells(raw: str) -> list[str]:
    """The cells of a row, when tabs or pipes part at least two of them."""
    stripped = raw.strip(" \u00a0\r\n")
    if stripped.startswith("|") and stripped.endswith("|") and stripped.count("|") >= 3:
        return [clean_line(cell) for cell in stripped[1:-1].split("|")]
    if stripped.count(" | ") >= 2 and "\t" not in stripped:
        return [clean_line(cell) for cell in stripped.split(" | ")]
    parts = stripped.split("\t") if "\t" in stripped else _WIDE_GAP.split(stripped)
    if len(parts) == 1 and stripped.count("  ") >= 3:
        narrow = re.split(r"[ \u00a0]{2,}", stripped)
        parts = narrow if all(len(cell.split()) <= 4 for cell in narrow) else parts
    cells = [clean_line(cell) for cell in parts]
    return cells if sum(bool(cell) for cell in cells) >= 2 else []


def _table(rows: list[list[str]], gap: bool, parted: bool) -> list[Line]:
    """A table, or its lines when the rows do not agree. `parted`: by tabs or pipes, not by spaces alone."""
    body = [row for row in rows if not all(_RULE_ROW.match(cell) or not cell for cell in row)]
    fewest = 2 if parted else 3
    if len(body) < fewest or len({len(row) for row in body}) > (2 if parted else 1):
        return [Line(_in_one(row), gap=gap and i == 0) for i, row in enumerate(body)]
    width = max(len(row) for row in body)
    padded = [row + [""] * (width - len(row)) for row in body]
    cells = tuple(tuple(_rich(cell) for cell in row) for row in padded[1:])
    return [Line("", gap=gap, block=Table("", tuple(padded[0]), cells))]


def _in_one(row: list[str]) -> str:
    """Cells that make no table as one line; a row of three and more short ones is a menu, and keeps its parts apart."""
    cells = [cell for cell in row if cell]
    menu = len(cells) >= 3 and all(len(cell.split()) <= 12 for cell in cells)
    return (" | " if menu else " ").join(cells)


def _emphasised(text: str, gap: bool) -> Line:
    """A line in the asterisks that plain text writes for bold type."""
    match = _BOLD_LINE.fullmatch(text)
    if match is None:
        return Line(text, gap=gap)
    inner = Line(match["text"].strip())
    return Line(inner.text, f"<strong>{inner.markup}</strong>", gap=gap)


def _rich(text: str) -> Rich:
    return Rich(Line(text).markup, text)


def _wraps(before: Line, text: str) -> bool:
    """A sentence broken at the edge of a narrow window: no end above, a small letter below."""
    if before.block is not None or len(before.text) < _WRAP_FROM or _ENDS.search(before.text):
        return False
    return text[0].islower() and not re.match(r"[a-zđ]\s?[.)]", text)


def _has_gaps(lines: list[Line]) -> bool:
    body = lines[3:]
    return sum(line.gap for line in body) * 3 >= len(body)

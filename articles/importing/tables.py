"""Tables of data in HTML; tables that only lay out a page are walked like any other container."""

from lxml.html import HtmlElement

from .inline import InlineWriter
from .page import Rich, Table

_MAX_CELLS = 5000
_MAX_SPAN = 50
_LAYOUT_WORDS = 120


def read_table(table: HtmlElement, base: str) -> Table | None:
    """The table as header and rows of equal length (spans repeated as empty cells), or None for a layout table."""
    if next(table.iterdescendants("table", "img", "iframe", "h1", "h2", "h3"), None) is not None:
        return None
    rows = [_cells(row) for row in table.iter("tr")]
    rows = [row for row in rows if row]
    width = max((len(row) for row in rows), default=0)
    if width < 2 or len(rows) < 2 or width * len(rows) > _MAX_CELLS:
        return None
    written = [[_rich(cell, base) for cell in row] + [Rich("", "")] * (width - len(row)) for row in rows]
    if any(len(cell.text.split()) > _LAYOUT_WORDS for row in written for cell in row):
        return None
    caption = next(table.iterchildren("caption"), None)
    head = tuple(cell.text for cell in written[0]) if _is_header(table, rows[0]) else ()
    body = tuple(tuple(row) for row in (written[1:] if head else written))
    return Table(_rich(caption, base).text, head, body)


def _cells(row: HtmlElement) -> list[HtmlElement | None]:
    cells: list[HtmlElement | None] = []
    for cell in row.iterchildren("td", "th"):
        span = cell.get("colspan") or "1"
        cells.append(cell)
        cells.extend([None] * (min(int(span), _MAX_SPAN) - 1 if span.isdecimal() and span.isascii() else 0))
    return cells


def _is_header(table: HtmlElement, first: list[HtmlElement | None]) -> bool:
    cells = [cell for cell in first if cell is not None]
    if all(cell.tag == "th" for cell in cells):
        return True
    if next(table.iterchildren("thead"), None) is not None:
        return True
    return all(_is_bold(cell) for cell in cells)


def _is_bold(cell: HtmlElement) -> bool:
    text = "".join(str(cell.text_content()).split())
    bold = "".join("".join(str(part.text_content()).split()) for part in cell.iterdescendants("strong", "b"))
    return bool(text) and bold == text


def _rich(cell: HtmlElement | None, base: str) -> Rich:
    if cell is None:
        return Rich("", "")
    writer = InlineWriter(base)
    writer.element(cell)
    lines = writer.take()
    return Rich("<br>".join(line.markup for line in lines), " ".join(line.text for line in lines))

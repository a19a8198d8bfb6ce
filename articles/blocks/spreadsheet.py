"""Tables as they are pasted: from a spreadsheet (tab-separated), as CSV, or as HTML."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement, HTMLParser, document_fromstring, tostring

from .markup import escape, read_lines, rows_to_html, rows_to_text

Rows = list[list[str]]

MAX_SPAN = 30
CELL = {
    # A cell is quoted only when its quotes end where the cell ends: “"Yes," she said” is not.
    delimiter: re.compile(rf'"((?:[^"]++|"")*+)"(?=[{delimiter}\n]|\Z)|([^{delimiter}\n]*+)')
    for delimiter in "\t;,"
}


def read_table(text: str) -> Rows:
    """The cells of a pasted table, with inline markup: rows of equal length, short ones filled up with empty cells.

    HTML with a `<table>` in it, or text parted by tabs; without any tab by semicolons or commas, where every row then
    has as many cells as the others; otherwise each line is one cell.
    """
    if re.search(r"<table[\s>]", text, re.IGNORECASE):
        return fill_up(read_html_table(text))
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return fill_up([[escape(cell) for cell in row] for row in read_text(text)])


def read_text(text: str) -> Rows:
    """Delimited text as rows of plain cells."""
    if "\t" in text:
        return list(read_delimited(text, "\t"))
    for delimiter in ";,":
        rows = list(read_delimited(text, delimiter))
        widths = {len(row) for row in rows}
        if len(widths) == 1 and widths != {1}:
            return rows
    return list(read_delimited(text, "\t"))


def read_delimited(text: str, delimiter: str) -> Iterator[list[str]]:
    """Rows of cells. A cell in quotes may hold delimiters and line breaks, and quotes written twice (RFC 4180)."""
    if not text:
        return
    cell, place = CELL[delimiter], 0
    row: list[str] = []
    while match := cell.match(text, place):
        quoted = match[1]
        row.append(quoted.replace('""', '"') if quoted is not None else match[2])
        place = match.end() + 1
        if text[match.end() : place] != delimiter:
            yield row
            row = []
        if match.end() == len(text):
            return


def read_html_table(html: str) -> Rows:
    """The first table's cells; a cell that spans several stands in the first of them."""
    root = document_fromstring(html.encode("utf-8", "ignore"), parser=HTMLParser(encoding="utf-8"))
    table = next(root.iter("table"), None)
    if table is None:
        return []
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    grid: list[dict[int, str]] = [{} for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for cell in list(row.iterchildren("td", "th")):
            while column in grid[number]:
                column += 1
            _put(grid, number, column, cell)
    return [[row.get(column, "") for column in range(max(row, default=-1) + 1)] for row in grid if row]


def write_table(rows: Rows) -> str:
    """The cells as tab-separated text, as a spreadsheet takes it; `read_table` gives the same words back."""
    # Without a tab anywhere, what parts cells elsewhere would be taken to part them here.
    special = "\t\n;," if all(len(row) == 1 for row in rows) else "\t\n"
    return "\n".join("\t".join(_quoted(plain_cell(cell), special) for cell in row) for row in rows)


def plain_cell(cell: str) -> str:
    """A cell's text; its line breaks are line feeds."""
    return rows_to_text(row for line in read_lines(cell) for row in line.rows)


def fill_up(rows: Rows) -> Rows:
    """Rows of equal length; rows that are empty at the end are dropped."""
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _put(grid: list[dict[int, str]], number: int, column: int, cell: HtmlElement) -> None:
    tall, wide = _span(cell, "rowspan"), _span(cell, "colspan")
    for row in grid[number : number + tall]:
        for beside in range(column, column + wide):
            row.setdefault(beside, "")
    # Within a table's cell, paragraphs would run together.
    cell.tag = "div"
    html = tostring(cell, encoding="unicode", with_tail=False)
    grid[number][column] = rows_to_html(row for line in read_lines(html) for row in line.rows)


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "")
    return min(int(value), MAX_SPAN) if re.fullmatch("[1-9][0-9]{0,3}", value, re.ASCII) else 1


def _quoted(text: str, special: str) -> str:
    if text.startswith('"') or any(letter in special for letter in text):
        return '"' + text.replace('"', '""') + '"'
    return text

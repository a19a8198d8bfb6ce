"""The dictionary as a table (CSV), read with every fault named by its line, and written so that a spreadsheet runs
nothing of it."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ..language import clean_line, exact_key
from .meanings import Meaning
from .words import keys_of

COLUMNS = ("short", "expansion", "kind", "needs_context", "hint", "valid_from", "valid_to", "notes")
OTHER_NAMES = {"context_hint": "hint", "ambiguous": "needs_context"}
"""Names that older tables use."""
LENGTHS = {"short": 40, "expansion": 200, "kind": 40, "hint": 2000, "notes": 2000}
MAX_ROWS = 20_000
MAX_CHARACTERS = 5_000_000

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_YES = frozenset(["1", "true", "yes", "có", "x"])
_NO = frozenset(["", "0", "false", "no", "không"])


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a meaning with its notes."""

    line: int
    meaning: Meaning
    notes: str = ""


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in one line. `code` is one of: columns, short, expansion, length, date, days, yes_no, twice, rows,
    csv."""

    line: int
    code: str
    column: str = ""
    value: str = ""


def read_table(text: str) -> tuple[list[Row], list[RowFault]]:
    """The rows that can be taken and the faults of the others. Empty lines are passed over; the order of the columns is
    free, `short` and `expansion` must be there."""
    if len(text) > MAX_CHARACTERS:
        return [], [RowFault(0, "rows", value=str(MAX_ROWS))]
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=_delimiter(text))
    rows: list[Row] = []
    faults: list[RowFault] = []
    try:
        names = [_column(name) for name in next(reader, [])]
        if not {"short", "expansion"} <= set(names) or len(set(names)) != len(names):
            return [], [RowFault(1, "columns", value=", ".join(COLUMNS))]
        seen: dict[tuple[str, str], int] = {}
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(rows) + len(faults) >= MAX_ROWS:
                return rows, [*faults, RowFault(reader.line_num, "rows", value=str(MAX_ROWS))]
            _read_row(reader.line_num, names, cells, rows, faults, seen)
    except csv.Error as error:
        faults.append(RowFault(reader.line_num, "csv", value=str(error)))
    return rows, faults


def write_table(rows: Iterable[tuple[Meaning, str]]) -> Iterator[str]:
    """Meanings with their notes as lines of a table that `read_table` reads back to the same."""
    yield _written(COLUMNS)
    for meaning, notes in rows:
        days = (day.isoformat() if day else "" for day in (meaning.valid_from, meaning.valid_to))
        cells = (
            meaning.short,
            meaning.expansion,
            meaning.kind,
            str(int(meaning.needs_context)),
            meaning.hint,
        )
        yield _written([_harmless(cell) for cell in (*cells, *days, notes)])


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _column(name: str) -> str:
    name = clean_line(name).lower()
    return OTHER_NAMES.get(name, name)


def _read_row(
    line: int,
    names: list[str],
    cells: list[str],
    rows: list[Row],
    faults: list[RowFault],
    seen: dict[tuple[str, str], int],
) -> None:
    if len(cells) > len(names) and any(cells[len(names) :]):
        faults.append(RowFault(line, "columns", value=str(len(cells))))
        return
    values = {name: _text(cell) for name, cell in zip(names, cells, strict=False)}
    wrong = [
        *(RowFault(line, name, name) for name in ("short", "expansion") if not values.get(name)),
        *(
            RowFault(line, "length", name, str(most))
            for name, most in LENGTHS.items()
            if len(values.get(name, "")) > most
        ),
    ]
    if values.get("short") and not keys_of(values["short"]):
        wrong.append(RowFault(line, "short", "short", values["short"]))
    flag = values.get("needs_context", "").lower()
    if flag not in _YES | _NO:
        wrong.append(RowFault(line, "yes_no", "needs_context", flag))
    days = {name: _day(line, name, values, wrong) for name in ("valid_from", "valid_to")}
    start, end = days["valid_from"], days["valid_to"]
    if start and end and start > end:
        wrong.append(RowFault(line, "days", "valid_to", values["valid_to"]))
    key = (values.get("short", ""), exact_key(values.get("expansion", "")))
    if not wrong and key in seen:
        wrong.append(RowFault(line, "twice", "short", str(seen[key])))
    if wrong:
        faults += wrong
        return
    seen[key] = line
    meaning = Meaning(
        values["short"],
        values["expansion"],
        values.get("kind", ""),
        values.get("hint", ""),
        flag in _YES,
        start,
        end,
    )
    rows.append(Row(line, meaning, values.get("notes", "")))


def _day(line: int, name: str, values: Mapping[str, str], wrong: list[RowFault]) -> date | None:
    """YYYY-MM-DD, or as spreadsheets here write it, DD/MM/YYYY."""
    text = values.get(name, "")
    if not text:
        return None
    parts = text.split("/")
    try:
        if len(parts) == 3:
            return date(int(parts[2]), int(parts[1]), int(parts[0]))
        return date.fromisoformat(text)
    except ValueError:
        wrong.append(RowFault(line, "date", name, text[:40]))
        return None


def _text(cell: str) -> str:
    """A cell as it was before `_harmless`."""
    text = clean_line(cell)
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA else text


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _written(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()

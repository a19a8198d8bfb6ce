"""The dictionary as a table: in and out, with every fault named."""

import csv
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.abbreviations import Meaning, read_table, write_table


def faults(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.code) for fault in read_table(text)[1]]


def test_both_names_of_columns_and_both_ways_of_dates() -> None:
    rows, wrong = read_table(
        "short,expansion,kind,ambiguous,context_hint\nCP,Chính phủ,org,1,Thủ tướng CP\n\n"
    )
    assert not wrong
    assert rows[0].meaning == Meaning("CP", "Chính phủ", "org", "Thủ tướng CP", True)
    rows, wrong = read_table("\ufeffexpansion;short;valid_from\r\nthị xã;TX;01/07/2025\r\n")
    assert not wrong
    assert rows[0].meaning.valid_from == date(2025, 7, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, "columns")]),
        ("a,b\n1,2", [(1, "columns")]),
        ("short,short,expansion\nA,B,C", [(1, "columns")]),
        ("short,expansion\n,x", [(2, "short")]),
        ("short,expansion\nA,", [(2, "expansion")]),
        ("short,expansion\n...,x", [(2, "short")]),
        ("short,expansion\nAB,x\nAB,X", [(3, "twice")]),
        ("short,expansion,needs_context\nAB,x,maybe", [(2, "yes_no")]),
        ("short,expansion,valid_from\nAB,x,31/02/2025", [(2, "date")]),
        ("short,expansion,valid_from,valid_to\nAB,x,2025-07-01,2025-06-30", [(2, "days")]),
        (f"short,expansion\nAB,{'x' * 201}", [(2, "length")]),
        ("short,expansion\nAB,x,y", [(2, "columns")]),
        ('short,expansion\n"AB\nC",x\nCD,', [(4, "expansion")]),
    ],
)
def test_every_fault_has_its_line(text: str, expected: list[tuple[int, str]]) -> None:
    assert faults(text) == expected


CELL = st.text(st.sampled_from("=+-@',\"AĐb ~<>!;\t"), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split()) or "x"
)


@settings(deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=5))
def test_what_is_written_is_read_back_and_no_cell_is_a_formula(cells: list[tuple[str, str, str]]) -> None:
    rows = {
        ("AB" + short, expansion.casefold()): (Meaning("AB" + short, expansion, hint=hint), expansion)
        for short, expansion, hint in cells
        if not expansion.startswith("'") and not hint.startswith("'")
    }
    text = "".join(write_table(rows.values()))
    for line in csv.reader(text.splitlines(keepends=True)):
        assert not [cell for cell in line if cell.startswith(("=", "+", "-", "@", "\t"))]
    read, wrong = read_table(text)
    assert not wrong
    assert [(row.meaning, row.notes) for row in read] == list(rows.values())

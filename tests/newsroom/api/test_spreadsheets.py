import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.api import csv_lines, safe_cell
from newsroom.api.spreadsheets import FORMULA


@given(st.text())
def test_no_cell_looks_like_a_formula(text: str) -> None:
    assert not safe_cell(text).lstrip(" ").startswith(FORMULA)
    assert safe_cell(text).endswith(text)


@pytest.mark.parametrize("text", ["=1+1", "+84 123", "-5", "@SUM(A1)", "\t=1", "  =1", "＝1"])
def test_what_a_spreadsheet_would_run_is_shown_as_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@given(
    st.lists(
        st.one_of(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"))), min_size=1
    )
)
def test_what_is_written_is_read_back(cells: list[str]) -> None:
    text = "".join(csv_lines([cells])).removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows == [[safe_cell(cell) for cell in cells]]


def test_numbers_and_gaps_stay_what_they_are() -> None:
    assert list(csv_lines([[-5, None, 1.5, True]])) == ["\ufeff", "-5,,1.5,True\r\n"]

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.export import FORMULA, safe_cell, tallies_csv
from ratings.models import Tally
from tests.factories import make_article


@given(st.text())
def test_no_cell_looks_like_a_formula(text: str) -> None:
    assert not safe_cell(text).lstrip(" ").startswith(FORMULA)
    assert safe_cell(text).endswith(text)


@pytest.mark.parametrize("text", ["=1+1", "+84 123", "-5", "@SUM(A1)", "\t=1", "  =1", "＝1"])
def test_what_a_spreadsheet_would_run_is_shown_as_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.django_db
def test_the_table() -> None:
    for headline, stars in (("Hội nghị “tổng kết”, 2026", 4), ('=HYPERLINK("http://evil.example")', 1)):
        Tally.objects.create(article=make_article(headline), **{f"open_{stars}": 2})
    text = "".join(tallies_csv(Tally.objects.select_related("article").order_by("pk")))
    assert text.startswith("\ufeff")
    _, first, second = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert first[1:] == ["Hội nghị “tổng kết”, 2026", "4.0", "2", "0", "0", "0", "2", "0", "False"]
    assert second[1] == '\'=HYPERLINK("http://evil.example")'

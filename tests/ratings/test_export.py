import csv
import io

import pytest

from newsroom.api import csv_lines
from ratings.export import tally_rows
from ratings.models import Tally
from tests.factories import make_article


@pytest.mark.django_db
def test_the_table() -> None:
    for headline, stars in (("Hội nghị “tổng kết”, 2026", 4), ('=HYPERLINK("http://evil.example")', 1)):
        Tally.objects.create(article=make_article(headline), **{f"open_{stars}": 2})
    text = "".join(csv_lines(tally_rows(Tally.objects.select_related("article").order_by("pk"))))
    assert text.startswith("\ufeff")
    _, first, second = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert first[1:] == ["Hội nghị “tổng kết”, 2026", "4.0", "2", "0", "0", "0", "2", "0", "False"]
    assert second[1] == '\'=HYPERLINK("http://evil.example")'

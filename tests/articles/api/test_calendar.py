from datetime import datetime

import pytest
from django.test import Client

from tests.factories import make_article

from .site import Site, get

MOMENTS = ["2020-07-31T23:59:59+07:00", "2020-08-01T00:00:00+07:00", "2020-08-05T15:14:00+07:00", "2020-08-05T20:00:00+07:00", "2020-12-31T23:59:59+07:00", "2021-01-01T00:00:00+07:00"]  # fmt: skip


@pytest.fixture
def archive(db: None) -> None:
    for place, moment in enumerate(MOMENTS):
        make_article(tags=["Chẵn" if place % 2 == 0 else "Lẻ"], at=datetime.fromisoformat(moment))


def test_a_month_by_its_days(api: Client, archive: None) -> None:
    assert get(api, "calendar/?month=2020-08").json() == {
        "month": "2020-08",
        "count": 3,
        "days": [{"on": "2020-08-01", "count": 1}, {"on": "2020-08-05", "count": 2}],
    }


def test_a_year_by_its_months(api: Client, archive: None) -> None:
    months = [{"on": "2020-07", "count": 1}, {"on": "2020-08", "count": 3}, {"on": "2020-12", "count": 1}]
    assert get(api, "calendar/?year=2020").json() == {"year": "2020", "count": 5, "months": months}


@pytest.mark.parametrize("question", ["", "&tag=chan", "&tag=le", "&section=tin-tuc", "&tag_any=chan,le", "&tag=chan,le", "&use_date=updated", "&language=vi&contains=paragraph"])  # fmt: skip
def test_its_numbers_are_those_of_the_list(question: str, api: Client, archive: None) -> None:
    for day in get(api, f"calendar/?month=2020-08{question}").json()["days"]:
        listed = get(api, f"articles/?on={day['on']}&count=exact{question}").json()
        assert listed["count"] == day["count"]
    year = get(api, f"calendar/?year=2020{question}").json()
    total = get(api, f"articles/?from_date=2020-01-01&to_date=2020-12-31&count=exact{question}").json()[
        "count"
    ]
    assert year["count"] == total == sum(month["count"] for month in year["months"])


def test_an_empty_month_is_empty(api: Client, site: Site) -> None:
    assert get(api, "calendar/?month=1999-02").json() == {"month": "1999-02", "count": 0, "days": []}


@pytest.mark.parametrize("query", ["", "month=2020-08&year=2020", "month=2020-13", "month=2020-8", "year=20", "year=1899", "year=2020&on=2020-08-05", "month="])  # fmt: skip
def test_what_it_does_not_understand(query: str, api: Client, db: None) -> None:
    answer = get(api, f"calendar/?{query}")
    assert answer.status_code == 400
    assert answer.json()["errors"]


@pytest.mark.parametrize("query", ["year=1900", "year=2199", "month=1900-01", "month=2199-12"])
def test_the_ends_of_the_calendar(query: str, api: Client, db: None) -> None:
    assert get(api, f"calendar/?{query}").json()["count"] == 0

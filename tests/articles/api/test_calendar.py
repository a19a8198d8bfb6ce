from collections import Counter
from datetime import datetime, timedelta
from random import Random

import pytest
from django.test import Client

from articles.blocks.text import TextBlock
from articles.language import TIME_ZONE
from articles.publishing.bulk import NewArticle, publish_new
from tests.factories import make_article, make_section

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


@pytest.mark.parametrize("seed", [1, 2])
def test_it_counts_what_lists_list_whatever_there_is(seed: int, api: Client, db: None) -> None:
    """Random dates, many of them seconds from a local midnight: by day, by month, by section and by words."""
    random = Random(seed)
    sections = {name: make_section(name) for name in ("Xa", "Gần")}
    rows = [
        (_moment(random), random.choice([*sections]), random.choice(["mưa", "mua", "nắng"]))
        for _ in range(60)
    ]
    publish_new(
        [
            NewArticle(_fields(at, sections[name], word), [TextBlock(content="<p>…</p>")])
            for at, name, word in rows
        ],
        by=None,
    )
    for name, word in ((None, None), ("Xa", None), (None, "mua"), ("Gần", "nắng")):
        question = (f"&section={sections[name].slug}" if name else "") + (f"&q={word}" if word else "")
        spellings = {"mua": ("mua", "mưa")}.get(word or "", (word,))
        days = Counter(
            f"{at.astimezone(TIME_ZONE):%Y-%m-%d}"
            for at, its_name, its_word in rows
            if name in (None, its_name) and (word is None or its_word in spellings)
        )
        months = Counter(dict.fromkeys(("2019-12", "2020-01", "2020-02"), 0))
        for day, count in days.items():
            months[day[:7]] += count
        for month, count in months.items():
            shown = get(api, f"calendar/?month={month}{question}").json()
            assert {one["on"]: one["count"] for one in shown["days"]} == {
                day: number for day, number in days.items() if day[:7] == month
            }
            assert shown["count"] == count
        year = get(api, f"calendar/?year=2020{question}").json()
        assert {one["on"]: one["count"] for one in year["months"]} == {
            month: count for month, count in months.items() if count and month[:4] == "2020"
        }
        for day in random.sample(sorted(days), 3):
            assert get(api, f"articles/?on={day}&count=exact{question}").json()["count"] == days[day]


def _moment(random: Random) -> datetime:
    """Somewhere in the winter of 2019, or seconds from a midnight in it."""
    day = datetime(2019, 12, 20, tzinfo=TIME_ZONE) + timedelta(days=random.randrange(60))
    return day + timedelta(seconds=random.choice([-1, 0, 1, random.randrange(86_400)]))


def _fields(at: datetime, section: object, word: str) -> dict[str, object]:
    return {
        "headline": f"Trời {word}", "kicker": "", "lead": "", "language": "vi", "section": section, "tags": [],
        "source": None, "source_url": "", "photo": None, "ai_assisted": False, "published_at": at, "bylines": [],
    }  # fmt: skip

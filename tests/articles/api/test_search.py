"""`q`: what it finds and in which order, page by page; what it shows; and that no question breaks it."""

import os
import time
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import LazySettings
from django.test import Client

from articles.models import Abbreviation, Article
from articles.publishing import publish, reinstate, withdraw
from tests.articles.publishing.processes import start, wait
from tests.factories import make_article, make_section

from .conftest import Check
from .hostile import TEXTS
from .site import get, redo
from .sql import queries


def ask(api: Client, path: str = "articles/", **question: Any) -> Any:
    answer = get(api, f"{path}?{urlencode(question)}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def ids(api: Client, **question: Any) -> list[int]:
    return [card["id"] for card in ask(api, **question)["results"]]


def walk(api: Client, **question: Any) -> list[int]:
    """All pages forward, and back again."""
    pages, address = [], f"/api/v1/articles/?{urlencode(question)}"
    while address:
        page = get(api, address.removeprefix("http://localhost:8000")).json()
        pages.append(([card["id"] for card in page["results"]], address))
        address = page["next"]
    previous = get(api, pages[-1][1].removeprefix("http://localhost:8000")).json()["previous"]
    for found, _address in reversed(pages[:-1]):
        page = get(api, previous.removeprefix("http://localhost:8000")).json()
        assert [card["id"] for card in page["results"]] == found
        previous = page["previous"]
    assert previous is None
    return [found for page, _address in pages for found in page]


@pytest.fixture
def archive(db: None, noon: datetime, time_machine: Any) -> list[Article]:
    """Eight articles, a day apart: of three spellings, one of them in a headline."""
    section = make_section("Thời sự")
    texts = ["Chợ Hòa Bình mở cửa.", "Vườn hoa nở rộ.", "Cho hoa binh.", "Ký kết hoà bình.", "Hoạ sĩ vẽ.", "Hoa bình dị.", "Nhà hòa nhạc.", "Không có gì."]  # fmt: skip
    made = []
    for place, text in enumerate(texts):
        made.append(
            make_article(
                "Hòa bình trở lại" if place == 3 else f"Số {place}",
                text,
                section=section if place % 2 else None,
                at=noon + timedelta(days=place - 20),
            )
        )
    return made


def test_exact_ones_first_each_part_newest_first(api: Client, archive: list[Article]) -> None:
    number = {article.pk: place for place, article in enumerate(archive)}
    assert [number[pk] for pk in ids(api, q="hoa")] == [6, 5, 4, 3, 2, 1, 0]
    assert [number[pk] for pk in ids(api, q="hòa bình")] == [3, 0, 5, 2]
    assert [number[pk] for pk in ids(api, q="hoà")] == [6, 3, 0, 5, 4, 2, 1]
    assert [number[pk] for pk in ids(api, q="hòa", ordering="published_at")] == [0, 1, 2, 3, 4, 5, 6]
    assert [number[pk] for pk in ids(api, q="hòa", ordering="relevance")][:3] == [3, 6, 0]
    assert [number[pk] for pk in ids(api, q="hoa binh", ordering="relevance")][:1] == [3]


@pytest.mark.parametrize("ordering", ["-published_at", "published_at", "-updated_at", "relevance"])
@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_pages_are_the_whole(ordering: str, size: int, api: Client, archive: list[Article]) -> None:
    for q in ("hòa", "hoa", "hòa -sĩ", "-hoa"):
        whole = ask(api, q=q, ordering=ordering, count="exact")
        assert whole["count"] == len(whole["results"])
        assert walk(api, q=q, ordering=ordering, page_size=size) == [card["id"] for card in whole["results"]]


def test_a_new_article_moves_no_page(api: Client, archive: list[Article], time_machine: Any) -> None:
    for ordering in ("-published_at", "relevance"):
        first = ask(api, q="hòa", page_size=3, ordering=ordering)
        rest = get(api, first["next"].removeprefix("http://localhost:8000")).json()["results"]
        make_article("Hòa hòa hòa", "hòa")
        assert get(api, first["next"].removeprefix("http://localhost:8000")).json()["results"] == rest


def test_with_other_questions(api: Client, archive: list[Article]) -> None:
    number = {article.pk: place for place, article in enumerate(archive)}
    assert [number[pk] for pk in ids(api, q="hòa", section="thoi-su")] == [3, 5, 1]
    assert [number[pk] for pk in ids(api, q="hòa", section="thoi-su", ordering="relevance")] == [3, 5, 1]
    day = f"{archive[3].editions.get().published_at:%Y-%m-%d}"
    assert [number[pk] for pk in ids(api, q="hoa", on=day)] == [3]
    assert [number[pk] for pk in ids(api, q="hoa", from_date=day)] == [6, 5, 4, 3]
    assert [number[pk] for pk in ids(api, q="hoa", to_date=day, section="thoi-su")] == [3, 1]
    assert [number[pk] for pk in ids(api, q="hoa", from_date=day, use_date="updated")] == [6, 5, 4, 3]
    assert ids(api, q="hòa", contains="quote") == []


def test_the_calendar_counts_what_the_list_finds(api: Client, archive: list[Article]) -> None:
    for question in ({"q": "hòa"}, {"q": "hoa -si"}, {"q": "hoa", "section": "thoi-su"}, {"q": "?"}):
        month = ask(api, "calendar/", month="2026-02", **question)
        for day in month["days"]:
            assert ask(api, on=day["on"], count="exact", **question)["count"] == day["count"]
        assert month["count"] == sum(day["count"] for day in month["days"])
        year = ask(api, "calendar/", year="2026", **question)
        assert year["count"] == ask(api, count="exact", **question)["count"]


def test_only_what_is_public_is_found(api: Client, noon: datetime, db: None, time_machine: Any) -> None:
    article = make_article("Kim tước về", "Chim kim tước.", until=noon + timedelta(minutes=30))
    make_article("Kim tước nháp", publish=False)
    later = make_article("Kim tước sau", at=noon + timedelta(minutes=10))
    for q in ("kim tước", '"kim tước"', "-khong"):
        assert ids(api, q=q) == [article.pk]
    assert ask(api, q="kim", count="exact")["count"] == 1
    time_machine.shift(60)
    withdraw(article, by=None, reason="Sai.")
    assert ids(api, q="kim tước") == []
    time_machine.shift(60)
    reinstate(article, by=None)
    assert ids(api, q="kim tước", ordering="relevance") == [article.pk]
    time_machine.shift(60)
    redo(article, "Chim sẻ.", until=noon + timedelta(minutes=30))
    assert ids(api, q='"chim kim"') == []
    assert ids(api, q="chim sẻ") == [article.pk]
    time_machine.move_to(noon + timedelta(minutes=10), tick=False)
    assert ids(api, q="kim tước") == [later.pk, article.pk]
    time_machine.move_to(noon + timedelta(minutes=30), tick=False)
    assert ids(api, q="kim tước") == [later.pk]


def test_a_text_that_abbreviates_is_found_by_the_name(api: Client, db: None) -> None:
    short, whole = make_article("Rà soát TTHC", "x"), make_article("Bớt thủ tục hành chính", "x")
    assert ids(api, q="TTHC") == [short.pk]
    Abbreviation.objects.create(short="TTHC", expansion="thủ tục hành chính")
    from django.core.cache import cache

    cache.clear()  # the dictionary is kept for a minute
    for q in ("TTHC", "tthc", "thủ tục hành chính", "thu tuc hanh chinh", '"thủ tục hành chính"'):
        assert ids(api, q=q) == [whole.pk, short.pk], q


def test_highlights(api: Client, db: None, conforms: Check) -> None:
    make_article(
        "Hà Nội <b>& Huế",
        ["Không có.", "Từ ha noi và hà nội, " + "rồi nữa " * 60 + "đến Hà Nội."],
        lead="Về Hà Tĩnh.",
    )
    answer = get(api, f"articles/?{urlencode({'q': 'Hà Nội', 'expand': 'highlight', 'fields': 'headline'})}")
    (card,) = conforms(answer, "articles_list")["results"]
    found = card["highlight"]
    assert card["headline"] == "Hà Nội <b>& Huế"
    assert found["headline"] == "<mark>Hà Nội</mark> &lt;b&gt;&amp; Huế"
    assert found["lead"] == "Về <mark>Hà</mark> Tĩnh."
    assert found["text"].startswith("Từ ha noi và <mark>hà nội</mark>, rồi nữa")
    assert found["text"].endswith(" …")
    (card,) = ask(api, q="ha noi", expand="highlight")["results"]
    assert card["highlight"]["text"].startswith("Từ <mark>ha noi</mark> và <mark>hà nội</mark>")


def test_an_answer_can_be_kept_and_asked_again(api: Client, archive: list[Article], conforms: Check) -> None:
    for question in ({"q": "hòa"}, {"q": "hoa", "ordering": "relevance", "count": "exact"}, {"q": "?"}):
        path = f"articles/?{urlencode({**question, 'expand': 'highlight'})}"
        answer = get(api, path)
        conforms(answer, "articles_list")
        with queries() as statements:
            unchanged = get(api, path, **{"if-none-match": answer.headers["ETag"]})
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        assert not any('"card"' in sql or '"search_text"' in sql for sql in statements)
        assert "RateLimit" in unchanged.headers


def test_a_page_costs_few_queries(api: Client, archive: list[Article]) -> None:
    """One, and one more where a page reaches over the exact ones; by relevance two. The dictionary is kept."""
    ids(api, q="x")
    for question, most in (({"q": "hoa"}, 1), ({"q": "hòa"}, 2), ({"q": "hòa", "page_size": 2}, 1), ({"q": "hoa", "ordering": "relevance"}, 2), ({"q": "?"}, 0)):  # fmt: skip
        with queries() as statements:
            ask(api, **question)
        asked = [sql for sql in statements if "FROM" in sql]
        assert len(asked) == most, asked


ODD = ['"', '""', '"a', 'a"', '"a" "', "-", "--", "-a", '-"a b"', "-a -b", "- a", "AND", "a AND b", "NOT a", "a OR", "NEAR(a b)", "a NEAR b", "*", "a*", "^a", "a:b", "folded:a", "{folded exact}: a", "(", "a)", "((a", "!", "a & b | !c <-> d", "a:*", "'a'", "''", "\\", "a\\", "%", "_", "_h", "__", "$$", ";--", "a' OR 1=1--", "\u0301", "“a”", "«a b»", "½", "²", "ﷺ", "ß", "İ", "ﬁ", "漢字", "ไทย", "😀", "\u202eabc", "a\u200bb", "a\u00a0b", "..", "1.000.000", "1,2,3", "-1", "a-", "-a-", "_tthc", "=a", " a ", "q=", "&&", "a" * 61, "a " * 30]  # fmt: skip


@pytest.mark.parametrize("ordering", ["-published_at", "relevance", "-updated_at"])
def test_no_syntax_is_wrong(ordering: str, api: Client, archive: list[Article]) -> None:
    for q in ODD:
        ask(api, q=q, ordering=ordering, count="exact", expand="highlight")
        ask(api, "calendar/", q=q, month="2026-02")
    for q in TEXTS:
        answer = get(api, f"articles/?{urlencode({'q': q, 'ordering': ordering})}")
        assert answer.status_code in (200, 400), q


@pytest.mark.parametrize(
    ("question", "parameter", "code"),
    [
        ({"q": " \t"}, "q", "blank"),
        ({"q": "a" * 201}, "q", "too_long"),
        ({"q": "a b " * 17}, "q", "too_many_words"),
        ({"ordering": "relevance"}, "ordering", "needs_q"),
        ({"expand": "highlight"}, "expand", "needs_q"),
        ({"q": "a", "cursor": "WyJzZWFyY2giLCJuIiwxLDddA"}, "cursor", "invalid"),
        ({"q": "a", "cursor": "WyJzZWFyY2giLCJuIiwxLDdd"}, "cursor", "invalid"),
        ({"q": "a", "cursor": "Wy0x"}, "cursor", "invalid"),
    ],
)
def test_what_cannot_be_asked(
    question: dict[str, str], parameter: str, code: str, api: Client, db: None
) -> None:
    answer = get(api, f"articles/?{urlencode(question)}")
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert (error["parameter"], error["code"]) == (parameter, code)


def test_searches_are_counted_and_reads_are_not(api: Client, db: None, settings: LazySettings) -> None:
    settings.NEWSROOM_SEARCHES_PER_ADDRESS = 2
    assert "RateLimit" not in get(api, "articles/").headers
    assert get(api, "articles/?q=a").headers["RateLimit-Policy"] == '"search";q=2;w=60'
    assert "r=0" in get(api, "calendar/?month=2026-02&q=a").headers["RateLimit"]
    refused = get(api, "articles/?q=b")
    assert (refused.status_code, refused.headers["Content-Type"]) == (429, "application/problem+json")
    assert int(refused.headers["Retry-After"]) > 0
    assert get(api, "articles/").status_code == 200


@pytest.fixture
def slow_search(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The database takes for ever over each search, until its time is over."""
    from django.db import connection

    from articles.search import postgresql, sqlite

    slow = {
        "sqlite": "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT max(i) FROM n) > 0",
        "postgresql": "pg_sleep(30) IS NULL",
    }[connection.vendor]
    engine = sqlite.Match if connection.vendor == "sqlite" else postgresql.Sought
    narrow = engine.narrow
    monkeypatch.setattr(engine, "narrow", lambda self, rows: narrow(self, rows.extra(where=[slow])))
    monkeypatch.setattr("articles.api.searching.ask", lambda shape, build, *values: list(build(*values)))
    return monkeypatch


def test_what_takes_too_long_is_refused_with_advice(
    api: Client, archive: list[Article], settings: LazySettings, slow_search: pytest.MonkeyPatch
) -> None:
    """The database itself ends the statement; the connection is good afterwards."""
    settings.NEWSROOM_SEARCH_SECONDS = 0.05
    for path in ("articles/?q=hoa", "articles/?q=hoa&ordering=relevance", "calendar/?month=2026-02&q=hoa"):
        began = time.monotonic()
        answer = get(api, path)
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "too_broad"), answer.content
        assert "from_date" in answer.json()["errors"][0]["detail"]
        assert time.monotonic() - began < 4
    slow_search.undo()
    assert get(api, "articles/").status_code == 200
    publish(archive[0], by=None)
    settings.NEWSROOM_SEARCH_SECONDS = 10
    assert len(ids(api, q="hoa")) == 7


@pytest.mark.django_db(transaction=True)
def test_a_slow_search_holds_nobody_up(
    api: Client, settings: LazySettings, slow_search: pytest.MonkeyPatch
) -> None:
    """Others read and publish while the database is still at it."""
    settings.NEWSROOM_SEARCH_SECONDS = 5
    article = make_article("Chợ Hòa Bình mở cửa")
    begun, tell = os.pipe()

    def search() -> None:
        os.write(tell, b"x")
        assert get(api, "articles/?q=hoa").json()["errors"][0]["code"] == "too_broad"

    searching = start(search)
    os.read(begun, 1)
    time.sleep(0.3)
    assert get(api, "articles/").json()["results"][0]["headline"] == "Chợ Hòa Bình mở cửa"
    withdraw(article, by=None, reason="Sai")
    assert get(api, "articles/").json()["results"] == []
    assert os.waitpid(searching, os.WNOHANG) == (0, 0), "the search ended before the others had their answers"
    assert wait(searching) == 0

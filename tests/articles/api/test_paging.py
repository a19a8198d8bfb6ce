"""Pages that neither lose nor repeat an article, in any order, while others come and go."""

import random
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Edition, EditionFacet, PublicChange
from tests.factories import make_article, make_author, make_photo

from .site import get

START = datetime(2026, 1, 1, tzinfo=UTC)
ORDERINGS = {
    "-published_at": (lambda row: (row[1], row[0]), True),
    "published_at": (lambda row: (row[1], row[0]), False),
    "-updated_at": (lambda row: (row[2], row[0]), True),
}


def lay_editions(number: int) -> list[tuple[int, datetime, datetime]]:
    """So many public articles, many of them in one and the same second, as copies of one: (id, published, updated)."""
    pattern = make_article(tags=["Cải cách"])
    edition = Edition.objects.get(article=pattern)
    facets = list(EditionFacet.objects.filter(edition=edition))
    chance = random.Random(7)
    rows, editions = [(pattern.pk, edition.published_at, edition.updated_at)], []
    articles = Article.objects.bulk_create(Article(headline=f"Bản {place}") for place in range(number - 1))
    for article in articles:
        published = START + timedelta(hours=chance.randrange(number // 4))
        updated = published + timedelta(hours=chance.randrange(3))
        rows.append((article.pk, published, updated))
        values = {field.attname: getattr(edition, field.attname) for field in Edition._meta.concrete_fields}
        card = bytes(edition.card).replace(b'"id":%d,' % pattern.pk, b'"id":%d,' % article.pk, 1)
        editions.append(
            Edition(
                **{
                    **values,
                    "id": None,
                    "article_id": article.pk,
                    "published_at": published,
                    "updated_at": updated,
                    "card": card,
                    "digest": str(article.pk),
                }
            )
        )
    Edition.objects.bulk_create(editions)
    EditionFacet.objects.bulk_create(
        EditionFacet(
            edition=made,
            article_id=made.article_id,
            facet=facet.facet,
            value=facet.value,
            published_at=made.published_at,
            updated_at=made.updated_at,
        )
        for made in editions
        for facet in facets
    )
    return rows


def walk(api: Client, url: str | None, direction: str) -> list[list[int]]:
    """The ids on each page from there on."""
    pages = []
    while url:
        body = api.get(url).json()
        pages.append([card["id"] for card in body["results"]])
        url = body[direction]
    return pages


@pytest.mark.parametrize("name", ORDERINGS)
@pytest.mark.parametrize("question", ["", "&tag=cai-cach", "&tag_any=cai-cach,y-te"])
def test_there_and_back(name: str, question: str, api: Client, db: None, noon: object) -> None:
    place, falling = ORDERINGS[name]
    expected = [row[0] for row in sorted(lay_editions(250), key=place, reverse=falling)]
    url = f"/api/v1/articles/?page_size=7&fields=id&ordering={name}{question}"
    there = walk(api, url, "next")
    assert list(chain(*there)) == expected
    assert {len(page) for page in there[:-1]} == {7}
    last = get(api, url).json()["next"]
    while (following := api.get(last).json()["next"]) is not None:
        last = following
    back = walk(api, last, "previous")
    assert list(chain(*reversed(back))) == expected
    assert get(api, f"articles/?page_size=100&fields=id&ordering={name}{question}").json()["previous"] is None


def test_a_walk_while_others_come_and_go(api: Client, db: None, noon: object) -> None:
    """What was there all the time is met once; what came behind the walk's place is met, before it is not."""
    rows = sorted(lay_editions(60), key=lambda row: (row[1], row[0]), reverse=True)
    ids = [row[0] for row in rows]
    seen: list[int] = []
    url: str | None = "/api/v1/articles/?page_size=5&fields=id"
    gone: set[int] = set()
    step = 0
    while url:
        body = api.get(url).json()
        seen += [card["id"] for card in body["results"]]
        url = body["next"]
        step += 1
        if step % 2 == 0:
            made = make_article(at=START + timedelta(hours=20))
            ids.append(made.pk)
        candidates = [one for one in ids if one not in seen and one not in gone]
        if candidates and step % 3 == 0:
            victim = random.Random(step).choice(candidates)
            Edition.objects.filter(article=victim, slot="live").update(slot=None)
            gone.add(victim)
    stayed = {row[0] for row in rows} - gone
    assert len(seen) == len(set(seen))
    assert stayed <= set(seen)
    assert not set(seen) & gone


def test_the_cursor_of_an_article_that_is_gone_still_works(api: Client, db: None, noon: object) -> None:
    rows = sorted(lay_editions(12), key=lambda row: (row[1], row[0]), reverse=True)
    first = get(api, "articles/?page_size=4&fields=id").json()
    Edition.objects.filter(article=rows[3][0]).update(slot=None)
    assert [card["id"] for card in api.get(first["next"]).json()["results"]] == [row[0] for row in rows[4:8]]


def test_a_page_past_the_end_is_empty(api: Client, db: None, noon: object) -> None:
    rows = sorted(lay_editions(5), key=lambda row: (row[1], row[0]), reverse=True)
    first = get(api, "articles/?page_size=4&fields=id").json()
    Edition.objects.filter(article=rows[4][0]).update(slot=None)
    assert api.get(first["next"]).json() == {"next": None, "previous": None, "results": []}


@pytest.mark.parametrize(("name", "key"), [("tags", "name"), ("photos", "id"), ("authors", "name")])
def test_other_lists_page_too(name: str, key: str, api: Client, db: None, noon: object) -> None:
    for place in range(9):
        author = make_author(f"Lê {place} {'ÂĂAĐDEÊOÔ'[place]}")
        make_article(
            tags=[f"{'ăâađdeêoô'[place]} {place}"],
            photo=make_photo().pk,
            bylines=[{"author": author.pk, "name": "", "role": ""}],
        )
    whole = [row[key] for row in get(api, f"{name}/?page_size=100").json()["results"]]
    assert len(whole) == 9
    pages, url = [], f"/api/v1/{name}/?page_size=2"
    while url:
        body = api.get(url).json()
        pages.append([row[key] for row in body["results"]])
        last, url = url, body["next"]
    assert list(chain(*pages)) == whole
    back, url = [], last
    while url:
        body = api.get(url).json()
        back.append([row[key] for row in body["results"]])
        url = body["previous"]
    assert list(chain(*reversed(back))) == whole
    if key == "name":
        letters = [name.split()[0 if name[0] != "L" else -1].lower() for name in whole]
        assert letters == list("aăâdđeêoô")


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "",
        "WyItcHVibGlzaGVkX2F0IiwibiIsMSwyXQ==",
        "AAAA",
        "WyJwdWJsaXNoZWRfYXQiLCJuIiwxLDJd",
        "é",
        "a" * 4000,
    ],
)
def test_a_cursor_that_we_did_not_give(cursor: str, api: Client, db: None) -> None:
    answer = get(api, f"articles/?cursor={cursor}")
    assert answer.status_code == 400


def test_a_count_is_exact_or_bounded(api: Client, db: None, noon: object) -> None:
    lay_editions(30)
    assert get(api, "articles/?count=exact&page_size=1").json()["count"] == 30
    assert get(api, "articles/?count=bounded&page_size=1").json()["count"] == 30
    assert "count" not in get(api, "articles/?page_size=1").json()
    assert PublicChange.objects.count() == 1


def test_neighbours_keep_the_question(api: Client, db: None, noon: object) -> None:
    lay_editions(5)
    body: dict[str, Any] = get(api, "articles/?tag=cai-cach&page_size=2&count=exact&fields=id").json()
    assert all(part in body["next"] for part in ("tag=cai-cach", "page_size=2", "count=exact", "fields=id"))
    assert api.get(body["next"]).json()["count"] == 5

"""A public read is one query, whatever it shows, and never asks about a draft."""

import pytest
from django.test import Client

from articles.models import Article

from .site import Site, api_routes, get, make_many
from .sql import draft_columns, queries, selects_bytes

ROWS = [1, 20, 100]
LISTS = [
    "articles/?page_size=100",
    "articles/?page_size=100&tag=cai-cach",
    "articles/?page_size=100&tag=cai-cach&section=tin-tuc&language=vi&from_date=2020-01-01",
    "articles/?page_size=100&ordering=-updated_at&section=tin-tuc",
    "articles/?page_size=100&tag_any=cai-cach,y-te",
    "front/?page_size=100",
    "changes/?page_size=100",
    "calendar/?year=2026",
    "calendar/?month=2026-03&tag=cai-cach",
    "sections/",
    "tags/?page_size=100",
    "sources/",
    "authors/",
    "photos/?page_size=100",
    "abbreviations/",
    "corrections/",
]
DETAILS = ["articles/{id}/", "articles/{id}/?fields=body", "articles/{id}/abbreviations/"]


@pytest.mark.parametrize("rows", ROWS)
def test_a_read_costs_one_query_at_any_length(rows: int, api: Client, db: None, noon: object) -> None:
    article = make_many(rows)[-1]
    for path in [*LISTS, *(path.format(id=article.pk) for path in DETAILS)]:
        with queries() as statements:
            assert get(api, path).status_code == 200
        # A front page asks for what stands on top, and for the rest.
        assert len(statements) == (2 if path.startswith("front/") else 1), (path, statements)
    with queries() as statements:
        assert get(api, f"articles/{article.pk}/related/").status_code == 200
    assert len(statements) <= 10


@pytest.mark.parametrize("rows", [1, 20])
def test_counting_is_the_second_query(rows: int, api: Client, db: None, noon: object) -> None:
    make_many(rows)
    for mode in ("exact", "bounded"):
        with queries() as statements:
            assert get(api, f"articles/?count={mode}&tag=cai-cach").json()["count"] == rows
        assert len(statements) == 2


@pytest.mark.parametrize("path", [*LISTS, "articles/?count=exact", *DETAILS])
def test_a_304_asks_for_no_bytes(path: str, api: Client, site: Site) -> None:
    path = path.format(id=site.article.pk)
    etag = get(api, path).headers["ETag"]
    with queries() as statements:
        assert get(api, path, **{"if-none-match": etag}).status_code == 304
    assert len(statements) <= 2
    assert selects_bytes(statements) == []


def test_a_304_of_related_articles_asks_for_no_bytes(api: Client, site: Site) -> None:
    for path in (f"articles/{site.article.pk}/related/", f"articles/{site.article.pk}/?expand=related"):
        etag = get(api, path).headers["ETag"]
        with queries() as statements:
            assert get(api, path, **{"if-none-match": etag}).status_code == 304
        assert selects_bytes(statements) == []


def test_no_column_of_a_draft_is_asked_for(api: Client, site: Site) -> None:
    """On every route of the API, also where nothing is found."""
    entries = {
        "section-detail": site.section.pk,
        "tag-detail": site.tag.pk,
        "source-detail": site.source.pk,
        "author-detail": site.author.pk,
        "photo-detail": site.photo.pk,
        "correction-detail": site.correction.pk,
    }
    paths = [*LISTS, "articles/?count=exact&author=le-minh-an&photo=1&contains=table"]
    for route in api_routes():
        found: dict[str, object] = {
            "entry_id": entries.get(route.name, 1), "reference": site.article.pk, "article_id": site.article.pk, "name": "text", "slug": "gone",
        }  # fmt: skip
        missing: dict[str, object] = {
            **found,
            "entry_id": 99999,
            "reference": "no-such-slug",
            "article_id": 99999,
        }
        paths += [route.fill(**found), route.fill(**missing)]
    slug = Article.objects.get(pk=site.article.pk).slug
    with queries() as statements:
        for path in [*paths, f"articles/{slug}/", f"articles/{site.article.pk}/?expand=related"]:
            get(api, path)
    assert len(statements) > 40
    assert draft_columns(statements) == []


def test_the_judge_sees_a_draft_being_read(db: None) -> None:
    with queries() as statements:
        list(Article.objects.order_by().values("headline"))
        list(Article.objects.order_by().values("pk"))
    assert len(draft_columns(statements)) == 1

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import plugins
from articles.models import Article
from ratings.article_extension import Ratings
from ratings.models import Tally
from ratings.readers import Reader
from ratings.upkeep import freeze
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def give(article: Article, *stars: int) -> None:
    from ratings.readers import new_reader
    from ratings.voting import rate

    for one in stars:
        rate(article.pk, new_reader(), one)


def listed(api: Client, query: str = "") -> list[int]:
    answer = api.get(f"/api/v1/articles/{query}")
    assert answer.status_code == 200, answer.content
    return [card["id"] for card in answer.json()["results"]]


def test_card_and_document_have_the_rating(api: Client, article: Article) -> None:
    give(article, 1, 3, 3, 3, 3, 5)
    expected = {"average": 3.0, "count": 6, "histogram": [1, 0, 4, 0, 1]}
    assert api.get(f"/api/v1/articles/{article.pk}/").json()["rating"] == expected
    assert api.get("/api/v1/articles/").json()["results"][0]["rating"] == expected


def test_an_article_that_nobody_has_rated_says_so(api: Client, article: Article) -> None:
    nothing = {"average": None, "count": 0, "histogram": [0, 0, 0, 0, 0]}
    assert api.get(f"/api/v1/articles/{article.pk}/").json()["rating"] == nothing
    freeze(article.pk, True, by=None)
    assert api.get(f"/api/v1/articles/{article.pk}/").json()["rating"] == nothing


def test_the_rating_can_be_left_out_or_asked_for_alone(api: Client, article: Article) -> None:
    assert set(api.get(f"/api/v1/articles/{article.pk}/?fields=id,rating").json()) == {"id", "rating"}
    assert "rating" not in api.get(f"/api/v1/articles/{article.pk}/?omit=rating").json()


@pytest.mark.parametrize("path", ["/api/v1/articles/{}/", "/api/v1/articles/", "/articles/{}/{}/"])
def test_a_vote_changes_the_etag_of_its_article_and_a_repeated_one_does_not(
    api: Client, article: Article, vote: Callable[..., Reader], path: str
) -> None:
    article.refresh_from_db()
    address = path.format(article.pk, article.slug)
    before = api.get(address).headers["ETag"]
    reader = vote(article, 4)
    after = api.get(address).headers["ETag"]
    assert before != after
    vote(article, 4, reader)
    assert api.get(address, headers={"If-None-Match": after}).status_code == 304
    freeze(article.pk, True, by=None)
    assert api.get(address, headers={"If-None-Match": after}).status_code == 200


def test_a_vote_leaves_the_etag_of_other_articles(
    api: Client, article: Article, vote: Callable[..., Reader]
) -> None:
    other = f"/api/v1/articles/{make_article().pk}/"
    before = api.get(other).headers["ETag"]
    vote(article, 4)
    assert api.get(other, headers={"If-None-Match": before}).status_code == 304


def test_only_well_rated_articles(api: Client) -> None:
    unrated, low, good, best = (make_article() for _ in range(4))
    give(low, 1, 2)
    give(good, 4, 4, 4, 5)
    give(best, 5)
    assert unrated.pk not in listed(api, "?rating_min=1")
    assert listed(api, "?rating_min=1") == [best.pk, good.pk, low.pk]
    assert listed(api, "?rating_min=4.25") == [best.pk, good.pk]
    assert listed(api, "?rating_min=4.26") == [best.pk]
    assert listed(api, "?rating_min=5&count=exact") == [best.pk]


@pytest.mark.parametrize(
    "value", ["0", "6", "-1", "0.99", "5.01", "4.255", "x", "", "NaN", "1e999", "Infinity", "4,5", "4;"]
)
def test_other_averages_are_refused_by_name(api: Client, value: str) -> None:
    answer = api.get("/api/v1/articles/", {"rating_min": value})
    assert answer.status_code == 400
    assert [fault["parameter"] for fault in answer.json()["errors"]] == ["rating_min"]


def test_the_best_first_and_rated_articles_only(api: Client) -> None:
    unrated, one_five, many_good, low, taken_back = (make_article() for _ in range(5))
    give(one_five, 5)
    give(many_good, *[5] * 8, 4, 4)
    give(low, 1, 1)
    Tally.objects.create(article=taken_back)
    assert listed(api, "?ordering=-rating") == [many_good.pk, one_five.pk, low.pk]
    assert unrated.pk not in listed(api, "?ordering=-rating")


def test_the_best_are_paged_by_place_both_ways(api: Client) -> None:
    articles = [make_article() for _ in range(7)]
    for number, article in enumerate(articles):
        give(article, *[number % 3 + 3] * 2)
    whole = listed(api, "?ordering=-rating")
    assert len(whole) == 7
    seen: list[int] = []
    address = "/api/v1/articles/?ordering=-rating&page_size=3"
    pages = []
    while address:
        page = api.get(address).json()
        pages.append([card["id"] for card in page["results"]])
        seen += pages[-1]
        address = (page["next"] or "").partition("localhost:8000")[2]
    assert seen == whole
    back = page["previous"].partition("localhost:8000")[2]
    assert [card["id"] for card in api.get(back).json()["results"]] == pages[-2]


def test_reading_costs_no_query_more_for_the_ratings(api: Client, django_assert_num_queries: Any) -> None:
    for _ in range(5):
        give(make_article(), 4)
    with django_assert_num_queries(1):
        api.get("/api/v1/articles/")


def test_the_best_are_read_off_an_index(api: Client) -> None:
    for _ in range(3):
        give(make_article(), 4)
    with CaptureQueriesContext(connection) as captured:
        listed(api, "?ordering=-rating")
    sql = captured[-1]["sql"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # On three rows it would sort; on many it may not have to.
            cursor.execute(
                "SET LOCAL enable_sort = off; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off"
            )
        cursor.execute(f"EXPLAIN {'' if connection.vendor == 'postgresql' else 'QUERY PLAN'} {sql}")
        plan = json.dumps(cursor.fetchall())
    assert "tally_best" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def test_the_members_are_those_that_the_schema_names(api: Client, article: Article) -> None:
    (extension,) = (one for one in plugins.extensions() if one.name == "ratings")
    give(article, 2)
    shown = api.get(f"/api/v1/articles/{article.pk}/").json()["rating"]
    assert set(shown) == set(extension.fields["rating"].fields)  # type: ignore[attr-defined]


def test_structured_data_tells_of_stars_only_where_it_is_wanted(settings: Any) -> None:
    extension = Ratings()
    rated = {"rating": {"average": 4.25, "count": 4, "histogram": [0, 0, 1, 1, 2]}}
    unrated = {"rating": {"average": None, "count": 0, "histogram": [0, 0, 0, 0, 0]}}
    assert extension.linked_data(rated) == {}
    settings.NEWSROOM_RATING_LINKED_DATA = True
    assert extension.linked_data(unrated) == {}
    assert extension.linked_data(rated) == {
        "aggregateRating": {
            "@type": "AggregateRating",
            "ratingValue": 4.25,
            "ratingCount": 4,
            "worstRating": 1,
            "bestRating": 5,
        }
    }

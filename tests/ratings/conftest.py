from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from ratings.models import Rating, Tally
from ratings.readers import Reader, new_reader
from ratings.voting import rate
from tests.factories import make_article

OWN = {"Origin": "http://localhost"}
"""What a browser sends from a page of this site."""


@pytest.fixture
def article(db: None) -> Article:
    return make_article("Khai trương tuyến xe buýt điện")


@pytest.fixture
def address(article: Article) -> str:
    return f"/api/v1/articles/{article.pk}/rating/"


@pytest.fixture
def put(api: Client) -> Callable[..., Any]:
    """`PUT` of a JSON body, from a page of this site unless other headers are given."""

    def send(address: str, body: Any, headers: dict[str, str] | None = None, client: Client = api) -> Any:
        return client.put(
            address, body, content_type="application/json", headers=OWN if headers is None else headers
        )

    return send


@pytest.fixture
def key(api: Client) -> dict[str, str]:
    """The header of an app that has asked for a key."""
    answer = api.post("/api/v1/readers/")
    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "private, no-store"
    return {"Reader-Key": answer.json()["key"]}


@pytest.fixture
def vote() -> Callable[..., Reader]:
    """One more reader gives the article these stars."""

    def send(article: Article, stars: int, reader: Reader | None = None) -> Reader:
        reader = reader or new_reader()
        rate(article.pk, reader, stars)
        return reader

    return send


def tally_fits(article: Article) -> bool:
    """Whether the open part says what the rows say."""
    given = list(Rating.objects.filter(article=article).values_list("stars", flat=True))
    return Tally.objects.get(article=article).open == [given.count(stars) for stars in (1, 2, 3, 4, 5)]

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article
from ratings.models import Rating, Tally
from ratings.upkeep import freeze
from tests.factories import make_article

from .conftest import OWN

pytestmark = pytest.mark.django_db

NOTHING = {"average": None, "count": 0, "histogram": [0, 0, 0, 0, 0]}
PROBLEM = "application/problem+json"


def test_an_article_that_nobody_has_rated(api: Client, address: str) -> None:
    answer = api.get(address)
    assert answer.status_code == 200
    assert answer.json() == {"rating": NOTHING, "stars": None, "frozen": False}


def test_rating_changing_and_taking_back_in_a_browser(
    api: Client, put: Callable[..., Any], address: str
) -> None:
    first = put(address, {"stars": 4})
    assert first.status_code == 200
    assert first.json() == {
        "rating": {"average": 4.0, "count": 1, "histogram": [0, 0, 0, 1, 0]}, "stars": 4, "frozen": False
    }  # fmt: skip
    assert put(address, {"stars": 2}).json()["rating"]["histogram"] == [0, 1, 0, 0, 0]
    assert api.get(address).json()["stars"] == 2
    assert api.delete(address, headers=OWN).json() == {"rating": NOTHING, "stars": None, "frozen": False}
    assert api.delete(address, headers=OWN).status_code == 200
    assert not Rating.objects.exists()


def test_rating_with_a_key(api: Client, put: Callable[..., Any], address: str, key: dict[str, str]) -> None:
    answer = put(address, {"stars": 5}, key)
    assert answer.json()["stars"] == 5
    assert not answer.cookies
    assert api.get(address, headers=key).json()["stars"] == 5
    assert api.get(address).json()["stars"] is None
    assert api.delete(address, headers=key).json()["rating"] == NOTHING


def test_two_readers(put: Callable[..., Any], address: str) -> None:
    one, other = Client(headers={"host": "localhost"}), Client(headers={"host": "localhost"})
    put(address, {"stars": 5}, client=one)
    assert put(address, {"stars": 2}, client=other).json()["rating"] == {
        "average": 3.5, "count": 2, "histogram": [0, 1, 0, 0, 1]
    }  # fmt: skip
    assert one.get(address).json()["stars"] == 5


@pytest.mark.parametrize(
    "body",
    [
        '{"stars": 0}', '{"stars": 6}', '{"stars": -1}', '{"stars": 4.5}', '{"stars": 4.0}', '{"stars": "5"}',
        '{"stars": true}', '{"stars": null}', '{"stars": 1e999}', '{"stars": 9223372036854775808}', '{"stars": [4]}',
        '{"stars": {"stars": 4}}', '{"stars": NaN}', "{}", "[]", "null", "4", '"4"', "", "{", "[" * 60_000,
        '{"stars": 4, "stars": 5}', '{"stars": 4, "article": 1}', '{"Stars": 4}', '{"stars": 4}{}', '{"stars\\u0000": 4}',
        '{"stars": ' + "9" * 5000 + "}",
    ],
)  # fmt: skip
def test_anything_but_one_to_five_is_refused(put: Callable[..., Any], address: str, body: str) -> None:
    answer = put(address, body)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == PROBLEM
    assert answer.json()["errors"]
    assert not answer.cookies
    assert not Rating.objects.exists()
    assert not Tally.objects.exists()


def test_an_unknown_member_is_named(put: Callable[..., Any], address: str) -> None:
    (fault,) = put(address, {"stars": 4, "reader": "me"}).json()["errors"]
    assert (fault["pointer"], fault["code"]) == ("/reader", "unknown")


@pytest.mark.parametrize("method", ["patch", "trace"])
def test_other_methods(api: Client, address: str, method: str) -> None:
    answer = getattr(api, method)(address)
    assert answer.status_code == 405
    assert answer.headers["Content-Type"] == PROBLEM


def test_other_media_types(api: Client, put: Callable[..., Any], address: str) -> None:
    assert (
        api.put(address, "stars=4", content_type="application/x-www-form-urlencoded", headers=OWN).status_code
        == 415
    )
    assert api.post(address, {"stars": 4}, content_type="application/json", headers=OWN).status_code == 415
    assert api.put(address, "4", content_type="text/plain", headers=OWN).status_code == 415
    assert not Rating.objects.exists()


def test_reading_never_votes(api: Client, address: str) -> None:
    for query in ("?stars=5", "?rating=5&method=PUT", "?_method=PUT"):
        assert api.get(f"{address}{query}", headers=OWN).status_code == 400
    assert api.get(address, headers={**OWN, "X-HTTP-Method-Override": "PUT"}).status_code == 200
    assert api.head(address).status_code == 200
    assert not Rating.objects.exists()


def test_a_readers_own_answer_is_kept_by_no_cache_and_reading_sets_no_cookie(
    api: Client, put: Callable[..., Any], address: str
) -> None:
    for answer in (
        api.get(address),
        put(address, {"stars": 4}),
        api.get(address),
        api.delete(address, headers=OWN),
    ):
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "ETag" not in answer.headers
    assert not api.get(address).cookies


# --- Who may be asked about ---------------------------------------------------------------------------------------


def states() -> dict[str, Article]:
    soon = (timezone.now() + timedelta(hours=2)).replace(second=0, microsecond=0)
    trashed = make_article(publish=False)
    publishing.trash(trashed, by=None)
    return {"draft": make_article(publish=False), "scheduled": make_article(at=soon), "trashed": trashed}


def test_what_is_not_public_is_as_if_it_never_existed(api: Client, put: Callable[..., Any]) -> None:
    def answers(number: object) -> list[tuple[int, bytes]]:
        address = f"/api/v1/articles/{number}/rating/"
        got = [api.get(address), put(address, {"stars": 4}), api.delete(address, headers=OWN)]
        got.append(
            api.post(address, "stars=4", content_type="application/x-www-form-urlencoded", headers=OWN)
        )
        return [(one.status_code, one.content) for one in got]

    never = answers(987_654)
    assert {status for status, _ in never} == {404}
    for name, article in states().items():
        assert answers(article.pk) == never, name
    for odd in (0, "007", 2**63, 2**64, "9" * 400, "1abc", "-1", "%31%00".replace("%00", "x")):
        assert answers(odd)[0] == never[0], odd
    assert not Rating.objects.exists()


def test_withdrawn_and_expired_are_gone(
    api: Client, put: Callable[..., Any], article: Article, address: str
) -> None:
    publishing.withdraw(article, by=None, reason="Sai sự thật")
    past = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
    expired = make_article(at=past, until=past + timedelta(hours=1))
    for number, reason in ((article.pk, "Sai sự thật"), (expired.pk, None)):
        page = f"/api/v1/articles/{number}/rating/"
        for answer in (api.get(page), put(page, {"stars": 4}), api.delete(page, headers=OWN)):
            assert answer.status_code == 410
            assert answer.json().get("reason") == reason
            assert answer.headers["Cache-Control"] == "no-store"
    assert not Rating.objects.exists()


def test_frozen(api: Client, put: Callable[..., Any], article: Article, address: str) -> None:
    put(address, {"stars": 4})
    freeze(article.pk, True, by=None)
    for answer in (put(address, {"stars": 1}), api.delete(address, headers=OWN)):
        assert answer.status_code == 409
        assert answer.json()["type"].endswith("/problems/ratings-frozen/")
    assert api.get(address).json() == {
        "rating": {"average": 4.0, "count": 1, "histogram": [0, 0, 0, 1, 0]}, "stars": 4, "frozen": True
    }  # fmt: skip
    freeze(article.pk, False, by=None)
    assert put(address, {"stars": 1}).status_code == 200


# --- The schema ---------------------------------------------------------------------------------------------------


def test_the_operations_are_described(api: Client) -> None:
    schema = json.loads(api.get("/api/v1/schema/").content)
    found = {}
    for path, operations in schema["paths"].items():
        if path.endswith(("/rating/", "/readers/")):
            found |= {
                operation["operationId"]: sorted(operation["responses"]) for operation in operations.values()
            }
    assert set(found) == {
        "article_rating_retrieve", "article_rating_update", "article_rating_destroy", "article_rating_submit", "readers_create"
    }  # fmt: skip
    for name, statuses in found.items():
        assert {"400", "406", "429"} - {"429" if name.endswith("retrieve") else ""} <= set(statuses), name
    assert {"200", "403", "404", "409", "410", "413", "415"} <= set(found["article_rating_update"])
    assert {"303", "403", "404", "409", "410", "413", "415"} <= set(found["article_rating_submit"])
    assert {"201", "403"} <= set(found["readers_create"])
    update = schema["paths"]["/api/v1/articles/{article_id}/rating/"]["put"]
    assert list(update["requestBody"]["content"]) == ["application/json"]
    body = schema["components"]["schemas"]["VoteRequest"]["properties"]["stars"]
    assert (body["type"], body["minimum"], body["maximum"]) == ("integer", 1, 5)
    submit = schema["paths"]["/api/v1/articles/{article_id}/rating/"]["post"]
    assert list(submit["requestBody"]["content"]) == ["application/x-www-form-urlencoded"]

"""`?format=ninjs` behaves as every other form of an article. (Its values: `test_many`.)"""

from typing import Any

import pytest
from django.test import Client

from articles.publishing import Pending, withdraw
from tests.articles.api.site import Site, get
from tests.articles.api.sql import draft_columns, queries, selects_bytes

pytestmark = pytest.mark.once


def test_headers_and_cost(api: Client, site: Site) -> None:
    path = f"/api/v1/articles/{site.article.pk}/?format=ninjs"
    with queries() as statements:
        answer = api.get(path)
    assert len(statements) == 1
    assert draft_columns(statements) == []
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Vary" not in answer.headers
    head = api.head(path)
    assert (head.content, head.headers) == (b"", answer.headers)
    with queries() as statements:
        held = api.get(path, headers={"if-none-match": answer.headers["ETag"]})
    assert (held.status_code, held.content) == (304, b"")
    assert selects_bytes(statements) == []
    plain = get(api, f"articles/{site.article.pk}/")
    assert answer.headers["ETag"] != plain.headers["ETag"]
    assert get(api, f"articles/{site.article.pk}/?format=json").content == plain.content


def test_absent_and_gone_are_what_they_always_are(api: Client, site: Site) -> None:
    never, other = get(api, "articles/999999/"), get(api, "articles/999999/?format=ninjs")
    assert (other.status_code, other.content, other.headers) == (404, never.content, never.headers)
    withdraw(site.article, by=None, reason="Sai.", pending=Pending.CANCEL)
    path = f"articles/{site.article.pk}/"
    gone, other = get(api, path), get(api, f"{path}?format=ninjs")
    assert (other.status_code, other.content, other.headers) == (410, gone.content, gone.headers)


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("format=xml", "format", "invalid_choice"),
        ("format=", "format", "invalid_choice"),
        ("format=ninjs&format=ninjs", "format", "repeated"),
        ("format=ninjs&fields=id", "fields", "exclusive"),
        ("format=ninjs&omit=id", "omit", "exclusive"),
        ("format=ninjs&expand=related", "expand", "exclusive"),
        ("formt=ninjs", "formt", "unknown"),
    ],
)
def test_it_is_read_strictly(query: str, parameter: str, code: str, api: Client, site: Site) -> None:
    answer = get(api, f"articles/{site.article.pk}/?{query}")
    if query == "format=":
        # An empty choice is the default, as with every choice.
        assert answer.status_code in (200, 400)
        return
    assert answer.status_code == 400
    assert [(fault["parameter"], fault["code"]) for fault in answer.json()["errors"]] == [(parameter, code)]


def test_a_slug_leads_there(api: Client, site: Site) -> None:
    live = site.article.edition_in("live")
    assert live is not None
    answer = get(api, f"articles/{live.slug}/?format=ninjs")
    assert answer.status_code == 308
    assert answer.headers["Location"].endswith(f"/articles/{site.article.pk}/?format=ninjs")


def test_what_it_says(api: Client, site: Site) -> None:
    item: dict[str, Any] = get(api, f"articles/{site.article.pk}/?format=ninjs").json()
    assert item["standard"]["version"] == "3.1"
    assert item["version"] == "2"
    assert item["by"] == "Lê Minh An, T.H."
    assert item["headlines"][1] == {"role": "kicker", "contentType": "text/plain", "value": "Cải cách"}
    roles = [text["role"] for text in item["descriptions"]]
    assert roles == ["lead", "correction"]
    assert "tám giờ → bảy giờ" in item["descriptions"][1]["value"]
    assert item["infoSources"][0]["uri"] == "https://chinhphu.vn/"
    assert item["copyrightHolder"] == "Chinhphu.vn"
    assert [(part["name"], part["by"]) for part in item["associations"]] == [("main", "Ảnh: Lê Minh")]
    assert api.get(item["subjects"][0]["uri"].removeprefix("http://localhost:8000")).status_code == 200

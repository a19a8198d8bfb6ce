"""Whatever is sent: an answer in time, never a fault of ours, and each refusal a problem document."""

import json
import time
from collections.abc import Callable
from functools import partial
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client

from newsroom.api import ContentTypeGuard

from .hostile import BODIES, QUERIES, SPELLINGS
from .site import Site, api_routes, get

pytestmark = pytest.mark.wide

LONGEST = 2.0
ORIGIN = "http://localhost:8000"
ROUTES = api_routes()


@pytest.fixture
def client(api: Client) -> Client:
    """A client that gets a 500 where a server would, and stands outside the guard that the server has."""
    api.raise_request_exception = False
    inner = api.handler
    guard = ContentTypeGuard(lambda environ, start_response: inner(environ))
    api.handler = lambda environ: guard(environ, None)
    return api


def check(ask: Callable[[], HttpResponse], what: str) -> HttpResponse:
    """Asks and judges the answer. On a busy machine one slow answer proves nothing: then it is asked again."""
    for patience in range(3):
        started = time.perf_counter()
        response = ask()
        if time.perf_counter() - started < LONGEST:
            break
        assert patience < 2, f"too slow: {what}"
    assert response.status_code < 500, what
    if response.status_code >= 400:
        assert response.headers["Content-Type"] == "application/problem+json", what
        assert response.headers["Cache-Control"] == "no-store", what
        body = json.loads(response.content)
        assert body["status"] == response.status_code
        assert body["type"].startswith("/api/v1/problems/")
    assert "\n" not in "".join(response.headers.values())
    return response


def parameters_of(openapi: dict, path: str) -> list[str]:
    operation = openapi["paths"].get(path, {}).get("get", {})
    return [parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "query"]


def read_paths(openapi: dict) -> list[str]:
    return [path for path, methods in openapi["paths"].items() if "get" in methods]


def fill(path: str, value: str) -> str:
    start, _, rest = path.partition("{")
    return path if not rest else f"{start}{value}{rest.partition('}')[2]}"


def test_every_value_in_every_query_parameter(client: Client, site: Site, openapi: dict) -> None:
    for path in read_paths(openapi):
        for name in parameters_of(openapi, path):
            for value in SPELLINGS:
                query = f"{name}={value}" + (
                    "&year=2020" if "calendar" in path and name not in ("year", "month") else ""
                )
                address = f"{fill(path, str(site.article.pk))}?{query}"
                check(partial(client.get, address), address[:100])


def test_every_value_in_every_path(client: Client, site: Site, openapi: dict) -> None:
    for path in openapi["paths"]:
        if "{" not in path:
            continue
        for value in SPELLINGS:
            check(partial(client.get, fill(path, value)), f"{path} {value[:80]}")


@pytest.mark.parametrize("query", QUERIES)
def test_odd_queries(query: str, client: Client, site: Site) -> None:
    for path in ("articles/", f"articles/{site.article.pk}/", "changes/", "tags/", "schema/", "docs/"):
        check(partial(get, client, f"{path}?{query}"), query[:80])


@pytest.mark.parametrize("header", ["if-none-match", "accept", "accept-language", "origin", "range", "content-type", "x-forwarded-for", "x-forwarded-host", "cookie", "authorization", "reader-key"])  # fmt: skip
def test_odd_headers(header: str, client: Client, site: Site) -> None:
    values = ["", "*", '"', "W/", '"' * 500, "a" * 5000, ",".join(["x"] * 2000), "é", "\x80", "q=;q=1;q", "text/html;q=abc", "vi;q=9" * 99, "bytes=0-1", "../..", "none''%00"]  # fmt: skip
    for path in ("articles/", f"articles/{site.article.pk}/", "nothing/"):
        plain = get(client, path).content
        for value in values:
            response = check(partial(get, client, path, **{header: value}), f"{header}: {value[:60]}")
            if response.status_code == 200:
                assert response.content == plain


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_every_body_on_every_route(method: str, client: Client, site: Site) -> None:
    """Whether the route takes bodies or not."""
    for route in ROUTES:
        path = route.fill(**dict.fromkeys(route.arguments, site.article.pk))
        takes = method in {
            name.lower()
            for name in getattr(route.view, "cls", route.view).http_method_names
            if hasattr(route.view.cls, name)
        }
        for content_type, body in BODIES if takes else BODIES[:20]:
            send = partial(
                client.generic,
                method.upper(),
                path,
                body,
                content_type=content_type,
                headers={"origin": ORIGIN},
            )
            check(send, f"{method} {path} {content_type} {body[:60]!r}")


@pytest.mark.parametrize(
    "number", ["17a", "1abc", "１", "+1", "01", " 1", "1 ", "1.0", "0x1", "1%00", "1/../2"]
)
def test_an_id_has_one_spelling(number: str, client: Client, site: Site) -> None:
    """CVE-2017-1001000: an id with a tail passed one check and was cut by another."""
    for path in ("articles/{}/", "articles/{}/editions/", "tags/{}/", "photos/{}/"):
        spelled = number.replace("17", "1")
        assert get(client, path.format(quote(spelled, safe="%/"))).status_code in (400, 404)


def test_only_the_path_says_which_article(client: Client, site: Site) -> None:
    for name in ("id", "pk", "slug", "reference", "article_id"):
        answer = get(client, f"articles/{site.article.pk}/?{name}={site.others[0].pk}")
        assert answer.status_code == 400

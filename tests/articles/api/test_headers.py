"""What caches, browsers and clients of other origins are told."""

import pytest
from django.test import Client

from articles.publishing import withdraw

from .site import Site, api_routes, get

pytestmark = pytest.mark.once

PATHS = [
    "articles/", "articles/?page_size=1&count=exact", "articles/{id}/", "articles/{id}/editions/", "articles/{id}/related/",
    "articles/{id}/abbreviations/", "front/", "changes/", "calendar/?year=2026", "sections/", "tags/", "sources/", "authors/",
    "photos/", "abbreviations/", "corrections/", "block-types/", "block-types/text/", "problems/", "schema/", "docs/",
]  # fmt: skip
IN_THE_READERS_LANGUAGE = ("problems/",)


@pytest.mark.parametrize("path", PATHS)
def test_a_public_read_can_be_kept_and_asked_again(path: str, api: Client, site: Site) -> None:
    path = path.format(id=site.article.pk)
    answer = get(api, path)
    assert answer.status_code == 200
    assert answer.headers["ETag"].startswith('"')
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies
    assert answer.headers.get("Vary") == ("Accept-Language" if path in IN_THE_READERS_LANGUAGE else None)
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert "RateLimit" not in answer.headers

    head = api.head(f"/api/v1/{path}")
    assert head.content == b""
    assert head.headers == answer.headers

    for tag in (answer.headers["ETag"], f"W/{answer.headers['ETag']}", f'"x", {answer.headers["ETag"]}', "*"):
        for method in (api.get, api.head):
            unchanged = method(f"/api/v1/{path}", headers={"if-none-match": tag, "cache-control": "no-cache"})
            assert (unchanged.status_code, unchanged.content) == (304, b"")
            for name in ("ETag", "Cache-Control", "Vary", "Access-Control-Allow-Origin"):
                assert unchanged.headers.get(name) == answer.headers.get(name)
    changed = get(api, path, **{"if-none-match": '"something-else"'})
    assert (changed.status_code, changed.content) == (200, answer.content)


@pytest.mark.parametrize("path", PATHS)
def test_options_tells_the_methods(path: str, api: Client, site: Site) -> None:
    answer = api.options(f"/api/v1/{path.format(id=site.article.pk)}")
    assert (answer.status_code, answer.content) == (204, b"")
    assert set(answer.headers["Allow"].replace(" ", "").split(",")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_nothing_here_can_be_written(method: str, api: Client, site: Site) -> None:
    for path in PATHS:
        answer = getattr(api, method)(f"/api/v1/{path.format(id=site.article.pk)}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (405, "application/problem+json")
        assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("path", ["articles/99999/", "articles/?nothing=1", "nothing/", "tags/x/"])
def test_an_error_is_not_kept(path: str, api: Client, site: Site) -> None:
    answer = get(api, path)
    assert answer.status_code in (400, 404)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Vary"] == "Accept-Language"
    assert "ETag" not in answer.headers
    assert not answer.cookies


def test_any_origin_may_read_without_credentials(api: Client, site: Site) -> None:
    for origin in ({}, {"origin": "https://elsewhere.example"}):
        for path in ("articles/", f"articles/{site.article.pk}/", "nothing/"):
            answer = get(api, path, **origin)
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert {"ETag", "Link"} <= set(answer.headers["Access-Control-Expose-Headers"].split(", "))
            assert "Access-Control-Allow-Credentials" not in answer.headers
            assert "Origin" not in answer.headers.get("Vary", "")


def test_a_page_of_another_origin_may_not_write(api: Client, site: Site) -> None:
    for route in api_routes():
        path = route.fill(**dict.fromkeys(route.arguments, 1))
        preflight = api.options(
            path, headers={"origin": "https://elsewhere.example", "access-control-request-method": "PUT"}
        )
        assert not {"PUT", "POST", "DELETE", "PATCH"} & set(
            preflight.headers["Access-Control-Allow-Methods"].split(", ")
        )
        assert "if-none-match" in preflight.headers["Access-Control-Allow-Headers"]
        for method in (api.put, api.post, api.delete):
            assert (
                "Access-Control-Allow-Origin"
                not in method(path, headers={"origin": "https://elsewhere.example"}).headers
            )


def test_a_slug_leads_to_the_id_with_its_query(api: Client, site: Site) -> None:
    slug = site.article.edition_in("live").slug  # type: ignore[union-attr]
    for below in ("", "related/", "editions/", "abbreviations/"):
        for method in (api.get, api.head):
            answer = method(f"/api/v1/articles/{slug}/{below}?fields=id%2Curl&x=%C3%A0")
            assert (answer.status_code, answer.content) == (308, b"")
            address = (
                f"http://localhost:8000/api/v1/articles/{site.article.pk}/{below}?fields=id%2Curl&x=%C3%A0"
            )
            assert answer.headers["Location"] == address
            assert answer.headers["Cache-Control"] == "public, max-age=60"
            assert "Content-Type" not in answer.headers


def test_a_slug_leads_on_after_a_withdrawal(api: Client, site: Site) -> None:
    slug = site.article.edition_in("live").slug  # type: ignore[union-attr]
    withdraw(site.article, by=None, reason="Sai.")
    assert get(api, f"articles/{slug}/editions/").status_code == 308
    assert api.get(f"/api/v1/articles/{slug}/", follow=True).status_code == 410


def test_link_names_the_neighbours(api: Client, site: Site) -> None:
    first = get(api, "articles/?page_size=1&language=vi")
    assert first.headers["Link"] == f'<{first.json()["next"]}>; rel="next"'
    second = api.get(first.json()["next"])
    assert second.headers["Link"] == f'<{second.json()["previous"]}>; rel="prev"'
    assert "Link" not in get(api, "articles/?page_size=100").headers


def test_what_the_client_takes(api: Client, site: Site) -> None:
    for accept in ("*/*", "application/json", "application/*;q=0.5", "text/html, */*;q=0.1"):
        assert get(api, "articles/", accept=accept).status_code == 200
    refused = get(api, "articles/", accept="text/html")
    assert (refused.status_code, refused.headers["Content-Type"]) == (406, "application/problem+json")


def test_an_error_speaks_the_readers_language(api: Client, site: Site) -> None:
    english = get(api, "articles/99999/", **{"accept-language": "en"})
    vietnamese = get(api, "articles/99999/", **{"accept-language": "vi"})
    assert english.headers["Content-Language"] == "en"
    assert vietnamese.headers["Content-Language"] == "vi"
    assert english.json()["detail"] != vietnamese.json()["detail"]

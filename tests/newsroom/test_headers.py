"""The security headers of every kind of answer, listed."""

import json
from pathlib import Path
from typing import Any

import html5lib
import pytest
from django.test import Client

from articles.publishing import withdraw
from newsroom.permissions_policy import REFUSED
from tests.articles.api.site import Site

EVERY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in REFUSED),
}
KINDS = {
    "the front page": ("/", 200),
    "an article": ("/articles/{id}/{slug}/", 200),
    "an article's text": ("/articles/{id}/{slug}/text/", 200),
    "another slug": ("/articles/{id}/x/", 301),
    "a withdrawn article": ("/articles/{gone}/x/", 410),
    "a withdrawn article's text": ("/articles/{gone}/x/text/", 410),
    "nothing": ("/nothing/", 404),
    "a feed": ("/feeds/latest.rss", 200),
    "no feed": ("/feeds/nothing.rss", 404),
    "a map": ("/sitemap.xml", 200),
    "robots.txt": ("/robots.txt", 200),
    "a picture": ("/media/photos/x.jpg", 200),
    "no picture": ("/media/photos/y.jpg", 404),
    "the API": ("/api/v1/articles/", 200),
    "an error of the API": ("/api/v1/nothing/", 404),
    "the API's document": ("/api/v1/docs/", 200),
    "the desk": ("/admin/login/", 200),
    "the health check": ("/healthz", 200),
}


@pytest.fixture
def site(site: Site, settings: Any, tmp_path: Path) -> Site:
    settings.MEDIA_ROOT = str(tmp_path)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "x.jpg").write_bytes(b"\xff\xd8\xff")
    withdraw(site.others[0], by=None, reason="Sai.")
    return site


def test_every_kind_of_answer(api: Client, site: Site) -> None:
    live = site.article.edition_in("live")
    assert live is not None
    for kind, (path, status) in KINDS.items():
        answer = api.get(path.format(id=site.article.pk, slug=live.slug, gone=site.others[0].pk))
        b"".join(answer)  # type: ignore[arg-type]
        assert answer.status_code == status, kind
        assert {name: answer.headers.get(name) for name in EVERY} == EVERY, kind
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy or (
            "default-src 'self'" in policy and "object-src 'none'" in policy
        ), kind
        scripts = [part for part in policy.split(";") if part.strip().startswith("script-src")]
        assert not any(word in part for part in scripts for word in ("unsafe", "http", "*", "data:")), kind
        assert "Server" not in answer.headers
        assert "X-Powered-By" not in answer.headers


def test_an_article_tells_machines_what_it_is(api: Client, site: Site) -> None:
    """The page carries the structured data, and each other form that it names is there."""

    live = site.article.edition_in("live")
    assert live is not None
    page = api.get(f"/articles/{site.article.pk}/{live.slug}/").content.decode()
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    blocks = [
        json.loads(script.text)
        for script in tree.iter("script")
        if script.get("type") == "application/ld+json"
    ]
    assert [block["@type"] for block in blocks] == ["NewsArticle"]
    data = blocks[0]
    assert [person["name"] for person in data["author"]] == ["Lê Minh An", "T.H."]
    assert data["isAccessibleForFree"] is True
    assert data["isBasedOn"] == "https://chinhphu.vn/"
    assert data["correction"][0]["text"] == "tám giờ → bảy giờ"
    assert data["datePublished"].endswith("+07:00")
    assert data["articleSection"] == "Quốc hội"
    assert "aggregateRating" not in data
    kinds = {
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/json",
        "text/plain",
    }
    links = [link for link in tree.iter("link") if link.get("rel") == "alternate" and link.get("type")]
    assert {link.get("type") for link in links} == kinds
    for link in links:
        assert api.get(link.get("href")).status_code == 200, link.get("href")


def test_a_session_that_nobody_knows_is_left_alone(api: Client, site: Site) -> None:
    """A cookie is deleted only where the session was looked at: a shared cache could hand the deletion to an editor."""
    for path in ("/", "/feeds/latest.rss", "/api/v1/articles/", "/robots.txt", "/nothing/"):
        api.cookies["sessionid"] = "x"
        answer = api.get(path)
        assert not answer.cookies, path
        assert "Cookie" not in answer.headers.get("Vary", ""), path

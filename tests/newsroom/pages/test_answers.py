"""What browsers and caches are told with every page, and what a page costs."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from articles.models import Edition
from tests.articles.api.site import Site, make_many, text_block
from tests.articles.api.sql import draft_columns, queries
from tests.factories import make_article, make_photo

from .conftest import SCRIPTS, Page, Read, address_of

PAGES = [
    "/", "{article}", "/sections/chinh-tri/", "/sections/quoc-hoi/", "/tags/cai-cach/", "/authors/le-minh-an/",
    "/languages/en/", "/archive/2026/03/", "/archive/2026/03/02/?section=chinh-tri", "/corrections/", "/search/?q=quay",
]  # fmt: skip
CONSTANT = {
    "/": 4, "/sections/tin-tuc/": 4, "/tags/cai-cach/": 2, "/languages/vi/": 2, "/archive/2026/03/": 4,
    "/archive/2026/03/02/?section=tin-tuc": 4, "/corrections/": 2, "/search/": 1,
}  # fmt: skip


@pytest.fixture
def addresses(site: Site) -> list[str]:
    return [path.format(article=address_of(site.article)) for path in PAGES]


def test_a_page_is_asked_for_again_and_kept_by_caches_until_the_minute(
    api: Client, addresses: list[str]
) -> None:
    for address in addresses:
        answer = api.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["ETag"].startswith('W/"')
        kept = "private, max-age=0" if address.startswith("/search/") else "public, max-age=0, s-maxage=60"
        assert set(answer.headers["Cache-Control"].split(", ")) == set(kept.split(", ")), address
        assert not answer.cookies
        assert "Vary" not in answer.headers
        assert api.head(address).headers["ETag"] == answer.headers["ETag"]
        again = api.get(address)
        assert again.headers["ETag"] == answer.headers["ETag"]
        assert again.content != answer.content  # a nonce of its own


def test_a_304_leaves_the_kept_policy_alone(api: Client, addresses: list[str]) -> None:
    """Its headers replace those of the kept page: a new nonce would block the kept page's scripts."""
    for address in addresses:
        kept = api.get(address)
        unchanged = api.get(address, headers={"if-none-match": kept.headers["ETag"]})
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        assert "Content-Security-Policy" not in unchanged.headers
        for name in ("ETag", "Cache-Control"):
            assert unchanged.headers[name] == kept.headers[name]


def test_only_scripts_with_the_pages_nonce_run_and_nothing_is_asked_of_another_host(
    read: Read, addresses: list[str]
) -> None:
    for address in addresses:
        page = read(address)
        parts = page.response.headers["Content-Security-Policy"].split(";")
        policy = dict(part.strip().split(" ", 1) for part in parts if " " in part.strip())
        [nonce] = re.findall(r"'nonce-([^']+)'", policy["script-src"])
        assert policy["script-src"] == f"'nonce-{nonce}'"
        assert {script.get("nonce") for script in page.all(SCRIPTS)} == {nonce}
        assert policy["style-src"] == "'self'"
        assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
        assert page.all("//style | //@style") == []
        assert not [one for one in page.all("//@*") if str(one.attrname).startswith("on")]
        assert page.response.headers["X-Content-Type-Options"] == "nosniff"

        asked = page.all("//img/@src | //script/@src | //source/@srcset | //iframe/@src")
        asked += page.all("//link[@rel='stylesheet' or @rel='icon' or @rel='preload']/@href")
        assert [one for one in asked if not str(one).startswith(("/", "http://localhost:8000/"))] == []


@pytest.mark.parametrize("rows", [1, 8])
def test_a_page_costs_the_same_queries_at_any_length(rows: int, api: Client, db: None, noon: Any) -> None:
    article = make_many(rows)[-1]
    for path, most in {**CONSTANT, address_of(article): 3}.items():
        with queries() as statements:
            assert api.get(path).status_code == 200, path
        assert len(statements) == most, (path, statements)


def test_no_column_of_a_draft_is_asked_for(api: Client, site: Site) -> None:
    paths = [path.format(article=address_of(site.article)) for path in PAGES]
    with queries() as statements:
        for path in paths:
            api.get(path)
        for path in (
            "/sections/none/",
            "/tags/none/",
            "/articles/99999/x/",
            "/tin/cu.html",
            "/archive/2026/02/31/",
        ):
            assert api.get(path).status_code == 404
    assert len(statements) > 20
    assert draft_columns(statements) == []


def test_every_page_says_who_is_responsible(read: Read, settings: Any, site: Site) -> None:
    settings.SITE_NAME, settings.SITE_FOOTER = "Báo Mẫu", ["Giấy phép số 12/GP", "Tổng biên tập: Bà B"]
    for path in ("/", address_of(site.article), "/nothing-here/"):
        page = read(path, status=404 if path == "/nothing-here/" else 200)
        foot = page.text("//footer[@class='site-foot']")
        assert all(words in foot for words in ("Báo Mẫu", "Giấy phép số 12/GP", "Tổng biên tập: Bà B"))


def weight(page: Page) -> int:
    """Bytes of HTML, stylesheets and scripts before compression."""
    files = [str(one) for one in page.all("//script/@src | //link[@rel='stylesheet']/@href")]
    found = [finders.find(file.removeprefix("/static/")) for file in files]
    assert None not in found, files
    return len(page.response.content) + sum(Path(str(one)).stat().st_size for one in found)


def test_an_article_as_long_as_the_usual_weighs_at_most_60_kb(read: Read, site: Site) -> None:
    """Fifteen paragraphs of 90 words, two photos, headings, and all that stands around them."""
    photo = make_photo(caption="Đại biểu dự hội nghị tổng kết công tác năm")
    words = "Ủy ban nhân dân tỉnh yêu cầu các sở, ngành rà soát thủ tục hành chính. " * 8
    blocks = [{"type": "photo", "data": {"photo": photo.pk, "caption": "Hội nghị"}}]
    blocks += [text_block(words) for _ in range(13)]
    blocks += [
        {
            "type": "text",
            "data": {"content": f"<h2>Mục tiêu</h2><p>{words}</p><h2>Giải pháp</h2><p>{words}</p>"},
        }
    ]
    blocks += [{"type": "photo", "data": {"photo": photo.pk, "caption": "Đại biểu"}}]
    tags = ["Cải cách", "Hành chính"]
    for number in range(7):
        make_article(
            f"Bài liên quan thứ {number} nói về cải cách hành chính", section=site.section, tags=tags
        )
    article = make_article(
        "Tăng cường cải cách hành chính", blocks=blocks, section=site.section, tags=tags, lead=words[:220]
    )
    edition = Edition.objects.get(article=article)
    assert len(edition.html) > 8_000
    page = read(address_of(article))
    assert len(page.all("//section[@aria-labelledby='related-title']//article")) == 6
    assert weight(page) <= 60_000

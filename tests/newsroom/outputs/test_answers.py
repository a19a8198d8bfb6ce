"""Each output: what caches are told, how it is asked again, what it costs, and that it is gone when the article is."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from articles.publishing import (
    Pending,
    block_entries,
    publish,
    reinstate,
    take_snapshot,
    withdraw,
    write_draft,
)
from newsroom.outputs import maps
from tests.articles.api.site import Site, redo, text_block
from tests.articles.api.sql import draft_columns, queries, selects_bytes
from tests.factories import make_article, make_section

from .reading import ATOM, MAP, TOMBSTONE, xml

OUTPUTS = {
    "/feeds/latest.rss": ("application/rss+xml", 2),
    "/feeds/latest.atom": ("application/atom+xml", 3),
    "/feeds/latest.json": ("application/feed+json", 2),
    "/feeds/chinh-tri.rss": ("application/rss+xml", 3),
    "/feeds/chinh-tri.atom": ("application/atom+xml", 4),
    "/feeds/chinh-tri.json": ("application/feed+json", 3),
    "/sitemap.xml": ("application/xml", 3),
    "/sitemaps/0.xml": ("application/xml", 3),
    "/news-sitemap.xml": ("application/xml", 1),
    "/robots.txt": ("text/plain", 0),
    "/articles/{id}/{slug}/text/": ("text/plain", 2),
}
"""Address, media type, and how many queries an answer costs at most."""
DATED = [path for path in OUTPUTS if not path.endswith(".json") and path.startswith(("/feeds/", "/sitemap"))]
GOLDEN = {
    "Cache-Control": "public, max-age=60",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def address(path: str, site: Site) -> str:
    live = site.article.edition_in("live")
    assert live is not None
    # The sample's ids are whatever the database gives: the part of the map is the one that holds them.
    return path.format(id=site.article.pk, slug=live.slug).replace(
        "/sitemaps/0", f"/sitemaps/{site.article.pk // 5000}"
    )


@pytest.mark.parametrize("path", OUTPUTS)
def test_headers(path: str, api: Client, site: Site) -> None:
    where = address(path, site)
    answer = api.get(where)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == f"{OUTPUTS[path][0]}; charset=utf-8"
    assert {name: answer.headers.get(name) for name in GOLDEN} == GOLDEN
    assert "geolocation=()" in answer.headers["Permissions-Policy"]
    assert "Vary" not in answer.headers
    assert not answer.cookies
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    head = api.head(where)
    assert (head.content, head.headers) == (b"", answer.headers)
    for tag in (answer.headers["ETag"], f'"x", W/{answer.headers["ETag"]}', "*"):
        for ask in (api.get, api.head):
            held = ask(where, headers={"if-none-match": tag, "cache-control": "no-cache"})
            assert (held.status_code, held.content) == (304, b"")
            kept = {"ETag", "Cache-Control", "Last-Modified", "Link", "Vary", "Content-Security-Policy"}
            assert {name: held.headers.get(name) for name in kept} == {
                name: answer.headers.get(name) for name in kept
            }
            assert not {"Content-Type", "Content-Length"} & set(held.headers)
    assert api.get(where, headers={"if-none-match": '"else"'}).content == answer.content


@pytest.mark.parametrize("path", OUTPUTS)
def test_another_reader_gets_the_same(path: str, api: Client, site: Site) -> None:
    """Nothing that a reader sends but the address changes an answer: what a cache keeps is everybody's."""
    where = address(path, site)
    plain = api.get(where)
    api.cookies["sessionid"] = api.cookies["django_language"] = "en"
    others = [
        {"accept-language": "en"},
        {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https", "forwarded": "host=evil.example"},
        {"x-original-url": "/admin/", "x-rewrite-url": "/admin/", "x-http-method-override": "POST"},
        {"origin": "https://evil.example", "accept": "text/html"},
    ]
    for headers in others:
        other = api.get(where, headers=headers)
        assert (other.status_code, other.content, other.headers) == (200, plain.content, plain.headers)
    for query in ("?x=1", "?format=json", "?utm_source=a&cb=%0d%0aSet-Cookie:a"):
        assert api.get(f"{where}{query}").content == plain.content
    assert b"evil" not in plain.content
    assert api.get(where, headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("path", OUTPUTS)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(method: str, path: str, api: Client, site: Site) -> None:
    assert getattr(api, method)(address(path, site)).status_code == 405


@pytest.mark.parametrize("path", OUTPUTS)
def test_what_it_costs(path: str, api: Client, site: Site) -> None:
    where = address(path, site)
    with queries() as few:
        etag = api.get(where).headers["ETag"]
    for _ in range(20):
        make_article(section=site.section, tags=["Cải cách"])
    with queries() as many:
        api.get(where)
    assert len(few) == len(many) <= OUTPUTS[path][1]
    assert draft_columns(many) == []
    etag = api.get(where).headers["ETag"]
    with queries() as held:
        assert api.get(where, headers={"if-none-match": etag}).status_code == 304
    assert selects_bytes([sql for sql in held if '"search_text"' not in sql]) == []


@pytest.mark.parametrize("path", DATED)
def test_a_reader_who_knows_only_dates(path: str, api: Client, site: Site, time_machine: Any) -> None:
    where = address(path, site)
    date = api.get(where).headers["Last-Modified"]
    assert api.get(where, headers={"if-modified-since": date}).status_code == 304
    assert api.get(where, headers={"if-modified-since": date, "if-none-match": '"else"'}).status_code == 200
    assert api.get(where, headers={"if-modified-since": "yesterday"}).status_code == 200
    withdraw(site.others[0], by=None, reason="Sai.")
    # Within the minute a date could not tell the two apart: none is given, none is believed.
    answer = api.get(where, headers={"if-modified-since": date})
    assert answer.status_code == 200
    assert "Last-Modified" not in answer.headers
    time_machine.shift(61)
    assert api.get(where, headers={"if-modified-since": date}).status_code == 200
    later = api.get(where).headers["Last-Modified"]
    assert later != date
    assert api.get(where, headers={"if-modified-since": later}).status_code == 304


def test_a_date_in_the_future_is_not_believed(api: Client, site: Site) -> None:

    future = http_date((timezone.now() + timedelta(days=1)).timestamp())
    assert api.get("/feeds/latest.rss", headers={"if-modified-since": future}).status_code == 200


# --- Appearing and leaving ------------------------------------------------------------------------------------


def mentions(api: Client, site: Site, word: str, path: str) -> bool:
    return word.encode() in api.get(address(path, site)).content


EVERYWHERE = [path for path in OUTPUTS if path not in ("/robots.txt", "/articles/{id}/{slug}/text/")]


@pytest.mark.parametrize("path", [path for path in EVERYWHERE if path != "/sitemap.xml"])
def test_an_article_is_there_from_its_minute_to_its_last(
    path: str, api: Client, site: Site, time_machine: Any
) -> None:

    start = timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=5)
    article = make_article("Kim tước", section=site.section, at=start, until=start + timedelta(minutes=5))
    where, word = address(path, site), f"articles/{article.pk}/".encode()
    tags = []
    for moment, there in [(-1, False), (0, True), (299, True), (300, False)]:
        time_machine.move_to(start + timedelta(seconds=moment), tick=False)
        answer = api.get(where)
        assert (word in answer.content) is there, moment
        # Kept by a cache for no longer than to the next whole minute, when it may be otherwise.
        assert answer.headers["Cache-Control"] == f"public, max-age={1 if moment in (-1, 299) else 60}"
        tags.append(answer.headers["ETag"])
    assert tags[0] != tags[1] == tags[2] != tags[3]


@pytest.mark.parametrize("path", EVERYWHERE)
def test_a_withdrawn_article_leaves_at_once(path: str, api: Client, site: Site, time_machine: Any) -> None:
    article = site.others[0]
    word, where = f"articles/{article.pk}/", address(path, site)
    before = api.get(where)
    assert (word in before.content.decode()) is (path != "/sitemap.xml")
    withdraw(article, by=None, reason="Sai.")
    after = api.get(where, headers={"if-none-match": before.headers["ETag"]})
    assert after.status_code == 200
    assert word not in after.content.decode()
    time_machine.shift(60)
    reinstate(article, by=None)
    again = api.get(where, headers={"if-none-match": after.headers["ETag"]})
    assert again.status_code == 200
    assert (word in again.content.decode()) is (path != "/sitemap.xml")


def test_atom_and_json_feed_tell_of_the_gone(api: Client, site: Site, time_machine: Any) -> None:
    gone = site.others[0]
    for slug in ("latest", "chinh-tri"):
        assert xml(api.get(f"/feeds/{slug}.atom").content).find(f"{TOMBSTONE}deleted-entry") is None
    withdraw(gone, by=None, reason="Sai <b>& lỗi</b>.")
    name = f"tag:localhost,2026:article/{gone.pk}"
    for slug in ("latest", "chinh-tri"):
        stones = xml(api.get(f"/feeds/{slug}.atom").content).findall(f"{TOMBSTONE}deleted-entry")
        assert [(stone.get("ref"), stone.get("when")) for stone in stones] == [(name, "2026-03-02T05:02:00Z")]
        assert stones[0].findtext(f"{TOMBSTONE}comment") == "Sai <b>& lỗi</b>."
        facts = api.get(f"/feeds/{slug}.json").json()["_newsroom"]["gone"]
        assert facts == [{"id": name, "at": "2026-03-02T05:02:00Z", "reason": "Sai <b>& lỗi</b>."}]
    # In another section nobody has heard of it.
    other = make_article(section=make_section("Kinh tế"))
    assert xml(api.get("/feeds/kinh-te.atom").content).find(f"{TOMBSTONE}deleted-entry") is None
    assert api.get("/feeds/kinh-te.json").json()["_newsroom"]["gone"] == []
    # What returns has no tombstone, and what had its time gives no reason.
    time_machine.shift(60)
    reinstate(gone, by=None)
    publish(other, by=None, until=datetime.fromisoformat("2026-03-02T05:10:00+00:00"))
    time_machine.shift(3600)
    stones = xml(api.get("/feeds/latest.atom").content).findall(f"{TOMBSTONE}deleted-entry")
    assert [(stone.get("ref"), len(stone)) for stone in stones] == [
        (f"tag:localhost,2026:article/{other.pk}", 0)
    ]
    time_machine.shift(31 * 24 * 3600)
    assert xml(api.get("/feeds/latest.atom").content).find(f"{TOMBSTONE}deleted-entry") is None


def test_a_section_whose_last_article_went_is_not_there(api: Client, site: Site) -> None:
    only = make_article(section=make_section("Kinh tế"))
    assert api.get("/feeds/kinh-te.rss").status_code == 200
    withdraw(only, by=None, reason="Sai.")
    never, gone = api.get("/feeds/khong-co.rss"), api.get("/feeds/kinh-te.rss")
    assert (gone.status_code, gone.content, gone.headers) == (404, never.content, never.headers)


def test_the_name_stays_when_the_headline_changes(api: Client, site: Site, time_machine: Any) -> None:
    article = site.others[0]
    before = api.get("/feeds/latest.json").json()["items"]
    time_machine.shift(60)
    redo(article, "Chữ mới.")
    after = api.get("/feeds/latest.json").json()["items"]
    assert {item["id"] for item in after} == {item["id"] for item in before}
    changed = next(item for item in after if item["id"].endswith(f"/{article.pk}"))
    assert "Chữ mới." in changed["content_html"]
    assert changed["date_modified"] > changed["date_published"]


def test_a_scheduled_edition_beside_the_live_one_does_not_show(api: Client, site: Site) -> None:

    article = site.others[0]
    article.refresh_from_db()
    draft = {
        **take_snapshot(article, []),
        "headline": "Kim tước",
        "blocks": block_entries([text_block("Kim tước")]),
    }
    write_draft(article, draft, by=None)
    publish(article, by=None, at=datetime.fromisoformat("2026-03-02T06:00:00+00:00"))
    assert not any(mentions(api, site, "Kim tước", path) for path in EVERYWHERE)
    withdraw(article, by=None, reason="Sai.", pending=Pending.KEEP)
    assert not any(mentions(api, site, "Kim tước", path) for path in EVERYWHERE)


# --- Pages of a feed ------------------------------------------------------------------------------------------


def walk(api: Client, path: str) -> Iterator[list[str]]:
    """The names on each page of an Atom feed, along `next`."""
    while path:
        feed = xml(api.get(path).content)
        yield [entry.findtext(f"{ATOM}id", "") for entry in feed.iter(f"{ATOM}entry")]
        link = feed.find(f"{ATOM}link[@rel='next']")
        path = "" if link is None else str(link.get("href")).removeprefix("http://localhost:8000")


@pytest.mark.parametrize("slug", ["latest", "tin-tuc"])
def test_the_pages_of_a_feed_hold_each_article_once(slug: str, api: Client, db: None, noon: object) -> None:
    made = [f"tag:localhost,2026:article/{make_article().pk}" for _ in range(65)]
    pages = list(walk(api, f"/feeds/{slug}.atom"))
    assert [len(page) for page in pages] == [30, 30, 5]
    assert [name for page in pages for name in page] == made[::-1]
    following = api.get(f"/feeds/{slug}.json").json()["next_url"].removeprefix("http://localhost:8000")
    assert [item["id"] for item in api.get(following).json()["items"]] == pages[1]
    assert api.get(following).json()["feed_url"].endswith(following)


@pytest.mark.parametrize(
    "place", ["x", "AAAA", "WyJmZWVkIiwicCIsMTc3MjQyNzYwMDAwMDAwMCwxXQ", "a" * 200, "a" * 201]
)
@pytest.mark.parametrize("slug", ["latest", "chinh-tri"])
def test_a_place_that_we_did_not_give(place: str, slug: str, api: Client, site: Site) -> None:
    for form in ("rss", "atom", "json"):
        assert api.get(f"/feeds/{slug}/{place}.{form}").status_code == 404


def test_a_map_of_many_files(api: Client, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setattr(maps, "PART", 2)
    index = xml(api.get("/sitemap.xml").content)
    files = [(loc.text or "").removeprefix("http://localhost:8000") for loc in index.iter(f"{MAP}loc")]
    ids = [site.article.pk, *(other.pk for other in site.others)]
    assert files == [f"/sitemaps/{number}.xml" for number in sorted({number // 2 for number in ids})]
    found = [loc.text or "" for file in files for loc in xml(api.get(file).content).iter(f"{MAP}loc")]
    assert [int(address.split("/")[4]) for address in found] == sorted(ids)
    for number in (10**12, 0 if min(ids) > 1 else 999):
        assert api.get(f"/sitemaps/{number}.xml").status_code == 404
    for odd in ("00", "-1", "1.5", "9" * 40, "x"):
        assert api.get(f"/sitemaps/{odd}.xml").status_code == 404


def test_an_empty_site(api: Client, db: None, noon: object, atom_schema: Any, map_schemas: Any) -> None:
    atom_schema.assertValid(xml(api.get("/feeds/latest.atom").content))
    map_schemas["sitemap-index"].assertValid(xml(api.get("/sitemap.xml").content))
    assert len(xml(api.get("/news-sitemap.xml").content)) == 0
    assert api.get("/feeds/latest.json").json()["items"] == []
    assert api.get("/feeds/latest.rss").status_code == 200


def test_robots(api: Client, settings: Any) -> None:
    assert api.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /api/",
        "",
        "Sitemap: http://localhost:8000/sitemap.xml",
        "Sitemap: http://localhost:8000/news-sitemap.xml",
    ]
    settings.NEWSROOM_ROBOTS_REFUSED = ["GPTBot", "CCBot"]
    assert api.get("/robots.txt").content.startswith(
        b"User-agent: GPTBot\nDisallow: /\n\nUser-agent: CCBot\nDisallow: /\n\n"
    )
    settings.NEWSROOM_INDEXING = False
    assert api.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"

"""Each output: what caches are told, how it is asked again, what it costs, and that it is gone when the article is."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from articles.models import Section
from articles.publishing import (
    Pending,
    block_entries,
    publish,
    reinstate,
    take_snapshot,
    withdraw,
    write_draft,
)
from newsroom.outputs import editions, maps
from newsroom.outputs.marking import root
from tests.articles.api.site import Site, redo, text_block
from tests.articles.api.sql import draft_columns, queries, selects_bytes
from tests.conftest import NOON
from tests.factories import make_article, make_section

from .reading import ATOM, MAP, TOMBSTONE, xml

NONCE = re.compile(rb' nonce="[^"]*"')
NONCE_IN_POLICY = re.compile(r"'nonce-[^']*'")
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


def test_headers(api: Client, site: Site) -> None:
    for path in OUTPUTS:
        check_headers(path, address(path, site), api)


def check_headers(path: str, where: str, api: Client) -> None:
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


def test_another_reader_gets_the_same(api: Client, site: Site) -> None:
    """Nothing that a reader sends but the address changes an answer: what a cache keeps is everybody's."""
    for path in OUTPUTS:
        check_sameness(address(path, site), Client(headers={"host": "localhost"}))


def check_sameness(where: str, api: Client) -> None:
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


def test_nothing_can_be_written(api: Client, site: Site) -> None:
    for path in OUTPUTS:
        for write in (api.post, api.put, api.patch, api.delete):
            assert write(address(path, site)).status_code == 405


def test_what_it_costs(api: Client, site: Site) -> None:
    addresses = {path: address(path, site) for path in OUTPUTS}

    def cost() -> dict[str, int]:
        found = {}
        for path, where in addresses.items():
            with queries() as statements:
                api.get(where)
            found[path] = len(statements)
            assert draft_columns(statements) == []
        return found

    few = cost()
    for _ in range(20):
        make_article(section=site.section, tags=["Cải cách"])
    assert cost() == few
    for path, (_, most) in OUTPUTS.items():
        assert few[path] <= most, path
        etag = api.get(addresses[path]).headers["ETag"]
        with queries() as held:
            assert api.get(addresses[path], headers={"if-none-match": etag}).status_code == 304
        assert selects_bytes(held) == [], path


def test_a_reader_who_knows_only_dates(api: Client, site: Site, time_machine: Any) -> None:
    dates = {
        where: api.get(where).headers["Last-Modified"] for where in (address(path, site) for path in DATED)
    }
    for where, date in dates.items():
        known = {"if-modified-since": date}
        assert api.get(where, headers=known).status_code == 304
        assert api.get(where, headers={**known, "if-none-match": '"else"'}).status_code == 200
        assert api.get(where, headers={"if-modified-since": "yesterday"}).status_code == 200
    withdraw(site.others[0], by=None, reason="Sai.")
    for where, date in dates.items():
        # Within the minute a date could not tell the two apart: none is given, none is believed.
        answer = api.get(where, headers={"if-modified-since": date})
        assert answer.status_code == 200
        assert "Last-Modified" not in answer.headers
    time_machine.shift(61)
    for where, date in dates.items():
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


def test_an_article_is_there_from_its_minute_to_its_last(api: Client, site: Site, time_machine: Any) -> None:
    start = timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=5)
    article = make_article("Kim tước", section=site.section, at=start, until=start + timedelta(minutes=5))
    word = f"articles/{article.pk}/".encode()
    paths = {path: address(path, site) for path in EVERYWHERE if path != "/sitemap.xml"}
    tags: dict[str, list[str]] = {path: [] for path in paths}
    for moment, there in [(-1, False), (0, True), (299, True), (300, False)]:
        time_machine.move_to(start + timedelta(seconds=moment), tick=False)
        for path, where in paths.items():
            answer = api.get(where)
            assert (word in answer.content) is there, (path, moment)
            # Kept by a cache for no longer than to the next whole minute, when it may be otherwise.
            fresh = 1 if moment in (-1, 299) else 60
            assert answer.headers["Cache-Control"] == f"public, max-age={fresh}"
            tags[path].append(answer.headers["ETag"])
    for path, (before, first, last, after) in tags.items():
        assert before != first == last != after, path


def test_a_withdrawn_article_leaves_at_once(api: Client, site: Site, time_machine: Any) -> None:
    article = site.others[0]
    word = f"articles/{article.pk}/"
    paths = {path: address(path, site) for path in EVERYWHERE}
    before = {path: api.get(where) for path, where in paths.items()}
    withdraw(article, by=None, reason="Sai.")
    after = {
        path: api.get(where, headers={"if-none-match": before[path].headers["ETag"]})
        for path, where in paths.items()
    }
    time_machine.shift(60)
    reinstate(article, by=None)
    for path, where in paths.items():
        again = api.get(where, headers={"if-none-match": after[path].headers["ETag"]})
        seen = (before[path], after[path], again)
        assert [one.status_code for one in seen] == [200, 200, 200], path
        # The index of the map names files, not articles: it tells only that one of them changed.
        there = [False] * 3 if path == "/sitemap.xml" else [True, False, True]
        assert [word in one.content.decode() for one in seen] == there, path


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
    assert (never.status_code, gone.status_code) == (404, 404)
    # Both are a page: alike in all but the nonce, which is new in each answer.
    told, expected = (NONCE.sub(b"", answer.content) for answer in (gone, never))
    assert told == expected
    headers, wanted = (
        {name: NONCE_IN_POLICY.sub("", value) for name, value in answer.headers.items()}
        for answer in (gone, never)
    )
    assert headers == wanted


def test_no_section_takes_the_address_of_the_whole_sites_feed(db: None) -> None:
    with pytest.raises(ValidationError) as refused:
        Section(name="Latest").full_clean(exclude=["sort_key"])
    assert list(refused.value.message_dict) == ["slug"]
    Section(name="Mới nhất").full_clean(exclude=["sort_key"])


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


def test_the_pages_of_a_feed_hold_each_article_once(
    api: Client, db: None, noon: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editions, "FEED_SIZE", 3)
    made = [f"tag:localhost,2026:article/{make_article(tags=['Cải cách']).pk}" for _ in range(8)]
    for slug in ("latest", "tin-tuc"):
        pages = list(walk(api, f"/feeds/{slug}.atom"))
        assert [len(page) for page in pages] == [3, 3, 2]
        assert [name for page in pages for name in page] == made[::-1]
        following = api.get(f"/feeds/{slug}.json").json()["next_url"].removeprefix("http://localhost:8000")
        assert [item["id"] for item in api.get(following).json()["items"]] == pages[1]
        assert api.get(following).json()["feed_url"].endswith(following)


def test_a_place_that_we_did_not_give(api: Client, site: Site) -> None:
    for place in ("x", "AAAA", "WyJmZWVkIiwicCIsMTc3MjQyNzYwMDAwMDAwMCwxXQ", "a" * 200, "a" * 201):
        for slug in ("latest", "chinh-tri"):
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


def test_the_map_tells_of_translations() -> None:
    card = b'{"translations":[{"id":2,"language":"en","url":"http://localhost:8000/articles/2/news/"}]}'
    row = {"article_id": 1, "slug": "tin", "language": "vi", "updated_at": NOON, "card": card}
    urls = root("urlset", maps.NAMESPACES)
    maps._add_article(urls, row)
    maps._add_article(urls, {**row, "card": b'{"headline":"\\"translations\\":[]","translations":[]}'})
    links = [[(link.get("hreflang"), link.get("href")) for link in url if link.get("rel")] for url in urls]
    own, other = "http://localhost:8000/articles/1/tin/", "http://localhost:8000/articles/2/news/"
    assert links == [[("vi", own), ("en", other)], []]

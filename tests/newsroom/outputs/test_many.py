"""Two hundred varied articles, hostile ones among them, come back from every output with the same values."""

import html
import json
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser
import html5lib
import pytest
from django.template.loader import render_to_string
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from newsroom.pages.metadata import describe

from .conftest import SCHEMAS
from .hostile import CORPUS
from .reading import ATOM, CONTENT, DC, MAP, MEDIA, NEWS, Published, as_xml_can, dangers, words, xml

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("db", "noon")]


@pytest.fixture(autouse=True)
def _two_minutes_later(noon: object, time_machine: Any) -> None:
    time_machine.shift(120)


def feeds(api: Client, varied: list[Published], form: str) -> Iterator[tuple[bytes, dict[str, Published]]]:
    """Each section's feed, with the articles that must be in it by their permanent names."""
    for slug in dict.fromkeys(one.section for one in varied):
        answer = api.get(f"/feeds/{slug}.{form}")
        assert answer.status_code == 200
        yield answer.content, {one.iri: one for one in varied if one.section == slug}


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def pictures(document: Any) -> list[dict[str, Any]]:
    """The photos that have a file, by what the nodes of the built-in block types are known to hold."""
    found = [document["photo"]] if document["photo"] else []
    for node in document["body"]:
        found += [node["photo"]] if node["type"] == "photo" else []
        found += [item["photo"] for item in node["photos"]] if node["type"] == "gallery" else []
    return found


def address_of(photo: Any) -> Any:
    """The picture that is sent where only one is: the JPEG rendition, the photo itself while it has none."""
    return photo["srcset"][-1]["url"] if photo["srcset"] else photo["url"]


def test_there_is_enough_to_prove_something(varied: list[Published]) -> None:
    assert len(varied) >= 200
    assert len(set(CORPUS)) >= 100
    assert {one.document["language"] for one in varied} == {"vi", "en"}
    assert sum(bool(pictures(one.document)) for one in varied) > 100


def test_rss(varied: list[Published], api: Client) -> None:
    seen = 0
    for data, expected in feeds(api, varied, "rss"):
        for item in xml(data).iter("item"):
            one = expected.pop(item.findtext("guid", ""))
            document = one.document
            assert item.find("guid").get("isPermaLink") == "false"  # type: ignore[union-attr]
            assert item.findtext("title") == as_xml_can(document["headline"])
            assert item.findtext("link") == document["url"]
            assert html.unescape(item.findtext("description", "")) == as_xml_can(
                document["lead"] or document["headline"]
            )
            assert parsedate_to_datetime(item.findtext("pubDate", "")) == moment(
                document["published_at"]
            ).replace(microsecond=0)
            names = [author["name"] for author in document["authors"]]
            assert [element.text for element in item.iter(f"{DC}creator")] == [
                as_xml_can(name) for name in names
            ]
            tags = [document["section"]["name"], *(tag["name"] for tag in document["tags"])]
            assert [element.text for element in item.iter("category")] == [as_xml_can(tag) for tag in tags]
            content = item.findtext(f"{CONTENT}encoded", "")
            assert as_xml_can(one.html) in content
            assert dangers(content) == []
            check_picture(item, document)
            seen += 1
        assert expected == {}
    assert seen == len(varied)


def check_picture(item: etree._Element, document: Any) -> None:
    shown = pictures(document)
    enclosure, credit = item.find("enclosure"), item.find(f"{MEDIA}content/{MEDIA}credit")
    if not shown or not shown[0]["url"]:
        assert enclosure is None
        return
    assert enclosure is not None
    assert credit is not None
    # The JPEG is the last of the renditions.
    sent = shown[0]["srcset"][-1] if shown[0]["srcset"] else {"url": shown[0]["url"], "bytes": 0}
    assert dict(enclosure.attrib) == {
        "url": sent["url"],
        "length": str(sent["bytes"]),
        "type": "image/jpeg",
    }
    assert credit.text == as_xml_can(shown[0]["credit"])


def test_atom(varied: list[Published], api: Client, atom_schema: etree.RelaxNG) -> None:
    seen = 0
    for data, expected in feeds(api, varied, "atom"):
        feed = xml(data)
        atom_schema.assertValid(feed)
        for entry in feed.iter(f"{ATOM}entry"):
            one = expected.pop(entry.findtext(f"{ATOM}id", ""))
            document = one.document
            assert entry.findtext(f"{ATOM}title") == as_xml_can(document["headline"])
            assert (
                entry.find(f"{ATOM}link[@rel='alternate'][@type='text/html']").get("href") == document["url"]
            )  # type: ignore[union-attr]
            assert (entry.findtext(f"{ATOM}summary") or "") == as_xml_can(document["lead"])
            assert moment(entry.findtext(f"{ATOM}published", "")) == moment(document["published_at"]).replace(
                microsecond=0
            )
            assert moment(entry.findtext(f"{ATOM}updated", "")) == moment(document["updated_at"]).replace(
                microsecond=0
            )
            names = [as_xml_can(author["name"]) for author in document["authors"]]
            assert [element.text for element in entry.iter(f"{ATOM}name")] == names
            tags = [document["section"]["name"], *(tag["name"] for tag in document["tags"])]
            assert [element.get("label") for element in entry.iter(f"{ATOM}category")] == [
                as_xml_can(tag) for tag in tags
            ]
            assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == document["language"]
            content = entry.find(f"{ATOM}content")
            assert content is not None
            assert content.get("type") == "html"
            assert as_xml_can(one.html) in (content.text or "")
            assert dangers(content.text or "") == []
            source = document["source"]
            via = entry.find(f"{ATOM}link[@rel='via']")
            assert (via is not None and via.get("href")) == bool(source) * (source or {}).get(
                "url", ""
            ) or source is None
            seen += 1
        assert expected == {}
    assert seen == len(varied)


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_feedparser_takes_it(form: str, varied: list[Published], api: Client) -> None:
    """The parser that most feed readers in Python are made of, which finds its own way to each value."""
    seen = 0
    for data, expected in feeds(api, varied, form):
        parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
        assert not parsed.bozo, parsed.get("bozo_exception")
        assert parsed.version == {"rss": "rss20", "atom": "atom10"}[form]
        for entry in parsed.entries:
            one = expected.pop(entry.id)
            headline = one.document["headline"]
            assert entry.title == as_xml_can(headline).strip()
            assert entry.link == one.document["url"]
            assert words(as_xml_can(one.html)) in words(entry.content[0].value)
            assert entry.published_parsed[:5] == moment(one.document["published_at"]).utctimetuple()[:5]
            seen += 1
        assert expected == {}
    assert seen == len(varied)


def test_json_feed(varied: list[Published], api: Client) -> None:
    schema = json.loads((SCHEMAS / "jsonfeed.json").read_text())
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    seen = 0
    for data, expected in feeds(api, varied, "json"):
        feed = json.loads(data)
        validator.validate(feed)
        for item in feed["items"]:
            one = expected.pop(item["id"])
            document = one.document
            assert (item["title"], item["url"], item["language"]) == (
                document["headline"],
                document["url"],
                document["language"],
            )
            assert (item["date_published"], item["date_modified"]) == (
                document["published_at"],
                document["updated_at"],
            )
            assert item.get("summary", "") == document["lead"]
            assert [author["name"] for author in item.get("authors", [])] == [
                author["name"] for author in document["authors"]
            ]
            assert item["tags"] == [document["section"]["name"], *(tag["name"] for tag in document["tags"])]
            assert one.html in item["content_html"]
            assert dangers(item["content_html"]) == []
            shown = pictures(document)
            assert item.get("image") == (address_of(shown[0]) if shown else None)
            own = item["_newsroom"]
            assert {name: own[name] for name in ("kicker", "source", "corrections", "edition")} == {
                name: document[name] for name in ("kicker", "source", "corrections", "edition")
            }
            seen += 1
        assert expected == {}
    assert seen == len(varied)


def test_maps(varied: list[Published], api: Client, map_schemas: dict[str, etree.XMLSchema]) -> None:
    index = xml(api.get("/sitemap.xml").content)
    map_schemas["sitemap-index"].assertValid(index)
    found: dict[str, str] = {}
    for file in index.iter(f"{MAP}loc"):
        answer = api.get((file.text or "").removeprefix("http://localhost:8000"))
        urls = xml(answer.content)
        map_schemas["sitemap"].assertValid(urls)
        found |= {url.findtext(f"{MAP}loc", ""): url.findtext(f"{MAP}lastmod", "") for url in urls}
    assert {address: moment(text) for address, text in found.items()} == {
        one.document["url"]: moment(one.document["updated_at"]).replace(microsecond=0) for one in varied
    }


def test_the_news_map(
    varied: list[Published], api: Client, map_schemas: dict[str, etree.XMLSchema], noon: datetime
) -> None:
    urls = xml(api.get("/news-sitemap.xml").content)
    found = {}
    for url in urls:
        news = url.find(f"{NEWS}news")
        map_schemas["sitemap-news"].assertValid(news)
        assert news is not None
        values = (f"{NEWS}title", f"{NEWS}publication/{NEWS}language", f"{NEWS}publication/{NEWS}name")
        found[url.findtext(f"{MAP}loc")] = tuple(news.findtext(path) for path in values)
    recent = [
        one
        for one in varied
        if (noon - moment(one.document["published_at"])).total_seconds() < 48 * 3600 - 120
    ]
    assert 0 < len(recent) < len(varied)
    assert found == {
        one.document["url"]: (as_xml_can(one.document["headline"]), one.document["language"], "Newsroom")
        for one in recent
    }


def test_ninjs(varied: list[Published], api: Client) -> None:
    schema = json.loads((SCHEMAS / "ninjs" / "ninjs-schema_3.1.json").read_text())
    # The one foreign schema that it names, for places; we send none.
    registry = Registry().with_resource(
        "https://geojson.org/schema/GeoJSON.json", Resource({"not": {}}, DRAFT202012)
    )
    validator = Draft202012Validator(schema, registry=registry, format_checker=FormatChecker())
    for one in varied:
        document = one.document
        item = api.get(f"/api/v1/articles/{one.article_id}/?format=ninjs").json()
        assert [error.message[:200] for error in validator.iter_errors(item)] == []
        assert item["uri"] == one.iri
        assert item["pubStatus"] == "usable"
        assert [text["value"] for text in item["headlines"] if text["role"] == "main"] == [
            document["headline"]
        ]
        assert [text["value"] for text in item["headlines"] if text["role"] == "kicker"] == [
            document["kicker"]
        ][: bool(document["kicker"])]
        assert item["bodies"] == [{"role": "main", "contentType": "text/html", "value": one.html}]
        assert dangers(item["bodies"][0]["value"]) == []
        assert item["versionCreated"] == document["updated_at"]
        assert [person["name"] for person in item.get("people", [])] == [
            author["name"] for author in document["authors"]
        ]
        assert [subject["name"] for subject in item["subjects"]] == [
            document["section"]["name"],
            *(tag["name"] for tag in document["tags"]),
        ]
        assert {"role": "url", "value": document["url"]} in item["altIds"]
        shown = {photo["id"]: photo for photo in pictures(document)}
        sent = [part for part in item.get("associations", []) if part["type"] == "picture"]
        assert [(part["uri"], part["by"]) for part in sent] == [
            (f"tag:localhost,2026:photo/{number}", photo["credit"]) for number, photo in shown.items()
        ]
        for part, photo in zip(sent, shown.values(), strict=True):
            addresses = [form["url"] for form in photo["srcset"]] or list(filter(None, [photo["url"]]))
            assert [rendition["href"] for rendition in part.get("renditions", [])] == addresses
            names = [rendition["name"] for rendition in part.get("renditions", [])]
            assert len(set(names)) == len(names)


def test_the_text(varied: list[Published], api: Client) -> None:
    for one in varied:
        document = one.document
        answer = api.get(f"/articles/{one.article_id}/{document['slug']}/text/")
        text = answer.content.decode()
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        for words_ in (document["headline"], document["kicker"], document["lead"]):
            assert as_xml_can(words_) in text
        # Nothing that a terminal takes for a command.
        assert [letter for letter in text if letter < " " and letter not in "\n\t"] == []
        folded = " ".join(text.split())
        for node in document["body"]:
            if node["type"] == "paragraph":
                assert " ".join(as_xml_can(node["text"]).split()) in folded
            if node["type"] == "photo":
                assert " ".join(as_xml_can(node["credit"]).split()) in folded


def test_structured_data(varied: list[Published]) -> None:
    """What stands in the head of each article's page, parsed as a browser does: no element but ours, the same values."""
    for one in varied:
        document = {**one.document, "rating": {"average": None, "count": 0, "histogram": [0] * 5}}
        head = render_to_string("pages/_metadata.html", describe(document))
        tree = html5lib.parse(
            f"<!doctype html><html><head>{head}</head><body></body></html>", namespaceHTMLElements=False
        )
        scripts = list(tree.iter("script"))
        assert [script.get("type") for script in scripts] == ["application/ld+json"]
        assert {element.tag for element in tree.iter()} == {"html", "head", "body", "meta", "link", "script"}
        assert not any(name.startswith("on") for element in tree.iter() for name in element.attrib)
        data = json.loads(scripts[0].text)
        assert data["headline"] == document["headline"]
        assert data.get("description", "") == document["lead"]
        assert (data["datePublished"], data["dateModified"]) == (
            document["published_at"],
            document["updated_at"],
        )
        assert [person["name"] for person in data.get("author", [])] == [
            author["name"] for author in document["authors"]
        ]
        assert data["keywords"] == [tag["name"] for tag in document["tags"]]
        shown = {photo["id"]: photo for photo in pictures(document) if photo["url"]}
        assert [(image["url"], image["creditText"]) for image in data.get("image", [])] == [
            (address_of(photo), photo["credit"]) for photo in shown.values()
        ]
        assert data.get("isBasedOn", "") == (document["source"] or {}).get("url", "")
        metas = {
            meta.get("property"): meta.get("content") for meta in tree.iter("meta") if meta.get("property")
        }
        assert as_xml_can(metas["og:title"]) == as_xml_can(document["headline"]).replace("\r", "\n")
        assert metas["og:url"] == document["url"]

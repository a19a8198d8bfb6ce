"""What somebody typed is text on every page for readers: no string makes an element, a handler or an address that runs.

Each string stands once in every text field of some article. That article's page must have exactly the elements and
attributes of a page with plain words; lists and notices may have none that a page of plain words has not.
"""

import json
from collections import Counter
from html import escape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from articles.language import fold
from articles.models import Abbreviation, Article, Source, Tag
from articles.publishing import correct, withdraw
from tests.factories import make_article, make_author, make_photo, make_section, make_tag
from tests.injection import packed
from tests.newsroom.outputs.hostile import BREAKING_OUT, ENCODED, MARKUP

from .conftest import Page, Read, address_of

STRINGS = [text for text in dict.fromkeys([*MARKUP, *BREAKING_OUT, *ENCODED]) if text.isprintable()]
PLAIN = "lời thường"
RUNNING = ("javascript:", "vbscript:", "data:text", "//evil")
STEP = 7
"""How far apart the strings of neighbouring fields are."""

Shape = tuple[str, tuple[str, ...]]


class Words:
    """The strings for one article: another one for each field that asks."""

    def __init__(self, place: int | None) -> None:
        self.place = place

    def __call__(self) -> str:
        if self.place is None:
            return PLAIN
        self.place += STEP
        return STRINGS[self.place % len(STRINGS)]


def write(number: int, place: int | None, **fields: Any) -> Article:
    """An article with a string in each of its texts, in every built-in block and in all that it refers to."""
    word = Words(place)

    def marked() -> str:
        return f"<p>{escape(word())}</p>"

    photo = make_photo(
        caption=word(), alt=word(), credit=word(), creator=word(), source=word(), place=word(), keywords=[word()]
    )  # fmt: skip
    short = f"XQ{chr(65 + number // 26)}{chr(65 + number % 26)}"
    Abbreviation.objects.create(short=short, expansion=word())
    author = make_author(word(), slug=f"tac-gia-{number}", role=word())
    source = Source.objects.create(name=word(), slug=f"nguon-{number}", url="https://nguon.example/")
    name = word()
    # What differs in case and accents alone is one tag.
    tag = Tag.objects.filter(key=fold(name)).first() or Tag.objects.create(name=name, slug=f"the-{number}")
    file = default_storage.save("attachments/bang.csv", ContentFile(b"mot,hai\n"))
    blocks = [
        {"type": "text", "data": {"content": f"<h2>{escape(word())}</h2>{marked()}<p>{short}</p>"}},
        {"type": "photo", "data": {"photo": photo.pk, "caption": word()}},
        {"type": "gallery", "data": {"caption": word(), "items": [{"photo": photo.pk, "caption": word()}] * 2}},
        {"type": "quote", "data": {"quote": marked(), "attribution": word()}},
        {"type": "infobox", "data": {"title": word(), "content": marked()}},
        {"type": "table", "data": {"caption": word(), "has_header": True, "cells": [[word(), "b"], [word(), "2"]]}},
        {"type": "embed", "data": {"url": "https://www.youtube.com/watch?v=abcdefghijk", "title": word()}},
        {"type": "attachment", "data": {"file": file, "title": word()}},
    ]  # fmt: skip
    return make_article(
        word(), blocks=blocks, kicker=word(), lead=word(), tags=[tag], source=source.pk,
        source_url="https://nguon.example/goc", photo=photo.pk,
        bylines=[{"author": author.pk, "name": word(), "role": word()}], **fields,
    )  # fmt: skip


def shapes(page: Page) -> "Counter[Shape]":
    return Counter(
        (element.tag, tuple(sorted(element.attrib)))
        for element in page.tree.iter()
        if isinstance(element.tag, str)
    )


def body_of(page: Page) -> list[Shape]:
    """The elements of the text, in order."""
    return [
        (element.tag, tuple(sorted(element.attrib))) for element in page.all("//article//*[@class='body']//*")
    ]


def learn(known: set[Shape], read: Read) -> None:
    """The elements that lists, notices and an answered search of plain words have."""
    gone = make_article(PLAIN)
    address = address_of(gone)
    for _ in range(25):
        correct(make_article(PLAIN, tags=[PLAIN]), by=None, wrong=PLAIN, right=PLAIN, decided_by=PLAIN)
    for page in ("/", "/corrections/", f"/tags/{make_tag(PLAIN).slug}/", f"/authors/tac-gia-{len(STRINGS)}/"):
        known |= set(shapes(read(page)))
    for page in ("/sections/tin-tuc/", address_of(make_article(PLAIN, tags=[PLAIN]))):
        known |= set(shapes(read(page)))
    for query in ("", PLAIN, "zqzq"):
        known |= set(shapes(read(f"/search/?{urlencode({'q': query})}")))
    withdraw(gone, by=None, reason=PLAIN)
    known |= set(shapes(read(address, status=410)))


def faults(page: Page) -> list[str]:
    """Handlers, addresses that run, scripts without the policy's nonce, and a policy that lets more run."""
    found = []
    policy = page.response.headers["Content-Security-Policy"]
    sources = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    if "unsafe" in sources["script-src"] or "*" in sources["script-src"]:
        found.append(policy)
    for element in page.tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "script" and element.get("type") == "application/ld+json":
            json.loads(element.text)
        elif element.tag == "script" and not element.get("src"):
            signed = f"'nonce-{element.get('nonce')}'" in sources["script-src"]
            found += [] if signed else [f"script {element.text}"]
        for name, value in element.attrib.items():
            address = "".join(value.split()).lower()
            if name.startswith("on") or (
                name in ("href", "src", "action", "formaction") and address.startswith(RUNNING)
            ) or element.get("http-equiv"):  # fmt: skip
                found.append(f"{element.tag} {name}={value}")
    return found


def test_there_are_enough_strings() -> None:
    assert len(STRINGS) >= 100
    # Neighbouring fields take other strings, and in turn each string comes to every field.
    assert len(STRINGS) % STEP


@pytest.mark.slow
def test_every_string_is_text_in_every_field_of_every_page(db: None, api: Client, read: Read) -> None:
    plain = write(len(STRINGS), None)
    correct(plain, by=None, wrong=PLAIN, right=PLAIN, decided_by=PLAIN)
    sections = [make_section(text, slug=f"muc-{number}") for number, text in enumerate(packed(200)[:12])]
    articles = [
        write(number, number, section=sections[number % len(sections)]) for number in range(len(STRINGS))
    ]
    notes = packed(500)
    for place, article in enumerate(articles[: len(notes)]):
        correct(article, by=None, wrong=notes[place], right=notes[-place], decided_by=packed(200)[place])
    known = set(shapes(read(address_of(plain))))
    learn(known, read)
    wrong: dict[str, Any] = {}

    def check(address: str, *, status: int = 200) -> Page:
        page = read(address, status=status)
        odd = set(shapes(page)) - known
        if odd or (found := faults(page)):
            wrong[address] = odd or found
        return page

    wanted = body_of(read(address_of(plain)))
    for article in articles:
        page = check(address_of(article))
        assert body_of(page) == wanted, article.headline
        assert page.text("//h1").split() == article.headline.split()
    addresses = ["/", "/corrections/", *(f"/sections/{section.slug}/" for section in sections)]
    addresses += [f"/authors/tac-gia-{number}/" for number in range(len(STRINGS))]
    addresses += [f"/tags/{tag.slug}/" for tag in Tag.objects.all()]
    addresses += [f"/search/?{urlencode({'q': text})}" for text in STRINGS]
    for address in addresses:
        check(address)
    for place, article in enumerate(articles[: len(notes)]):
        withdraw(article, by=None, reason=notes[place])
        check(address_of(article), status=410)
    assert wrong == {}

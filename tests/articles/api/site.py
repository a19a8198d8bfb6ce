"""A small public site with something of everything, and every address by which it can be asked."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from articles.models import Abbreviation, Article, Author, Correction, Photo, Section, Source, Tag
from articles.publishing import Pending, block_entries, correct, publish, take_snapshot, write_draft
from tests.factories import make_article, make_author, make_photo, make_section, make_tag

API = "/api/v1/"


@dataclass(slots=True)
class Site:
    """What is public, and the rows behind it."""

    article: Article
    others: list[Article]
    section: Section
    tag: Tag
    author: Author
    source: Source
    photo: Photo
    correction: Correction
    abbreviation: Abbreviation
    extra: dict[str, Any] = field(default_factory=dict)


def body_of_everything(photo: Photo, word: str = "") -> list[dict[str, Any]]:
    """A block of each built-in type that needs no file."""
    return [
        {
            "type": "text",
            "data": {"content": f"<p>UBND xã {word} họp.</p><h2>{word} Mục</h2><ul><li>{word} một</li></ul>"},
        },
        {"type": "photo", "data": {"photo": photo.pk, "caption": f"{word} chợ"}},
        {
            "type": "gallery",
            "data": {"caption": f"{word} bộ ảnh", "items": [{"photo": photo.pk, "caption": "một"}] * 2},
        },
        {"type": "quote", "data": {"quote": f"<p>{word} lời</p>", "attribution": f"Ông {word}"}},
        {"type": "infobox", "data": {"title": f"{word} hộp", "content": "<p>Tin.</p>"}},
        {
            "type": "table",
            "data": {
                "caption": f"{word} bảng",
                "has_header": True,
                "cells": [["a", word or "b"], ["1", "2"]],
            },
        },
        {
            "type": "embed",
            "data": {"url": f"https://www.youtube.com/watch?v={word or 'x'}", "title": f"{word} phim"},
        },
    ]


def make_site() -> Site:
    """Three public articles, one of them with everything that an article can have."""
    section = make_section("Chính trị")
    child = make_section("Quốc hội", parent=section)
    tag = make_tag("Cải cách")
    author = make_author("Lê Minh An", role="Phóng viên")
    source = Source.objects.create(name="Chinhphu.vn", url="https://chinhphu.vn/")
    photo = make_photo(caption="Chợ sớm")
    abbreviation = Abbreviation.objects.create(short="UBND", expansion="Ủy ban nhân dân")
    article = make_article(
        "Xã mở thêm quầy tiếp dân",
        section=child,
        tags=[tag, "Hành chính"],
        blocks=body_of_everything(photo),
        source=source.pk,
        photo=photo.pk,
        kicker="Cải cách",
        lead="Quầy mở từ bảy giờ.",
        bylines=[
            {"author": author.pk, "name": "", "role": "ảnh"},
            {"author": None, "name": "T.H.", "role": ""},
        ],
    )
    others = [
        make_article("Chợ nổi vào mùa", section=section, tags=[tag]),
        make_article("Bản tin", language="en"),
    ]
    correct(article, by=None, wrong="tám giờ", right="bảy giờ", decided_by="Tổng biên tập")
    return Site(article, others, section, tag, author, source, photo, Correction.objects.get(), abbreviation)


def make_many(number: int, **fields: Any) -> list[Article]:
    """So many public articles, each with a tag and a photo of its own."""
    return [
        make_article(tags=["Cải cách", f"Thẻ riêng {place}"], photo=make_photo().pk, **fields)
        for place in range(number)
    ]


def rewrite(article: Article, *, blocks: list[dict[str, Any]], **fields: Any) -> None:
    """Saves a newer draft: other blocks, and other fields where they are named. The public sees nothing of it."""
    article.refresh_from_db()
    write_draft(article, {**take_snapshot(article, []), **fields, "blocks": block_entries(blocks)}, by=None)


def text_block(text: str) -> dict[str, Any]:
    return {"type": "text", "data": {"content": f"<p>{text}</p>"}}


def redo(article: Article, text: str, **changes: Any) -> None:
    """Writes another text and publishes it."""
    rewrite(article, blocks=[text_block(text)])
    publish(article, by=None, pending=Pending.CANCEL if article.edition_in("next") else None, **changes)


# --- Addresses ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Route:
    """One pattern of the URL configuration and the names of what stands in it."""

    path: str
    name: str
    arguments: tuple[str, ...]
    view: Any

    def fill(self, **values: Any) -> str:
        """The address with those values."""
        plain = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(values[match[1]]), _without_groups(self.path))
        return "/" + plain.replace("^", "").replace("$", "").replace("\\", "")


def _without_groups(path: str) -> str:
    """A pattern's named groups, however nested, as `<name>`."""
    while (start := path.find("(?P<")) >= 0:
        depth, end = 1, start + 1
        while depth:
            depth += {"(": 1, ")": -1}.get(path[end], 0)
            end += 1
        name = path[start + 4 : path.index(">", start)]
        path = f"{path[:start]}<{name}>{path[end:]}"
    return path


def all_routes(resolver: URLResolver | None = None, prefix: str = "") -> list[Route]:
    """Every route that is open to the public: all but the desk and the files."""
    found: list[Route] = []
    for pattern in (resolver or get_resolver()).url_patterns:
        path = prefix + str(pattern.pattern)
        if path.startswith(("admin/", "^media/", "media/", "^static/")):
            continue
        if isinstance(pattern, URLResolver):
            found += all_routes(pattern, path)
        elif isinstance(pattern, URLPattern):
            names = (*pattern.pattern.converters, *pattern.pattern.regex.groupindex)
            found.append(Route(path, pattern.name or "", tuple(dict.fromkeys(names)), pattern.callback))
    return found


def api_routes() -> list[Route]:
    return [route for route in all_routes() if route.path.startswith("api/v1/")]


def get(client: Client, path: str, **headers: str) -> HttpResponse:
    """GETs a path below the API."""
    return client.get(path if path.startswith("/") else f"{API}{path}", headers=headers)

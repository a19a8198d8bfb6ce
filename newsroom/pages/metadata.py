"""What an article's page tells machines: schema.org as JSON-LD, Open Graph, and where its other forms are.

Everything is read from the document of the public edition, with the members that extensions added to it.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.text import Truncator

from articles import plugins
from articles.publishing import ShownPhoto, shown_photos

LOCALES = {"vi": "vi_VN", "en": "en_US"}
# Inside a script element only these could end it or begin a comment; U+2028 and U+2029 end lines in old scripts.
_ESCAPES = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&\u2028\u2029"}
MOST_DESCRIPTION = 300


def describe(document: Mapping[str, Any]) -> dict[str, Any]:
    """The context of `pages/_metadata.html`. `json_ld` may stand in a script element as it is; it needs no nonce,
    because a block of data is not a script (HTML §4.12.1)."""
    photos = shown_photos(document)
    return {
        "article": document,
        "site_name": settings.SITE_NAME,
        "properties": open_graph(document, photos),
        "alternates": alternates(document),
        "json_ld": script_safe(linked_data(document, photos)),
    }


def script_safe(data: Mapping[str, Any]) -> str:
    """JSON that no HTML parser takes for markup; it reads back as the same values."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_ESCAPES)


def linked_data(document: Mapping[str, Any], photos: list[ShownPhoto]) -> dict[str, Any]:
    """The article as a schema.org `NewsArticle`."""
    language, source = document["language"], document["source"]
    site = f"{settings.SITE_URL}/"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": document["url"],
        "url": document["url"],
        "mainEntityOfPage": document["url"],
        "headline": document["headline"],
        "datePublished": document["published_at"],
        "dateModified": document["updated_at"],
        "inLanguage": language,
        "articleSection": document["section"]["name"],
        "keywords": [tag["name"] for tag in document["tags"]],
        "isAccessibleForFree": True,
        "publisher": {
            "@type": "NewsMediaOrganization",
            "@id": f"{site}#publisher",
            "name": settings.SITE_NAME,
            "url": site,
        },
        "version": document["edition"]["number"],
    }
    if document["lead"]:
        data["description"] = document["lead"]
    if document["kicker"]:
        data["alternativeHeadline"] = f"{document['kicker']}: {document['headline']}"
    if document["authors"]:
        data["author"] = [_person(author) for author in document["authors"]]
    images = [image for shown in photos if (image := _image(shown)) is not None]
    if images:
        data["image"] = images
    if source:
        data["citation"] = {"@type": "CreativeWork", "name": source["name"]}
        if source["url"]:
            data["citation"]["url"] = data["isBasedOn"] = source["url"]
    if document["corrections"]:
        data["correction"] = [_correction(one) for one in document["corrections"]]
    if document["translations"]:
        data["workTranslation"] = [
            {"@type": "NewsArticle", "@id": one["url"], "url": one["url"], "inLanguage": one["language"]}
            for one in document["translations"]
        ]
    for extension in plugins.extensions():
        data.update(extension.linked_data(document))
    return data


def _person(author: Mapping[str, Any]) -> dict[str, Any]:
    person = {"@type": "Person", "name": author["name"]}
    address = _page("author", author["slug"])
    return person | ({"url": address} if address else {})


def _page(name: str, slug: str | None) -> str | None:
    """A page of the site about something; None where the site has no such page."""
    try:
        return f"{settings.SITE_URL}{reverse(name, args=[slug])}" if slug else None
    except NoReverseMatch:
        return None


def _image(shown: ShownPhoto) -> dict[str, Any] | None:
    picture = shown.rendition()
    if picture is None:
        return None
    image = {
        "@type": "ImageObject",
        "url": picture["url"],
        "width": picture["width"],
        "height": picture["height"],
    }
    words = {"caption": shown.caption, "creditText": shown.credit}
    return image | {name: text for name, text in words.items() if text}


def _correction(correction: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "CorrectionComment",
        "datePublished": correction["at"],
        "text": f"{correction['wrong']} → {correction['right']}",
        "author": {"@type": "Person", "name": correction["decided_by"]},
    }


def open_graph(document: Mapping[str, Any], photos: list[ShownPhoto]) -> list[tuple[str, str]]:
    """(property, content) pairs of Open Graph (ogp.me), in their order."""
    language = document["language"]
    pairs = [
        ("og:type", "article"),
        ("og:site_name", settings.SITE_NAME),
        ("og:title", document["headline"]),
        ("og:description", Truncator(document["lead"]).chars(MOST_DESCRIPTION)),
        ("og:url", document["url"]),
        ("og:locale", LOCALES.get(language, language)),
        *(
            ("og:locale:alternate", LOCALES.get(one["language"], one["language"]))
            for one in document["translations"]
        ),
        ("article:published_time", _moment(document["published_at"])),
        ("article:modified_time", _moment(document["updated_at"])),
        ("article:section", document["section"]["name"]),
        *(("article:tag", tag["name"]) for tag in document["tags"]),
        *(("article:author", page) for one in document["authors"] if (page := _page("author", one["slug"]))),
    ]
    for shown in photos[:1]:
        picture = shown.rendition()
        if picture is not None:
            pairs += [
                ("og:image", picture["url"]),
                ("og:image:type", picture["media_type"]),
                ("og:image:width", str(picture["width"] or "")),
                ("og:image:height", str(picture["height"] or "")),
                ("og:image:alt", shown.photo["alt"] or shown.caption),
            ]
    return [(name, content) for name, content in pairs if content]


def _moment(text: str) -> str:
    """Without the fractions of a second, which some readers of these tags do not know."""
    return datetime.fromisoformat(text).replace(microsecond=0).isoformat()


def alternates(document: Mapping[str, Any]) -> list[dict[str, str]]:
    """Other forms of the article, and the feeds it may stand in: type, address and, for feeds, a title."""
    section = document["section"]
    own = {
        "application/json": f"{reverse('api:article-detail', args=[document['id']])}?format=ninjs",
        "text/plain": reverse("article-text", args=[document["id"], document["slug"]]),
    }
    forms = [{"type": kind, "href": path, "title": ""} for kind, path in own.items()]
    return forms + feeds() + feeds(section["slug"], section["name"])


def feeds(slug: str = "latest", section: str = "") -> list[dict[str, str]]:
    """The feeds of the site, or of a section, as alternates."""
    kinds = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
    title = f"{settings.SITE_NAME} – {section}" if section else settings.SITE_NAME
    return [
        {"type": kind, "href": reverse(f"feed-{form}", kwargs={"slug": slug}), "title": title}
        for form, kind in kinds.items()
    ]

"""An article as ninjs 3.1, the news agencies' JSON (IPTC, https://iptc.org/standards/ninjs/)."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from rest_framework.request import Request

from newsroom.api import PublicSchema, Schema, ask, etag_for, not_modified, public_response, render_json

from ..models import Edition
from ..publishing import ShownPhoto, article_iri, photo_iri, problem_for, shown_photos, why_not_public

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
MADE_WITH_AI = {
    "name": "Composite with trained algorithmic media",
    "uri": "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia",
}
SHAPE = 1
"""Goes up when this module changes what it makes of the same edition."""
FILE_MARKS = frozenset(("url", "name", "media_type", "bytes"))
"""The members by which a file to download is known among a document's nodes."""


def answer_ninjs(request: Request, article_id: int, now: datetime) -> HttpResponse:
    """The public edition. Raises `Problem` with the same 404 and 410 as every other form of the article."""
    if "HTTP_IF_NONE_MATCH" in request.META:
        unchanged = not_modified(request, _etag(*_fetch(article_id, now)), now)
        if unchanged is not None:
            return unchanged
    digest, document, html = _fetch(article_id, now, "document", "html")
    return public_response(
        request, render_json(represent(json.loads(bytes(document)), html)), _etag(digest), now
    )


def _fetch(article_id: int, now: datetime, *columns: str) -> tuple[Any, ...]:
    """The digest and those columns of the public edition."""

    def build(now: datetime, article_id: int) -> "QuerySet[Edition, tuple[Any, ...]]":
        return Edition.objects.public(now).filter(article=article_id).values_list("digest", *columns)[:1]

    for row in ask(("ninjs", columns), build, now, article_id):
        return tuple(row)
    raise problem_for(why_not_public(article_id, now))


def _etag(digest: str) -> str:
    return etag_for("ninjs", SHAPE, digest, settings.SITE_NAME, settings.NEWSROOM_TAG_AUTHORITY)


def represent(document: Mapping[str, Any], html: str) -> dict[str, Any]:
    """The document in ninjs' words. What has no place there (ratings, abbreviations) stays in our own format: the
    schema closes every object."""
    source = document["source"]
    item: dict[str, Any] = {
        "uri": article_iri(document["id"]),
        "standard": STANDARD,
        "type": "text",
        "representationType": "full",
        "profile": "article",
        "version": str(document["edition"]["number"]),
        "firstCreated": document["published_at"],
        "versionCreated": document["updated_at"],
        "pubStatus": "usable",
        "language": document["language"],
        "slugline": document["slug"],
        "headlines": list(_texts(main=document["headline"], kicker=document["kicker"])),
        "descriptions": list(_texts(lead=document["lead"])),
        "bodies": [{"role": "main", "contentType": "text/html", "value": html}],
        "by": ", ".join(author["name"] for author in document["authors"]),
        "people": [{"name": author["name"], "rel": "author"} for author in document["authors"]],
        "copyrightHolder": source["name"] if source else settings.SITE_NAME,
        "subjects": [
            _subject(document["section"], "section"),
            *(_subject(tag, "tag") for tag in document["tags"]),
        ],
        "altIds": [
            {"role": "id", "value": str(document["id"])},
            {"role": "slug", "value": document["slug"]},
            {"role": "url", "value": document["url"]},
        ],
    }
    for correction in document["corrections"]:
        text = (
            f"{correction['wrong']} → {correction['right']}\n{correction['decided_by']}, {correction['at']}"
        )
        item["descriptions"].append({"role": "correction", "contentType": "text/plain", "value": text})
    if source:
        address = {"uri": iri_to_uri(source["url"])} if source["url"] else {}
        item["infoSources"] = [
            {"name": source["name"], "role": "origin", "literal": source["slug"], **address}
        ]
    if document["ai_assisted"]:
        item["digitalSourceType"] = MADE_WITH_AI
    item["associations"] = [*_pictures(document), *_files(document), *_translations(document)]
    return {name: value for name, value in item.items() if value or name == "bodies"}


def _texts(**values: str) -> Iterator[dict[str, str]]:
    for role, value in values.items():
        if value:
            yield {"role": role, "contentType": "text/plain", "value": value}


def _subject(entry: Mapping[str, Any], what: str) -> dict[str, Any]:
    address = f"{settings.SITE_URL}{reverse(f'api:{what}-detail', args=[entry['id']])}"
    return {"name": entry["name"], "rel": what, "uri": address, "literal": entry["slug"]}


def _pictures(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    main = document["photo"]["id"] if document["photo"] else None
    for number, shown in enumerate(shown_photos(document), 1):
        is_main = shown.photo["id"] == main
        picture: dict[str, Any] = {
            "name": "main" if is_main else f"picture-{number}",
            "rel": "main" if is_main else "body",
            "uri": photo_iri(shown.photo["id"]),
            "type": "picture",
            "by": shown.credit,
            "descriptions": list(_texts(caption=shown.caption, alt=shown.photo["alt"])),
            "renditions": list(_renditions(shown)),
        }
        # Editions of before those were told have neither.
        if shown.photo.get("usage_terms"):
            picture["usageTerms"] = shown.photo["usage_terms"]
        if shown.photo.get("made_by_ai"):
            picture["digitalSourceType"] = MADE_WITH_AI
        yield picture


def _renditions(shown: ShownPhoto) -> Iterator[dict[str, Any]]:
    from_left, from_top = shown.photo["focus"]
    for one in shown.renditions():
        width, height = one["width"], one["height"]
        known = {
            "contentType": one["media_type"],
            "width": width,
            "height": height,
            "sizeInBytes": one["bytes"],
        }
        rendition = {"name": _form(one), "href": iri_to_uri(one["url"])}
        rendition |= {name: value for name, value in known.items() if value}
        if width and height:
            rendition["poi"] = {"x": round(from_left * width), "y": round(from_top * height)}
        yield rendition


def _form(rendition: Mapping[str, Any]) -> str:
    """`1200x800-webp`: no two of a photo's renditions have one name."""
    kind = (rendition["media_type"] or "").rpartition("/")[2]
    return f"{rendition['width']}x{rendition['height']}-{kind or 'image'}"


def _files(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    files = [node for node in document["body"] if node.keys() >= FILE_MARKS]
    for number, node in enumerate(files, 1):
        address = iri_to_uri(node["url"])
        rendition = {
            "name": "original",
            "href": address,
            "contentType": node["media_type"],
            "sizeInBytes": node["bytes"],
        }
        yield {
            "name": f"file-{number}",
            "rel": "attachment",
            "uri": address,
            "type": "component",
            "title": node["name"],
            "renditions": [rendition],
        }


def _translations(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for one in document["translations"]:
        yield {
            "name": f"translation-{one['language']}",
            "rel": "translation",
            "uri": article_iri(one["id"]),
            "type": "text",
            "language": one["language"],
            "altIds": [{"role": "url", "value": one["url"]}],
        }


def ninjs_schema(schema: PublicSchema) -> Schema:
    """What the OpenAPI document says of it: the members that are always there, and where the whole schema is."""
    text, several = (
        {"type": "string"},
        {"type": "array", "items": {"type": "object", "additionalProperties": True}},
    )
    members: Schema = {
        "uri": {**text, "format": "uri", "description": "The article's permanent name."},
        "standard": {"type": "object", "additionalProperties": True},
        **dict.fromkeys(
            ("type", "representationType", "profile", "version", "pubStatus", "language", "slugline"), text
        ),
        **{name: {**text, "format": "date-time"} for name in ("firstCreated", "versionCreated")},
        **dict.fromkeys(("by", "copyrightHolder"), text),
        **dict.fromkeys(("headlines", "descriptions", "bodies", "people", "subjects", "altIds"), several),
        **dict.fromkeys(("infoSources", "associations"), several),
        "digitalSourceType": {"type": "object", "additionalProperties": True},
    }
    return schema.named(
        "Ninjs",
        {
            "type": "object",
            "description": "The article as ninjs 3.1, with `format=ninjs`; IPTC's own schema is the reference.",
            "externalDocs": {"url": STANDARD["schema"]},
            "required": [
                "uri",
                "standard",
                "type",
                "version",
                "versionCreated",
                "headlines",
                "bodies",
                "subjects",
            ],
            "properties": members,
        },
    )

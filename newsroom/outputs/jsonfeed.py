"""JSON Feed 1.1 (jsonfeed.org). What the format has no member for stands in `_newsroom`, extensions' members too."""

from typing import Any

from django.conf import settings

from articles.publishing import article_iri
from newsroom.api import render_json

from .feed import Entry, Feed, home
from .marking import rfc3339
from .tombstones import Tombstone

VERSION = "https://jsonfeed.org/version/1.1"
KEPT = (
    "id",
    "kicker",
    "published_display",
    "section",
    "source",
    "ai_assisted",
    "edition",
    "corrections",
    "translations",
)
"""Members of the document that `_newsroom` repeats."""


def write_json_feed(feed: Feed) -> bytes:
    """The feed. `_newsroom.gone` tells of what was withdrawn or had its time: readers of this feed should drop it."""
    document: dict[str, Any] = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": home(),
        "feed_url": feed.address("json", feed.here),
        "language": settings.LANGUAGE_CODE,
        "authors": [{"name": settings.SITE_NAME, "url": home()}],
    }
    if feed.older:
        document["next_url"] = feed.address("json", feed.older)
    document["_newsroom"] = {
        "about": f"{settings.SITE_URL}/api/v1/docs/",
        "gone": [_gone(one) for one in feed.gone],
    }
    document["items"] = [_item(entry) for entry in feed.entries]
    return render_json(document)


def _gone(stone: Tombstone) -> dict[str, str]:
    facts = {"id": article_iri(stone.article_id), "at": rfc3339(stone.at)}
    return facts | ({"reason": stone.reason} if stone.reason else {})


def _item(entry: Entry) -> dict[str, Any]:
    document = entry.document
    item: dict[str, Any] = {
        "id": entry.iri,
        "url": document["url"],
        "title": document["headline"],
        "content_html": entry.content,
        "date_published": document["published_at"],
        "date_modified": document["updated_at"],
        "language": document["language"],
        "tags": [category.name for category in entry.categories],
    }
    if document["lead"]:
        item["summary"] = document["lead"]
    if entry.authors:
        item["authors"] = [{"name": name} for name in entry.authors]
    own = {name: document[name] for name in KEPT} | {"ninjs": entry.ninjs}
    photo = entry.photo
    picture = photo.rendition() if photo else None
    if photo is not None and picture is not None:
        item["image"] = picture["url"]
        own["photo"] = {
            "url": picture["url"],
            "alt": photo.photo["alt"],
            "caption": photo.caption,
            "credit": photo.credit,
        }
    item["_newsroom"] = own | dict(entry.item.added)
    return item

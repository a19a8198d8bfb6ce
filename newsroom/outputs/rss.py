"""RSS 2.0 (rssboard.org), with the whole text, Dublin Core, Media RSS and atom:link."""

from datetime import datetime
from email.utils import format_datetime

from django.conf import settings
from django.utils.html import escape
from lxml import etree

from .feed import FORMATS, Entry, Feed, home
from .marking import add, rfc3339, root, write

NAMESPACES: dict[str | None, str] = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}


def write_rss(feed: Feed) -> bytes:
    """The feed. What was withdrawn is simply no longer in it: RSS has no word for that."""
    document = root("rss", NAMESPACES)
    document.set("version", "2.0")
    channel = add(document, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", home())
    add(channel, "description", feed.title)
    add(channel, "language", settings.LANGUAGE_CODE)
    own = feed.address("rss", feed.here)
    add(channel, "atom:link", rel="self", type=FORMATS["rss"], href=own)
    if feed.older:
        # RFC 5005 §3 speaks of any format that can hold these links.
        add(
            channel,
            "atom:link",
            rel="next",
            type=FORMATS["rss"],
            href=feed.address("rss", feed.older),
        )
    for entry in feed.entries:
        _add_item(channel, entry)
    return write(document)


def _add_item(channel: etree._Element, entry: Entry) -> None:
    document = entry.document
    item = add(channel, "item")
    add(item, "title", document["headline"])
    add(item, "link", document["url"])
    add(item, "guid", entry.iri, isPermaLink="false")
    add(item, "pubDate", rfc822(entry.item.published_at))
    add(item, "atom:updated", rfc3339(entry.item.updated_at))
    for author in entry.authors:
        add(item, "dc:creator", author)
    add(item, "dc:language", document["language"])
    if document["source"]:
        add(item, "dc:source", document["source"]["url"] or document["source"]["name"])
    for category in entry.categories:
        add(item, "category", category.name)
    # Every reader takes a description for HTML, whatever it is: so it is HTML.
    add(item, "description", escape(document["lead"] or document["headline"]))
    add(item, "content:encoded", entry.content)
    _add_picture(item, entry)


def _add_picture(item: etree._Element, entry: Entry) -> None:
    photo = entry.photo
    picture = photo.rendition() if photo else None
    if photo is None or picture is None:
        return
    add(
        item,
        "enclosure",
        url=picture["url"],
        length=picture["bytes"] or 0,
        type=picture["media_type"] or "image/jpeg",
    )
    media = add(
        item,
        "media:content",
        url=picture["url"],
        medium="image",
        type=picture["media_type"] or None,
        fileSize=picture["bytes"],
        width=picture["width"],
        height=picture["height"],
    )
    if photo.photo["alt"]:
        add(media, "media:title", photo.photo["alt"], type="plain")
    if photo.caption:
        add(media, "media:description", photo.caption, type="plain")
    add(media, "media:credit", photo.credit, role="photographer", scheme="urn:ebu")


def rfc822(moment: datetime) -> str:
    """A date with a four-digit year and its zone, as RSS wants it."""
    return format_datetime(moment)

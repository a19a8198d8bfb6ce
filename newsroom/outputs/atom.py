"""Atom (RFC 4287), in pages (RFC 5005 §3), with tombstones for what was taken away (RFC 6721)."""

from django.conf import settings
from lxml import etree

from articles.publishing import article_iri

from .feed import FORMATS, LATEST, Entry, Feed, feed_address, home
from .marking import add, rfc3339, root, write

NAMESPACES: dict[str | None, str] = {
    None: "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "media": "http://search.yahoo.com/mrss/",
}


def write_atom(feed: Feed) -> bytes:
    """The feed."""
    document = root("feed", NAMESPACES)
    document.set("{http://www.w3.org/XML/1998/namespace}lang", settings.LANGUAGE_CODE)
    add(document, "id", f"tag:{settings.NEWSROOM_TAG_AUTHORITY}:feed/{feed.slug}")
    add(document, "title", feed.title)
    add(document, "updated", rfc3339(feed.updated))
    author = add(document, "author")
    add(author, "name", settings.SITE_NAME)
    add(author, "uri", home())
    add(document, "link", rel="self", type=FORMATS["atom"], href=feed.address("atom", feed.here))
    add(document, "link", rel="alternate", type="text/html", href=home())
    add(document, "link", rel="first", type=FORMATS["atom"], href=feed.address("atom"))
    if feed.older:
        add(document, "link", rel="next", type=FORMATS["atom"], href=feed.address("atom", feed.older))
    for stone in feed.gone:
        deleted = add(document, "at:deleted-entry", ref=article_iri(stone.article_id), when=rfc3339(stone.at))
        if stone.reason:
            add(deleted, "at:comment", stone.reason, lang=settings.LANGUAGE_CODE)
    for entry in feed.entries:
        _add_entry(document, entry)
    return write(document)


def _add_entry(feed: etree._Element, entry: Entry) -> None:
    document = entry.document
    element = add(feed, "entry", lang=document["language"])
    add(element, "id", entry.iri)
    add(element, "title", document["headline"], type="text")
    add(element, "updated", rfc3339(entry.item.updated_at))
    add(element, "published", rfc3339(entry.item.published_at))
    for name in entry.authors:
        add(add(element, "author"), "name", name)
    add(element, "link", rel="alternate", type="text/html", href=document["url"])
    add(element, "link", rel="alternate", type="application/json", href=entry.ninjs)
    if document["source"] and document["source"]["url"]:
        add(element, "link", rel="via", href=document["source"]["url"], title=document["source"]["name"])
    for number, category in enumerate(entry.categories):
        # A section leads to its own feed.
        scheme = feed_address(LATEST, "atom") if number == 0 else None
        add(element, "category", term=category.slug, label=category.name, scheme=scheme)
    if document["lead"]:
        add(element, "summary", document["lead"], type="text")
    add(element, "content", entry.content, type="html")
    _add_picture(element, entry)


def _add_picture(element: etree._Element, entry: Entry) -> None:
    photo = entry.photo
    picture = photo.rendition() if photo else None
    if photo is None or picture is None:
        return
    add(
        element,
        "link",
        rel="enclosure",
        type=picture["media_type"] or None,
        length=picture["bytes"],
        href=picture["url"],
        title=photo.caption or photo.photo["alt"] or None,
    )
    media = add(
        element,
        "media:content",
        url=picture["url"],
        medium="image",
        width=picture["width"],
        height=picture["height"],
    )
    add(media, "media:credit", photo.credit, role="photographer", scheme="urn:ebu")

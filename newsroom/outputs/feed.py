"""A feed before it is written: the same facts for RSS, Atom and JSON Feed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.urls import reverse

from articles.publishing import ShownPhoto, article_iri, shown_photos

from .content import full_text
from .editions import Item
from .tombstones import Tombstone

LATEST = "latest"
"""Stands in a feed's address where a section's slug stands."""
FORMATS = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Category:
    """A section or a tag."""

    slug: str
    name: str


@dataclass(frozen=True)
class Entry:
    """One article in a feed."""

    item: Item

    @property
    def document(self) -> Mapping[str, Any]:
        return self.item.document

    @property
    def iri(self) -> str:
        return article_iri(self.item.article_id)

    @property
    def authors(self) -> list[str]:
        return [author["name"] for author in self.document["authors"]]

    @property
    def categories(self) -> list[Category]:
        named = [self.document["section"], *self.document["tags"]]
        return [Category(one["slug"], one["name"]) for one in named]

    @property
    def ninjs(self) -> str:
        """The address of the article in the agencies' format."""
        path = reverse("api:article-detail", args=[self.item.article_id])
        return f"{settings.SITE_URL}{path}?format=ninjs"

    @cached_property
    def photo(self) -> ShownPhoto | None:
        """The picture to show beside the headline."""
        return next(iter(shown_photos(self.document)), None)

    @cached_property
    def content(self) -> str:
        return full_text(self.document, self.item.html)


@dataclass(frozen=True, slots=True)
class Feed:
    """A page of the newest articles of the site, or of a section (`slug`, and `section`, its name)."""

    slug: str
    section: str
    entries: Sequence[Entry]
    gone: Sequence[Tombstone]
    here: str
    """Where in the feed this page begins, empty for the first."""
    older: str | None
    """Where the next page begins."""

    @property
    def title(self) -> str:
        return f"{settings.SITE_NAME} – {self.section}" if self.section else settings.SITE_NAME

    @property
    def updated(self) -> datetime:
        """When an entry came, changed or went the last time."""
        moments = [entry.item.updated_at for entry in self.entries] + [stone.at for stone in self.gone]
        return max(moments, default=NEVER)

    def address(self, form: str, page: str | None = "") -> str:
        """The absolute address of the feed, or of a further page of it."""
        return feed_address(self.slug, form, page)


def feed_address(slug: str, form: str, page: str | None = "") -> str:
    """The absolute address of a feed: `form` is one of `FORMATS`, `slug` a section's or `LATEST`."""
    if page:
        path = reverse(f"feed-page-{form}", kwargs={"slug": slug, "cursor": page})
    else:
        path = reverse(f"feed-{form}", kwargs={"slug": slug})
    return f"{settings.SITE_URL}{path}"


def home() -> str:
    """The front page."""
    return f"{settings.SITE_URL}/"

"""Public editions as the feeds want them: whole, with what the extensions add, newest first."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from articles import plugins
from articles.models import Edition, Facet
from newsroom.api import Cursor, KeysetPage, Ordering, keyset_page

FEED_SIZE = 30
NEWEST = Ordering("feed", "published_at", True, "article_id")
NEWEST_OF_SECTION = Ordering("feed", "place__published_at", True, "place__article_id")


@dataclass(frozen=True, slots=True)
class Item:
    """One public article. `document` and `html` are empty when only the versions were asked for."""

    article_id: int
    published_at: datetime
    updated_at: datetime
    digest: str
    versions: tuple[str, ...]
    """What the extensions' members depend on."""
    document: Mapping[str, Any]
    html: str
    added: Mapping[str, Any]
    """The members that extensions add, where they were asked for."""


def newest(
    now: datetime, section: str | None, cursor: Cursor | None, *, whole: bool, extended: bool
) -> KeysetPage[Item]:
    """A page of a feed, one query. `whole` selects the texts, `extended` what changes with each vote."""
    editions, ordering = Edition.objects.public(now), NEWEST
    if section is not None:
        # One row of the index for each edition, and its own columns to be read off by.
        within = Q(index__facet=Facet.SECTION.value, index__value=section)
        editions = editions.alias(place=FilteredRelation("index", condition=within))
        editions = editions.filter(place__isnull=False)
        ordering = NEWEST_OF_SECTION
    aliases = _columns() if extended else {}
    columns = {alias: extension.columns[name] for alias, (extension, name) in aliases.items()}
    texts = ("document", "html") if whole else ()
    rows: QuerySet[Edition, dict[str, Any]] = editions.annotate(**columns).values(
        "article_id", "published_at", "updated_at", "digest", *texts, *columns
    )
    page = keyset_page(
        rows, ordering, FEED_SIZE, cursor, lambda row: (row["published_at"], row["article_id"])
    )
    items = [_item(row, aliases) for row in page.rows]
    return KeysetPage(items, page.next, page.previous)


def _columns() -> dict[str, tuple[plugins.ArticleExtension, str]]:
    """SQL alias to (extension, its own name of the column)."""
    return {
        f"{extension.name}_x_{column}".replace("-", "_"): (extension, column)
        for extension in plugins.extensions()
        for column in extension.columns
    }


def _item(row: Mapping[str, Any], aliases: Mapping[str, tuple[plugins.ArticleExtension, str]]) -> Item:
    added: dict[str, Any] = {}
    versions: list[str] = []
    for extension in plugins.extensions() if aliases else ():
        own = {name: row[alias] for alias, (whose, name) in aliases.items() if whose is extension}
        versions.append(extension.version(own))
        added.update(extension.represent(own))
    document = json.loads(bytes(row["document"])) if "document" in row else {}
    return Item(
        row["article_id"],
        row["published_at"],
        row["updated_at"],
        row["digest"],
        tuple(versions),
        document,
        row.get("html", ""),
        added,
    )


def parts_of(items: Sequence[Item]) -> list[str]:
    """What decides the bytes of the items: parts of an entity tag."""
    return [f"{item.digest} {' '.join(item.versions)}" for item in items]

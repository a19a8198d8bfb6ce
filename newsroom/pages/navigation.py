"""The sections of the site, as every page's head and foot show them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from articles.models import EditionFacet, Facet, Section
from newsroom.api import ask


@dataclass(slots=True)
class Place:
    """A section that has something to read."""

    slug: str
    name: str
    parent: "Place | None" = None
    children: list["Place"] = field(default_factory=list)

    @property
    def trail(self) -> "list[Place]":
        """From the top down to this section: the breadcrumb."""
        return [*self.parent.trail, self] if self.parent else [self]


@dataclass(frozen=True, slots=True)
class Navigation:
    top: list[Place]
    by_slug: dict[str, Place]

    def trail(self, slug: str) -> list[Place]:
        """The way to a section; empty when nothing is public there."""
        place = self.by_slug.get(slug)
        return place.trail if place else []

    def __iter__(self) -> Iterator[Place]:
        return iter(self.top)


def read_navigation(now: datetime) -> Navigation:
    """One query: the sections in which an article is public, as the site orders them. Sections are few."""
    found = [(Place(slug, name), pk, parent) for pk, slug, name, parent in ask("navigation", _sections, now)]
    by_id = {pk: place for place, pk, _ in found}
    top: list[Place] = []
    for place, _, parent in found:
        place.parent = by_id.get(parent)
        (place.parent.children if place.parent else top).append(place)
    return Navigation(top, {place.slug: place for place, *_ in found})


def _sections(now: datetime) -> "QuerySet[Section, tuple[int, str, str, int | None]]":
    shown = EditionFacet.objects.public(now).filter(facet=Facet.SECTION, value=OuterRef("slug"))
    return (
        Section.objects.alias(shown_by=Subquery(shown.values("pk")[:1]))
        .filter(shown_by__isnull=False)
        .values_list("pk", "slug", "name", "parent_id")
    )

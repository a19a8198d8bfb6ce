"""What is read next: related articles, and the previous and next one in the section. One query for all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, QuerySet, Value

from articles.models import Edition, EditionFacet, Facet
from newsroom.api import ask

from .cards import Card, read_card

RELATED = 6
NEIGHBOURS = 50
"""How many articles on each side in time are looked at for a shared tag: a tag on a million articles costs the same."""

Rows = QuerySet[EditionFacet]


@dataclass(frozen=True, slots=True)
class Neighbours:
    related: list[Card]
    previous: Card | None
    """The one before in time, in the same section."""
    next: Card | None


def read_neighbours(document: dict[str, Any], sections: list[str], now: datetime) -> Neighbours:
    """Those that share its tags, then those of its section and of the one above it (`sections`, in that order), each
    the nearest in time: what the API calls related.
    """
    pivot = datetime.fromisoformat(document["published_at"])
    tags = {tag["slug"] for tag in document["tags"]}
    # The preview of an article that was never saved: no id, and nothing to leave out.
    itself = document["id"] or 0
    rows = [
        (kind, read_card(card, document["language"], small=True))
        for kind, card in _read(itself, sections, sorted(tags), pivot, now)
    ]
    found: dict[int, Card] = {}
    for group in ("tagged", "", "above"):
        if len(found) < RELATED:
            found |= {card["id"]: card for kind, card in rows if kind.rpartition(" ")[0] == group}
    section = {kind: [card for other, card in rows if other == kind] for kind in ("before", "after")}

    def distance(card: Card) -> tuple[float, int]:
        return abs((datetime.fromisoformat(card["published_at"]) - pivot).total_seconds()), -card["id"]

    def order(card: Card) -> tuple[int, tuple[float, int]]:
        return -len(tags & {tag["slug"] for tag in card["tags"]}), distance(card)

    previous, following = (min(section[side], key=distance, default=None) for side in ("before", "after"))
    return Neighbours(sorted(found.values(), key=order)[:RELATED], previous, following)


def _read(
    article_id: int, sections: list[str], tags: list[str], pivot: datetime, now: datetime
) -> Sequence[Sequence[Any]]:
    """(side, card) of every candidate."""
    places = min(len(sections), 2)

    def build(
        article_id: int, pivot: datetime, now: datetime, *slugs: str
    ) -> "QuerySet[Any, tuple[Any, ...]]":
        others = EditionFacet.objects.public(now).exclude(article=article_id)
        chosen = [*_in_sections(others, slugs[:places], pivot), *_tagged(others, slugs[places:], pivot)]
        parts = [
            Edition.objects.order_by()
            .filter(pk__in=editions)
            .annotate(side=Value(side))
            .values_list("side", "card")
            for side, editions in chosen
        ]
        return parts[0].union(*parts[1:], all=True)

    shape = "neighbours", places, len(tags)
    return ask(shape, build, article_id, pivot, now, *sections[:places], *tags)


def _in_sections(others: Rows, sections: Sequence[str], pivot: datetime) -> Iterator[tuple[str, Any]]:
    for group, slug in zip(("", "above "), sections, strict=False):
        for side, rows in _sides(others.filter(facet=Facet.SECTION, value=slug), pivot):
            yield f"{group}{side}", rows[:RELATED].values("edition")


def _tagged(others: Rows, tags: Sequence[str], pivot: datetime) -> Iterator[tuple[str, Any]]:
    if not tags:
        return
    for side, rows in _sides(others.filter(facet=Facet.TAG, value__in=tags), pivot):
        near = EditionFacet.objects.filter(pk__in=rows[:NEIGHBOURS].values("pk")).values("edition")
        nearest, by_time = (Max, "-at") if side == "before" else (Min, "at")
        ranked = near.annotate(shared=Count("pk"), at=nearest("published_at"))
        yield f"tagged {side}", ranked.order_by("-shared", by_time)[:RELATED].values("edition")


def _sides(rows: Rows, pivot: datetime) -> Iterator[tuple[str, Rows]]:
    """Before it and after it, the nearest first."""
    yield "before", rows.filter(published_at__lte=pivot).order_by("-published_at", "-article_id")
    yield "after", rows.filter(published_at__gt=pivot).order_by("published_at", "article_id")

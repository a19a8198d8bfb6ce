"""Which articles belong to one: those that its editor named, then those that share its tags, then those of its section,
each the nearest in time."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from ..models import Edition, EditionFacet, Facet
from .rows import Projection, Row

RELATED = 6
NEIGHBOURS = 50
"""How many articles on each side in time are looked at: a bound, so that a tag on a million articles costs the same."""


def related_editions(article_id: int, now: datetime) -> list[int]:
    """The ids of at most six public editions, best first; of none when the article is not public. At most 10 small
    queries, whatever the number of articles."""
    own = Edition.objects.public(now).filter(article=article_id)
    named = _named_editions(own, now)
    if len(named) >= RELATED:
        return named[:RELATED]
    index = EditionFacet.objects.filter(edition__in=own, facet__in=[Facet.TAG, Facet.SECTION])
    facets = list(index.values_list("facet", "value", "published_at"))
    if not facets:
        return []
    pivot = facets[0][2]
    shared: Counter[int] = Counter()
    distances: dict[int, tuple[float, int]] = {}
    groups = [(Facet.TAG, [value for facet, value, _ in facets if facet == Facet.TAG])]
    groups += [(Facet.SECTION, [value]) for facet, value, _ in facets if facet == Facet.SECTION]
    for facet, values in groups:
        if facet == Facet.SECTION and len(distances) >= RELATED:
            break
        for edition, other, published_at in _neighbours(facet, values, article_id, pivot, now):
            shared[edition] += 1 if facet == Facet.TAG else 0
            distances[edition] = abs((published_at - pivot).total_seconds()), -other
    found = sorted(distances, key=lambda edition: (-shared[edition], distances[edition]))
    return list(dict.fromkeys([*named, *found]))[:RELATED]


def _named_editions(own: "QuerySet[Edition]", now: datetime) -> list[int]:
    """The public editions of the articles that the editor named, in the editor's order: those that are not public are
    passed over, and nothing tells that they were named."""
    named: list[int] = own.values_list("related", flat=True).first() or []
    if not named:
        return []
    public = Edition.objects.public(now).filter(article__in=named)
    editions = dict(public.values_list("article_id", "pk"))
    return [editions[article] for article in named if article in editions]


def related_rows(editions: Sequence[int], now: datetime, *, with_bytes: bool) -> list[Row]:
    """Those editions as rows of cards, in that order."""
    if not editions:
        return []
    projection = Projection("card")
    public = Edition.objects.public(now).filter(pk__in=editions)
    rows = {
        values[1]: projection.read(values, with_bytes=with_bytes)
        for values in projection.select(public, "pk", with_bytes=with_bytes)
    }
    return [rows[edition] for edition in editions if edition in rows]


def _neighbours(
    facet: Facet, values: Sequence[str], article_id: int, pivot: datetime, now: datetime
) -> list[tuple[int, int, datetime]]:
    if not values:
        return []
    others = EditionFacet.objects.public(now).filter(facet=facet, value__in=values)
    rows = others.exclude(article=article_id).values_list("edition_id", "article_id", "published_at")
    before = rows.filter(published_at__lte=pivot).order_by("-published_at", "-article_id")
    after = rows.filter(published_at__gt=pivot).order_by("published_at", "article_id")
    return [*before[:NEIGHBOURS], *after[:NEIGHBOURS]]

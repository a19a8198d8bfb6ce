"""A front page: what editors put on top, in their order, then the newest. The site has one, and each section.

`front_cards` gives a page of it for whoever wants nothing but cards; the API pages through the same two lists.
"""

from datetime import datetime
from itertools import chain

from django.db.models import OuterRef, QuerySet, Subquery

from ..models import Edition, Facet, Placement

MOST_PLACES = 30
"""How many articles editors may put on top of one front page."""


def placements(now: datetime, section: str = "") -> "QuerySet[Placement]":
    """What editors put on this front page for `now`; the articles need not be public. `section` is a slug."""
    holding = Placement.objects.holding(now)
    return holding.filter(section__slug=section) if section else holding.filter(section__isnull=True)


def placed_editions(now: datetime, section: str = "") -> "QuerySet[Edition]":
    """The public editions on top of the front page, in the editors' order (`place`): what is not public is passed over."""
    chosen = placements(now, section)
    place = chosen.filter(article=OuterRef("article_id")).order_by("position").values("position")[:1]
    public = Edition.objects.public(now).filter(article_id__in=chosen.order_by().values("article_id"))
    return public.annotate(place=Subquery(place)).order_by("place", "article_id")


def without_placed(editions: "QuerySet[Edition]", now: datetime, section: str = "") -> "QuerySet[Edition]":
    """The editions that do not stand on top of the front page already."""
    return editions.exclude(article_id__in=placements(now, section).order_by().values("article_id"))


def front_cards(now: datetime, size: int, section: str = "", language: str = "") -> list[tuple[str, bytes]]:
    """(digest, card) of the front page's first `size` articles, of one language when it is named. Two queries."""
    placed, newest = placed_editions(now, section), Edition.objects.public(now)
    if language:
        placed, newest = placed.filter(language=language), newest.filter(language=language)
    if section:
        newest = newest.filter(index__facet=Facet.SECTION, index__value=section)
    rest = without_placed(newest, now, section).order_by("-published_at", "-article_id")
    top = placed.values_list("digest", "card")[: min(size, MOST_PLACES)]
    rows = chain(top, rest.values_list("digest", "card")[:size])
    return [(digest, bytes(card)) for digest, card in rows][:size]

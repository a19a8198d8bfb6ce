"""Pages of cards, newest first: a section, a tag, an author, a language."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import FilteredRelation, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article, Edition, Facet
from articles.publishing import placed_editions, without_placed
from newsroom.api import Ordering, Problem, decode_cursor, keyset_page, page_url

from .answers import page
from .calendar import read_month
from .cards import Card, read_card
from .navigation import Navigation, read_navigation

PAGE_SIZE = 20
LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list and the addresses of its neighbours."""

    cards: list[Card]
    older: str | None
    newer: str | None


def newest(
    now: datetime,
    facet: Facet | None = None,
    value: str = "",
    *,
    since: datetime | None = None,
    before: datetime | None = None,
) -> "tuple[QuerySet[Edition], Ordering]":
    """What is public, by one facet at most and between two moments, with the columns that order it.

    The facets' index carries the dates, so that a page is read off one index (docs/decisions, one index of facets).
    """
    editions, prefix = Edition.objects.public(now), ""
    if facet is not None:
        condition = Q(index__facet=facet.value, index__value=value)
        editions = editions.alias(**{LEAD: FilteredRelation("index", condition=condition)})
        editions, prefix = editions.filter(**{f"{LEAD}__isnull": False}), f"{LEAD}__"
    if since is not None:
        editions = editions.filter(**{f"{prefix}published_at__gte": since})
    if before is not None:
        editions = editions.filter(**{f"{prefix}published_at__lt": before})
    return editions, Ordering("-published_at", f"{prefix}published_at", True, f"{prefix}article_id")


def read_listing(
    request: HttpRequest,
    editions: "QuerySet[Edition]",
    ordering: Ordering,
    *,
    language: str = settings.LANGUAGE_CODE,
) -> Listing:
    """The page at the address's `cursor`, in one query. Raises `Http404` for a cursor that we did not give."""
    text = request.GET.get("cursor")
    try:
        cursor = None if text is None else decode_cursor(text, ordering)
    except Problem as error:
        raise Http404 from error
    rows = editions.values_list(ordering.field, ordering.id_field, "card")
    found = keyset_page(rows, ordering, PAGE_SIZE, cursor, lambda row: (row[0], row[1]))
    section = request.GET.get("section")
    query = {"section": section} if section else {}
    older, newer = (page_url(request.path, query, place) for place in (found.next, found.previous))
    return Listing([read_card(row[2], language) for row in found.rows], older, newer)


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """A section: those below it, its articles with what editors put on top of it, and its calendar."""
    now = timezone.now()
    navigation = read_navigation(now)
    place = navigation.by_slug.get(slug)
    if place is None:
        raise Http404
    editions, ordering = newest(now, Facet.SECTION, slug)
    listing = read_listing(request, without_placed(editions, now, slug), ordering)
    if listing.newer is None:
        on_top = placed_editions(now, slug).values_list("card", flat=True)
        listing = replace(listing, cards=[*map(read_card, on_top), *listing.cards])
    shown = listing.cards[0]["published_at"] if listing.cards else now.isoformat()
    month = read_month(datetime.fromisoformat(shown), now, slug)
    context = {
        "section": place,
        "trail": place.trail,
        "month": month,
        "feed": reverse("feed-rss", args=[slug]),
    }
    return _listed(request, "pages/section.html", context, listing, navigation, now)


def _by_name(facet: Facet, member: str, template: str) -> Callable[..., HttpResponse]:
    """A page of what one tag or one author is on. The name is read off the cards: only what is public has one."""

    @require_safe
    def view(request: HttpRequest, slug: str) -> HttpResponse:
        now = timezone.now()
        listing = read_listing(request, *newest(now, facet, slug))
        named = [one for card in listing.cards for one in card[member] if one["slug"] == slug]
        if not named:
            raise Http404
        context = {"facet": named[0]}
        return _listed(request, template, context, listing, read_navigation(now), now)

    return view


tag = _by_name(Facet.TAG, "tags", "pages/tag.html")
author = _by_name(Facet.AUTHOR, "authors", "pages/author.html")


@require_safe
def language(request: HttpRequest, code: str) -> HttpResponse:
    """What is written in another language than the site's, on a page in that language."""
    now = timezone.now()
    if code not in Article.Language.values:
        raise Http404
    listing = read_listing(request, *newest(now, Facet.LANGUAGE, code), language=code)
    context = {"listing": listing, "navigation": read_navigation(now)}
    return page(request, "pages/language.html", context, now, language=code)


def _listed(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    listing: Listing,
    navigation: Navigation,
    now: datetime,
) -> HttpResponse:
    return page(request, template, {"listing": listing, "navigation": navigation, **context}, now)

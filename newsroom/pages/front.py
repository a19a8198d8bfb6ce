"""The front page: a lead story, the newest beside it, and a block for each section."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import publishing
from articles.models import Edition, EditionFacet, Facet
from newsroom.api import ask

from .answers import page
from .cards import Card, read_card
from .navigation import Navigation, Place, read_navigation

TOP = 5
LATEST = 7
IN_A_SECTION = 4


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Four queries, whatever the number of sections."""
    now = timezone.now()
    navigation = read_navigation(now)
    cards = front_cards(now)
    top = cards[:TOP]
    context = {
        "lead": top[0] if top else None,
        "seconds": top[1:],
        "latest": cards[TOP : TOP + LATEST],
        "blocks": _section_blocks(navigation, {card["id"] for card in top}, now),
        "navigation": navigation,
    }
    return page(request, "pages/front.html", context, now)


def front_cards(now: datetime) -> list[Card]:
    """The articles of the front page in the site's language: what editors put on top, then the newest."""
    chosen = publishing.front_cards(now, TOP + LATEST, language=settings.LANGUAGE_CODE)
    return [read_card(card) for _digest, card in chosen]


def _section_blocks(navigation: Navigation, shown: set[int], now: datetime) -> list[tuple[Place, list[Card]]]:
    """Each section with its newest that do not stand above already; a section without any is left out."""
    places = list(navigation)
    if not places:
        return []
    by_section: dict[str, list[Card]] = {}
    slugs = [place.slug for place in places]
    for slug, card in ask(("blocks", len(slugs)), _newest_of, now, *slugs):
        by_section.setdefault(slug, []).append(read_card(card))
    blocks = []
    for place in places:
        cards = sorted(by_section.get(place.slug, []), key=_newest_first)
        cards = [card for card in cards if card["id"] not in shown][:IN_A_SECTION]
        if cards:
            blocks.append((place, cards))
    return blocks


def _newest_of(now: datetime, *slugs: str) -> "QuerySet[Any, tuple[Any, ...]]":
    """(section, card) of the newest of each section: enough of each, so that those above can be left out."""
    parts = []
    for slug in slugs:
        rows = (
            EditionFacet.objects.public(now)
            .filter(facet=Facet.SECTION, value=slug, edition__language=settings.LANGUAGE_CODE)
            .order_by("-published_at", "-article_id")
        )
        # The bound stands in a subquery: SQLite takes no LIMIT inside a UNION.
        chosen = Edition.objects.order_by().filter(pk__in=rows.values("edition")[: IN_A_SECTION + TOP])
        parts.append(chosen.annotate(place=Value(slug)).values_list("place", "card"))
    return parts[0].union(*parts[1:], all=True)


def _newest_first(card: Card) -> tuple[float, int]:
    return -datetime.fromisoformat(card["published_at"]).timestamp(), -card["id"]

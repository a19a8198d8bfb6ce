"""The search page: words with or without accents, in one section or between two days."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import search as engine
from articles.models import Edition, EditionFacet, Facet
from newsroom.api import Limit, Problem, client_address, spend

from .answers import notice, page
from .archive import read_day
from .calendar import start_of
from .cards import finish_card
from .navigation import read_navigation

PAGE_SIZE = 20
RELEVANCE = "relevance"
A_MINUTE = 60


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was found, newest first or best first. A question that cannot be answered says why, in words."""
    now = timezone.now()
    navigation = read_navigation(now)
    asked = {name: request.GET.get(name, "").strip() for name in ("q", "section", "from", "to", "order")}
    context: dict[str, Any] = {
        "query": asked["q"],
        "asked": asked,
        "days": {name: day.isoformat() if (day := read_day(asked[name])) else "" for name in ("from", "to")},
        "navigation": navigation,
        "places": [place for top in navigation for place in (top, *top.children)],
    }
    if not asked["q"]:
        return page(request, "pages/search.html", context, now, private=True)
    try:
        # Of the same minute's searches as the API's: the work is the same.
        spend(request, [Limit("search", settings.NEWSROOM_SEARCHES_PER_ADDRESS, A_MINUTE, client_address)])
    except Problem as problem:
        fault = _("Too many searches in one minute. Please wait a little.")
        response = notice(request, "pages/search.html", {**context, "fault": fault}, now, 429)
        response.headers["Retry-After"] = problem.headers["Retry-After"]
        return response
    fault, narrow = _narrowing(asked, {place.slug for place in context["places"]})
    if not fault:
        try:
            found = engine.find(
                asked["q"],
                now=now,
                page_size=PAGE_SIZE,
                cursor=request.GET.get("cursor", ""),
                by_relevance=asked["order"] == RELEVANCE,
                narrow=narrow,
            )
        except engine.BadQuestion as error:
            if request.GET.get("cursor") and "cursor" in error.code:
                raise Http404 from error
            fault = error.detail
        except engine.TooSlow:
            # The engine's own words name the API's parameters.
            fault = _("This finds too much. Ask for a rarer word, or choose a section or days.")
    if fault:
        return notice(request, "pages/search.html", {**context, "fault": fault}, now, 400)
    hits = [{**finish_card(hit.card), "hit": hit} for hit in found.hits]
    following, previous = (
        f"?{urlencode({**_told(asked), 'cursor': cursor})}" if cursor else ""
        for cursor in (found.next, found.previous)
    )
    context |= {"found": found, "hits": hits, "older": following, "newer": previous}
    if found.suggestion and found.suggestion != asked["q"]:
        context["suggestion"] = f"?{urlencode({**_told(asked), 'q': found.suggestion})}"
    return page(request, "pages/search.html", context, now, private=True)


def _told(asked: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in asked.items() if value}


def _narrowing(asked: dict[str, str], sections: set[str]) -> tuple[str, Any]:
    """A fault in words, or what keeps the section and the days that were chosen."""
    days: dict[str, date | None] = {name: read_day(asked[name]) for name in ("from", "to") if asked[name]}
    if None in days.values():
        return _("A day is written as 05/08/2020."), None
    since, until = days.get("from"), days.get("to")
    if since and until and since > until:
        return _("The last day must not lie before the first."), None
    section = asked["section"]
    if section and section not in sections:
        return _("There is no such section."), None

    def narrow(editions: "QuerySet[Edition]") -> "QuerySet[Edition]":
        if section:
            index = EditionFacet.objects.filter(facet=Facet.SECTION, value=section)
            editions = editions.filter(pk__in=index.values("edition"))
        if since:
            editions = editions.filter(published_at__gte=start_of(since.year, since.month, since.day))
        if until:
            end = start_of(until.year, until.month, until.day) + timedelta(days=1)
            editions = editions.filter(published_at__lt=end)
        return editions

    return "", narrow if section or since or until else None

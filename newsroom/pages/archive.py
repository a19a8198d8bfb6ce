"""`Tìm theo ngày`: what was published on a day or in a month, on the site or in one section."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.language import TIME_ZONE
from articles.models import Edition, EditionFacet, Facet

from .answers import notice, page
from .calendar import FIRST_YEAR, LAST_YEAR, archive_address, read_month, start_of
from .dates import day_line
from .lists import newest, read_listing
from .navigation import Navigation, Place, read_navigation

ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", re.ASCII)
VIETNAMESE = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", re.ASCII)


@require_safe
def chosen(request: HttpRequest) -> HttpResponse:
    """Where the date field leads: to the page of the day. Without a day, to this month; what is no day is told."""
    now = timezone.now()
    navigation = read_navigation(now)
    place = _place(request, navigation)
    section = place.slug if place else ""
    text = request.GET.get("on", "").strip()
    if not text:
        today = now.astimezone(TIME_ZONE)
        return HttpResponseRedirect(archive_address(section, today.year, today.month))
    day = read_day(text)
    if day is None:
        context = {"navigation": navigation, "asked": text[:40], "section": place}
        return notice(request, "pages/no_such_day.html", context, now, 400)
    return HttpResponseRedirect(archive_address(section, day.year, day.month, day.day))


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """A month's articles, beside its calendar."""
    return _archive(request, year, month, None)


@require_safe
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """A day's articles."""
    return _archive(request, year, month, day)


def read_day(text: str) -> date | None:
    """A day as browsers send it (2020-08-05) or as people write it here (5/8/2020); `None` for anything else."""
    if match := ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := VIETNAMESE.fullmatch(text):
        day, month, year = match.groups()
    else:
        return None
    return _day(int(year), int(month), int(day))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if FIRST_YEAR <= year <= LAST_YEAR else None


def _place(request: HttpRequest, navigation: Navigation) -> Place | None:
    """The section that is asked for; `None`: the whole site. Raises `Http404` for one where nothing is public."""
    slug = request.GET.get("section", "")
    if not slug:
        return None
    place = navigation.by_slug.get(slug)
    if place is None:
        raise Http404
    return place


def _archive(request: HttpRequest, year: int, month: int, number: int | None) -> HttpResponse:
    """Four queries: the sections, the articles, the days' counts, the nearest days before and after."""
    now = timezone.now()
    first = _day(year, month, number or 1)
    if first is None:
        raise Http404
    navigation = read_navigation(now)
    place = _place(request, navigation)
    section = place.slug if place else ""
    since = start_of(year, month, first.day)
    before = since + timedelta(days=1) if number else start_of(year, month + 1)
    facet = Facet.SECTION if place else None
    listing = read_listing(request, *newest(now, facet, section, since=since, before=before))
    context: dict[str, Any] = {
        "listing": listing,
        "navigation": navigation,
        "section": place,
        "trail": place.trail if place else [],
        "day": first if number else None,
        "iso_day": first.isoformat() if number else "",
        "day_line": day_line(first, "vi") if number else "",
        "month": read_month(since, now, section),
        **_nearest(since, before, section, bool(number), now),
    }
    return page(request, "pages/archive.html", context, now)


def _nearest(since: datetime, before: datetime, section: str, by_day: bool, now: datetime) -> dict[str, Any]:
    """`earlier` and `later`: (address, day) of the nearest days (or months) with articles: no way into empty ones."""
    rows: Any = Edition.objects.public(now)
    if section:
        rows = EditionFacet.objects.public(now).filter(facet=Facet.SECTION, value=section)
    earlier = rows.filter(published_at__lt=since).order_by("-published_at").values("pk")[:1]
    later = rows.filter(published_at__gte=before).order_by("published_at").values("pk")[:1]
    model = rows.model._default_manager.order_by()
    # Each bound stands in its own subquery: SQLite takes no LIMIT inside a UNION.
    moments = (
        model.filter(pk__in=earlier)
        .values_list("published_at")
        .union(model.filter(pk__in=later).values_list("published_at"), all=True)
    )
    found: dict[str, Any] = {}
    for (moment,) in moments:
        local = moment.astimezone(TIME_ZONE)
        address = archive_address(section, local.year, local.month, local.day if by_day else None)
        found["earlier" if moment < since else "later"] = {"address": address, "on": local.date()}
    return found

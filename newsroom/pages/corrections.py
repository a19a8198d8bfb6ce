"""`Cải chính`: every correction of what is public, in one place that each page leads to (Press Law 126/2025)."""

from django.db.models import Exists, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Correction, Edition
from newsroom.api import Ordering, Problem, decode_cursor, keyset_page, page_url

from .answers import page
from .navigation import read_navigation

NEWEST = Ordering("newest", "at", True)
PAGE_SIZE = 30


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    live = Edition.objects.public(now).filter(article=OuterRef("article_id"))
    rows = Correction.objects.filter(Exists(live), at__lte=now).annotate(
        headline=Subquery(live.values("headline")[:1]),
        slug=Subquery(live.values("slug")[:1]),
        language=Subquery(live.values("language")[:1]),
    )
    text = request.GET.get("cursor")
    try:
        cursor = None if text is None else decode_cursor(text, NEWEST)
    except Problem as error:
        raise Http404 from error
    found = keyset_page(rows, NEWEST, PAGE_SIZE, cursor)
    older, newer = (page_url(request.path, {}, place) for place in (found.next, found.previous))
    context = {
        "corrections": found.rows,
        "older": older,
        "newer": newer,
        "navigation": read_navigation(now),
    }
    return page(request, "pages/corrections.html", context, now)

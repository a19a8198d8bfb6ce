"""The search page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.language import fold

from .answers import page
from .lists import newest, read_listing
from .navigation import read_navigation


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    navigation = read_navigation(now)
    query = request.GET.get("q", "").strip()[:200]
    context: dict[str, Any] = {"query": query, "navigation": navigation}
    if query:
        editions, ordering = newest(now)
        for word in fold(query).split():
            editions = editions.filter(search_text__contains=word)
        context["listing"] = read_listing(request, editions, ordering)
    return page(request, "pages/search.html", context, now, private=True)

"""The page for what is not there. A fault (500) has a page without code and database: `500.html`."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from .answers import notice
from .navigation import read_navigation


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the same bytes for what never was, for drafts and for what is not public yet."""
    now = timezone.now()
    return notice(request, "pages/not_found.html", {"navigation": read_navigation(now)}, now, 404)

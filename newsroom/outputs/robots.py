"""robots.txt (RFC 9309): what crawlers are asked for. A request, no lock: what must not be seen is not served."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsroom.api import etag_for

from .answers import answer


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """The site's rules, by the operator's settings."""
    body = "\n".join(_lines()).encode() + b"\n"
    return answer(request, body, etag_for("robots", body), timezone.now(), "text/plain")


def _lines() -> list[str]:
    if not settings.NEWSROOM_INDEXING:
        return ["User-agent: *", "Disallow: /"]
    lines = [
        line
        for agent in settings.NEWSROOM_ROBOTS_REFUSED
        for line in (f"User-agent: {agent}", "Disallow: /", "")
    ]
    # Each address of the desk and of the API would only cost time: the maps name what is to be read.
    lines += ["User-agent: *", f"Disallow: {reverse('admin:index')}", "Disallow: /api/", ""]
    lines += [f"Sitemap: {settings.SITE_URL}{reverse(name)}" for name in ("sitemap", "news-sitemap")]
    return lines

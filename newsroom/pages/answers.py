"""How a page is answered: in one language, under a strict policy, and never kept past the next whole minute."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control

from articles.models import Article
from newsroom.api import etag_for, if_none_match, seconds_to_next_minute

from .dates import today_line

Context = Mapping[str, Any]


def page(
    request: HttpRequest,
    template: str,
    context: Context,
    now: datetime,
    *,
    language: str = settings.LANGUAGE_CODE,
    private: bool = False,
) -> HttpResponse:
    """A page with 200, or 304 when the reader holds it.

    The entity tag is made from what was rendered, without the nonce, so that a new template, a translation or midnight
    changes it as surely as a new edition; it is weak, because two answers differ in their nonce. Browsers ask again each
    time (a rating shows at once), shared caches keep a page until the next whole minute, when a schedule may change it.
    `private`: what depends on a reader's own words is kept by no shared cache.
    """
    body = render(request, template, context, now, language=language)
    nonce = str(request.csp_nonce)  # type: ignore[attr-defined]
    etag = f"W/{etag_for(body.replace(nonce, ''))}"
    if if_none_match(request, etag):
        response = HttpResponse(status=304)
        del response.headers["Content-Type"]
        # A 304's headers replace the kept ones: with a new nonce the kept page's scripts would be blocked.
        response._csp_exempt = True  # type: ignore[attr-defined]
    else:
        response = _html(body, 200, language)
    response.headers["ETag"] = etag
    if private:
        patch_cache_control(response, private=True, max_age=0)
    else:
        patch_cache_control(response, public=True, max_age=0, s_maxage=seconds_to_next_minute(now))
    return response


def notice(request: HttpRequest, template: str, context: Context, now: datetime, status: int) -> HttpResponse:
    """A page that tells why there is nothing to read (400, 404, 410); no cache keeps it."""
    body = render(request, template, context, now)
    response = _html(body, status, settings.LANGUAGE_CODE)
    patch_cache_control(response, no_store=True)
    return response


def render(
    request: HttpRequest,
    template: str,
    context: Context,
    now: datetime,
    *,
    language: str = settings.LANGUAGE_CODE,
) -> str:
    """The page's HTML, in the language of its article or of the site, whatever the browser asks for."""
    whole = {
        "site_name": settings.SITE_NAME,
        "site_footer": settings.SITE_FOOTER,
        "today": today_line(now, language),
        "page_language": language,
        "feed": reverse("feed-rss", args=["latest"]),
        "other_languages": [
            (code, name)
            for code, name in Article.Language.choices
            if code not in (language, settings.LANGUAGE_CODE)
        ],
        **context,
    }
    with translation.override(language):
        return render_to_string(template, whole, request)


def _html(body: str, status: int, language: str) -> HttpResponse:
    response = HttpResponse(body, status=status)
    response.headers["Content-Language"] = language
    response._csp_config = settings.NEWSROOM_PAGES_POLICY  # type: ignore[attr-defined]
    return response

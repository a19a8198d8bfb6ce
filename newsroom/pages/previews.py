"""A page that is not public, shown to those who may see it before: never kept, never indexed."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.publishing import Preview, find_preview
from articles.publishing import preview as render_preview


def show_preview(request: HttpRequest, preview: Preview) -> HttpResponse:
    """The article as readers would get it, below a line that says that it is not public."""
    context = {
        "site_name": settings.SITE_NAME,
        "article": preview.document,
        "html": preview.html,
        "parts": [],
    }
    with translation.override(preview.document["language"]):
        response = render(request, "pages/preview.html", context)
    patch_cache_control(response, no_store=True)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The one version that the link was made for. Forged, expired and revoked links are the same 404."""
    revision = find_preview(token)
    if revision is None:
        raise Http404
    return show_preview(request, render_preview(revision.article, revision.snapshot))

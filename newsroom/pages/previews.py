"""A page that is not public, shown to those who may see it before: never kept, never indexed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.publishing import Preview, find_preview
from articles.publishing import preview as render_preview

from .answers import render
from .article import article_context


def show_preview(request: HttpRequest, preview: Preview, *, without_scripts: bool = False) -> HttpResponse:
    """The article as readers would get it, below a line that says that it is not public."""
    now, document = timezone.now(), preview.document
    context = {**article_context(document, preview.html, [], now), "without_scripts": without_scripts}
    response = HttpResponse(
        render(request, "pages/preview.html", context, now, language=document["language"])
    )
    patch_cache_control(response, no_store=True)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def show_in_frame(request: HttpRequest, preview: Preview) -> HttpResponse:
    """The same inside the desk, in a frame that lets no script run."""
    return show_preview(request, preview, without_scripts=True)


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The one version that the link was made for. Forged, expired and revoked links are the same 404."""
    revision = find_preview(token)
    if revision is None:
        raise Http404
    return show_preview(request, render_preview(revision.article, revision.snapshot))

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles import plugins
from articles.models import Edition, Redirect
from articles.publishing import Gone, NotPublic, find_public, why_not_public
from newsroom.api import etag_for, if_none_match

FRONT_SIZE = 30


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The newest articles."""
    now = timezone.now()
    rows = (
        Edition.objects.public(now)
        .order_by("-published_at", "-article_id")
        .values_list("digest", "card")[:FRONT_SIZE]
    )
    cards = [json.loads(bytes(card)) for _, card in rows]
    etag = etag_for("front", *(digest for digest, _ in rows))
    return _fresh(request, "pages/front.html", {"cards": cards}, etag)


@require_safe
def article(request: HttpRequest, article_id: int, slug: str) -> HttpResponse:
    """One article. Another slug in the address leads to the right one; what was withdrawn shows its notice."""
    now = timezone.now()
    columns = {
        f"{extension.name}_x_{name}".replace("-", "_"): column
        for extension in plugins.extensions()
        for name, column in extension.columns.items()
    }
    row = (
        Edition.objects.public(now)
        .filter(article=article_id)
        .annotate(**columns)
        .values("slug", "digest", "document", "html", *columns)
        .first()
    )
    if row is None:
        return _absent(request, article_id)
    if row["slug"] != slug:
        return HttpResponsePermanentRedirect(reverse("article", args=[article_id, row["slug"]]))
    document = json.loads(bytes(row["document"]))
    parts: list[dict[str, Any]] = []
    versions = []
    for extension in plugins.extensions():
        own = {name: row[f"{extension.name}_x_{name}".replace("-", "_")] for name in extension.columns}
        members = extension.represent(own)
        document.update(members)
        versions.append(extension.version(own))
        parts += [
            {"place": part.place, "template": part.template, "row": own} for part in extension.page_parts
        ]
    context = {"article": document, "html": row["html"], "parts": parts}
    return _fresh(request, "pages/article.html", context, etag_for("page", row["digest"], *versions))


@require_safe
def moved(request: HttpRequest, path: str) -> HttpResponse:
    """An address of the legacy site leads to the article that stands for it, once that is public."""
    asked = request.get_full_path()
    row = Redirect.objects.filter(path__in=[asked, request.path]).order_by("-path").first()
    if row is None:
        raise Http404
    try:
        edition = find_public(row.article_id)
    except NotPublic as error:
        raise Http404 from error
    except Gone as error:
        return _gone(request, error)
    return HttpResponsePermanentRedirect(reverse("article", args=[row.article_id, edition.slug]))


def _absent(request: HttpRequest, article_id: int) -> HttpResponse:
    reason = why_not_public(article_id, timezone.now())
    if isinstance(reason, NotPublic):
        raise Http404
    return _gone(request, reason)


def _gone(request: HttpRequest, gone: Gone) -> HttpResponse:
    context = {"site_name": settings.SITE_NAME, "withdrawal": gone.withdrawal, "correction": gone.correction}
    with translation.override(settings.LANGUAGE_CODE):
        response = render(request, "pages/gone.html", context, status=410)
    patch_cache_control(response, no_store=True)
    return response


def _fresh(request: HttpRequest, template: str, context: dict[str, Any], etag: str) -> HttpResponse:
    """The page, in the language of its article or of the site, whatever the browser asks for: one address, one page."""
    language = context.get("article", {}).get("language", settings.LANGUAGE_CODE)
    if if_none_match(request, etag):
        response = HttpResponse(status=304)
    else:
        with translation.override(language):
            response = render(request, template, {"site_name": settings.SITE_NAME, **context})
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)
    return response

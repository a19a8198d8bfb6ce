"""The article's page."""

import json
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import plugins
from articles.models import Edition, Redirect
from articles.publishing import Gone, NotPublic, find_public, why_not_public
from newsroom.api import ask

from .answers import notice, page
from .calendar import archive_address
from .contents import with_anchors
from .dates import date_line
from .navigation import read_navigation
from .neighbours import read_neighbours
from .pictures import picture

FIRST_NODES = 3
"""A main photo that the text shows among its first pieces is not shown above it too."""


@require_safe
def article(request: HttpRequest, article_id: int, slug: str) -> HttpResponse:
    """One article, in three queries. Another slug leads to the right one; what was withdrawn shows its notice."""
    now = timezone.now()
    row = _read(article_id, now)
    if row is None:
        return _absent(request, article_id, now)
    if row["slug"] != slug:
        return HttpResponsePermanentRedirect(reverse("article", args=[article_id, row["slug"]]))
    document = json.loads(bytes(row["document"]))
    parts = _parts(document, row)
    context = article_context(document, row["html"], parts, now)
    return page(request, "pages/article.html", context, now, language=document["language"])


def article_context(
    document: dict[str, Any], html: str, parts: list[dict[str, Any]], now: datetime
) -> dict[str, Any]:
    """What `pages/article.html` is made from: a document, its body's HTML, and the extensions' pieces. Two queries."""
    language, section = document["language"], document["section"]["slug"]
    for correction in document["corrections"]:
        correction["line"] = date_line(datetime.fromisoformat(correction["at"]), language)
    marked, headings = with_anchors(html, document["body"])
    navigation = read_navigation(now)
    trail = navigation.trail(section)
    sections = [place.slug for place in reversed(trail)] or [section]
    # In the offset of Asia/Ho_Chi_Minh, as every edition tells its times.
    published_at = datetime.fromisoformat(document["published_at"])
    return {
        "article": document,
        "html": marked,
        "headings": headings,
        "main_photo": _main_photo(document),
        "published_line": date_line(published_at, language),
        "month_address": archive_address(section, published_at.year, published_at.month),
        "updated_line": _updated_line(document),
        "parts": parts,
        "navigation": navigation,
        "trail": trail,
        "neighbours": read_neighbours(document, sections, now),
    }


@require_safe
def moved(request: HttpRequest, path: str) -> HttpResponse:
    """An address of the legacy site leads to the article that stands for it, once that is public."""
    asked = request.get_full_path()
    row = Redirect.objects.filter(path__in=[asked, request.path]).order_by("-path").first()
    if row is None:
        raise Http404
    now = timezone.now()
    try:
        edition = find_public(row.article_id, now)
    except NotPublic as error:
        raise Http404 from error
    except Gone as error:
        return _gone(request, error, now)
    return HttpResponsePermanentRedirect(reverse("article", args=[row.article_id, edition.slug]))


def _alias(extension: plugins.ArticleExtension, column: str) -> str:
    return f"{extension.name}_x_{column}".replace("-", "_")


def _read(article_id: int, now: datetime) -> dict[str, Any] | None:
    extensions = plugins.extensions()
    columns = {
        _alias(extension, name): column
        for extension in extensions
        for name, column in extension.columns.items()
    }

    def build(now: datetime, article_id: int) -> "QuerySet[Edition, tuple[Any, ...]]":
        public = Edition.objects.public(now).filter(article=article_id).annotate(**columns)
        return public.order_by().values_list("slug", "document", "html", *columns)

    rows = ask(("page", extensions), build, now, article_id)
    return dict(zip(("slug", "document", "html", *columns), rows[0], strict=True)) if rows else None


def _parts(document: dict[str, Any], row: dict[str, Any]) -> list[dict[str, Any]]:
    """The extensions' pieces of the page; their members are added to the document, as in the API."""
    parts: list[dict[str, Any]] = []
    for extension in plugins.extensions():
        own = {name: row[_alias(extension, name)] for name in extension.columns}
        document.update(extension.represent(own))
        parts += [
            {"place": part.place, "template": part.template, "row": own} for part in extension.page_parts
        ]
    return parts


def _main_photo(document: dict[str, Any]) -> dict[str, Any] | None:
    """The photo above the text; none when it is awaited, or when the text begins with it."""
    photo: dict[str, Any] | None = document["photo"]
    if picture(photo) is None or photo is None:
        return None
    for node in document["body"][:FIRST_NODES]:
        shown = [node.get("photo"), *(item.get("photo") for item in node.get("photos", []))]
        if photo["id"] in [one["id"] for one in shown if one]:
            return None
    return photo


def _updated_line(document: dict[str, Any]) -> str:
    """When the article was last changed; empty for its first edition."""
    if document["edition"]["kind"] == Edition.Kind.PUBLICATION:
        return ""
    return date_line(datetime.fromisoformat(document["updated_at"]), document["language"])


def _absent(request: HttpRequest, article_id: int, now: datetime) -> HttpResponse:
    reason = why_not_public(article_id, now)
    if isinstance(reason, NotPublic):
        raise Http404
    return _gone(request, reason, now)


def _gone(request: HttpRequest, gone: Gone, now: datetime) -> HttpResponse:
    context = {
        "withdrawal": gone.withdrawal,
        "correction": gone.correction,
        "navigation": read_navigation(now),
    }
    return notice(request, "pages/gone.html", context, now, 410)

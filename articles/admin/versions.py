"""Two versions of an article side by side: any two revisions, or the newest against what is public."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..models import Article, Edition, Revision
from .article_pages import article_for
from .comparing import compare_snapshots

LIVE = "live"
VERSIONS_OFFERED = 200


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions: what is asked for by, and what it is."""

    value: str
    revision: Revision
    public: bool

    def __str__(self) -> str:
        if self.public:
            return gettext("public now (version %(number)d)") % {"number": self.revision.number}
        return gettext("version %(number)d") % {"number": self.revision.number}


def versions_page(desk: admin.ModelAdmin, request: HttpRequest, article_id: int) -> HttpResponse:
    """`?from=` and `?to=` name a version by its number, or `live`. By default: what is public, else the version before,
    against the newest."""
    article = article_for(desk, request, article_id)
    newest = str(article.version)
    live = _live(article)
    before = LIVE if live else str(max(article.version - 1, 1))
    old = _side(article, live, request.GET.get("from") or before)
    new = _side(article, live, request.GET.get("to") or newest)
    return TemplateResponse(
        request,
        "admin/articles/article/versions.html",
        {
            **desk.admin_site.each_context(request),
            "title": _("Compare versions"),
            "subtitle": str(article),
            "opts": desk.opts,
            "original": article,
            "article": article,
            "old": old,
            "new": new,
            "comparison": compare_snapshots(old.revision.snapshot, new.revision.snapshot),
            "choices": _choices(article, live),
            "may_restore": desk.has_change_permission(request, article) and not article.trashed_at,
        },
    )


def _live(article: Article) -> Revision | None:
    """The revision of which the public edition is made."""
    edition = Edition.objects.public(timezone.now()).filter(article=article).only("revision_id").first()
    return Revision.objects.filter(pk=edition.revision_id).first() if edition else None


def _side(article: Article, live: Revision | None, value: str) -> Side:
    if value == LIVE and live is not None:
        return Side(value, live, public=True)
    # No version has a number of ten digits.
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
    revision = article.revisions.filter(number=number).select_related("created_by").first()
    if revision is None:
        raise Http404
    return Side(value, revision, public=False)


def _choices(article: Article, live: Revision | None) -> list[tuple[str, Any]]:
    revisions = article.revisions.defer("snapshot").select_related("created_by")[:VERSIONS_OFFERED]
    public = [(LIVE, gettext("public now (version %(number)d)") % {"number": live.number})] if live else []
    return [*public, *((str(revision.number), _named(revision)) for revision in revisions)]


def _named(revision: Revision) -> str:
    moment = timezone.localtime(revision.created_at)
    parts = [str(revision.number), f"{moment:%H:%M %d/%m/%Y}", str(revision.created_by or "–"), revision.note]
    return " · ".join(part for part in parts if part)

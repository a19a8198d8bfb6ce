"""The list of what is to be seen to before publishing: of the saved article, or of the form as it stands."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ..models import Article
from ..permissions import Act
from .article_pages import article_for
from .checklist import checklist
from .form_snapshots import form_snapshot


def checklist_page(desk: admin.ModelAdmin, request: HttpRequest, article_id: int) -> HttpResponse:
    """GET: the newest version; POST: the open form, which is not saved. `article_id` 0 was never saved."""
    return _page(request, desk, article_id)


@require_http_methods(["GET", "POST"])
def _page(request: HttpRequest, desk: Any, article_id: int) -> HttpResponse:
    posted = request.method == "POST"
    if article_id == 0 and not (posted and desk.has_add_permission(request)):
        raise PermissionDenied
    article = (
        Article()
        if article_id == 0
        else article_for(desk, request, article_id, Act.CHANGE if posted else Act.SEE)
    )
    newest = None if posted else article.revisions.first()
    snapshot = form_snapshot(desk, request, article) if newest is None else newest.snapshot
    items = checklist(article, snapshot, request.user)
    response = TemplateResponse(
        request,
        "admin/articles/article/checklist.html",
        {
            **desk.admin_site.each_context(request),
            "title": _("Checklist"),
            "subtitle": str(article),
            "opts": desk.opts,
            "original": article,
            "article": article,
            "must": [item for item in items if item.must],
            "warnings": [item for item in items if not item.must],
        },
    )
    patch_cache_control(response, no_store=True)
    return response

"""An edition that is no longer public, as readers saw it: for inspection by those with the right to, each look logged.

Press law has what was taken down kept on the server for inspection.
"""

import json
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _

from ..models import Article, LogEntry, User
from ..permissions import Act, may
from .permitted import absent


def inspection_page(
    desk: admin.ModelAdmin, request: HttpRequest, article_id: int, number: int
) -> HttpResponse:
    """Edition `number` of the article. One that was never public is not there."""
    if not may(request.user, Act.INSPECT, Article):
        raise PermissionDenied
    article: Any = desk.get_object(request, str(article_id))
    edition = article and article.editions.filter(number=number, live_from__lte=timezone.now()).first()
    if not edition or not may(request.user, Act.INSPECT, article):
        return absent(request)
    LogEntry.objects.create(
        article=article,
        act="inspect",
        edition_number=edition.number,
        detail={"number": edition.number},
        by=request.user if isinstance(request.user, User) else None,
    )
    response = TemplateResponse(
        request,
        "admin/articles/article/inspection.html",
        {
            **desk.admin_site.each_context(request),
            "title": _("Inspection"),
            "subtitle": edition.headline,
            "opts": desk.opts,
            "original": article,
            "article": article,
            "edition": edition,
            "document": json.loads(bytes(edition.document)),
            "withdrawals": article.withdrawals.filter(edition=edition).select_related("created_by"),
            "looks": article.log.filter(act="inspect", edition_number=edition.number).select_related("by")[
                :20
            ],
        },
    )
    patch_cache_control(response, no_store=True)
    return response

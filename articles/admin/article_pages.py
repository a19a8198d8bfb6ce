"""What the pages about one article at the desk have in common: finding it, and asking whether it may be seen."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from ..models import Article, User


def article_for(
    desk: admin.ModelAdmin, request: HttpRequest, article_id: int, *, change: bool = False
) -> Article:
    """The article, when whoever asks may look at it (or change it). Otherwise 403, also when there is none: who may see
    no articles is not told which exist."""
    article: Any = desk.get_object(request, str(article_id))
    may = desk.has_change_permission if change else desk.has_view_permission
    if not may(request, article):
        raise PermissionDenied
    if article is None:
        raise Http404
    return article


def editor_of(request: HttpRequest) -> User | None:
    """Who is at the desk."""
    return request.user if isinstance(request.user, User) else None

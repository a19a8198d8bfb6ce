"""What the pages about one article at the desk have in common: finding it, and asking whether it may be seen."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from ..models import Article, User


def article_for(
    desk: admin.ModelAdmin, request: HttpRequest, article_id: int, *, change: bool = False
) -> Article:
    """The article, when whoever asks may look at it (or change it). 404 for what they may not see, as for what is not
    there; 403 when they may see but not change it, and for whoever has no business with articles at all."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    article: Any = desk.get_object(request, str(article_id))
    if article is None:
        raise Http404
    if change and not desk.has_change_permission(request, article):
        raise PermissionDenied
    return article


def editor_of(request: HttpRequest) -> User | None:
    """Who is at the desk."""
    return request.user if isinstance(request.user, User) else None

"""What the pages about one article at the desk have in common: finding it, and asking whether it may be seen."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from ..models import Article, User
from ..permissions import Act, may


def article_for(desk: admin.ModelAdmin, request: HttpRequest, article_id: int, act: Act = Act.SEE) -> Article:
    """The article, when whoever asks may do `act` to it. What they may not see is not there (404); what they see and may
    not change is refused (403)."""
    if not may(request.user, act, Article):
        raise PermissionDenied
    article: Any = desk.get_object(request, str(article_id))
    if article is None or not may(request.user, Act.SEE, article):
        raise Http404
    if not may(request.user, act, article):
        raise PermissionDenied
    return article


def editor_of(request: HttpRequest) -> User | None:
    """Who is at the desk."""
    return request.user if isinstance(request.user, User) else None

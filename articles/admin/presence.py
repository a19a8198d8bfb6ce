"""Who else has this article open. Kept in the cache for minutes; when the cache forgets, nobody is shown."""

import logging
from contextlib import suppress
from datetime import datetime, timedelta

from django.contrib import admin
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST

from ..models import Article, User
from .article_pages import article_for, editor_of

logger = logging.getLogger(__name__)

People = dict[int, tuple[str, datetime]]

STAYS = timedelta(minutes=2)
"""How long somebody is thought to be there after the last sign of life. The page gives one every half minute."""
MOST_PEOPLE = 50


def enter(article: Article, user: User | None, now: datetime) -> list[str]:
    """Notes that the user has the article open, and names the others who have. Two signs in the same instant may lose
    one: the next half minute brings it back."""
    seen = _remembered(article)
    fresh = {pk: (name, at) for pk, (name, at) in seen.items() if at > now - STAYS}
    others = [name for pk, (name, _) in fresh.items() if user is None or pk != user.pk]
    if user is not None and len(fresh) < MOST_PEOPLE:
        _remember(article, {**fresh, user.pk: (user.get_full_name() or user.get_username(), now)})
    return others


def leave(article: Article, user: User | None) -> None:
    """Takes the user off at once, as when the page is closed."""
    seen = _remembered(article)
    if user is not None and user.pk in seen:
        del seen[user.pk]
        _remember(article, seen)


def _remembered(article: Article) -> People:
    """Empty, too, when the cache is away: nobody's writing hangs on it."""
    try:
        return cache.get(f"desk-presence:{article.pk}") or {}
    except Exception:
        logger.warning("The cache is away: nobody is shown to be in an article.", exc_info=True)
        return {}


def _remember(article: Article, people: People) -> None:
    with suppress(Exception):
        cache.set(f"desk-presence:{article.pk}", people, STAYS.total_seconds())


def presence(desk: admin.ModelAdmin, request: HttpRequest, article_id: int) -> HttpResponse:
    """A sign of life from an open form; the answer names who else is there."""
    return _answer(request, article_for(desk, request, article_id))


@require_POST
def _answer(request: HttpRequest, article: Article) -> HttpResponse:
    user = editor_of(request)
    if request.POST.get("leave"):
        leave(article, user)
        response = JsonResponse({"others": []})
    else:
        others = enter(article, user, timezone.now())
        response = JsonResponse({"others": others, "version": article.version})
    patch_cache_control(response, no_store=True)
    return response

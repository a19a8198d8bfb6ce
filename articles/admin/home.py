"""The desk's home page: what waits for me, what is about to appear, what appeared last, and what needs mending.

A fixed number of queries, however much there is.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.contrib import admin
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.http.response import HttpResponse
from django.utils import timezone

from ..models import Article, Edition, Photo, State
from ..permissions import Act, may, visible
from ..publishing import returns_of
from .short_forms import unexplained_in
from .standing import BYTES

SHOWN = 8
"""So many of a kind; a link leads to the rest."""
DAYS_AHEAD = 7
MOST_SCHEDULED = 40
LICENCE_NOTICE = timedelta(days=14)

Articles = QuerySet[Article]


def home(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    return admin.AdminSite.index(admin.site, request, {**home_context(request.user), **(extra_context or {})})


def home_context(user: Any) -> dict[str, Any]:
    """What the page shows to this user, by the names that its template uses."""
    now = timezone.now()
    waiting = _waiting(user)
    return {
        "today": timezone.localtime(now),
        **waiting,
        "short_forms": unexplained_in([*waiting["in_review"], *waiting["approved"]]),
        "scheduled": _by_day(_scheduled(user, now)),
        "published": _published(now) if may(user, Act.SEE, Article) else [],
        **_problems(user, now),
        "may_write": may(user, Act.ADD, Article),
        "may_add_photos": may(user, Act.ADD, Photo),
    }


def _articles(user: Any) -> Articles:
    rows = visible(user, Article.objects.filter(trashed_at__isnull=True))
    return rows.select_related("section", "photo", "created_by")


def _waiting(user: Any) -> dict[str, Any]:
    """Own drafts, with the returned ones first; what is to be read; what is to be published."""
    public = Edition.objects.filter(article=OuterRef("pk"), slot__isnull=False).order_by("-number")
    newer = _articles(user).annotate(out=Subquery(public.values("revision__number")[:1]))
    own = list(
        newer.filter(created_by=user.pk, state=State.DRAFT)
        .filter(Q(out__isnull=True) | ~Q(out=F("version")))
        .order_by("-changed_at", "-pk")[: 3 * SHOWN]
    )
    back = returns_of(own)
    steps = _articles(user).exclude(state=State.DRAFT).order_by("changed_at", "pk")
    in_review, approved = (
        list(steps.filter(state=state)[: SHOWN + 1]) for state in (State.IN_REVIEW, State.APPROVED)
    )
    return {
        "returned": [(article, back[article.pk]) for article in own if article.pk in back][:SHOWN],
        "drafts": [article for article in own if article.pk not in back][:SHOWN],
        "in_review": in_review[:SHOWN],
        "more_in_review": len(in_review) > SHOWN,
        "approved": approved[:SHOWN],
        "more_approved": len(approved) > SHOWN,
        "approves": may(user, Act.APPROVE, Article),
        "publishes": may(user, Act.PUBLISH, Article),
    }


def _scheduled(user: Any, now: datetime) -> "QuerySet[Edition]":
    """What will appear from now to the end of the days ahead, of what the user may see."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    end = midnight + timedelta(days=DAYS_AHEAD + 1)
    return (
        Edition.objects.filter(slot__isnull=False, live_from__gt=now, live_from__lt=end)
        .filter(article__in=visible(user, Article.objects.all()))
        .defer(*BYTES)
        .select_related("article__section", "created_by")
        .order_by("live_from", "pk")[:MOST_SCHEDULED]
    )


def _by_day(editions: Iterable[Edition]) -> list[tuple[date, list[Edition]]]:
    def day(edition: Edition) -> date:
        return timezone.localtime(edition.live_from).date()

    return [(when, list(group)) for when, group in groupby(editions, day)]


def _published(now: datetime) -> list[Edition]:
    rows = (
        Edition.objects.public(now)
        .defer(*BYTES)
        .select_related("article__section", "article__photo", "created_by")
    )
    return list(rows.order_by("-updated_at", "-article_id")[:SHOWN])


def _problems(user: Any, now: datetime) -> dict[str, Any]:
    """Rights that run out, credits that are missing, and drafts under way that could not be published."""
    today = timezone.localdate(now)
    photos = visible(user, Photo.objects.all()).order_by("-pk")
    if not may(user, Act.CHANGE, Photo):
        photos = photos.none()
    elif not user.has_perm("articles.change_any_photo"):
        photos = photos.filter(created_by=user.pk)
    licences = photos.filter(licence_expires__lte=today + LICENCE_NOTICE).order_by("licence_expires", "pk")
    return {
        "licences": [
            (photo, photo.licence_expires < today) for photo in licences[:SHOWN] if photo.licence_expires
        ],
        "no_credit": list(photos.filter(credit="")[:SHOWN]),
        "unfit": list(_unfit(user)[:SHOWN]),
    }


def _unfit(user: Any) -> Articles:
    """Drafts on their way that lack what publishing asks for; the publishing page says the whole list."""
    photo_unfit = Q(photo__isnull=False) & (
        Q(photo__credit="") | Q(photo__file="") | Q(photo__alt="", photo__decorative=False)
    )
    scheduled = Exists(
        Edition.objects.filter(article=OuterRef("pk"), slot__isnull=False, live_from__gt=timezone.now())
    )
    return (
        _articles(user)
        .filter(Q(section__isnull=True) | photo_unfit)
        .filter(~Q(state=State.DRAFT) | scheduled)
        .order_by("changed_at", "pk")
    )

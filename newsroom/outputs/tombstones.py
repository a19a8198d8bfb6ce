"""Articles that were public not long ago and are no more: what a feed may still say of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from articles.models import Edition, Facet, PublicChange, Withdrawal

REMEMBERED = timedelta(days=30)
MOST = 100
GONE = (PublicChange.Kind.WITHDRAWN, PublicChange.Kind.EXPIRED)


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An article that left, since when, and why if it was withdrawn. Facts, never its words."""

    article_id: int
    at: datetime
    reason: str
    """Empty: it had its time."""


def tombstones(now: datetime, section: str | None) -> list[Tombstone]:
    """What left the feed in the last 30 days, the newest first and at most 100. One query."""
    shown = Edition.objects.filter(article=OuterRef("article_id"), number=OuterRef("edition_number"))
    open_now = Withdrawal.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), at__lte=now)
    withdrawal = open_now.filter(article=OuterRef("article_id")).order_by("-at")
    rows = (
        PublicChange.objects.filter(kind__in=GONE, at__lte=now, at__gt=now - REMEMBERED)
        .exclude(Exists(Edition.objects.public(now).filter(article=OuterRef("article_id"))))
        .annotate(facets=shown.values("facets")[:1], reason=withdrawal.values("reason")[:1])
        .order_by("-at", "-pk")
        .values("article_id", "at", "facets", "reason")
    )
    found: dict[int, Tombstone] = {}
    for row in rows[:MOST]:
        if section is None or _was_in(row, section):
            stone = Tombstone(row["article_id"], row["at"], row["reason"] or "")
            found.setdefault(stone.article_id, stone)
    return list(found.values())


def last_change(now: datetime) -> datetime | None:
    """When the newest line of the public ledger was written: nothing that is public changed after it."""
    return (
        PublicChange.objects.filter(at__lte=now).order_by("-at", "-pk").values_list("at", flat=True).first()
    )


def _was_in(row: Mapping[str, Any], section: str) -> bool:
    return [Facet.SECTION.value, section] in (row["facets"] or [])

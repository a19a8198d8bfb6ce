"""Is an article public, and if not, what may be said about it?"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from ..models import Correction, Edition, Withdrawal


class NotPublic(Exception):
    """There is nothing to see, and nothing to be said: never existed, a draft, or not yet."""


@dataclass(eq=False)
class Gone(Exception):
    """It was public and is no more: withdrawn, with the reason, or expired, without one."""

    withdrawal: Withdrawal | None
    correction: Correction | None


def find_public(article_id: int, now: datetime | None = None) -> Edition:
    """The article's public edition, without its bytes. Raises `NotPublic` or `Gone`. One query when it is public."""
    now = now or timezone.now()
    public = Edition.objects.public(now).defer("card", "document", "html", "search_text")
    edition = public.filter(article=article_id).first()
    if edition is not None:
        return edition
    raise why_not_public(article_id, now)


def why_not_public(article_id: int, now: datetime) -> NotPublic | Gone:
    """For an article that has no public edition at `now`: may it be said that there was one?"""
    was_public = Edition.objects.filter(article=article_id, live_from__lte=now)
    if not was_public.exists():
        return NotPublic()
    withdrawal = Withdrawal.objects.filter(article=article_id, at__lte=now).order_by("-at").first()
    if withdrawal is not None and (withdrawal.ends_at is None or withdrawal.ends_at > now):
        correction = Correction.objects.filter(article=article_id, edition__live_from__lte=now).last()
        return Gone(withdrawal, correction)
    return Gone(None, None)

"""What the public sees of an article now, as the desk shows it. Slots are settled by acts; the clock is asked here."""

from dataclasses import dataclass
from datetime import datetime

from ..models import Article, Edition, Withdrawal

BYTES = ("card", "document", "html", "search_text", "facets")


@dataclass(frozen=True, slots=True)
class Standing:
    """The edition that is public, the one that will be, and the withdrawal in force."""

    public: Edition | None
    upcoming: Edition | None
    withdrawal: Withdrawal | None
    was_published: bool


def public_and_upcoming(current: list[Edition], now: datetime) -> tuple[Edition | None, Edition | None]:
    """Of the editions in a slot: the one whose window is open, and the one whose window is yet to open."""
    public = [edition for edition in current if edition.live_from <= now and not _over(edition, now)]
    upcoming = [edition for edition in current if edition.live_from > now]
    return (public[0] if public else None), (upcoming[0] if upcoming else None)


def standing_of(article: Article, now: datetime) -> Standing:
    current = list(article.editions.filter(slot__isnull=False).defer(*BYTES))
    withdrawal = article.withdrawals.first()
    if withdrawal is not None and withdrawal.ends_at is not None and withdrawal.ends_at <= now:
        withdrawal = None
    return Standing(*public_and_upcoming(current, now), withdrawal, article.editions.exists())


def _over(edition: Edition, now: datetime) -> bool:
    return edition.live_until is not None and edition.live_until <= now

"""Which edition is live and which is next: moving slots and windows, and the indexes and ledger that go with them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext

from .. import search
from ..models import Article, Edition, EditionFacet, PublicChange, SearchEntry, Slot, Withdrawal
from .errors import Refused

Kind = PublicChange.Kind

BYTES = ("card", "document", "html")
"""The heavy columns of an edition, which moving it does not need."""
TICK = timedelta(microseconds=1)
CLOCK_TOLERANCE = timedelta(minutes=1)
"""How far the clocks of two servers may be apart."""


@dataclass(slots=True)
class Desk:
    """An article under its lock, with its editions settled at one moment."""

    article: Article
    now: datetime
    live: Edition | None
    next: Edition | None
    newest: Edition | None
    """The newest edition that was ever public: the live one, if there is one."""
    last_withdrawal: Withdrawal | None

    @property
    def visible(self) -> bool:
        """Whether the live edition is public now; it may have expired."""
        return self.live is not None and (self.live.live_until is None or self.live.live_until > self.now)

    @property
    def withdrawal(self) -> Withdrawal | None:
        """The withdrawal in force."""
        last = self.last_withdrawal
        if last is None or (last.ends_at is not None and last.ends_at <= self.now):
            return None
        return last

    @property
    def next_number(self) -> int:
        """The number of the next edition to be public. A scheduled one gives it up when it is overtaken, so that no
        gap tells readers of it."""
        return self.newest.number + 1 if self.newest else 1


def open_desk(article: Article) -> Desk:
    """Settles what is due: a next edition whose minute has come is the live one.

    Raises `Refused` when the clock stands before something that has happened already.
    """
    editions = article.editions.defer(*BYTES)
    slots = {edition.slot: edition for edition in editions.filter(slot__isnull=False)}
    live, upcoming = slots.get(Slot.LIVE), slots.get(Slot.NEXT)
    withdrawal = article.withdrawals.first()
    clock = timezone.now()
    if upcoming is not None and upcoming.live_from <= clock:
        if live is not None:
            retire(live, upcoming.live_from)
        upcoming.slot = Slot.LIVE
        upcoming.save(update_fields=["slot"])
        live, upcoming = upcoming, None
    newest = live or editions.exclude(slot=Slot.NEXT).first()
    return Desk(article, _moment(clock, newest, upcoming, withdrawal), live, upcoming, newest, withdrawal)


def _moment(
    clock: datetime, newest: Edition | None, upcoming: Edition | None, withdrawal: Withdrawal | None
) -> datetime:
    """Now, but after everything that was done before: two acts in one tick of the clock, or on two servers whose
    clocks differ a little, keep their order, and no window is empty."""
    past = [newest.live_from] if newest else []
    if withdrawal is not None:
        past.append(withdrawal.at)
        if withdrawal.ends_at is not None and (upcoming is None or withdrawal.ends_at != upcoming.live_from):
            past.append(withdrawal.ends_at)
    last = max(past, default=None)
    if last is None or last < clock:
        return clock
    if last - clock > CLOCK_TOLERANCE:
        raise Refused(
            gettext("The server's clock shows %(clock)s, which is before the last act on this article (%(last)s). "
                    "Nothing was done: have the clock put right.")
            % {"clock": f"{timezone.localtime(clock):%d/%m/%Y %H:%M}", "last": f"{timezone.localtime(last):%d/%m/%Y %H:%M}"}
        )  # fmt: skip
    return last + TICK


def retire(edition: Edition, at: datetime) -> None:
    """The edition is a past one; a window that was still open ends at `at`."""
    edition.slot = None
    if edition.live_until is None or edition.live_until > at:
        edition.live_until = at
    edition.save(update_fields=["slot", "live_until"])
    edition.index.all().delete()
    SearchEntry.objects.filter(edition=edition).delete()


def place(edition: Edition, slot: Slot) -> None:
    """Puts the edition into a slot that is free, and into the indexes. Of one that is kept already nothing but slot
    and window changes."""
    edition.slot = slot
    if edition._state.adding:
        edition.save(force_insert=True)
    else:
        edition.save(update_fields=["slot", "live_until"])
    EditionFacet.objects.bulk_create(index_rows(edition))
    search.entry_of(edition).save(force_insert=True)


def index_rows(edition: Edition) -> list[EditionFacet]:
    """The edition's rows in the index, unsaved."""
    return [
        EditionFacet(
            edition=edition,
            article_id=edition.article_id,
            facet=facet,
            value=value,
            published_at=edition.published_at,
            updated_at=edition.updated_at,
        )
        for facet, value in edition.facets
    ]


def set_end(edition: Edition, at: datetime | None) -> None:
    """The edition's window ends at `at`, at the end that its editor asked for, or never: whichever comes first.
    Unsaved."""
    edition.live_until = min(
        (moment for moment in (at, edition.expires_at) if moment is not None), default=None
    )


def end_window(edition: Edition, at: datetime | None) -> None:
    """`set_end`, saved."""
    set_end(edition, at)
    edition.save(update_fields=["live_until"])


def record(article: Article, number: int, kind: Kind, at: datetime) -> None:
    """Writes one line of the public ledger."""
    PublicChange.objects.create(article=article, edition_number=number, kind=kind, at=at)


def plan_ledger(desk: Desk) -> None:
    """Lays the ledger's future lines anew from the windows as they stand."""
    article = desk.article
    PublicChange.objects.filter(article=article, at__gt=desk.now).delete()
    if desk.next is not None:
        record(article, desk.next.number, Kind.PUBLISHED, desk.next.live_from)
    takes_over = desk.next.live_from if desk.next else None
    for edition in (desk.live, desk.next):
        if edition is None or edition.live_until is None or edition.live_until <= desk.now:
            continue
        if edition.live_until != takes_over:
            record(article, edition.number, Kind.EXPIRED, edition.live_until)

"""The acts of publishing. Each is one transaction under the article's lock: whole, or nothing.

Who may do what is asked by the faces (admin, API), not here.
"""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext

from ..models import Article, Correction, Edition, LogEntry, PublicChange, Slot, State, User, Withdrawal
from .drafts import record_revision
from .editions import Kind, Order, go_live, schedule
from .errors import Refused
from .locking import locked
from .refreshing import refresh_translations_later
from .slugs import free_slug
from .snapshots import EARLIEST
from .texts import check_texts
from .windows import Desk, end_window, open_desk, place, plan_ledger, record, retire, set_end

MOST_AHEAD = timedelta(days=3653)
"""How far ahead a schedule may reach."""


class Pending(StrEnum):
    """What becomes of a scheduled edition when something else is done first."""

    CANCEL = "cancel"
    KEEP = "keep"


def publish(
    article: Article,
    *,
    by: User | None,
    at: datetime | None = None,
    until: datetime | None = None,
    pending: Pending | None = None,
    version: int | None = None,
    reason: str = "",
    end_withdrawal: bool = False,
) -> Edition:
    """Makes an edition of the newest revision, public now or from `at`, and until `until` when given.

    `at` and `until` are aware, whole minutes ahead; without `until` the edition has no end, whatever the one before
    had. `pending` says what becomes of an edition that is scheduled already (with `at`, only `cancel` makes sense).
    A withdrawn article is published again only with `end_withdrawal`. `version` is the article's as the caller has
    seen it. Raises `NotPublishable`, `StaleVersion` or `Refused`.
    """
    check_texts(Edition, reason=reason)
    with locked(article, version) as current:
        desk = open_desk(current)
        if current.trashed_at:
            raise Refused(gettext("The article is in the trash."))
        _check_minutes(desk.now, at, until)
        if desk.withdrawal is not None and not end_withdrawal:
            raise Refused(
                gettext("The article is withdrawn. Say that publishing it again ends the withdrawal.")
            )
        if at is not None and desk.next is not None and pending == Pending.KEEP:
            raise Refused(gettext("Only one edition can be scheduled: cancel the other one first."))
        _settle_pending(desk, pending, by)
        kind = Kind.UPDATE if desk.newest else Kind.PUBLICATION
        order = Order(kind, reason, by, at or desk.now, until)
        edition = schedule(desk, order) if at else go_live(desk, order, PublicChange.Kind.PUBLISHED)
        if (withdrawal := desk.withdrawal) is not None:
            withdrawal.ends_at = order.live_from
            withdrawal.save(update_fields=["ends_at"])
        plan_ledger(desk)
        window = {"from": order.live_from.isoformat(), "until": until.isoformat() if until else None}
        _log(desk, "schedule" if at else "publish", edition, reason, by, **window)
        refresh_translations_later(current, by)
    article.refresh_from_db()
    return edition


def unschedule(article: Article, *, by: User | None, note: str = "") -> None:
    """Drops the scheduled edition, which was never public, and re-opens the live one's window."""
    check_texts(LogEntry, note=note)
    with locked(article) as current:
        desk = open_desk(current)
        if desk.next is None:
            raise Refused(gettext("Nothing is scheduled."))
        _drop_next(desk, by, act="unschedule", note=note)
        plan_ledger(desk)
    article.refresh_from_db()


def correct(
    article: Article,
    *,
    by: User | None,
    wrong: str,
    right: str,
    decided_by: str,
    reason: str = "",
    published_at: datetime | None = None,
    pending: Pending | None = None,
    version: int | None = None,
) -> Edition:
    """A new live edition that carries a correction: what was wrong, what is right, and who decided.

    It is made of the newest revision, so the text is corrected first and saved; whatever else was saved since the
    last publication goes out with it (`version` guards against what the caller has not seen). Its end is the live
    one's. `published_at` mends the date that readers see, in the draft and in a kept next edition too.
    """
    if not (wrong.strip() and right.strip() and decided_by.strip()):
        raise Refused(gettext("A correction says what was wrong, what is right, and who decided."))
    check_texts(Correction, wrong=wrong, right=right, decided_by=decided_by)
    check_texts(Edition, reason=reason)
    with locked(article, version) as current:
        desk = open_desk(current)
        if desk.live is None or not desk.visible:
            raise Refused(gettext("Only what is public now can be corrected."))
        expires_at = desk.live.expires_at
        _settle_pending(desk, pending, by)
        if published_at is not None:
            _mend_date(desk, published_at, by)
        correction = Correction.objects.create(
            article=current, wrong=wrong, right=right, decided_by=decided_by, at=desk.now, created_by=by
        )
        order = Order(Kind.CORRECTION, reason, by, desk.now, expires_at)
        edition = go_live(desk, order, PublicChange.Kind.CORRECTED, published_at)
        correction.edition = edition
        correction.save(update_fields=["edition"])
        plan_ledger(desk)
        detail = {"correction": correction.pk, "wrong": wrong, "right": right, "decided_by": decided_by}
        _log(desk, "correct", edition, reason, by, **detail)
    article.refresh_from_db()
    return edition


def withdraw(
    article: Article, *, by: User | None, reason: str, decided_by: str = "", pending: Pending | None = None
) -> Withdrawal:
    """Takes the article down. Clients get 410 with the reason; the text stays for inspection. A next edition that is
    kept ends the withdrawal when its minute comes."""
    if not reason.strip():
        raise Refused(gettext("A withdrawal needs a reason: readers and clients are shown it."))
    check_texts(Withdrawal, reason=reason, decided_by=decided_by)
    with locked(article) as current:
        desk = open_desk(current)
        edition = desk.live
        if edition is None or not desk.visible:
            raise Refused(gettext("Only what is public now can be withdrawn."))
        _settle_pending(desk, pending, by)
        withdrawal = Withdrawal.objects.create(
            article=current,
            edition=edition,
            reason=reason,
            decided_by=decided_by,
            at=desk.now,
            ends_at=desk.next.live_from if desk.next else None,
            created_by=by,
        )
        retire(edition, desk.now)
        desk.live = None
        record(current, edition.number, PublicChange.Kind.WITHDRAWN, desk.now)
        plan_ledger(desk)
        _log(desk, "withdraw", edition, reason, by, decided_by=decided_by)
        refresh_translations_later(current, by)
    article.refresh_from_db()
    return withdrawal


def reinstate(article: Article, *, by: User | None, note: str = "") -> Edition:
    """Opens the withdrawn edition's window again, as it was; the withdrawal keeps its place in the ledger."""
    check_texts(LogEntry, note=note)
    with locked(article) as current:
        desk = open_desk(current)
        withdrawal = desk.withdrawal
        if withdrawal is None:
            raise Refused(gettext("The article is not withdrawn."))
        edition = withdrawal.edition
        if edition.expires_at is not None and edition.expires_at <= desk.now:
            raise Refused(gettext("The edition's time has run out; publish a new one."))
        withdrawal.ends_at = desk.now
        withdrawal.save(update_fields=["ends_at"])
        set_end(edition, desk.next.live_from if desk.next else None)
        place(edition, Slot.LIVE)
        desk.live = edition
        record(current, edition.number, PublicChange.Kind.REINSTATED, desk.now)
        plan_ledger(desk)
        _log(desk, "reinstate", edition, note, by)
        refresh_translations_later(current, by)
    article.refresh_from_db()
    return edition


def _settle_pending(desk: Desk, pending: Pending | None, by: User | None) -> None:
    if desk.next is None:
        return
    if pending is None:
        raise Refused(gettext("Another edition is scheduled: say whether it is cancelled or kept."))
    if Pending(pending) == Pending.CANCEL:
        _drop_next(desk, by)


def _drop_next(desk: Desk, by: User | None, act: str = "drop", note: str = "") -> None:
    """Deletes the scheduled edition: it was never public. The log keeps what it was."""
    dropped = desk.next
    assert dropped is not None
    withdrawal = desk.withdrawal
    if withdrawal is not None and withdrawal.ends_at == dropped.live_from:
        withdrawal.ends_at = None
        withdrawal.save(update_fields=["ends_at"])
    _log(
        desk, act, dropped, note, by,
        revision=dropped.revision.number, digest=dropped.digest, **{"from": dropped.live_from.isoformat()},
    )  # fmt: skip
    dropped.delete()
    desk.next = None
    if desk.live is not None and desk.live.live_until == dropped.live_from:
        end_window(desk.live, None)
    if desk.newest is None:
        free_slug(desk.article)


def _mend_date(desk: Desk, published_at: datetime, by: User | None) -> None:
    """The draft gets the mended date too, as a revision of its own."""
    if not EARLIEST <= published_at <= desk.now:
        raise Refused(gettext("The date on the page must lie between 1900 and now."))
    desk.article.published_at = published_at
    desk.article.save(update_fields=["published_at"])
    record_revision(desk.article, by=by, note=gettext("The date on the page was mended."))


def _check_minutes(now: datetime, at: datetime | None, until: datetime | None) -> None:
    for moment in (at, until):
        if moment is None:
            continue
        if moment.utcoffset() is None:
            raise ValueError("a schedule needs aware datetimes")
        if moment > now + MOST_AHEAD:
            raise Refused(gettext("A schedule reaches ten years ahead at most."))
        if moment > now and (moment.astimezone(UTC).second or moment.microsecond):
            raise Refused(gettext("A schedule is kept to whole minutes."))
    if at is not None and at <= now:
        raise Refused(gettext("That minute is over: choose one ahead, or publish now."))
    if until is not None and until <= (at or now):
        raise Refused(gettext("The end must come after the beginning."))


def _log(desk: Desk, act: str, edition: Edition, note: str, by: User | None, **detail: Any) -> None:
    """Writes the desk's log; an approved draft that went out is a draft again."""
    article = desk.article
    LogEntry.objects.create(
        article=article,
        act=act,
        edition_number=edition.number,
        note=note,
        detail={"number": edition.number, **detail},
        by=by,
    )
    if act in ("publish", "schedule", "correct") and article.state != State.DRAFT:
        article.state = State.DRAFT
        article.save(update_fields=["state"])

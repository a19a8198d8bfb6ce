"""Saving drafts. Each save leaves a revision; nothing is ever overwritten."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from ..models import Article, LogEntry, Revision, State, User
from .errors import NotPublishable, Refused
from .laying import lay_snapshot, missing_plugin
from .locking import locked
from .returns import tell_reporter
from .snapshots import Snapshot, take_snapshot, without_deleted_tags
from .texts import check_texts

ORDERING_STEP = 10

EMPTY_SNAPSHOT: Snapshot = {
    "headline": "", "kicker": "", "lead": "", "language": "vi", "section": None, "tags": [], "source": None,
    "source_url": "", "photo": None, "ai_assisted": False, "published_at": None,
    "abbreviation_choices": {}, "bylines": [], "related": [], "blocks": [],
}  # fmt: skip


def block_entries(blocks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Blocks in order, each `{"type", "data"}`, as entries of a snapshot: with a new key and a place."""
    return [
        {"key": str(uuid4()), **block, "ordering": place * ORDERING_STEP}
        for place, block in enumerate(blocks, 1)
    ]


def create_draft(
    *, by: User | None, note: str = "", blocks: Sequence[dict[str, Any]] = (), **fields: Any
) -> Article:
    """A new article from the fields of a snapshot (foreign keys by id) and blocks (`{"type", "data"}`) in order.

    Raises `NotPublishable` with every fault when they do not fit the tables; then nothing was written.
    """
    if unknown := sorted(set(fields) - set(EMPTY_SNAPSHOT)):
        raise TypeError(f"An article has no field {', '.join(unknown)}.")
    check_texts(Revision, note=note)
    with transaction.atomic():
        article = Article(created_by=by)
        carried = lay_snapshot(article, {**EMPTY_SNAPSHOT, **fields, "blocks": block_entries(blocks)})
        if carried:
            # Only what was written while its plug-in was there is carried on.
            raise NotPublishable([missing_plugin(entry) for entry in carried])
        record_revision(article, by=by, note=note)
    return article


def write_draft(
    article: Article, snapshot: Snapshot, *, by: User | None, note: str = "", version: int | None = None
) -> Revision:
    """Makes the draft what the snapshot says, under the article's lock, and keeps it as a revision.

    Raises `NotPublishable` with every fault when it does not fit the tables, `StaleVersion` or `Refused`.
    """
    check_texts(Revision, note=note)
    with locked(article, version) as current:
        revision = _write(current, snapshot, by=by, note=note)
    article.refresh_from_db()
    return revision


def record_revision(
    article: Article, *, by: User | None, note: str = "", carry: list[dict[str, Any]] | None = None
) -> Revision:
    """Keeps what the tables hold of the article now as its next revision.

    The caller holds the article's lock. Entries of block types that are not installed come from `carry`, by default
    from the revision before.
    """
    if carry is None:
        before = article.revisions.first()
        carry = before.snapshot["blocks"] if before else []
    article.version += 1
    article.save(update_fields=["version", "changed_at"])
    return Revision.objects.create(
        article=article,
        number=article.version,
        snapshot=take_snapshot(Article.objects.get(pk=article.pk), carry),
        created_by=by,
        note=note,
    )


def restore_revision(
    article: Article, number: int, *, by: User | None, version: int | None = None
) -> Revision:
    """The draft becomes that revision again, as a new revision. A tag that was deleted since stays away. Raises
    `Refused` when there is no such revision, and as `write_draft` does."""
    old = article.revisions.filter(number=number).first()
    if old is None:
        raise Refused(gettext("There is no version %(number)d of this article.") % {"number": number})
    note = gettext("Restored from version %(number)d.") % {"number": number}
    with locked(article, version) as current:
        revision = _write(current, without_deleted_tags(old.snapshot), by=by, note=note)
        detail = {"restored": number, "version": revision.number}
        LogEntry.objects.create(article=current, act="restore", note=note, detail=detail, by=by)
    article.refresh_from_db()
    return revision


def set_state(article: Article, state: State, *, by: User | None, note: str = "") -> None:
    """Moves the draft on its way: in review, approved, or back to draft, which its reporter is told by mail."""
    state = State(state)
    check_texts(LogEntry, note=note)
    with locked(article) as current:
        _refuse_trashed(current)
        detail = {"from": current.state, "version": current.version}
        current.state = state
        current.save(update_fields=["state", "changed_at"])
        LogEntry.objects.create(article=current, act=f"state:{state}", note=note, detail=detail, by=by)
        if state == State.DRAFT:
            tell_reporter(current, note, by)
    article.refresh_from_db()


def hand_over(article: Article, to: User, *, by: User | None, note: str = "") -> None:
    """Makes the article another reporter's: theirs to see, to write and to submit."""
    check_texts(LogEntry, note=note)
    with locked(article) as current:
        if current.created_by == to:
            raise Refused(gettext("The article is theirs already."))
        before = current.created_by
        changes = {"created_by": [str(before) if before else None, str(to)]}
        current.created_by = to
        current.save(update_fields=["created_by"])
        LogEntry.objects.create(
            article=current, act="hand_over", note=note, detail={"changes": changes}, by=by
        )
    article.refresh_from_db()


def trash(article: Article, *, by: User | None) -> None:
    """Puts a draft into the trash. What was ever public, or is scheduled, cannot go there."""
    with locked(article) as current:
        if current.editions.exists():
            raise Refused(
                gettext(
                    "The article was published or is scheduled. It can be withdrawn or un-scheduled, not trashed."
                )
            )
        if current.trashed_at:
            raise Refused(gettext("The article is in the trash already."))
        current.trashed_at = timezone.now()
        current.save(update_fields=["trashed_at", "changed_at"])
        LogEntry.objects.create(article=current, act="trash", by=by)
    article.refresh_from_db()


def untrash(article: Article, *, by: User | None) -> None:
    """Takes a draft out of the trash."""
    with locked(article) as current:
        if not current.trashed_at:
            raise Refused(gettext("The article is not in the trash."))
        current.trashed_at = None
        current.save(update_fields=["trashed_at", "changed_at"])
        LogEntry.objects.create(article=current, act="untrash", by=by)
    article.refresh_from_db()


def _write(article: Article, snapshot: Snapshot, *, by: User | None, note: str) -> Revision:
    _refuse_trashed(article)
    carried = lay_snapshot(article, snapshot)
    return record_revision(article, by=by, note=note, carry=carried)


def _refuse_trashed(article: Article) -> None:
    if article.trashed_at:
        raise Refused(gettext("The article is in the trash: take it out first."))

"""Round the acts: versions, the clock, dates on the page, the trash, states."""

from datetime import timedelta

import pytest

from articles.models import Article, LogEntry, State, User
from articles.publishing import (
    Refused,
    StaleVersion,
    correct,
    find_public,
    publish,
    refresh,
    restore_revision,
    set_state,
    trash,
    unschedule,
    untrash,
    withdraw,
    write_draft,
)
from tests.factories import make_article

from .conftest import Clock
from .reading import change, shown, story

pytestmark = pytest.mark.django_db

CORRECTION = {"wrong": "30 xe", "right": "50 xe", "decided_by": "Tổng biên tập"}


def test_a_page_keeps_its_date_of_long_ago(clock: Clock) -> None:
    """An imported page: readers see its own date; it is not passed off as news of today."""
    article = make_article("Trang cũ", publish=False, published_at="2020-08-05T15:14:00+07:00")
    edition = publish(article, by=None)
    assert shown(edition)["published_display"] == "Thứ tư, 05/08/2020 15:14"
    assert edition.updated_at == edition.published_at
    clock.go(1)
    assert publish(article, by=None).updated_at == clock.minute(1)


def test_a_date_on_the_page_in_the_future_is_refused_until_then(clock: Clock) -> None:
    article = make_article("Ngày mai", publish=False, published_at=clock.minute(60).isoformat())
    with pytest.raises(Refused):
        publish(article, by=None)
    with pytest.raises(Refused):
        publish(article, by=None, at=clock.minute(59))
    assert publish(article, by=None, at=clock.minute(60)).published_at == clock.minute(60)


def test_a_version_that_somebody_else_has_moved_on_is_refused(draft: Article, clock: Clock) -> None:
    seen = draft.version
    change(draft, "Người khác đã sửa")
    for act in (
        lambda: publish(draft, by=None, version=seen),
        lambda: restore_revision(draft, 1, by=None, version=seen),
        lambda: write_draft(draft, draft.revisions.get(number=1).snapshot, by=None, version=seen),
    ):
        with pytest.raises(StaleVersion):
            act()
    publish(draft, by=None, version=draft.version)
    with pytest.raises(StaleVersion):
        correct(draft, by=None, version=seen, **CORRECTION)


def test_two_acts_in_one_tick_of_the_clock(draft: Article, clock: Clock) -> None:
    publish(draft, by=None)
    publish(draft, by=None)
    withdraw(draft, by=None, reason="Sai")
    publish(draft, by=None, end_withdrawal=True)
    assert [kind for kind, _ in story(draft)] == ["published", "published", "withdrawn", "published"]


def test_a_clock_a_little_behind_keeps_the_order(draft: Article, clock: Clock) -> None:
    publish(draft, by=None)
    clock.move_to(clock.minute(0) - timedelta(seconds=20))
    assert publish(draft, by=None).live_from > clock.minute(0)
    clock.go(1)


def test_a_clock_set_back_is_told_and_nothing_is_done(draft: Article, clock: Clock) -> None:
    publish(draft, by=None)
    clock.go(-60)
    for act in (
        lambda: publish(draft, by=None),
        lambda: withdraw(draft, by=None, reason="Sai"),
        lambda: publish(draft, by=None, at=clock.minute(30)),
    ):
        with pytest.raises(Refused, match=r"02/03/2026"):
            act()
    assert refresh(draft).skipped
    clock.go(1)
    assert find_public(draft.pk).number == 1


def test_the_trash_takes_drafts_only(draft: Article, clock: Clock, editor: User) -> None:
    trash(draft, by=editor)
    with pytest.raises(Refused):
        trash(draft, by=editor)
    for act in (
        lambda: publish(draft, by=None),
        lambda: set_state(draft, State.APPROVED, by=None),
        lambda: restore_revision(draft, 1, by=None),
    ):
        with pytest.raises(Refused):
            act()
    untrash(draft, by=editor)
    with pytest.raises(Refused):
        untrash(draft, by=editor)
    publish(draft, by=None, at=clock.minute(5))
    with pytest.raises(Refused):
        trash(draft, by=editor)
    unschedule(draft, by=None)
    trash(draft, by=editor)
    untrash(draft, by=editor)
    publish(draft, by=None)
    withdraw(draft, by=None, reason="Sai")
    with pytest.raises(Refused):
        trash(draft, by=editor)
    acts = list(LogEntry.objects.filter(by=editor).order_by("pk").values_list("act", flat=True))
    assert acts == ["trash", "untrash", "trash", "untrash"]


def test_states_are_logged_and_publishing_ends_them(draft: Article, editor: User) -> None:
    set_state(draft, State.IN_REVIEW, by=editor, note="Nhờ duyệt")
    set_state(draft, State.APPROVED, by=editor)
    assert draft.state == State.APPROVED
    entry = LogEntry.objects.get(act="state:in_review")
    assert (entry.by, entry.note, entry.detail["from"]) == (editor, "Nhờ duyệt", "draft")
    publish(draft, by=editor)
    assert draft.state == State.DRAFT
    with pytest.raises(ValueError):
        set_state(draft, "published", by=editor)  # type: ignore[arg-type]

"""The table of acts, each as an editor would meet it: publishing, schedules, windows, numbers."""

from datetime import timedelta

import pytest

from articles.models import Article, LogEntry, User
from articles.publishing import (
    Gone,
    NotPublic,
    Pending,
    Refused,
    correct,
    find_public,
    publish,
    unschedule,
)

from .conftest import Clock
from .invariants import visible_number
from .reading import change, shown, story

pytestmark = pytest.mark.django_db

CORRECTION = {"wrong": "30 xe", "right": "50 xe", "decided_by": "Tổng biên tập"}


def test_published_now_it_is_public_now(draft: Article, editor: User, clock: Clock) -> None:
    edition = publish(draft, by=editor, reason="Tin đầu")
    assert find_public(draft.pk).pk == edition.pk
    assert (edition.number, edition.kind, edition.slot) == (1, "publication", "live")
    assert draft.slug == edition.slug == "ha-noi-mo-tuyen-xe-buyt-dien"
    assert shown(edition)["published_display"] == "Thứ hai, 02/03/2026 12:00"
    assert story(draft) == [("published", 1)]


def test_a_draft_is_not_public(draft: Article) -> None:
    with pytest.raises(NotPublic):
        find_public(draft.pk)


def test_an_update_replaces_what_was_live(draft: Article, clock: Clock) -> None:
    publish(draft, by=None)
    clock.go(5)
    change(draft, "Hà Nội mở hai tuyến")
    edition = publish(draft, by=None, reason="Thêm tuyến")
    assert (edition.number, edition.kind) == (2, "update")
    assert edition.published_at == clock.minute(0)
    assert edition.updated_at == clock.minute(5)
    assert edition.slug == "ha-noi-mo-tuyen-xe-buyt-dien"
    assert draft.editions.get(number=1).live_until == clock.minute(5)


def test_scheduled_it_appears_at_its_minute_without_anybody(draft: Article, clock: Clock) -> None:
    publish(draft, by=None, at=clock.minute(30))
    with pytest.raises(NotPublic):
        find_public(draft.pk)
    clock.move_to(clock.minute(30) - timedelta(microseconds=1))
    with pytest.raises(NotPublic):
        find_public(draft.pk)
    clock.go(30)
    assert find_public(draft.pk).number == 1


def test_until_ends_it(draft: Article, clock: Clock) -> None:
    publish(draft, by=None, until=clock.minute(10))
    clock.go(10)
    with pytest.raises(Gone) as gone:
        find_public(draft.pk)
    assert gone.value.withdrawal is None
    assert story(draft) == [("published", 1), ("expired", 1)]


def test_between_an_end_and_the_next_beginning_there_is_a_gap(draft: Article, clock: Clock) -> None:
    publish(draft, by=None, until=clock.minute(10))
    publish(draft, by=None, at=clock.minute(20), until=clock.minute(30))
    seen = [visible_number(draft, clock.minute(minute)) for minute in (0, 9, 10, 19, 20, 29, 30)]
    assert seen == [1, 1, None, None, 2, 2, None]
    assert story(draft) == [("published", 1), ("expired", 1), ("published", 2), ("expired", 2)]


def test_an_end_at_the_minute_of_the_next_is_a_replacement(draft: Article, clock: Clock) -> None:
    publish(draft, by=None, until=clock.minute(10))
    publish(draft, by=None, at=clock.minute(10))
    assert story(draft) == [("published", 1), ("published", 2)]


@pytest.mark.parametrize(
    ("at", "until"),
    [
        (0, None),
        (-1, None),
        (10.5, None),
        (10, 10),
        (10, 9),
        (10, 11.5),
        (None, 0),
        (None, -5),
        (None, 3.25),
        (6_000_000, None),
    ],
)
def test_minutes_that_make_no_sense_are_refused(
    draft: Article, clock: Clock, at: float | None, until: float | None
) -> None:
    with pytest.raises(Refused):
        publish(
            draft,
            by=None,
            at=None if at is None else clock.minute(at),
            until=None if until is None else clock.minute(until),
        )
    assert not draft.editions.exists()
    assert not LogEntry.objects.exists()


def test_a_second_schedule_must_cancel_the_first(draft: Article, clock: Clock) -> None:
    publish(draft, by=None, at=clock.minute(10))
    for pending in (None, Pending.KEEP):
        with pytest.raises(Refused):
            publish(draft, by=None, at=clock.minute(20), pending=pending)
    publish(draft, by=None, at=clock.minute(20), pending=Pending.CANCEL)
    assert list(draft.editions.values_list("number", "slot", "live_from")) == [(1, "next", clock.minute(20))]


def test_what_is_scheduled_is_cancelled_by_publishing_now(draft: Article, clock: Clock, editor: User) -> None:
    publish(draft, by=None)
    publish(draft, by=None, at=clock.minute(10))
    with pytest.raises(Refused):
        publish(draft, by=None)
    clock.go(1)
    publish(draft, by=editor, pending=Pending.CANCEL)
    assert story(draft) == [("published", 1), ("published", 2)]
    dropped = LogEntry.objects.get(act="drop")
    assert dropped.by == editor
    assert dropped.detail["from"] == clock.minute(10).isoformat()


def test_what_is_kept_moves_up_a_number(draft: Article, clock: Clock) -> None:
    publish(draft, by=None)
    change(draft, "Ngày mai sẽ khác")
    scheduled = publish(draft, by=None, at=clock.minute(10), until=clock.minute(40))
    assert scheduled.number == 2
    change(draft, "Hôm nay")
    clock.go(1)
    now = publish(draft, by=None, pending=Pending.KEEP)
    kept = draft.editions.get(slot="next")
    assert (now.number, kept.number) == (2, 3)
    assert (kept.headline, kept.live_from, kept.live_until) == (
        "Ngày mai sẽ khác",
        clock.minute(10),
        clock.minute(40),
    )
    assert now.live_until == clock.minute(10)
    assert story(draft) == [("published", 1), ("published", 2), ("published", 3), ("expired", 3)]


def test_a_kept_first_publication_becomes_an_update(draft: Article, clock: Clock) -> None:
    change(draft, "Ông A từ chức")
    publish(draft, by=None, at=clock.minute(60))
    clock.go(1)
    change(draft, "Họp báo chiều nay")
    now = publish(draft, by=None, pending=Pending.KEEP)
    kept = draft.editions.get(slot="next")
    assert (now.kind, kept.kind) == ("publication", "update")
    assert kept.published_at == clock.minute(1)
    assert kept.updated_at == clock.minute(60)
    assert "tu-chuc" not in now.slug, "the address tells of the scheduled headline"
    assert kept.slug == now.slug == "hop-bao-chieu-nay"


def test_unscheduling_reopens_the_live_window_and_frees_the_number(
    draft: Article, clock: Clock, editor: User
) -> None:
    publish(draft, by=None, until=clock.minute(100))
    publish(draft, by=None, at=clock.minute(10))
    unschedule(draft, by=editor, note="Chưa xong")
    live = draft.editions.get()
    assert live.live_until == clock.minute(100)
    entry = LogEntry.objects.get(act="unschedule")
    assert (entry.by, entry.note, entry.edition_number) == (editor, "Chưa xong", 2)
    clock.go(2)
    assert publish(draft, by=None).number == 2


def test_unscheduling_what_was_never_public_gives_the_address_back(draft: Article, clock: Clock) -> None:
    publish(draft, by=None, at=clock.minute(10))
    unschedule(draft, by=None)
    assert draft.slug is None
    change(draft, "Đầu đề khác")
    assert publish(draft, by=None).slug == "dau-de-khac"


def test_nothing_to_unschedule(draft: Article, clock: Clock) -> None:
    publish(draft, by=None, at=clock.minute(10))
    clock.go(10)
    with pytest.raises(Refused):
        unschedule(draft, by=None)
    assert find_public(draft.pk).number == 1


def test_settled_late_the_minute_counts(draft: Article, clock: Clock) -> None:
    """Nothing runs at the minute; an act hours later finds the scheduled one live since then."""
    publish(draft, by=None)
    publish(draft, by=None, at=clock.minute(10), until=clock.minute(500))
    clock.go(300)
    correct(draft, by=None, **CORRECTION)
    windows = list(draft.editions.order_by("number").values_list("live_from", "live_until"))
    minute = clock.minute
    assert windows == [(minute(0), minute(10)), (minute(10), minute(300)), (minute(300), minute(500))]
    assert [kind for kind, _ in story(draft)] == ["published", "published", "corrected", "expired"]

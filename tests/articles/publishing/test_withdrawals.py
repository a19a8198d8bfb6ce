"""Taking down and bringing back."""

import pytest

from articles.models import Article, LogEntry, User
from articles.publishing import (
    Gone,
    Pending,
    Refused,
    correct,
    find_public,
    publish,
    reinstate,
    unschedule,
    withdraw,
)

from .conftest import Clock
from .invariants import visible_number
from .reading import story

pytestmark = pytest.mark.django_db

CORRECTION = {"wrong": "30 xe", "right": "50 xe", "decided_by": "Tổng biên tập"}


def test_only_what_is_public_can_be_corrected_or_withdrawn(draft: Article, clock: Clock) -> None:
    for _ in range(2):
        with pytest.raises(Refused):
            correct(draft, by=None, **CORRECTION)
        with pytest.raises(Refused):
            withdraw(draft, by=None, reason="Sai")
        if not draft.editions.exists():
            publish(draft, by=None, until=clock.minute(5))
            clock.go(5)


def test_withdrawn_it_is_gone_with_its_reason(draft: Article, clock: Clock, editor: User) -> None:
    publish(draft, by=None)
    clock.go(1)
    withdraw(draft, by=editor, reason="Sai nguồn", decided_by="Ban Biên tập")
    with pytest.raises(Gone) as gone:
        find_public(draft.pk)
    assert gone.value.withdrawal is not None
    assert gone.value.withdrawal.reason == "Sai nguồn"
    assert draft.editions.get().html, "the text stays for inspection"
    entry = LogEntry.objects.get(act="withdraw")
    assert (entry.by, entry.note, entry.detail["decided_by"]) == (editor, "Sai nguồn", "Ban Biên tập")


def test_a_withdrawal_needs_a_reason(draft: Article, clock: Clock) -> None:
    publish(draft, by=None)
    with pytest.raises(Refused):
        withdraw(draft, by=None, reason=" \n")


def test_reinstated_it_is_public_as_it_was(draft: Article, clock: Clock) -> None:
    edition = publish(draft, by=None, until=clock.minute(60))
    clock.go(1)
    withdraw(draft, by=None, reason="Kiểm tra")
    clock.go(2)
    reinstate(draft, by=None, note="Đúng")
    assert find_public(draft.pk).digest == edition.digest
    assert draft.editions.get().live_until == clock.minute(60)
    assert story(draft) == [("published", 1), ("withdrawn", 1), ("reinstated", 1), ("expired", 1)]
    with pytest.raises(Refused):
        reinstate(draft, by=None)


def test_withdrawn_and_reinstated_again_and_again(draft: Article, clock: Clock) -> None:
    publish(draft, by=None)
    for _ in range(3):
        withdraw(draft, by=None, reason="Kiểm tra")
        reinstate(draft, by=None)
    assert [kind for kind, _ in story(draft)] == ["published", *["withdrawn", "reinstated"] * 3]


def test_what_expired_while_withdrawn_stays_away(draft: Article, clock: Clock) -> None:
    publish(draft, by=None, until=clock.minute(10))
    withdraw(draft, by=None, reason="Kiểm tra")
    clock.go(10)
    with pytest.raises(Refused):
        reinstate(draft, by=None)
    assert publish(draft, by=None, end_withdrawal=True).number == 2


@pytest.mark.parametrize("keep", [True, False])
def test_withdrawn_with_something_scheduled(draft: Article, clock: Clock, keep: bool) -> None:
    publish(draft, by=None)
    publish(draft, by=None, at=clock.minute(10))
    with pytest.raises(Refused):
        withdraw(draft, by=None, reason="Sai")
    withdraw(draft, by=None, reason="Sai", pending=Pending.KEEP if keep else Pending.CANCEL)
    seen = [visible_number(draft, clock.minute(minute)) for minute in (1, 9, 10, 99)]
    assert seen == ([None, None, 2, 2] if keep else [None] * 4)
    clock.go(5)
    reinstate(draft, by=None)
    seen = [visible_number(draft, clock.minute(minute)) for minute in (5, 9, 10, 99)]
    assert seen == ([1, 1, 2, 2] if keep else [1, 1, 1, 1])


def test_the_kept_one_ends_the_withdrawal(draft: Article, clock: Clock) -> None:
    publish(draft, by=None)
    publish(draft, by=None, at=clock.minute(10))
    withdraw(draft, by=None, reason="Sai", pending=Pending.KEEP)
    clock.go(10)
    with pytest.raises(Refused):
        reinstate(draft, by=None)
    assert find_public(draft.pk).number == 2


def test_unscheduling_what_would_have_ended_a_withdrawal(draft: Article, clock: Clock) -> None:
    publish(draft, by=None)
    withdraw(draft, by=None, reason="Sai")
    with pytest.raises(Refused):
        publish(draft, by=None, at=clock.minute(10))
    publish(draft, by=None, at=clock.minute(10), end_withdrawal=True)
    unschedule(draft, by=None)
    clock.go(20)
    with pytest.raises(Gone):
        find_public(draft.pk)
    reinstate(draft, by=None)

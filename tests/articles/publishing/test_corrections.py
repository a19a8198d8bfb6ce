"""Corrections: what was wrong, what is right, and who decided."""

import pytest

from articles.models import Article, LogEntry, User
from articles.publishing import (
    Pending,
    Refused,
    correct,
    publish,
)

from .conftest import Clock
from .invariants import visible_number
from .reading import change, shown, story

pytestmark = pytest.mark.django_db

CORRECTION = {"wrong": "30 xe", "right": "50 xe", "decided_by": "Tổng biên tập"}


def test_a_correction_says_what_was_wrong(draft: Article, clock: Clock, editor: User) -> None:
    publish(draft, by=None, until=clock.minute(100))
    clock.go(3)
    change(draft, "Hà Nội mở tuyến xe buýt điện, 50 xe")
    edition = correct(draft, by=editor, version=draft.version, **CORRECTION)
    assert (edition.number, edition.kind, edition.expires_at) == (2, "correction", clock.minute(100))
    document = shown(edition)
    assert document["corrections"] == [
        {"at": "2026-03-02T12:03:00+07:00", **{k: CORRECTION[k] for k in ("wrong", "right", "decided_by")}}
    ]
    assert document["headline"] == "Hà Nội mở tuyến xe buýt điện, 50 xe"
    assert story(draft) == [("published", 1), ("corrected", 2), ("expired", 2)]
    entry = LogEntry.objects.get(act="correct")
    assert (entry.by, entry.detail["right"]) == (editor, "50 xe")


@pytest.mark.parametrize("missing", ["wrong", "right", "decided_by"])
def test_a_correction_needs_all_three(draft: Article, clock: Clock, missing: str) -> None:
    publish(draft, by=None)
    with pytest.raises(Refused):
        correct(draft, by=None, **{**CORRECTION, missing: "  "})
    assert not draft.corrections.exists()


def test_a_correction_mends_the_date_on_the_page_for_good(draft: Article, clock: Clock) -> None:
    publish(draft, by=None)
    publish(draft, by=None, at=clock.minute(30))
    clock.go(3)
    edition = correct(draft, by=None, published_at=clock.minute(-60), pending=Pending.KEEP, **CORRECTION)
    assert edition.published_at == clock.minute(-60)
    assert draft.published_at == clock.minute(-60)
    kept = draft.editions.get(slot="next")
    assert kept.published_at == clock.minute(-60)
    assert shown(kept)["corrections"] == shown(edition)["corrections"]
    with pytest.raises(Refused):
        correct(draft, by=None, published_at=clock.minute(60), pending=Pending.KEEP, **CORRECTION)


def test_a_correction_while_something_is_scheduled(draft: Article, clock: Clock) -> None:
    publish(draft, by=None)
    publish(draft, by=None, at=clock.minute(10))
    with pytest.raises(Refused):
        correct(draft, by=None, **CORRECTION)
    clock.go(1)
    correct(draft, by=None, pending=Pending.CANCEL, **CORRECTION)
    assert [visible_number(draft, clock.minute(minute)) for minute in (1, 10, 1000)] == [2, 2, 2]

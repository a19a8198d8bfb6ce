"""Any sequence of acts, against a small model of what the public should see at each minute."""

from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from articles.models import Author, PublicChange
from articles.publishing import (
    Pending,
    Refused,
    correct,
    publish,
    refresh,
    reinstate,
    unschedule,
    withdraw,
    write_draft,
)
from tests.conftest import NOON
from tests.factories import make_article, make_author

from .invariants import check_invariants, told_by, visible_number

MINUTE = timedelta(minutes=1)
PENDING = st.sampled_from([None, Pending.CANCEL, Pending.KEEP])
AHEAD = st.integers(1, 6)
UNTIL = st.none() | st.integers(1, 12)


@dataclass(frozen=True)
class Shown:
    """An edition as the model knows it."""

    number: int
    begins: datetime
    ends: datetime | None = None

    def at(self, moment: datetime) -> int | None:
        open_ = self.begins <= moment and (self.ends is None or moment < self.ends)
        return self.number if open_ else None


@dataclass
class Model:
    """What was asked for, without slots, windows or ledger."""

    live: Shown | None = None
    next: Shown | None = None
    withdrawn: Shown | None = None

    def at(self, moment: datetime) -> int | None:
        if self.next and moment >= self.next.begins:
            return self.next.at(moment)
        return self.live.at(moment) if self.live else None

    def settle(self, now: datetime) -> None:
        if self.next and now >= self.next.begins:
            self.live, self.next, self.withdrawn = self.next, None, None

    def number(self) -> int:
        newest = self.live or self.withdrawn
        return newest.number + 1 if newest else 1

    def decide(self, pending: Pending | None) -> bool:
        """Whether the act may go on."""
        if self.next and pending is None:
            return False
        if pending == Pending.CANCEL:
            self.next = None
        return True

    def replace_live(self, now: datetime, ends: datetime | None) -> None:
        self.live = Shown(self.number(), now, ends)
        if self.next:
            self.next = replace(self.next, number=self.live.number + 1)
        self.withdrawn = None


class Desk(RuleBasedStateMachine):
    """Acts in any order on one article, with the clock moved between them."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.clock = self.stack.enter_context(time_machine.travel(NOON, tick=False))
        self.stack.enter_context(transaction.atomic())
        self.now = NOON
        self.model = Model()
        self.seen: list[tuple[datetime, int | None]] = []

    @initialize()
    def begin(self) -> None:
        self.author: Author = make_author("Lê Minh")
        byline = {"author": self.author.pk, "name": "", "role": ""}
        self.article = make_article("Tin thử", publish=False, bylines=[byline])

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.stack.close()

    def tick(self) -> None:
        """Each act has a moment of its own; the windows are told by the minute."""
        self.now += timedelta(seconds=1)
        self.clock.move_to(self.now)
        self.model.settle(self.now)

    def minute(self, ahead: int) -> datetime:
        return self.now.replace(second=0) + ahead * MINUTE

    def do(self, expected: bool, act: Any) -> None:
        """The act goes through exactly when the model says so."""
        if expected:
            act()
            return
        with pytest.raises(Refused):
            act()

    @rule(minutes=st.integers(1, 5))
    def wait(self, minutes: int) -> None:
        for _ in range(minutes):
            self.seen.append((self.now, self.model.at(self.now)))
            self.now = self.minute(1)
            self.clock.move_to(self.now)
            self.model.settle(self.now)

    @rule(until=UNTIL, pending=PENDING, ends_withdrawal=st.booleans())
    def publish_now(self, until: int | None, pending: Pending | None, ends_withdrawal: bool) -> None:
        self.tick()
        model = replace(self.model)
        ends = self.minute(until) if until else None
        allowed = (not model.withdrawn or ends_withdrawal) and model.decide(pending)
        self.do(
            allowed,
            lambda: publish(
                self.article, by=None, until=ends, pending=pending, end_withdrawal=ends_withdrawal
            ),
        )
        if allowed:
            model.replace_live(self.now, ends)
            self.model = model

    @rule(ahead=AHEAD, until=UNTIL, pending=PENDING, ends_withdrawal=st.booleans())
    def schedule(self, ahead: int, until: int | None, pending: Pending | None, ends_withdrawal: bool) -> None:
        self.tick()
        model = replace(self.model)
        begins = self.minute(ahead)
        ends = begins + until * MINUTE if until else None
        allowed = (not model.withdrawn or ends_withdrawal) and not (model.next and pending == Pending.KEEP)
        allowed = allowed and model.decide(pending)
        self.do(
            allowed,
            lambda: publish(
                self.article, by=None, at=begins, until=ends, pending=pending, end_withdrawal=ends_withdrawal
            ),
        )
        if allowed:
            model.next = Shown(model.number(), begins, ends)
            self.model = model

    @rule()
    def unschedule(self) -> None:
        self.tick()
        self.do(self.model.next is not None, lambda: unschedule(self.article, by=None))
        self.model.next = None

    @rule(pending=PENDING)
    def correct(self, pending: Pending | None) -> None:
        self.tick()
        model = replace(self.model)
        allowed = model.at(self.now) is not None and model.decide(pending)
        self.do(
            allowed,
            lambda: correct(self.article, by=None, wrong="a", right="b", decided_by="c", pending=pending),
        )
        if allowed:
            assert model.live is not None
            model.replace_live(self.now, model.live.ends)
            self.model = model

    @rule(pending=PENDING)
    def withdraw(self, pending: Pending | None) -> None:
        self.tick()
        model = replace(self.model)
        allowed = model.at(self.now) is not None and model.decide(pending)
        self.do(allowed, lambda: withdraw(self.article, by=None, reason="Sai", pending=pending))
        if allowed:
            model.live, model.withdrawn = None, model.live
            self.model = model

    @rule()
    def reinstate(self) -> None:
        self.tick()
        gone = self.model.withdrawn
        allowed = gone is not None and gone.at(self.now) is not None
        self.do(allowed, lambda: reinstate(self.article, by=None))
        if allowed:
            self.model.live, self.model.withdrawn = gone, None

    @rule(change=st.booleans())
    def refresh(self, change: bool) -> None:
        """A name changed: what is visible gets a new number, what is scheduled makes room for it."""
        self.tick()
        if change:
            self.author.name += "."
            self.author.save()
        before = self.model.at(self.now)
        result = refresh(self.article)
        assert not result.skipped
        if result.edition is not None and result.edition.slot == "live":
            assert before is not None
            assert self.model.live is not None
            self.model.replace_live(self.now, self.model.live.ends)

    @rule(words=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20))
    def write(self, words: str) -> None:
        """Saving a draft is seen by nobody."""
        newest = self.article.revisions.first()
        assert newest is not None
        write_draft(self.article, {**newest.snapshot, "kicker": words}, by=None)

    @precondition(lambda self: hasattr(self, "article"))
    @invariant()
    def the_public_sees_what_the_model_says(self) -> None:
        self.seen.append((self.now, self.model.at(self.now)))
        check_invariants(self.now)
        for moment in (self.now, *(self.minute(ahead) for ahead in range(1, 14))):
            assert visible_number(self.article, moment) == self.model.at(moment), moment

    @precondition(lambda self: hasattr(self, "article"))
    @invariant()
    def the_ledger_tells_what_was_seen(self) -> None:
        lines = list(PublicChange.objects.filter(article=self.article).order_by("at", "pk"))
        for moment, number in self.seen:
            assert told_by(lines, moment) == number, moment


def run(examples: int, steps: int) -> None:
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=quiet,
            database=None,
        ),
    )


@pytest.mark.django_db
def test_any_sequence_of_acts() -> None:
    run(examples=8, steps=12)


@pytest.mark.slow
@pytest.mark.django_db
def test_any_long_sequence_of_acts() -> None:
    run(examples=60, steps=40)

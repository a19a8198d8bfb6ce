from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article, User
from tests.factories import make_article, make_user

from .invariants import check_invariants


class Clock:
    """A clock that stands at a whole minute and is moved by hand."""

    def __init__(self, time_machine: Any, start: datetime) -> None:
        self._machine = time_machine
        self.start = start
        self.move_to(start)

    def move_to(self, moment: datetime) -> None:
        self._machine.move_to(moment, tick=False)

    def minute(self, minutes: float) -> datetime:
        """So many minutes after the start."""
        return self.start + timedelta(minutes=minutes)

    def go(self, minutes: float) -> datetime:
        """Moves to so many minutes after the start."""
        self.move_to(self.minute(minutes))
        return timezone.now()


@pytest.fixture
def clock(noon: datetime, time_machine: Any) -> Clock:
    return Clock(time_machine, noon)


@pytest.fixture
def editor(db: None) -> User:
    return make_user("editor")


@pytest.fixture
def draft(db: None) -> Article:
    """A draft that may be published."""
    return make_article("Hà Nội mở tuyến xe buýt điện", publish=False)


@pytest.fixture(autouse=True)
def _invariants_hold_after_each_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test did, the tables are in order when it ends (a second later: acts may share a tick)."""
    database = next((name for name in ("transactional_db", "db") if name in request.fixturenames), None)
    if database is None:
        yield
        return
    request.getfixturevalue(database)
    if "clock" in request.fixturenames:
        request.getfixturevalue("clock")
    yield
    check_invariants(timezone.now() + timedelta(seconds=1))

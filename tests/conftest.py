"""What every test can count on: a temporary media folder, an empty cache, the tools it needs, and its own database."""

import gc
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings

from tests.articles.api.site import Site, make_site
from tests.frozen import Frozen

# No example may fail because the machine was busy; in CI Hypothesis draws the same examples each time.
hypothesis.settings.register_profile("patient", parent=hypothesis.settings(), deadline=None)
hypothesis.settings.load_profile("patient")

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
"""Monday, 2 March 2026, 12:00 in Việt Nam."""

RUN_ONCE = ("browser", "exiftool", "node", "fuzz")
"""Markers of tests that are `once`, too."""
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


def _chromium() -> str | None:
    return shutil.which(os.environ.get("CHROMIUM", "/usr/bin/chromium"))


TOOLS: dict[str, tuple[str, Callable[[], str | None]]] = {
    "browser": ("Chromium (/usr/bin/chromium, or CHROMIUM in the environment)", _chromium),
    "exiftool": ("exiftool", lambda: shutil.which("exiftool")),
    "node": ("Node.js with npm", lambda: shutil.which("node") and shutil.which("npm")),
}
EVERYTHING_IS_REQUIRED = os.environ.get("CI") == "true" or os.environ.get("NEWSROOM_REQUIRE_ALL") == "1"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks as `once` what needs a tool, and as `no_database` every test that may not touch the database (pytest-django forbids it to them).

    Those give the same answer whatever the database is, so they run once. A test whose answer hangs on the kind of
    the database without a query (ranges of integers, for instance) must ask for `db`.
    """
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if not fixtures & DATABASE_FIXTURES and item.get_closest_marker("django_db") is None:
            item.add_marker("no_database")
        if any(item.get_closest_marker(marker) for marker in RUN_ONCE):
            item.add_marker("once")


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the garbage collector need not look through it again and again,
    which would take a sixth of the suite's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _needed_tools(item: pytest.Item) -> list[str]:
    return [marker for marker in TOOLS if item.get_closest_marker(marker)]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips a test whose tool is not on this machine."""
    for marker in _needed_tools(item):
        name, find = TOOLS[marker]
        if find() is None:
            pytest.skip(f"needs {name}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything is required (CI), a test that was skipped for want of a tool has failed."""
    report = yield
    if EVERYTHING_IS_REQUIRED and report.skipped and _needed_tools(item) and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, but everything is required here: {report.longreprtext}"
    return report


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite lives in a file with its write-ahead log, as in earnest: in memory, threads would share one connection."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        file = tmp_path_factory.mktemp("database") / "newsroom.sqlite3"
        database.setdefault("TEST", {})["NAME"] = str(file)


@pytest.fixture(scope="session", autouse=True)
def media_root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A temporary folder for the session's uploads."""
    folder = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=str(folder)):
        yield folder


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def api() -> Client:
    """A client of the public API and pages, which knows the site as localhost."""
    return Client(headers={"host": "localhost"})


@pytest.fixture
def noon(time_machine: Any) -> datetime:
    """Stops the clock at `NOON`; the fixture `time_machine` moves it (`move_to`, `shift`)."""
    time_machine.move_to(NOON, tick=False)
    return NOON


@pytest.fixture(scope="session")
def frozen_site() -> Frozen[Site]:
    """The site of every test of this process that asks for `site`."""
    return Frozen(make_site)


@pytest.fixture
def site(db: None, noon: datetime, time_machine: Any, frozen_site: Frozen[Site]) -> Site:
    """A small public site; the clock stands a minute after its last publication."""
    made = frozen_site.thaw()
    time_machine.shift(60)
    return made

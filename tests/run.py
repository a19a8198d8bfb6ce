"""The whole suite, on each database: `python -m tests.run [--all] [--only NAME] [pytest's own arguments]`.

1. SQLite: every test.
2. PostgreSQL, thrown away afterwards: every test that may touch the database.
3. Without plug-ins, on SQLite: the tests of `articles` that may touch the database. The core needs no guest.

Browsers, generated clients, pictures, the short fuzz and other tests of which one database tells as much as two run
in the first stage only, wide sweeps in the first two; `--all` runs all of them, and the long loops, in every stage.

With arguments for pytest (paths, `-k`, …) only 1 and 2 run. `--command` runs any command beside a throw-away
PostgreSQL, whose address it finds in `DATABASE_URL`.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from rich.console import Console
from rich.table import Table

from .postgres import throwaway_postgres

GUESTS = "ratings"
NOTHING_COLLECTED = 5
console = Console(highlight=False)


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    database: str
    guests: str = GUESTS
    markers: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    """Markers of what `--all` alone runs here."""
    waiting: int = 0
    """Workers more than there are cores, because tests wait for a browser or a server."""


STAGES = [
    Stage("SQLite", "sqlite", waiting=1),
    Stage("PostgreSQL", "postgresql", markers=("not no_database",), left_out=("once",)),
    Stage(
        "SQLite, no plug-ins",
        "sqlite",
        guests="",
        markers=("not no_database",),
        paths=("tests/articles",),
        left_out=("once", "wide"),
    ),
]


@dataclass(frozen=True, slots=True)
class Outcome:
    name: str
    seconds: float
    passed: bool
    counts: dict[str, int]


def main() -> int:
    """Runs what was asked for; 0 when all of it passed."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.run", allow_abbrev=False, description=__doc__.split("\n")[0]
    )
    parser.add_argument("--all", action="store_true", help="the slow tests too")
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="one database only")
    parser.add_argument(
        "--command", nargs=argparse.REMAINDER, help="run this with a throw-away PostgreSQL instead"
    )
    asked, pytest_arguments = parser.parse_known_args()
    # Told to stop (as by a CI runner), the database is still stopped and deleted.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    if asked.command:
        return run_command(asked.command)
    stages = [stage for stage in STAGES if asked.only in (None, stage.database)]
    if pytest_arguments:
        stages = [stage for stage in stages if not stage.paths]
    return run_stages(stages, pytest_arguments, slow=asked.all)


def run_command(command: list[str]) -> int:
    """Runs the command beside a throw-away PostgreSQL; its exit code is ours."""
    with throwaway_postgres() as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


def run_stages(stages: list[Stage], pytest_arguments: list[str], *, slow: bool) -> int:
    with ExitStack() as cleanup:
        folder = Path(cleanup.enter_context(tempfile.TemporaryDirectory(prefix="newsroom-tests-")))
        addresses = {"sqlite": f"sqlite:///{folder / 'newsroom.sqlite3'}"}
        if any(stage.database == "postgresql" for stage in stages):
            started = time.monotonic()
            addresses["postgresql"] = cleanup.enter_context(throwaway_postgres())
            console.print(f"PostgreSQL started in {time.monotonic() - started:.1f} s.")
        outcomes = [
            run_stage(stage, addresses[stage.database], pytest_arguments, folder, slow=slow)
            for stage in stages
        ]
    return report(outcomes)


def run_stage(
    stage: Stage, address: str, pytest_arguments: list[str], folder: Path, *, slow: bool
) -> Outcome:
    """Runs pytest in a process of its own, with a worker for each core."""
    console.rule(f"[bold]{stage.name}")
    results = folder / f"{len(list(folder.iterdir()))}.xml"
    left_out = [] if slow else [f"not {marker}" for marker in ("slow", *stage.left_out)]
    markers = " and ".join([*stage.markers, *left_out])
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        str((os.cpu_count() or 1) + stage.waiting),
        "--dist",
        "worksteal",
        "-m",
        markers,
    ]
    command += [
        f"--basetemp={folder / 'pytest'}",
        f"--junitxml={results}",
        *(stage.paths or pytest_arguments),
    ]
    environment = {**os.environ, "DATABASE_URL": address, "NEWSROOM_PLUGINS": stage.guests}
    # Many tests start processes of their own; without compiled files each of them would compile everything again.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.monotonic()
    code = subprocess.run(command, env=environment, check=False).returncode
    # Arguments may choose tests that need no database at all; the whole suite may not be empty.
    passed = code == 0 or (code == NOTHING_COLLECTED and bool(pytest_arguments))
    return Outcome(stage.name, time.monotonic() - started, passed, read_counts(results))


def read_counts(results: Path) -> dict[str, int]:
    """Numbers of tests from pytest's JUnit file; empty when pytest did not come so far."""
    if not results.exists():
        return {}
    suite = ElementTree.parse(results).getroot().find("testsuite")
    assert suite is not None
    return {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}


def report(outcomes: list[Outcome]) -> int:
    table = Table(title="Tests")
    for column in ("stage", "tests", "failed", "skipped", "seconds"):
        table.add_column(column, justify="left" if column == "stage" else "right")
    table.add_column("result")
    for outcome in outcomes:
        counts = outcome.counts
        table.add_row(
            outcome.name,
            str(counts.get("tests", "?")),
            str(counts.get("failures", 0) + counts.get("errors", 0)),
            str(counts.get("skipped", 0)),
            f"{outcome.seconds:.0f}",
            "[green]passed" if outcome.passed else "[bold red]failed",
        )
    console.print(table)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())

"""`python -m bench`: measures, prints a table for each part, and fails (exit code 1) when a bound is missed."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from .results import Result, wide_console
from .site import open_site, set_environment

ARTICLES = 1_000
HISTORY = "0.1:10"
Part = Callable[[argparse.Namespace], list[Result]]


def main() -> int:
    """Each part in a process of its own, because each has its own database and set of plug-ins."""
    asked = read_arguments()
    if asked.part:
        return run_part(asked)
    console = wide_console()
    parts = [part for part in PARTS if asked.only in (None, part)]
    missed = []
    for part in parts:
        if part in ON_POSTGRESQL and not on_postgresql():
            console.print(f"[yellow]{part}: not measured, because DATABASE_URL names no PostgreSQL.[/]")
            continue
        if subprocess.run(
            [sys.executable, "-m", "bench", "--part", part, *sys.argv[1:]], check=False
        ).returncode:
            missed.append(part)
    console.print(
        f"[bold red]Missed: {', '.join(missed)}.[/]" if missed else "[bold green]Every bound was kept.[/]"
    )
    return 1 if missed else 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--articles", type=int, default=ARTICLES, help="articles to read from (default: 1000)"
    )
    parser.add_argument(
        "--scale", type=int, default=100_000, help="articles of the large database (default: 100000)"
    )
    parser.add_argument("--rounds", type=int, default=300, help="requests of each kind (default: 300)")
    parser.add_argument(
        "--quick", action="store_true", help="few requests, and a tenth of the large database"
    )
    parser.add_argument("--only", choices=PARTS, help="one part")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.quick:
        asked.rounds, asked.scale = asked.rounds // 5, asked.scale // 10
    return asked


def on_postgresql() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


def run_part(asked: argparse.Namespace) -> int:
    """One part in this process: 0 when every bound was kept."""
    with TemporaryDirectory(prefix="newsroom-bench-") as folder:
        url = (
            os.environ["DATABASE_URL"]
            if asked.part in ON_POSTGRESQL
            else f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        )
        set_environment(url, folder, plugins="ratings" if asked.part.startswith("ratings") else "")
        results = PARTS[asked.part](asked)
    return 0 if all(result.kept for result in results) else 1


def read(asked: argparse.Namespace) -> list[Result]:
    """List and detail against the baseline."""
    fetch = open_site()
    from . import reading

    fill(asked)
    return reading.run(fetch, wide_console(), asked.rounds)


def grow(asked: argparse.Namespace) -> list[Result]:
    """The same on PostgreSQL, then the lists of many articles against those of few."""
    results = read(asked)
    from . import scale

    return [*results, *scale.run(open_site(), wide_console(), asked.rounds, asked.scale)]


def find(asked: argparse.Namespace) -> list[Result]:
    """Search and calendar of many articles against their plain list, on PostgreSQL."""
    fetch = open_site()
    from . import database, searching

    fill(asked)
    wide_console().print(f"Multiplying {asked.articles:,} articles to {asked.scale:,} …")
    database.multiply(asked.scale // asked.articles)
    return searching.run(fetch, wide_console(), asked.rounds)


def rate(asked: argparse.Namespace) -> list[Result]:
    """Ratings a second, and what they cost the readers of articles."""
    fetch = open_site()
    from . import ratings

    fill(asked)
    return ratings.run(fetch, wide_console(), asked.rounds)


def fill(asked: argparse.Namespace) -> None:
    from . import database

    wide_console().print(f"Making {asked.articles:,} articles, a tenth of them with ten editions …")
    database.fill(asked.articles, HISTORY)


PARTS: dict[str, Part] = {
    "sqlite": read,
    "postgresql": grow,
    "search-postgresql": find,
    "ratings-sqlite": rate,
    "ratings-postgresql": rate,
}
ON_POSTGRESQL = {"postgresql", "search-postgresql", "ratings-postgresql"}

if __name__ == "__main__":
    sys.exit(main())

"""Ratings: how many a second, against the database's own limit, and what they cost the readers of articles."""

import os
import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from multiprocessing import get_context
from secrets import token_bytes
from time import perf_counter, process_time
from typing import Any

from rich.console import Console
from rich.table import Table

from .results import Result, Timing, show
from .site import Fetch, interleaved

PROCESSES = 4
SECONDS = 3.0
ARTICLES = 1000
SITE, DATABASE = "site", "database"
WHERE = ("dbname", "user", "password", "host", "port")

Vote = Callable[[int], object]


def run(fetch: Fetch, console: Console, rounds: int) -> list[Result]:
    """Rates the public articles of the database (it should be one for trying out), then compares reads of them."""
    from articles.models import Edition

    newest = Edition.objects.filter(slot="live").order_by("-published_at").values_list("article", flat=True)
    ids = list(newest[:ARTICLES])
    return [*writing(console, ids), *reading(fetch, console, ids, rounds)]


def writing(console: Console, ids: Sequence[int]) -> list[Result]:
    """Ratings a second of several processes: through the site's own act, and by plain SQL on the same tables."""
    from django.db import connection

    table = Table(
        title=f"Ratings a second, {PROCESSES} processes, {connection.display_name}",
        caption="new readers; median (quartiles) in ms",
    )
    for heading in ("articles", "site", "plain SQL", "share", "site, each", "plain SQL, each"):
        table.add_column(heading, justify="right")
    results = []
    for name, chosen in ((f"{len(ids):,}", ids), ("one", ids[:1])):
        prepare(chosen)
        timings = {kind: at_once(kind, chosen) for kind in (DATABASE, SITE)}
        rates = {kind: len(timing.seconds) / SECONDS for kind, timing in timings.items()}
        table.add_row(
            name,
            f"{rates[SITE]:,.0f}",
            f"{rates[DATABASE]:,.0f}",
            f"{rates[SITE] / rates[DATABASE]:.0%}",
            str(timings[SITE]),
            str(timings[DATABASE]),
        )
        results.append(Result(f"a rating, {name} article(s)", timings[SITE], timings[DATABASE], bound=6.0))
    console.print(table)
    return results


def reading(fetch: Fetch, console: Console, ids: Sequence[int], rounds: int) -> list[Result]:
    """CPU time of reads with ratings on, against the same site without the plug-in."""
    timings = interleaved(
        {
            "list with": lambda number: fetch("/api/v1/articles/"),
            "list without": lambda number: without_ratings(fetch, "/api/v1/articles/"),
            "detail with": lambda number: fetch(f"/api/v1/articles/{ids[number % len(ids)]}/"),
            "detail without": lambda number: without_ratings(
                fetch, f"/api/v1/articles/{ids[number % len(ids)]}/"
            ),
        },
        rounds,
        process_time,
    )
    results = [
        Result("list of 20, newest first", timings["list with"], timings["list without"], bound=1.3),
        Result("one article", timings["detail with"], timings["detail without"], bound=1.3),
    ]
    show(console, "CPU time per read", ("with ratings", "without"), results)
    return results


def without_ratings(fetch: Fetch, address: str) -> bytes:
    with no_extensions():
        return fetch(address)


@contextmanager
def no_extensions() -> Iterator[None]:
    """The site as if no extension were installed."""
    from articles.plugins import registry

    installed = registry._extensions[:]
    registry._extensions.clear()
    try:
        yield
    finally:
        registry._extensions[:] = installed


def prepare(ids: Sequence[int]) -> None:
    """Every article has its tally before the clock starts."""
    from ratings.models import Tally

    Tally.objects.bulk_create([Tally(article_id=one) for one in ids], ignore_conflicts=True)


def at_once(kind: str, ids: Sequence[int]) -> Timing:
    """Several processes rate for some seconds; the time of each rating."""
    from django.db import connection

    connection.close()
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        # The first round starts the processes and Django in them.
        list(pool.map(rate_for, [kind] * PROCESSES, [ids] * PROCESSES, [0.2] * PROCESSES))
        rounds = pool.map(rate_for, [kind] * PROCESSES, [ids] * PROCESSES, [SECONDS] * PROCESSES)
        return Timing([seconds for one in rounds for seconds in one])


def rate_for(kind: str, ids: Sequence[int], seconds: float) -> list[float]:
    """One process: rates articles by chance until the time is over."""
    import django

    django.setup()
    with closing_vote(kind) as vote:
        dice = random.Random(os.getpid())
        taken: list[float] = []
        end = perf_counter() + seconds
        began = perf_counter()
        while began < end:
            vote(dice.choice(ids))
            now = perf_counter()
            taken.append(now - began)
            began = now
    return taken


@contextmanager
def closing_vote(kind: str) -> Iterator[Vote]:
    """What gives an article four stars from a new reader."""
    from django.db import connection

    from ratings.readers import new_reader
    from ratings.voting import rate

    if kind == SITE:
        yield lambda article: rate(article, new_reader(), 4)
        connection.close()
        return
    with closing(plain_connection()) as plain:
        yield lambda article: plain_vote(plain, article)


def plain_connection() -> Any:
    """A connection without Django, with the same settings."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "postgresql":
        import psycopg

        parameters = connection.get_connection_params()
        return psycopg.connect(**{name: parameters[name] for name in WHERE if name in parameters})
    database = settings.DATABASES["default"]
    plain = sqlite3.connect(database["NAME"], timeout=database["OPTIONS"]["timeout"], isolation_level=None)
    for pragma in database["OPTIONS"]["init_command"].split(";"):
        plain.execute(pragma)
    return plain


def plain_vote(plain: Any, article: int) -> None:
    """The upsert and the move of the tally, in one transaction."""
    from django.db import connection
    from django.utils import timezone

    from ratings.tally import MOVE
    from ratings.voting import UPSERT

    moment = timezone.now().replace(second=0, microsecond=0)
    row = [article, token_bytes(32), 4, moment]
    move = [0, 0, 0, 1, 0, 30.0, 4, 10.0, 1, article]
    if connection.vendor == "postgresql":
        with plain.transaction():
            plain.execute(UPSERT, row).fetchall()
            plain.execute(MOVE, move)
        return
    row[3] = moment.strftime("%Y-%m-%d %H:%M:%S")
    plain.execute("BEGIN IMMEDIATE")
    plain.execute(UPSERT.replace("%s", "?"), row).fetchall()
    plain.execute(MOVE.replace("%s", "?"), move)
    plain.execute("COMMIT")

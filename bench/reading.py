"""CPU time of a read, against the baseline: list of twenty, and one article; and what the readers' pages cost beside them."""

import json
from time import process_time
from urllib.parse import urlsplit

from rich.console import Console

from .results import Result, show
from .site import Fetch, interleaved

LIST, BASELINE_LIST = "/api/v1/articles/", "/api/baseline/articles/"


def run(fetch: Fetch, console: Console, rounds: int) -> list[Result]:
    """Compares reads of the articles in the database as it is."""
    ids = check_same_articles(fetch)

    paths = [urlsplit(json.loads(fetch(f"{LIST}{one}/"))["url"]).path for one in ids]

    def article(base: str, number: int) -> bytes:
        return fetch(f"{base}{ids[number % len(ids)]}/")

    timings = interleaved(
        {
            "list": lambda number: fetch(LIST),
            "baseline list": lambda number: fetch(BASELINE_LIST),
            "detail": lambda number: article(LIST, number),
            "baseline detail": lambda number: article(BASELINE_LIST, number),
            "article's page": lambda number: fetch(paths[number % len(paths)]),
            "front page": lambda number: fetch("/"),
        },
        rounds,
        process_time,
    )
    results = [
        Result(
            "list of 20, newest first", timings["list"], timings["baseline list"], bound=1 / 10, aim=1 / 15
        ),
        Result("one article", timings["detail"], timings["baseline detail"], bound=1 / 5, aim=1 / 6),
    ]
    show(console, f"CPU time per request, {engine()}", ("Newsroom", "baseline"), results)
    pages = [
        Result(
            "an article's page; the article as JSON", timings["article's page"], timings["detail"], bound=25
        ),
        Result("the front page; a list of 20", timings["front page"], timings["list"], bound=25),
    ]
    show(console, f"CPU time per readers' page, {engine()}", ("page", "API"), pages)
    return [*results, *pages]


def engine() -> str:
    from django.db import connection

    return connection.display_name


def check_same_articles(fetch: Fetch) -> list[int]:
    """Both lists must give the same articles; their ids, for asking for each."""
    ours, theirs = (json.loads(fetch(address))["results"] for address in (LIST, BASELINE_LIST))
    ids = [row["id"] for row in ours]
    if len(ids) != 20 or ids != [row["id"] for row in theirs]:
        raise RuntimeError(f"The lists differ: {ids} and {[row['id'] for row in theirs]}")
    return ids

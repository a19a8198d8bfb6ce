"""Time of a list at 100,000 articles against the same at 1,000, in two databases of one PostgreSQL server."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from urllib.parse import urlencode

from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rich.console import Console

from articles.models import Edition, EditionFacet, Facet
from articles.sample.generate import MEDIUM_TAG
from newsroom.api import Cursor

from .database import create, multiply, use
from .reading import LIST
from .results import Result, show
from .site import Fetch, interleaved

PAGE = 20
BOUND = 1.3


def run(fetch: Fetch, console: Console, rounds: int, scale: int) -> list[Result]:
    """Compares lists of the default database (small) with those of a copy of it that is multiplied to `scale`."""
    small = connections["default"]
    count = Edition.objects.public(timezone.now()).count()
    console.print(f"Multiplying {count:,} articles to {scale:,} …")
    small.close()
    large = create("bench_large", template=small.settings_dict["NAME"])
    use(large)
    multiply(scale // count)
    results = []
    clock = clock_with(small, large)
    for question, addresses in questions(small, large).items():
        timings = interleaved(
            {
                "small": asker(fetch, small, addresses[0]),
                "large": asker(fetch, large, addresses[1]),
            },
            rounds,
            clock,
        )
        results.append(Result(question, timings["large"], timings["small"], BOUND))
        if not results[-1].kept:
            explain(fetch, console, large, addresses[1])
    title = (
        "Time per request" if clock is perf_counter else "CPU time per request, of site and database together"
    )
    show(console, f"{title}, PostgreSQL", (f"{scale:,}", f"{count:,}"), results)
    use(small)
    large.close()
    return results


def clock_with(*databases: Any) -> Callable[[], float]:
    """Seconds of CPU of this process and of the databases' processes that serve it: what others do meanwhile does not
    count. Where those cannot be seen (another machine, no Linux), the time that passes."""

    def clock() -> float:
        return process_time() + sum(map(cpu_seconds, databases))

    for database in databases:
        database.ensure_connection()
    try:
        clock()
    except OSError:
        return perf_counter
    return clock


def cpu_seconds(database: Any) -> float:
    """CPU time so far of the process that serves this connection (Linux: the first figure, in nanoseconds)."""
    served_by = database.connection.info.backend_pid
    return int(Path(f"/proc/{served_by}/schedstat").read_text().split()[0]) / 1e9


def asker(fetch: Fetch, database: Any, address: str) -> Callable[[int], object]:
    def ask(number: int) -> bytes:
        use(database)
        return fetch(address)

    return ask


def questions(small: Any, large: Any) -> dict[str, tuple[str, str]]:
    """What is asked of both databases, by name: addresses for the small and for the large one.

    The pages are as long as the small database can fill with one to spare, so that both do the same work and tell of a
    next page.
    """
    use(small)
    section = middle_section()
    tagged = EditionFacet.objects.filter(facet=Facet.TAG, value=MEDIUM_TAG).count()
    month = fullest_month()
    same: dict[str, dict[str, Any]] = {
        "newest": {},
        f"section {section}": {"section": section},
        f"tag {MEDIUM_TAG}": {"tag": MEDIUM_TAG, "page_size": min(PAGE, tagged - 1)},
        f"month {month['from_date'][:7]}": month,
    }
    found = {name: (address(query), address(query)) for name, query in same.items()}
    middle = address({"cursor": cursor_after(500)})
    use(large)
    deep = min(1_000, Edition.objects.public(timezone.now()).count() // PAGE - 1)
    found[f"page {deep:,} by cursor"] = middle, address({"cursor": cursor_after((deep - 1) * PAGE)})
    return found


def address(query: dict[str, Any]) -> str:
    return f"{LIST}?{urlencode(query)}" if query else LIST


def cursor_after(rows: int) -> str:
    """The cursor of the page that begins after so many rows of the newest."""
    newest = Edition.objects.public(timezone.now()).order_by("-published_at", "-article_id")
    published_at, article = newest.values_list("published_at", "article_id")[rows - 1]
    return Cursor("-published_at", published_at, article).encode()


def middle_section() -> str:
    """The section that stands in the middle by its number of articles."""
    from django.db.models import Count

    counted = EditionFacet.objects.filter(facet=Facet.SECTION).values("value").annotate(count=Count("pk"))
    sections = list(counted.filter(count__gte=PAGE + 1).order_by("count").values_list("value", flat=True))
    return sections[len(sections) // 2]


def fullest_month() -> dict[str, Any]:
    """The month with most articles."""
    from django.db.models import Count
    from django.db.models.functions import TruncMonth

    months = (
        Edition.objects.public(timezone.now())
        .values(month=TruncMonth("published_at"))
        .annotate(count=Count("pk"))
    )
    fullest = months.order_by("-count").first()
    assert fullest is not None
    first = fullest["month"].date()
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return {"from_date": str(first), "to_date": str(last), "page_size": min(PAGE, fullest["count"] - 1)}


def explain(fetch: Fetch, console: Console, database: Any, address: str) -> None:
    """Shows how the database finds what missed its bound."""
    use(database)
    with CaptureQueriesContext(connection) as captured:
        fetch(address)
    for query in captured.captured_queries:
        if not query["sql"].startswith("SELECT") or "FROM" not in query["sql"]:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {query['sql']}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
        console.print(f"[bold]{address}[/]\n{plan}\n", highlight=False)

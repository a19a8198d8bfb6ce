"""Time of searches and of the calendar against the plain list of the same many articles (PostgreSQL)."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from time import perf_counter
from urllib.parse import urlencode

from django.db import connection
from rich.console import Console

from articles.models import Edition, SearchEntry

from .reading import LIST
from .results import Result, show
from .scale import clock_with, explain
from .site import Fetch, interleaved

BOUND = 10
LOOKED_AT = 500
"""How many entries say which words are common."""
WORST = 3
"""How often the worst question is asked."""
CALENDAR = "/api/v1/calendar/"


def run(fetch: Fetch, console: Console, rounds: int) -> list[Result]:
    """Compares questions with the plain list, and says what becomes of the worst one."""
    words = CommonWords(SearchEntry.objects.values_list("folded", flat=True)[:LOOKED_AT])
    newest = Edition.objects.filter(slot__isnull=False).order_by("-published_at")
    day = newest.values_list("published_at", flat=True)[1000]
    asked = {
        f"q={words.word}": {"q": words.word},
        f"q={words.word} {words.other}": {"q": f"{words.word} {words.other}"},
        f'q="{words.phrase}"': {"q": f'"{words.phrase}"'},
        f"q={words.rare} (rare)": {"q": words.rare},
    }
    addresses = {question: f"{LIST}?{urlencode(query)}" for question, query in asked.items()}
    addresses["calendar, a month"] = f"{CALENDAR}?{urlencode({'month': f'{day:%Y-%m}'})}"
    addresses["calendar, a year"] = f"{CALENDAR}?{urlencode({'year': f'{day:%Y}'})}"
    plain = "the plain list"
    timings = interleaved(
        {name: asker(fetch, address) for name, address in {plain: LIST, **addresses}.items()},
        rounds,
        clock_with(connection),
    )
    results = [Result(name, timings[name], timings[plain], BOUND) for name in addresses]
    for result in results:
        if not result.kept:
            explain(fetch, console, connection, addresses[result.question])
    count = Edition.objects.filter(slot__isnull=False).count()
    show(
        console,
        f"CPU time per request at {count:,} articles, of site and database together, PostgreSQL",
        ("question", plain),
        results,
    )
    unlikely = f'"{words.unlikely}"'
    for query in (
        {"q": words.word, "ordering": "relevance"},
        {"q": words.word, "count": "exact"},
        {"q": unlikely},
    ):
        tell_worst(fetch, console, f"{LIST}?{urlencode(query)}", query)
    return results


class CommonWords:
    """What to ask for, by how many of the texts have it."""

    def __init__(self, texts: Iterable[str]) -> None:
        found = [[word for word in text.split() if "_" not in word and word.isalpha()] for text in texts]
        single = Counter(word for text in found for word in set(text))
        pairs = Counter(pair for text in found for pair in set(pairwise(text)))
        ordered = [word for word, _number in single.most_common()]
        self.word, self.other = ordered[0], ordered[1]
        self.rare = ordered[-1]
        self.phrase = " ".join(max(pairs, key=lambda pair: (pairs[pair], pair)))
        # Each of them is common, and no two of them stand so in any text that was looked at.
        chain = [ordered[0]]
        for word in ordered[1:200]:
            if (chain[-1], word) not in pairs and len(chain) < 4:
                chain.append(word)
        self.unlikely = " ".join(chain)


def asker(fetch: Fetch, address: str):  # type: ignore[no-untyped-def]
    return lambda number: fetch(address)


def tell_worst(fetch: Fetch, console: Console, address: str, query: dict[str, str]) -> None:
    """What the worst questions come to: an answer or a refusal, and after how long."""
    for _turn in range(WORST):
        began = perf_counter()
        try:
            fetch(address)
            outcome = "answered"
        except RuntimeError as error:
            outcome = str(error)[:400]
        console.print(f"{query}: {perf_counter() - began:.2f} s, {outcome}", markup=False)

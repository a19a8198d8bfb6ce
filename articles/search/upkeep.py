"""Is the index whole, and laying it again."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DatabaseError, connections, transaction
from django.db.models import Q, QuerySet

from ..models import Edition, SearchEntry
from .index import VERSION, entry_of

CHUNK = 200
OTHER_VERSION = Q(version__lt=VERSION) | Q(version__gt=VERSION)


@dataclass(frozen=True, slots=True)
class State:
    """What is wrong with the index, as numbers of editions."""

    missing: int
    """Live or next, and not in it."""
    stale: int
    """In it with words made in another way."""
    left_over: int
    """In it, but neither live nor next."""
    is_sound: bool
    """Whether the database's own index agrees with the entries; true where the database sees to that itself."""

    @property
    def is_whole(self) -> bool:
        return self.is_sound and not (self.missing or self.stale or self.left_over)


def state_of_index(*, thoroughly: bool = True) -> State:
    """Asks for the numbers; `thoroughly` lets SQLite compare its index with every entry."""
    return State(
        missing=missing_editions().count(),
        stale=SearchEntry.objects.filter(OTHER_VERSION).count(),
        left_over=left_over_entries().count(),
        is_sound=not thoroughly or _fts5_agrees(),
    )


def missing_editions() -> "QuerySet[Edition]":
    return Edition.objects.filter(slot__isnull=False, search__isnull=True)


def left_over_entries() -> "QuerySet[SearchEntry]":
    return SearchEntry.objects.filter(edition__slot__isnull=True)


def count_to_lay(*, everything: bool) -> int:
    """How many editions `lay` will look at."""
    return _to_lay(everything=everything).count()


def lay(*, everything: bool, first: int = 0) -> Iterator[tuple[int, int]]:
    """Lays the index again, from the edition with the id `first` on: what is missing or stale, or `everything`. Gives
    (last id, editions done) after each transaction of 200 editions, so that stopping loses nothing that was given.

    Editions that are published meanwhile lay their own entries; each is read under lock, so that one that is replaced
    at this moment gets no entry.
    """
    while True:
        with transaction.atomic():
            rows = _to_lay(everything=everything).filter(pk__gte=first).order_by("pk")
            chosen = list(rows.values_list("pk", flat=True)[:CHUNK])
            editions = list(
                Edition.objects.select_for_update()
                .filter(pk__in=chosen, slot__isnull=False)
                .defer("card", "document", "html")
            )
            SearchEntry.objects.filter(edition__in=chosen).delete()
            SearchEntry.objects.bulk_create(map(entry_of, editions))
        if not chosen:
            return
        first = chosen[-1] + 1
        yield chosen[-1], len(chosen)


def remove_left_over() -> int:
    """Takes out entries of what is neither live nor next; how many there were."""
    removed, _by_model = left_over_entries().delete()
    return removed


def rebuild_database_index() -> None:
    """Lets SQLite make its index anew from the entries; PostgreSQL's cannot differ from them."""
    connection = connections["default"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO articles_search_fts (articles_search_fts) VALUES ('rebuild')")


def _to_lay(*, everything: bool) -> "QuerySet[Edition]":
    current = Edition.objects.filter(slot__isnull=False)
    if everything:
        return current
    return current.filter(
        Q(search__isnull=True) | Q(search__version__lt=VERSION) | Q(search__version__gt=VERSION)
    )


def _fts5_agrees() -> bool:
    connection = connections["default"]
    if connection.vendor != "sqlite":
        return True
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO articles_search_fts (articles_search_fts, rank) VALUES ('integrity-check', 1)"
            )
    except DatabaseError:
        return False
    return True

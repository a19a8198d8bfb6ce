"""Search for the readers' pages: a question in, cards with highlights out."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from newsroom.api import Cursor, KeysetPage, Problem, count_rows, decode_cursor

from ..language import clean_line
from ..models import Edition
from .asking import (
    NEWEST,
    RELEVANCE,
    Candidate,
    Search,
    in_time,
    newest_page,
    page_of_places,
    ranked,
    read_search,
    relevant_page,
)
from .conditions import PLACE, Condition
from .index import HEADLINE, LEAD, TAGS, read_lines
from .marking import Highlight, highlight
from .questions import BadQuestion, Query
from .words import places

Narrow = Callable[["QuerySet[Edition]"], "QuerySet[Edition]"]
Row = tuple[Any, ...]
"""(edition, its place, card, text)"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A public article that was found. `headline`, `lead` and `text` are safe HTML with what was found in <mark>."""

    card: dict[str, Any]
    highlight: Highlight

    @property
    def headline(self) -> str:
        return self.highlight.headline

    @property
    def lead(self) -> str:
        return self.highlight.lead

    @property
    def text(self) -> str:
        return self.highlight.text


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits."""

    hits: list[Hit]
    total: int
    """Counted to 10,001, which means more than 10,000."""
    next: str = ""
    """The cursor of the next page; empty when there is none."""
    previous: str = ""
    suggestion: str = ""
    """The question as public texts write it; empty when there is nothing to suggest."""


def find(
    text: str,
    *,
    now: datetime,
    page_size: int = 20,
    cursor: str = "",
    by_relevance: bool = False,
    narrow: Narrow | None = None,
) -> Found:
    """What is public at `now` and answers the question: the newest first, or the best of the newest 1,000 first.

    With accents in the question, what is written with the same ones comes before what is not. Two or three queries.
    Raises `BadQuestion` or `TooSlow`.
    """
    search = read_search(text)
    start = _start(cursor, by_relevance=by_relevance)
    if search.tiers is None:
        return Found([], 0)

    def editions(condition: Condition) -> "QuerySet[Edition]":
        public = Edition.objects.public(now)
        return condition.narrow(narrow(public) if narrow else public)

    with in_time():
        total = count_rows(editions(search.tiers.whole), "bounded") or 0
        page = (
            _best(search, editions, start, page_size, now)
            if by_relevance
            else _newest(search, editions, start, page_size)
        )
    hits = [
        Hit(json.loads(bytes(card)), highlight(search.query, search_text))
        for _pk, _place, card, search_text in page.rows
    ]
    return Found(
        hits,
        total,
        page.next.encode() if page.next else "",
        page.previous.encode() if page.previous else "",
        suggestion(search.query, (row[3] for row in page.rows)),
    )


def _start(cursor: str, *, by_relevance: bool) -> Cursor | None:
    try:
        return decode_cursor(cursor, RELEVANCE if by_relevance else NEWEST) if cursor else None
    except Problem as problem:
        raise BadQuestion("invalid_cursor", str(problem)) from problem


def _newest(
    search: Search,
    editions: Callable[[Condition], "QuerySet[Edition]"],
    start: Cursor | None,
    page_size: int,
) -> KeysetPage[Row]:
    def fetch(condition: Condition, place: int | None, backward: bool, limit: int) -> Sequence[Row]:
        rows = editions(condition).values_list("pk", PLACE, "card", "search_text")
        return list(page_of_places(rows, place, backward, limit))

    assert search.tiers is not None
    return newest_page(search.tiers, start, page_size, fetch, lambda row: row[1])


def _best(
    search: Search,
    editions: Callable[[Condition], "QuerySet[Edition]"],
    start: Cursor | None,
    page_size: int,
    now: datetime,
) -> KeysetPage[Row]:
    assert search.tiers is not None
    page: KeysetPage[Candidate] = relevant_page(
        ranked(search, editions(search.tiers.whole)), start, page_size
    )
    public = Edition.objects.public(now).filter(pk__in=[candidate.edition for candidate in page.rows])
    rows = {row[0]: row for row in public.values_list("pk", "pk", "card", "search_text")}
    return KeysetPage(
        [rows[candidate.edition] for candidate in page.rows if candidate.edition in rows],
        page.next,
        page.previous,
    )


def suggestion(query: Query, search_texts: Iterable[str]) -> str:
    """What was asked without accents as the headlines, leads and tags of what was found write it most often: "Hà Nội"
    for "ha noi". Empty when the question has accents, or nothing accented is found in a row."""
    sought = [word.folded for word in query.row]
    if query.accented or not sought:
        return ""
    spellings: Counter[str] = Counter()
    for search_text in search_texts:
        for field, line in read_lines(search_text):
            if field in (HEADLINE, LEAD, TAGS):
                spellings.update(_spellings(sought, line))
    return max(spellings, key=lambda spelling: (spellings[spelling], spelling), default="")


def _spellings(sought: Sequence[str], line: str) -> Iterable[str]:
    row = places(clean_line(line))
    for start in range(len(row) - len(sought) + 1):
        part = row[start : start + len(sought)]
        if [place.word.folded for place in part] == sought and any(place.word.accented for place in part):
            yield line[part[0].start : part[-1].end]

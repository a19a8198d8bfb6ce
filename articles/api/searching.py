"""Questions in words: `q`, its order, its highlights, its limits."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from newsroom.api import (
    INVALID_PARAMETERS,
    KeysetPage,
    Limit,
    Parameters,
    Problem,
    ask,
    at_parameter,
    client_address,
    etag_for,
    render_json,
    spend,
)

from .. import search
from ..models import Edition
from .lists import NEWEST, Asked
from .rows import Row, projection_of

A_MINUTE = 60
EXPANSIONS = ("highlight",)
THROTTLED = {"429": "Too many searches; see Retry-After"}


def read_words(parameters: Parameters) -> search.Search | None:
    """What `q` asks for; `None` when it is not there, or at fault (which is noted)."""
    text = parameters.text("q", max_length=search.LONGEST)
    if text is None:
        return None
    try:
        return search.read_search(text)
    except search.BadQuestion as fault:
        parameters.fail("q", fault.code, fault.detail)
        return None


def count_search(view: APIView, request: Request) -> None:
    """A search is counted against the client's address; the view's answer says so. Raises `Problem` (429)."""
    if "q" in request.GET:
        limits = [Limit("search", settings.NEWSROOM_SEARCHES_PER_ADDRESS, A_MINUTE, client_address)]
        view.headers.update(spend(request, limits))


@contextmanager
def in_time() -> Iterator[None]:
    """Raises `Problem` (400), naming `q`, when the question finds too much to go through in time."""
    try:
        with search.in_time():
            yield
    except search.BadQuestion as fault:
        raise Problem(INVALID_PARAMETERS, errors=[at_parameter("cursor", "invalid", fault.detail)]) from fault
    except search.TooSlow as fault:
        raise Problem(INVALID_PARAMETERS, errors=[at_parameter("q", "too_broad", str(fault))]) from fault


@dataclass(frozen=True, slots=True)
class AskedInWords(Asked):
    """One request for a page of what has certain words, in one of the orders of any list."""

    words: search.Search = field(kw_only=True)

    def answer(self, now: datetime) -> HttpResponse:
        with in_time():
            return Asked.answer(self, now)

    def total(self, now: datetime) -> int | None:
        if self.words.tiers is None and self.count != "none":
            return 0
        return Asked.total(self, now)

    def fetch(self, now: datetime, *, with_bytes: bool) -> KeysetPage[Row]:
        if self.words.tiers is None:
            return KeysetPage([], None, None)
        if self.ordering.name == search.RELEVANCE.name:
            return self.fetch_relevant(now, self.words.tiers.whole, with_bytes=with_bytes)
        if self.ordering.name == search.NEWEST.name:
            return self.fetch_newest(now, self.words.tiers, with_bytes=with_bytes)
        return Asked.fetch(self, now, with_bytes=with_bytes)

    def fetch_newest(self, now: datetime, tiers: search.Tiers, *, with_bytes: bool) -> KeysetPage[Row]:
        """The newest first, what is written as it was asked for before what is not."""
        projection = projection_of("card")

        def fetch(
            words: search.Condition, start: int | None, backward: bool, limit: int
        ) -> Sequence[Sequence[Any]]:
            question = replace(self.question, words=words)

            def build(now: datetime, *values: Any) -> "QuerySet[Edition, tuple[Any, ...]]":
                asked = question.with_values(values)
                editions, _by = asked.ask(Edition.objects.public(now), NEWEST)
                rows = projection.select(
                    editions, search.PLACE, with_bytes=with_bytes, with_text=self.with_text
                )
                return search.page_of_places(rows, None if start is None else values[-1], backward, limit)

            values = [*question.values, *([] if start is None else [start])]
            if question.others:
                return list(build(now, *values))
            columns = with_bytes, self.with_text, projection.extensions
            shape = "words", question.shape, start is None, backward, limit, columns
            return ask(shape, build, now, *values)

        page = search.newest_page(tiers, self.cursor, self.page_size, fetch, lambda values: int(values[1]))
        rows = [projection.read(values, with_bytes=with_bytes) for values in page.rows]
        return KeysetPage(rows, page.next, page.previous)

    def fetch_relevant(self, now: datetime, words: search.Condition, *, with_bytes: bool) -> KeysetPage[Row]:
        """The best of the newest 1,000 first; two queries."""
        projection = projection_of("card")
        editions, _by = replace(self.question, words=words).ask(Edition.objects.public(now), NEWEST)
        page = search.relevant_page(search.ranked(self.words, editions), self.cursor, self.page_size)
        chosen = Edition.objects.public(now).filter(pk__in=[one.edition for one in page.rows])
        found = projection.select(chosen, "pk", with_bytes=with_bytes, with_text=self.with_text)
        rows = {values[1]: projection.read(values, with_bytes=with_bytes) for values in found}
        return KeysetPage(
            [rows[one.edition] for one in page.rows if one.edition in rows], page.next, page.previous
        )

    def card(self, row: Row) -> bytes:
        card = Asked.card(self, row)
        if not self.with_text:
            return card
        found = render_json(search.highlight(self.words.query, row.text).as_dict())
        return b'%b%b"highlight":%b}' % (card[:-1], b"," if len(card) > 2 else b"", found)

    def etag(
        self, page: KeysetPage[Row], neighbours: tuple[str | None, str | None], total: int | None
    ) -> str:
        """Highlights hang on what the question was read as, too: the dictionary of short forms may change."""
        read_as = repr(self.words.query) if self.with_text and page.rows else ""
        return etag_for("search", read_as, self.with_text, Asked.etag(self, page, neighbours, total))

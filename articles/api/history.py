"""What was public when: an article's editions, and the ledger of the whole site as a stream."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request

from newsroom.api import (
    LINK_HEADER,
    MAX_PAGE_SIZE,
    NOT_FOUND,
    Cursor,
    Operation,
    Ordering,
    Parameters,
    Problem,
    PublicView,
    decode_cursor,
    envelope,
    etag_for,
    keyset_page,
    link_header,
    public_response,
    render_json,
)

from ..models import Edition, PublicChange, Withdrawal
from ..publishing import LocalTime
from . import openapi
from .details import ArticleView
from .filters import MOMENT, read_moment

LEDGER = Ordering("changes", "at", False)
SETTLED = timedelta(seconds=5)
"""A line may become visible this long after its own time, because its transaction was still open."""


class Window(serializers.Serializer):
    """A span of time, `from` ≤ t < `until`."""

    from_ = LocalTime()
    until = LocalTime(allow_null=True, help_text="Null while it lasts.")

    def get_fields(self) -> dict[str, serializers.Field]:
        return {name.rstrip("_"): field for name, field in super().get_fields().items()}


class EditionFact(Window):
    """An edition as a fact: that it was public, not what it said."""

    number = serializers.IntegerField(min_value=1)
    kind = serializers.ChoiceField(choices=Edition.Kind.values)
    refresh = serializers.BooleanField(help_text="Rendered again from the same text.")
    reason = serializers.CharField()


class WithdrawalFact(Window):
    """A withdrawal, and the edition that was public until then."""

    edition = serializers.IntegerField(min_value=1)
    reason = serializers.CharField()


class EditionHistory(serializers.Serializer):
    article = serializers.IntegerField()
    results = EditionFact(many=True)
    withdrawals = WithdrawalFact(many=True)


class Change(serializers.Serializer):
    """One line of the ledger. `withdrawn` and `expired` take an article away; every other kind shows `edition`."""

    article = serializers.IntegerField()
    edition = serializers.IntegerField(min_value=1)
    kind = serializers.ChoiceField(choices=PublicChange.Kind.values)
    at = LocalTime()


class ArticleEditions(ArticleView):
    """What was public when: facts of each edition and each withdrawal, never the withdrawn text."""

    route = "article-editions"

    def answer(self, request: Request, article_id: int, now: datetime) -> HttpResponse:
        editions = Edition.objects.filter(article=article_id, live_from__lte=now).order_by("number")
        facts = [
            {**row, "from": row["live_from"], "until": _past(row["live_until"], now)}
            for row in editions.values("number", "kind", "refresh", "reason", "live_from", "live_until")
        ]
        if not facts:
            raise Problem(NOT_FOUND)
        withdrawals = Withdrawal.objects.filter(article=article_id, at__lte=now).order_by("at")
        withdrawn = [
            {"edition": number, "reason": reason, "from": at, "until": _past(ends_at, now)}
            for number, reason, at, ends_at in withdrawals.values_list(
                "edition__number", "reason", "at", "ends_at"
            )
        ]
        history = EditionHistory({"article": article_id, "results": facts, "withdrawals": withdrawn})
        body = render_json(history.data)
        return public_response(request, body, etag_for("editions", body), now)

    def describe(self) -> Operation:
        return Operation(
            "articles_editions",
            "What was public of an article, and when",
            EditionHistory,
            [openapi.ARTICLE_REFERENCE],
            openapi.MOVED,
        )


def _past(moment: datetime | None, now: datetime) -> datetime | None:
    """An end that lies ahead is not told: it would tell of a schedule."""
    return moment if moment is not None and moment <= now else None


@dataclass(frozen=True, slots=True)
class Start:
    """Where a client wants the stream to go on: after a line, from a moment, or from the beginning."""

    cursor: Cursor | None = None
    moment: datetime | None = None


class ChangeList(PublicView):
    """The public ledger as a stream, oldest first, for sites that re-publish.

    Follow `next`, which is always given, and come back to it later: each line comes at least once, and lines of the last
    five seconds may come again, so that one that was written late is never missed.
    """

    parameters = None

    def get(self, request: Request) -> HttpResponse:
        now = timezone.now()
        parameters = Parameters(request, ("since", "page_size"))
        page_size = parameters.whole("page_size", MAX_PAGE_SIZE, low=1, high=MAX_PAGE_SIZE)
        start = read_start(parameters)
        parameters.check()
        lines = PublicChange.objects.filter(at__lte=now)
        if start.moment is not None:
            lines = lines.filter(at__gte=start.moment)
        rows = lines.values("id", "at", "article_id", "edition_number", "kind")
        page = keyset_page(rows, LEDGER, page_size, start.cursor)
        url = self.next_url(request, page.rows, start, now)
        body = envelope(map(_line, page.rows), next_url=url, previous_url=None)
        response = public_response(request, body, etag_for("changes", body), now)
        response.headers["Link"] = link_header(url, None)
        return response

    def next_url(
        self, request: Request, rows: Iterable[Mapping[str, Any]], start: Start, now: datetime
    ) -> str:
        """The address to ask next: behind the last line that is settled, or the same place again."""
        base, query = f"{settings.SITE_URL}{request.path}", request.GET.dict()
        settled = [row for row in rows if row["at"] <= now - SETTLED]
        if settled:
            query["since"] = Cursor(LEDGER.name, settled[-1]["at"], settled[-1]["id"]).encode()
        elif "since" not in query:
            query["since"] = Cursor(LEDGER.name, datetime(1970, 1, 1, tzinfo=now.tzinfo), 0).encode()
        return f"{base}?{urlencode(sorted(query.items()))}"

    def describe(self) -> Operation:
        return Operation(
            "changes_list",
            "What became public and what ceased to be",
            lambda schema: openapi.page(
                schema, "ChangePage", schema.reference(Change), counted=False, endless=True
            ),
            [openapi.SINCE, openapi.changes_page_size()],
            headers=LINK_HEADER,
        )


def read_start(parameters: Parameters) -> Start:
    """`since`: a cursor that we gave, a local day, or a moment with its offset."""
    text = parameters.text("since", max_length=200)
    if text is None:
        return Start()
    if (found := read_moment(text)) is not None:
        return Start(moment=found[0])
    if MOMENT.fullmatch(text) or ":" in text:
        parameters.fail(
            "since", "invalid", _("A cursor that the API gave, a day, or a moment with its offset.")
        )
        return Start()
    return Start(cursor=decode_cursor(text, LEDGER, "since"))


def _line(row: Mapping[str, Any]) -> bytes:
    return render_json(
        {
            "article": row["article_id"],
            "edition": row["edition_number"],
            "kind": row["kind"],
            "at": LocalTime().to_representation(row["at"]),
        }
    )

"""`GET articles/{id}/` and the base of what hangs below it."""

import json
import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request

from newsroom.api import (
    NOT_FOUND,
    Operation,
    Parameters,
    Problem,
    PublicView,
    ask,
    check_parameters,
    etag_for,
    not_modified,
    public_redirect,
    public_response,
    render_json,
)

from ..models import ArticleSlug, Edition
from ..publishing import Document, problem_for, why_not_public
from . import openapi
from .filters import WHOLE
from .lists import MEMBERS, read_members
from .ninjs import answer_ninjs
from .related import related_editions, related_rows
from .rows import Projection, Row, projection_of

DOCUMENT_MEMBERS = tuple(Document().fields)
NUMBER = re.compile(WHOLE, re.ASCII)
EXPANSIONS = ("related",)
FORMATS = ("json", "ninjs")


class ArticleView(PublicView):
    """Something about one article, named by its id; any slug that it ever had leads there (308, query kept)."""

    parameters = None
    route: str
    taken: tuple[str, ...] = ()
    """The query parameters that `answer` reads."""

    def get(self, request: Request, reference: str) -> HttpResponse:
        now = timezone.now()
        if NUMBER.fullmatch(reference):
            if not self.taken:
                check_parameters(request, ())
            return self.answer(request, int(reference), now)
        article_id = id_of_slug(reference, now)
        query = request.META.get("QUERY_STRING", "")
        path = reverse(f"api:{self.route}", args=[article_id])
        return public_redirect(f"{settings.SITE_URL}{path}{'?' if query else ''}{query}", now)

    def answer(self, request: Request, article_id: int, now: datetime) -> HttpResponse:
        raise NotImplementedError


class ArticleDetail(ArticleView):
    """One article, whole: its body is a flat list of typed nodes. Or as the agencies exchange it (`format=ninjs`)."""

    route = "article-detail"
    taken = (*MEMBERS, "expand", "format")

    def answer(self, request: Request, article_id: int, now: datetime) -> HttpResponse:
        parameters = Parameters(request, self.taken)
        members = read_members(parameters, DOCUMENT_MEMBERS)
        expand = parameters.choices("expand", EXPANSIONS)
        is_ninjs = parameters.choice("format", FORMATS, FORMATS[0]) == "ninjs"
        if is_ninjs:
            for name in self.taken[:-1]:
                if name in parameters.query:
                    parameters.fail(
                        name, "exclusive", _("Not together with “format=ninjs”, whose members are given.")
                    )
        parameters.check()
        if is_ninjs:
            return answer_ninjs(request, article_id, now)
        projection = projection_of("document")

        def read(*, with_bytes: bool) -> tuple[Row, list[Row], str]:
            row = fetch_one(projection, article_id, now, with_bytes=with_bytes)
            cards = (
                related_rows(related_editions(article_id, now), now, with_bytes=with_bytes) if expand else []
            )
            versions = [projection.version(row), *map(projection_of("card").version, cards)]
            return row, cards, etag_for("detail", repr(members), repr(expand), *versions)

        if "HTTP_IF_NONE_MATCH" in request.META:
            unchanged = not_modified(request, read(with_bytes=False)[2], now)
            if unchanged is not None:
                return unchanged
        row, cards, etag = read(with_bytes=True)
        body = members.pick(projection.splice(row))
        if expand:
            body = b'%b%b"related":%b}' % (body[:-1], b"," if len(body) > 2 else b"", _array(cards))
        return public_response(request, body, etag, now)

    def describe(self) -> Operation:
        parameters = [
            openapi.ARTICLE_REFERENCE,
            *openapi.parameters(self.taken[:-1], members=DOCUMENT_MEMBERS, expansions=EXPANSIONS),
            openapi.document_format(FORMATS),
        ]
        return Operation(
            "articles_retrieve", "One article", openapi.document, parameters, **openapi.OF_AN_ARTICLE
        )


class ArticleAbbreviations(ArticleView):
    """The short forms in an article: what each stands for, and where that is known from."""

    route = "article-abbreviations"

    def answer(self, request: Request, article_id: int, now: datetime) -> HttpResponse:
        projection = Projection("document", extensions=())
        if "HTTP_IF_NONE_MATCH" in request.META:
            row = fetch_one(projection, article_id, now, with_bytes=False)
            unchanged = not_modified(request, etag_for("abbreviations", row.digest), now)
            if unchanged is not None:
                return unchanged
        row = fetch_one(projection, article_id, now, with_bytes=True)
        body = render_json({"article": article_id, "results": json.loads(row.body)["abbreviations"]})
        return public_response(request, body, etag_for("abbreviations", row.digest), now)

    def describe(self) -> Operation:
        return Operation(
            "articles_abbreviations",
            "The short forms in an article",
            openapi.article_abbreviations,
            [openapi.ARTICLE_REFERENCE],
            **openapi.OF_AN_ARTICLE,
        )


class ArticleRelated(ArticleView):
    """At most six articles that belong to this one: first those that its editor named, then those that share its tags or
    its section and are near it in time."""

    route = "article-related"

    def answer(self, request: Request, article_id: int, now: datetime) -> HttpResponse:
        editions = related_editions(article_id, now)
        if not editions:
            fetch_one(Projection("card"), article_id, now, with_bytes=False)
        if "HTTP_IF_NONE_MATCH" in request.META:
            unchanged = not_modified(request, self.etag(related_rows(editions, now, with_bytes=False)), now)
            if unchanged is not None:
                return unchanged
        cards = related_rows(editions, now, with_bytes=True)
        return public_response(request, b'{"results":%b}' % _array(cards), self.etag(cards), now)

    def etag(self, cards: list[Row]) -> str:
        return etag_for("related", *map(Projection("card").version, cards))

    def describe(self) -> Operation:
        return Operation(
            "articles_related",
            "Related articles",
            openapi.related,
            [openapi.ARTICLE_REFERENCE],
            **openapi.OF_AN_ARTICLE,
        )


def _array(cards: list[Row]) -> bytes:
    return b"[%b]" % b",".join(Projection("card").splice(card) for card in cards)


def id_of_slug(slug: str, now: datetime) -> int:
    """The id of the article that had this slug when it was public, be it gone by now. Raises `Problem` (404)."""
    was_public = Edition.objects.filter(article=OuterRef("article_id"), live_from__lte=now)
    known = (
        ArticleSlug.objects.filter(Exists(was_public), slug=slug).values_list("article_id", flat=True).first()
    )
    if known is None:
        raise Problem(NOT_FOUND)
    return known


def fetch_one(projection: Projection, article_id: int, now: datetime, *, with_bytes: bool) -> Row:
    """The article's public edition. Raises `Problem`: 404, or 410 for what was public once."""

    def build(now: datetime, article_id: int) -> "QuerySet[Edition, tuple[Any, ...]]":
        public = Edition.objects.public(now).filter(article=article_id)
        return projection.select(public, "published_at", with_bytes=with_bytes)[:1]

    shape = "one article", projection.bytes_field, projection.extensions, with_bytes
    for values in ask(shape, build, now, article_id):
        return projection.read(values, with_bytes=with_bytes)
    raise problem_for(why_not_public(article_id, now))

"""The readers' API of ratings."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from articles.models import Edition
from articles.publishing import Gone, NotPublic, article_url, find_public, problem_for
from newsroom.api import (
    FORBIDDEN,
    Limit,
    LimitedFormParser,
    LimitedJSONParser,
    Problem,
    PublicView,
    RateLimited,
    client_address,
    private_response,
    problem_type,
    render_json,
)

from . import voting
from .provenance import Provenance, provenance_of
from .readers import HEADER, Reader, issue_key, new_reader, reader_of, remember
from .representation import Ballot, ReaderKeyRepresentation, ReaderRatingRepresentation, Vote, rating_member
from .tally import Frozen

FROZEN = problem_type(
    "ratings-frozen",
    409,
    _("Ratings closed"),
    _("The editors have closed the ratings of this article. Nothing was saved."),
)
A_MINUTE = 60

ARTICLE_ID = OpenApiParameter("article_id", {"type": "integer", "minimum": 1}, OpenApiParameter.PATH)
READER_KEY = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    description="The reader's key, as `POST readers/` gave it; browsers have a cookie.",
)
REFUSALS = {
    403: OpenApiResponse(description="Asked from another site's page, or without saying from where"),
    409: OpenApiResponse(description="The ratings of the article are closed"),
    410: OpenApiResponse(description="The article was withdrawn, or its time is over"),
}


def reader_identity(request: HttpRequest | Request) -> str | None:
    """For the throttle: the reader's token; a reader nobody has met, or with a bad key, counts by the address alone."""
    try:
        reader = reader_of(request)
    except Problem:
        return None
    return None if reader is None else reader.token


class Throttled(RateLimited, PublicView):
    """Writes count against the reader and the client's address together, in a minute."""

    @property
    def limits(self) -> Sequence[Limit]:  # type: ignore[override]
        return (
            Limit("ratings-reader", settings.NEWSROOM_RATINGS_PER_READER, A_MINUTE, reader_identity),
            Limit("ratings-address", settings.NEWSROOM_RATINGS_PER_ADDRESS, A_MINUTE, client_address),
        )


class ArticleRating(Throttled):
    """The tally of an article and the stars of the reader who asks."""

    def get_parsers(self) -> list[BaseParser]:
        method = getattr(getattr(self, "request", None), "method", None)
        return [LimitedFormParser() if method == "POST" else LimitedJSONParser()]

    @extend_schema(
        operation_id="article_rating_retrieve",
        summary="An article's ratings and the reader's own stars",
        parameters=[ARTICLE_ID, READER_KEY],
        responses={200: ReaderRatingRepresentation, 410: REFUSALS[410]},
    )
    def get(self, request: Request, article_id: str) -> HttpResponse:
        reader = reader_of(request)
        found = public_article(article_id)
        return self.answer(request, found, voting.stars_of(found.article_id, reader))

    @extend_schema(
        operation_id="article_rating_update",
        summary="Rate, or change the rating",
        parameters=[ARTICLE_ID, READER_KEY],
        request=Vote,
        responses={200: ReaderRatingRepresentation, **REFUSALS},
    )
    def put(self, request: Request, article_id: str) -> HttpResponse:
        reader = admitted(request) or new_reader()
        stars = read(Vote, request)["stars"]
        found = public_article(article_id)
        with_frozen_told(voting.rate, found.article_id, reader, stars)
        response = self.answer(request, found, stars)
        if not reader.by_key:
            remember(response, reader)
        return response

    @extend_schema(
        operation_id="article_rating_destroy",
        summary="Take the rating back",
        parameters=[ARTICLE_ID, READER_KEY],
        responses={200: ReaderRatingRepresentation, **REFUSALS},
    )
    def delete(self, request: Request, article_id: str) -> HttpResponse:
        reader = admitted(request)
        found = public_article(article_id)
        if reader is not None:
            with_frozen_told(voting.take_back, found.article_id, reader)
        return self.answer(request, found, None)

    @extend_schema(
        operation_id="article_rating_submit",
        summary="Rate by the form on the readers' page",
        description="Needs `Origin` or `Sec-Fetch-Site`, as browsers send them. Leads back to the article's page.",
        parameters=[ARTICLE_ID],
        request={"application/x-www-form-urlencoded": Ballot},
        responses={303: OpenApiResponse(description="To the article's page"), **REFUSALS},
    )
    def post(self, request: Request, article_id: str) -> HttpResponse:
        reader = admitted(request, by_page=True) or new_reader()
        ballot = read(Ballot, request)
        found = public_article(article_id)
        page = urlsplit(article_url(found.article_id, found.slug)).path
        response = HttpResponse(status=303, headers={"Cache-Control": "no-store"})
        if "take_back" in ballot:
            with_frozen_told(voting.take_back, found.article_id, reader)
            response.headers["Location"] = f"{page}#rating-taken-back"
        else:
            with_frozen_told(voting.rate, found.article_id, reader, int(ballot["stars"]))
            response.headers["Location"] = f"{page}#rating-saved"
            remember(response, reader)
        return response

    def answer(self, request: Request, found: Edition, stars: int | None) -> HttpResponse:
        """The tally as it is now and the reader's own stars; no cache keeps it."""
        tally = voting.tally_of(found.article_id)
        body = {"rating": rating_member(tally.shown), "stars": stars, "frozen": tally.frozen}
        return private_response(request, render_json(body))


class Readers(Throttled):
    """Keys for apps, which have no cookie."""

    parser_classes: Sequence[type[BaseParser]] = ()

    @extend_schema(
        operation_id="readers_create",
        summary="A new reader's key",
        request=None,
        responses={201: ReaderKeyRepresentation, 403: REFUSALS[403]},
    )
    def post(self, request: Request) -> HttpResponse:
        refuse_foreign(request)
        return private_response(request, render_json({"key": issue_key()}), status=201)


def public_article(article_id: str) -> Edition:
    """The article's public edition. Raises `Problem`: 404 or 410."""
    try:
        return find_public(int(article_id))
    except (NotPublic, Gone) as error:
        raise problem_for(error) from error


def admitted(request: Request, *, by_page: bool = False) -> Reader | None:
    """The reader who writes; `None`: a new one. Raises `Problem` (403) for a request that may be forged.

    A browser says from where it comes. What does not must hold a key, which no foreign page can have sent along;
    `by_page`: not even then.
    """
    reader = reader_of(request)
    unknown = refuse_foreign(request) is Provenance.UNKNOWN
    if unknown and (by_page or reader is None or not reader.by_key):
        raise Problem(
            FORBIDDEN,
            _("A browser must send the header “Origin” or “Sec-Fetch-Site”, anything else a “Reader-Key”."),
        )
    return reader


def refuse_foreign(request: Request) -> Provenance:
    """Where the request comes from. Raises `Problem` (403) when that is another site's page."""
    provenance = provenance_of(request)
    if provenance is Provenance.FOREIGN:
        raise Problem(FORBIDDEN, _("Ratings are taken from pages of this site only."))
    return provenance


def read(body: type[Serializer], request: Request) -> dict[str, Any]:
    """The body of the request. Raises `ValidationError` (400)."""
    serializer = body(data=request.data)
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


def with_frozen_told(act: Any, *arguments: Any) -> None:
    """Does one of the acts of `voting`. Raises `Problem` (409) when the ratings are closed."""
    try:
        act(*arguments)
    except Frozen as error:
        raise Problem(FROZEN) from error

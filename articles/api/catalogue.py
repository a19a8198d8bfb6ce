"""Lists of what live editions show: tags, sources, authors, photos, abbreviations, corrections. Nothing else of those
tables is public."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.http import HttpResponse
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request

from newsroom.api import (
    DEFAULT_PAGE_SIZE,
    LINK_HEADER,
    MAX_PAGE_SIZE,
    NOT_FOUND,
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
    page_url,
    public_response,
    render_json,
)

from ..models import Abbreviation, Author, Correction, Edition, EditionFacet, Facet, Photo, Source, Tag
from . import openapi, photo_filters
from .details import NUMBER
from .entries import AbbreviationEntry, AuthorEntry, CorrectionEntry, PhotoEntry, SourceEntry, TagEntry

BY_NAME = Ordering("name", "sort_key", False, "id", str)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One such list: which rows, in which order, in which shape."""

    name: str
    rows: Callable[[datetime], "QuerySet[Any]"]
    ordering: Ordering
    entry: type[serializers.Serializer]
    what: str
    narrow: "Callable[[QuerySet[Any], Parameters], QuerySet[Any]] | None" = None
    """Asks the request's own questions of the rows."""
    questions: tuple[str, ...] = ()
    """Names of the parameters of those questions."""

    def represent(self, row: Model) -> bytes:
        return render_json(self.entry(row).data)


def read_id(text: str) -> int:
    """An id in an address. Raises `Problem` (404) for anything else."""
    if NUMBER.fullmatch(text) is None:
        raise Problem(NOT_FOUND)
    return int(text)


def shown(model: type[Model], facet: Facet, value: Any, now: datetime) -> "QuerySet[Any]":
    """The rows that a public edition shows; `value` is what the index has for a row.

    A scalar subquery, because PostgreSQL joins an EXISTS with the whole index where rows are few.
    """
    index = EditionFacet.objects.public(now).filter(facet=facet, value=value)
    return model._default_manager.alias(shown_by=Subquery(index.values("pk")[:1])).filter(
        shown_by__isnull=False
    )


def photos(now: datetime) -> "QuerySet[Photo]":
    return shown(Photo, Facet.PHOTO, Cast(OuterRef("pk"), CharField(max_length=100)), now)


def abbreviations(now: datetime) -> "QuerySet[Abbreviation]":
    """The meanings that live editions use: not another meaning of the same short form."""
    return shown(Abbreviation, Facet.MEANING, Cast(OuterRef("pk"), CharField(max_length=100)), now)


def corrections(now: datetime) -> "QuerySet[Correction]":
    """Corrections of what is public, with the headline and address that it has now."""
    live = Edition.objects.public(now).filter(article=OuterRef("article_id"))
    return Correction.objects.filter(Exists(live), at__lte=now).annotate(
        headline=Subquery(live.values("headline")[:1]), slug=Subquery(live.values("slug")[:1])
    )


def _terms(model: type[Model], facet: Facet) -> Callable[[datetime], "QuerySet[Any]"]:
    return lambda now: shown(model, facet, OuterRef("slug"), now)


CATALOGUES = (
    Catalogue("tags", _terms(Tag, Facet.TAG), BY_NAME, TagEntry, "tag"),
    Catalogue("sources", _terms(Source, Facet.SOURCE), BY_NAME, SourceEntry, "source"),
    Catalogue("authors", _terms(Author, Facet.AUTHOR), BY_NAME, AuthorEntry, "author"),
    Catalogue(
        "photos",
        photos,
        Ordering("newest", "id", True, "id", int),
        PhotoEntry,
        "photo",
        photo_filters.narrow,
        photo_filters.NAMES,
    ),
    Catalogue(
        "abbreviations",
        abbreviations,
        Ordering("short", "short", False, "id", str),
        AbbreviationEntry,
        "abbreviation",
    ),
    Catalogue("corrections", corrections, Ordering("newest", "at", True), CorrectionEntry, "correction"),
)


class CatalogueList(PublicView):
    """A page of what live editions show; nothing that only a draft uses is in it."""

    parameters = None
    catalogue: Catalogue = CATALOGUES[0]

    def get(self, request: Request) -> HttpResponse:
        now = timezone.now()
        parameters = Parameters(request, ("page_size", "cursor", *self.catalogue.questions))
        page_size = parameters.whole("page_size", DEFAULT_PAGE_SIZE, low=1, high=MAX_PAGE_SIZE)
        rows = self.catalogue.rows(now)
        if self.catalogue.narrow is not None:
            rows = self.catalogue.narrow(rows, parameters)
        parameters.check()
        text, ordering = parameters.query.get("cursor"), self.catalogue.ordering
        cursor = None if text is None else decode_cursor(text, ordering)
        page = keyset_page(rows, ordering, page_size, cursor)
        base, query = f"{settings.SITE_URL}{request.path}", parameters.query.dict()
        following, previous = page_url(base, query, page.next), page_url(base, query, page.previous)
        body = envelope(map(self.catalogue.represent, page.rows), next_url=following, previous_url=previous)
        response = public_response(request, body, etag_for(self.catalogue.name, body), now)
        if link := link_header(following, previous):
            response.headers["Link"] = link
        return response

    def describe(self) -> Operation:
        def response(schema: Any) -> dict[str, Any]:
            entry = self.catalogue.entry
            return openapi.page(
                schema, entry.__name__.replace("Entry", "Page"), schema.reference(entry), counted=False
            )

        return Operation(
            f"{self.catalogue.name}_list",
            f"The {self.catalogue.name} that live articles show",
            response,
            [
                *openapi.photo_parameters(self.catalogue.questions),
                *openapi.parameters(("page_size", "cursor")),
            ],
            headers=LINK_HEADER,
        )


class CatalogueDetail(PublicView):
    """One of what live editions show."""

    catalogue: Catalogue = CATALOGUES[0]

    def get(self, request: Request, entry_id: str) -> HttpResponse:
        now = timezone.now()
        row = self.catalogue.rows(now).filter(pk=read_id(entry_id)).first()
        if row is None:
            raise Problem(NOT_FOUND)
        body = self.catalogue.represent(row)
        return public_response(request, body, etag_for(self.catalogue.name, body), now)

    def describe(self) -> Operation:
        return Operation(
            f"{self.catalogue.name}_retrieve",
            f"One {self.catalogue.what}",
            self.catalogue.entry,
            [openapi.ENTRY_ID],
        )

"""`GET sections/`: the sections that have public articles, as the site orders them."""

from datetime import datetime
from typing import Any

from django.db.models import OuterRef
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request

from newsroom.api import NOT_FOUND, Operation, Problem, PublicView, etag_for, public_response, render_json

from ..models import Facet, Section
from . import openapi
from .catalogue import read_id, shown
from .entries import SectionEntry


def section_entries(now: datetime) -> list[dict[str, Any]]:
    """Every section that a public article stands in, with those below it. One query: sections are few."""
    sections = list(shown(Section, Facet.SECTION, OuterRef("slug"), now))
    by_id = {section.pk: section for section in sections}
    return [
        {
            "id": section.pk,
            "slug": section.slug,
            "name": section.name,
            "parent": by_id.get(section.parent_id or 0),
            "children": [child for child in sections if child.parent_id == section.pk],
        }
        for section in sections
    ]


class SectionList(PublicView):
    """The sections of the site; those below another one stand in its `children`."""

    def get(self, request: Request) -> HttpResponse:
        now = timezone.now()
        top = [entry for entry in section_entries(now) if entry["parent"] is None]
        body = render_json({"results": SectionEntry(top, many=True).data})
        return public_response(request, body, etag_for("sections", body), now)

    def describe(self) -> Operation:
        return Operation(
            "sections_list",
            "The sections of the site",
            lambda schema: openapi.results(schema, "SectionTree", schema.reference(SectionEntry)),
        )


class SectionDetail(PublicView):
    """One section, with the one above it and those below it."""

    def get(self, request: Request, entry_id: str) -> HttpResponse:
        now = timezone.now()
        wanted = read_id(entry_id)
        entry = next((entry for entry in section_entries(now) if entry["id"] == wanted), None)
        if entry is None:
            raise Problem(NOT_FOUND)
        body = render_json(SectionEntry(entry).data)
        return public_response(request, body, etag_for("sections", body), now)

    def describe(self) -> Operation:
        return Operation("sections_retrieve", "One section", SectionEntry, [openapi.ENTRY_ID])

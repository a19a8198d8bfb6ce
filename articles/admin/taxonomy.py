from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from ..models import Author, Facet, Redirect, Section, Source, Tag
from .lists import DeskAdmin
from .usage import KeptWhileUsed


class TermAdmin(KeptWhileUsed):
    """A named thing; its address is made from the name unless one is given."""

    list_display = ["name", "slug"]
    search_fields = ["name", "slug"]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """An address that clients may have kept does not change."""
        return ["slug"] if obj else []


@admin.register(Section)
class SectionAdmin(TermAdmin):
    facet = Facet.SECTION
    list_display = ["name", "parent", "slug", "position"]
    list_select_related = ["parent"]


@admin.register(Tag)
class TagAdmin(TermAdmin):
    facet = Facet.TAG

    def users_of(self, obj: Any) -> Any:
        """A tag is also kept for drafts: deleting it would take it off them without a word."""
        yield from super().users_of(obj)
        yield from obj.article_set.all()[:20]


@admin.register(Author)
class AuthorAdmin(TermAdmin):
    facet = Facet.AUTHOR
    list_display = ["name", "role", "slug"]


@admin.register(Source)
class SourceAdmin(TermAdmin):
    facet = Facet.SOURCE
    list_display = ["name", "url", "slug"]


@admin.register(Redirect)
class RedirectAdmin(DeskAdmin):
    list_display = ["path", "article"]
    list_select_related = ["article"]
    search_fields = ["path"]
    autocomplete_fields = ["article"]

"""What is kept and never changed: to look at only."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from ..models import (
    ArticleSlug,
    Correction,
    Edition,
    ImportedPage,
    PublicChange,
    Revision,
    Withdrawal,
)
from .lists import DeskAdmin


class LedgerAdmin(DeskAdmin):
    """Rows that acts of publishing write; nobody adds, changes or deletes them by hand."""

    list_select_related = ["article"]
    search_fields = ["article__headline"]
    heavy: list[str] = []
    """Columns that a list does not load."""

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).defer(*self.heavy)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Edition)
class EditionAdmin(LedgerAdmin):
    list_display = ["headline", "number", "kind", "slot", "live_from", "live_until"]
    list_filter = ["slot", "kind"]
    date_hierarchy = "published_at"
    search_fields = ["headline"]
    heavy = ["card", "document", "html", "search_text"]
    exclude = [*heavy, "facets"]


@admin.register(Revision)
class RevisionAdmin(LedgerAdmin):
    list_display = ["article", "number", "note", "created_by", "created_at"]
    list_select_related = ["article", "created_by"]
    date_hierarchy = "created_at"
    heavy = ["snapshot"]


@admin.register(Correction)
class CorrectionAdmin(LedgerAdmin):
    list_display = ["article", "wrong", "right", "decided_by", "at"]
    date_hierarchy = "at"
    search_fields = ["wrong", "right", "article__headline"]


@admin.register(Withdrawal)
class WithdrawalAdmin(LedgerAdmin):
    list_display = ["article", "reason", "decided_by", "at", "ends_at"]
    date_hierarchy = "at"
    search_fields = ["reason", "article__headline"]


@admin.register(PublicChange)
class PublicChangeAdmin(LedgerAdmin):
    list_display = ["at", "kind", "article", "edition_number"]
    list_filter = ["kind"]
    date_hierarchy = "at"


@admin.register(ImportedPage)
class ImportedPageAdmin(LedgerAdmin):
    list_display = ["identity", "article", "version", "imported_at"]
    date_hierarchy = "imported_at"
    search_fields = ["identity", "article__headline"]


@admin.register(ArticleSlug)
class ArticleSlugAdmin(LedgerAdmin):
    list_display = ["slug", "article"]
    search_fields = ["slug", "article__headline"]

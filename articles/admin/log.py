"""The log: who did what, when, from what to what, and why. To look at, to search, and to take away as CSV."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.api import csv_response

from ..models import LogEntry, State
from .ledger import LedgerAdmin

ACTS = {
    "add": pgettext_lazy("act", "added"),
    "change": pgettext_lazy("act", "changed"),
    "delete": _("deleted"),
    "state:in_review": _("submitted for review"),
    "state:approved": _("approved"),
    "state:draft": _("returned"),
    "publish": _("published"),
    "schedule": _("scheduled"),
    "unschedule": _("schedule cancelled"),
    "drop": _("scheduled edition dropped"),
    "correct": _("corrected"),
    "withdraw": _("withdrawn"),
    "reinstate": _("reinstated"),
    "refresh": _("rendered again"),
    "restore": _("older version restored"),
    "trash": _("moved to the trash"),
    "untrash": _("taken out of the trash"),
    "inspect": _("withdrawn text read"),
    "hand_over": _("handed over"),
    "password": _("password changed"),
}
"""What the acts of the core are called; a plug-in's act is looked up in its own catalogue."""

KINDS = {
    "articles": (_("articles"), Q(article__isnull=False)),
    "photos": (_("photos"), Q(subject_type="articles.photo")),
    "accounts": (_("users and roles"), Q(subject_type__in=["articles.user", "auth.group"])),
    "other": (
        _("sections, tags and other"),
        Q(article__isnull=True) & ~Q(subject_type__in=["articles.photo", "articles.user", "auth.group"]),
    ),
}


def act_name(act: str) -> str:
    return str(ACTS[act]) if act in ACTS else gettext(act.replace("_", " "))


class ActFilter(admin.SimpleListFilter):
    title = _("act")
    parameter_name = "act"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*ACTS.items(), ("other", _("other"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[LogEntry]") -> "QuerySet[LogEntry]":
        if self.value() == "other":
            return queryset.exclude(act__in=ACTS)
        return queryset.filter(act=self.value()) if self.value() in ACTS else queryset


class KindFilter(admin.SimpleListFilter):
    title = _("what")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, label) for name, (label, _condition) in KINDS.items()]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[LogEntry]") -> "QuerySet[LogEntry]":
        return queryset.filter(KINDS[self.value() or ""][1]) if self.value() in KINDS else queryset


@admin.register(LogEntry)
class LogEntryAdmin(LedgerAdmin):
    list_display = ["at", "who", "did", "what", "from_to", "note"]
    list_display_links = ["at"]
    list_select_related = ["article", "by"]
    list_filter = [ActFilter, KindFilter, "by"]
    list_per_page = 50
    date_hierarchy = "at"
    search_fields = ["article__headline", "subject", "note", "by_name"]
    fields = ["at", "who", "did", "what", "edition_number", "note", "from_to", "detail"]
    readonly_fields = ["who", "did", "what", "from_to"]
    change_list_template = "admin/articles/logentry/change_list.html"

    @admin.display(description=_("by"), ordering="by_name")
    def who(self, entry: LogEntry) -> str:
        return str(entry.by) if entry.by else entry.by_name or "–"

    @admin.display(description=_("act"), ordering="act")
    def did(self, entry: LogEntry) -> str:
        return act_name(entry.act)

    @admin.display(description=_("what"))
    def what(self, entry: LogEntry) -> str:
        return what_of(entry)

    @admin.display(description=_("from – to"))
    def from_to(self, entry: LogEntry) -> SafeString | str:
        lines = list(changes_in(entry))
        if not lines:
            return "–"
        return format_html(
            '<ul class="desk-changes">{}</ul>',
            format_html_join("", "<li>{}</li>", ((line,) for line in lines)),
        )

    def get_urls(self) -> list[URLPattern]:
        export = path("export/", self.admin_site.admin_view(self.export), name="articles_logentry_export")
        return [export, *super().get_urls()]

    def export(self, request: HttpRequest) -> HttpResponseBase:
        """Every line that the list's filters let through, as CSV."""
        if request.method != "GET" or not self.has_view_permission(request):
            raise PermissionDenied
        lines = self.get_changelist_instance(request).get_queryset(request).select_related("article", "by")
        return csv_response(log_rows(lines.iterator(chunk_size=1000)), "log.csv")


def what_of(entry: LogEntry) -> str:
    return str(entry.article) if entry.article else entry.subject or "–"


def changes_in(entry: LogEntry) -> Iterator[str]:
    """What the line says was changed, a sentence each."""
    detail = entry.detail if isinstance(entry.detail, dict) else {}
    for name, (before, after) in detail.get("changes", {}).items():
        yield f"{name}: {_text(before)} → {_text(after)}"
    for name, (added, changed, deleted) in detail.get("rows", {}).items():
        yield f"{name}: +{added} ~{changed} −{deleted}"
    if "wrong" in detail:
        yield f"{detail['wrong']} → {detail.get('right', '')} ({detail.get('decided_by', '')})"
    elif detail.get("decided_by"):
        yield gettext("decided by %(who)s") % {"who": detail["decided_by"]}
    if entry.act.startswith("state:") and "from" in detail:
        yield f"{_state(detail['from'])} → {_state(entry.act.removeprefix('state:'))}"


def _state(name: str) -> str:
    return str(State(name).label) if name in State.values else name


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_text, value)) or "–"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return "–" if value in (None, "") else str(value)


def log_rows(entries: Iterable[LogEntry]) -> Iterator[list[object]]:
    """A heading, then the lines. Times are local, with their offset."""
    yield [
        gettext("time"), gettext("by"), gettext("user name"), gettext("act"), gettext("kind"), gettext("number"),
        gettext("what"), gettext("edition"), gettext("note"), gettext("from – to"),
    ]  # fmt: skip
    for entry in entries:
        yield [
            timezone.localtime(entry.at).isoformat(timespec="seconds"),
            str(entry.by) if entry.by else "",
            entry.by_name,
            entry.act,
            entry.subject_type or "articles.article",
            entry.subject_id or str(entry.article_id or ""),
            what_of(entry),
            entry.edition_number,
            entry.note,
            " | ".join(changes_in(entry)),
        ]

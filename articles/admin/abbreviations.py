"""The dictionary of abbreviations at the desk: editing, tables in and out, doubles, and the articles that a change
touches."""

import time
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.forms import Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from ..abbreviations import Row, RowFault, read_table, write_table
from ..models import Abbreviation, Article
from ..permissions import Act, may
from ..publishing import (
    Loaded,
    Refused,
    count_refreshable,
    load_rows,
    meaning_of,
    merge_abbreviations,
    refresh,
    refreshable,
)
from .lists import DeskAdmin
from .logbook import write_line, write_lines

MAX_FILE = 2_000_000
SHOWN = 50
BATCH_SECONDS = 5
MOST_SHORTS = 50

FAULTS = {
    "columns": _("The table needs the columns short and expansion; it may have %(value)s."),
    "short": _("The short form is missing, or has no letter."),
    "expansion": _("The meaning is missing."),
    "length": _("Longer than %(value)s characters."),
    "date": _("“%(value)s” is no date: 2025-07-01 or 01/07/2025."),
    "days": _("The last day lies before the first."),
    "yes_no": _("“%(value)s” is neither 1 nor 0."),
    "twice": _("The same meaning stands in line %(value)s."),
    "rows": _("Only the first %(value)s rows can be taken."),
    "csv": _("This is no CSV: %(value)s."),
}


class TableForm(forms.Form):
    """A table to take in: as a file, or, once looked at, as its text."""

    file = forms.FileField(
        label=_("CSV file"), required=False, help_text=_("UTF-8; columns as in the export.")
    )
    text = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    overwrite = forms.BooleanField(label=_("change meanings that are there already"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is not None:
            if file.size > MAX_FILE:
                raise forms.ValidationError(
                    _("The file is larger than %(most)d bytes."), params={"most": MAX_FILE}
                )
            try:
                cleaned["text"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise forms.ValidationError(_("The file is not UTF-8: save it as “CSV UTF-8”.")) from error
        if not cleaned.get("text"):
            raise forms.ValidationError(_("Choose a file."))
        return cleaned


@admin.register(Abbreviation)
class AbbreviationAdmin(DeskAdmin):
    list_display = ["short", "expansion", "kind", "needs_context", "hint", "valid_from", "valid_to"]
    list_filter = ["kind", "needs_context"]
    search_fields = ["short", "expansion", "notes"]
    fields = ["short", "expansion", "kind", "hint", "needs_context", ("valid_from", "valid_to"), "notes"]
    actions = ["merge"]
    change_list_template = "admin/articles/abbreviation/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("export/", view(self.export), name="articles_abbreviation_export"),
            path("import/", view(self.take_in), name="articles_abbreviation_import"),
            path("refresh/", view(self.refresh_page), name="articles_abbreviation_refresh"),
        ]
        return [*own, *super().get_urls()]

    def export(self, request: HttpRequest) -> StreamingHttpResponse:
        """The whole dictionary as CSV. No cell is taken for a formula."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = ((meaning_of(row), row.notes) for row in Abbreviation.objects.iterator())
        # A spreadsheet knows UTF-8 by its mark.
        lines = ("\ufeff" + line if not number else line for number, line in enumerate(write_table(rows)))
        return StreamingHttpResponse(
            lines,
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="abbreviations.csv"'},
        )

    def take_in(self, request: HttpRequest) -> HttpResponse:
        """A table is looked at first, with every fault by its line; taken in as a whole when there is none."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = TableForm(request.POST or None, request.FILES or None)
        report: dict[str, Any] = {}
        if request.method == "POST" and form.is_valid():
            overwrite = form.cleaned_data["overwrite"]
            if overwrite and not self.has_change_permission(request):
                raise PermissionDenied
            rows, faults = read_table(form.cleaned_data["text"])
            confirmed = "confirm" in request.POST and not faults
            with transaction.atomic():
                loaded = load_rows(rows, overwrite=overwrite, dry_run=not confirmed)
                if confirmed:
                    _log_loaded(request, loaded, overwrite=overwrite)
            if confirmed:
                changed = len(loaded.changed) if overwrite else 0
                messages.success(
                    request,
                    gettext("%(added)d added, %(changed)d changed.")
                    % {"added": len(loaded.added), "changed": changed},
                )
                shorts = [
                    row.meaning.short for row in [*loaded.added, *(loaded.changed if overwrite else [])]
                ]
                self._tell_touched(request, shorts)
                return HttpResponseRedirect(reverse("admin:articles_abbreviation_changelist"))
            report = {
                "faults": [(fault, fault_text(fault)) for fault in faults[:SHOWN]],
                "more_faults": max(0, len(faults) - SHOWN),
                "loaded": loaded,
                "added": loaded.added[:SHOWN],
                "changed": loaded.changed[:SHOWN],
                "overwrite": overwrite,
                "text": form.cleaned_data["text"],
            }
        return self._page(request, "import.html", _("Import abbreviations"), form=form, report=report)

    @admin.action(description=_("Merge rows of one short form"), permissions=["change", "delete"])
    def merge(self, request: HttpRequest, queryset: "QuerySet[Abbreviation]") -> HttpResponse | None:
        """Asks which row is kept; it takes over the others' hints, notes and days."""
        rows = list(queryset[: SHOWN + 1])
        kept = next((row for row in rows if str(row.pk) == request.POST.get("keep")), None)
        if not 2 <= len(rows) <= SHOWN:
            messages.error(request, gettext("Choose 2 to %(most)d rows of one short form.") % {"most": SHOWN})
            return None
        if kept is None:
            return self._page(request, "merge.html", _("Merge abbreviations"), rows=rows)
        others = [row for row in rows if row.pk != kept.pk]
        try:
            with transaction.atomic():
                write_lines(request, "delete", others, note=gettext("Merged."))
                merge_abbreviations(kept, others)
                write_line(request, "change", kept, note=gettext("Merged."))
        except Refused as error:
            messages.error(request, str(error))
            return None
        messages.success(request, gettext("Merged: %(row)s.") % {"row": kept})
        self._tell_touched(request, [row.short for row in rows])
        return None

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and self.has_delete_permission(request)

    def refresh_page(self, request: HttpRequest) -> HttpResponse:
        """The articles that have these short forms, rendered again a batch at a time, with what came of it."""
        if not may(request.user, Act.REFRESH, Article):
            raise PermissionDenied
        asked = request.POST if request.method == "POST" else request.GET
        shorts = [short for short in asked.getlist("short") if 0 < len(short) <= Abbreviation.SHORT_LENGTH][
            :MOST_SHORTS
        ]
        state = {name: _whole(asked.get(name)) for name in ("first", "done", "changed", "skipped", "total")}
        running = request.method == "POST" and bool(shorts)
        if running:
            state["total"] = state["total"] or count_refreshable(abbreviations=shorts)
            running = self._refresh_batch(request, shorts, state)
        total = (
            count_refreshable(abbreviations=shorts) if shorts and request.method != "POST" else state["total"]
        )
        media: Any = Media(js=[Script("articles/admin/go_on.js")])
        return self._page(
            request,
            "refresh.html",
            _("Articles with these abbreviations"),
            shorts=shorts,
            state={**state, "total": total},
            running=running,
            finished=request.method == "POST" and not running,
            media=media.with_nonce(str(request.csp_nonce)),  # type: ignore[attr-defined]
        )

    def _refresh_batch(self, request: HttpRequest, shorts: list[str], state: dict[str, int]) -> bool:
        """Refreshes for some seconds; whether there are more. Each article is one transaction."""
        deadline = time.monotonic() + BATCH_SECONDS
        user: Any = request.user
        for article in refreshable(state["first"], abbreviations=shorts):
            if time.monotonic() > deadline:
                return True
            state["first"] = article.pk + 1
            state["done"] += 1
            if not may(user, Act.REFRESH, article):
                state["skipped"] += 1
                continue
            result = refresh(article, by=user)
            state["changed"] += result.edition is not None
            state["skipped"] += bool(result.skipped)
        return False

    def save_model(self, request: HttpRequest, obj: Abbreviation, form: Any, change: bool) -> None:
        before = form.initial.get("short", obj.short) if change else obj.short
        super().save_model(request, obj, form, change)
        if not change or form.changed_data:
            self._tell_touched(request, [before, obj.short])

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        self._tell_touched(request, [obj.short])

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Abbreviation]") -> None:
        shorts = list(queryset.values_list("short", flat=True))
        super().delete_queryset(request, queryset)
        self._tell_touched(request, shorts)

    def _tell_touched(self, request: HttpRequest, shorts: Iterable[str]) -> None:
        """How many public or scheduled articles have these short forms, and the way to render them again."""
        some = list(dict.fromkeys(shorts))[:MOST_SHORTS]
        count = count_refreshable(abbreviations=some) if some else 0
        if not count:
            return
        text = ngettext(
            "%(count)d public or scheduled article has this abbreviation. It shows the new entry once it is refreshed.",
            "%(count)d public or scheduled articles have these abbreviations. They show the new entry once they are"
            " refreshed.",
            count,
        ) % {"count": count}
        address = (
            f"{reverse('admin:articles_abbreviation_refresh')}?{urlencode([('short', one) for one in some])}"
        )
        if may(request.user, Act.REFRESH, Article):
            text = format_html('{} <a href="{}">{}</a>', text, address, gettext("Refresh them"))
        messages.info(request, text)

    def _page(self, request: HttpRequest, template: str, title: Any, **context: Any) -> TemplateResponse:
        return TemplateResponse(
            request,
            f"admin/articles/abbreviation/{template}",
            {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **context},
        )


def _log_loaded(request: HttpRequest, loaded: Loaded, *, overwrite: bool) -> None:
    """A line for each row of the dictionary that a table added or changed."""
    there = {(row.short, row.expansion): row for row in Abbreviation.objects.all()}

    def rows(taken: Iterable[Row]) -> list[Abbreviation]:
        keys = ((row.meaning.short, row.meaning.expansion) for row in taken)
        return [there[key] for key in keys if key in there]

    write_lines(request, "add", rows(loaded.added), note=gettext("From a table."))
    if overwrite:
        write_lines(request, "change", rows(loaded.changed), note=gettext("From a table."))


def fault_text(fault: RowFault) -> str:
    """What is wrong in a line, in the editor's words."""
    return str(FAULTS[fault.code]) % {"value": fault.value}


def _whole(text: str | None) -> int:
    """A number of the page's own state; anything else is its beginning."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 18 else 0

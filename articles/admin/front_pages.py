"""Front pages as editors lay them: the site's and each section's, with what stands on top, in order, from when and until
when."""

import json
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime, AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import Script
from django.forms.models import BaseModelFormSet, modelformset_factory
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from ..models import Article, Edition, LogEntry, Placement, Section
from ..permissions import usable
from ..publishing import MOST_PLACES, front_cards
from .article_pages import editor_of
from .lists import DeskAdmin
from .writing import rows_script

SHOWN = 12


class PlacementForm(forms.ModelForm):
    class Meta:
        model = Placement
        fields = ["position", "article", "starts_at", "ends_at"]
        field_classes = {"starts_at": forms.SplitDateTimeField, "ends_at": forms.SplitDateTimeField}
        widgets = {
            "article": AutocompleteSelect(
                Placement._meta.get_field("article"), admin.site, attrs={"style": "width: 17em"}
            ),
            "starts_at": AdminSplitDateTime,
            "ends_at": AdminSplitDateTime,
        }

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].required = False
        chosen: Any = self.fields["article"]
        chosen.queryset = usable(request.user, Article.objects.all())
        for name in ("starts_at", "ends_at"):
            field: Any = self.fields[name]
            day, time = field.widget.widgets
            day.attrs["aria-label"] = gettext("%(moment)s: day") % {"moment": field.label}
            time.attrs["aria-label"] = gettext("%(moment)s: time") % {"moment": field.label}

    def has_changed(self) -> bool:
        """The empty line has a place, given by the script, and is empty all the same."""
        return bool(set(self.changed_data) - (set() if self.instance.pk else {"position"}))

    def clean_position(self) -> int:
        return self.cleaned_data.get("position") or 0


class Places(BaseModelFormSet):
    """The rows of one front page; an article stands there once."""

    section: Section | None = None

    def clean(self) -> None:
        seen: set[int] = set()
        for form in self.forms:
            article = form.cleaned_data.get("article") if hasattr(form, "cleaned_data") else None
            if article is None or form.cleaned_data.get("DELETE"):
                continue
            if article.pk in seen:
                raise ValidationError(
                    gettext("“%(article)s” stands there twice.") % {"article": article.headline}
                )
            seen.add(article.pk)


@admin.register(Placement)
class PlacementAdmin(DeskAdmin):
    """One page for all of it: there is nothing to see in a single row."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.changelist_view)
        return [path("", view, name="articles_placement_changelist")]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """`?section=` is a slug; without it, the site's own front page."""
        may_change = self.has_change_permission(request)
        if not (may_change or (self.has_view_permission(request) and request.method != "POST")):
            raise PermissionDenied
        section = _section(request.GET.get("section", ""))
        formset: Any = None
        if may_change:
            posted = request.POST if request.method == "POST" else None
            formset = _formset(section, request, posted)
            if posted is not None and formset.is_valid():
                _save(formset, section, request)
                messages.success(request, gettext("The front page is as you laid it."))
                return HttpResponseRedirect(request.get_full_path())
        return self._page(request, section, formset)

    def _page(self, request: HttpRequest, section: Section | None, formset: Any) -> HttpResponse:
        now = timezone.now()
        rows = [form.instance for form in formset if form.instance.pk] if formset else list(_rows(section))
        states = _states([row.article_id for row in rows], now)
        for row in rows:
            row.shown = states.get(row.article_id, "")  # type: ignore[union-attr]
        media = Media(js=["admin/js/core.js", rows_script(), Script("articles/admin/labels.js")]) + (
            formset.empty_form.media if formset else Media()
        )
        cards = front_cards(now, SHOWN, section.slug if section else "")
        return TemplateResponse(
            request,
            "admin/articles/placement/front.html",
            {
                **self.admin_site.each_context(request),
                "title": _("Front pages"),
                "subtitle": section.name if section else gettext("the site"),
                "opts": self.opts,
                "section": section,
                "sections": Section.objects.select_related("parent"),
                "formset": formset,
                "rows": rows,
                "cards": [json.loads(card) for _, card in cards],
                "media": media.with_nonce(str(request.csp_nonce)),  # type: ignore[attr-defined]
                "now": now,
            },
        )


def _section(slug: str) -> Section | None:
    if not slug:
        return None
    section = Section.objects.filter(slug=slug).first() if "\0" not in slug else None
    if section is None:
        raise Http404
    return section


def _rows(section: Section | None) -> "QuerySet[Placement]":
    rows = Placement.objects.filter(section=section) if section else Placement.objects.filter(section=None)
    return rows.select_related("article")


def _formset(section: Section | None, request: HttpRequest, posted: Any) -> Any:
    made = modelformset_factory(
        Placement,
        form=PlacementForm,
        formset=Places,
        extra=1,
        can_delete=True,
        max_num=MOST_PLACES,
        validate_max=True,
    )
    formset: Any = made(posted, queryset=_rows(section), prefix="places", form_kwargs={"request": request})
    formset.section = section
    return formset


def _save(formset: Any, section: Section | None, request: HttpRequest) -> None:
    """Everything, or nothing; the log says what was put where and what was taken off."""
    by = editor_of(request)
    where = section.slug if section else ""
    with transaction.atomic():
        formset.save(commit=False)
        for row in formset.deleted_objects:
            LogEntry.objects.create(article=row.article, act="unpin", detail={"section": where}, by=by)
            row.delete()
        kept = [form for form in formset.forms if _holds(form) and form not in formset.deleted_forms]
        kept.sort(key=lambda form: form.cleaned_data.get("position") or 0)
        for position, form in enumerate(kept, 1):
            row = form.instance
            if row.pk is None:
                row.created_by = by
                LogEntry.objects.create(
                    article=row.article, act="pin", detail={"section": where, "position": position}, by=by
                )
            row.section, row.position = section, position
            row.save()


def _holds(form: Any) -> bool:
    return bool(form.cleaned_data.get("article"))


def _states(articles: list[int], now: datetime) -> dict[int, str]:
    """`public` or `scheduled`, by article; nothing for what readers do not see."""
    current = Edition.objects.filter(article__in=articles, slot__isnull=False)
    scheduled = dict.fromkeys(
        current.filter(live_from__gt=now).values_list("article_id", flat=True), "scheduled"
    )
    public = Edition.objects.public(now).filter(article__in=articles).values_list("article_id", flat=True)
    return {**scheduled, **dict.fromkeys(public, "public")}

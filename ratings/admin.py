"""Ratings at the editors' desk."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.models import Article, User
from articles.permissions import may, visible
from newsroom.api import csv_response

from . import upkeep
from .export import tally_rows
from .models import Tally
from .stars import STARS, average_of, count_of
from .voting import tally_of


@admin.display(description=_("rating"), ordering="tally__score", empty_value="–")
def rating_column(article: Article) -> str | None:
    """Average and number of ratings, in the list of articles."""
    tally: Tally | None = getattr(article, "tally", None)
    return shown_in_short(tally) if tally is not None and tally.count else None


def shown_in_short(tally: Tally) -> str:
    """Such as “4.29 (31)”, and whether it is frozen."""
    average, count = tally.average, count_of(tally.shown)
    text = f"{'–' if average is None else f'{average:.2f}'} ({count})"
    return f"{text} · {_('frozen')}" if tally.frozen else text


class RatedFilter(admin.SimpleListFilter):
    title = _("rating")
    parameter_name = "rating"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        above = [(str(stars), _("%(stars)d stars or more") % {"stars": stars}) for stars in (4, 3)]
        return [*above, ("low", _("less than 3 stars")), ("none", _("not rated")), ("frozen", _("frozen"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Article]") -> "QuerySet[Article]":
        match self.value():
            case "4" | "3":
                return queryset.filter(tally__hundredths__gte=100 * int(self.value() or 0))
            case "low":
                return queryset.filter(tally__hundredths__lt=300)
            case "none":
                return queryset.filter(tally__score__isnull=True)
            case "frozen":
                return queryset.filter(tally__frozen=True)
        return queryset


class TallyPart(admin.StackedInline):
    """The tally on the article's page: to look at, with the way to the page of acts."""

    model = Tally
    template = "admin/ratings/tally/part.html"
    max_num = 0
    can_delete = False
    fields = ()

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Tally]":
        # The template asks the article; a form here would write back counts that votes have moved since.
        return super().get_queryset(request).none()

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class WindowForm(forms.Form):
    """From when until when ratings are to be undone, to the minute; `until` itself not included."""

    since = forms.SplitDateTimeField(label=_("from"), widget=admin.widgets.AdminSplitDateTime)
    until = forms.SplitDateTimeField(label=_("until"), widget=admin.widgets.AdminSplitDateTime)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since >= until:
            self.add_error("until", _("The end must lie after the beginning."))
        for name, moment in (("since", since), ("until", until)):
            if moment and (moment.second or moment.microsecond):
                self.add_error(name, _("Whole minutes: ratings are remembered to the minute."))
        return cleaned


@admin.register(Tally)
class TallyAdmin(admin.ModelAdmin):
    list_display = ["article", "rating", "shown_histogram", "is_frozen"]
    list_select_related = ["article"]
    list_filter = ["frozen"]
    search_fields = ["article__headline"]
    ordering = ["-score", "-article"]
    actions = ["freeze", "unfreeze", "export"]

    @admin.display(description=_("rating"), ordering="score")
    def rating(self, tally: Tally) -> str:
        return shown_in_short(tally)

    @admin.display(description=_("1 to 5 stars"))
    def shown_histogram(self, tally: Tally) -> str:
        return " · ".join(map(str, tally.shown))

    @admin.display(description=_("frozen"), boolean=True, ordering="frozen")
    def is_frozen(self, tally: Tally) -> bool:
        return tally.frozen

    @admin.action(description=_("Freeze: no more ratings"), permissions=["change"])
    def freeze(self, request: HttpRequest, queryset: "QuerySet[Tally]") -> None:
        self._freeze_all(request, queryset, True)

    @admin.action(description=_("Open for ratings again"), permissions=["change"])
    def unfreeze(self, request: HttpRequest, queryset: "QuerySet[Tally]") -> None:
        self._freeze_all(request, queryset, False)

    @admin.action(description=_("Export as CSV"), permissions=["view"])
    def export(self, request: HttpRequest, queryset: "QuerySet[Tally]") -> StreamingHttpResponse:
        return csv_response(
            tally_rows(queryset.select_related("article").iterator(chunk_size=1000)), "ratings.csv"
        )

    def _freeze_all(self, request: HttpRequest, queryset: "QuerySet[Tally]", frozen: bool) -> None:
        for tally in queryset:
            upkeep.freeze(tally.pk, frozen, by=editor(request))

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Tally]":
        return visible(request.user, super().get_queryset(request))

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request.user, "see", obj or Tally)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request.user, "change", obj or Tally)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The page of an article's ratings: freeze, and undo with a preview. There before the first rating, too."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        number = object_id if object_id.isascii() and object_id.isdigit() and len(object_id) <= 18 else "0"
        article = Article.objects.filter(pk=int(number)).first()
        if article is None or not may(request.user, "see", article):
            raise Http404
        return self._acts(request, article)

    def _acts(self, request: HttpRequest, article: Article) -> HttpResponse:
        form = WindowForm()
        preview = None
        if request.method == "POST":
            if not self.has_change_permission(request):
                raise PermissionDenied
            act = request.POST.get("act")
            if act in ("freeze", "unfreeze"):
                upkeep.freeze(article.pk, act == "freeze", by=editor(request))
                return HttpResponseRedirect(request.path)
            form = WindowForm(request.POST)
            if form.is_valid():
                since, until = form.cleaned_data["since"], form.cleaned_data["until"]
                if act == "undo":
                    return self._undo(request, article, since, until)
                preview = preview_of(article.pk, since, until)
        tally = tally_of(article.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Ratings"),
            "opts": self.opts,
            "article": article,
            "tally": tally,
            "bars": bars(tally.shown),
            "average": tally.average,
            "form": form,
            "preview": preview,
            "may_change": self.has_change_permission(request),
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/ratings/tally/acts.html", context)

    def _undo(self, request: HttpRequest, article: Article, since: datetime, until: datetime) -> HttpResponse:
        count = sum(upkeep.undo(article.pk, since, until, by=editor(request)))
        said = ngettext("%(count)d rating was undone.", "%(count)d ratings were undone.", count) % {
            "count": count
        }
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(request.path)


def preview_of(article_id: int, since: datetime, until: datetime) -> dict[str, Any]:
    """What undoing would remove, and what would be left."""
    removed = upkeep.rated_between(article_id, since, until)
    left = [shown - gone for shown, gone in zip(tally_of(article_id).shown, removed, strict=True)]
    return {"removed": bars(removed), "count": sum(removed), "left": sum(left), "average": average_of(left)}


def bars(histogram: list[int]) -> list[dict[str, int]]:
    """A histogram as rows of a drawing, five stars on top; `share` in percent of the longest."""
    longest = max(histogram) or 1
    rows = zip(reversed(STARS), reversed(histogram), strict=True)
    return [{"stars": stars, "times": times, "share": 100 * times // longest} for stars, times in rows]


def editor(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None

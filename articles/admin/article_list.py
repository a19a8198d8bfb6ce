"""The list of articles: what each one is, whose, how far it has come, and what readers see of it."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .. import plugins
from ..models import Article, Edition, SearchEntry, State
from ..search import folded_words
from ..templatetags.desk import photo_small
from .lists import DeskAdmin
from .standing import public_and_upcoming


class PublicStateFilter(admin.SimpleListFilter):
    title = _("public")
    parameter_name = "public"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("live", _("live")),
            ("next", _("scheduled")),
            ("past", _("no longer")),
            ("never", _("never published")),
            ("trash", _("in the trash")),
        ]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Article]") -> "QuerySet[Article]":
        now = timezone.now()
        public = Q(pk__in=Edition.objects.public(now).values("article"))
        match self.value():
            case "live":
                return queryset.filter(public)
            case "next":
                return queryset.filter(editions__slot__isnull=False, editions__live_from__gt=now)
            case "past":
                return queryset.filter(
                    ~public, Exists(Edition.objects.filter(article=OuterRef("pk"), live_from__lte=now))
                )
            case "never":
                return queryset.filter(editions__isnull=True, trashed_at__isnull=True)
            case "trash":
                return queryset.filter(trashed_at__isnull=False)
        return queryset.filter(trashed_at__isnull=True)


class WhoseFilter(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("mine", _("mine")), ("others", _("others'"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Article]") -> "QuerySet[Article]":
        match self.value():
            case "mine":
                return queryset.filter(created_by=request.user.pk)
            case "others":
                return queryset.exclude(created_by=request.user.pk)
        return queryset


class ArticleList(DeskAdmin):
    """Mixin: columns, filters and search of the list. Plug-ins add columns and filters of their own."""

    list_display = ["picture", "headline", "section", "public", "changed"]
    list_display_links = ["headline"]
    list_filter = [PublicStateFilter, "state", WhoseFilter, "section", "language"]
    list_select_related = ["section", "photo", "created_by"]
    list_per_page = 50
    date_hierarchy = "changed_at"
    search_fields = ["headline", "lead"]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        guests = [column for extension in plugins.extensions() for column in extension.admin_columns]
        return [*self.list_display, *guests]

    def get_list_select_related(self, request: HttpRequest) -> list[str]:
        return [
            *self.list_select_related,
            *(name for extension in plugins.extensions() for name in extension.admin_related),
        ]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        return [
            *self.list_filter,
            *(item for extension in plugins.extensions() for item in extension.admin_filters),
        ]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Article]":
        current = (
            Edition.objects.filter(slot__isnull=False)
            .select_related("revision")
            .only("article_id", "slot", "live_from", "live_until", "revision__number")
        )
        published = Exists(Edition.objects.filter(article=OuterRef("pk")))
        rows: QuerySet[Article] = super().get_queryset(request)
        return rows.annotate(was_published=published).prefetch_related(
            Prefetch("editions", current, to_attr="current")
        )

    def holding(self, word: str) -> Q:
        """The word in the draft's headline or lead, or anywhere in the text that is public or scheduled."""
        found = super().holding(word)
        if words := folded_words(word):
            texts = SearchEntry.objects.filter(folded__contains=words)
            found |= Q(pk__in=texts.values("edition__article"))
        return found

    @admin.display(description=_("picture"))
    def picture(self, article: Article) -> SafeString:
        return photo_small(article.photo)

    @admin.display(description=_("state"), ordering="state")
    def public(self, article: Any) -> SafeString | str:
        """How far the draft has come, unless readers see all of it; and what they see, with the moment from which."""
        public, upcoming = public_and_upcoming(article.current, timezone.now())
        newest = upcoming or public
        shown = []
        if newest is None or newest.revision.number != article.version or article.state != State.DRAFT:
            shown.append((_badge(article.state, article.get_state_display()), ""))
        for edition, name, label in ((public, "live", _("live")), (upcoming, "next", _("scheduled"))):
            if edition:
                since = date_format(timezone.localtime(edition.live_from), "H:i d/m/Y")
                shown.append((_badge(name, label), since))
        if not public and not upcoming and article.was_published:
            shown = [(_badge("past", _("no longer")), "")]
        return format_html_join("", "<div>{} <small>{}</small></div>", shown)

    @admin.display(description=_("changed"), ordering="changed_at")
    def changed(self, article: Article) -> SafeString:
        when = date_format(timezone.localtime(article.changed_at), "H:i d/m/Y")
        return format_html("{} <small>{}</small>", when, article.created_by or "–")


def _badge(name: str, label: Any) -> SafeString:
    return format_html('<span class="desk-state desk-state-{}">{}</span>', name, label)

from functools import partial
from typing import Any

from content_editor.admin import ContentEditor
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import Model
from django.forms import Script
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from .. import plugins
from ..models import Article
from ..publishing import locked, record_revision
from .abbreviation_panel import panel_script, panel_urls
from .article_form import ArticleForm
from .article_list import ArticleList
from .article_pages import editor_of
from .clashes import clash_of
from .cloning import clone_asked_for
from .inlines import BylineInline, RelatedStoryInline, block_inline
from .inspection import inspection_page
from .labels import UNNAMED, labels_for
from .permitted import absent
from .presence import enter
from .publishing_page import publishing_page
from .writing import form_scripts, tell_saved, writing_urls

MENU = ("text", "photo", "gallery", "quote", "infobox", "table", "embed", "attachment")
"""The block types that the insert menu offers first, in this order; those of plug-ins follow."""


@admin.register(Article)
class ArticleAdmin(ArticleList, ContentEditor):
    form = ArticleForm
    autocomplete_fields = ["section", "tags", "source", "photo", "translations"]
    change_form_template = "admin/articles/article/change_form.html"
    actions = None
    fieldsets = [
        (None, {"fields": ["seen_version", "headline", "kicker", "lead"]}),
        (_("Placing"), {"fields": [("section", "language"), "tags", "photo", "translations"]}),
        (
            _("Origin"),
            {"fields": ["source", "source_url", "published_at", "ai_assisted"], "classes": ["collapse"]},
        ),
        (_("Abbreviations"), {"fields": ["abbreviation_choices"]}),
    ]

    def get_inlines(self, request: HttpRequest, obj: Model | None) -> list[Any]:
        """Asked at each request, because the admin may start before a plug-in."""
        installed: dict[str, Any] = {**plugins.blocks()}
        names = sorted(installed, key=lambda name: MENU.index(name) if name in MENU else len(MENU))
        blocks: list[Any] = [block_inline(installed[name]) for name in names]
        for number, inline in enumerate(blocks):
            inline.color = inline.color or f"oklch(0.55 0.15 {360 * number // len(blocks)})"
        guests = [inline for extension in plugins.extensions() for inline in extension.admin_inlines]
        return [BylineInline, *blocks, RelatedStoryInline, *guests]

    def get_urls(self) -> list[URLPattern]:
        own = path(
            "<int:article_id>/publishing/",
            self.admin_site.admin_view(self.publishing),
            name="articles_article_publishing",
        )
        inspection = path(
            "<int:article_id>/inspection/<int:number>/",
            self.admin_site.admin_view(partial(inspection_page, self)),
            name="articles_article_inspection",
        )
        return [own, inspection, *panel_urls(self), *writing_urls(self), *super().get_urls()]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form's class is made anew for each request; it knows who asks."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.may_change = staticmethod(lambda other: self.has_change_permission(request, other))
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """To somebody who only looks, translations go by the names that they may know."""
        parts: Any = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return parts

        @admin.display(description=Article._meta.get_field("translations").verbose_name)
        def translations(article: Article) -> str:
            return ", ".join(labels_for(request.user, article.translations.all())) or UNNAMED

        return [
            (
                title,
                {
                    **part,
                    "fields": [translations if name == "translations" else name for name in part["fields"]],
                },
            )
            for title, part in parts
        ]

    def publishing(self, request: HttpRequest, article_id: int) -> HttpResponse:
        """The page of the acts: publish, schedule, correct, withdraw, reinstate, restore, trash."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        article: Any = self.get_object(request, str(article_id))
        if article is None:
            return absent(request)
        return publishing_page(self, request, article)

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        # The editor's own clone act copies blocks of any article without asking whose they are.
        if "_clone" in request.POST:
            raise SuspiciousOperation("Cloning by the editor's own act is switched off.")
        article: Any = self.get_object(request, unquote(object_id)) if object_id else None
        if article is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        # The check of the version and the save happen under the article's lock.
        with locked(article):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Adds the desk's own scripts and signs them all; names what is missing, who else is here, and what clashes."""
        article = context.get("original")
        context["missing_blocks"] = missing_blocks(article) if article else []
        if article:
            context["others"] = enter(article, editor_of(request), timezone.now())
            context["clash"] = clash_of(self, request, article, context["adminform"].form)
        response: Any = super().render_change_form(request, context, *args, **kwargs)
        if article and not self.has_change_permission(request, article):
            # To look at only: there is nothing that the editor's scripts could find.
            response.context_data["media"] = admin.ModelAdmin.media.fget(self)  # type: ignore[attr-defined]
            return response
        media = response.context_data["media"] + Media(js=[_block_keys(), panel_script(), *form_scripts()])
        response.context_data["media"] = media.with_nonce(str(request.csp_nonce))  # type: ignore[attr-defined]
        return response

    def _content_editor_context(self, request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
        """The editor's set-up, in words of ours: it brings no Vietnamese."""
        given: dict[str, Any] = super()._content_editor_context(request, context)
        return {**given, "messages": {**given["messages"], **_editor_words()}}

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """After everything is in its tables: one revision of the whole."""
        super().save_related(request, form, formsets, change)
        clone_asked_for(request, form.instance, formsets)
        record_revision(form.instance, by=editor_of(request), note=form.cleaned_data.get("note", ""))

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: Any = None) -> HttpResponse:
        return tell_saved(request, super().response_add(_staying(request), obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        if obj.trashed_at:
            messages.warning(request, gettext("This article is in the trash."))
        return tell_saved(request, super().response_change(_staying(request), obj))


def _staying(request: HttpRequest) -> HttpRequest:
    """Whoever copies a block or saves onto somebody else's version goes on writing."""
    if "clone_block" in request.POST or "take_over" in request.POST:
        posted: Any = request.POST.copy()
        posted["_continue"] = "1"
        request.POST = posted
    return request


def missing_blocks(article: Article) -> list[dict[str, Any]]:
    """Entries of the newest revision whose block type is not installed. They are kept, and carried on by each save."""
    newest = article.revisions.first()
    installed = plugins.blocks()
    return [entry for entry in newest.snapshot["blocks"] if entry["type"] not in installed] if newest else []


def _editor_words() -> dict[str, str]:
    return {
        "createNew": gettext("Add a block"),
        "empty": gettext("No blocks yet."),
        "noPlugins": gettext("You may not add blocks here."),
        "newItem": gettext("New"),
        "unknownRegion": gettext("Unknown place"),
        "collapseAll": gettext("Fold all"),
        "uncollapseAll": gettext("Unfold all"),
        "forDeletion": gettext("will be deleted"),
        "selectMultiple": gettext("Ctrl and click choose several blocks to move together."),
        "selectAll": gettext("Choose all"),
    }


def _block_keys() -> Script:
    """Our module for the block editor, with the words that it shows."""
    words = {
        "data-insert": gettext("Insert a block here"),
        "data-up": gettext("Move up"),
        "data-down": gettext("Move down"),
        "data-moved": gettext("Block {place} of {count}"),
        "data-fold": gettext("Fold or unfold"),
        "data-clone": gettext("Save, and copy this block"),
    }
    return Script("articles/admin/blocks.js", **words)

"""Blocks copied from another story: both articles are asked for, and each block gets a key and files of its own."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from .. import plugins
from ..models import Article, RelatedStory
from ..permissions import Act
from ..publishing import Refused, clone_block, locked, record_revision, take_snapshot
from .article_pages import article_for, editor_of
from .comparing import summaries
from .inlines import ReferenceSelect


def copying_page(desk: admin.ModelAdmin, request: HttpRequest, article_id: int) -> HttpResponse:
    """`?story=` names the story to copy from; a POST copies the chosen blocks to the end of the article."""
    article = article_for(desk, request, article_id, Act.CHANGE)
    asked = request.POST.get("story") or request.GET.get("story") or ""
    story = (
        article_for(desk, request, int(asked))
        if asked.isascii() and asked.isdigit() and len(asked) < 19
        else None
    )
    if request.method == "POST" and story is not None:
        return _copy(request, article, story)
    field = RelatedStory._meta.get_field("story")
    select = ReferenceSelect(field, desk.admin_site)
    select.shown = story
    entries = take_snapshot(story)["blocks"] if story else []
    installed: Any = plugins.blocks()
    return TemplateResponse(
        request,
        "admin/articles/article/copying.html",
        {
            **desk.admin_site.each_context(request),
            "title": _("Copy blocks from another story"),
            "subtitle": str(article),
            "opts": desk.opts,
            "original": article,
            "article": article,
            "story": story,
            "select": select.render("story", str(story.pk) if story else "", {"id": "id_story"}),
            "entries": summaries(entry for entry in entries if entry["type"] in installed),
            "media": select.media,
        },
    )


def _copy(request: HttpRequest, article: Article, story: Article) -> HttpResponse:
    keys = [UUID(key) for key in request.POST.getlist("key") if _is_key(key)]
    try:
        with locked(article) as current:
            if current.trashed_at:
                raise Refused(gettext("The article is in the trash."))
            for key in keys:
                clone_block(current, key, source=story)
            if keys:
                note = gettext("Blocks copied from “%(story)s”.") % {"story": story.headline[:200]}
                record_revision(current, by=editor_of(request), note=note)
    except Refused as error:
        messages.error(request, str(error))
    else:
        text = ngettext("%(count)d block was copied.", "%(count)d blocks were copied.", len(keys))
        messages.success(request, text % {"count": len(keys)})
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True

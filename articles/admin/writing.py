"""What helps an editor while writing: the pages about one article, and the scripts of its form."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from django.forms import Script
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext

from .checklist_page import checklist_page
from .copying import copying_page
from .presence import presence
from .previews import preview_page
from .versions import versions_page

AUTOSAVE_KEY = re.compile(r"[0-9-]{1,64}", re.ASCII)

PAGES: dict[str, Callable[..., HttpResponse]] = {
    "versions": versions_page,
    "presence": presence,
    "preview": preview_page,
    "checklist": checklist_page,
    "copying": copying_page,
}


def writing_urls(desk: Any) -> list[URLPattern]:
    """`<id>/versions/` and its like, each by the name `articles_article_<page>`."""
    return [
        path(
            f"<int:article_id>/{name}/",
            desk.admin_site.admin_view(partial(page, desk)),
            name=f"articles_article_{name}",
        )
        for name, page in PAGES.items()
    ]


def tell_saved(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Tells the browser that what it kept of this form is saved, so that it can forget it."""
    if AUTOSAVE_KEY.fullmatch(key := request.POST.get("autosave_key", "")):
        response.set_cookie(
            "desk_saved", key, max_age=86_400, path="/admin/", samesite="Lax", secure=request.is_secure()
        )
    return response


def form_scripts() -> list[Script]:
    """The modules of the article's form, with the words that they show."""
    return [
        Script(
            "articles/admin/writing.js",
            **{
                "data-words": gettext("{count} words"),
                "data-most": gettext("at most {most} are recommended"),
                "data-between": gettext("{least} to {most} are recommended"),
                "data-here": gettext("Also in this article now:"),
                "data-newer": gettext("Somebody has saved a newer version. Save to see both side by side."),
                "data-failed": gettext("That did not work. Save first, then try again."),
            },
        ),
        Script(
            "articles/admin/autosave.js",
            **{
                "data-kept": gettext("Kept in this browser at {time}"),
                "data-found": gettext("This browser kept text of {time} that was never saved."),
                "data-age": gettext("That was {age} before now; the saved version is of {saved}."),
                "data-restore": gettext("Bring it back"),
                "data-drop": gettext("Throw it away"),
                "data-full": gettext("This browser has no room to keep your text: save often."),
                "data-files": gettext("Files that were chosen have to be chosen again."),
                "data-minutes": gettext("{count} minutes"),
                "data-hours": gettext("{count} hours"),
            },
        ),
        Script(
            "articles/admin/paste.js",
            **{
                "data-images": gettext(
                    "{count} pictures were in what you pasted. A text holds no pictures: add them as photos."
                ),
                "data-upload": gettext("Open the upload page"),
                "data-save": gettext("Save picture {number} to upload it"),
                "data-linked": gettext("Picture {number} stands on another site: ask for the rights first."),
                "data-unreadable": gettext(
                    "Picture {number} was not handed over by the word processor: take it from the document."
                ),
                "data-close": gettext("Close"),
            },
        ),
        Script(
            "articles/admin/story_links.js",
            **{
                "data-button": gettext("Link to a story of ours"),
                "data-title": gettext("Link to a story of ours"),
                "data-search": gettext("Words of the headline"),
                "data-none": gettext("Nothing found."),
                "data-close": gettext("Close"),
                "data-help": gettext(
                    "Choose the words in the text first. A story that is not public will be plain words to readers."
                ),
            },
        ),
        rows_script(),
        Script("articles/admin/labels.js"),
    ]


def rows_script() -> Script:
    """Rows with an order, moved by keys and by dragging."""
    return Script(
        "articles/admin/rows.js",
        **{
            "data-up": gettext("Move up"),
            "data-down": gettext("Move down"),
            "data-drag": gettext("Drag to another place"),
            "data-moved": gettext("Place {place} of {count}"),
        },
    )

"""An article's whole text as HTML for readers of feeds: what the page shows, with every address absolute."""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from lxml import html as lxml_html

from articles.publishing import shown_photos

from .marking import legible

_MAY_LINK = re.compile(r"\b(?:href|src|srcset|poster|cite)\s*=", re.IGNORECASE)
_SCHEME = re.compile("[a-z][a-z0-9+.-]*:", re.IGNORECASE)
MAIN_WIDTH = 1200


def full_text(document: Mapping[str, Any], html: str) -> str:
    """Main photo (unless the body shows it), lead, body, corrections and source, in the article's language."""
    main = document["photo"]
    in_body = {shown.photo["id"] for shown in shown_photos({"body": document["body"]})}
    photo = None
    if main is not None and main["id"] not in in_body:
        photo = shown_photos({"photo": main})[0]
    context = {
        "article": document,
        "html": absolute(html),
        "photo": photo,
        "picture": photo.rendition(MAIN_WIDTH) if photo else None,
    }
    with translation.override(document["language"]):
        return render_to_string("outputs/content.html", context).strip()


def absolute(html: str) -> str:
    """The HTML with addresses that were relative to this site made absolute. The core's own blocks have none; a
    plug-in's may. HTML without any stays as it is, to the byte."""
    if not _MAY_LINK.search(html):
        return html
    whole = lxml_html.fragment_fromstring(legible(html), create_parent="div")
    if all(_SCHEME.match(address) for _, _, address, _ in whole.iterlinks()):
        return html
    whole.make_links_absolute(f"{settings.SITE_URL}/")
    text = lxml_html.tostring(whole, encoding="unicode")
    return text.removeprefix("<div>").removesuffix("</div>")

"""An article as plain text, for terminals, screen readers, old devices and archives."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.language import format_date_line
from articles.models import Edition
from articles.publishing import Gone, NotPublic, article_url, shown_photos, why_not_public
from newsroom.api import etag_for, public_redirect

from .answers import NOTHING, answer, unchanged
from .marking import legible
from .plain import plain_text

PLAIN = "text/plain"
SHAPE = 1


@require_safe
def article_text(request: HttpRequest, article_id: str, slug: str) -> HttpResponse:
    """The public edition's words. Another slug leads to the right one; what was withdrawn says so (410)."""
    now = timezone.now()
    edition = Edition.objects.public(now).filter(article=int(article_id))
    narrow = edition.values_list("slug", "digest").first()
    if narrow is None:
        return _absent(int(article_id), now)
    if narrow[0] != slug:
        path = reverse("article-text", args=[article_id, narrow[0]])
        return public_redirect(f"{settings.SITE_URL}{path}", now)
    held = unchanged(request, _etag(narrow[1]), now)
    if held is None:
        digest, document, html = edition.values_list("digest", "document", "html").get()
        body = write_text(json.loads(bytes(document)), html)
        held = answer(request, body.encode(), _etag(digest), now, PLAIN)
    # One text, one address in search: that of the page.
    held.headers["Link"] = f'<{article_url(int(article_id), slug)}>; rel="canonical"'
    held.headers["X-Robots-Tag"] = "noindex"
    return held


def _etag(digest: str) -> str:
    return etag_for("text", SHAPE, digest)


def write_text(document: Mapping[str, Any], html: str) -> str:
    """Kicker, headline, date line, lead, body with captions and credits, signature, corrections, source, address."""
    with translation.override(document["language"]):
        parts = [
            "\n".join(
                filter(None, [document["kicker"], document["headline"], document["published_display"]])
            ),
            document["lead"],
            _main_photo(document),
            plain_text(html),
            *_end(document),
        ]
    return legible("\n\n".join(filter(None, parts))) + "\n"


def _main_photo(document: Mapping[str, Any]) -> str:
    shown = shown_photos(document)
    if document["photo"] is None or not shown:
        return ""
    if any(one.photo["id"] == document["photo"]["id"] for one in shown_photos({"body": document["body"]})):
        return ""
    credit = _("Photo: %(credit)s") % {"credit": shown[0].credit}
    return "\n".join(
        filter(
            None, [f"[{shown[0].photo['alt']}]" if shown[0].photo["alt"] else "", shown[0].caption, credit]
        )
    )


def _end(document: Mapping[str, Any]) -> list[str]:
    signed = [f"{one['name']} ({one['role']})" if one["role"] else one["name"] for one in document["authors"]]
    source = document["source"]
    end = [", ".join(signed), *map(_correction, document["corrections"])]
    if source:
        end.append(
            " ".join(filter(None, [_("Source:"), source["name"], source["url"] and f"<{source['url']}>"]))
        )
    if document["ai_assisted"]:
        end.append(_("Made with the help of AI."))
    return [*end, document["url"]]


def _correction(correction: Mapping[str, Any]) -> str:
    said, now_is = f"{_('It said:')} {correction['wrong']}", f"{_('It is:')} {correction['right']}"
    return "\n".join([_("Correction"), said, now_is, correction["decided_by"]])


def _absent(article_id: int, now: datetime) -> HttpResponse:
    reason = why_not_public(article_id, now)
    if isinstance(reason, NotPublic):
        raise Http404
    with translation.override(settings.LANGUAGE_CODE):
        body = _notice(reason)
    response = HttpResponse(body, content_type=f"{PLAIN}; charset=utf-8", status=410)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = NOTHING
    return response


def _notice(gone: Gone) -> str:
    if gone.withdrawal is None:
        return f"{_('This article is no longer available')}\n"
    lines = [_("This article was withdrawn"), gone.withdrawal.reason, format_date_line(gone.withdrawal.at)]
    lines.append(gone.withdrawal.decided_by)
    if gone.correction is not None:
        lines += [f"{_('It said:')} {gone.correction.wrong}", f"{_('It is:')} {gone.correction.right}"]
    return legible("\n".join(filter(None, lines))) + "\n"

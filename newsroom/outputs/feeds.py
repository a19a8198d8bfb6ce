"""`feeds/latest.rss`, `.atom`, `.json`, the same of each section, and their further pages."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Section
from newsroom.api import Cursor, Problem, decode_cursor, etag_for

from .answers import answer, unchanged
from .atom import write_atom
from .editions import NEWEST, newest, parts_of
from .feed import FORMATS, LATEST, Entry, Feed
from .jsonfeed import write_json_feed
from .rss import write_rss
from .tombstones import last_change, tombstones

WRITERS: dict[str, Callable[[Feed], bytes]] = {
    "rss": write_rss,
    "atom": write_atom,
    "json": write_json_feed,
}
SHAPE = 1
"""Goes up when a writer changes what it makes of the same editions, so that nobody is told "unchanged"."""


@require_safe
def feed(request: HttpRequest, slug: str, form: str, cursor: str = "") -> HttpResponse:
    """A feed, or a further page of it. 404 for a section that shows nothing, as if it were not there."""
    now = timezone.now()
    place = _place(cursor)
    section = "" if slug == LATEST else _section_name(slug)
    if "HTTP_IF_NONE_MATCH" in request.META or "HTTP_IF_MODIFIED_SINCE" in request.META:
        made, etag, changed_at = _read(slug, section, form, cursor, place, now, whole=False)
        held = unchanged(request, etag, now, changed_at)
        if held is not None:
            return held
    made, etag, changed_at = _read(slug, section, form, cursor, place, now, whole=True)
    return answer(request, WRITERS[form](made), etag, now, FORMATS[form], changed_at)


def _read(
    slug: str, section: str, form: str, cursor: str, place: Cursor | None, now: datetime, *, whole: bool
) -> tuple[Feed, str, datetime | None]:
    """The feed, its entity tag, and the time of its last change where that is known."""
    within = slug if section else None
    extended = form == "json"
    page = newest(now, within, place, whole=whole, extended=extended)
    if within and not page.rows:
        raise Http404
    tells_of_the_gone = form != "rss" and place is None
    gone = tombstones(now, within) if tells_of_the_gone else []
    older = page.next.encode() if page.next else None
    etag = etag_for(
        "feed", SHAPE, form, slug, section, cursor, older, settings.SITE_NAME, settings.SITE_URL,
        *(f"{stone.article_id} {stone.at.isoformat()} {stone.reason}" for stone in gone), "",
        *parts_of(page.rows),
    )  # fmt: skip
    entries = [Entry(item) for item in page.rows]
    # Votes are no lines of the ledger: what carries them has a tag, but no date.
    changed_at = None if extended else last_change(now)
    return Feed(slug, section, entries, gone, cursor, older), etag, changed_at


def _place(cursor: str) -> Cursor | None:
    if not cursor:
        return None
    try:
        place = decode_cursor(cursor, NEWEST)
    except Problem as error:
        raise Http404 from error
    if place.backward:
        raise Http404
    return place


def _section_name(slug: str) -> str:
    name = Section.objects.filter(slug=slug).values_list("name", flat=True).first()
    if name is None:
        raise Http404
    return name

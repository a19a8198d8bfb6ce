"""Rendering again what is live or next, from the same revision: after a credit, a name or the format changed."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from ..models import Article, Edition, EditionFacet, Facet, LogEntry, Photo, PublicChange, Slot, User
from .dictionary import touched_articles
from .editions import Order, next_again, render_edition, replace_live
from .errors import Refused
from .locking import locked
from .rendering import Dateline, Rendered, read_content, render
from .windows import Desk, open_desk, place, plan_ledger, record

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What refreshing one article came to."""

    article: Article
    differs: bool
    """Whether rendering again gives something else for what is live or next."""
    edition: Edition | None = None
    """The new live or next edition, when one was made."""
    skipped: str = ""
    """Why it could not be rendered again, as when a block type is not installed."""
    changes: tuple[str, ...] = ()
    """What differs: `live.authors`, `next.html`, `live.facets`."""


def refresh(article: Article, *, by: User | None = None, dry_run: bool = False) -> Refreshed:
    """Renders the live and the next edition again. Where something differs, a new edition takes the old one's place
    with the same kind, reason and dates; what has expired stays as it was. The article's lock keeps it from
    overwriting a newer publication. A dry run writes nothing."""
    with locked(article) as current:
        try:
            return _refresh(open_desk(current), article, by, dry_run=dry_run)
        except Refused as error:
            return Refreshed(article, False, skipped=str(error))
        finally:
            if dry_run:
                transaction.set_rollback(True)


def articles_showing(photo: Photo) -> "QuerySet[Article]":
    """Articles with an edition that is live now or next and shows the photo, by id."""
    showing = EditionFacet.objects.filter(facet=Facet.PHOTO, value=str(photo.pk))
    return _refreshable(0, ()).filter(pk__in=showing.values("article"))


def refresh_showing(photo: Photo, *, by: User | None = None) -> list[Refreshed]:
    """Refreshes every article that shows the photo now or next."""
    return [refresh(article, by=by) for article in articles_showing(photo)]


def refresh_translations_later(article: Article, by: User | None) -> None:
    """Once this transaction is through: the same story in other languages is rendered again, so that each names the
    others as far as they are public. Each is refreshed under its own lock; what goes wrong there is logged, and mended
    by the next refresh."""
    others = list(article.translations.all())
    if others:
        transaction.on_commit(lambda: [refresh(other, by=by) for other in others], robust=True)


def refreshable(first: int = 0, *, abbreviations: Collection[str] = ()) -> Iterator[Article]:
    """Every article from the id `first` on with an edition that is live now or next, by id; with `abbreviations`, those
    whose text has one of these short forms. Rows that change meanwhile do not disturb it: each chunk is a query of its
    own."""
    while chunk := list(_refreshable(first, abbreviations)[:CHUNK]):
        yield from chunk
        first = chunk[-1].pk + 1


def count_refreshable(first: int = 0, *, abbreviations: Collection[str] = ()) -> int:
    """How many articles `refreshable` will give."""
    return _refreshable(first, abbreviations).count()


def _refreshable(first: int, abbreviations: Collection[str]) -> "QuerySet[Article]":
    if abbreviations:
        return touched_articles(abbreviations).filter(pk__gte=first)
    current = Edition.objects.filter(
        Q(live_until__isnull=True) | Q(live_until__gt=timezone.now()),
        article=OuterRef("pk"),
        slot__isnull=False,
    )
    return Article.objects.filter(Exists(current), pk__gte=first).order_by("pk")


def _refresh(desk: Desk, article: Article, by: User | None, *, dry_run: bool) -> Refreshed:
    live = desk.live if desk.visible else None
    of_live, of_next = _changes(desk, live), _changes(desk, desk.next)
    changes = (*(f"live.{name}" for name in of_live), *(f"next.{name}" for name in of_next))
    if dry_run or not changes:
        return Refreshed(article, bool(changes), changes=changes)
    edition = _replace_live(desk, live, by) if live is not None and of_live else _replace_next(desk)
    plan_ledger(desk)
    LogEntry.objects.create(
        article=desk.article, act="refresh", edition_number=edition.number, detail={"changes": changes}, by=by
    )
    return Refreshed(article, True, edition, changes=changes)


def _replace_live(desk: Desk, live: Edition, by: User | None) -> Edition:
    """Both are rendered before anything is moved: when one cannot be, the article stays as it is."""
    number = live.number + 1
    order = Order(Edition.Kind(live.kind), live.reason, by, desk.now, live.expires_at, refresh=True)
    content = read_content(live.revision.snapshot)
    edition = render_edition(
        desk.article, live.revision, content, replace(_dateline(live), number=number), order
    )
    upcoming = (
        next_again(desk, desk.next, replace(_dateline(desk.next), number=number + 1)) if desk.next else None
    )
    replace_live(desk, edition, upcoming)
    record(desk.article, number, PublicChange.Kind.REFRESHED, desk.now)
    return edition


def _replace_next(desk: Desk) -> Edition:
    assert desk.next is not None
    edition = next_again(desk, desk.next, _dateline(desk.next))
    desk.next.delete()
    place(edition, Slot.NEXT)
    desk.next = edition
    return edition


def _changes(desk: Desk, edition: Edition | None) -> list[str]:
    """Names of what would be rendered differently now, the number apart."""
    if edition is None:
        return []
    rendered = render(desk.article, read_content(edition.revision.snapshot), _dateline(edition))
    names = _changed_members(edition, rendered) if rendered.digest != edition.digest else []
    # What an article is found by is not in its bytes: a section that moved, a new way of folding.
    if rendered.search_text != edition.search_text:
        names.append("search_text")
    if [list(facet) for facet in rendered.facets] != [list(facet) for facet in edition.facets]:
        names.append("facets")
    return names


def _changed_members(edition: Edition, rendered: Rendered) -> list[str]:
    old: dict[str, Any] = json.loads(bytes(edition.document))
    new: dict[str, Any] = json.loads(rendered.document)
    names = [
        name for name in {**old, **new} if old.get(name) != new.get(name) or (name in old) != (name in new)
    ]
    if rendered.html != edition.html:
        names.append("html")
    # Bytes may differ where no value does, as in the order of members or in the card alone.
    return names or ["format"]


def _dateline(edition: Edition) -> Dateline:
    return Dateline(edition.number, edition.kind, edition.reason, edition.published_at, edition.updated_at)

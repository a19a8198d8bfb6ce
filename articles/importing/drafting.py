"""A page that was read becomes a draft: its parts laid into the tables, each page in one transaction.

A page is known by its address, or by the digest of its bytes when it has none. A second run finds it and changes
nothing; a page that changed on disk updates its draft only while no editor has touched it.
"""

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone, translation
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.translation import gettext as _

from .. import publishing
from ..blocks.photo import PhotoBlock
from ..blocks.text import TextBlock
from ..models import Article, Edition, ImportedPage, Photo, Redirect, Section, State, User
from ..publishing import NotPublishable, Refused, StaleVersion
from .laying import Laying
from .page import Page
from .prose import mark

TRIES = 3
LEAST_CONFIDENCE = 0.5
"""A headline or a date that is less sure is not published without an editor."""


class Status(StrEnum):
    """What became of a page. `EDITED`: both page and article have changed, and the article was left alone."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    EDITED = "edited"
    READ = "read"
    FAILED = "failed"


@dataclass(slots=True)
class Outcome:
    """What importing one page came to, and what somebody should look at."""

    page: Page
    status: Status
    article: Article | None = None
    edition: Edition | None = None
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Importer:
    """Imports pages into one section in one person's name. `publish`: what can be published is."""

    section: Section
    by: User | None = None
    publish: bool = False
    _taken: dict[str, Path] = field(default_factory=dict)
    """Pages of this run by identity: of two files of one page the first counts, run after run."""

    def lay(self, page: Page, path: Path) -> Outcome:
        """The page as a draft, in one transaction, and then published when that was asked for.

        What keeps it from being published stands in the outcome's notes. Raises `NotPublishable` when its parts do
        not fit the tables, `OSError` when files cannot be read or stored; then nothing was written.
        """
        with translation.override(settings.LANGUAGE_CODE):
            outcome = self._written(page, path)
            if self.publish and outcome.article is not None and outcome.status != Status.EDITED:
                self._publish(outcome, outcome.article)
        return outcome

    def _written(self, page: Page, path: Path) -> Outcome:
        """Another process that imports the same page, or makes the same tag, may be first (then there are blocks of
        this page already, or a name is taken): once more."""
        identity = identity_of(page)
        if (other := self._taken.setdefault(identity, path)) != path:
            note = _("The same page as %(file)s, which was taken.") % {"file": other}
            return Outcome(page, Status.UNCHANGED, notes=[note])
        for attempt in range(1, TRIES + 1):
            laying = Laying(page, path, identity, self.section, self.by)
            if not ImportedPage.objects.filter(digest=page.digest).exists():
                laying.read_pictures()
            try:
                with transaction.atomic():
                    return self._draft(laying)
            except BaseException as error:
                # With the database away they stay: the next run finds them.
                with suppress(DatabaseError):
                    laying.files.take_back()
                if attempt == TRIES or not isinstance(error, DatabaseError | NotPublishable):
                    raise
        raise AssertionError("unreachable")

    def _draft(self, laying: Laying) -> Outcome:
        page = laying.page
        known = find_imported(page)
        if known is None:
            return self._add(laying)
        outcome = Outcome(page, Status.UNCHANGED, known.article, notes=laying.notes)
        _learn_address(known, page, outcome.notes)
        if known.digest == page.digest:
            return outcome
        if is_touched(known.article, known.version):
            return _left_alone(outcome)
        return self._update(known, laying, outcome)

    def _add(self, laying: Laying) -> Outcome:
        page = laying.page
        fields, blocks = laying.lay()
        article = publishing.create_draft(by=self.by, note=_("Imported."), blocks=blocks, **fields)
        ImportedPage.objects.create(
            identity=laying.identity, digest=page.digest, article=article, version=article.version
        )
        outcome = Outcome(page, Status.ADDED, article, notes=laying.notes)
        _redirect(page.sure_address, article, outcome.notes)
        twins = Article.objects.filter(headline=article.headline, published_at=article.published_at)
        if twin := twins.exclude(pk=article.pk).first():
            outcome.notes.append(
                _("Article %(number)d has the same headline and date.") % {"number": twin.pk}
            )
        return outcome

    def _update(self, known: ImportedPage, laying: Laying, outcome: Outcome) -> Outcome:
        article = known.article
        fields, blocks = laying.lay(photos_of(article))
        fields["section"] = article.section_id
        snapshot = {**publishing.EMPTY_SNAPSHOT, **fields, "blocks": publishing.block_entries(blocks)}
        try:
            if _write_if_new(article, snapshot, self.by, known.version):
                outcome.status = Status.UPDATED
        except StaleVersion:
            return _left_alone(outcome)
        known.digest, known.version = outcome.page.digest, article.version
        known.save(update_fields=["digest", "version"])
        return outcome

    def _publish(self, outcome: Outcome, draft: Article) -> None:
        """Publishes the draft as the import made it, once: not when an editor has changed it since."""
        try:
            with publishing.locked(draft) as article:
                newest = article.editions.select_related("revision").order_by("-number").first()
                if newest is not None and newest.revision.number == article.version:
                    return
                if not article.imported_pages.filter(version=article.version).exists():
                    outcome.notes.append(_("Not published: an editor has changed the article since."))
                    return
                if found := list(hindrances(outcome.page, article)):
                    outcome.notes += found
                    return
                outcome.edition = publishing.publish(article, by=self.by, version=article.version)
        except NotPublishable as error:
            outcome.notes += [_("Not published: %(why)s") % {"why": fault} for fault in error.faults]
        except Refused as error:
            outcome.notes.append(_("Not published: %(why)s") % {"why": error})


def identity_of(page: Page) -> str:
    """What the page is known by: its address, as far as that is sure, or the digest of its bytes."""
    address = urldefrag(page.sure_address).url
    if not address:
        return f"sha256:{page.digest}"
    return address if len(address) <= 500 else f"sha256:{hashlib.sha256(address.encode()).hexdigest()}"


def find_imported(page: Page) -> ImportedPage | None:
    """The page as an earlier run has imported it: by its address, or by its very bytes."""
    imported = ImportedPage.objects.select_for_update(of=("self",)).select_related("article").order_by("pk")
    return imported.filter(identity=identity_of(page)).first() or imported.filter(digest=page.digest).first()


def is_touched(article: Article, version: int) -> bool:
    """An editor has had the article in hand since the import made this version of it."""
    return article.version != version or article.trashed_at is not None or article.state != State.DRAFT


def photos_of(article: Article) -> list[Photo]:
    """The photos in the article's body, in order."""
    return [block.photo for block in PhotoBlock.objects.filter(parent=article).select_related("photo")]


def hindrances(page: Page, article: Article) -> list[str]:
    """Why an editor must see the draft before readers do."""
    found = []
    contents = TextBlock.objects.filter(parent=article).values_list("content", flat=True)
    if waiting := sum(content.count(mark()) for content in contents):
        found.append(_("Not published: %(count)d lines wait for a place.") % {"count": waiting})
    if page.published_at is None:
        found.append(_("Not published: the page has no date, and today's would be wrong."))
    elif page.published_at > timezone.now():
        found.append(_("Not published: the date on the page lies ahead."))
    if not page.headline:
        found.append(_("Not published: the page has no headline."))
    unsure = {one.part for one in page.findings if one.value and one.confidence < LEAST_CONFIDENCE}
    if unsure & {"headline", "published_at"}:
        found.append(_("Not published: headline or date are not sure."))
    found += [
        _("Not published: %(why)s") % {"why": _(notice.message)} for notice in page.warnings if notice.hinders
    ]
    return found


def _write_if_new(article: Article, snapshot: publishing.Snapshot, by: User | None, version: int) -> bool:
    """Saves the draft, unless nothing but the frame of its page has changed: then no revision is made."""
    before = article.revisions.first()
    with transaction.atomic():
        revision = publishing.write_draft(
            article, snapshot, by=by, note=_("Imported again."), version=version
        )
        same = before is not None and revision.snapshot == before.snapshot
        transaction.set_rollback(same)
    article.refresh_from_db()
    return not same


def _left_alone(outcome: Outcome) -> Outcome:
    outcome.status = Status.EDITED
    outcome.notes.append(_("The page has changed, but so has the article at the desk: it was left alone."))
    return outcome


def _learn_address(known: ImportedPage, page: Page, notes: list[str]) -> None:
    """A page that was known by its bytes alone, or stands at a second address, is given with an address now."""
    identity = identity_of(page)
    if not page.sure_address or known.identity == identity:
        return
    _redirect(page.sure_address, known.article, notes)
    if known.identity.startswith("sha256:"):
        known.identity = identity
        known.save(update_fields=["identity"])


def _redirect(old: str, article: Article, notes: list[str]) -> None:
    """The page's old address leads to the article for ever."""
    if not old:
        return
    parts = urlsplit(old)
    path = escape_uri_path(unquote(parts.path)) + (f"?{iri_to_uri(parts.query)}" if parts.query else "")
    try:
        Redirect(path=path, article=article).clean_fields()
        Redirect(path=path, article=article).clean()
    except ValidationError as error:
        notes.append(
            _("The old address cannot lead to the article: %(why)s") % {"why": " ".join(error.messages)}
        )
        return
    row, _made = Redirect.objects.get_or_create(path=path, defaults={"article": article})
    if row.article_id != article.pk:
        notes.append(_("The old address leads to article %(number)d already.") % {"number": row.article_id})

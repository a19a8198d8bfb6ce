"""What an article would look like, rendered from a snapshot and kept nowhere; and links by which outsiders may see it."""

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.signing import BadSignature, Signer
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.translation import gettext

from ..abbreviations import Reading
from ..language import TIME_ZONE
from ..models import Article, Edition, LogEntry, PreviewLink, Revision, Section, User
from ..plugins import Block, Node
from .abbreviating import texts_of
from .drafts import EMPTY_SNAPSHOT
from .errors import Fault, Refused
from .rendering import (
    Content,
    Dateline,
    faults_of,
    nodes_of,
    plain,
    public_article,
    read_content,
    shape_of,
)
from .representation import Document, PublicArticle
from .snapshots import ArticleSnapshot, Snapshot, without_deleted_tags
from .texts import check_texts

LONGEST = timedelta(days=30)
"""How long a preview link may hold."""
UNRENDERABLE = (ValidationError, ObjectDoesNotExist, LookupError, OSError, TypeError, ValueError)
"""What a block raises that is not fit to be shown yet."""


@dataclass(frozen=True, slots=True)
class Preview:
    """An article as readers would get it: the document, its HTML, and what stands against publishing it."""

    document: dict[str, Any]
    html: str
    faults: list[Fault] = field(default_factory=list)
    reading: Reading = field(default_factory=lambda: Reading((), ()))
    """The short forms in it."""


def preview(article: Article, snapshot: Snapshot) -> Preview:
    """Renders the snapshot without storing anything. What cannot be shown yet is passed over and named in `faults`."""
    readable = _readable(snapshot)
    content = read_content(readable)
    section = content.section or Section(name=gettext("(no section yet)"), slug="")
    language = content.fields["language"]
    with translation.override(language), timezone.override(TIME_ZONE):
        public = public_article(article, content, _dateline(article, content), section)
        html, reading = _render_what_can_be(public, content)
    document = plain(shape_of(Document).to_representation(public))
    return Preview(document, "\n".join(html), faults_of(read_content(snapshot)), reading)


def _readable(snapshot: Snapshot) -> Snapshot:
    """The snapshot with an empty value in place of each that cannot be read: a preview shows what it can."""
    headline = snapshot["headline"].strip() or gettext("(no headline yet)")
    readable = {**EMPTY_SNAPSHOT, **without_deleted_tags(snapshot), "headline": headline}
    form = ArticleSnapshot(data=readable)
    if form.is_valid():
        return readable
    empty = {name: EMPTY_SNAPSHOT[name] for name in form.errors if name in EMPTY_SNAPSHOT}
    return {**readable, **empty, "headline": readable["headline"][:300]}


def _render_what_can_be(public: PublicArticle, content: Content) -> tuple[list[str], Reading]:
    """Fills the public article's body and short forms, as publishing does; gives its HTML and what was read."""
    shown = [(place, block, _nodes_if_ready(block)) for place, block in content.placed()]
    public.body = [node for _, _, nodes in shown for node in nodes or ()]
    reading = texts_of(content.fields, public.published_at).annotate(public.body)
    public.abbreviations = reading.abbreviations()
    return [_html_if_ready(place, block, nodes) for place, block, nodes in shown], reading


def _nodes_if_ready(block: Block) -> list[Node] | None:
    try:
        return nodes_of([block])[0]
    except UNRENDERABLE:
        return None


def _html_if_ready(place: str, block: Block, nodes: list[Node] | None) -> str:
    if nodes is not None:
        with suppress(*UNRENDERABLE):
            return block.html(nodes)
    return format_html('<p class="preview-missing">{}: {}</p>', place, gettext("not ready yet"))


def _dateline(article: Article, content: Content) -> Dateline:
    """As the next edition's would be, published now."""
    now = timezone.now().replace(microsecond=0)
    before = (
        article.editions.filter(live_from__lte=now).only("number", "published_at").first()
        if article.pk
        else None
    )
    published_at = content.published_at or (before.published_at if before else now)
    kind = Edition.Kind.UPDATE if before else Edition.Kind.PUBLICATION
    return Dateline(
        before.number + 1 if before else 1, kind, "", published_at, now if before else published_at
    )


# --- Links for outsiders --------------------------------------------------------------------------------------


def share_preview(
    article: Article, *, by: User | None, until: datetime, number: int | None = None, note: str = ""
) -> tuple[PreviewLink, str]:
    """A link to one version (by default the newest) and its token, which is told this once and kept nowhere.

    Raises `Refused` when there is no such version or `until` is not within thirty days.
    """
    check_texts(PreviewLink, note=note)
    revisions = article.revisions.filter(number=number) if number else article.revisions.all()
    revision = revisions.first()
    now = timezone.now()
    if revision is None:
        raise Refused(gettext("There is no such version."))
    if article.trashed_at:
        raise Refused(gettext("The article is in the trash."))
    if not now < until <= now + LONGEST:
        raise Refused(gettext("A preview link holds thirty days at most."))
    token = _signer().sign(secrets.token_urlsafe(24))
    link = PreviewLink.objects.create(
        article=article, revision=revision, digest=_digest(token), note=note, created_by=by, expires_at=until
    )
    detail = {"version": revision.number, "until": until.isoformat()}
    LogEntry.objects.create(article=article, act="share", note=note, detail=detail, by=by)
    return link, token


def revoke_preview(link: PreviewLink, *, by: User | None) -> None:
    """Ends a link now. One that has ended already stays as it is."""
    changed = PreviewLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(
        revoked_at=timezone.now()
    )
    if changed:
        LogEntry.objects.create(article=link.article, act="unshare", note=link.note, by=by)


def find_preview(token: str) -> Revision | None:
    """The version that the token opens. Forged, revoked, expired and unknown tokens are the same: nothing."""
    try:
        _signer().unsign(token)
    except BadSignature:
        return None
    link = (
        PreviewLink.objects.open(timezone.now())
        .filter(digest=_digest(token))
        .select_related("revision__article")
        .first()
    )
    return link.revision if link else None


def _signer() -> Signer:
    return Signer(salt="articles.preview", sep=".")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

"""Making editions: number, dates and bytes of a new one, and of a scheduled one that is overtaken."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from ..models import Article, Edition, PublicChange, Revision, Slot, User
from .errors import NotPublishable, Refused
from .rendering import Content, Dateline, Rendered, faults_of, read_content, render
from .slugs import free_slug, give_slug
from .windows import Desk, end_window, place, record, retire, set_end

Kind = Edition.Kind


@dataclass(frozen=True, slots=True)
class Order:
    """What an edition is made for."""

    kind: Kind
    reason: str
    by: User | None
    live_from: datetime
    expires_at: datetime | None = None
    refresh: bool = False


def go_live(desk: Desk, order: Order, change: PublicChange.Kind, mended: datetime | None = None) -> Edition:
    """A new live edition of the newest revision. A kept next edition moves up a number; `mended`, the date on the
    page when that was what was wrong, holds for it too."""
    revision, content = _fit_revision(desk, order)
    dateline = new_dateline(order, desk.next_number, desk.newest, content.published_at)
    edition = render_edition(desk.article, revision, content, dateline, order)
    upcoming = _overtaken(desk, edition, mended)
    replace_live(desk, edition, upcoming)
    record(desk.article, edition.number, change, edition.live_from)
    return edition


def schedule(desk: Desk, order: Order) -> Edition:
    """A next edition of the newest revision, in the free slot; what is public now goes on until then."""
    revision, content = _fit_revision(desk, order)
    dateline = new_dateline(order, desk.next_number, desk.newest, content.published_at)
    edition = render_edition(desk.article, revision, content, dateline, order)
    place(edition, Slot.NEXT)
    if desk.live is not None and desk.visible:
        end_window(desk.live, order.live_from)
    desk.next = edition
    return edition


def replace_live(desk: Desk, edition: Edition, upcoming: Edition | None) -> None:
    """Both are rendered already: now the slots change hands."""
    if desk.live is not None:
        retire(desk.live, edition.live_from)
    if desk.next is not None:
        desk.next.delete()
    set_end(edition, upcoming.live_from if upcoming else None)
    place(edition, Slot.LIVE)
    if upcoming is not None:
        place(upcoming, Slot.NEXT)
    desk.live = desk.newest = edition
    desk.next = upcoming


def make_edition(
    article: Article,
    revision: Revision,
    rendered: Rendered,
    dateline: Dateline,
    order: Order,
    *,
    content: Content,
) -> Edition:
    """The edition as a row, unsaved and in no slot."""
    assert article.slug is not None
    return Edition(
        article=article,
        number=dateline.number,
        revision=revision,
        kind=dateline.kind,
        reason=dateline.reason,
        refresh=order.refresh,
        live_from=order.live_from,
        live_until=order.expires_at,
        expires_at=order.expires_at,
        slug=article.slug,
        published_at=dateline.published_at,
        updated_at=dateline.updated_at,
        headline=content.fields["headline"],
        language=content.fields["language"],
        facets=rendered.facets,
        related=list(content.fields.get("related", [])),
        card=rendered.card,
        document=rendered.document,
        html=rendered.html,
        search_text=rendered.search_text,
        digest=rendered.digest,
        created_by=order.by,
    )


def render_edition(
    article: Article, revision: Revision, content: Content, dateline: Dateline, order: Order
) -> Edition:
    """`make_edition` with its bytes. Raises `NotPublishable`."""
    return make_edition(
        article, revision, render(article, content, dateline), dateline, order, content=content
    )


def new_dateline(order: Order, number: int, before: Edition | None, given: datetime | None) -> Dateline:
    """The dates that readers see, in whole seconds. The date on the page is the one given for it, else that of the
    edition before, else the first publication's; a first edition is as new as its page says."""
    published_at = given or (before.published_at if before else order.live_from)
    if published_at > order.live_from:
        raise Refused(gettext("The date on the page must not lie after the publication."))
    updated_at = order.live_from if before else published_at
    return Dateline(
        number,
        order.kind,
        order.reason,
        published_at.replace(microsecond=0),
        updated_at.replace(microsecond=0),
    )


def next_again(desk: Desk, next_: Edition, dateline: Dateline) -> Edition:
    """The scheduled edition made again from its own revision, under its own order. It was never public, so no reader
    saw the one it stands for; the scheduled day and who gave it stay."""
    order = Order(Kind(dateline.kind), next_.reason, next_.created_by, next_.live_from, next_.expires_at)
    try:
        return render_edition(
            desk.article, next_.revision, read_content(next_.revision.snapshot), dateline, order
        )
    except NotPublishable as error:
        raise Refused(
            gettext("The scheduled edition cannot be made again, so it cannot be kept: %(faults)s")
            % {"faults": error}
        ) from error


def _overtaken(desk: Desk, edition: Edition, mended: datetime | None) -> Edition | None:
    """The kept next edition as it must be after `edition`: one number up, and an update even if it was to be the
    first publication."""
    if desk.next is None:
        return None
    given = mended or read_content(desk.next.revision.snapshot).published_at
    order = Order(Kind.UPDATE, desk.next.reason, None, desk.next.live_from)
    return next_again(desk, desk.next, new_dateline(order, edition.number + 1, edition, given))


def _fit_revision(desk: Desk, order: Order) -> tuple[Revision, Content]:
    """The newest revision, read back, when nothing forbids publishing it; the article has its address then."""
    revision = desk.article.revisions.first()
    if revision is None:
        raise Refused(gettext("The article was never saved."))
    content = read_content(revision.snapshot)
    faults = faults_of(content, order.live_from)
    if faults:
        raise NotPublishable(faults)
    if desk.newest is None:
        free_slug(desk.article)
    give_slug(desk.article, content.fields["headline"])
    return revision, content

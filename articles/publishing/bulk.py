"""Many new articles, each published at once: what `create_draft` and `publish` would have made, in few statements."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from .. import plugins, search
from ..language import TIME_ZONE
from ..models import (
    Article,
    ArticleSlug,
    Byline,
    Edition,
    EditionFacet,
    LogEntry,
    PublicChange,
    Revision,
    SearchEntry,
    Slot,
    User,
)
from ..plugins import Block
from .drafts import ORDERING_STEP
from .editions import Kind, Order, new_dateline, render_edition
from .errors import Fault, NotPublishable
from .rendering import Content, faults_of, shape_of
from .slugs import slug_choices
from .snapshots import ArticleSnapshot, Snapshot
from .windows import index_rows


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article that is not there yet.

    `fields` as in a snapshot, with rows in place of ids: `section`, `source`, `photo`, `tags` (a list) and `bylines`
    (`{"author": Author | None, "name", "role"}`). `blocks` are unsaved, in order; their files are in the storage.
    """

    fields: dict[str, Any]
    blocks: list[Block]
    note: str = ""
    """Kept with the revision."""
    earlier: Sequence[timedelta] = ()
    """How long ago it was published for the first time, and again: each a past edition, the oldest first."""


@dataclass(frozen=True, slots=True)
class Story:
    """A new article on its way through the tables, and the moments of its editions."""

    article: Article
    content: Content
    moments: list[datetime]
    by: User | None


Each = Callable[
    [Callable[[Story, Revision], list[Edition]], Sequence[Story], Sequence[Revision]], Iterable[list[Edition]]
]
"""`map`, or one that spreads the work over processes."""


def publish_new(items: Sequence[NewArticle], *, by: User | None, each: Each = map) -> list[Edition]:
    """Saves and publishes the articles in one transaction and returns their live editions.

    Meant for some hundreds at a time. `each` renders them: `map`, or that of a pool of processes. Raises
    `NotPublishable` or `Refused` for the first article at fault, and `IntegrityError` when somebody else takes one of
    the addresses in between; then nothing was written.
    """
    with transaction.atomic():
        now = timezone.now()
        stories = [_story(item, by, now) for item in items]
        Article.objects.bulk_create(story.article for story in stories)
        _lay_parts(stories)
        _give_slugs([story.article for story in stories])
        notes = [item.note for item in items]
        # Whoever renders needs to know which revision it is, not what it holds.
        revisions = [Revision(pk=revision.pk) for revision in _record(stories, notes)]
        editions = [edition for made in each(make_editions, stories, revisions) for edition in made]
        Edition.objects.bulk_create(editions)
        live = [edition for edition in editions if edition.slot]
        EditionFacet.objects.bulk_create(row for edition in live for row in index_rows(edition))
        SearchEntry.objects.bulk_create(map(search.entry_of, live))
        PublicChange.objects.bulk_create(map(_change, editions))
        LogEntry.objects.bulk_create(map(_log_entry, editions))
    return live


def make_editions(story: Story, revision: Revision) -> list[Edition]:
    """The article's editions, unsaved, one for each moment: all but the last are past. Raises `NotPublishable`."""
    article, content = story.article, story.content
    faults = [*_article_faults(article), *faults_of(content)]
    if faults:
        raise NotPublishable(faults)
    editions: list[Edition] = []
    for number, moment in enumerate(story.moments, 1):
        before = editions[-1] if editions else None
        order = Order(Kind.UPDATE if before else Kind.PUBLICATION, "", story.by, moment)
        dateline = new_dateline(order, number, before, content.published_at)
        editions.append(render_edition(article, revision, content, dateline, order))
        if before is not None:
            before.live_until = moment
    editions[-1].slot = Slot.LIVE
    return editions


def _story(item: NewArticle, by: User | None, now: datetime) -> Story:
    own = {name: value for name, value in item.fields.items() if name not in ("tags", "bylines")}
    for place, block in enumerate(item.blocks, 1):
        block.ordering = place * ORDERING_STEP
    article = Article(**own, version=1, created_by=by)
    return Story(
        article, Content(item.fields, item.blocks, []), [*(now - ago for ago in item.earlier), now], by
    )


def _lay_parts(stories: Sequence[Story]) -> None:
    """Tags, bylines and blocks."""
    tagging = Article.tags.through
    blocks: dict[type[Block], list[Block]] = defaultdict(list)
    bylines: list[Byline] = []
    tagged: list[Any] = []
    for article, fields, rows in (
        (story.article, story.content.fields, story.content.blocks) for story in stories
    ):
        tagged += [tagging(article=article, tag=tag) for tag in fields["tags"]]
        bylines += [
            Byline(article=article, position=place, **byline)
            for place, byline in enumerate(fields["bylines"])
        ]
        for row in rows:
            row.parent = article
            blocks[type(row)].append(row)
    tagging.objects.bulk_create(tagged)
    Byline.objects.bulk_create(bylines)
    for block_type, rows in blocks.items():
        block_type._default_manager.bulk_create(rows)


def _give_slugs(articles: Sequence[Article]) -> None:
    """As `give_slug`, with one question for all of them."""
    choices = {article: list(slug_choices(article, article.headline)) for article in articles}
    asked = [slug for slugs in choices.values() for slug in slugs]
    taken = set(ArticleSlug.objects.filter(slug__in=asked).values_list("slug", flat=True))
    for article, slugs in choices.items():
        article.slug = next(slug for slug in slugs if slug not in taken)
        taken.add(article.slug)
    Article.objects.bulk_update(articles, ["slug"])
    ArticleSlug.objects.bulk_create(
        ArticleSlug(slug=str(article.slug), article=article) for article in articles
    )


def _record(stories: Sequence[Story], notes: Sequence[str]) -> list[Revision]:
    forms = {name: block.get_serializer()() for name, block in plugins.blocks().items()}
    with timezone.override(TIME_ZONE):
        return Revision.objects.bulk_create(
            Revision(
                article=story.article,
                number=1,
                snapshot=_snapshot(story.content, forms),
                note=note,
                created_by=story.by,
            )
            for story, note in zip(stories, notes, strict=True)
        )


def _snapshot(content: Content, forms: dict[str, Any]) -> Snapshot:
    ordered = {**content.fields, "tags": sorted(content.fields["tags"], key=lambda tag: tag.sort_key)}
    snapshot = dict(shape_of(ArticleSnapshot).to_representation(ordered))
    snapshot["bylines"] = [dict(byline) for byline in snapshot["bylines"]]
    snapshot["blocks"] = [
        {
            "type": block.name,
            "key": str(block.key),
            "ordering": block.ordering,
            "data": dict(forms[block.name].to_representation(block)),
        }
        for block in content.blocks
    ]
    return snapshot


def _article_faults(article: Article) -> Iterator[Fault]:
    """What does not fit its column. Foreign keys are rows already."""
    relations = [field.name for field in article._meta.concrete_fields if field.is_relation]
    try:
        article.clean_fields(exclude=relations)
    except ValidationError as error:
        for field, texts in error.message_dict.items():
            yield from (Fault(text, field) for text in texts)


def _change(edition: Edition) -> PublicChange:
    return PublicChange(
        article=edition.article,
        edition_number=edition.number,
        kind=PublicChange.Kind.PUBLISHED,
        at=edition.live_from,
    )


def _log_entry(edition: Edition) -> LogEntry:
    detail = {"number": edition.number, "from": edition.live_from.isoformat(), "until": None}
    return LogEntry(
        article=edition.article,
        act="publish",
        edition_number=edition.number,
        detail=detail,
        by=edition.created_by,
        by_name=edition.created_by.username if edition.created_by else "",
    )

"""Short forms that readers would meet unexplained, judged as publishing judges them: by the text, the dictionary and the
editor's choices."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from .. import plugins
from ..abbreviations import Doubt, Reading
from ..language import compose
from ..models import Article, Edition, Revision
from ..plugins import Block, Node
from ..publishing import EMPTY_SNAPSHOT, read_content, texts_of

CAPTION = "caption"


def unexplained(reading: Reading) -> tuple[list[str], list[str]]:
    """The short forms of which nothing is known, and those whose meaning is in doubt. One that the editor left alone on
    purpose is neither."""
    open_ones = [use for use in reading.unresolved() if use.doubt != Doubt.IGNORED]
    unknown = [use.short for use in open_ones if use.doubt == Doubt.UNKNOWN]
    return unknown, [use.short for use in open_ones if use.doubt != Doubt.UNKNOWN]


def unexplained_in(articles: Iterable[Article]) -> list[tuple[Article, list[str]]]:
    """Of the newest versions of these articles, those with such short forms, by id: a query for all the texts and one
    for the dictionary, however many there are."""
    numbers = {article.pk: article for article in articles}
    editions = Edition.objects.filter(article=OuterRef("article"), live_from__lte=timezone.now())
    newest = (
        Revision.objects.filter(article__in=numbers, number=F("article__version"))
        .annotate(dated=Subquery(editions.order_by("-number").values("published_at")[:1]))
        .order_by("article")
    )
    found = [
        (
            numbers[revision.article_id],
            _words(revision.snapshot, _day(numbers[revision.article_id], revision)),
        )
        for revision in newest
    ]
    return [(article, words) for article, words in found if words]


def _day(article: Article, revision: Any) -> datetime:
    """The moment that the article is of: the date on its page, its publication, or now."""
    return article.published_at or revision.dated or timezone.now()


def _words(snapshot: dict[str, Any], day: datetime) -> list[str]:
    unknown, doubtful = unexplained(texts_of(snapshot, day).read(list(_nodes(snapshot))))
    return [*unknown, *doubtful]


def _nodes(snapshot: dict[str, Any]) -> Iterator[Node]:
    """The nodes of the version's blocks, without asking for a row: a block that shows rows gives its captions."""
    installed = plugins.blocks()
    entries = [entry for entry in snapshot["blocks"] if entry["type"] in installed]
    alone = [entry for entry in entries if not _shows_rows(installed[entry["type"]])]
    for block in read_content({**EMPTY_SNAPSHOT, "blocks": alone}).blocks:
        # A plug-in may not be able to show what is half written; the rest is read all the same.
        with suppress(Exception):
            yield from block.represent()
    for entry in entries:
        if entry not in alone:
            yield from ({CAPTION: compose(text)} for text in _captions(entry["data"]))


def _shows_rows(block: type[Block]) -> bool:
    """Whether reading or showing the block asks for photos or other rows."""
    relations = [
        field.name for field in block._meta.concrete_fields if field.is_relation and field.name != "parent"
    ]
    return bool(relations) or block.photos is not Block.photos


def _captions(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for inner, item in value.items():
            yield from _captions(item, inner)
    elif isinstance(value, list):
        for item in value:
            yield from _captions(item, name)
    elif name == CAPTION and isinstance(value, str):
        yield value

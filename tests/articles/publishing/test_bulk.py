"""Articles that are published by the hundred are the same as those that are published one by one."""

import json
import re
from collections.abc import Iterable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles import publishing
from articles.blocks.text import TextBlock
from articles.management.commands import make_articles
from articles.management.commands.make_articles import Shelf
from articles.models import Article, ArticleSlug, Edition, EditionFacet, LogEntry, PublicChange, Revision
from articles.publishing.bulk import NewArticle, publish_new
from articles.sample.generate import articles as generate
from tests.factories import make_section

pytestmark = pytest.mark.django_db
COUNT = 20


@pytest.fixture
def items() -> list[NewArticle]:
    shelf = Shelf(pictures=False)
    return [shelf.new_article(text, "", []) for text in generate(COUNT, 7)]


def publish_one(item: NewArticle) -> Edition:
    """The same article by the ordinary acts."""
    by_id = {"section", "source", "photo"}
    fields = {name: value.pk if name in by_id and value else value for name, value in item.fields.items()}
    fields["tags"] = [tag.pk for tag in item.fields["tags"]]
    fields["bylines"] = [{**byline, "author": byline["author"].pk} for byline in item.fields["bylines"]]
    fields["published_at"] = item.fields["published_at"].isoformat()
    blocks = [{"type": block.name, "data": dict(block.get_serializer()(block).data)} for block in item.blocks]
    return publishing.publish(publishing.create_draft(by=None, blocks=blocks, **fields), by=None)


def content(edition: Edition) -> dict[str, Any]:
    """Everything in the edition but what no two articles share: id, address and the keys of blocks."""
    unique = re.compile(r'"(?:id|url|slug|key)":(?:\d+|"[^"]*"),?')
    return {
        "card": unique.sub("", bytes(edition.card).decode(), count=3),
        "document": re.sub(r'"key":"[^"]*"', "", unique.sub("", bytes(edition.document).decode(), count=3)),
        "html": edition.html,
        "search_text": edition.search_text,
        "facets": [list(facet) for facet in edition.facets],
        "headline": edition.headline,
        "language": edition.language,
        "kind": edition.kind,
        "published_at": edition.published_at,
        "updated_at": edition.updated_at,
        "slot": edition.slot,
        "live_until": edition.live_until,
        "snapshot": re.sub(r'"key": "[^"]*"', "", json.dumps(edition.revision.snapshot)),
        "index": sorted(edition.index.values_list("facet", "value", "published_at", "updated_at")),
        "ledger": list(edition.article.public_changes.values_list("edition_number", "kind")),
        "log": list(edition.article.log.values_list("act", "edition_number")),
        "version": edition.article.version,
    }


def test_the_same_as_one_by_one(items: list[NewArticle]) -> None:
    ordinary = [publish_one(item) for item in items]
    together = publish_new(items, by=None)
    for one, other in zip(ordinary, together, strict=True):
        expected, found = (Edition.objects.get(pk=edition.pk) for edition in (one, other))
        assert content(found) == content(expected)


def test_the_editions_are_sound_and_up_to_date(items: list[NewArticle]) -> None:
    publish_new(items, by=None)
    call_command("verify_editions", stdout=StringIO())
    assert not [
        article for article in Article.objects.all() if publishing.refresh(article, dry_run=True).differs
    ]


def test_two_of_one_headline_get_two_addresses(items: list[NewArticle]) -> None:
    shelf = Shelf(pictures=False)
    twins = [shelf.new_article(next(generate(1, 3)), "", []) for _ in range(2)]
    first, second = publish_new(twins, by=None)
    assert second.slug == f"{first.slug}-{second.article_id}"
    assert ArticleSlug.objects.get(slug=second.slug).article_id == second.article_id


def test_a_history_is_one_window_after_another() -> None:
    shelf = Shelf(pictures=False)
    ages = [timedelta(hours=2), timedelta(hours=1)]
    publish_new([shelf.new_article(next(generate(1, 3)), "", ages)], by=None)
    editions = list(Edition.objects.order_by("number"))
    assert [edition.kind for edition in editions] == ["publication", "update", "update"]
    assert [edition.live_until for edition in editions] == [
        editions[1].live_from,
        editions[2].live_from,
        None,
    ]
    assert [edition.slot for edition in editions] == [None, None, "live"]
    assert set(EditionFacet.objects.values_list("edition", flat=True)) == {editions[2].pk}
    assert Edition.objects.public(timezone.now()).get() == editions[2]
    assert PublicChange.objects.count() == LogEntry.objects.count() == 3


def test_one_at_fault_and_nothing_is_written(items: list[NewArticle]) -> None:
    fields = {**items[0].fields, "headline": " ", "section": make_section()}
    with pytest.raises(publishing.NotPublishable):
        publish_new([*items, NewArticle(fields, [TextBlock(content="<p>Tin</p>")])], by=None)
    assert not Article.objects.exists()
    assert not TextBlock.objects.exists()


def test_make_articles_goes_on_where_it_was_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_articles, "BATCH", 10)
    calls = []

    def interrupted(items: Iterable[NewArticle], **options: Any) -> list[Edition]:
        calls.append(items)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return publish_new(list(items), **options)

    said = StringIO()
    with monkeypatch.context() as patch:
        patch.setattr(make_articles, "publish_new", interrupted)
        with pytest.raises(CommandError) as stopped:
            call_command("make_articles", "30", "--processes=1", stdout=said)
    assert stopped.value.returncode == 130
    assert Article.objects.count() == 10
    for _ in range(2):
        call_command("make_articles", "30", "--processes=1", "--history=0.1:3", stdout=said)
    assert Article.objects.count() == Revision.objects.values("note").distinct().count() == 30
    assert Edition.objects.count() == 30 + 2 * 2
    assert "made now" in said.getvalue()

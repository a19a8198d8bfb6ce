"""Several at once on one article: the lock puts them in a row."""

import pytest
from django.utils import timezone

from articles.models import Article, Edition, LogEntry
from articles.publishing import (
    StaleVersion,
    correct,
    find_public,
    publish,
    refresh,
    restore_revision,
    withdraw,
    write_draft,
)
from tests.factories import make_article, make_author, make_section

from .processes import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_publishers_at_once() -> None:
    """Both go out, one after the other, each with its number and window."""
    article = make_article("Tuyến mới", publish=False)
    assert race(*[lambda: publish(article, by=None)] * 4) == [0] * 4
    assert list(article.editions.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4]
    assert find_public(article.pk).number == 4


def test_publish_against_edit() -> None:
    """The publisher who has seen version 1 publishes version 1, or is told that it is no longer the newest."""
    article = make_article("Tuyến mới", publish=False)
    snapshot = {**article.revisions.get().snapshot, "headline": "Người khác sửa"}
    seen = article.version

    def publish_seen() -> None:
        try:
            publish(article, by=None, version=seen)
        except StaleVersion:
            return

    assert race(publish_seen, lambda: write_draft(article, snapshot, by=None, version=seen)) == [0, 0]
    assert Article.objects.get().version == 2
    assert [edition.headline for edition in Edition.objects.all()] in ([], ["Tuyến mới"])


def test_of_two_who_save_one_version_one_is_told() -> None:
    article = make_article("Tuyến mới", publish=False)
    snapshot = article.revisions.get().snapshot
    codes = race(
        *[
            lambda headline=headline: write_draft(
                article, {**snapshot, "headline": headline}, by=None, version=1
            )
            for headline in ("A", "B", "C")
        ]
    )
    assert sorted(codes) == [0, 1, 1]
    assert article.revisions.count() == 2


def test_saves_without_a_version_are_all_kept() -> None:
    article = make_article("Tuyến mới", publish=False)
    assert race(*[lambda: restore_revision(article, 1, by=None)] * 4) == [0] * 4
    assert list(article.revisions.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5]


def test_one_headline_many_articles_at_once() -> None:
    """Each gets an address of its own."""
    make_section("Tin tức", slug="tin-tuc")
    articles = [make_article("Tuyến mới", publish=False) for _ in range(5)]
    assert race(*[lambda article=article: publish(article, by=None) for article in articles]) == [0] * 5
    slugs = set(Edition.objects.values_list("slug", flat=True))
    assert len(slugs) == 5
    assert slugs <= {"tuyen-moi", *(f"tuyen-moi-{article.pk}" for article in articles)}


def test_everything_at_once() -> None:
    """Whatever the order: acts are done whole or refused, and the tables are in order."""
    author = make_author("Lê Minh")
    article = make_article("Tuyến mới", bylines=[{"author": author.pk, "name": "", "role": ""}])
    author.name = "Lê Văn Minh"
    author.save()
    codes = race(
        lambda: publish(article, by=None),
        lambda: correct(article, by=None, wrong="a", right="b", decided_by="c"),
        lambda: refresh(article),
        lambda: withdraw(article, by=None, reason="Sai"),
        lambda: restore_revision(article, 1, by=None),
    )
    acts = set(LogEntry.objects.values_list("act", flat=True))
    assert codes[3] == 0
    assert "withdraw" in acts
    assert not Edition.objects.public(timezone.now()).exists()

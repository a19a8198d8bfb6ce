"""Revisions: kept, restored by key, and carried on when a plug-in is away."""

from typing import Any

import pytest

from articles.models import Article, LogEntry, Tag, User
from articles.plugins import registry
from articles.publishing import (
    NotPublishable,
    Refused,
    create_draft,
    publish,
    refresh,
    restore_revision,
    write_draft,
)
from tests.factories import make_article, make_author, make_photo

pytestmark = pytest.mark.django_db

TEXT = {"type": "text", "data": {"content": "<p>Xin chào</p>"}}
QUOTE = {"type": "quote", "data": {"quote": "<p>Lời nói</p>", "attribution": "Bà Hoa"}}
INFOBOX = {"type": "infobox", "data": {"title": "Số liệu", "content": "<p>50 xe</p>"}}


def remove_infobox(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the plug-in with the info box had been removed."""
    monkeypatch.setattr(registry, "_blocks", [block for block in registry._blocks if block.name != "infobox"])


def with_infobox() -> Article:
    return make_article("Tin", blocks=[TEXT, INFOBOX], publish=False)


def rows(article: Article) -> dict[str, int]:
    """Primary keys of the article's text and quote rows, by key."""
    kinds = (article.articles_textblock_set, article.articles_quoteblock_set)
    return {str(row.key): row.pk for kind in kinds for row in kind.all()}


def newest(article: Article) -> dict[str, Any]:
    return article.revisions.first().snapshot


def test_a_revision_holds_all_of_the_article() -> None:
    author, photo = make_author("Lê Minh"), make_photo()
    bylines = [
        {"author": author.pk, "name": "", "role": "ảnh"},
        {"author": None, "name": "Thu Hà", "role": ""},
    ]
    article = make_article(
        "Tin", blocks=[TEXT, QUOTE], tags=["Giao thông"], bylines=bylines, photo=photo.pk, publish=False,
        published_at="2020-08-05T08:14:00Z", source_url="https://chinhphu.vn/a", ai_assisted=True,
    )  # fmt: skip
    snapshot = newest(article)
    assert snapshot["bylines"] == bylines
    assert snapshot["published_at"] == "2020-08-05T15:14:00+07:00"
    assert [block["type"] for block in snapshot["blocks"]] == ["text", "quote"]
    write_draft(article, snapshot, by=None)
    assert newest(article) == snapshot


def test_a_restored_block_keeps_its_row(editor: User) -> None:
    """What hangs on the row (a poll's votes) stays."""
    article = make_article("Đầu", blocks=[TEXT, QUOTE], tags=["Một"], publish=False)
    first, before = newest(article), rows(article)
    changed = [
        {**first["blocks"][1], "ordering": 1},
        {**first["blocks"][0], "data": {"content": "<p>Khác</p>"}},
    ]
    write_draft(article, {**first, "headline": "Sửa", "tags": [], "blocks": changed}, by=None)
    assert rows(article) == before
    revision = restore_revision(article, 1, by=editor)
    assert rows(article) == before
    assert newest(article) == first
    assert (revision.number, revision.created_by, article.headline, article.version) == (3, editor, "Đầu", 3)
    entry = LogEntry.objects.get(act="restore")
    assert (entry.by, entry.detail) == (editor, {"restored": 1, "version": 3})


def test_a_block_that_was_taken_out_comes_back_under_its_key() -> None:
    article = make_article("Tin", blocks=[TEXT, QUOTE], publish=False)
    first = newest(article)
    write_draft(article, {**first, "blocks": first["blocks"][:1]}, by=None)
    assert not article.articles_quoteblock_set.exists()
    restore_revision(article, 1, by=None)
    assert newest(article) == first


def test_there_is_no_such_version(draft: Article) -> None:
    for number in (0, 7, 2**70):
        with pytest.raises(Refused):
            restore_revision(draft, number, by=None)


def test_a_deleted_tag_stays_away() -> None:
    article = make_article("Tin", tags=["Một", "Hai"])
    Tag.objects.get(name="Một").delete()
    assert refresh(article).changes == ("live.tags", "live.search_text", "live.facets")
    publish(article, by=None)
    restore_revision(article, 1, by=None)
    assert newest(article)["tags"] == [Tag.objects.get(name="Hai").pk]


def test_a_row_that_is_gone_is_named() -> None:
    photo = make_photo()
    article = make_article("Tin", blocks=[{"type": "photo", "data": {"photo": photo.pk, "caption": ""}}])
    write_draft(article, {**newest(article), "blocks": []}, by=None)
    photo.delete()
    with pytest.raises(NotPublishable) as refused:
        restore_revision(article, 1, by=None)
    assert [(fault.block, fault.field) for fault in refused.value.faults] == [("photo 1", "photo")]
    assert refresh(article).skipped


def test_a_missing_plug_in_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    article = with_infobox()
    first = newest(article)
    remove_infobox(monkeypatch)
    write_draft(article, {**first, "headline": "Sửa"}, by=None)
    assert newest(article)["blocks"] == first["blocks"]
    restore_revision(article, 1, by=None)
    assert newest(article) == first
    assert article.articles_infoboxblock_set.count() == 1


def test_publishing_a_block_of_a_missing_plug_in_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    article = with_infobox()
    edition = publish(article, by=None)
    remove_infobox(monkeypatch)
    with pytest.raises(NotPublishable) as refused:
        publish(article, by=None)
    fault = refused.value.faults[0]
    assert "infobox" in fault.message
    assert (fault.block, fault.key) == ("infobox 2", newest(article)["blocks"][1]["key"])
    result = refresh(article)
    assert "infobox" in result.skipped
    assert article.editions.get() == edition
    assert b"50 xe" in bytes(article.editions.get().document)


def test_a_new_draft_takes_only_what_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    remove_infobox(monkeypatch)
    with pytest.raises(NotPublishable, match="infobox"):
        create_draft(by=None, headline="Tin", blocks=[INFOBOX])
    assert not Article.objects.exists()


@pytest.mark.parametrize("data", [{"a": "\x00"}, {"a": "\ud800"}, {"a": float("nan")}, {"a": [float("inf")]}])
def test_what_is_carried_must_be_storable(monkeypatch: pytest.MonkeyPatch, data: dict[str, Any]) -> None:
    article = with_infobox()
    remove_infobox(monkeypatch)
    snapshot = newest(article)
    blocks = [snapshot["blocks"][0], {**snapshot["blocks"][1], "data": data}]
    with pytest.raises(NotPublishable):
        write_draft(article, {**snapshot, "blocks": blocks}, by=None)
    assert article.revisions.count() == 1

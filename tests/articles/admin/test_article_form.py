"""Writing an article at the desk."""

from typing import Any
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import plugins, publishing
from articles.blocks.photo import PhotoBlock
from articles.blocks.text import TextBlock
from articles.models import Article, Revision
from tests.factories import make_article, make_author, make_photo, make_section, make_user

from .forms import errors, filled, with_block

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/article/add/"


def change(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def blocks_of(article: Article) -> list[dict[str, Any]]:
    newest = article.revisions.first()
    assert newest is not None
    return newest.snapshot["blocks"]


def test_a_new_article_with_every_kind_of_block(desk: Client) -> None:
    photo = make_photo()
    sent = filled(
        desk.get(ADD), headline="Đồi xanh\n đón nắng", lead="Sáng nay.", section=str(make_section().pk)
    )
    for block, fields in {
        "text": {"content": "<p>Một <b>hai</b></p>"},
        "photo": {"photo": photo.pk},
        "gallery": {"items": f"{photo.pk} | Chợ phiên", "caption": ""},
        "quote": {"quote": "<p>Đẹp!</p>", "attribution": "Bà Mai"},
        "infobox": {"title": "Mộc Châu", "content": "<p>Cao nguyên</p>"},
        "table": {"cells": "Năm\tMưa\r\n2026\t1.200", "has_header": "on"},
        "embed": {"url": "https://www.youtube.com/watch?v=abc", "title": "Phim"},
    }.items():
        sent = with_block(sent, block, **fields)
    answer = desk.post(ADD, sent)
    assert answer.status_code == 302, errors(answer)
    article = Article.objects.get()
    assert article.headline == "Đồi xanh đón nắng"
    assert article.version == 1
    assert {block["type"] for block in blocks_of(article)} == set(plugins.blocks()) - {"attachment"}
    data = {block["type"]: block["data"] for block in blocks_of(article)}
    assert data["text"]["content"] == "<p>Một <strong>hai</strong></p>"
    assert data["gallery"]["items"] == [{"photo": photo.pk, "caption": "Chợ phiên"}]
    assert data["table"]["cells"] == [["Năm", "Mưa"], ["2026", "1.200"]]
    assert article.revisions.get().created_by is not None


def test_blocks_are_moved_deleted_and_added_in_one_save(desk: Client) -> None:
    article = make_article(
        publish=False,
        blocks=[{"type": "text", "data": {"content": f"<p>{word}</p>"}} for word in ("a", "b", "c")],
    )
    sent = filled(desk.get(change(article)))
    prefix = "articles_textblock_set"
    sent |= {f"{prefix}-0-ordering": "30", f"{prefix}-2-ordering": "10", f"{prefix}-1-DELETE": "on"}
    assert desk.post(change(article), with_block(sent, "text", content="<p>d</p>")).status_code == 302
    assert [block["data"]["content"] for block in blocks_of(article)] == ["<p>c</p>", "<p>a</p>", "<p>d</p>"]


def test_a_save_from_a_stale_form_is_refused_and_keeps_what_was_typed(desk: Client) -> None:
    first, second = make_user(username="lan"), make_user(username="hai")
    article = make_article("Bản đầu", publish=False, by=first, blocks=[
        {"type": "text", "data": {"content": "<p>một</p>"}}, {"type": "text", "data": {"content": "<p>hai</p>"}},
    ])  # fmt: skip
    sent = filled(desk.get(change(article)), headline="Tít của tôi")
    sent["articles_textblock_set-1-content"] = "<p>hai, tôi viết thêm</p>"
    # Meanwhile somebody else changes the headline and deletes a block.
    snapshot = dict(article.revisions.get().snapshot)
    publishing.write_draft(
        article, {**snapshot, "headline": "Bản hai", "blocks": snapshot["blocks"][:1]}, by=second
    )
    answer = desk.post(change(article), sent)
    assert answer.status_code == 200
    message = errors(answer)
    for part in ("lan", "hai", "version 2", "version 1", "headline", "1 block"):
        assert part in message
    page = answer.content.decode()
    assert "Tít của tôi" in page
    assert "hai, tôi viết thêm" in page
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Bản hai", 2)
    assert TextBlock.objects.count() == 1


def test_a_form_without_its_version_is_stale(desk: Client) -> None:
    article = make_article("Cũ", publish=False)
    for seen in (None, "", "0", "abc", "9" * 30):
        answer = desk.post(
            change(article), filled(desk.get(change(article)), headline="Mới", seen_version=seen)
        )
        assert answer.status_code == 200
    article.refresh_from_db()
    assert article.headline == "Cũ"


def test_what_is_wrong_in_one_block_loses_nothing(desk: Client) -> None:
    article = make_article("Tít", publish=False)
    sent = with_block(
        filled(desk.get(change(article)), headline="Tít mới"), "quote", quote="", attribution="Ông Tư"
    )
    sent = with_block(sent, "table", cells="a\tb\n", caption="Bảng mới")
    sent = with_block(sent, "embed", url="https://evil.example/x", title="Phim hay")
    answer = desk.post(change(article), sent)
    page = answer.content.decode()
    assert answer.status_code == 200
    for typed in ("Tít mới", "Ông Tư", "a\tb", "Bảng mới", "https://evil.example/x", "Phim hay"):
        assert typed in page
    assert Revision.objects.count() == 1


@pytest.mark.parametrize(("fields", "word"), [
    ({"headline": "Tít\0"}, "Null"), ({"headline": "x" * 301}, "300"), ({"headline": ""}, "required"),
    ({"published_at_0": "01/01/0001", "published_at_1": "00:00"}, "1900"), ({"source_url": "javascript:alert(1)"}, "URL"),
    ({"lead": "x" * 2001}, "2000"),
])  # fmt: skip
def test_bad_fields_are_named(desk: Client, fields: dict[str, str], word: str) -> None:
    answer = desk.post(ADD, filled(desk.get(ADD), **{"headline": "Tít", **fields}))
    assert answer.status_code == 200
    assert word in errors(answer)
    assert not Article.objects.exists()


def test_dates_are_day_month_year(desk: Client) -> None:
    desk.post(ADD, filled(desk.get(ADD), headline="Tít", published_at_0="05/08/2020", published_at_1="15:14"))
    published_at = Article.objects.get().published_at
    assert published_at is not None
    assert published_at.isoformat() == "2020-08-05T08:14:00+00:00"


def test_a_save_that_fails_in_the_database_writes_nothing(desk: Client) -> None:
    article = make_article("Cũ", publish=False)
    sent = with_block(filled(desk.get(change(article)), headline="Mới"), "text", content="<p>mới</p>")
    desk.raise_request_exception = False
    with patch("articles.admin.articles.record_revision", side_effect=DatabaseError("disk full")):
        assert desk.post(change(article), sent).status_code == 500
    article.refresh_from_db()
    assert (article.headline, TextBlock.objects.count(), Revision.objects.count()) == ("Cũ", 1, 1)


def test_the_editors_own_clone_act_is_refused(desk: Client) -> None:
    mine, other = make_article("Của tôi", publish=False), make_article("Bài khác", publish=False)
    block = TextBlock.objects.get(parent=other)
    sent = filled(
        desk.get(change(mine)),
        _clone=f"articles.textblock:{block.pk}",
        _clone_region="main",
        _clone_ordering="1",
    )
    assert desk.post(change(mine), sent).status_code == 400
    assert TextBlock.objects.count() == 2


def test_blocks_of_a_plug_in_that_is_gone_are_named_and_carried_on(desk: Client) -> None:
    article = make_article("Có thăm dò", publish=False)
    newest = article.revisions.get()
    lost = {
        "type": "poll",
        "key": "5b0a5a0e-3f77-4f0a-9a43-2f3b8d9b1a11",
        "ordering": 5,
        "data": {"question": "Bạn nghĩ sao?"},
    }
    newest.snapshot["blocks"].append(lost)
    newest.save()
    page = desk.get(change(article)).content.decode()
    assert "poll" in page
    assert "Bạn nghĩ sao?" in page
    assert desk.post(change(article), filled(desk.get(change(article)), lead="Thêm sapô")).status_code == 302
    assert lost in blocks_of(article)


def test_an_article_can_never_be_deleted(desk: Client) -> None:
    article = make_article(publish=False)
    url = f"/admin/articles/article/{article.pk}/delete/"
    assert desk.get(url).status_code == 403
    assert desk.post(url, {"post": "yes"}).status_code == 403
    desk.post(
        "/admin/articles/article/",
        {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"},
    )
    assert Article.objects.filter(pk=article.pk).exists()


def test_queries_of_the_form_do_not_grow_with_its_blocks(desk: Client) -> None:
    few, many = _with_photos(2), _with_photos(60)
    assert _queries(desk, change(few)) == _queries(desk, change(many))


def test_queries_of_the_list_do_not_grow_with_its_rows(desk: Client) -> None:
    make_article()
    before = _queries(desk, "/admin/articles/article/")
    for _ in range(10):
        article = make_article(section=make_section())
        publishing.publish(article, by=None)
    assert _queries(desk, "/admin/articles/article/") == before


def _with_photos(count: int) -> Article:
    photos = [make_photo() for _ in range(count)]
    kinds = [{"type": "photo", "data": {"photo": photo.pk, "caption": ""}} for photo in photos]
    kinds += [{"type": "text", "data": {"content": "<p>x</p>"}}] * count
    kinds += [
        {"type": "gallery", "data": {"caption": "", "items": [{"photo": photo.pk, "caption": ""}]}}
        for photo in photos[:2]
    ]
    bylines = [{"author": make_author().pk, "name": "", "role": ""} for _ in range(count)]
    article = make_article(publish=False, blocks=kinds, bylines=bylines)
    assert PhotoBlock.objects.filter(parent=article).count() == count
    return article


def _queries(desk: Client, url: str) -> int:
    desk.get(url)  # What a process keeps in memory is asked for once.
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(url).status_code == 200
    return len(captured)

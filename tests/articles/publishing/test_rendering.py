"""The same revision and the same referenced rows give the same bytes, whoever renders them, where and when."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from articles import plugins
from articles.models import Article
from articles.plugins import Block
from articles.publishing import publish, refresh, write_draft
from tests.factories import make_article, make_author, make_photo

from .conftest import Clock

RENDER = """
import os, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
django.setup()
from articles.models import Article
from articles.publishing import refresh
print([refresh(article, dry_run=True).changes for article in Article.objects.all()])
"""


def rich_article(**options: object) -> Article:
    """An article with a block of every built-in type."""
    photo = make_photo(b"GIF89a", licence="CC BY")
    blocks = [
        {
            "type": "text",
            "data": {"content": "<h2>Mục</h2><p>Xin <strong>chào</strong></p><ul><li>Một</li></ul>"},
        },
        {"type": "photo", "data": {"photo": photo.pk, "caption": "Chợ"}},
        {"type": "gallery", "data": {"caption": "Ảnh", "items": [{"photo": photo.pk, "caption": ""}]}},
        {"type": "quote", "data": {"quote": "<p>Lời</p>", "attribution": "Bà Hoa"}},
        {"type": "infobox", "data": {"title": "Số liệu", "content": "<p>1.234,5</p>"}},
        {"type": "table", "data": {"caption": "Bảng", "has_header": True, "cells": [["a", "b"], ["1", "2"]]}},
        {"type": "embed", "data": {"url": "https://www.youtube.com/watch?v=x", "title": "Phim"}},
    ]
    bylines = [
        {"author": make_author("Lê Minh").pk, "name": "", "role": ""},
        {"name": "Thu Hà", "role": "ảnh"},
    ]
    return make_article(
        "Toàn cảnh", blocks=blocks, tags=["Hai", "Một"], bylines=bylines, photo=photo.pk, **options
    )  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "en"])
def test_other_language_and_time_zone_of_the_editor(language: str, clock: Clock) -> None:
    article = rich_article(language=language, published_at="2020-08-05T20:14:00+07:00")
    first = article.editions.get()
    clock.go(60 * 24 * 200)
    for active, zone in (("en", "America/New_York"), ("vi", "Pacific/Apia"), ("en", "Asia/Kathmandu")):
        with translation.override(active), timezone.override(zone):
            assert refresh(article, dry_run=True).changes == ()
            # The revision too is the same, whoever saves.
            write_draft(article, article.revisions.get(number=1).snapshot, by=None)
            assert article.revisions.first().snapshot == article.revisions.get(number=1).snapshot
    assert b"2020-08-05T20:14:00+07:00" in bytes(first.document)


@pytest.mark.django_db
def test_a_block_that_writes_times_and_words_of_its_own(
    monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    """A plug-in may ask for the active language and time zone: they are the article's and the house's."""

    def represent(block: Block) -> list[dict[str, str]]:
        text = f"{timezone.localtime(clock.start):%H:%M} {translation.get_language()}"
        return [{"type": "paragraph", "html": text, "text": text}]

    monkeypatch.setattr(plugins.blocks()["text"], "represent", represent)
    with translation.override("vi"), timezone.override("America/New_York"):
        article = make_article("Tin", language="en")
    assert b'"12:00 en"' in bytes(article.editions.get().document)


@pytest.mark.django_db
def test_a_date_without_an_offset_is_of_vietnam() -> None:
    with timezone.override("America/New_York"):
        article = make_article("Tin", publish=False, published_at="2020-08-05T15:14:00")
    assert article.revisions.get().snapshot["published_at"] == "2020-08-05T15:14:00+07:00"


@pytest.mark.django_db(transaction=True)
def test_another_process() -> None:
    """Another hash seed, another time zone of the machine, another order of starting."""
    rich_article(language="en")
    for seed in ("1", "2"):
        environment = {
            **os.environ, "TEST_DATABASE": str(connection.settings_dict["NAME"]), "MEDIA_ROOT": str(settings.MEDIA_ROOT),
            "PYTHONHASHSEED": seed, "TZ": "America/New_York", "LANG": "C",
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "tests.settings"),
        }  # fmt: skip
        command = [sys.executable, "-W", "error::SyntaxWarning", "-c", RENDER]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=60
        )
        assert done.stdout.strip() == "[()]", done.stderr


@pytest.mark.django_db
def test_the_faults_of_one_article_are_told_in_the_editors_language(draft: Article) -> None:
    draft.section = None
    draft.save()
    snapshot = {**draft.revisions.get().snapshot, "section": None}
    write_draft(draft, snapshot, by=None)
    with translation.override("en"), pytest.raises(Exception, match="section"):
        publish(draft, by=None)


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_without_measure() -> None:
    """Sixty blocks, thirty of them photos: less than two queries a photo, and none for a text."""
    photos = [make_photo() for _ in range(30)]
    texts = [{"type": "text", "data": {"content": f"<p>Đoạn {number}</p>"}} for number in range(30)]
    shown = [{"type": "photo", "data": {"photo": photo.pk, "caption": ""}} for photo in photos]

    def count(blocks: list[dict[str, object]]) -> int:
        article = make_article(blocks=blocks, publish=False)
        with CaptureQueriesContext(connection) as queries:
            publish(article, by=None)
        return len(queries)

    few, with_texts, with_photos = count(texts[:1]), count(texts), count([*texts, *shown])
    assert few <= 32
    assert with_texts == few
    assert with_photos <= few + 30

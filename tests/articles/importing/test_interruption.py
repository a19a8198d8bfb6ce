"""A run that is killed, or meets another one: the next run makes the same end state as one clean run.

The process dies before its Nth statement, as with `kill -9`, with what it had written to the storage left behind.
"""

import json
import random
import re
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from articles import publishing
from articles.models import Article, Edition, ImportedPage, Photo, Redirect
from articles.publishing import NotPublishable
from tests.articles.publishing.processes import race, run_and_die

from .saved_pages import HTML_PAGE, TEXT_PAGE, png, save, save_html

pytestmark = [pytest.mark.wide, pytest.mark.django_db(transaction=True)]

VOLATILE = {"id", "url", "slug", "published_display", "updated_at", "key", "photo", "srcset"}


def make_pages(folder: Path) -> None:
    save(folder, name="1.txt")
    save_html(folder / "2", HTML_PAGE)
    save_html(
        folder / "3",
        HTML_PAGE.replace("cho-noi", "cho-dem").replace("Chợ nổi có", "Chợ đêm có"),
        picture=png((9, 9, 9)),
    )
    save(folder, TEXT_PAGE.replace("Thứ sáu,\u00a007/05/2021 09:40", ""), name="4.txt")


def do_import(folder: Path) -> None:
    call_command("import_page", str(folder), "--publish", verbosity=0, stdout=StringIO())


def state(media: Path) -> dict[str, Any]:
    """Everything that the runs left, without timestamps and numbers that the database gave."""
    pages = ImportedPage.objects.select_related("article").order_by("identity")
    return {
        "rows": {
            model.__name__: model._default_manager.count()
            for model in apps.get_app_config("articles").get_models()
        },
        "pages": [(page.identity, page.digest, page.version, *article_state(page.article)) for page in pages],
        "photos": sorted(
            (own_name(file), *rest)
            for file, *rest in Photo.objects.values_list(
                "file", "digest", "caption", "credit", "alt", "width", "bytes"
            )
        ),
        "redirects": sorted(Redirect.objects.values_list("path", "article__headline")),
        "files": sorted(
            (own_name(file.name), file.read_bytes()) for file in media.rglob("*") if file.is_file()
        ),
    }


def own_name(name: str) -> str:
    """The name without what the storage adds when two runs write one file at the same moment: each keeps its own, so that
    the run that gives way cannot take the other's file back."""
    return re.sub(r"_\w{7}(?=\.\w+$)", "", name)


def article_state(article: Article) -> tuple[Any, ...]:
    snapshot = article.revisions.first().snapshot
    blocks = [
        (block["key"], block["ordering"], block["type"], {**block["data"], "photo": None})
        for block in snapshot["blocks"]
    ]
    editions = [
        strip(json.loads(bytes(edition.document))) for edition in Edition.objects.filter(article=article)
    ]
    return article.headline, article.lead, article.source and article.source.name, blocks, editions


def strip(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: strip(item) for name, item in value.items() if name not in VOLATILE}
    return [strip(item) for item in value] if isinstance(value, list) else value


def count_statements(work: Callable[[], None]) -> int:
    count = 0

    def tally(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        count += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(tally):
        work()
    return count


def empty(media: Path) -> None:
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
    shutil.rmtree(media)
    media.mkdir()


def killed_and_resumed(tmp_path: Path, kills: int) -> None:
    folder, media = tmp_path / "pages", tmp_path / "media"
    media.mkdir()
    make_pages(folder)
    with override_settings(MEDIA_ROOT=str(media)):
        statements = count_statements(lambda: do_import(folder))
        clean = state(media)
        assert clean["rows"]["Edition"] == 3
        assert len(clean["files"]) == 6, "two pictures: each an original and a rendition in two formats"
        for _ in range(kills):
            empty(media)
            number = random.randint(2, statements)
            assert run_and_die(lambda: do_import(folder), number)
            do_import(folder)
            assert state(media) == clean, f"killed before statement {number} of {statements}"


def test_killed_at_any_statement_and_run_again(tmp_path: Path) -> None:
    killed_and_resumed(tmp_path, 4)


@pytest.mark.slow
def test_killed_thirty_times(tmp_path: Path) -> None:
    killed_and_resumed(tmp_path, 30)


def test_killed_again_and_again_until_it_is_done(tmp_path: Path) -> None:
    folder, media = tmp_path / "pages", tmp_path / "media"
    media.mkdir()
    make_pages(folder)
    with override_settings(MEDIA_ROOT=str(media)):
        statements = count_statements(lambda: do_import(folder))
        clean = state(media)
        empty(media)
        for _ in range(20):
            if not run_and_die(lambda: do_import(folder), statements // 3):
                break
        else:
            raise AssertionError("no headway")
        assert state(media) == clean


def test_three_runs_at_the_same_moment_make_one_article_a_page(tmp_path: Path) -> None:
    folder, media = tmp_path / "pages", tmp_path / "media"
    media.mkdir()
    make_pages(folder)
    with override_settings(MEDIA_ROOT=str(media)):
        do_import(folder)
        clean = state(media)
        empty(media)
        assert race(*[lambda: do_import(folder)] * 3) == [0, 0, 0]
        assert state(media) == clean


def test_a_page_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_fields: Any) -> None:
        raise NotPublishable([])

    media = tmp_path / "media"
    media.mkdir()
    page = save_html(tmp_path)
    monkeypatch.setattr(publishing, "create_draft", refuse)
    with override_settings(MEDIA_ROOT=str(media)), pytest.raises(CommandError):
        do_import(page)
    assert not Photo.objects.exists()
    assert not [file for file in media.rglob("*") if file.is_file()]

"""A process that dies at any statement of an act leaves all of it or nothing, and the act can be done again.

The way of SQLite's own tests: a fault at the Nth operation, for N = 1, 2, 3… until none is left.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import serializers
from django.db.models import Model
from django.utils import timezone

from articles import plugins, publishing
from articles.models import (
    Article,
    ArticleSlug,
    Author,
    Byline,
    Correction,
    Edition,
    EditionFacet,
    LogEntry,
    PublicChange,
    Revision,
    Withdrawal,
)
from articles.publishing import (
    Pending,
    correct,
    publish,
    refresh,
    restore_revision,
    unschedule,
    withdraw,
    write_draft,
)
from tests.factories import make_article, make_author, make_section

from .invariants import check_invariants
from .processes import run_and_die

pytestmark = [pytest.mark.wide, pytest.mark.django_db(transaction=True)]

TABLES: list[type[Model]] = [
    Article, ArticleSlug, Byline, Correction, Edition, EditionFacet, LogEntry, PublicChange, Revision, Withdrawal,
]  # fmt: skip
TEXT = [
    {"type": "text", "data": {"content": "<p>Một.</p>"}},
    {"type": "quote", "data": {"quote": "<p>Hai.</p>"}},
]


def dump() -> str:
    """Everything that the tables of publishing hold."""
    models = [*TABLES, *plugins.blocks().values()]
    rows = [row for model in models for row in model._default_manager.order_by("pk")]
    return serializers.serialize("json", rows)


def in_minutes(minutes: int) -> Any:
    return timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=minutes)


def prepare() -> Article:
    """Published, changed, corrected once, and with something scheduled: every act has all its statements to do."""
    make_section("Tin tức", slug="tin-tuc")
    byline = {"author": make_author("Lê Minh").pk, "name": "", "role": ""}
    article = make_article("Tuyến mới", blocks=TEXT, tags=["Giao thông", "Hà Nội"], bylines=[byline])
    write_draft(article, {**article.revisions.get(number=1).snapshot, "headline": "Tuyến thứ hai"}, by=None)
    publish(article, by=None, at=in_minutes(90))
    return article


def change_credit() -> None:
    for author in Author.objects.all():
        author.name = "Lê Văn Minh"
        author.save()


ACTS: dict[str, Callable[[Article], Any]] = {
    "publish": lambda article: publish(article, by=None, pending=Pending.KEEP, until=in_minutes(300)),
    "schedule": lambda article: publish(article, by=None, at=in_minutes(120), pending=Pending.CANCEL),
    "correct": lambda article: correct(
        article,
        by=None,
        wrong="a",
        right="b",
        decided_by="c",
        pending=Pending.KEEP,
        published_at=in_minutes(-1000),
    ),
    "withdraw": lambda article: withdraw(article, by=None, reason="Sai", pending=Pending.KEEP),
    "unschedule": lambda article: unschedule(article, by=None),
    "restore": lambda article: restore_revision(article, 1, by=None),
    "refresh": lambda article: refresh(article),
}


def die_at_every_statement(act: Callable[[], Any]) -> int:
    """Returns how many statements the act has. The act has been done once when this ends."""
    before = dump()
    for statement in range(1, 500):
        killed = run_and_die(act, statement)
        after = dump()
        if killed and after == before:
            continue
        # Done; or killed after the commit, when an act only reads.
        assert after != before, "the act did nothing"
        check_invariants()
        return statement - 1
    raise AssertionError("no end")


@pytest.mark.parametrize(
    "name", [name if name == "publish" else pytest.param(name, marks=pytest.mark.slow) for name in ACTS]
)
def test_whole_or_nothing(name: str) -> None:
    article = prepare()
    if name == "refresh":
        change_credit()
    statements = die_at_every_statement(lambda: ACTS[name](article))
    assert statements > 8


def test_first_publication_whole_or_nothing() -> None:
    make_section("Tin tức", slug="tin-tuc")
    make_article("Tuyến mới")
    article = make_article("Tuyến mới", blocks=TEXT, publish=False)
    die_at_every_statement(lambda: publish(article, by=None))
    edition = article.editions.get()
    assert edition.slug == f"tuyen-moi-{article.pk}"
    assert json.loads(bytes(edition.document))["headline"] == "Tuyến mới"


def test_reinstating_whole_or_nothing() -> None:
    article = make_article("Tuyến mới")
    withdraw(article, by=None, reason="Sai")
    die_at_every_statement(lambda: publishing.reinstate(article, by=None))
    assert publishing.find_public(article.pk).number == 1


def test_a_new_draft_whole_or_nothing() -> None:
    section = make_section("Tin tức", slug="tin-tuc")
    before = dump()
    for statement in range(1, 500):
        if not run_and_die(
            lambda: make_article("Tin", section=section, blocks=TEXT, publish=False), statement
        ):
            break
        assert dump() == before
    assert Revision.objects.get().snapshot["blocks"][1]["data"]["quote"] == "<p>Hai.</p>"

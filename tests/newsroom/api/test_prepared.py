"""Statements that are written once: each request still gets the answer to its own question."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Edition
from newsroom.api import prepared
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "_statements", {})


def one(now: datetime, article: int) -> "QuerySet[Edition, tuple[Any, ...]]":
    return (
        Edition.objects.public(now).filter(article=article).values_list("article_id", "published_at", "slug")
    )


def test_as_the_orm_answers_for_each_value() -> None:
    ids = [make_article().pk for _ in range(3)]
    now = timezone.now()
    for article in [*ids, ids[0], 999_999]:
        assert prepared.ask("one", one, now, article) == list(one(now, article))


def test_the_query_is_built_once() -> None:
    article, built = make_article().pk, []

    def build(now: datetime, article: int) -> "QuerySet[Edition, tuple[Any, ...]]":
        built.append(article)
        return one(now, article)

    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            assert prepared.ask("once", build, timezone.now(), article)
        assert len(queries) == 1
    assert len(built) == 1


def test_a_value_that_is_not_a_parameter_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="parameters"):
        prepared.ask("wrong", lambda now, article: one(now, 1), timezone.now(), 7)


def test_the_number_of_statements_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "MOST_STATEMENTS", 5)
    for shape in range(20):
        prepared.ask(shape, one, timezone.now(), 1)
    assert len(prepared._statements) <= 5


def test_a_missing_value_is_refused_each_time() -> None:
    article = make_article().pk
    assert prepared.ask("one", one, timezone.now(), article)
    with pytest.raises(ValueError, match="missing"):
        prepared.ask("one", one, timezone.now(), None)  # type: ignore[arg-type]

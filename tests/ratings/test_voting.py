from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Article
from ratings import voting
from ratings.models import Rating, Tally
from ratings.readers import Reader, new_reader
from ratings.stars import count_of, hundredths_of, total_of
from ratings.tally import Frozen, score_now
from tests.factories import make_article

from .conftest import tally_fits

pytestmark = pytest.mark.django_db


def test_a_vote_is_one_row_and_one_in_the_tally(article: Article, vote: Callable[..., Reader]) -> None:
    reader = vote(article, 4)
    assert voting.stars_of(article.pk, reader) == 4
    assert voting.tally_of(article.pk).shown == [0, 0, 0, 1, 0]


def test_a_change_moves_the_vote(article: Article, vote: Callable[..., Reader]) -> None:
    reader = vote(article, 4)
    vote(article, 1, reader)
    assert Rating.objects.count() == 1
    assert voting.tally_of(article.pk).shown == [1, 0, 0, 0, 0]


def test_taking_back_leaves_nothing(article: Article, vote: Callable[..., Reader]) -> None:
    reader = vote(article, 5)
    voting.take_back(article.pk, reader)
    voting.take_back(article.pk, reader)
    tally = Tally.objects.get()
    assert not Rating.objects.exists()
    assert tally.shown == [0] * 5
    assert tally.score is None
    assert tally.hundredths is None


def test_the_same_vote_again_writes_nothing(
    article: Article, vote: Callable[..., Reader], time_machine: Any
) -> None:
    time_machine.move_to(datetime(2026, 3, 2, 5, 0, tzinfo=UTC))
    reader = vote(article, 4)
    time_machine.shift(3600)
    vote(article, 4, reader)
    assert Rating.objects.get().rated_at == datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
    assert voting.tally_of(article.pk).shown == [0, 0, 0, 1, 0]


def test_the_time_is_kept_to_the_minute(
    article: Article, vote: Callable[..., Reader], time_machine: Any
) -> None:
    time_machine.move_to(datetime(2026, 3, 2, 5, 7, 41, 123456, tzinfo=UTC), tick=False)
    vote(article, 4)
    assert Rating.objects.get().rated_at == datetime(2026, 3, 2, 5, 7, tzinfo=UTC)


@pytest.mark.parametrize("stars", [0, 6, -1])
def test_the_database_itself_refuses_other_stars(article: Article, stars: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        voting.rate(article.pk, new_reader(), stars)
    assert not Rating.objects.exists()


def test_the_database_itself_refuses_a_second_row_of_a_reader(article: Article) -> None:
    row = {"article": article, "reader": b"x" * 32, "stars": 3, "rated_at": timezone.now()}
    Rating.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(**row)


def test_frozen_takes_changes_and_gives_back_nothing(article: Article, vote: Callable[..., Reader]) -> None:
    reader = vote(article, 4)
    Tally.objects.update(frozen=True)
    for act in (
        lambda: voting.rate(article.pk, reader, 1),
        lambda: voting.rate(article.pk, reader, 4),
        lambda: voting.rate(article.pk, new_reader(), 5),
        lambda: voting.take_back(article.pk, reader),
        lambda: voting.take_back(article.pk, new_reader()),
    ):
        with pytest.raises(Frozen):
            act()
    assert list(Rating.objects.values_list("stars", flat=True)) == [4]
    assert tally_fits(article)


def test_an_article_can_be_frozen_before_anybody_rates(article: Article) -> None:
    Tally.objects.create(article=article, frozen=True)
    with pytest.raises(Frozen):
        voting.rate(article.pk, new_reader(), 5)
    assert not Rating.objects.exists()


acts = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5)), max_size=25)


@settings(deadline=None, max_examples=30)
@given(acts)
def test_after_any_votes_the_tally_says_what_the_rows_say(acts: list[tuple[int, int]]) -> None:
    readers = [Reader(f"reader {number}") for number in range(5)]
    article = make_article()
    Tally.objects.create(article=article)
    for who, stars in acts:
        if stars:
            voting.rate(article.pk, readers[who], stars)
        else:
            voting.take_back(article.pk, readers[who])
    tally = Tally.objects.get(article=article)
    assert tally_fits(article)
    assert tally.count == count_of(tally.shown)
    assert tally.total == total_of(tally.shown)
    assert tally.hundredths == hundredths_of(tally.shown)
    assert tally.histogram == ",".join(map(str, tally.shown))
    assert (tally.score or 0) == pytest.approx(score_now(tally.shown) or 0, rel=1e-12)


def test_the_columns_that_follow_are_right_for_millions_of_votes(article: Article) -> None:
    Tally.objects.create(article=article, sealed_5=3_000_000_000, open_1=1)
    tally = Tally.objects.get()
    assert tally.count == 3_000_000_001
    assert tally.hundredths == 500
    assert tally.histogram == "1,0,0,0,3000000000"


def test_a_vote_writes_its_row_and_its_tally_alone(article: Article, vote: Callable[..., Reader]) -> None:
    vote(article, 3)
    with CaptureQueriesContext(connection) as captured:
        vote(article, 4)
    statements = [query["sql"].split()[0] for query in captured if "SAVEPOINT" not in query["sql"]]
    assert statements == ["INSERT", "UPDATE"]

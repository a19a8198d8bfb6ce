import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Article, LogEntry
from ratings import upkeep
from ratings.management.commands import forget_ratings
from ratings.models import Rating, Tally
from ratings.readers import Reader, new_reader
from ratings.voting import rate, stars_of, tally_of
from tests.factories import make_article, make_user

from .conftest import tally_fits

pytestmark = pytest.mark.django_db

START = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


@pytest.fixture
def aged(time_machine: Any) -> Article:
    """An article with two ratings of 500 days ago and one of today."""
    time_machine.move_to(START - timedelta(days=600))
    article = make_article()
    for days, stars in ((500, 2), (500, 4), (0, 5)):
        time_machine.move_to(START - timedelta(days=days))
        rate(article.pk, new_reader(), stars)
    return article


def test_forgetting_drops_rows_and_keeps_totals(aged: Article) -> None:
    before = Tally.objects.get()
    assert (
        run("forget_ratings", "--older-than", "400d")
        == "2 ratings of 1 articles forgotten, 0 left. All totals stay.\n"
    )
    after = Tally.objects.get()
    assert list(Rating.objects.values_list("stars", flat=True)) == [5]
    assert (after.sealed, after.open) == ([0, 1, 0, 1, 0], [0, 0, 0, 0, 1])
    assert (after.count, after.total, after.histogram, after.score) == (
        before.count, before.total, before.histogram, before.score
    )  # fmt: skip
    assert run("forget_ratings", "--older-than", "400d").startswith("0 ratings of 0 articles")
    assert run("recount_ratings") == "0 tallies mended, 0 scores alone mended.\n"


def test_forgetting_does_not_change_what_caches_hold(api: Any, aged: Article) -> None:
    etag = api.get(f"/api/v1/articles/{aged.pk}/").headers["ETag"]
    run("forget_ratings", "--older-than", "400d")
    assert api.get(f"/api/v1/articles/{aged.pk}/", headers={"If-None-Match": etag}).status_code == 304


def test_forgetting_goes_in_batches_and_can_be_interrupted(
    aged: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget = upkeep.forget
    monkeypatch.setattr(forget_ratings, "BATCH", 1)
    done: list[int] = []

    def once(article_id: int, before: datetime, most: int) -> int:
        if done:
            raise KeyboardInterrupt
        done.append(forget(article_id, before, most))
        return done[-1]

    monkeypatch.setattr(forget_ratings, "forget", once)
    out = io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("forget_ratings", "--older-than", "400d", stdout=out, stderr=io.StringIO())
    assert stopped.value.code == 130
    assert "1 ratings of 1 articles forgotten, 1 left" in out.getvalue()
    assert tally_of(aged.pk).shown == [0, 1, 0, 1, 1]
    monkeypatch.setattr(forget_ratings, "forget", forget)
    assert run("forget_ratings", "--older-than", "400d").startswith(
        "1 ratings of 1 articles forgotten, 0 left"
    )
    assert tally_of(aged.pk).shown == [0, 1, 0, 1, 1]


@pytest.mark.parametrize("age", ["400", "0d", "-1d", "400h", "4e2d", "99999d", "d", ""])
def test_other_ages_are_refused(age: str) -> None:
    with pytest.raises(CommandError):
        run("forget_ratings", f"--older-than={age}")


def test_counting_anew_mends_a_tally_and_says_what_was_wrong(
    article: Article, vote: Callable[..., Reader]
) -> None:
    vote(article, 4)
    vote(article, 5)
    Tally.objects.update(open_4=7, open_2=1, sealed_1=2)
    assert run("recount_ratings") == (
        f"article {article.pk}: the tally said [0, 1, 0, 7, 1], the rows say [0, 0, 0, 1, 1]\n"
        "1 tallies mended, 0 scores alone mended.\n"
    )
    assert tally_of(article.pk).shown == [2, 0, 0, 1, 1]
    assert run("recount_ratings").startswith("0 tallies")


def test_counting_anew_finds_a_tally_that_is_missing(article: Article, vote: Callable[..., Reader]) -> None:
    vote(article, 4)
    Tally.objects.all().delete()
    run("recount_ratings")
    assert tally_fits(article)
    assert Tally.objects.get().score is not None


def test_a_dry_run_changes_nothing_and_fails_when_something_is_wrong(
    article: Article, vote: Callable[..., Reader]
) -> None:
    vote(article, 4)
    run("recount_ratings", "--dry-run")
    Tally.objects.update(open_4=7)
    with pytest.raises(SystemExit):
        run("recount_ratings", "--dry-run")
    assert tally_of(article.pk).open == [0, 0, 0, 7, 0]


def test_another_prior_changes_the_scores_when_they_are_counted_anew(
    article: Article, vote: Callable[..., Reader], settings: Any
) -> None:
    vote(article, 5)
    assert Tally.objects.get().score == pytest.approx(35 / 11)
    settings.NEWSROOM_RATING_PRIOR_MEAN, settings.NEWSROOM_RATING_PRIOR_WEIGHT = 4.0, 1.0
    assert run("recount_ratings") == "0 tallies mended, 1 scores alone mended.\n"
    assert Tally.objects.get().score == pytest.approx(4.5)


def test_counting_anew_looks_at_every_article(vote: Callable[..., Reader]) -> None:
    articles = [make_article() for _ in range(5)]
    for article in articles:
        vote(article, 3)
    Tally.objects.update(open_1=1)
    wrong = [one for batch, _ in upkeep.in_batches(most=2) for one in batch]
    assert wrong == [article.pk for article in articles]


def test_undoing_a_raid_restores_the_exact_tally(article: Article, time_machine: Any) -> None:
    time_machine.move_to(START)
    honest = new_reader()
    for reader, stars in ((honest, 4), (new_reader(), 5)):
        rate(article.pk, reader, stars)
    before = Tally.objects.get()
    time_machine.move_to(START + timedelta(hours=2))
    for _ in range(20):
        rate(article.pk, new_reader(), 1)
    time_machine.move_to(START + timedelta(hours=4))
    since, until = START + timedelta(hours=1), START + timedelta(hours=3)
    assert upkeep.rated_between(article.pk, since, until) == [20, 0, 0, 0, 0]
    editor = make_user()
    assert upkeep.undo(article.pk, since, until, by=editor) == [20, 0, 0, 0, 0]
    after = Tally.objects.get()
    assert (after.open, after.score, after.hundredths) == (
        before.open,
        pytest.approx(before.score),
        before.hundredths,
    )
    assert stars_of(article.pk, honest) == 4
    entry = LogEntry.objects.get(act="undo_ratings")
    assert (entry.by, entry.detail["removed"]) == (editor, [20, 0, 0, 0, 0])


def test_undoing_works_while_frozen_and_leaves_other_articles(
    article: Article, vote: Callable[..., Reader]
) -> None:
    other = make_article()
    vote(article, 1)
    vote(other, 1)
    upkeep.freeze(article.pk, True, by=None)
    now = datetime.now(UTC)
    upkeep.undo(article.pk, now - timedelta(hours=1), now + timedelta(hours=1), by=None)
    assert tally_of(article.pk).shown == [0] * 5
    assert tally_of(article.pk).frozen
    assert tally_of(other.pk).shown == [1, 0, 0, 0, 0]


def test_freezing_is_logged_once(article: Article) -> None:
    upkeep.freeze(article.pk, True, by=None)
    upkeep.freeze(article.pk, True, by=None)
    upkeep.freeze(article.pk, False, by=None)
    assert sorted(LogEntry.objects.filter(act__contains="freeze").values_list("act", flat=True)) == [
        "freeze_ratings", "unfreeze_ratings"
    ]  # fmt: skip


@settings(deadline=None, max_examples=20)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 5)), max_size=12),
    st.integers(0, 10),
    st.integers(0, 10),
)
def test_undo_removes_what_was_rated_in_the_window_and_nothing_else(
    votes: list[tuple[int, int]], first: int, length: int
) -> None:
    article = make_article()
    for minute, stars in votes:
        reader = new_reader()
        rate(article.pk, reader, stars)
        Rating.objects.filter(reader=reader.row_key(article.pk)).update(
            rated_at=START + timedelta(minutes=minute)
        )
    inside = [stars for minute, stars in votes if first <= minute < first + length]
    removed = upkeep.undo(
        article.pk, START + timedelta(minutes=first), START + timedelta(minutes=first + length), by=None
    )
    assert removed == [inside.count(stars) for stars in (1, 2, 3, 4, 5)]
    assert tally_fits(article)
    assert Rating.objects.filter(article=article).count() == len(votes) - len(inside)

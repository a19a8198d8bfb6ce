from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratings.stars import average_of, count_of, score_of, total_of

histograms = st.lists(st.integers(0, 10_000_000), min_size=5, max_size=5)
rated = histograms.filter(any)


def test_the_example_of_the_docs() -> None:
    assert average_of([1, 0, 4, 10, 16]) == 4.29
    assert count_of([1, 0, 4, 10, 16]) == 31


def test_nobody_has_rated() -> None:
    assert average_of([0] * 5) is None
    assert score_of([0] * 5, 3, 10) is None


def test_half_a_hundredth_is_rounded_up() -> None:
    assert average_of([0, 0, 0, 199, 1]) == 4.01


@given(rated)
def test_the_average_is_the_exact_one_to_half_a_hundredth(histogram: list[int]) -> None:
    shown = average_of(histogram)
    assert shown is not None
    assert 1 <= shown <= 5
    assert abs(
        Fraction(round(shown * 100), 100) - Fraction(total_of(histogram), count_of(histogram))
    ) <= Fraction(1, 200)


@given(rated, st.floats(1, 5), st.floats(0, 1000))
def test_the_score_lies_between_the_prior_and_the_average(
    histogram: list[int], mean: float, weight: float
) -> None:
    score = score_of(histogram, mean, weight)
    exact = total_of(histogram) / count_of(histogram)
    assert score is not None
    assert min(mean, exact) - 1e-9 <= score <= max(mean, exact) + 1e-9


def test_many_good_votes_stand_above_one_perfect_vote() -> None:
    one, many = score_of([0, 0, 0, 0, 1], 3, 10), score_of([0, 0, 0, 10, 90], 3, 10)
    assert one is not None
    assert many is not None
    assert one < many


@given(histograms, st.sampled_from([4, 5]))
def test_one_more_good_vote_never_lowers_the_score(histogram: list[int], stars: int) -> None:
    more = list(histogram)
    more[4] += 1
    before, after = score_of(histogram, 3, 10), score_of(more, 3, 10)
    assert after is not None
    assert before is None or after >= before


@pytest.mark.parametrize("short", [[], [1, 2, 3, 4], [1, 2, 3, 4, 5, 6]])
def test_a_histogram_has_five_columns(short: list[int]) -> None:
    with pytest.raises(ValueError):
        total_of(short)

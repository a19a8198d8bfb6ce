"""What a number of ratings says, as pure functions of a histogram: how many readers gave 1, 2, 3, 4 and 5 stars."""

from collections.abc import Sequence

STARS = (1, 2, 3, 4, 5)

Histogram = Sequence[int]


def count_of(histogram: Histogram) -> int:
    """How many ratings there are."""
    return sum(histogram)


def total_of(histogram: Histogram) -> int:
    """The sum of their stars."""
    return sum(stars * times for stars, times in zip(STARS, histogram, strict=True))


def hundredths_of(histogram: Histogram) -> int | None:
    """The average in hundredths of a star, half a hundredth rounded up; `None` when nobody has rated.

    The table computes the same (`Tally.hundredths`).
    """
    count = count_of(histogram)
    return (200 * total_of(histogram) + count) // (2 * count) if count else None


def average_of(histogram: Histogram) -> float | None:
    """The average in stars, to two decimals; `None` when nobody has rated."""
    hundredths = hundredths_of(histogram)
    return None if hundredths is None else hundredths / 100


def score_of(histogram: Histogram, mean: float, weight: float) -> float | None:
    """The Bayesian score by which articles are ordered: the average with `weight` more votes of `mean` stars.

    One vote of 5 does not put an article above a hundred of 4.9. `None` when nobody has rated. The table computes the
    same (`tally.MOVE`).
    """
    count = count_of(histogram)
    return (mean * weight + total_of(histogram)) / (weight + count) if count else None

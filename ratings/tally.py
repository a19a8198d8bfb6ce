"""How a tally moves: by differences that the database adds, so that no two votes overwrite each other."""

from collections.abc import Mapping

from django.conf import settings
from django.db import connection

from .models import Tally
from .stars import STARS, Histogram, count_of, score_of, total_of

# Plain SQL, because others wait while it is made: on SQLite the transaction holds the one lock for writing. On the
# right of the signs stand the old values; `double precision` means the same to both databases.
MOVE = """
UPDATE ratings_tally
SET open_1 = open_1 + %s, open_2 = open_2 + %s, open_3 = open_3 + %s, open_4 = open_4 + %s, open_5 = open_5 + %s,
    score = (CAST(%s AS double precision) + total + %s) / (CAST(%s AS double precision) + NULLIF(count + %s, 0))
WHERE article_id = %s AND NOT frozen
"""


class Frozen(Exception):
    """The editors have closed the ratings of this article. Nothing was changed."""


def move(article_id: int, change: Mapping[int, int]) -> None:
    """Adds `change` (stars to a difference) to the open part, inside the caller's transaction. Raises `Frozen`."""
    if _moved(article_id, change):
        return
    # The first vote on this article, perhaps one of several at this moment.
    Tally.objects.bulk_create([Tally(article_id=article_id)], ignore_conflicts=True)
    if not _moved(article_id, change):
        raise Frozen


def _moved(article_id: int, change: Mapping[int, int]) -> bool:
    differences = [change.get(stars, 0) for stars in STARS]
    mean, weight = prior()
    score = [mean * weight, total_of(differences), weight, count_of(differences)]
    with connection.cursor() as cursor:
        cursor.execute(MOVE, [*differences, *score, article_id])
        return bool(cursor.rowcount)


def prior() -> tuple[float, float]:
    """The mean (stars) and weight (votes) that every article begins with."""
    return settings.NEWSROOM_RATING_PRIOR_MEAN, settings.NEWSROOM_RATING_PRIOR_WEIGHT


def score_now(histogram: Histogram) -> float | None:
    """The score of a histogram under the present settings."""
    return score_of(histogram, *prior())

"""What a reader may do: rate, change the rating, take it back. Each is one transaction on two rows."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from .models import Rating, Tally
from .readers import Reader
from .tally import Frozen, move

# The row in the table is the newest and locked when `previous` is set from it. A row that stays as it is comes back
# as no row: repeating a vote writes nothing.
UPSERT = """
INSERT INTO ratings_rating (article_id, reader, stars, previous, rated_at) VALUES (%s, %s, %s, NULL, %s)
ON CONFLICT (article_id, reader) DO UPDATE
SET previous = ratings_rating.stars, stars = excluded.stars, rated_at = excluded.rated_at
WHERE ratings_rating.stars <> excluded.stars
RETURNING previous
"""
TAKE_BACK = "DELETE FROM ratings_rating WHERE article_id = %s AND reader = %s RETURNING stars"


def rate(article_id: int, reader: Reader, stars: int) -> None:
    """Gives the article the reader's 1 to 5 stars, in place of those given before. Raises `Frozen`.

    Whether the article is public is asked before.
    """
    row = [article_id, reader.row_key(article_id), stars, database_time(this_minute())]
    with transaction.atomic():
        written = execute(UPSERT, row)
        if not written:
            _refuse_if_frozen(article_id)
            return
        change = Counter({stars: 1})
        if (previous := written[0][0]) is not None:
            change[previous] -= 1
        move(article_id, change)


def take_back(article_id: int, reader: Reader) -> None:
    """Removes the reader's stars, if there are any. Raises `Frozen`."""
    row = [article_id, reader.row_key(article_id)]
    with transaction.atomic():
        taken = execute(TAKE_BACK, row)
        if not taken:
            _refuse_if_frozen(article_id)
            return
        move(article_id, {taken[0][0]: -1})


def stars_of(article_id: int, reader: Reader | None) -> int | None:
    """The stars that the reader has given the article."""
    if reader is None:
        return None
    rating = Rating.objects.filter(article=article_id, reader=reader.row_key(article_id))
    return rating.values_list("stars", flat=True).first()


def tally_of(article_id: int) -> Tally:
    """The article's tally, empty when nobody has rated."""
    return Tally.objects.filter(article=article_id).first() or Tally(article_id=article_id)


def this_minute() -> datetime:
    """Now, as far as it is remembered of a rating."""
    return timezone.now().replace(second=0, microsecond=0)


def database_time(moment: datetime) -> Any:
    """A moment as a parameter of plain SQL."""
    return connection.ops.adapt_datetimefield_value(moment)


def execute(sql: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    """Runs one writing statement and returns all its rows: an unread one would hold up SQLite's commit."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _refuse_if_frozen(article_id: int) -> None:
    if Tally.objects.filter(article=article_id, frozen=True).exists():
        raise Frozen

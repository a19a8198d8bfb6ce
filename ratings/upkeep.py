"""What editors and operators may do with ratings: freeze, undo a raid, forget old rows, count anew.

Locks are taken in the order of a vote, rows before their tally, so that none waits in a circle.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from math import isclose

from django.db import transaction
from django.db.models import Count, F, Max, QuerySet
from django.utils.translation import gettext as _

from articles.models import LogEntry, User

from .models import Rating, Tally
from .stars import STARS, Histogram
from .tally import score_now
from .voting import database_time, execute

UNDO = "DELETE FROM ratings_rating WHERE article_id = %s AND rated_at >= %s AND rated_at < %s RETURNING stars"
# The second look at the time is for a row that its reader changed in between.
FORGET = """
DELETE FROM ratings_rating
WHERE rated_at < %s
AND id IN (SELECT id FROM ratings_rating WHERE article_id = %s AND rated_at < %s ORDER BY id LIMIT %s)
RETURNING stars
"""


@dataclass(frozen=True, slots=True)
class Drift:
    """A tally that did not say what it should: what it said, and what it says now. Histograms of the open part."""

    article_id: int
    said: list[int]
    found: list[int]
    score_only: bool


def freeze(article_id: int, frozen: bool, *, by: User | None) -> None:
    """Closes the ratings of an article, or opens them again. The tally stays in sight."""
    with transaction.atomic():
        Tally.objects.bulk_create([Tally(article_id=article_id)], ignore_conflicts=True)
        if Tally.objects.filter(article=article_id, frozen=not frozen).update(frozen=frozen):
            act = "freeze_ratings" if frozen else "unfreeze_ratings"
            LogEntry.objects.create(article_id=article_id, act=act, by=by)


def rated_between(article_id: int, since: datetime, until: datetime) -> list[int]:
    """The histogram of what readers rated, or changed, from `since` until just before `until`; forgotten rows apart."""
    return _histogram(Rating.objects.filter(article=article_id, rated_at__gte=since, rated_at__lt=until))


def undo(article_id: int, since: datetime, until: datetime, *, by: User | None) -> list[int]:
    """Removes what readers rated, or changed, in that time, and counts the tally anew; returns what was removed.

    Works on a frozen tally too. What a changed rating was before is not known any more: it is removed whole.
    """
    with transaction.atomic():
        rows = execute(UNDO, [article_id, database_time(since), database_time(until)])
        removed = _as_histogram(Counter(stars for (stars,) in rows))
        recount(article_id)
        note = _("%(count)d ratings removed") % {"count": sum(removed)}
        detail = {"since": since.isoformat(), "until": until.isoformat(), "removed": removed}
        LogEntry.objects.create(article_id=article_id, act="undo_ratings", by=by, note=note, detail=detail)
    return removed


def articles_rated_before(moment: datetime) -> "QuerySet[Rating, int]":
    """The ids of articles that have rows to forget."""
    return (
        Rating.objects.filter(rated_at__lt=moment)
        .order_by("article")
        .values_list("article_id", flat=True)
        .distinct()
    )


def forget(article_id: int, before: datetime, most: int) -> int:
    """Drops up to `most` rows from before a moment and keeps their stars in the sealed part; returns how many."""
    with transaction.atomic():
        rows = execute(FORGET, [database_time(before), article_id, database_time(before), most])
        changes = {}
        for stars, times in Counter(stars for (stars,) in rows).items():
            changes[f"open_{stars}"] = F(f"open_{stars}") - times
            changes[f"sealed_{stars}"] = F(f"sealed_{stars}") + times
        if changes:
            Tally.objects.filter(article=article_id).update(**changes)
    return len(rows)


def recount(article_id: int, *, mend: bool = True) -> Drift | None:
    """Counts the open part anew from the rows, and the score from both; `None` when they were right."""
    with transaction.atomic():
        # Under its lock: votes that are on their way have moved neither their row nor the tally, or both.
        tally = Tally.objects.select_for_update().filter(article=article_id).first()
        if tally is None:
            if mend:
                Tally.objects.bulk_create([Tally(article_id=article_id)], ignore_conflicts=True)
                tally = Tally.objects.select_for_update().get(article=article_id)
            else:
                tally = Tally(article_id=article_id)
        found = _histogram(Rating.objects.filter(article=article_id))
        said, score = tally.open, tally.score
        right_score = score_now([sealed + times for sealed, times in zip(tally.sealed, found, strict=True)])
        if said == found and _same(score, right_score):
            return None
        if mend:
            counted = {f"open_{stars}": times for stars, times in zip(STARS, found, strict=True)}
            Tally.objects.filter(article=article_id).update(**counted, score=right_score)
    return Drift(article_id, said, found, score_only=said == found)


def suspects(after: int, most: int) -> tuple[list[int], int | None]:
    """The articles among the next `most` after an id whose tally seems wrong, and the last id looked at.

    Looked up without a lock: a vote in between makes a suspect that `recount` clears.
    """
    rated = (
        Rating.objects.filter(article__gt=after)
        .order_by("article")
        .values_list("article", flat=True)
        .distinct()
    )
    tallied = Tally.objects.filter(article__gt=after).order_by("article").values_list("article", flat=True)
    ids = sorted({*rated[:most], *tallied[:most]})[:most]
    if not ids:
        return [], None
    tallies = Tally.objects.in_bulk(ids)
    rows = (
        Rating.objects.filter(article__in=ids)
        .values_list("article", "stars")
        .annotate(times=Count("pk"))
        .order_by()
    )
    found: dict[int, Counter[int]] = {}
    for article_id, stars, times in rows:
        found.setdefault(article_id, Counter())[stars] = times
    wrong = [one for one in ids if not _fits(tallies.get(one), _as_histogram(found.get(one, Counter())))]
    return wrong, ids[-1]


def last_article() -> int:
    """The highest id that has a tally or a rating; 0 when there is none."""
    highest = (model.objects.aggregate(last=Max("article"))["last"] for model in (Tally, Rating))
    return max(last or 0 for last in highest)


def in_batches(after: int = 0, most: int = 500) -> Iterator[tuple[list[int], int]]:
    """All suspects, batch by batch, each with the last id looked at."""
    last: int | None = after
    while last is not None:
        wrong, last = suspects(last, most)
        if last is not None:
            yield wrong, last


def _fits(tally: Tally | None, found: Histogram) -> bool:
    if tally is None:
        return not any(found)
    return tally.open == found and _same(tally.score, score_now(tally.shown))


def _same(score: float | None, other: float | None) -> bool:
    if score is None or other is None:
        return score is other
    return isclose(score, other, rel_tol=1e-9)


def _histogram(ratings: "QuerySet[Rating]") -> list[int]:
    rows: Iterable[tuple[int, int]] = ratings.values_list("stars").annotate(times=Count("pk")).order_by()
    return _as_histogram(Counter(dict(rows)))


def _as_histogram(times: Counter[int]) -> list[int]:
    return [times[stars] for stars in STARS]

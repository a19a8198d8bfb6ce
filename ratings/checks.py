"""Numbered system checks of what the operator set.

ratings.E001  the prior is no rating, or its weight is negative
ratings.E002  a listed origin is not scheme, host and port alone
ratings.E003  a limit of votes a minute is below 1
ratings.E004  an SQLite without RETURNING (before 3.35)
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connection

ORIGIN = re.compile(r"https?://[^/\s?#@*]+", re.ASCII)


@checks.register("ratings")
def check_settings(**kwargs: Any) -> list[checks.CheckMessage]:
    """Checks E001 to E003."""
    return list(_faults())


def _faults() -> Iterator[checks.CheckMessage]:
    if not 1 <= settings.NEWSROOM_RATING_PRIOR_MEAN <= 5 or settings.NEWSROOM_RATING_PRIOR_WEIGHT < 0:
        message = (
            "NEWSROOM_RATING_PRIOR_MEAN is 1 to 5 stars, NEWSROOM_RATING_PRIOR_WEIGHT a number of votes."
        )
        yield checks.Error(message, id="ratings.E001")
    for origin in settings.NEWSROOM_RATING_ORIGINS:
        if not ORIGIN.fullmatch(origin):
            message = f"NEWSROOM_RATING_ORIGINS: {origin!r} is no origin such as https://app.example.vn."
            yield checks.Error(message, id="ratings.E002")
    for name in ("NEWSROOM_RATINGS_PER_READER", "NEWSROOM_RATINGS_PER_ADDRESS"):
        if getattr(settings, name) < 1:
            yield checks.Error(f"{name} must be at least 1.", id="ratings.E003")


@checks.register(checks.Tags.database)
def check_database(databases: Sequence[str] | None = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Check E004; run when the database is checked, as by `migrate`."""
    if not databases or connection.features.can_return_columns_from_insert:
        return []
    return [checks.Error("Ratings need SQLite 3.35 or newer.", id="ratings.E004")]

"""Numbered checks of the search index (`manage.py check --database default`, and before every `migrate`).

articles.W101  editions are missing from the index, or stand in it with words made in another way
"""

from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import DatabaseError

from ..models import SearchEntry
from .upkeep import OTHER_VERSION, missing_editions


@checks.register(checks.Tags.database)
def check_index(databases: Sequence[str] | None = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """W101; silent while the tables are not there."""
    if not databases or "default" not in databases:
        return []
    try:
        is_stale = SearchEntry.objects.filter(OTHER_VERSION).exists() or missing_editions().exists()
    except DatabaseError:
        return []
    if not is_stale:
        return []
    hint = "Run: manage.py rebuild_search"
    return [
        checks.Warning("The search index is stale: not everything is found.", hint=hint, id="articles.W101")
    ]

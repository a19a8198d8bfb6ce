"""What a row is called to whoever asks: an article that they may not see goes by what readers know it as, never by its
draft."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils import timezone

from ..models import Article, Edition
from ..permissions import Act, may

UNNAMED = "–"


def label_for(user: Any, row: Model) -> str:
    """The row's own name, or a foreign article's public headline."""
    return labels_for(user, [row])[0]


def labels_for(user: Any, rows: Iterable[Model]) -> list[str]:
    """The same for many rows, in their order: one query for all whose public headline is wanted."""
    rows = list(rows)
    hidden = {row.pk for row in rows if isinstance(row, Article) and not may(user, Act.SEE, row)}
    public = Edition.objects.public(timezone.now()).filter(article__in=hidden) if hidden else None
    headlines = {} if public is None else dict(public.values_list("article_id", "headline"))
    return [
        headlines.get(row.pk, f"#{row.pk}") if row.pk in hidden and isinstance(row, Article) else str(row)
        for row in rows
    ]

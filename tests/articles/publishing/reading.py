"""What an editor changes, and what a client reads."""

import json

from articles.models import Article, Edition, PublicChange
from articles.publishing import write_draft


def change(article: Article, headline: str) -> None:
    """Saves the draft with another headline."""
    newest = article.revisions.first()
    assert newest is not None
    write_draft(article, {**newest.snapshot, "headline": headline}, by=None)


def shown(edition: Edition) -> dict[str, object]:
    """The document that clients get."""
    return json.loads(bytes(edition.document))


def story(article: Article) -> list[tuple[str, int]]:
    """The ledger as a client reads it, the future included."""
    return list(
        PublicChange.objects.filter(article=article).order_by("at").values_list("kind", "edition_number")
    )

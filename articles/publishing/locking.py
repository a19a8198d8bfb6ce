from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from ..models import Article
from .errors import StaleVersion


@contextmanager
def locked(article: Article | int, version: int | None = None) -> Iterator[Article]:
    """One transaction under the article's lock, with the article as it is now.

    `version` is the one that the caller has seen; another one now raises `StaleVersion`. The lock does not hold up
    rows that merely refer to the article, such as readers' votes.
    """
    pk = article.pk if isinstance(article, Article) else article
    with transaction.atomic():
        current = Article.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)
        if version is not None and version != current.version:
            raise StaleVersion(version, current.version)
        yield current

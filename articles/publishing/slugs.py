from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from ..language import slugify
from ..models import Article, ArticleSlug
from .errors import Refused

TRIES = 20


def slug_choices(article: Article, headline: str) -> Iterator[str]:
    """The addresses that the article may get, best first."""
    base = slugify(headline) or "tin"
    for ending in ["", f"-{article.pk}", *(f"-{article.pk}-{number}" for number in range(2, TRIES))]:
        yield f"{base[: 100 - len(ending)]}{ending}"


def give_slug(article: Article, headline: str) -> None:
    """Gives the article its address, once and for ever, at its first publication.

    Two articles of one headline: the later gets its number at the end. The database decides who was first.
    """
    if article.slug:
        return
    for slug in slug_choices(article, headline):
        try:
            with transaction.atomic():
                ArticleSlug.objects.create(slug=slug, article=article)
        except IntegrityError:
            continue
        article.slug = slug
        article.save(update_fields=["slug"])
        return
    raise Refused(gettext("Every address that this headline could have is taken: change the headline."))


def free_slug(article: Article) -> None:
    """Takes the address back from an article that was never public, so that the words of a headline that was only
    scheduled are not in the address of what appears in its stead."""
    if not article.slug:
        return
    ArticleSlug.objects.filter(article=article).delete()
    article.slug = None
    article.save(update_fields=["slug"])

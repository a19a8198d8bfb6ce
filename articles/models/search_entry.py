from django.db import models
from django.utils.translation import gettext_lazy as _

from .edition import Edition


class SearchEntry(models.Model):
    """What full-text search knows of a live or next edition. Whether the edition is public is asked of the edition.

    The databases' own indexes hang on this table and follow it by themselves: on SQLite the FTS5 table
    `articles_search_fts` (kept by triggers), on PostgreSQL the column `vector` (generated, with a GIN index).
    """

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, primary_key=True, related_name="search")
    place = models.BigIntegerField(unique=True)
    """Where the edition stands in time, see `articles.search.place_of`: newer is greater."""
    version = models.PositiveSmallIntegerField()
    """How the words were made; an entry of another version is stale."""
    folded = models.TextField()
    """The words without accents, a space before and after each."""
    exact = models.TextField()
    """The same words with their accents."""

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes = [models.Index(fields=["version"], name="search_entry_version")]

    def __str__(self) -> str:
        return f"{self.edition_id}"

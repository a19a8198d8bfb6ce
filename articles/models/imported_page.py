from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class ImportedPage(models.Model):
    """A legacy page that became an article: a second run finds it here and changes nothing."""

    identity = models.CharField(max_length=500, unique=True)
    """The page's address, or `sha256:` and the digest of its bytes when it has none."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the page's bytes, hexadecimal."""
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="imported_pages")
    version = models.PositiveIntegerField()
    """The article's version that the import made: a higher one means that an editor has changed it since."""
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("imported page")
        verbose_name_plural = _("imported pages")

    def __str__(self) -> str:
        return self.identity

from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class PublicChange(models.Model):
    """One line of the public ledger: what became of an article, and when. A line whose time lies in the future is
    known only to the desk, and goes when the schedule is changed."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("published")
        CORRECTED = "corrected", _("corrected")
        REFRESHED = "refreshed", _("refreshed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REINSTATED = "reinstated", _("reinstated")
        EXPIRED = "expired", _("expired")

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="public_changes")
    edition_number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("line of the public ledger")
        verbose_name_plural = _("public ledger")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["at", "id"], name="public_change_stream")]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.edition_number} {self.kind}"

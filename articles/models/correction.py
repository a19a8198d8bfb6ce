from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article
from .edition import Edition


class Correction(models.Model):
    """What was wrong in a published article, what is right, and who decided (Press Law 126/2025, on correction)."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="corrections")
    edition = models.OneToOneField(Edition, null=True, on_delete=models.PROTECT, related_name="correction")
    """The edition that carries the correction."""
    wrong = models.TextField(_("what was wrong"), max_length=2000)
    right = models.TextField(_("what is right"), max_length=2000)
    decided_by = models.CharField(_("decided by"), max_length=200)
    at = models.DateTimeField(_("corrected at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.wrong[:60]}"

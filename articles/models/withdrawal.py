from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .article import Article
from .edition import Edition


class Withdrawal(models.Model):
    """An article that was taken down: why, by whom, from when, and until when if it came back.

    The text stays on the server for inspection by those with the right to (Press Law, on takedown and correction).
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="withdrawals")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    """The edition that was live."""
    reason = models.CharField(_("reason"), max_length=500)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    at = models.DateTimeField(_("withdrawn at"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                name="withdrawal_one_open", fields=["article"], condition=Q(ends_at__isnull=True)
            ),
            models.CheckConstraint(
                name="withdrawal_window_not_empty", condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.reason}"

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class LogEntry(models.Model):
    """Who did what to an article, when and why. Lines are added, never changed."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="log")
    act = models.CharField(_("act"), max_length=30)
    edition_number = models.PositiveIntegerField(_("edition"), null=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.act} {self.article_id}"

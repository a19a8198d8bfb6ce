from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article
from .revision import Revision


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def open(self, now: datetime) -> "PreviewLinkQuerySet":
        """The links that show something at `now`."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=now, article__trashed_at__isnull=True)


class PreviewLink(models.Model):
    """An address at which somebody without an account may read one version of a draft, for a while.

    The token itself is kept nowhere: whoever reads the table cannot open a preview with it.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="preview_links")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of the token, hexadecimal."""
    note = models.CharField(_("for whom"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    expires_at = models.DateTimeField(_("until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.note}"

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class Revision(models.Model):
    """An article as it was after one save: who, when, why, and everything in it, in the newsroom's terms.

    `snapshot` holds the article's fields, tags, bylines and blocks (type, key, data). Entries of block types that are
    not installed are carried on word for word.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    snapshot = models.JSONField()
    note = models.CharField(_("note"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(name="revision_number_once", fields=["article", "number"])]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}"

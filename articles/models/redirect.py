"""Addresses that once led to an article and must go on doing so."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .article import Article


class ArticleSlug(models.Model):
    """Every slug that an article was given at a publication; never given to another article."""

    slug = models.SlugField(max_length=100, unique=True)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="slugs")

    class Meta:
        verbose_name = _("article address")
        verbose_name_plural = _("article addresses")

    def __str__(self) -> str:
        return self.slug


class Redirect(models.Model):
    """An old path on this site (path and query, as on the legacy portal) and the article that stands for it."""

    path = models.CharField(_("old path"), max_length=500, unique=True)
    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.PROTECT, related_name="redirects"
    )

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path

    def clean(self) -> None:
        if not self.path.startswith("/") or self.path.startswith(
            ("//", "/\\", "/api/", "/admin/", "/static/", "/media/")
        ):
            raise ValidationError({"path": _("A path on this site, such as /tin-tuc/123.html.")})

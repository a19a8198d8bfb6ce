from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .article import Article
from .taxonomy import Section


class PlacementQuerySet(models.QuerySet["Placement"]):
    def holding(self, now: datetime) -> "PlacementQuerySet":
        """The placements whose time it is at `now`."""
        return self.filter(Q(starts_at__isnull=True) | Q(starts_at__lte=now)).filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=now)
        )


class Placement(models.Model):
    """An article that editors put on top of a front page: the site's (no section) or a section's, for a while.

    The first is the lead story. An article that is not public is passed over, so that what is withdrawn leaves by itself.
    """

    section = models.ForeignKey(
        Section, verbose_name=_("section"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.PROTECT, related_name="placements"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("place on a front page")
        verbose_name_plural = _("front pages")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(name="placement_once_a_section", fields=["section", "article"]),
            # NULLs are distinct, so the site's own front page needs its own rule.
            models.UniqueConstraint(
                name="placement_once_on_the_site", fields=["article"], condition=Q(section__isnull=True)
            ),
            models.CheckConstraint(
                name="placement_window_not_empty",
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(starts_at__lt=F("ends_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.article}"

    def clean(self) -> None:
        if self.starts_at and self.ends_at and self.starts_at >= self.ends_at:
            raise ValidationError({"ends_at": _("The end must come after the beginning.")})

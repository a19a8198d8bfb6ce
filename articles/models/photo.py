from collections.abc import Iterator
from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def photo_path(photo: "Photo", filename: str) -> str:
    """A name nobody can guess; the ending comes from the checked content, never from the upload's name."""
    return f"photos/{uuid4().hex}{PurePath(filename).suffix}"


class Photo(models.Model):
    """A picture with its credit. Without a file it waits for one (as after the import of a text page).

    Naming the creator when a work is published is a moral right: Law on Intellectual Property, Art. 19(2).
    """

    file = models.ImageField(
        _("file"), upload_to=photo_path, blank=True, width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    media_type = models.CharField(max_length=40, blank=True, editable=False)
    bytes = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    """SHA-256 of the file as it was uploaded, hexadecimal."""

    alt = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_("What the picture shows, for those who do not see it."),
    )
    decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("The picture tells nothing that the text does not.")
    )
    caption = models.TextField(_("caption"), max_length=2000, blank=True)
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("As printed: person or agency/person.")
    )
    creator = models.CharField(_("creator"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    copyright = models.CharField(_("copyright"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    licence_expires = models.DateField(_("licence ends on"), null=True, blank=True)
    usage_terms = models.CharField(_("usage terms"), max_length=500, blank=True)
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    focus_x = models.FloatField(
        _("focus, from the left"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    focus_y = models.FloatField(
        _("focus, from the top"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-created_at", "-pk"]
        permissions = [("change_any_photo", _("Can describe everybody's photos"))]
        constraints = [
            models.CheckConstraint(
                name="photo_focus_inside",
                condition=models.Q(focus_x__range=(0, 1)) & models.Q(focus_y__range=(0, 1)),
            )
        ]

    def __str__(self) -> str:
        return self.caption[:80] or self.alt[:80] or f"{gettext('photo')} {self.pk}"

    @property
    def awaits_file(self) -> bool:
        return not self.file

    @property
    def focus(self) -> list[float]:
        """The point to keep in sight when cropping: [from the left, from the top], each 0 to 1."""
        return [self.focus_x, self.focus_y]

    def publishing_problems(self) -> Iterator[tuple[str, str]]:
        """What forbids publishing this photo: (field, message) pairs."""
        if not self.credit.strip():
            yield "credit", gettext("The photo has no credit.")
        if not (self.awaits_file or self.decorative or self.alt.strip()):
            yield "alt", gettext("The photo has no alternative text and is not marked as decorative.")
        if self.licence_expires and self.licence_expires < timezone.localdate():
            yield "licence_expires", gettext("The photo's licence has ended.")

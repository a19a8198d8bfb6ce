from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Abbreviation(models.Model):
    """One meaning of a short form, such as *UBND* = *Ủy ban nhân dân*. Several meanings are several rows."""

    short = models.CharField(_("short form"), max_length=40, db_index=True)
    expansion = models.CharField(_("meaning"), max_length=200)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    hint = models.CharField(
        _("context"), max_length=300, blank=True, help_text=_("Words near it that tell this meaning.")
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        verbose_name = _("abbreviation")
        verbose_name_plural = _("abbreviations")
        ordering = ["short", "expansion"]
        constraints = [
            models.UniqueConstraint(name="abbreviation_meaning_once", fields=["short", "expansion"]),
            models.CheckConstraint(
                name="abbreviation_validity_not_empty",
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True)
                | models.Q(valid_from__lte=models.F("valid_to")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.short} = {self.expansion}"

    def clean(self) -> None:
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            raise ValidationError({"valid_to": _("The last day must not lie before the first.")})

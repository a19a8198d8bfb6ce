from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..abbreviations import keys_of
from ..language import clean_line


class Abbreviation(models.Model):
    """One meaning of a short form, such as *UBND* = *Ủy ban nhân dân*. Several meanings are several rows."""

    SHORT_LENGTH, EXPANSION_LENGTH = 40, 200

    short = models.CharField(_("short form"), max_length=SHORT_LENGTH, db_index=True)
    expansion = models.CharField(_("meaning"), max_length=EXPANSION_LENGTH)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    hint = models.CharField(
        _("context"),
        max_length=2000,
        blank=True,
        help_text=_(
            "Signs of this meaning, parted by commas: words near it, or with ~ for the short form “Công ty ~”, “~ UBND”,"
            " “~ <tên>”, “~ <người>”, “~ <số>”; “!tia ~” speaks against it."
        ),
    )
    needs_context = models.BooleanField(
        _("only with a sign"),
        default=False,
        help_text=_("Taken only where a sign of it stands near, even if there is no other meaning."),
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
        self.short, self.expansion = clean_line(self.short), clean_line(self.expansion)
        if self.short and not keys_of(self.short):
            raise ValidationError({"short": _("A short form has letters.")})
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            raise ValidationError({"valid_to": _("The last day must not lie before the first.")})

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..language import fold
from ..photos import Rights

MAX_KEYWORDS, MAX_KEYWORD = 60, 100


def photo_path(photo: "Photo", filename: str) -> str:
    """A name nobody can guess; the ending comes from the checked content, never from the upload's name."""
    return f"photos/{uuid4().hex}{PurePath(filename).suffix}"


def validate_keywords(value: Any) -> None:
    """Keywords: a list of short texts."""
    fits = isinstance(value, list) and len(value) <= MAX_KEYWORDS
    if not fits or not all(isinstance(word, str) and 0 < len(word) <= MAX_KEYWORD for word in value):
        raise ValidationError(
            _("At most %(most)d keywords of at most %(letters)d letters."),
            params={"most": MAX_KEYWORDS, "letters": MAX_KEYWORD},
        )


class DigitalSource(models.TextChoices):
    """How a picture came to be: terms of IPTC's vocabulary Digital Source Type, by their names in it."""

    CAPTURE = "digitalCapture", _("taken with a camera")
    COMPUTATIONAL = "computationalCapture", _("put together by the camera from several takes")
    NEGATIVE = "negativeFilm", _("scanned from a negative")
    POSITIVE = "positiveFilm", _("scanned from a slide")
    PRINT = "print", _("scanned from a print")
    HUMAN_EDITS = "humanEdits", _("retouched by a person")
    COMPOSITE = "compositeCapture", _("put together from several photos")
    DIGITAL_ART = "digitalCreation", _("drawn on a computer by a person")
    DATA = "dataDrivenMedia", _("made from data")
    ALGORITHM = "algorithmicMedia", _("made by a program")
    AI = "trainedAlgorithmicMedia", _("made by AI")
    AI_PARTS = "compositeWithTrainedAlgorithmicMedia", _("with parts made by AI")
    SCREEN = "screenCapture", _("a screenshot")


MADE_BY_AI = (DigitalSource.AI, DigitalSource.AI_PARTS)


class Photo(models.Model):
    """A picture with its credit. Without a file it waits for one (as after the import of a text page).

    Naming the creator when a work is published is a moral right: Law on Intellectual Property, Art. 19(2).
    """

    # Not an ImageField, which decodes in this process to measure.
    file = models.FileField(_("file"), upload_to=photo_path, blank=True)
    width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    media_type = models.CharField(max_length=40, blank=True, editable=False)
    bytes = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    """SHA-256 of the file as it was uploaded, hexadecimal."""
    renditions = models.JSONField(default=list, blank=True, editable=False)
    """`{"name", "width", "height", "bytes", "media_type"}` of each, WebP first, narrow ones first."""
    readings = models.JSONField(default=list, blank=True, editable=False)
    """What the uploaded file said of itself, as `articles.photos.Reading`."""
    rights_mark = models.CharField(max_length=16, blank=True, editable=False)
    """Tells which rights the files carry."""
    file_missing = models.BooleanField(_("file missing"), default=False, editable=False)
    """`check_media` did not find the file: clients are told, and no page shows a broken picture."""

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
    keywords = models.JSONField(_("keywords"), default=list, blank=True, validators=[validate_keywords])
    digital_source_type = models.CharField(
        _("how it was made"), max_length=60, blank=True, choices=DigitalSource.choices
    )
    found_by = models.TextField(blank=True, editable=False)
    """Lines by which lists find the photo: "credit:vgp", "source:bao song hong", "keyword:lu lut", all folded."""
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

    def save(self, **kwargs: Any) -> None:
        """Keeps what it is found by in step with its fields."""
        self.found_by = self.make_found_by()
        if (only := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*only, "found_by"}
        super().save(**kwargs)

    def make_found_by(self) -> str:
        lines = [found_line("keyword", word) for word in self.keywords]
        for name, value in (("credit", self.credit), ("source", self.source)):
            # "VGP/Nhật Bắc" is found by the whole, by the agency and by the person.
            lines += [found_line(name, part) for part in (value, *value.split("/"))]
        return "\n".join(["", *dict.fromkeys(filter(None, lines)), ""])

    def file_names(self) -> list[str]:
        """Every file of the photo in the storage."""
        return [str(self.file), *(entry["name"] for entry in self.renditions)] if self.file else []

    @property
    def thumbnail_url(self) -> str:
        """For the desk: a rendition of at most 640, else the narrowest, else the original; "" without a file."""
        if self.file_state != "ready":
            return ""
        jpegs = [entry for entry in self.renditions if entry["media_type"] == "image/jpeg"]
        chosen = [entry for entry in jpegs if entry["width"] <= 640][-1:] or jpegs[:1]
        return str(self.file.storage.url(chosen[0]["name"] if chosen else str(self.file)))

    @property
    def awaits_file(self) -> bool:
        return not self.file

    @property
    def file_state(self) -> str:
        """`ready`, `awaited` or `missing`."""
        if self.file_missing:
            return "missing"
        return "ready" if self.file else "awaited"

    @property
    def shown_alt(self) -> str:
        return "" if self.decorative else self.alt

    @property
    def shown_width(self) -> int | None:
        return self.width if self.file_state == "ready" else None

    @property
    def shown_height(self) -> int | None:
        return self.height if self.file_state == "ready" else None

    @property
    def focus(self) -> list[float]:
        """The point to keep in sight when cropping: [from the left, from the top], each 0 to 1."""
        return [self.focus_x, self.focus_y]

    @property
    def made_by_ai(self) -> bool:
        return self.digital_source_type in MADE_BY_AI

    @property
    def rights(self) -> Rights:
        """What each of the photo's files says of it."""
        address = "http://cv.iptc.org/newscodes/digitalsourcetype/"
        return Rights(
            credit=self.credit,
            creator=self.creator,
            source=self.source,
            copyright=self.copyright,
            caption=self.caption,
            alt=self.alt,
            usage_terms=self.usage_terms,
            digital_source_type=f"{address}{self.digital_source_type}" if self.digital_source_type else "",
        )

    def publishing_problems(self) -> Iterator[tuple[str, str]]:
        """What forbids publishing this photo: (field, message) pairs."""
        if not self.credit.strip():
            yield "credit", gettext("The photo has no credit.")
        if not (self.awaits_file or self.decorative or self.alt.strip()):
            yield "alt", gettext("The photo has no alternative text and is not marked as decorative.")
        if self.licence_expires and self.licence_expires < timezone.localdate():
            yield "licence_expires", gettext("The photo's licence has ended.")


def found_line(name: str, value: str) -> str:
    """One line of `found_by`; "" for an empty value."""
    folded = " ".join(fold(value).split())
    return f"{name}:{folded}" if folded else ""

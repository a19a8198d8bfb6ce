from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..models import Facet, Photo
from ..photos import BadImage, store_ready
from .usage import KeptWhileUsed, articles_showing


class PhotoForm(forms.ModelForm):
    """A photo as it is added or described. The file is decoded and written anew before it is kept."""

    # Not an ImageField: that would decode the upload, of any format, before our own limits are asked.
    file = forms.FileField(
        label=_("file"),
        required=False,
        widget=AdminFileWidget(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif,image/avif"}),
    )

    class Meta:
        model = Photo
        exclude: list[str] = []
        widgets = {
            "alt": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "caption": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A file may be replaced, not taken away: published pages show it.
        if file := self.fields.get("file"):
            file.required = file.widget.is_required = bool(self.instance.file)

    def clean_alt(self) -> str:
        return " ".join(self.cleaned_data["alt"].split())

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if not upload or "file" not in self.changed_data:
            return upload
        if upload.size > settings.NEWSROOM_PHOTO_MAX_BYTES:
            raise ValidationError(
                _("The picture is larger than %(most)d MB."),
                params={"most": settings.NEWSROOM_PHOTO_MAX_BYTES // 2**20},
            )
        upload.seek(0)
        try:
            self.picture = store_ready(upload.read())
        except BadImage as error:
            raise ValidationError(str(error)) from error
        return ContentFile(self.picture.content, name=f"photo{self.picture.suffix}")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "file" not in self.changed_data:
            cleaned.pop("file", None)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """A file that stays is not set again: it would be opened to be measured, and may be gone from the disk."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded if "file" in self.changed_data else excluded | {"file"}

    def save(self, commit: bool = True) -> Photo:
        picture = getattr(self, "picture", None)
        if picture is not None:
            self.instance.media_type = picture.media_type
            self.instance.bytes = len(picture.content)
            self.instance.digest = picture.digest
        return super().save(commit)


@admin.register(Photo)
class PhotoAdmin(KeptWhileUsed):
    form = PhotoForm
    facet = Facet.PHOTO
    list_display = ["picture", "id", "__str__", "credit", "awaits_file", "created_at"]
    list_display_links = ["picture", "id", "__str__"]
    list_filter = [("licence_expires", admin.EmptyFieldListFilter), "created_at"]
    list_per_page = 50
    search_fields = ["caption", "credit", "alt", "place"]
    readonly_fields = ["picture", "width", "height", "media_type", "bytes", "digest"]
    fieldsets = [
        (None, {"fields": ["picture", "file", "alt", "decorative", "caption"]}),
        (
            _("Rights"),
            {
                "fields": [
                    "credit",
                    "creator",
                    "source",
                    "copyright",
                    "licence",
                    "licence_expires",
                    "usage_terms",
                ]
            },
        ),
        (_("Where and when"), {"fields": ["taken_at", "place"]}),
        (_("Focus"), {"fields": [("focus_x", "focus_y")]}),
        (
            _("File"),
            {"fields": [("width", "height"), "media_type", "bytes", "digest"], "classes": ["collapse"]},
        ),
    ]

    @admin.display(description=_("picture"))
    def picture(self, photo: Photo) -> SafeString | str:
        if photo.awaits_file:
            return "–"
        return format_html('<img class="desk-thumbnail" src="{}" alt="" loading="lazy">', photo.file.url)

    @admin.display(description=_("waits for its file"), boolean=True)
    def awaits_file(self, photo: Photo) -> bool:
        return photo.awaits_file

    def facet_value(self, obj: Photo) -> str:
        return str(obj.pk)

    def users_of(self, obj: Photo) -> Iterator[Model]:
        yield from super().users_of(obj)
        yield from articles_showing(obj)

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

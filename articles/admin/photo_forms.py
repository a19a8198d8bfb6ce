"""Forms for photos: their texts and rights, their file, and what a change of them means for what is live."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ..models import MAX_KEYWORD, MAX_KEYWORDS, Article, Photo
from ..photo_desk import Files, RefusedPicture, fill_in, keep, receive, stale, twin_of
from ..photos import Developed
from ..publishing import articles_showing
from .labels import labels_for

ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,image/avif"
SHOWN_TO_READERS = {
    "file", "alt", "decorative", "caption", "credit", "creator", "source", "copyright", "licence", "usage_terms",
    "digital_source_type", "focus_x", "focus_y",
}  # fmt: skip
MOST_NAMED = 5


class KeywordsField(forms.CharField):
    """Keywords parted by commas or semicolons, each once."""

    widget = forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})

    def prepare_value(self, value: Any) -> Any:
        return "; ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        parts = super().clean(value).replace(",", ";").split(";")
        words = list(dict.fromkeys(filter(None, (" ".join(part.split()) for part in parts))))
        if len(words) > MAX_KEYWORDS or any(len(word) > MAX_KEYWORD for word in words):
            raise ValidationError(
                _("At most %(most)d keywords of at most %(letters)d letters."),
                params={"most": MAX_KEYWORDS, "letters": MAX_KEYWORD},
            )
        return words

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.clean(data or "") != list(initial or [])
        except ValidationError:
            return True


def _slider(name: str) -> forms.NumberInput:
    """A range can be set with the arrow keys, with or without script."""
    return forms.NumberInput(
        attrs={
            "type": "range",
            "min": "0",
            "max": "1",
            "step": "0.01",
            "class": "desk-focus",
            "data-axis": name,
        }
    )


class RightsForm(forms.ModelForm):
    """What a photo says of itself. A change that readers would see is told before it happens."""

    keywords = KeywordsField(label=_("keywords"), required=False, max_length=6000)
    refresh_live = forms.BooleanField(label=_("Refresh what is live"), required=False)

    class Meta:
        model = Photo
        exclude: list[str] = ["file"]
        widgets = {
            "alt": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "caption": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
            "focus_x": _slider("x"),
            "focus_y": _slider("y"),
        }

    asker: Any = None
    """Who is at the desk: articles are named to them as they may know them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.asker = kwargs.pop("asker", self.asker)
        super().__init__(*args, **kwargs)
        self.written = Files()
        self.unwritten = ""
        """Why the files could not take the new rights."""
        self.showing: list[Article] = (
            list(articles_showing(self.instance).only("headline", "created_by")) if self.instance.pk else []
        )
        if (field := self.fields.get("refresh_live")) and self.showing:
            field.help_text = self._told()
        else:
            self.fields.pop("refresh_live", None)

    def clean_alt(self) -> str:
        return " ".join(self.cleaned_data["alt"].split())

    @property
    def shows_to_readers(self) -> bool:
        """Something that readers see is changed."""
        return bool(SHOWN_TO_READERS.intersection(self.changed_data))

    def _told(self) -> SafeString:
        count = len(self.showing)
        named = " · ".join(labels_for(self.asker, self.showing[:MOST_NAMED]))
        more = " …" if count > MOST_NAMED else ""
        text = ngettext(
            "%(count)d article that is live or scheduled shows this photo and is rendered again with what you change: %(named)s",
            "%(count)d articles that are live or scheduled show this photo and are rendered again with what you change: %(named)s",
            count,
        )
        # A form's help is shown as HTML: headlines are text.
        return escape(text % {"count": count, "named": f"{named}{more}"})

    def _post_clean(self) -> None:
        """Writes files last, when nothing else stands against saving."""
        super()._post_clean()  # type: ignore[misc]
        if self.showing and self.shows_to_readers and not self.cleaned_data.get("refresh_live"):
            self.add_error(
                "refresh_live",
                ValidationError(gettext("Tick this to save the change: what readers see changes with it.")),
            )
        if not self.errors:
            self.write_files()

    def write_files(self) -> None:
        """The files carry the rights: they are written anew with changed ones."""
        if not stale(self.instance):
            return
        try:
            self.written.rewrite(self.instance)
        except (OSError, ValueError, LookupError) as error:
            self.unwritten = str(error)


class PhotoForm(RightsForm):
    """A photo as it is added or described. The file is decoded and written anew before it is kept."""

    # Not an ImageField: that would decode the upload, of any format, before our own limits are asked.
    file = forms.FileField(
        label=_("file"), required=False, widget=AdminFileWidget(attrs={"accept": ACCEPTED})
    )

    class Media:
        js = ["articles/admin/photo-focus.js"]
        css = {"all": ["articles/admin/photo.css"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.developed: Developed | None = None
        self.filled: list[str] = []
        # A file may be replaced, not taken away: published pages show it.
        if file := self.fields.get("file"):
            file.initial = self.instance.file
            file.required = file.widget.is_required = bool(self.instance.file)

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if not upload or "file" not in self.changed_data:
            return None
        self.developed = received(upload)
        return upload

    @property
    def twin(self) -> Photo | None:
        """A photo of the very same file: told, not refused."""
        return twin_of(self.developed.digest, self.instance.pk) if self.developed else None

    def write_files(self) -> None:
        if self.developed is None:
            super().write_files()
            return
        self.filled = fill_in(self.instance, self.developed.readings)
        try:
            keep(self.instance, self.developed, self.written)
        except RefusedPicture as error:
            self.add_error("file", ValidationError(str(error)))


class ReviewForm(RightsForm):
    """What an editor looks at after uploading: the texts that readers see, and whose picture it is."""

    class Meta:
        model = Photo
        widgets = RightsForm.Meta.widgets
        fields = [
            "alt", "decorative", "caption", "credit", "creator", "source", "copyright", "licence", "usage_terms",
            "taken_at", "place", "keywords", "digital_source_type",
        ]  # fmt: skip


def received(upload: Any) -> Developed:
    """The upload, developed. Raises `ValidationError`."""
    if upload.size > settings.NEWSROOM_PHOTO_MAX_BYTES:
        raise ValidationError(
            _("The picture is larger than %(most)d MB."),
            params={"most": settings.NEWSROOM_PHOTO_MAX_BYTES // 2**20},
        )
    upload.seek(0)
    try:
        return receive(upload.read())
    except RefusedPicture as error:
        raise ValidationError(str(error)) from error

"""How blocks with nested items are edited: a table as it is pasted from a spreadsheet, a gallery line by line."""

import re
from typing import Any

from content_editor.admin import ContentEditorInline
from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ..plugins import PHOTO_MODEL
from .richtext import MAX_LENGTH
from .spreadsheet import Rows, plain_cell, read_table, write_table

Items = list[dict[str, Any]]

# “12 | caption”, “#12”, or the address of the photo's page in the admin.
ITEM = re.compile(r"(?:#|\S*/photo/)?([1-9][0-9]{0,17})(?:/change/?)?\s*(?:[|\t](.*))?", re.ASCII)


class CellsField(forms.CharField):
    """A table's cells as tab-separated text, as a spreadsheet copies and takes them."""

    widget = forms.Textarea(
        attrs={"rows": 8, "class": "vLargeTextField", "wrap": "off", "spellcheck": "true"}
    )

    def prepare_value(self, value: Any) -> Any:
        return write_table(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Rows:
        cells = read_table(super().clean(value))
        if not cells:
            raise ValidationError(self.error_messages["required"], code="required")
        return cells

    def has_changed(self, initial: Any, data: Any) -> bool:
        lines = (data or "").replace("\r\n", "\n").strip("\n")
        return bool(lines != write_table(initial or []))


class TableForm(forms.ModelForm):
    cells = CellsField(
        label=_("cells"),
        strip=False,
        max_length=MAX_LENGTH,
        help_text=_("Paste from a spreadsheet or a web page: one line for each row, a tab between cells."),
    )

    def clean_cells(self) -> Rows:
        """Cells whose words did not change keep their bold type and links, wherever they were moved."""
        before = {plain_cell(cell): cell for row in self.instance.cells or [] for cell in row}
        return [[before.get(plain_cell(cell), cell) for cell in row] for row in self.cleaned_data["cells"]]


class TableInline(ContentEditorInline):
    form = TableForm


class ItemsWidget(forms.Textarea):
    """The lines, and below them the photos that they name."""

    template_name = "articles/blocks/gallery_widget.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        lines = (ITEM.fullmatch(line.strip()) for line in str(value or "").splitlines())
        numbers = [int(match[1]) for match in lines if match]
        photos = apps.get_model(PHOTO_MODEL)._default_manager.in_bulk(numbers)
        return {**context, "photos": [photos[number] for number in numbers if number in photos]}


class ItemsField(forms.CharField):
    """A gallery's photos, one a line: the photo's number, then its caption here."""

    widget = ItemsWidget(attrs={"rows": 6, "class": "vLargeTextField", "wrap": "off"})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(
            f"{item['photo']} | {' '.join(item.get('caption', '').split())}".rstrip(" |") for item in value
        )

    def clean(self, value: Any) -> Items:
        lines = [line.strip() for line in super().clean(value).splitlines()]
        return [self._item(number, line) for number, line in enumerate(lines, 1) if line]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((data or "").split() != self.prepare_value(initial or []).split())

    def _item(self, number: int, line: str) -> dict[str, Any]:
        match = ITEM.fullmatch(line)
        if match is None:
            message = _("Line %(number)d is not a photo's number and a caption: %(line)s")
            raise ValidationError(message, params={"number": number, "line": line[:80]})
        return {"photo": int(match[1]), "caption": (match[2] or "").strip()}


class GalleryForm(forms.ModelForm):
    items = ItemsField(
        label=_("photos"),
        required=False,
        help_text=_(
            "One line for each photo: its number, a bar, the caption here. Without a caption: the photo's own."
        ),
    )
    more: Any = forms.ModelMultipleChoiceField(
        label=_("add photos"),
        queryset=None,
        required=False,
        help_text=_("Put at the end when the article is saved."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        more: Any = self.fields["more"]
        more.queryset = apps.get_model(PHOTO_MODEL)._default_manager.all()
        more.widget = AutocompleteSelectMultiple(
            apps.get_model("articles.PhotoBlock")._meta.get_field("photo"), admin.site, choices=more.choices
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "items" not in cleaned or "more" not in cleaned:
            return cleaned
        data: Any = self.data
        chosen = data.getlist(self.add_prefix("more"))
        photos = sorted(cleaned["more"], key=lambda photo: chosen.index(str(photo.pk)))
        cleaned["items"] = cleaned["items"] + [{"photo": photo.pk, "caption": ""} for photo in photos]
        if not cleaned["items"]:
            self.add_error("items", _("A gallery needs at least one photo."))
        return cleaned


class GalleryInline(ContentEditorInline):
    form = GalleryForm
    fields = ["caption", "items", "more", "region", "ordering"]

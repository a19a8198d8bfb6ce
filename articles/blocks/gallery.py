from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from ..language import compose
from ..plugins import PHOTO_MODEL, Block, BlockSerializer, Node, register_block, validate_json_text
from .editing import GalleryInline
from .photo import PhotoNode

MAX_PHOTOS = 60
MAX_CAPTION = 2_000


def validate_items(value: Any) -> None:
    """A gallery's items: a list of `{"photo": id, "caption": text}`."""
    if not isinstance(value, list) or not 1 <= len(value) <= MAX_PHOTOS:
        raise ValidationError(_("A gallery holds 1 to %(most)d photos."), params={"most": MAX_PHOTOS})
    for item in value:
        fits = isinstance(item, dict) and set(item) <= {"photo", "caption"}
        if not fits or type(item.get("photo")) is not int or not isinstance(item.get("caption", ""), str):
            raise ValidationError(_("Each item is a photo and its caption."))
        if not 0 < item["photo"] < 2**63 or len(item.get("caption", "")) > MAX_CAPTION:
            raise ValidationError(_("Each item is a photo and its caption."))


def find_photos(items: list[dict[str, Any]]) -> dict[int, Any]:
    """The photos that the items name, by id. Raises `ValidationError` naming those that are not there."""
    found = apps.get_model(PHOTO_MODEL).objects.in_bulk([item["photo"] for item in items])
    missing = [str(item["photo"]) for item in items if item["photo"] not in found]
    if missing:
        raise ValidationError(
            _("There is no photo %(ids)s."), params={"ids": ", ".join(missing)}, code="missing"
        )
    return found


class GalleryNode(serializers.Serializer):
    caption = serializers.CharField()
    photos = PhotoNode(many=True)


class GallerySerializer(BlockSerializer):
    """Refuses photos that are gone, as a foreign key would."""

    def validate_items(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        find_photos(value)
        return value


@register_block
class GalleryBlock(Block):
    """Several photos, each with caption and credit."""

    name, label, icon = "gallery", _("Gallery"), "photo_library"
    nodes = {"gallery": GalleryNode}
    template = "articles/blocks/gallery.html"
    inline = GalleryInline
    serializer = GallerySerializer

    caption = models.CharField(_("caption"), max_length=500, blank=True)
    items = models.JSONField(_("photos"), validators=[validate_json_text, validate_items])

    class Meta(Block.Meta):
        verbose_name = _("gallery")
        verbose_name_plural = _("galleries")

    def clean(self) -> None:
        try:
            find_photos(self.items or [])
        except ValidationError as error:
            raise ValidationError({"items": error}) from error

    def photos(self) -> Iterator[Any]:
        return (photo for photo, _ in self._shown())

    def represent(self) -> list[Node]:
        photos = [
            {"photo": photo, "caption": compose(caption), "credit": photo.credit}
            for photo, caption in self._shown()
        ]
        return [{"type": "gallery", "caption": compose(self.caption), "photos": photos}]

    def text(self) -> str:
        shown = [f"{caption}\n{photo.credit}" for photo, caption in self._shown()]
        return "\n".join([self.caption, *shown]).strip()

    def _shown(self) -> list[tuple[Any, str]]:
        """Each photo with its caption here, else its own."""
        items = self.items or []
        photos = find_photos(items)
        return [
            (photos[item["photo"]], item.get("caption") or photos[item["photo"]].caption) for item in items
        ]

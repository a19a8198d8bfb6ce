from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from ..language import compose
from ..models.representations import PhotoRepresentation
from ..plugins import Block, Node, register_block


class PhotoNode(serializers.Serializer):
    photo = PhotoRepresentation()
    caption = serializers.CharField(
        help_text="As it stands here; the photo's own unless the editor wrote another."
    )
    credit = serializers.CharField()


@register_block
class PhotoBlock(Block):
    """One photo with caption and credit."""

    name, label, icon = "photo", _("Photo"), "photo_camera"
    nodes = {"photo": PhotoNode}
    template = "articles/blocks/photo.html"

    photo = models.ForeignKey(
        "articles.Photo", verbose_name=_("photo"), on_delete=models.PROTECT, related_name="+"
    )
    caption = models.TextField(
        _("caption here"), max_length=2000, blank=True, help_text=_("Empty: the photo's own caption.")
    )

    class Meta(Block.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def represent(self) -> list[Node]:
        caption = compose(self.caption or self.photo.caption)
        return [{"type": "photo", "photo": self.photo, "caption": caption, "credit": self.photo.credit}]

    def text(self) -> str:
        return f"{self.caption or self.photo.caption}\n{self.photo.credit}".strip()

"""How clients see the things that an article refers to: the parts of cards, documents and nodes.

Plain serializers that read attributes; the API's schema is made from the same classes.
"""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


def absolute_url(path: str) -> str:
    """An address on this site, absolute; addresses that are absolute already stay as they are."""
    return path if path.startswith(("http://", "https://")) else f"{settings.SITE_URL}{path}"


class SectionRepresentation(serializers.Serializer):
    id = serializers.IntegerField()
    slug = serializers.CharField()
    name = serializers.CharField()


class TagRepresentation(SectionRepresentation):
    pass


class AuthorRepresentation(serializers.Serializer):
    """A name as signed; `id` and `slug` are null when it is not one of the house's authors."""

    id = serializers.IntegerField(source="author.id", default=None, allow_null=True)
    slug = serializers.CharField(source="author.slug", default=None, allow_null=True)
    name = serializers.SerializerMethodField()
    role = serializers.CharField()

    def get_name(self, byline: Any) -> str:
        return str(byline)


class SourceRepresentation(serializers.Serializer):
    id = serializers.IntegerField()
    slug = serializers.CharField()
    name = serializers.CharField()
    url = serializers.CharField(help_text="The original's address, else the source's; empty when not known.")


class RenditionRepresentation(serializers.Serializer):
    url = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    bytes = serializers.IntegerField()
    media_type = serializers.CharField()


class PhotoRepresentation(serializers.Serializer):
    """A picture. `url`, `width` and `height` are null and `srcset` is empty while there is no file to show."""

    id = serializers.IntegerField()
    file = serializers.ChoiceField(
        choices=["ready", "awaited", "missing"],
        source="file_state",
        help_text="`awaited`: it was announced by a text; `missing`: the site has lost it.",
    )
    url = serializers.SerializerMethodField()
    alt = serializers.CharField(source="shown_alt", help_text="Empty for a decorative picture.")
    caption = serializers.CharField()
    credit = serializers.CharField()
    width = serializers.IntegerField(source="shown_width", allow_null=True)
    height = serializers.IntegerField(source="shown_height", allow_null=True)
    focus = serializers.ListField(
        child=serializers.FloatField(min_value=0, max_value=1),
        min_length=2,
        max_length=2,
        help_text="What stays in sight when cropping: from the left, from the top.",
    )
    licence = serializers.CharField(help_text="Empty when nothing is stated: then nothing is allowed.")
    usage_terms = serializers.CharField()
    made_by_ai = serializers.BooleanField(help_text="Whole or in part.")
    srcset = serializers.SerializerMethodField()

    def get_url(self, photo: Any) -> str | None:
        return absolute_url(photo.file.url) if photo.file_state == "ready" else None

    @extend_schema_field(RenditionRepresentation(many=True))
    def get_srcset(self, photo: Any) -> list[dict[str, Any]]:
        """WebP first, then JPEG, each from narrow to wide."""
        if photo.file_state != "ready":
            return []
        storage = photo.file.storage
        return [
            {
                "url": absolute_url(storage.url(entry["name"])),
                "width": entry["width"],
                "height": entry["height"],
                "bytes": entry["bytes"],
                "media_type": entry["media_type"],
            }
            for entry in photo.renditions
        ]

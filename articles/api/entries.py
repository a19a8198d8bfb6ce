"""The shapes of sections, tags, sources, authors, photos, abbreviations and corrections in lists of their own."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from ..models import DigitalSource, PhotoRepresentation, SectionRepresentation
from ..publishing import CorrectionRepresentation, LocalTime, article_url


@extend_schema_field(OpenApiTypes.STR)
class ArticlesOf(serializers.ReadOnlyField):
    """The address of the list of articles that show the entry."""

    def __init__(self, parameter: str, attribute: str) -> None:
        self.parameter = parameter
        super().__init__(source=attribute, help_text="The articles that show it.")

    def to_representation(self, value: Any) -> str:
        return (
            f"{settings.SITE_URL}{reverse('api:article-list')}?{self.parameter}={quote(str(value), safe='')}"
        )


class TagEntry(SectionRepresentation):
    """A keyword."""

    articles = ArticlesOf("tag", "slug")


class SourceEntry(SectionRepresentation):
    """Where re-published articles come from."""

    url = serializers.CharField(help_text="Its own address; empty when not known.")
    articles = ArticlesOf("source", "slug")


class AuthorEntry(SectionRepresentation):
    """Somebody who signs articles."""

    role = serializers.CharField()
    articles = ArticlesOf("author", "slug")


class PhotoEntry(PhotoRepresentation):
    """A picture with its rights."""

    creator = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    copyright = serializers.CharField()
    licence_expires = serializers.DateField(allow_null=True)
    taken_at = LocalTime(allow_null=True)
    place = serializers.CharField()
    keywords = serializers.ListField(child=serializers.CharField())
    digital_source_type = serializers.ChoiceField(
        choices=["", *DigitalSource.values],
        help_text="A term of IPTC's Digital Source Type; empty: not stated.",
    )
    articles = ArticlesOf("photo", "pk")


class AbbreviationEntry(serializers.Serializer):
    """One meaning of a short form, as the newsroom's dictionary has it."""

    id = serializers.IntegerField()
    short = serializers.CharField()
    expansion = serializers.CharField()
    kind = serializers.CharField()
    articles = ArticlesOf("abbreviation", "short")


class CorrectedArticle(serializers.Serializer):
    id = serializers.IntegerField(source="article_id")
    url = serializers.SerializerMethodField()
    headline = serializers.CharField()

    def get_url(self, row: Any) -> str:
        return article_url(row.article_id, row.slug)


class CorrectionEntry(CorrectionRepresentation):
    """A correction, and the article as it is now."""

    id = serializers.IntegerField()
    article = serializers.SerializerMethodField()

    @extend_schema_field(CorrectedArticle)
    def get_article(self, row: Any) -> dict[str, Any]:
        return dict(CorrectedArticle(row).data)


class SectionChild(SectionRepresentation):
    """A section below another."""

    articles = ArticlesOf("section", "slug")


class SectionEntry(SectionChild):
    """A section of the site with those below it. Its articles include theirs."""

    parent = SectionRepresentation(allow_null=True)
    children = SectionChild(many=True)

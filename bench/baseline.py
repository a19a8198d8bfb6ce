"""The yardstick: the same articles as an ordinary REST framework project would serve them.

`ModelSerializer`s over the editors' tables, a viewset, `select_related` and `prefetch_related` so that no list asks
once per row, and a cursor instead of a count. Rich text is handed over as it is stored. Nothing is left out on
purpose to make it slow, and nothing is cached.
"""

from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from rest_framework import serializers
from rest_framework.pagination import CursorPagination
from rest_framework.viewsets import ReadOnlyModelViewSet

from articles.blocks.infobox import InfoboxBlock
from articles.blocks.photo import PhotoBlock
from articles.blocks.quote import QuoteBlock
from articles.blocks.table import TableBlock
from articles.blocks.text import TextBlock
from articles.language import format_date_line
from articles.models import Article, Author, Byline, Correction, Photo, Section, Source, Tag


class SectionSerializer(serializers.ModelSerializer):
    class Meta:
        model = Section
        fields = ["id", "slug", "name"]


class TagSerializer(serializers.ModelSerializer):
    class Meta:
        model = Tag
        fields = ["id", "slug", "name"]


class SourceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Source
        fields = ["id", "slug", "name", "url"]


class AuthorSerializer(serializers.ModelSerializer):
    class Meta:
        model = Author
        fields = ["id", "slug", "name"]


class BylineSerializer(serializers.ModelSerializer):
    author = AuthorSerializer()

    class Meta:
        model = Byline
        fields = ["author", "name", "role"]


class PhotoSerializer(serializers.ModelSerializer):
    class Meta:
        model = Photo
        fields = ["id", "file", "alt", "caption", "credit", "width", "height", "focus_x", "focus_y"]


class CorrectionSerializer(serializers.ModelSerializer):
    class Meta:
        model = Correction
        fields = ["at", "wrong", "right", "decided_by"]


class CardSerializer(serializers.ModelSerializer):
    url = serializers.SerializerMethodField()
    published_display = serializers.SerializerMethodField()
    section = SectionSerializer()
    tags = TagSerializer(many=True)
    bylines = BylineSerializer(many=True)
    source = SourceSerializer()  # type: ignore[assignment]
    photo = PhotoSerializer()
    corrections = CorrectionSerializer(many=True)

    class Meta:
        model = Article
        fields = [
            "id", "url", "slug", "headline", "lead", "language", "published_at", "changed_at", "published_display", "section",
            "tags", "bylines", "source", "source_url", "ai_assisted", "photo", "kicker", "version", "corrections",
        ]  # fmt: skip

    def get_url(self, article: Article) -> str:
        return f"{settings.SITE_URL}/{article.pk}/{article.slug}"

    def get_published_display(self, article: Article) -> str:
        assert article.published_at is not None
        return format_date_line(article.published_at)


class TextSerializer(serializers.ModelSerializer):
    class Meta:
        model = TextBlock
        fields = ["key", "content"]


class QuoteSerializer(serializers.ModelSerializer):
    class Meta:
        model = QuoteBlock
        fields = ["key", "quote", "attribution"]


class InfoboxSerializer(serializers.ModelSerializer):
    class Meta:
        model = InfoboxBlock
        fields = ["key", "title", "content"]


class TableSerializer(serializers.ModelSerializer):
    class Meta:
        model = TableBlock
        fields = ["key", "caption", "has_header", "cells"]


class PhotoBlockSerializer(serializers.ModelSerializer):
    photo = PhotoSerializer()

    class Meta:
        model = PhotoBlock
        fields = ["key", "photo", "caption"]


BLOCKS = {
    "articles_textblock_set": TextSerializer,
    "articles_quoteblock_set": QuoteSerializer,
    "articles_infoboxblock_set": InfoboxSerializer,
    "articles_tableblock_set": TableSerializer,
    "articles_photoblock_set": PhotoBlockSerializer,
}
"""The block types that generated articles have."""


class ArticleSerializer(CardSerializer):
    body = serializers.SerializerMethodField()

    class Meta(CardSerializer.Meta):
        fields = [*CardSerializer.Meta.fields, "body"]

    def get_body(self, article: Article) -> list[dict[str, Any]]:
        placed = []
        for relation, serializer in BLOCKS.items():
            rows = getattr(article, relation).all()
            data = serializer(rows, many=True).data
            placed += [(row.ordering, {"type": row.name, **one}) for row, one in zip(rows, data, strict=True)]
        return [one for _, one in sorted(placed, key=lambda pair: pair[0])]


class NewestFirst(CursorPagination):
    page_size = 20
    ordering = ("-published_at", "-id")


class BaselineViewSet(ReadOnlyModelViewSet):
    """`GET` of the list and of one article."""

    pagination_class = NewestFirst
    listed = (
        Article.objects.filter(slug__isnull=False, published_at__isnull=False)
        .select_related("section", "source", "photo")
        .prefetch_related("tags", "bylines__author", "corrections")
    )
    queryset = listed

    def get_queryset(self) -> Any:
        if self.action == "list":
            return self.listed.all()
        photos = Prefetch("articles_photoblock_set", PhotoBlock.objects.select_related("photo"))
        others = [relation for relation in BLOCKS if relation != "articles_photoblock_set"]
        return self.listed.prefetch_related(photos, *others)

    def get_serializer_class(self) -> type[serializers.ModelSerializer]:
        return CardSerializer if self.action == "list" else ArticleSerializer

"""An article's content in the newsroom's terms, taken from the tables.

A snapshot is plain JSON: the article's fields, its tags (ids), bylines and blocks. A block's entry is
`{"type", "key", "ordering", "data"}`, with `data` from the block type's serializer. Entries of block types that are
not installed are carried on word for word.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from rest_framework import serializers

from .. import plugins
from ..language import TIME_ZONE
from ..models import Article, Author, Byline, Tag, validate_choices
from ..plugins import validate_json_text
from .errors import Fault

Snapshot = dict[str, Any]

EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
"""Dates on a page lie between these."""
MAX_BYLINES = 100
MAX_RELATED = 20
MAX_ORDERING = 2**31 - 1


class BylineSnapshot(serializers.ModelSerializer):
    author = serializers.PrimaryKeyRelatedField(queryset=Author.objects.all(), allow_null=True, default=None)

    class Meta:
        model = Byline
        fields = ["author", "name", "role"]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["author"] is None and not attrs.get("name"):
            raise serializers.ValidationError({"name": gettext("A byline names somebody.")})
        return attrs


class RelatedSnapshot(serializers.ListField):
    """The ids of the stories that the editor named as related, in order, each once."""

    child = serializers.IntegerField(min_value=1, max_value=2**63 - 1)

    def get_attribute(self, instance: Any) -> list[int]:
        if isinstance(instance, dict):
            return list(instance.get("related", []))
        return list(instance.related_stories.values_list("story", flat=True)) if instance.pk else []

    def to_internal_value(self, data: Any) -> list[int]:
        return list(dict.fromkeys(super().to_internal_value(data)))


class ArticleSnapshot(serializers.ModelSerializer):
    """The article's own fields and its bylines; blocks have serializers of their own."""

    bylines = BylineSnapshot(many=True, max_length=MAX_BYLINES)  # type: ignore[call-arg]
    related = RelatedSnapshot(max_length=MAX_RELATED, required=False)
    # One offset, whoever saves: two revisions of one moment are the same.
    published_at = serializers.DateTimeField(default_timezone=TIME_ZONE, allow_null=True, required=False)

    class Meta:
        model = Article
        fields = [
            "headline", "kicker", "lead", "language", "section", "tags", "source", "source_url", "photo",
            "ai_assisted", "published_at", "abbreviation_choices", "bylines", "related",
        ]  # fmt: skip
        extra_kwargs = {
            "abbreviation_choices": {"default": dict, "validators": [validate_json_text, validate_choices]}
        }

    def validate_published_at(self, moment: datetime | None) -> datetime | None:
        if moment is not None and not EARLIEST <= moment < LATEST:
            raise serializers.ValidationError(gettext("The date on the page must lie between 1900 and 2099."))
        return moment


class BlockEntry(serializers.Serializer):
    type = serializers.CharField()
    key = serializers.UUIDField()
    ordering = serializers.IntegerField(min_value=-MAX_ORDERING, max_value=MAX_ORDERING)
    data = serializers.DictField()  # type: ignore[assignment]


def take_snapshot(article: Article, carry: Iterable[dict[str, Any]] = ()) -> Snapshot:
    """What the tables hold of the article now. `carry`: entries whose block type may not be installed."""
    installed = plugins.blocks()
    entries = [entry for entry in carry if entry["type"] not in installed]
    with timezone.override(TIME_ZONE):
        snapshot = dict(ArticleSnapshot(article).data)
        snapshot["bylines"] = [dict(byline) for byline in snapshot["bylines"]]
        for name, block in installed.items():
            serializer = block.get_serializer()
            for row in block._default_manager.filter(parent=article):
                data = dict(serializer(row).data)
                entries.append({"type": name, "key": str(row.key), "ordering": row.ordering, "data": data})
    snapshot["blocks"] = sorted(entries, key=lambda entry: (entry["ordering"], entry["key"]))
    return snapshot


def without_deleted_tags(snapshot: Snapshot) -> Snapshot:
    """The snapshot as it is read today: a tag that was deleted since is on no article any longer."""
    if not snapshot["tags"]:
        return snapshot
    kept = set(Tag.objects.filter(pk__in=snapshot["tags"]).values_list("pk", flat=True))
    return {**snapshot, "tags": [tag for tag in snapshot["tags"] if tag in kept]}


def serializer_faults(errors: Any, block: str = "", key: str = "", field: str = "") -> Iterable[Fault]:
    """A serializer's errors, nested as they may be, as a flat list of faults."""
    if isinstance(errors, dict):
        for name, inner in errors.items():
            yield from serializer_faults(inner, block, key, f"{field}.{name}".strip("."))
    elif isinstance(errors, list):
        for inner in errors:
            yield from serializer_faults(inner, block, key, field)
    else:
        yield Fault(str(errors), field, block, key)

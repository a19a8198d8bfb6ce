"""An edition as clients see it: the serializers that render card and document, and that describe them in the schema."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rest_framework import serializers

from ..abbreviations import Abbreviation, Origin
from ..language import TIME_ZONE
from ..models import (
    Article,
    AuthorRepresentation,
    Byline,
    Correction,
    Edition,
    Photo,
    PhotoRepresentation,
    Section,
    SectionRepresentation,
    Source,
    SourceRepresentation,
    Tag,
    TagRepresentation,
)
from ..plugins import Node


class LocalTime(serializers.DateTimeField):
    """RFC 3339 with the offset of Asia/Ho_Chi_Minh, whoever asks."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default_timezone=TIME_ZONE, **kwargs)


@dataclass(frozen=True, slots=True)
class EditionMark:
    number: int
    kind: str
    reason: str


@dataclass(slots=True)
class PublicArticle:
    """Everything that an edition says, before it becomes bytes."""

    id: int
    url: str
    slug: str
    headline: str
    lead: str
    language: str
    published_at: datetime
    updated_at: datetime
    published_display: str
    section: Section
    tags: list[Tag]
    authors: list[Byline]
    source: dict[str, Any] | None
    ai_assisted: bool
    photo: Photo | None
    kicker: str
    edition: EditionMark
    corrections: list[Correction]
    translations: list[Any] = field(default_factory=list)
    body: list[Node] = field(default_factory=list)
    abbreviations: list[Abbreviation] = field(default_factory=list)


class EditionMarkRepresentation(serializers.Serializer):
    number = serializers.IntegerField(min_value=1)
    kind = serializers.ChoiceField(choices=Edition.Kind.values)
    reason = serializers.CharField()


class CorrectionRepresentation(serializers.Serializer):
    """A correction as the law wants it: what was wrong, what is right, who decided, when."""

    at = LocalTime()
    wrong = serializers.CharField()
    right = serializers.CharField()
    decided_by = serializers.CharField()


class TranslationRepresentation(serializers.Serializer):
    id = serializers.IntegerField()
    language = serializers.ChoiceField(choices=Article.Language.values)
    url = serializers.CharField()


class PositionRepresentation(serializers.Serializer):
    """Where a short form stands in the document: which text, and which characters of it."""

    pointer = serializers.CharField(
        help_text="JSON Pointer (RFC 6901) to a text of this document: `/headline`, `/lead`, `/body/3/text`,"
        " `/body/4/items/0/text`."
    )
    start = serializers.IntegerField(
        min_value=0,
        help_text="Counted from 0 in Unicode code points of that text. JavaScript and Java count UTF-16 units: the same,"
        " unless an emoji or another character beyond U+FFFF stands before it.",
    )
    length = serializers.IntegerField(min_value=1, help_text="In code points.")


class AbbreviationRepresentation(serializers.Serializer):
    """A short form in the text, what it stands for there, and where that is known from. A short form with two meanings
    in one article is there twice; one that nothing explains is not there."""

    short = serializers.CharField()
    expansion = serializers.CharField()
    positions = PositionRepresentation(many=True, help_text="Every place where it is read so, in order.")

    def get_fields(self) -> dict[str, Any]:
        """With `from`, which Python keeps for itself."""
        fields = super().get_fields()
        origin = serializers.ChoiceField(
            choices=list(Origin),
            source="origin",
            help_text="`text`: the article says so itself; `dictionary`: the newsroom's; `editor`: chosen for this article.",
        )
        return {
            "short": fields["short"],
            "expansion": fields["expansion"],
            "from": origin,
            "positions": fields["positions"],
        }


class Card(serializers.Serializer):
    """An article in a list."""

    id = serializers.IntegerField()
    url = serializers.CharField()
    slug = serializers.CharField()
    headline = serializers.CharField()
    lead = serializers.CharField()
    language = serializers.ChoiceField(choices=Article.Language.values)
    published_at = LocalTime()
    updated_at = LocalTime()
    published_display = serializers.CharField(help_text="The date line as the page prints it.")
    section = SectionRepresentation()
    tags = TagRepresentation(many=True)
    authors = AuthorRepresentation(many=True)
    source = SourceRepresentation(allow_null=True)  # type: ignore[assignment]
    ai_assisted = serializers.BooleanField()
    photo = PhotoRepresentation(allow_null=True)
    kicker = serializers.CharField()
    edition = EditionMarkRepresentation()
    corrections = CorrectionRepresentation(many=True)
    translations = TranslationRepresentation(many=True)


class Document(Card):
    """One article, whole: the body is a flat list of typed nodes."""

    body = serializers.ListField(child=serializers.DictField())
    abbreviations = AbbreviationRepresentation(many=True)


def source_of(source: Source | None, url: str) -> dict[str, Any] | None:
    """The source with the original's address when it is known."""
    if source is None:
        return None
    return {"id": source.pk, "slug": source.slug, "name": source.name, "url": url or source.url}

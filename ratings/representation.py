"""How clients see ratings, and what they may send."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from .stars import STARS, Histogram, average_of, count_of

NOTHING = (0, 0, 0, 0, 0)


class RatingRepresentation(serializers.Serializer):
    """An article's ratings, as they stand in card and document."""

    average = serializers.FloatField(
        min_value=1,
        max_value=5,
        allow_null=True,
        help_text="Stars, to two decimals; null when nobody has rated.",
    )
    count = serializers.IntegerField(min_value=0)
    histogram = serializers.ListField(
        child=serializers.IntegerField(min_value=0),
        min_length=5,
        max_length=5,
        help_text="How many readers gave 1, 2, 3, 4 and 5 stars.",
    )


class ReaderRatingRepresentation(serializers.Serializer):
    """An article's ratings and the stars of the reader who asks."""

    rating = RatingRepresentation()
    stars = serializers.IntegerField(
        min_value=1, max_value=5, allow_null=True, help_text="The reader's own; null: none."
    )
    frozen = serializers.BooleanField(help_text="The editors have closed the ratings of this article.")


class ReaderKeyRepresentation(serializers.Serializer):
    """A new reader's key, for the header `Reader-Key`. It is told once and stored nowhere."""

    key = serializers.CharField(max_length=200)


class StarsField(serializers.IntegerField):
    """A JSON number from 1 to 5, whole; no text, no truth value, no 4.0."""

    default_error_messages = {"invalid": _("A whole number from 1 to 5 is needed.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=5, **kwargs)

    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int:
            self.fail("invalid")
        return data


class StrictSerializer(serializers.Serializer):
    """Refuses members that it does not know, by name."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        known: dict[str, Any] = super().to_internal_value(data)
        if unknown := [name for name in data if name not in self.fields]:
            raise serializers.ValidationError(
                {name: [_("This member is not known.")] for name in unknown}, code="unknown"
            )
        return known


class Vote(StrictSerializer):
    """The body of a `PUT`."""

    stars = StarsField()


class Ballot(StrictSerializer):
    """The form on the readers' page: stars, or the button that takes them back."""

    stars = serializers.ChoiceField(choices=[(str(stars), str(stars)) for stars in STARS], required=False)
    take_back = serializers.ChoiceField(choices=["yes"], required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs:
            raise serializers.ValidationError({"stars": [_("Choose one to five stars.")]}, code="required")
        return attrs


def rating_member(histogram: Histogram) -> Mapping[str, Any]:
    """The member `rating` of card and document (`RatingRepresentation`)."""
    return {"average": average_of(histogram), "count": count_of(histogram), "histogram": list(histogram)}

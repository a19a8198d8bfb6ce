"""Everything that ratings add to articles."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import F, QuerySet
from django.urls import re_path
from django_filters import Filter

from articles.models import Edition
from articles.plugins import ArticleExtension, PagePart, register_extension

from .admin import RatedFilter, TallyPart, rating_column
from .representation import NOTHING, RatingRepresentation, rating_member
from .stars import STARS
from .views import ArticleRating, Readers


class RatingMinFilter(Filter):
    """Rated articles whose average, as it is shown, is at least this many stars: 1 to 5, two decimals at most."""

    field_class = forms.DecimalField

    def __init__(self) -> None:
        super().__init__(min_value=1, max_value=5, max_digits=3, decimal_places=2)

    def filter(self, qs: "QuerySet[Edition]", value: Decimal) -> "QuerySet[Edition]":
        return qs.filter(article__tally__hundredths__gte=int(value * 100))


@register_extension
class Ratings(ArticleExtension):
    name = "ratings"
    columns = {"histogram": F("article__tally__histogram"), "frozen": F("article__tally__frozen")}
    fields = {"rating": RatingRepresentation()}
    filters = {"rating_min": RatingMinFilter()}
    orderings = {"-rating": "article__tally__score"}
    routes = [
        re_path(
            r"^articles/(?P<article_id>[1-9][0-9]{0,17})/rating/$",
            ArticleRating.as_view(),
            name="article-rating",
        ),
        re_path(r"^readers/$", Readers.as_view(), name="readers"),
    ]
    admin_inlines = [TallyPart]
    admin_columns = [rating_column]
    admin_related = ["tally"]
    admin_filters = [RatedFilter]
    page_parts = [PagePart("after_body", "ratings/stars.html")]

    def represent(self, row: Mapping[str, Any]) -> dict[str, Any]:
        text = row["histogram"]
        return {"rating": rating_member([int(times) for times in text.split(",")] if text else NOTHING)}

    def version(self, row: Mapping[str, Any]) -> str:
        return f"{row['histogram']}{'-' if row['frozen'] else ''}"

    def linked_data(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """`aggregateRating`, where the operator wants it and somebody has rated. Search engines show no stars for news."""
        rating = document["rating"]
        if not settings.NEWSROOM_RATING_LINKED_DATA or not rating["count"]:
            return {}
        bounds = {"worstRating": min(STARS), "bestRating": max(STARS)}
        value = {"ratingValue": rating["average"], "ratingCount": rating["count"]}
        return {"aggregateRating": {"@type": "AggregateRating", **value, **bounds}}

"""What polls add to every article."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Sum
from django.urls import path
from django_filters import ChoiceFilter
from rest_framework import serializers

from articles.models import Edition, EditionFacet, Facet
from articles.plugins import ArticleExtension, register_extension

from .api import PollView
from .votes import Votes


class HasPollFilter(ChoiceFilter):
    """`has_poll=true` or `false`."""

    def __init__(self) -> None:
        super().__init__(choices=[("true", "true"), ("false", "false")])

    def filter(self, qs: "QuerySet[Edition]", value: str) -> "QuerySet[Edition]":
        polls = Exists(
            EditionFacet.objects.filter(edition=OuterRef("pk"), facet=Facet.CONTAINS, value="poll")
        )
        return qs.filter(polls if value == "true" else ~polls)


@register_extension
class Polls(ArticleExtension):
    name = "polls"
    columns = {
        "votes": Subquery(
            Votes.objects.filter(article=OuterRef("article"))
            .values("article")
            .annotate(sum=Sum("votes"))
            .values("sum")
        )
    }
    fields = {
        "poll_votes": serializers.IntegerField(min_value=0, help_text="Votes in all polls of the article.")
    }
    filters = {"has_poll": HasPollFilter()}
    routes = [path("articles/<int:article_id>/poll/<uuid:key>/", PollView.as_view(), name="article-poll")]

    def represent(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {"poll_votes": row["votes"] or 0}

    def version(self, row: Mapping[str, Any]) -> str:
        return str(row["votes"] or 0)

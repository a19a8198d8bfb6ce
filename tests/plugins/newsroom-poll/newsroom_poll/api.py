"""`articles/{id}/poll/{key}/`: what readers voted, and one vote more."""

import json
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from articles.models import Edition
from articles.plugins import Node
from articles.publishing import Gone, NotPublic, find_public
from newsroom.api import (
    GONE,
    INVALID_BODY,
    NOT_FOUND,
    Limit,
    Problem,
    PublicView,
    RateLimited,
    at_pointer,
    client_address,
    etag_for,
    private_response,
    public_response,
    render_json,
)

from .votes import cast_vote, count_votes


class ChoiceResult(serializers.Serializer):
    choice = serializers.CharField()
    votes = serializers.IntegerField(min_value=0)


class PollResults(serializers.Serializer):
    question = serializers.CharField()
    results = ChoiceResult(many=True)


class Vote(serializers.Serializer):
    choice = serializers.CharField(max_length=200)


class PollView(RateLimited, PublicView):
    """The poll as it is public now: a draft's poll, or one that was taken out, is not there."""

    limits = [Limit("poll-votes", quota=20, window=60, identity=client_address)]

    @extend_schema(operation_id="poll_retrieve", summary="A poll's results", responses={200: PollResults})
    def get(self, request: Request, article_id: int, key: UUID) -> HttpResponse:
        body = self._results(public_poll(article_id, key), key)
        return public_response(request, body, etag_for(body), timezone.now())

    @extend_schema(operation_id="poll_vote", summary="One vote", request=Vote, responses={200: PollResults})
    def post(self, request: Request, article_id: int, key: UUID) -> HttpResponse:
        poll = public_poll(article_id, key)
        vote = Vote(data=request.data)
        vote.is_valid(raise_exception=True)
        choice = vote.validated_data["choice"]
        if choice not in poll["choices"]:
            raise Problem(
                INVALID_BODY,
                errors=[at_pointer("/choice", "invalid_choice", _("The poll has no such answer."))],
            )
        cast_vote(article_id, key, choice)
        return private_response(request, self._results(poll, key))

    def _results(self, poll: Node, key: UUID) -> bytes:
        return render_json({"question": poll["question"], "results": count_votes(key, poll["choices"])})


def public_poll(article_id: int, key: UUID) -> Node:
    """The poll's node in the article's public edition. Raises `Problem`: 404, or 410 when the article is gone."""
    try:
        edition: Edition = find_public(article_id)
    except NotPublic as error:
        raise Problem(NOT_FOUND) from error
    except Gone as error:
        raise Problem(GONE) from error
    for node in json.loads(bytes(edition.document))["body"]:
        if node["type"] == "poll" and node["key"] == str(key):
            return dict(node)
    raise Problem(NOT_FOUND)

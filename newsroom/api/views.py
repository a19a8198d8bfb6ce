"""The base of the API's views, kept small: what it does is paid for by every read."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from newsroom.api.conditional import etag_for, public_response
from newsroom.api.parameters import check_parameters
from newsroom.api.parsers import LimitedJSONParser
from newsroom.api.problem_types import NOT_FOUND, ProblemType, problem_types
from newsroom.api.problems import Problem
from newsroom.api.rendering import render_json


class JSONNegotiation(BaseContentNegotiation):
    """Answer JSON to every client whose ``Accept`` admits it (RFC 9110 §12.5.1); ``?format=`` is not looked
    at.
    """

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser | None:
        media_type = (request.content_type or "").partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == media_type), None)

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        accept = request.META.get("HTTP_ACCEPT", "*/*")
        if accept in ("*/*", "application/json") or accepts_json(accept):
            return next(iter(renderers)), "application/json"
        raise exceptions.NotAcceptable


def accepts_json(accept: str) -> bool:
    """Say whether an ``Accept`` header admits ``application/json``: the most specific range decides."""
    found: dict[str, bool] = {}
    for item in accept.split(","):
        media_range, *parameters = (part.strip().lower() for part in item.split(";"))
        refused = any(p.startswith("q=") and p[2:].strip("0.") == "" for p in parameters)
        found[media_range] = not refused
    for media_range in ("application/json", "application/*", "*/*"):
        if media_range in found:
            return found[media_range]
    return False


class PublicView(APIView):
    """A view that anybody may use: no identity, no session, JSON only, no parameter that is not named.

    ``parameters`` names what the query may have; ``None`` leaves the check to the view (``Parameters``),
    which can then tell wrong values in the same answer.
    """

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()
    parser_classes: Sequence[type[BaseParser]] = (LimitedJSONParser,)
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = JSONNegotiation
    metadata_class = None
    parameters: Collection[str] | None = frozenset()

    def perform_authentication(self, request: Request) -> None:
        """Nobody is asked who they are."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.parameters is not None and request.method != "OPTIONS":
            check_parameters(request, self.parameters)

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Tell the methods in ``Allow``, without touching data (RFC 9110 §9.3.7)."""
        return HttpResponse(status=204)


class ProblemTypesView(PublicView):
    """Explains the problem types: what the ``type`` of an error points to."""

    @extend_schema(
        operation_id="problems_list", summary="The problem types", responses={200: OpenApiTypes.OBJECT}
    )
    def get(self, request: Request) -> HttpResponse:
        body = render_json({"results": [_described(kind) for kind in problem_types()]})
        return public_response(request, body, etag_for(body), timezone.now(), vary=("Accept-Language",))


class ProblemTypeView(PublicView):
    """Explains one problem type."""

    @extend_schema(
        operation_id="problems_retrieve", summary="One problem type", responses={200: OpenApiTypes.OBJECT}
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        kind = next((kind for kind in problem_types() if kind.slug == slug), None)
        if kind is None:
            raise Problem(NOT_FOUND)
        body = render_json(_described(kind))
        return public_response(request, body, etag_for(body), timezone.now(), vary=("Accept-Language",))


def _described(kind: ProblemType) -> dict[str, Any]:
    return {"type": kind.uri, "title": str(kind.title), "status": kind.status, "detail": str(kind.detail)}

"""`GET schema/`: the OpenAPI document; `GET docs/`: Swagger UI, served from this host."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from newsroom.api import PublicView, etag_for, public_response, render_json

from .. import plugins


@lru_cache(maxsize=4)
def _openapi(installed: tuple[Any, ...]) -> bytes:
    with translation.override("en"):
        return render_json(SchemaGenerator().get_schema(request=None, public=True))


class OpenAPIDocument(PublicView):
    """The OpenAPI 3.1 document of this API, in English; made once for each set of plug-ins."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        body = _openapi((*plugins.blocks().values(), *plugins.extensions()))
        return public_response(request, body, etag_for("schema", body), timezone.now())


class SwaggerUI(PublicView):
    """The API to be read and tried in a browser. Nothing is inline, so that it keeps the content security policy."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        context = {"title": settings.SPECTACULAR_SETTINGS["TITLE"], "schema": reverse("api:schema")}
        body = render_to_string("articles/api/docs.html", context).encode()
        content_type = "text/html; charset=utf-8"
        return public_response(
            request, body, etag_for("docs", body), timezone.now(), content_type=content_type
        )

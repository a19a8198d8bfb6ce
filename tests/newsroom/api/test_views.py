"""The base of public views, and what the schema says of them."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from newsroom.api import PublicView
from newsroom.api.schema import PublicSchema
from newsroom.api.views import accepts_json

factory = APIRequestFactory()


class ListView(PublicView):
    parameters = frozenset({"q"})
    schema = PublicSchema()

    @extend_schema(responses={200: dict, 410: None})
    def get(self, request: Request, pk: int = 0) -> HttpResponse:
        return HttpResponse(b"{}", content_type="application/json")

    @extend_schema(request=dict, responses={200: dict})
    def put(self, request: Request, pk: int = 0) -> HttpResponse:
        return HttpResponse(b"{}", content_type="application/json")


view = ListView.as_view()


@pytest.mark.parametrize(
    ("accept", "admitted"),
    [
        ("*/*", True),
        ("application/json", True),
        ("application/*;q=0.1", True),
        ("text/html,application/xhtml+xml,*/*;q=0.8", True),
        ("application/json; charset=utf-8", True),
        ("text/html", False),
        ("application/json;q=0, */*", False),
        ("application/json;q=0.000", False),
        ("*/*;q=0", False),
        ("", False),
        (";;;,,,", False),
    ],
)
def test_accept(accept: str, admitted: bool) -> None:
    assert accepts_json(accept) is admitted
    assert view(factory.get("/", headers={"Accept": accept})).status_code == (200 if admitted else 406)


def test_parameters_are_strict_unless_the_view_checks() -> None:
    assert view(factory.get("/?q=1")).status_code == 200
    assert view(factory.get("/?format=json")).status_code == 400
    assert view(factory.put("/?x=1")).status_code == 400


def test_options_tells_the_methods() -> None:
    response = view(factory.options("/?x=1"))
    assert (response.status_code, response.content) == (204, b"")
    assert set(response["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "PUT"}


def test_public_answers_have_no_cookie_and_no_vary() -> None:
    response = view(factory.get("/"))
    assert not response.cookies
    assert "Vary" not in response


@pytest.mark.parametrize("method", ["delete", "patch", "trace", "post"])
def test_other_methods_are_405(method: str) -> None:
    assert view(getattr(factory, method)("/")).status_code == 405


def test_the_schema_declares_the_problems() -> None:
    patterns = [path("api/v1/things/<int:pk>/", view), path("api/v1/things/", view)]
    generator: Any = SchemaGenerator(patterns=patterns)
    schema: dict[str, Any] = generator.get_schema(request=None, public=True)
    reading = schema["paths"]["/api/v1/things/{id}/"]["get"]["responses"]
    assert set(reading) == {"200", "304", "400", "404", "406", "410", "415", "500", "503"}
    writing = schema["paths"]["/api/v1/things/"]["put"]["responses"]
    assert set(writing) == {"200", "400", "406", "413", "415", "429", "500", "503"}
    reference = {"$ref": "#/components/schemas/Problem"}
    for status, response in reading.items():
        if status >= "400":
            assert response["content"] == {"application/problem+json": {"schema": reference}}
    assert schema["components"]["schemas"]["Problem"]["properties"]["errors"]["type"] == "array"

"""What a client sees when something goes wrong, in process and through the whole middleware chain."""

import json
from typing import Any

import pytest
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, UnreadablePostError
from django.test import Client, override_settings
from django.urls import path
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from newsroom.api import (
    CONFLICT,
    GONE,
    Problem,
    ProblemTypesView,
    ProblemTypeView,
    PublicView,
    at_parameter,
    problem_type,
)
from newsroom.api.problem_types import problem_types
from newsroom.api.problems import json_pointer

factory = APIRequestFactory()


class ItemSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=3)
    level = serializers.IntegerField(min_value=1)


class DraftSerializer(serializers.Serializer[Any]):
    items = ItemSerializer(many=True)
    names = serializers.DictField(child=serializers.CharField(max_length=2))

    def validate(self, attrs: Any) -> Any:
        raise serializers.ValidationError("whole", code="whole_thing")


class DraftView(PublicView):
    def post(self, request: Request) -> HttpResponse:
        DraftSerializer(data=request.data).is_valid(raise_exception=True)
        return HttpResponse(b"{}")


def raising(exc: Exception, method: str = "get", **extra: Any) -> HttpResponse:
    class View(PublicView):
        def get(self, request: Request) -> HttpResponse:
            raise exc

        post = get

    response: HttpResponse = View.as_view()(getattr(factory, method)("/api/v1/x/", **extra))
    return response


@pytest.mark.parametrize(
    ("exc", "status", "slug"),
    [
        (Http404("No Article matches the given query."), 404, "not-found"),
        (exceptions.NotFound("draft 17 is embargoed"), 404, "not-found"),
        (exceptions.PermissionDenied(), 403, "forbidden"),
        (DjangoPermissionDenied("secret"), 403, "forbidden"),
        (exceptions.NotAuthenticated(), 403, "forbidden"),
        (exceptions.MethodNotAllowed("GET"), 405, "method-not-allowed"),
        (exceptions.NotAcceptable(), 406, "not-acceptable"),
        (exceptions.UnsupportedMediaType("x/y"), 415, "unsupported-media-type"),
        (exceptions.Throttled(wait=7), 429, "too-many-requests"),
        (exceptions.ParseError("odd"), 400, "malformed-body"),
        (exceptions.ValidationError({"page": ["odd"]}), 400, "invalid-parameters"),
        (DjangoValidationError({"until": ["too early"]}), 400, "invalid-parameters"),
        (RequestDataTooBig(), 413, "content-too-large"),
        (UnreadablePostError(), 400, "malformed-body"),
        (SuspiciousOperation("x"), 400, "bad-request"),
        (BadRequest("x"), 400, "bad-request"),
        (OperationalError("no route to 10.0.0.3"), 503, "unavailable"),
        (InterfaceError("connection already closed"), 503, "unavailable"),
        (Problem(CONFLICT), 409, "conflict"),
    ],
)
def test_every_exception_becomes_its_problem(exc: Exception, status: int, slug: str) -> None:
    response = raising(exc)
    body = json.loads(response.content)
    assert response.status_code == body["status"] == status
    assert list(body) == ["type", "title", "status", "detail", "errors"]
    assert body["type"] == f"/api/v1/problems/{slug}/"
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert "Accept-Language" in response["Vary"]
    for secret in ("Article", "embargoed", "secret", "10.0.0.3"):
        assert secret not in response.content.decode()


def test_the_database_away_asks_to_come_back() -> None:
    assert int(raising(OperationalError())["Retry-After"]) > 0
    assert raising(exceptions.Throttled(wait=7))["Retry-After"] == "7"


def test_absent_and_not_public_are_the_same_bytes() -> None:
    absent, hidden = raising(Http404("absent")), raising(exceptions.NotFound("hidden"))
    assert absent.content == hidden.content
    assert dict(absent.items()) == dict(hidden.items())


def test_faults_of_ours_are_not_swallowed() -> None:
    with pytest.raises(ZeroDivisionError):
        raising(ZeroDivisionError())


def test_serializer_errors_carry_json_pointers() -> None:
    data = {"items": [{"text": "ok", "level": 1}, {"text": "toolong", "level": 0}], "names": {"a/b~c": "xyz"}}
    response = DraftView.as_view()(factory.post("/api/v1/x/", data, format="json"))
    body = json.loads(response.content)
    assert body["type"].endswith("/invalid-body/")
    assert {(e["pointer"], e["code"]) for e in body["errors"]} == {
        ("/items/1/text", "max_length"),
        ("/items/1/level", "min_value"),
        ("/names/a~1b~0c", "max_length"),
    }


def test_an_error_of_the_whole_points_at_the_whole() -> None:
    response = DraftView.as_view()(factory.post("/api/v1/x/", {"items": [], "names": {}}, format="json"))
    assert json.loads(response.content)["errors"] == [
        {"pointer": "", "code": "whole_thing", "detail": "whole"}
    ]


def test_errors_of_a_query_name_the_parameter() -> None:
    response = raising(
        exceptions.ValidationError({"from_date": [exceptions.ErrorDetail("odd", code="invalid")]})
    )
    assert json.loads(response.content)["errors"] == [
        {"parameter": "from_date", "code": "invalid", "detail": "odd"}
    ]


def test_json_pointer_follows_rfc_6901() -> None:
    assert json_pointer(()) == ""
    assert json_pointer(("a/b", "m~n", 0)) == "/a~1b/m~0n/0"


def test_a_problem_carries_members_headers_and_its_own_words() -> None:
    problem = Problem(
        GONE,
        "Withdrawn",
        errors=[at_parameter("a", "b", "c")],
        members={"reason": "Sai số liệu"},
        headers={"Link": "<x>"},
    )
    response = raising(problem)
    body = json.loads(response.content)
    assert (body["detail"], body["reason"], response["Link"]) == ("Withdrawn", "Sai số liệu", "<x>")


def test_a_problem_survives_text_that_cannot_be_encoded() -> None:
    assert raising(Problem(CONFLICT, "half \ud800")).status_code == 409


def test_the_language_follows_the_header() -> None:
    english = raising(Http404(), headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert (english["Content-Language"], json.loads(english.content)["title"]) == ("en", "Not found")
    assert raising(Http404())["Content-Language"] == "vi"
    assert raising(Http404(), headers={"Accept-Language": "de,*"})["Content-Language"] == "vi"
    assert raising(Http404(), headers={"Accept-Language": "\ud800" * 9000})["Content-Language"] == "vi"


def test_a_slug_is_declared_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        problem_type("not-found", 404, "x", "x")


# --- through the middleware ---------------------------------------------------------------------------------


class WriteView(PublicView):
    def put(self, request: Request) -> HttpResponse:
        return HttpResponse(json.dumps(request.data), content_type="application/json")

    def get(self, request: Request) -> HttpResponse:
        return HttpResponse(b"{}", content_type="application/json")


def crash(request: Any) -> HttpResponse:
    raise ZeroDivisionError("secret")


def database_away(request: Any) -> HttpResponse:
    raise OperationalError("secret")


def plain_404(request: Any) -> HttpResponse:
    raise Http404("secret")


def only_post(request: Any) -> HttpResponse:
    return HttpResponseNotAllowed(["POST"])


urlpatterns = [
    path("api/v1/write/", WriteView.as_view()),
    path("api/v1/crash/", crash),
    path("api/v1/away/", database_away),
    path("api/v1/plain/", plain_404),
    path("api/v1/post/", only_post),
    path("api/v1/problems/", ProblemTypesView.as_view()),
    path("api/v1/problems/<slug:slug>/", ProblemTypeView.as_view()),
    path("page/", plain_404),
]
MIDDLEWARE = [
    "newsroom.api.middleware.ProblemMiddleware",
    "newsroom.api.hygiene.HygieneMiddleware",
    "newsroom.api.middleware.PageLocaleMiddleware",
    "newsroom.api.middleware.SlashMiddleware",
]


@pytest.fixture
def client() -> Any:
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=MIDDLEWARE):
        yield Client(raise_request_exception=False)


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize(
    ("target", "status"),
    [("nothing/", 404), ("plain/", 404), ("crash/", 500), ("away/", 503), ("post/", 405)],
)
def test_every_route_below_the_api_answers_with_a_problem(
    client: Client, target: str, status: int, debug: bool
) -> None:
    with override_settings(DEBUG=debug):
        response = client.get(f"/api/v1/{target}")
    assert response.status_code == response.json()["status"] == status
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Length"] == str(len(response.content))
    assert "secret" not in response.content.decode()
    assert target not in response.content.decode().replace("/api/v1/problems/", "")


def test_pages_keep_their_own_errors(client: Client) -> None:
    assert client.get("/page/")["Content-Type"].startswith("text/html")


def test_405_lists_what_is_allowed(client: Client) -> None:
    assert client.get("/api/v1/post/")["Allow"] == "POST"
    assert client.delete("/api/v1/write/")["Allow"] == "GET, PUT, HEAD, OPTIONS"


def test_a_foreign_host_is_a_problem(client: Client) -> None:
    response = client.get("/api/v1/write/", headers={"Host": "evil.example"})
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert "evil" not in response.content.decode()


def test_head_of_an_error_has_no_body(client: Client) -> None:
    got, head = client.get("/api/v1/nothing/"), client.head("/api/v1/nothing/")
    assert head.content == b""
    assert head.status_code == 404
    assert head["Content-Length"] == got["Content-Length"]


@pytest.mark.parametrize("debug", [True, False])
def test_a_missing_slash_keeps_method_and_body(client: Client, debug: bool) -> None:
    with override_settings(DEBUG=debug):
        response = client.put("/api/v1/write?a=1", {"stars": 4}, content_type="application/json")
    assert (response.status_code, response["Location"]) == (308, "/api/v1/write/?a=1")
    followed = client.put("/api/v1/write", {"stars": 4}, content_type="application/json", follow=True)
    assert followed.json() == {"stars": 4}


def test_public_answers_do_not_vary_by_language_or_cookie(client: Client) -> None:
    client.cookies["django_language"] = "en"
    response = client.get("/api/v1/write/")
    assert "Vary" not in response
    assert client.get("/api/v1/nothing/")["Content-Language"] == "vi"


def test_each_type_is_explained_at_its_address(client: Client) -> None:
    listed = client.get("/api/v1/problems/").json()["results"]
    assert [kind["type"] for kind in listed] == [kind.uri for kind in problem_types()]
    for kind in listed:
        assert client.get(kind["type"]).json() == kind
    assert client.get("/api/v1/problems/no-such/").status_code == 404

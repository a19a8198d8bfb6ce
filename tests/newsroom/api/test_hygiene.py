"""Addresses that no honest client sends."""

from typing import Any

import pytest
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from newsroom.api.hygiene import HygieneMiddleware


def answer(path: str = "/api/v1/articles/", query: str = "", **extra: Any) -> HttpResponse:
    request: HttpRequest = RequestFactory().get(path, QUERY_STRING=query, **extra)
    response = HygieneMiddleware(lambda request: HttpResponse(b"fine"))(request)
    assert isinstance(response, HttpResponse)
    return response


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=%C4%91%E1%BA%A7u+t%C6%B0",
        "q=a%20b&tag=x,y",
        "q=%F0%9F%98%80",
        "a=1" + "&a=1" * 49,
        "q=" + "a" * 4000,
    ],
)
def test_honest_queries_pass(query: str) -> None:
    assert answer(query=query).content == b"fine"


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "%00=1",
        "q=%FF",
        "q=%C3",
        "q=%ED%A0%80",
        "q=%C0%80",
        "q=\xff",
        "a=1" + "&a=1" * 50,
        "q=" + "a" * 5000,
    ],
)
def test_hostile_queries_are_400(query: str) -> None:
    response = answer(query=query)
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("path", ["/api/v1/a%00b/", "/api/v1/%FF/", "/api/v1/%ED%A0%80/", "/api/v1/x%C3/"])
def test_hostile_paths_are_400(path: str) -> None:
    assert answer(path).status_code == 400


def test_vietnamese_paths_pass() -> None:
    assert answer("/api/v1/tags/đầu-tư/").content == b"fine"


@pytest.mark.parametrize("charset", ["utf-16", "latin-1", "no-such", "utf-7"])
def test_another_charset_is_415(charset: str) -> None:
    assert answer(query="q=1", CONTENT_TYPE=f"application/json; charset={charset}").status_code == 415
    assert answer(query="q=1", CONTENT_TYPE="application/json; charset=UTF-8").status_code == 200


def test_pages_get_a_page() -> None:
    with pytest.raises(BadRequest):
        answer("/tin-tuc/", query="q=%00")

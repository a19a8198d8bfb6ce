"""Headers on which Django's own request class fails before any view."""

from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from newsroom.api import ContentTypeGuard
from newsroom.api.content_type import readable
from newsroom.api.hygiene import HygieneMiddleware


def status_of(content_type: str) -> int:
    """Send a request through the guard, Django's request class and the hygiene middleware."""
    answers: list[int] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        response = HygieneMiddleware(lambda request: HttpResponse())(WSGIRequest(environ))
        answers.append(response.status_code)
        return []

    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/api/v1/articles/",
        "QUERY_STRING": "q=1",
        "CONTENT_TYPE": content_type,
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "http",
    }
    ContentTypeGuard(application)(environ, None)
    return answers[0]


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json; charset=hex",
        "application/json; charset=undefined",
        "application/json; charset=utf-16",
        "a/b; x*=none''y",
        "a/b; charset*=hex''%41",
        "a/b; charset=\x00",
    ],
)
def test_a_foreign_charset_is_415_and_never_a_crash(content_type: str) -> None:
    assert status_of(content_type) == 415


@pytest.mark.parametrize(
    "content_type",
    ["", "application/json", "application/json; charset=UTF-8", "multipart/form-data; boundary=x", ";"],
)
def test_ordinary_headers_pass(content_type: str) -> None:
    assert status_of(content_type) == 200
    assert readable(content_type) == content_type


@given(
    st.text(st.characters(max_codepoint=255))
    | st.from_regex(r"a/b;( ?(x|charset)(\*[0-9]?\*?)?=[a-z0-9'%\"]*;?)*")
)
def test_no_header_crashes(content_type: str) -> None:
    assert status_of(content_type) in (200, 415)

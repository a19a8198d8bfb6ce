"""ETags, freshness and conditional requests as RFC 9110 and RFC 9111 have them."""

from datetime import UTC, datetime

import pytest
from django.test import RequestFactory

from newsroom.api import etag_for, if_none_match, not_modified, private_response, public_response

NOW = datetime(2020, 8, 5, 8, 14, 20, tzinfo=UTC)
TAG = '"abc"'


def test_tags_are_strong_and_tell_parts_apart() -> None:
    tag = etag_for("ab", "c", 1, None, b"x")
    assert tag.startswith('"')
    assert tag.endswith('"')
    assert tag == etag_for("ab", "c", 1, None, b"x")
    others = [
        etag_for("a", "bc", 1, None, b"x"),
        etag_for("ab", "c", "1", None, b"x"),
        etag_for("ab", "c", 1, None, "x"),
    ]
    assert len({tag, *others, etag_for()}) == 5


@pytest.mark.parametrize(
    ("header", "matches"),
    [
        ('"abc"', True),
        ('W/"abc"', True),
        ('"x", W/"abc" , "y"', True),
        ("*", True),
        (" * ", True),
        ('"abd"', False),
        ("abc", False),
        ('"ab", "c"', False),
        ("", False),
        ('"', False),
        ('"*"', False),
    ],
)
def test_if_none_match(header: str, matches: bool) -> None:
    request = RequestFactory().get("/", headers={"If-None-Match": header})
    assert if_none_match(request, TAG) is matches
    assert (not_modified(request, TAG, NOW) is not None) is matches


def test_no_header_is_no_condition() -> None:
    assert not if_none_match(RequestFactory().get("/"), TAG)


def test_public_answers_are_fresh_until_the_next_minute() -> None:
    response = public_response(RequestFactory().get("/"), b"{}", TAG, NOW)
    assert response.content == b"{}"
    assert response["ETag"] == TAG
    assert response["Cache-Control"] == "public, max-age=40"
    assert response["Content-Length"] == "2"
    assert response["Content-Type"] == "application/json"
    assert "Vary" not in response


@pytest.mark.parametrize(
    ("second", "microsecond", "age"), [(0, 0, 60), (0, 1, 59), (59, 0, 1), (59, 1, 0), (59, 999_999, 0)]
)
def test_freshness_never_passes_the_minute(second: int, microsecond: int, age: int) -> None:
    now = NOW.replace(second=second, microsecond=microsecond)
    response = public_response(RequestFactory().get("/"), b"{}", TAG, now)
    assert response["Cache-Control"] == f"public, max-age={age}"


def test_head_has_the_fields_of_get_and_no_body() -> None:
    got = public_response(RequestFactory().get("/"), b"{}", TAG, NOW, vary=["Accept"])
    head = public_response(RequestFactory().head("/"), b"{}", TAG, NOW, vary=["Accept"])
    assert head.content == b""
    assert dict(head.items()) == dict(got.items())


@pytest.mark.parametrize("method", ["get", "head"])
def test_304_carries_what_the_200_would(method: str) -> None:
    request = getattr(RequestFactory(), method)(
        "/", headers={"If-None-Match": TAG, "Cache-Control": "no-cache"}
    )
    response = public_response(request, b"{}", TAG, NOW, vary=["Accept"])
    assert (response.status_code, response.content) == (304, b"")
    assert dict(response.items()) == {"ETag": TAG, "Cache-Control": "public, max-age=40", "Vary": "Accept"}


def test_private_answers_are_stored_nowhere() -> None:
    response = private_response(RequestFactory().get("/"), b"{}", status=201)
    assert (response.status_code, response["Cache-Control"]) == (201, "private, no-store")
    assert "ETag" not in response

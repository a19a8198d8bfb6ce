"""Bodies from strangers."""

import json
import time
from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from newsroom.api import LimitedFormParser, LimitedJSONParser, Problem, PublicView
from newsroom.api.parsers import MAX_DEPTH, depth_within, parse_json

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
)
text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


class EchoView(PublicView):
    parser_classes = (LimitedJSONParser, LimitedFormParser)

    def post(self, request: Request) -> HttpResponse:
        return HttpResponse(json.dumps(request.data), content_type=JSON)


def post(body: bytes, content_type: str = JSON) -> HttpResponse:
    factory: Any = APIRequestFactory()
    request = factory.generic("POST", "/api/v1/x/", body, content_type=content_type)
    response: HttpResponse = EchoView.as_view()(request)
    return response


@given(
    st.recursive(scalars | text, lambda inner: st.lists(inner) | st.dictionaries(text, inner), max_leaves=20)
)
def test_honest_json_is_read_as_it_is(value: Any) -> None:
    assert parse_json(json.dumps(value)) == value
    assert parse_json(json.dumps(value, ensure_ascii=False)) == value


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"[" * 60_000, "depth"),
        (b'{"a":' * 60_000, "depth"),
        (b"[" * 33 + b"]" * 33, "depth"),
        (b'{"stars": NaN}', "number"),
        (b'{"stars": -Infinity}', "number"),
        (b'{"stars": 1e999}', "number"),
        (b'{"stars": 9223372036854775808}', "number"),
        (b'{"stars": ' + b"9" * 5000 + b"}", "number"),
        (b'{"a": 1, "a": 2}', "duplicate"),
        (b'[{"b": {"a": 1, "\\u0061": 2}}]', "duplicate"),
        (b'{"a": "\\u0000"}', "character"),
        (b'{"\\u0000": 1}', "character"),
        (b'["\\ud800"]', "character"),
        (b'["\\udc00\\ud800"]', "character"),
        (b'{"a": "\x00"}', "syntax"),
        (b'{"a": "\xff"}', "encoding"),
        (b'"\xed\xa0\x80"', "encoding"),
        (b'{"a": 1', "syntax"),
        (b"\xef\xbb\xbf{}", "syntax"),
        (b"nope", "syntax"),
        (b"   ", "syntax"),
    ],
)
def test_hostile_json_is_a_400_that_says_why(body: bytes, code: str) -> None:
    response = post(body)
    problem = json.loads(response.content)
    assert (response.status_code, problem["type"]) == (400, "/api/v1/problems/malformed-body/")
    assert problem["errors"][0]["code"] == code


def test_pairs_of_surrogates_and_escaped_backslashes_are_honest() -> None:
    assert parse_json(r'["😀", "\\u0000", "\u0111"]') == ["😀", "\\u0000", "đ"]


def test_depth_is_counted_outside_strings_only() -> None:
    assert depth_within("[" * MAX_DEPTH + "]" * MAX_DEPTH, MAX_DEPTH)
    assert parse_json('["' + "[" * 1000 + '", "\\"[[[[' + "{" * 100 + '"]')
    assert not depth_within('["\\"", ' + "[" * MAX_DEPTH, MAX_DEPTH)


@pytest.mark.parametrize(
    "body",
    [
        "[" * 10**6,
        '"' * 10**6,
        '\\"' * 500_000,
        '"' + '\\"' * 500_000,
        "[]," * 300_000,
        '"\\' * 500_000,
        "{}" * 500_000,
    ],
)
def test_a_megabyte_of_anything_is_judged_quickly(body: str) -> None:
    started = time.process_time()
    depth_within(body, MAX_DEPTH)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/xml", f"{JSON}; charset=utf-16", "", "x"]
)
def test_other_media_types_and_charsets_are_415(content_type: str) -> None:
    assert post(b"{}", content_type).status_code == 415


def test_charset_utf8_is_fine() -> None:
    assert post('{"a": "đ"}'.encode(), f"{JSON}; charset=UTF-8").status_code == 200


@override_settings(NEWSROOM_JSON_MAX_BYTES=100)
def test_size_is_limited() -> None:
    assert post(b'"' + b"a" * 98 + b'"').status_code == 200
    assert post(b'"' + b"a" * 99 + b'"').status_code == 413


def test_forms_are_read() -> None:
    form = LimitedFormParser().parse(BytesIO(b"stars=4&note=r%E1%BA%A5t+hay&empty="), FORM)
    assert form.dict() == {"stars": "4", "note": "rất hay", "empty": ""}
    assert not LimitedFormParser().parse(BytesIO(b""), FORM)


@pytest.mark.parametrize(
    "body", [b"a=1&a=2", b"a=%00", b"a=%FF", b"a=\xff", b"&".join(b"a=1" for _ in range(51))]
)
def test_hostile_forms_are_400(body: bytes) -> None:
    with pytest.raises(Problem) as caught:
        LimitedFormParser().parse(BytesIO(body), FORM)
    assert caught.value.status_code == 400


@override_settings(NEWSROOM_FORM_MAX_BYTES=10)
def test_form_size_is_limited() -> None:
    assert post(b"a=123456789", FORM).status_code == 413

"""Request bodies, read with limits: size, depth, numbers and characters are checked before use."""

import json
import math
import re
from collections.abc import Mapping
from typing import IO, Any, NoReturn
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import parse_header_parameters
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import BaseParser

from newsroom.api.content_type import is_utf8
from newsroom.api.problem_types import CONTENT_TOO_LARGE, MALFORMED_BODY, UNSUPPORTED_MEDIA_TYPE
from newsroom.api.problems import Problem, at_pointer

MAX_DEPTH = 32
MAX_FORM_FIELDS = 50
INT64 = range(-(2**63), 2**63)

# The closing quote is optional and the repeats are possessive: one pass over any input.
_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_NOT_BRACKETS = re.compile(r"[^\[\]{}]+")


class LimitedJSONParser(BaseParser):
    """JSON (RFC 8259, and I-JSON's rules of RFC 7493: unique names, no surrogates, sane numbers).

    At most ``NEWSROOM_JSON_MAX_BYTES`` (1 MiB; 413 above) and 32 levels. 400 for NUL, lone surrogates,
    repeated names, ``NaN``, numbers beyond binary64 or 64-bit integers, and broken UTF-8; 415 for another
    charset.
    """

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        return parse_json(
            _read(stream, media_type, getattr(settings, "NEWSROOM_JSON_MAX_BYTES", 1024 * 1024))
        )


class LimitedFormParser(BaseParser):
    """A urlencoded form: at most ``NEWSROOM_FORM_MAX_BYTES`` (100,000; else 413) and 50 fields, each once."""

    media_type = "application/x-www-form-urlencoded"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> QueryDict:
        body = _read(stream, media_type, getattr(settings, "NEWSROOM_FORM_MAX_BYTES", 100_000))
        if not body:
            return QueryDict("")
        if body.count("&") >= MAX_FORM_FIELDS:
            _refuse("too_many_fields", _("The form has too many fields."))
        try:
            pairs = parse_qsl(body, keep_blank_values=True, errors="strict")
        except UnicodeDecodeError:
            _refuse("encoding", _("The body is not valid UTF-8."))
        form = QueryDict(mutable=True)
        for name, value in pairs:
            if "\0" in name or "\0" in value:
                _refuse("character", _("The body contains a NUL character or half of a surrogate pair."))
            if name in form:
                _refuse("duplicate", _("A name occurs twice in the same object or form."))
            form[name] = value
        form._mutable = False
        return form


def parse_json(text: str) -> Any:
    """Parse untrusted JSON text within the limits of ``LimitedJSONParser``; ``Problem`` (400) otherwise."""
    if not depth_within(text, MAX_DEPTH):
        _refuse("depth", gettext("The body is nested deeper than %(levels)d levels.") % {"levels": MAX_DEPTH})
    try:
        value = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_int=_whole,
            parse_float=_finite,
            parse_constant=_no_constant,
        )
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        _refuse("syntax", gettext("The body is not valid JSON (line %(line)d, column %(column)d).") % place)
    # Raw NUL and raw surrogates were refused by now: only an escape can still make one.
    if "\\u" in text:
        _check_characters(value)
    return value


def depth_within(text: str, levels: int) -> bool:
    """Say whether brackets outside strings nest at most ``levels`` deep; linear in the length of the text."""
    depth = 0
    for bracket in _NOT_BRACKETS.sub("", _STRING.sub("", text)):
        if bracket in "]}":
            depth -= 1
            continue
        depth += 1
        if depth > levels:
            return False
    return True


def _read(stream: IO[Any], media_type: str | None, limit: int) -> str:
    if not is_utf8(parse_header_parameters(media_type or "")[1]):
        raise Problem(UNSUPPORTED_MEDIA_TYPE, _("Only the encoding UTF-8 is understood."))
    body: bytes = stream.read(limit + 1)
    if len(body) > limit:
        raise Problem(
            CONTENT_TOO_LARGE,
            gettext("The body may have at most %(limit)d bytes.") % {"limit": limit},
        )
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        _refuse("encoding", _("The body is not valid UTF-8."))


def _refuse(code: str, detail: str | Promise) -> NoReturn:
    raise Problem(MALFORMED_BODY, detail, errors=[at_pointer("", code, detail)])


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        _refuse("duplicate", _("A name occurs twice in the same object or form."))
    return members


def _whole(digits: str) -> int:
    # Checked by length first: Python refuses (and takes long over) thousands of digits.
    if len(digits) > 20 or int(digits) not in INT64:
        _refuse("number", _("A number in the body is too large."))
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        _refuse("number", _("A number in the body is too large."))
    return number


def _no_constant(name: str) -> NoReturn:
    _refuse("number", _("NaN and Infinity are not JSON."))


def _check_characters(value: Any) -> None:
    """Depth is bounded by now, so recursion is too."""
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
            _refuse("character", _("The body contains a NUL character or half of a surrogate pair."))
    elif isinstance(value, dict):
        for name, inner in value.items():
            _check_characters(name)
            _check_characters(inner)
    elif isinstance(value, list):
        for inner in value:
            _check_characters(inner)

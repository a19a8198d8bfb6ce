"""Cursors: a place in a list, as an opaque text that the client hands back unchanged."""

import binascii
import json
import math
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from newsroom.api.problem_types import INVALID_PARAMETERS
from newsroom.api.problems import Problem, at_parameter
from newsroom.api.rendering import render_json

Value = datetime | int | float | str

_ALPHABET = re.compile(r"[A-Za-z0-9_-]{1,3000}", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# Years 1000 to 9000: every time zone can show them.
_FIRST = (datetime(1000, 1, 1, tzinfo=UTC) - _EPOCH) // _MICROSECOND
_LAST = (datetime(9000, 1, 1, tzinfo=UTC) - _EPOCH) // _MICROSECOND
_INT64 = range(-(2**63), 2**63)


@dataclass(frozen=True, slots=True)
class Ordering:
    """How a list is ordered: by ``field``, then by ``id_field``, both in one direction.

    ``name`` is the public name (``-published_at``); ``value_type`` is what ``field`` holds, never null.
    """

    name: str
    field: str
    descending: bool
    id_field: str = "id"
    value_type: type[datetime] | type[int] | type[float] | type[str] = datetime


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place just after (or, ``backward``, just before) the row with this value and id."""

    ordering: str
    value: Value
    id: int
    backward: bool = False

    def encode(self) -> str:
        """Write the cursor as base64url without padding."""
        value = (self.value - _EPOCH) // _MICROSECOND if isinstance(self.value, datetime) else self.value
        place = [self.ordering, "p" if self.backward else "n", value, self.id]
        return urlsafe_b64encode(render_json(place)).rstrip(b"=").decode("ascii")


def decode_cursor(text: str, ordering: Ordering, parameter: str = "cursor") -> Cursor:
    """Read a cursor back; ``Problem`` (400, naming ``parameter``) unless we gave it for this ordering."""
    place = _unpack(text)
    if place is None:
        _refuse(parameter, "invalid", _("This is not a cursor that the API gave."))
    name, direction, value, row_id = place
    if name != ordering.name:
        _refuse(parameter, "other_ordering", _("This cursor belongs to another ordering of the list."))
    position = _position(value, ordering.value_type)
    if position is None or type(row_id) is not int or row_id not in _INT64 or direction not in ("n", "p"):
        _refuse(parameter, "invalid", _("This is not a cursor that the API gave."))
    return Cursor(name, position, row_id, backward=direction == "p")


def _unpack(text: str) -> list[Any] | None:
    if not _ALPHABET.fullmatch(text):
        return None
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        place = json.loads(raw)
        canonical = render_json(place) == raw and urlsafe_b64encode(raw).rstrip(b"=") == text.encode()
    except (binascii.Error, ValueError, RecursionError):
        return None
    # One place has one spelling, so that caches see one address.
    return place if canonical and isinstance(place, list) and len(place) == 4 else None


def _position(value: Any, value_type: type[Value]) -> Value | None:
    if value_type is float:
        return value if type(value) is float and math.isfinite(value) else None
    if value_type is str:
        return value if type(value) is str and "\0" not in value else None
    if type(value) is not int or value not in _INT64:
        return None
    if value_type is int:
        return value
    return _EPOCH + value * _MICROSECOND if _FIRST <= value <= _LAST else None


def _refuse(parameter: str, code: str, detail: str) -> NoReturn:
    raise Problem(INVALID_PARAMETERS, errors=[at_parameter(parameter, code, detail)])

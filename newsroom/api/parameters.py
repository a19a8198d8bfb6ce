"""Query parameters, read strictly: nothing unknown, nothing twice, nothing clamped; faults told together."""

import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches

from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.request import Request

from newsroom.api.problem_types import INVALID_PARAMETERS
from newsroom.api.problems import ErrorItem, Problem, at_parameter

_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}", re.ASCII)
_SHOWN = 64


def check_parameters(request: HttpRequest | Request, allowed: Collection[str]) -> None:
    """Raise ``Problem`` (400) naming every parameter that is unknown (and the nearest name) or repeated."""
    if request.META.get("QUERY_STRING"):
        Parameters(request, allowed).check()


class Parameters:
    """The query parameters of one request. Each reader returns a value or notes a fault; ``check()`` raises
    them all.

    A reader returns its ``default`` for a parameter that is absent or at fault, so that reading can go on.
    """

    def __init__(self, request: HttpRequest | Request, allowed: Collection[str]) -> None:
        self.query = request.GET
        self.errors: list[ErrorItem] = []
        for name, values in self.query.lists():
            if name not in allowed:
                self.fail(name, "unknown", self._unknown(name, allowed))
            elif len(values) > 1:
                self.fail(name, "repeated", _("The parameter may be given only once."))

    def fail(self, name: str, code: str, detail: str) -> None:
        """Note a fault of a parameter."""
        self.errors.append(at_parameter(name[:_SHOWN], code, detail))

    def check(self) -> None:
        """Raise ``Problem`` (400) with every fault that was noted, if any."""
        if self.errors:
            raise Problem(INVALID_PARAMETERS, errors=self.errors)

    def text(self, name: str, *, max_length: int = 200) -> str | None:
        """Read a text of 1 to ``max_length`` characters."""
        value = self.query.get(name)
        if value is None:
            return None
        if not value.strip():
            self.fail(name, "blank", _("The parameter has no value."))
            return None
        if len(value) > max_length:
            self.fail(
                name, "too_long", _("At most %(limit)d characters are allowed.") % {"limit": max_length}
            )
            return None
        return value

    def whole(self, name: str, default: int, *, low: int, high: int) -> int:
        """Read a whole number from ``low`` to ``high``, in ASCII digits without ``+`` or leading zeros."""
        value = self.query.get(name)
        if value is None:
            return default
        if _WHOLE.fullmatch(value) and low <= int(value) <= high:
            return int(value)
        bounds = {"low": low, "high": high}
        self.fail(name, "out_of_range", _("A whole number from %(low)d to %(high)d is needed.") % bounds)
        return default

    def choice(self, name: str, choices: Collection[str], default: str) -> str:
        """Read one of ``choices``."""
        value = self.query.get(name)
        if value is None or value in choices:
            return value or default
        self.fail(name, "invalid_choice", _not_among(value, choices))
        return default

    def choices(self, name: str, choices: Collection[str]) -> tuple[str, ...]:
        """Read a comma-separated list of ``choices``, each at most once; absent is the empty tuple."""
        value = self.query.get(name)
        if value is None:
            return ()
        names = tuple(value.split(","))
        wrong = [one for one in names if one not in choices]
        if wrong:
            self.fail(name, "invalid_choice", _not_among(wrong[0], choices))
            return ()
        if len(set(names)) != len(names):
            self.fail(name, "repeated", _("A name is in the list twice."))
            return ()
        return names

    def boolean(self, name: str, default: bool) -> bool:
        """Read ``true`` or ``false``."""
        return self.choice(name, ("true", "false"), "true" if default else "false") == "true"

    def _unknown(self, name: str, allowed: Collection[str]) -> str:
        if not allowed:
            return _("This address takes no parameters.")
        # Comparing names costs time: a long list of nonsense gets no advice after the first few.
        near = _nearest(name, allowed) if len(self.errors) < 10 else None
        names = {"allowed": _listed(allowed), "near": near}
        if near:
            return _("Unknown parameter. Did you mean “%(near)s”? Allowed: %(allowed)s.") % names
        return _("Unknown parameter. Allowed: %(allowed)s.") % names


def _not_among(value: str, choices: Collection[str]) -> str:
    near = _nearest(value, choices)
    names = {"value": value[:_SHOWN], "allowed": _listed(choices), "near": near}
    if near:
        return _("“%(value)s” is not known. Did you mean “%(near)s”? Allowed: %(allowed)s.") % names
    return _("“%(value)s” is not known. Allowed: %(allowed)s.") % names


def _nearest(name: str, names: Collection[str]) -> str | None:
    near = get_close_matches(name[:_SHOWN], names, n=1)
    return near[0] if near else None


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))

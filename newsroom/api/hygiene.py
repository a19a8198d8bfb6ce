"""Refuse addresses that no honest client sends, before anything looks at them."""

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsroom.api.content_type import is_utf8
from newsroom.api.middleware import below_api
from newsroom.api.problem_types import BAD_REQUEST, UNSUPPORTED_MEDIA_TYPE
from newsroom.api.problems import Problem, problem_response

# Django writes path bytes that are not UTF-8 back as %80 to %FF (``repercent_broken_unicode``).
_BROKEN_PATH = re.compile(r"%[89A-Fa-f][0-9A-Fa-f]")


class HygieneMiddleware:
    """400 for NUL or broken UTF-8 in path or query, and for queries longer or with more parameters than
    allowed.

    Limits: ``NEWSROOM_QUERY_MAX_BYTES`` (4096) and ``NEWSROOM_QUERY_MAX_PARAMETERS`` (50). A ``charset``
    other than UTF-8 is 415: Django would decode the query with it, and some codecs fail there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.max_bytes: int = getattr(settings, "NEWSROOM_QUERY_MAX_BYTES", 4096)
        self.max_parameters: int = getattr(settings, "NEWSROOM_QUERY_MAX_PARAMETERS", 50)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        fault = path_fault(request.path_info) or query_fault(
            request.META.get("QUERY_STRING", ""), self.max_bytes, self.max_parameters
        )
        if fault is not None:
            return self.refuse(request, Problem(BAD_REQUEST, fault))
        if not is_utf8(request.content_params or {}):
            return self.refuse(
                request, Problem(UNSUPPORTED_MEDIA_TYPE, _("Only the encoding UTF-8 is understood."))
            )
        return self.get_response(request)

    def refuse(self, request: HttpRequest, problem: Problem) -> HttpResponseBase:
        if below_api(request):
            return problem_response(request, problem)
        raise BadRequest(str(problem))


def path_fault(path: str) -> Promise | None:
    """Say what is wrong with a decoded path, or ``None``."""
    if "\0" in path:
        return _("The address contains a NUL character.")
    if _BROKEN_PATH.search(path) or not _encodable(path):
        return _("The address is not valid UTF-8.")
    return None


def query_fault(query: str, max_bytes: int, max_parameters: int) -> Promise | None:
    """Say what is wrong with a raw query string (as WSGI gives it: bytes as Latin-1), or ``None``."""
    if not query:
        return None
    if len(query) > max_bytes:
        return _("The query is too long.")
    if query.count("&") >= max_parameters:
        return _("The query has too many parameters.")
    try:
        raw = unquote_to_bytes(query.encode("latin-1"))
    except UnicodeEncodeError:
        raw = unquote_to_bytes(query.encode("utf-8", "surrogatepass"))
    if b"\0" in raw:
        return _("The query contains a NUL character.")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return _("The query is not valid UTF-8.")
    return None


def _encodable(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True

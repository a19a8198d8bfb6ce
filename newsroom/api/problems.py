"""Errors as ``application/problem+json`` (RFC 9457): raise a ``Problem``, or let any exception become one."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from rest_framework import exceptions
from rest_framework.fields import get_error_detail
from rest_framework.request import Request
from rest_framework.views import set_rollback

from newsroom.api.languages import preferred_language
from newsroom.api.problem_types import (
    BAD_REQUEST,
    CONTENT_TOO_LARGE,
    FORBIDDEN,
    INVALID_BODY,
    INVALID_PARAMETERS,
    MALFORMED_BODY,
    NOT_FOUND,
    UNAVAILABLE,
    ProblemType,
    Text,
    type_for_status,
)

PROBLEM_JSON = "application/problem+json"
MAX_ERRORS = 100
RETRY_AFTER_SECONDS = 5

logger = logging.getLogger("newsroom.api")

ErrorItem = Mapping[str, Text]


def at_parameter(name: str, code: str, detail: Text) -> ErrorItem:
    """One entry of ``errors`` about a query parameter."""
    return {"parameter": name, "code": code, "detail": detail}


def at_pointer(pointer: str, code: str, detail: Text) -> ErrorItem:
    """One entry of ``errors`` about a place in the body (JSON Pointer, RFC 6901; ``""``: the whole body)."""
    return {"pointer": pointer, "code": code, "detail": detail}


class Problem(exceptions.APIException):
    """An error with its kind, its faults and what else the client may use (``members``, ``headers``).

    Invalid input is always 400, whether syntax or meaning is at fault; 422 is not used.
    """

    def __init__(
        self,
        kind: ProblemType,
        detail: Text | None = None,
        *,
        errors: Sequence[ErrorItem] = (),
        members: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(None, kind.slug)
        self.kind = kind
        self.status_code = kind.status
        # Kept lazy: the language is known when the answer is written.
        self.text: Text = kind.detail if detail is None else detail
        self.errors = errors
        self.members = members or {}
        self.headers = headers or {}

    def __str__(self) -> str:
        return str(self.text)

    def body(self) -> bytes:
        """Write the problem in the active language. The path of the request is never echoed."""
        document = {
            "type": self.kind.uri,
            "title": self.kind.title,
            "status": self.status_code,
            "detail": self.text,
            "errors": self.errors[:MAX_ERRORS],
            **self.members,
        }
        # "replace": an error text may quote what the client sent, and must never fail itself.
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), default=str)
        return text.encode("utf-8", "replace")


def problem_response(request: HttpRequest | Request, problem: Problem) -> HttpResponse:
    """Answer a request with a problem, in its language, never to be stored by a cache."""
    response = HttpResponse(status=problem.status_code)
    write_problem(request, problem, response)
    return response


def write_problem(request: HttpRequest | Request, problem: Problem, response: HttpResponse) -> None:
    """Turn an existing response into the problem; its other headers (``Allow``, CORS, …) stay."""
    language = preferred_language(request)
    with override(language):
        body = problem.body()
    response.content = b"" if request.method == "HEAD" else body
    for stale in ("ETag", "Last-Modified", "Expires", "Content-Encoding", "Content-Disposition"):
        response.headers.pop(stale, None)
    response.headers["Content-Type"] = PROBLEM_JSON
    response.headers["Content-Length"] = str(len(body))
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    for name, value in problem.headers.items():
        response.headers[name] = value
    patch_vary_headers(response, ["Accept-Language"])


def exception_handler(exc: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """REST framework's ``EXCEPTION_HANDLER``. ``None`` (a fault of ours) leaves it to the middleware."""
    request: Request = context["request"]
    problem = problem_from(exc, request)
    if problem is None:
        return None
    set_rollback()
    return problem_response(request, problem)


def problem_from(exc: Exception, request: HttpRequest | Request) -> Problem | None:
    """Translate an exception of Django or REST framework; ``None`` when it is a fault of ours."""
    match exc:
        case Problem():
            return exc
        case Http404() | exceptions.NotFound():
            # Its own text may name what is not public.
            return Problem(NOT_FOUND)
        case exceptions.ValidationError():
            return _invalid(exc.detail, request)
        case DjangoValidationError():
            return _invalid(get_error_detail(exc), request)
        case exceptions.ParseError():
            return Problem(MALFORMED_BODY, str(exc.detail))
        case exceptions.APIException():
            return _from_api_exception(exc)
        case PermissionDenied():
            return Problem(FORBIDDEN)
        case RequestDataTooBig():
            return Problem(CONTENT_TOO_LARGE)
        case UnreadablePostError() | MultiPartParserError():
            return Problem(MALFORMED_BODY)
        case SuspiciousOperation() | BadRequest():
            return Problem(BAD_REQUEST)
        case OperationalError() | InterfaceError():
            logger.error("The database did not answer", exc_info=exc)
            return Problem(UNAVAILABLE, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
    return None


def _from_api_exception(exc: exceptions.APIException) -> Problem:
    kind = type_for_status(exc.status_code)
    headers = {}
    wait = getattr(exc, "wait", None)
    if wait is not None:
        headers["Retry-After"] = str(max(1, round(wait)))
    challenge = getattr(exc, "auth_header", None)
    if challenge:
        headers["WWW-Authenticate"] = challenge
    own_words = isinstance(exc.detail, str) and exc.detail != str(exc.default_detail)
    keeps_words = own_words and exc.status_code in (403, 409, 410)
    return Problem(kind, str(exc.detail) if keeps_words else None, headers=headers)


def _invalid(detail: Any, request: HttpRequest | Request) -> Problem:
    """Faults of a serializer or filter: of the query where the method has no body, else of the body."""
    if request.method in ("GET", "HEAD", "DELETE"):
        faults = [at_parameter(".".join(path), code, text) for path, code, text in _leaves(detail, ())]
        return Problem(INVALID_PARAMETERS, errors=faults)
    faults = [at_pointer(json_pointer(path), code, text) for path, code, text in _leaves(detail, ())]
    return Problem(INVALID_BODY, errors=faults)


def json_pointer(path: Sequence[str | int]) -> str:
    """Write a path of member names and indexes as a JSON Pointer (RFC 6901 §3)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _leaves(detail: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    if isinstance(detail, Mapping):
        for key, inner in detail.items():
            # Faults of the whole belong to the whole: REST framework's and Django's names for it.
            below = path if key in ("non_field_errors", "__all__") else (*path, str(key))
            yield from _leaves(inner, below)
    elif isinstance(detail, list | tuple):
        for index, inner in enumerate(detail):
            below = (*path, str(index)) if isinstance(inner, Mapping | list) else path
            yield from _leaves(inner, below)
    else:
        yield path, str(getattr(detail, "code", "") or "invalid"), str(detail)

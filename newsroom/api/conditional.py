"""Answers that caches may keep, and conditional requests (RFC 9110 §13, RFC 9111)."""

import re
from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_vary_headers
from rest_framework.request import Request

_OPAQUE_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')

Part = str | bytes | int | None


def etag_for(*parts: Part) -> str:
    """Make a strong entity tag, in its quotes, from whatever decides the bytes of an answer (digests,
    versions).

    Different sequences of parts give different tags: ``("ab", "c")`` is not ``("a", "bc")``, ``1`` is not
    ``"1"``.
    """
    return f'"{blake2b(repr(parts).encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()}"'


def if_none_match(request: HttpRequest | Request, etag: str) -> bool:
    """Say whether ``If-None-Match`` names this tag, by weak comparison (§8.8.3.2); ``*`` names every tag."""
    header: str | None = request.META.get("HTTP_IF_NONE_MATCH")
    if header is None:
        return False
    return header.strip() == "*" or etag.removeprefix("W/") in _OPAQUE_TAG.findall(header)


def not_modified(
    request: HttpRequest | Request, etag: str, now: datetime, *, vary: Sequence[str] = ()
) -> HttpResponse | None:
    """Answer 304 when the client holds this very answer, else ``None``: ask before building the body.

    The 304 has the ``ETag``, ``Cache-Control`` and ``Vary`` of the 200 (§15.4.5); the server adds ``Date``.
    """
    if not if_none_match(request, etag):
        return None
    response = HttpResponse(status=304)
    del response.headers["Content-Type"]
    _make_public(response, etag, now, vary)
    return response


def public_response(
    request: HttpRequest | Request,
    body: bytes,
    etag: str,
    now: datetime,
    *,
    content_type: str = "application/json",
    vary: Sequence[str] = (),
) -> HttpResponse:
    """Answer a public GET or HEAD with 200, or 304 when the client holds it; fresh until the next whole
    minute.

    ``now`` is the moment that the answer was asked for in the database, so that no cache keeps it past a
    schedule.
    """
    unchanged = not_modified(request, etag, now, vary=vary)
    if unchanged is not None:
        return unchanged
    response = _with_body(request, body, content_type, 200)
    _make_public(response, etag, now, vary)
    return response


def public_redirect(address: str, now: datetime) -> HttpResponse:
    """Answer 308 to another address of this site, fresh until the next whole minute; no body (RFC 9110 §15.4.9)."""
    response = HttpResponsePermanentRedirect(address, preserve_request=True)
    del response.headers["Content-Type"]
    response.headers["Cache-Control"] = f"public, max-age={seconds_to_next_minute(now)}"
    return response


def private_response(
    request: HttpRequest | Request,
    body: bytes,
    *,
    status: int = 200,
    content_type: str = "application/json",
    vary: Sequence[str] = (),
) -> HttpResponse:
    """Answer with what belongs to one reader: no cache stores it."""
    response = _with_body(request, body, content_type, status)
    response.headers["Cache-Control"] = "private, no-store"
    if vary:
        patch_vary_headers(response, vary)
    return response


def seconds_to_next_minute(now: datetime) -> int:
    """Return whole seconds, rounded down, from ``now`` to the next whole minute: 60 at a whole minute, then
    59 to 0.

    Time zones whose offset is not whole minutes are not supported.
    """
    return 60 - now.second - (1 if now.microsecond else 0)


def _with_body(request: HttpRequest | Request, body: bytes, content_type: str, status: int) -> HttpResponse:
    content = b"" if request.method == "HEAD" else body
    response = HttpResponse(content, content_type=content_type, status=status)
    response.headers["Content-Length"] = str(len(body))
    return response


def _make_public(response: HttpResponse, etag: str, now: datetime, vary: Sequence[str]) -> None:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={seconds_to_next_minute(now)}"
    if vary:
        patch_vary_headers(response, vary)

"""Answers of the outputs: kept by caches until the next whole minute, asked again by tag or date, able to run nothing."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date, parse_http_date_safe

from newsroom.api import not_modified, public_response

NOTHING = "default-src 'none'; frame-ancestors 'none'"
SETTLED = timedelta(seconds=60)
"""A date tells two answers apart only when the last change lies so far back (RFC 9110 §8.8.2.2)."""


def unchanged(
    request: HttpRequest, etag: str, now: datetime, changed_at: datetime | None = None
) -> HttpResponse | None:
    """304 when the client holds this answer, else None. `If-None-Match` decides where it is sent (RFC 9110 §13.1.3)."""
    if "HTTP_IF_NONE_MATCH" in request.META:
        response = not_modified(request, etag, now)
    elif _held_since(request, now, changed_at):
        response = public_response(request, b"", etag, now)
        response.status_code = 304
        for name in ("Content-Type", "Content-Length"):
            del response.headers[name]
    else:
        return None
    return response and _finish(response, now, changed_at)


def answer(
    request: HttpRequest,
    body: bytes,
    etag: str,
    now: datetime,
    content_type: str,
    changed_at: datetime | None = None,
) -> HttpResponse:
    """200, or 304 when the client holds it. `changed_at`: nothing in the answer changed after it."""
    held = unchanged(request, etag, now, changed_at)
    if held is not None:
        return held
    response = public_response(request, body, etag, now, content_type=f"{content_type}; charset=utf-8")
    return _finish(response, now, changed_at)


def _held_since(request: HttpRequest, now: datetime, changed_at: datetime | None) -> bool:
    held = parse_http_date_safe(request.META.get("HTTP_IF_MODIFIED_SINCE", ""))
    if held is None or changed_at is None or now - changed_at < SETTLED:
        return False
    return int(changed_at.timestamp()) <= held <= now.timestamp()


def _finish(response: HttpResponse, now: datetime, changed_at: datetime | None) -> HttpResponse:
    if changed_at is not None and now - changed_at >= SETTLED:
        response.headers["Last-Modified"] = http_date(changed_at.timestamp())
    # Should a browser show it as a document, nothing in it may run or load.
    response.headers["Content-Security-Policy"] = NOTHING
    return response

"""A guard before Django, whose request class fails outside every middleware on some ``Content-Type``s."""

from collections.abc import Iterable
from typing import Any

from django.utils.http import parse_header_parameters

# A registered name that no codec answers to: Django keeps UTF-8, and ``HygieneMiddleware`` answers 415.
FOREIGN = "unknown-8bit"


class ContentTypeGuard:
    """Wrap the WSGI application; a header that Django cannot read becomes one that it reads as foreign.

    Django decodes the query with the ``charset`` of the body, and extended parameters (RFC 8187) with the
    charset that they name: ``charset=hex`` or ``x*=none''y`` is a ``LookupError`` before any view (5.2).
    """

    def __init__(self, application: Any) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        header = environ.get("CONTENT_TYPE", "")
        if ";" in header:
            environ["CONTENT_TYPE"] = readable(header)
        answer: Iterable[bytes] = self.application(environ, start_response)
        return answer


def readable(header: str) -> str:
    """Return the header itself when it is readable and UTF-8, else its media type with a foreign charset."""
    try:
        media_type, parameters = parse_header_parameters(header)
    except (LookupError, TypeError, ValueError):
        return f"application/octet-stream; charset={FOREIGN}"
    if is_utf8(parameters):
        return header
    return f"{media_type}; charset={FOREIGN}"


def is_utf8(parameters: dict[str, str]) -> bool:
    """Say whether the parameters of a ``Content-Type`` name UTF-8, or nothing."""
    return parameters.get("charset", "utf-8").lower() in ("utf-8", "utf8")

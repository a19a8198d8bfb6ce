"""Who rates: a random token that only the reader holds, in a signed cookie (browsers) or a signed key (apps).

The server's secret signs what it hands out and nothing more. What is stored is made with the token itself, so that
rotating the secret changes no row, and nobody who reads the table can tell two rows of one reader.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from newsroom.api import BAD_REQUEST, Problem

COOKIE = "reader"
COOKIE_PATH = "/api/v1/articles/"
HEADER = "Reader-Key"
LIFETIME = timedelta(days=400)
MAX_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader, by a secret token; `by_key`: told by the header, which no browser sends by itself."""

    token: str
    by_key: bool = False

    def row_key(self, article_id: int) -> bytes:
        """What is stored with a rating of this article: 32 bytes (HMAC-SHA256, RFC 2104)."""
        return hmac.digest(self.token.encode(), str(article_id).encode(), "sha256")


def new_reader() -> Reader:
    """A reader whom nobody has met: 256 random bits."""
    return Reader(secrets.token_urlsafe(32))


def issue_key() -> str:
    """A new reader's key for the header `Reader-Key`."""
    return _signer("key").sign(new_reader().token)


def reader_of(request: HttpRequest | Request) -> Reader | None:
    """The reader who asks; `None` for one without a cookie, or with one that we did not sign (or no longer know).

    Raises `Problem` (400) for a `Reader-Key` that we did not issue: an app should be told.
    """
    header = request.headers.get(HEADER)
    if header is not None:
        token = _unsign("key", header)
        if token is None:
            raise Problem(
                BAD_REQUEST, _("The header “Reader-Key” does not hold a key that this site issued.")
            )
        return Reader(token, by_key=True)
    token = _unsign("cookie", request.COOKIES.get(COOKIE, ""))
    return None if token is None else Reader(token)


def remember(response: HttpResponse, reader: Reader) -> None:
    """Sets the reader's cookie, signed with the newest secret, for 400 days from now (the longest browsers keep)."""
    response.set_cookie(
        COOKIE,
        _signer("cookie").sign(reader.token),
        max_age=LIFETIME,
        path=COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _signer(use: str) -> Signer:
    # Made anew each time: it reads SECRET_KEY and SECRET_KEY_FALLBACKS.
    return Signer(salt=f"ratings.{use}", sep=".")


def _unsign(use: str, signed: str) -> str | None:
    if not signed or len(signed) > MAX_LENGTH:
        return None
    try:
        return _signer(use).unsign(signed)
    except BadSignature:
        return None

"""Where a write comes from: a page of this site, another site's, or no page at all (Fetch Metadata, RFC 6454)."""

from enum import Enum
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from rest_framework.request import Request


class Provenance(Enum):
    OWN = "own"
    """A page of this site, or of an origin that the operator lists."""
    FOREIGN = "foreign"
    UNKNOWN = "unknown"
    """No browser's word on it: an app, or a very old browser."""


def provenance_of(request: HttpRequest | Request) -> Provenance:
    """Judges by `Origin`, and by `Sec-Fetch-Site` where there is none: scripts can forge neither."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return Provenance.OWN if origin in _own_origins(request) else Provenance.FOREIGN
    site = request.headers.get("Sec-Fetch-Site")
    if site is None:
        return Provenance.UNKNOWN
    return Provenance.OWN if site == "same-origin" else Provenance.FOREIGN


def _own_origins(request: HttpRequest | Request) -> set[str]:
    site = urlsplit(settings.SITE_URL)
    here = f"{request.scheme}://{request.get_host()}"
    return {here, f"{site.scheme}://{site.netloc}", *settings.NEWSROOM_RATING_ORIGINS}

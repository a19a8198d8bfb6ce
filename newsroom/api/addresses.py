"""Whose request it is, as far as the network can tell."""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest
from rest_framework.request import Request

UNKNOWN = "unknown"


def client_address(request: HttpRequest | Request) -> str:
    """Return the client's address: IPv4 whole, IPv6 as its /64 (one subscriber has that many), or
    ``unknown``.

    It is ``REMOTE_ADDR``, unless ``NEWSROOM_TRUSTED_PROXIES`` = n says that n proxies of the operator's stand
    before us: then the nth entry of ``X-Forwarded-For`` from the right, which the outermost of them wrote.
    What stands further left is the client's own claim and is never looked at.
    """
    hops: int = getattr(settings, "NEWSROOM_TRUSTED_PROXIES", 0)
    remote = _network(request.META.get("REMOTE_ADDR", ""))
    if hops < 1:
        return remote or UNKNOWN
    entries = request.META.get("HTTP_X_FORWARDED_FOR", "").rsplit(",", hops)
    forwarded = _network(entries[-hops]) if len(entries) >= hops else None
    return forwarded or remote or UNKNOWN


def _network(text: str) -> str | None:
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return f"{IPv6Address(int(address) >> 64 << 64)}/64"

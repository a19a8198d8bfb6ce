"""Brakes for writes and searches: several limits at once, told to the client by the IETF's ``RateLimit``
headers.

A sliding window: the count of this window plus the share of the one before that still counts. Requests that
were refused do not count. Identities are stored only as keyed hashes that change with every window.
"""

import hmac
import logging
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.views import APIView

from newsroom.api.problem_types import TOO_MANY_REQUESTS
from newsroom.api.problems import Problem

logger = logging.getLogger("newsroom.api")

_local: BaseCache = LocMemCache("newsroom.api.throttling", {})

Identity = Callable[[HttpRequest | Request], str | None]


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``quota`` requests in ``window`` seconds for each identity.

    ``identity`` reads from what the server knows (address, a key that we signed), never from the body;
    ``None`` exempts the request from this limit. ``name`` is ASCII without quotes: it stands in the headers.
    """

    name: str
    quota: int
    window: int
    identity: Identity

    def __post_init__(self) -> None:
        if not self.name.isascii() or not self.name.isprintable() or '"' in self.name or "\\" in self.name:
            raise ValueError(f"{self.name!r} cannot stand in a header")
        if self.quota < 1 or self.window < 1:
            raise ValueError("quota and window are at least 1")


@dataclass(frozen=True, slots=True)
class _Spent:
    limit: Limit
    remaining: int
    reset: int
    wait: int
    key: str
    store: BaseCache


def spend(
    request: HttpRequest | Request, limits: Sequence[Limit], *, now: float | None = None
) -> dict[str, str]:
    """Count a request against all ``limits`` and return the headers for its answer; ``now`` is in Unix
    seconds.

    Raises ``Problem`` (429) with the same headers and ``Retry-After`` when any limit is used up; the others
    are then not charged. When the cache is away, this process counts by itself.
    """
    moment = time.time() if now is None else now
    spent = []
    for limit in limits:
        identity = limit.identity(request)
        if identity is not None:
            spent.append(_count(limit, identity, moment))
    if not spent:
        return {}
    headers = _headers(spent)
    wait = max(one.wait for one in spent)
    if wait == 0:
        return headers
    for one in spent:
        _refund(one)
    raise Problem(TOO_MANY_REQUESTS, headers={**headers, "Retry-After": str(wait)})


class RateLimited(APIView):
    """A view whose writes are limited: ``limits`` count for every method but GET, HEAD and OPTIONS."""

    limits: Sequence[Limit] = ()

    def check_throttles(self, request: Request) -> None:
        if self.limits and request.method not in ("GET", "HEAD", "OPTIONS"):
            self.headers.update(spend(request, self.limits))


def _count(limit: Limit, identity: str, now: float) -> _Spent:
    index = int(now // limit.window)
    key = _key(limit, identity, index)
    before = _key(limit, identity, index - 1)
    try:
        store: BaseCache = cache
        current, previous = _increment(store, key, before, limit)
    except Exception as error:  # any client library's own errors, and values that are not ours
        logger.warning("The throttle counts in this process, because the cache failed: %r", error)
        store = _local
        current, previous = _increment(store, key, before, limit)
    elapsed = now - index * limit.window
    carried = previous * (1 - elapsed / limit.window)
    reset = math.ceil(limit.window - elapsed)
    remaining = max(0, math.floor(limit.quota - carried - current))
    wait = 0 if carried + current <= limit.quota else _wait(limit, current - 1, previous, elapsed)
    return _Spent(limit, remaining, reset, wait, key, store)


def _increment(store: BaseCache, key: str, before: str, limit: Limit) -> tuple[int, int]:
    previous = store.get(before, 0)
    if not isinstance(previous, int):
        raise TypeError("a counter in the cache is not a number")
    store.add(key, 0, timeout=2 * limit.window)
    return store.incr(key), max(0, previous)


def _refund(spent: _Spent) -> None:
    try:
        spent.store.decr(spent.key)
    except Exception as error:  # a count that stays one too high harms less than an error
        logger.warning("The throttle could not take back a count: %r", error)


def _wait(limit: Limit, current: int, previous: int, elapsed: float) -> int:
    """Seconds until one more request fits, if none comes in between."""
    if current < limit.quota:
        share = (limit.quota - current - 1) / previous
        moment = limit.window * (1 - share)
    else:
        share = (limit.quota - 1) / current
        moment = limit.window + limit.window * (1 - share)
    return max(1, math.ceil(moment - elapsed))


def _key(limit: Limit, identity: str, index: int) -> str:
    message = repr((limit.name, limit.window, identity, index)).encode("utf-8", "backslashreplace")
    secret = b"newsroom.api.throttling:" + str(settings.SECRET_KEY).encode()
    return f"throttle:{hmac.digest(secret, message, 'sha256')[:16].hex()}"


def _headers(spent: Sequence[_Spent]) -> dict[str, str]:
    """draft-ietf-httpapi-ratelimit-headers (2025): structured lists, seconds."""
    return {
        "RateLimit-Policy": ", ".join(
            f'"{s.limit.name}";q={s.limit.quota};w={s.limit.window}' for s in spent
        ),
        "RateLimit": ", ".join(f'"{s.limit.name}";r={s.remaining};t={s.reset}' for s in spent),
    }

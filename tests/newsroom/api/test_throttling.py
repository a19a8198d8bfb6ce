"""The brakes: who is counted, what is told, and what happens when the cache is away."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from newsroom.api import Limit, Problem, PublicView, RateLimited, client_address, spend, throttling

START = 1_600_000_020.0  # the start of a minute


def reader(request: Any) -> str | None:
    token: str | None = request.META.get("reader")
    return token


PER_ADDRESS = Limit("address", 5, 60, client_address)
PER_READER = Limit("reader", 3, 60, reader)


@pytest.fixture(autouse=True)
def fresh_cache(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocMemCache]:
    store = LocMemCache("newsroom-throttling-tests", {})
    store.clear()
    monkeypatch.setattr(throttling, "cache", store)
    own = LocMemCache("newsroom-throttling-tests-local", {})
    own.clear()
    monkeypatch.setattr(throttling, "_local", own)
    yield store
    store.clear()


def asked(address: str = "203.0.113.9", **meta: str) -> HttpRequest:
    factory: Any = RequestFactory()
    request: HttpRequest = factory.put("/", REMOTE_ADDR=address, **meta)
    return request


def refused(request: HttpRequest, limits: list[Limit], now: float = START) -> dict[str, str]:
    with pytest.raises(Problem) as caught:
        spend(request, limits, now=now)
    assert caught.value.status_code == 429
    return dict(caught.value.headers)


def test_the_headers_follow_the_draft() -> None:
    headers = spend(asked(reader="a"), [PER_READER, PER_ADDRESS], now=START + 20)
    assert headers == {
        "RateLimit-Policy": '"reader";q=3;w=60, "address";q=5;w=60',
        "RateLimit": '"reader";r=2;t=40, "address";r=4;t=40',
    }


def test_the_request_after_the_last_is_429() -> None:
    for left in (4, 3, 2, 1, 0):
        assert spend(asked(), [PER_ADDRESS], now=START)["RateLimit"] == f'"address";r={left};t=60'
    headers = refused(asked(), [PER_ADDRESS])
    assert headers["RateLimit"] == '"address";r=0;t=60'
    assert int(headers["Retry-After"]) > 60


def test_nothing_that_the_client_chooses_gives_a_fresh_quota() -> None:
    for n in range(5):
        spend(asked(HTTP_X_FORWARDED_FOR=f"10.0.0.{n}", HTTP_COOKIE=f"a={n}"), [PER_ADDRESS], now=START)
    refused(asked(HTTP_X_FORWARDED_FOR="10.0.0.99", HTTP_USER_AGENT="other"), [PER_ADDRESS])
    spend(asked("203.0.113.10"), [PER_ADDRESS], now=START)


def test_waiting_as_told_is_enough_and_waiting_less_is_not() -> None:
    for _ in range(5):
        spend(asked(), [PER_ADDRESS], now=START)
    wait = int(refused(asked(), [PER_ADDRESS])["Retry-After"])
    refused(asked(), [PER_ADDRESS], START + wait - 2)
    spend(asked(), [PER_ADDRESS], now=START + wait)


def test_the_edge_of_a_window_gives_no_double_quota() -> None:
    for _ in range(5):
        spend(asked(), [PER_ADDRESS], now=START + 59)
    refused(asked(), [PER_ADDRESS], START + 61)


def test_refused_requests_are_charged_nowhere() -> None:
    for _ in range(3):
        spend(asked(reader="a"), [PER_ADDRESS, PER_READER], now=START)
    for _ in range(10):
        refused(asked(reader="a"), [PER_ADDRESS, PER_READER])
    assert spend(asked(reader="b"), [PER_ADDRESS, PER_READER], now=START)["RateLimit"].startswith(
        '"address";r=1'
    )


def test_no_identity_is_no_limit() -> None:
    for _ in range(9):
        assert spend(asked(), [PER_READER], now=START) == {}


def test_identities_are_not_stored_in_the_clear(fresh_cache: Any) -> None:
    spend(asked(reader="tok123"), [PER_ADDRESS, PER_READER], now=START)
    stored = repr(fresh_cache._cache)
    assert "throttle:" in stored
    assert "203.0.113.9" not in stored
    assert "tok123" not in stored


class Broken(LocMemCache):
    def get(self, *args: Any, **kwargs: Any) -> Any:
        raise ConnectionError("redis is away")


def test_without_the_cache_this_process_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttling, "cache", Broken("broken", {}))
    for _ in range(5):
        spend(asked("198.51.100.7"), [PER_ADDRESS], now=START)
    refused(asked("198.51.100.7"), [PER_ADDRESS])


@pytest.mark.parametrize("poison", ["garbage", None, [1], b"\x80"])
def test_garbage_in_the_cache_is_no_error(fresh_cache: Any, poison: Any) -> None:
    spend(asked(), [PER_ADDRESS], now=START)
    for key in list(fresh_cache._cache):
        fresh_cache.set(key.removeprefix(":1:"), poison)
    for later in (START, START + 60):
        assert spend(asked(), [PER_ADDRESS], now=later)["RateLimit"].startswith('"address"')


def test_limits_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="header"):
        Limit('a"b', 1, 1, reader)
    with pytest.raises(ValueError, match="at least"):
        Limit("a", 0, 1, reader)


class RatingView(RateLimited, PublicView):
    limits = (Limit("writes", 2, 3600, client_address),)

    def get(self, request: Request) -> HttpResponse:
        return HttpResponse(b"{}")

    put = get


def test_a_limited_view_tells_its_limits_on_writes_only() -> None:
    factory, view = APIRequestFactory(), RatingView.as_view()
    assert "RateLimit" not in view(factory.get("/"))
    answers = [view(factory.put("/")) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert all(answer["RateLimit-Policy"] == '"writes";q=2;w=3600' for answer in answers)
    assert int(answers[2]["Retry-After"]) > 0
    assert answers[2]["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "address"),
    [
        (0, "203.0.113.9", "1.1.1.1", "203.0.113.9"),
        (1, "10.0.0.1", "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (2, "10.0.0.1", "1.1.1.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "10.0.0.1", "1.1.1.1", "10.0.0.1"),
        (1, "10.0.0.1", "", "10.0.0.1"),
        (1, "10.0.0.1", "<script>", "10.0.0.1"),
        (1, "10.0.0.1", "203.0.113.9:5123", "203.0.113.9"),
        (1, "10.0.0.1", "[2001:db8:1:2:3::4]:443", "2001:db8:1:2::/64"),
        (0, "2001:db8:1:2:ffff::9", "", "2001:db8:1:2::/64"),
        (0, "::ffff:203.0.113.9", "", "203.0.113.9"),
        (0, "fe80::1%eth0", "", "fe80::/64"),
        (0, "", "", "unknown"),
    ],
)
def test_client_address(proxies: int, remote: str, forwarded: str, address: str) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    with override_settings(NEWSROOM_TRUSTED_PROXIES=proxies):
        assert client_address(request) == address


def test_the_projects_cache_can_count() -> None:
    cache.add("newsroom-throttling-probe", 0, 5)
    assert cache.incr("newsroom-throttling-probe") == 1
    cache.delete("newsroom-throttling-probe")

"""Who may vote, from where, how often; and that nothing is kept of who did."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ratings.models import Rating

from .conftest import OWN
from .site import ROOT

pytestmark = pytest.mark.django_db

PROBLEM = "application/problem+json"


def test_a_bad_cookie_is_a_new_reader_and_nobodys_vote_changes(
    api: Client, put: Callable[..., Any], address: str
) -> None:
    put(address, {"stars": 5})
    signed = api.cookies["reader"].value
    for forged in (signed[:-2], "x", f"{signed}x", signed.swapcase()):
        client = Client(headers={"host": "localhost"})
        client.cookies["reader"] = forged
        assert client.get(address).json()["stars"] is None
        assert client.delete(address, headers=OWN).json()["rating"]["histogram"][4] == 1
        answer = put(address, {"stars": 1}, client=client)
        assert answer.json()["rating"]["histogram"][4] == 1
        assert client.cookies["reader"].value != forged
    assert Rating.objects.count() == 5


def test_a_forged_key_is_told_so(
    api: Client, put: Callable[..., Any], address: str, key: dict[str, str]
) -> None:
    put(address, {"stars": 5}, key)
    forged = {"Reader-Key": key["Reader-Key"][:-1]}
    for answer in (
        api.get(address, headers=forged),
        put(address, {"stars": 1}, forged),
        api.delete(address, headers=forged),
    ):
        assert answer.status_code == 400
        assert answer.headers["Content-Type"] == PROBLEM
        assert key["Reader-Key"][:20] not in answer.content.decode()
    assert list(Rating.objects.values_list("stars", flat=True)) == [5]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {},
    ],
)
def test_another_sites_page_cannot_vote_with_the_readers_cookie(
    api: Client, put: Callable[..., Any], address: str, headers: dict[str, str]
) -> None:
    put(address, {"stars": 5})
    form = "application/x-www-form-urlencoded"
    for answer in (
        put(address, {"stars": 1}, headers),
        api.delete(address, headers=headers),
        api.post(address, "stars=1", content_type=form, headers=headers),
    ):
        assert answer.status_code == 403
        assert answer.headers["Content-Type"] == PROBLEM
    assert list(Rating.objects.values_list("stars", flat=True)) == [5]


def test_another_sites_page_cannot_use_a_key_either_unless_it_is_listed(
    api: Client, put: Callable[..., Any], address: str, key: dict[str, str], settings: Any
) -> None:
    headers = {**key, "Origin": "https://app.example.vn"}
    assert put(address, {"stars": 5}, headers).status_code == 403
    assert api.post("/api/v1/readers/", headers={"Origin": "https://app.example.vn"}).status_code == 403
    settings.NEWSROOM_RATING_ORIGINS = ["https://app.example.vn"]
    assert put(address, {"stars": 5}, headers).status_code == 200
    assert api.post("/api/v1/readers/", headers={"Origin": "https://app.example.vn"}).status_code == 201


def test_a_form_needs_a_browser_even_with_a_key(api: Client, address: str, key: dict[str, str]) -> None:
    answer = api.post(address, "stars=1", content_type="application/x-www-form-urlencoded", headers=key)
    assert answer.status_code == 403


def test_nothing_is_kept_of_who_rated(
    put: Callable[..., Any], address: str, key: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="newsroom")
    agent = {"User-Agent": "Trình duyệt 7.1", **OWN}
    client = Client(headers={"host": "localhost"}, REMOTE_ADDR="203.0.113.77")
    put(address, {"stars": 4}, agent, client=client)
    put(address, {"stars": 4}, key, client=client)
    kept = " ".join(str(row) for row in Rating.objects.values())
    written = " ".join([kept, caplog.text])
    for secret in (
        "203.0.113.77",
        "Trình duyệt",
        client.cookies["reader"].value[:43],
        key["Reader-Key"][:43],
    ):
        assert secret not in written
    assert {field.name for field in Rating._meta.get_fields()} == {
        "id", "article", "reader", "stars", "previous", "rated_at"
    }  # fmt: skip


def test_a_rating_writes_no_other_table(api: Client, put: Callable[..., Any], address: str) -> None:
    with CaptureQueriesContext(connection) as captured:
        put(address, {"stars": 4})
        put(address, {"stars": 5})
        api.post(address, "stars=2", content_type="application/x-www-form-urlencoded", headers=OWN)
        api.delete(address, headers=OWN)
        api.post("/api/v1/readers/")
    writes = [
        query["sql"].strip()
        for query in captured
        if not re.match(r"SELECT|(RELEASE )?SAVEPOINT", query["sql"].strip())
    ]
    tables = {
        re.sub(r'^(INSERT (OR IGNORE )?INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?.*', r"\3", sql, flags=re.S)
        for sql in writes
    }
    assert tables == {"ratings_rating", "ratings_tally"}


# --- The brakes ---------------------------------------------------------------------------------------------------


def test_a_reader_is_slowed_down_and_told_so(put: Callable[..., Any], address: str, settings: Any) -> None:
    settings.NEWSROOM_RATINGS_PER_READER = 3
    first = put(address, {"stars": 1})
    assert '"ratings-address";q=600;w=60' in first.headers["RateLimit-Policy"]
    statuses = [put(address, {"stars": stars % 5 + 1}) for stars in range(5)]
    assert [answer.status_code for answer in statuses] == [200, 200, 200, 429, 429]
    refused = statuses[-1]
    assert refused.headers["Content-Type"] == PROBLEM
    assert int(refused.headers["Retry-After"]) > 0
    assert '"ratings-reader";r=0' in refused.headers["RateLimit"]
    assert Rating.objects.get().stars == 3


def test_nothing_that_the_client_says_frees_it_from_the_brake(
    put: Callable[..., Any], address: str, settings: Any, key: dict[str, str]
) -> None:
    settings.NEWSROOM_RATINGS_PER_ADDRESS = 4
    for number in range(3):
        put(
            address,
            {"stars": 3},
            {**OWN, "X-Forwarded-For": f"198.51.100.{number}"},
            client=Client(headers={"host": "localhost"}),
        )
    for number in range(12):
        headers = {
            **OWN,
            "X-Forwarded-For": f"198.51.100.{number}",
            "Forwarded": f"for=198.51.100.{number}",
            "X-Real-IP": f"198.51.100.{number}",
            "User-Agent": f"agent {number}",
            "Cookie": f"reader=forged-{number}; other={number}",
            "Accept-Language": f"l{number}",
        }
        if number % 3 == 0:
            headers["Reader-Key"] = f"forged-{number}"
        if number % 3 == 1:
            headers |= key
        assert (
            put(
                address, {"stars": number % 5 + 1}, headers, client=Client(headers={"host": "localhost"})
            ).status_code
            == 429
        )
    assert Rating.objects.count() == 3


def test_reading_is_not_slowed_down(api: Client, address: str, settings: Any) -> None:
    settings.NEWSROOM_RATINGS_PER_ADDRESS = 1
    assert {api.get(address).status_code for _ in range(5)} == {200}


def test_keys_are_not_to_be_had_without_end(api: Client, settings: Any) -> None:
    settings.NEWSROOM_RATINGS_PER_ADDRESS = 3
    assert [api.post("/api/v1/readers/").status_code for _ in range(5)] == [201, 201, 201, 429, 429]


def test_a_listed_origin_passes_the_browsers_question_beforehand(tmp_path: Path) -> None:
    """Asked of a process of its own: the middleware reads these settings when it starts."""
    ask = """
from django.test import Client
answer = Client(headers={"host": "localhost"}).options("/api/v1/articles/1/rating/", headers={
    "Origin": "https://app.example.vn", "Access-Control-Request-Method": "PUT",
    "Access-Control-Request-Headers": "reader-key"})
print(answer.headers.get("Access-Control-Allow-Methods"), "|", answer.headers.get("Access-Control-Allow-Headers"))
"""
    environment = {
        **os.environ,
        "DEBUG": "on",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
        "NEWSROOM_RATING_ORIGINS": "https://app.example.vn",
    }
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", ask]
    said = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    methods, _, headers = said.partition("|")
    assert {"PUT", "DELETE"} <= set(methods.strip().split(", "))
    assert "reader-key" in headers

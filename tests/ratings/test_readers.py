import hashlib
import hmac
from typing import Any

import pytest
from django.core.signing import Signer
from django.http import HttpResponse
from django.test import RequestFactory

from newsroom.api import Problem
from ratings.readers import COOKIE, Reader, issue_key, new_reader, reader_of, remember


def asking(cookie: str | None = None, key: str | None = None) -> Any:
    request = RequestFactory().get("/", headers={} if key is None else {"Reader-Key": key})
    if cookie is not None:
        request.COOKIES[COOKIE] = cookie
    return request


def cookie_of(reader: Reader) -> str:
    response = HttpResponse()
    remember(response, reader)
    return response.cookies[COOKIE].value


def test_the_stored_key_is_made_with_the_token_alone(settings: Any) -> None:
    reader = Reader("a-token")
    settings.SECRET_KEY = "another secret"
    assert reader.row_key(17) == hmac.new(b"a-token", b"17", hashlib.sha256).digest()


def test_rows_of_one_reader_cannot_be_told_to_be_one_readers() -> None:
    reader = new_reader()
    assert reader.row_key(1) != reader.row_key(2)
    assert reader.token.encode() not in reader.row_key(1)


def test_tokens_are_256_random_bits() -> None:
    tokens = {new_reader().token for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) == 43 for token in tokens)


def test_a_cookie_brings_its_reader_back() -> None:
    reader = new_reader()
    assert reader_of(asking(cookie_of(reader))) == reader


def test_a_key_brings_its_reader_back() -> None:
    key = issue_key()
    assert reader_of(asking(key=key)) == reader_of(asking(key=key))
    assert reader_of(asking(key=key)) != reader_of(asking(key=issue_key()))


def test_the_cookie_is_kept_from_scripts_and_other_sites(settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = True
    response = HttpResponse()
    remember(response, new_reader())
    cookie = response.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["secure"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/api/v1/articles/"
    assert cookie["max-age"] == 400 * 24 * 3600


def forgeries(signed: str) -> list[str]:
    token, _, signature = signed.rpartition(".")
    return [
        "",
        token,
        signed[:-1],
        signed[1:],
        f"{token}.",
        f"{token}.{signature[::-1]}",
        f"x{token[1:]}.{signature}",
        f"{signed}.{signature}",
        signed.upper(),
        "\xff\xfe",
        "x" * 100_000,
        Signer(key="another site's secret", salt="ratings.cookie", sep=".").sign(token),
        Signer(salt="sessions", sep=".").sign(token),
    ]


def test_a_forged_truncated_or_foreign_cookie_is_a_new_reader() -> None:
    for forged in forgeries(cookie_of(new_reader())):
        assert reader_of(asking(forged)) is None


def test_a_forged_key_is_refused() -> None:
    for forged in forgeries(issue_key()):
        with pytest.raises(Problem) as refused:
            reader_of(asking(key=forged))
        assert refused.value.status_code == 400


def test_a_cookie_is_no_key_and_a_key_no_cookie() -> None:
    with pytest.raises(Problem):
        reader_of(asking(key=cookie_of(new_reader())))
    assert reader_of(asking(issue_key())) is None


def test_after_a_rotation_old_readers_are_known_while_the_old_secret_is_a_fallback(settings: Any) -> None:
    reader, key = new_reader(), issue_key()
    cookie, by_key = cookie_of(reader), reader_of(asking(key=key))
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the new secret, of at least fifty characters, as random as can be"
    assert reader_of(asking(cookie)) == reader
    assert reader_of(asking(key=key)) == by_key
    renewed = cookie_of(reader)
    settings.SECRET_KEY_FALLBACKS = []
    assert reader_of(asking(renewed)) == reader
    assert reader_of(asking(cookie)) is None

from typing import Any

import pytest
from django.test import RequestFactory

from ratings.provenance import Provenance, provenance_of


def asked(**headers: str) -> Any:
    return RequestFactory().put("/", headers={"host": "tin.example.vn", **headers}, secure=True)


@pytest.fixture(autouse=True)
def _site(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["tin.example.vn"]
    settings.SITE_URL = "https://www.example.vn"
    settings.NEWSROOM_RATING_ORIGINS = ["https://app.example.vn"]


@pytest.mark.parametrize(
    "origin", ["https://tin.example.vn", "https://www.example.vn", "https://app.example.vn"]
)
def test_pages_of_this_site_and_of_listed_origins(origin: str) -> None:
    assert provenance_of(asked(origin=origin)) is Provenance.OWN


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "http://tin.example.vn",
        "https://tin.example.vn:8443",
        "https://tin.example.vn.evil.example",
        "https://evil.example",
        "https://app.example.vn.evil.example",
        "https://m.tin.example.vn",
    ],
)
def test_pages_of_other_sites(origin: str) -> None:
    assert provenance_of(asked(origin=origin)) is Provenance.FOREIGN
    # The browser's word on the site does not mend a foreign origin.
    assert provenance_of(asked(origin=origin, **{"sec-fetch-site": "same-origin"})) is Provenance.FOREIGN


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ("same-origin", Provenance.OWN),
        ("same-site", Provenance.FOREIGN),
        ("cross-site", Provenance.FOREIGN),
        ("none", Provenance.FOREIGN),
        ("SAME-ORIGIN", Provenance.FOREIGN),
    ],
)
def test_without_an_origin_the_site_decides(site: str, expected: Provenance) -> None:
    assert provenance_of(asked(**{"sec-fetch-site": site})) is expected


def test_neither_header() -> None:
    assert provenance_of(asked(referer="https://tin.example.vn/")) is Provenance.UNKNOWN

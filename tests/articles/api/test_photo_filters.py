"""`photos/`: found by credit, source, keyword and the day on which they were taken."""

from datetime import datetime

import pytest
from django.test import Client

from articles.api.filters import LOCAL as ZONE
from articles.models import Photo
from tests.factories import make_article, make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def photos() -> dict[str, int]:
    rows = {
        "market": make_photo(
            credit="VGP/Nhật Bắc", source="Báo Sông Hồng", keywords=["chợ nổi", "Cần Thơ"],
            taken_at=datetime(2026, 3, 2, 6, tzinfo=ZONE), licence="CC BY 4.0", digital_source_type="digitalCapture",
        ),
        "street": make_photo(
            credit="TTXVN", keywords=["100%_thật"], taken_at=datetime(2026, 3, 3, 0, 30, tzinfo=ZONE),
            digital_source_type="trainedAlgorithmicMedia", usage_terms="Một lần",
        ),
        "plain": make_photo(credit="Gia Huy"),
    }  # fmt: skip
    for photo in rows.values():
        make_article(photo=photo.pk)
    make_photo(credit="VGP/Không ai thấy")
    return {name: photo.pk for name, photo in rows.items()}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("credit=VGP/Nhật Bắc", ["market"]),
        ("credit=vgp", ["market"]),
        ("credit=nhat  bac", ["market"]),
        ("credit=vg", []),
        ("credit=%25", []),
        ("source=bao song hong", ["market"]),
        ("keyword=CHO NOI", ["market"]),
        ("keyword=100%25_that", ["street"]),
        ("keyword=100__that", []),
        ("on=2026-03-02", ["market"]),
        ("from_date=2026-03-02&to_date=2026-03-03", ["street", "market"]),
        ("from_date=2026-03-02T23:00:00Z", []),
        ("credit=ttxvn&on=2026-03-03", ["street"]),
        ("credit=ttxvn&keyword=chợ nổi", []),
        ("credit=%CC%81", []),
        ("", ["plain", "street", "market"]),
    ],
)
def test_what_is_found(api: Client, photos: dict[str, int], query: str, found: list[str]) -> None:
    answer = api.get(f"/api/v1/photos/?{query}")
    assert answer.status_code == 200
    assert [row["id"] for row in answer.json()["results"]] == [photos[name] for name in found]


@pytest.mark.parametrize(
    "query",
    ["credit=", "keyword=" + "x" * 201, "on=yesterday", "on=2026-03-02&to_date=2026-03-03", "licence=x"],
)
def test_what_is_refused(api: Client, query: str) -> None:
    assert api.get(f"/api/v1/photos/?{query}").status_code == 400


def test_the_questions_stay_on_the_next_page(api: Client) -> None:
    for _ in range(3):
        make_article(photo=make_photo(credit="VGP/Ai đó").pk)
    first = api.get("/api/v1/photos/?credit=vgp&page_size=2").json()
    rest = api.get(first["next"]).json()
    assert [len(first["results"]), len(rest["results"])] == [2, 1]


def test_rights_and_how_it_was_made(api: Client, photos: dict[str, int]) -> None:
    market, street = (api.get(f"/api/v1/photos/{photos[name]}/").json() for name in ("market", "street"))
    assert (market["licence"], market["keywords"], market["made_by_ai"]) == (
        "CC BY 4.0",
        ["chợ nổi", "Cần Thơ"],
        False,
    )
    assert (street["usage_terms"], street["made_by_ai"]) == ("Một lần", True)
    assert market["file"] == "awaited"


def test_a_decorative_photo_has_no_alternative_text(api: Client) -> None:
    photo = make_photo(alt="Hoa văn", decorative=True)
    make_article(photo=photo.pk)
    assert api.get(f"/api/v1/photos/{photo.pk}/").json()["alt"] == ""
    assert Photo.objects.get().alt == "Hoa văn"

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from ratings.models import Rating
from ratings.readers import Reader
from ratings.upkeep import freeze

from .conftest import OWN

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def page(article: Article) -> str:
    article.refresh_from_db()
    return f"/articles/{article.pk}/{article.slug}/"


def submitted(api: Client, address: str, body: str, headers: dict[str, str] = OWN) -> Any:
    return api.post(address, body, content_type=FORM, headers={"Accept": "text/html,*/*;q=0.8", **headers})


def part_of(html: str) -> str:
    """The ratings' own piece of the page."""
    start = html.index('<section class="ratings"')
    return html[start : html.index("</section>", start)]


def test_the_form_is_a_plain_form_that_needs_no_script(api: Client, page: str, address: str) -> None:
    part = part_of(api.get(page).content.decode())
    form = part[part.index("<form") : part.index("</form>")]
    assert f'method="post" action="{address}"' in form
    assert "<fieldset><legend>" in form
    assert re.findall(r'<label><input type="radio" name="stars" value="(\d)" required>', form) == list(
        "12345"
    )
    # What the stars mean is part of each one's name.
    assert re.findall(r'<span class="ratings-meaning">([^<]+)</span></label>', form) == [
        "1 sao – rất kém", "2 sao – kém", "3 sao – trung bình", "4 sao – hay", "5 sao – rất hay",
    ]  # fmt: skip
    assert 'type="submit"' in form
    assert "style=" not in part
    assert re.findall(r"<script[^>]*>", part) == re.findall(
        r'<script type="module" src="/static/ratings/stars.js" nonce="[^"]+">', part
    )


def test_rating_by_the_form_leads_back_to_the_page(api: Client, page: str, address: str) -> None:
    answer = submitted(api, address, "stars=4")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{page}#rating-saved"
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'id="rating-saved" role="status"' in api.get(page).content.decode()
    assert api.get(address).json()["stars"] == 4
    submitted(api, address, "stars=5")
    assert list(Rating.objects.values_list("stars", flat=True)) == [5]


def test_taking_back_by_the_form(api: Client, page: str, address: str) -> None:
    submitted(api, address, "stars=4")
    answer = submitted(api, address, "stars=4&take_back=yes")
    assert answer.headers["Location"] == f"{page}#rating-taken-back"
    assert not Rating.objects.exists()


def test_a_browser_that_tells_the_site_only(api: Client, address: str) -> None:
    assert submitted(api, address, "stars=4", {"Sec-Fetch-Site": "same-origin"}).status_code == 303


@pytest.mark.parametrize(
    "body",
    ["", "stars=", "stars=0", "stars=6", "stars=4.0", "stars=%2B4", "stars=04", "stars=4&stars=5", "stars=4&next=//evil.example",
     "take_back=no", "stars=%EF%BC%94", "stars[]=4"],
)  # fmt: skip
def test_a_form_with_anything_else_is_refused(api: Client, address: str, body: str) -> None:
    answer = submitted(api, address, body)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert not Rating.objects.exists()


def test_the_result_is_told_in_words(
    api: Client, page: str, article: Article, vote: Callable[..., Reader]
) -> None:
    before = api.get(page, headers={"Accept-Language": "en"}).content.decode()
    assert "Chưa có ai đánh giá bài này." in before
    for stars in (4, 5, 5):
        vote(article, stars)
    html = api.get(page, headers={"Accept-Language": "en"}).content.decode()
    assert "4,67 trên 5 sao, 3 lượt đánh giá" in html
    part = part_of(html)
    assert re.findall(r'"ratings-times">(\d+)<', part) == ["2", "1", "0", "0", "0"]
    assert re.findall(r'<rect width="(\d+)%"', part) == ["67", "33", "0", "0", "0"]


def test_a_frozen_article_shows_the_result_and_no_form(
    api: Client, page: str, address: str, article: Article, vote: Callable[..., Reader]
) -> None:
    vote(article, 4)
    freeze(article.pk, True, by=None)
    html = api.get(page, headers={"Accept-Language": "en"}).content.decode()
    assert "<form" not in part_of(html)
    assert "stars.js" not in html
    assert "1 lượt đánh giá" in html
    assert "Bài này đã khóa đánh giá." in html
    assert submitted(api, address, "stars=4").status_code == 409


def test_the_page_sets_no_cookie_and_does_not_depend_on_the_reader(
    api: Client, page: str, address: str
) -> None:
    submitted(api, address, "stars=4")
    answer = api.get(page)
    assert not answer.cookies
    other = Client(headers={"host": "localhost"}).get(page)
    # Both are the same but for the nonce.
    assert answer.headers["ETag"] == other.headers["ETag"]
    assert other.headers["ETag"].startswith("W/")

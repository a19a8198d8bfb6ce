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


def test_the_form_is_a_plain_form_that_needs_no_script(api: Client, page: str, address: str) -> None:
    html = api.get(page).content.decode()
    form = html[html.index("<form") : html.index("</form>")]
    assert f'method="post" action="{address}"' in form
    assert "<fieldset><legend>" in form
    assert re.findall(
        r'<label><input type="radio" name="stars" value="(\d)" required> [^<]+</label>', form
    ) == list("12345")
    assert 'type="submit"' in form
    assert "<script" not in html
    assert "style=" not in form


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
    assert re.findall(r"<span>(\d+)</span>", html[html.index("ratings-histogram") :]) == [
        "0",
        "0",
        "0",
        "1",
        "2",
    ]


def test_a_frozen_article_shows_the_result_and_no_form(
    api: Client, page: str, address: str, article: Article, vote: Callable[..., Reader]
) -> None:
    vote(article, 4)
    freeze(article.pk, True, by=None)
    html = api.get(page, headers={"Accept-Language": "en"}).content.decode()
    assert "<form" not in html
    assert "1 lượt đánh giá" in html
    assert "Bài này đã khóa đánh giá." in html
    assert submitted(api, address, "stars=4").status_code == 409


def test_the_page_sets_no_cookie_and_does_not_depend_on_the_reader(
    api: Client, page: str, address: str
) -> None:
    submitted(api, address, "stars=4")
    answer = api.get(page)
    assert not answer.cookies
    assert answer.content == Client(headers={"host": "localhost"}).get(page).content

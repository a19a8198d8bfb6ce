"""A page of the old portal, imported and published, as clients get it."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from articles.models import Article

from .saved_pages import HTML_PAGE, TEXT_PAGE, save, save_html

pytestmark = pytest.mark.django_db


def published(api: Client) -> dict[str, Any]:
    response = api.get(f"/api/v1/articles/{Article.objects.get().pk}/")
    assert response.status_code == 200
    return dict(response.json())


def lines_of(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def test_text_page(api: Client, tmp_path: Path) -> None:
    call_command("import_page", str(save(tmp_path)), "--publish", verbosity=0)
    article = published(api)
    lines = lines_of(TEXT_PAGE)
    assert article["headline"] == lines[0]
    assert article["published_at"] == "2021-05-07T09:40:00+07:00"
    assert article["published_display"] == "Thứ sáu, 07/05/2021 09:40"
    assert article["lead"] == lines[3]
    assert article["source"]["name"] == "Quangtri.gov.vn"
    assert article["section"]["slug"] == "tin-tuc"
    photos = [
        (node["caption"], node["credit"], node["photo"]["url"])
        for node in article["body"]
        if node["type"] == "photo"
    ]
    assert photos == [("Lãnh đạo tỉnh khảo sát bến thuyền.", "Lệ Thu", None), ("", "Lệ Thu", None)]
    kinds = [node["type"] for node in article["body"]]
    assert kinds == ["photo", "paragraph", "heading", "paragraph", "photo", "heading", "paragraph"]
    assert [node["text"] for node in article["body"] if node["type"] != "photo"] == [
        lines[number] for number in (5, 6, 7, 9, 10)
    ]


def test_saved_html(api: Client, tmp_path: Path) -> None:
    call_command("import_page", str(save_html(tmp_path)), "--publish", verbosity=0)
    article = published(api)
    assert article["published_at"] == "2023-04-03T08:05:00+07:00"
    assert [tag["name"] for tag in article["tags"]] == ["chợ nổi", "du lịch"]
    assert article["photo"]["credit"] == "Minh Đức"
    photo, *rest = article["body"]
    assert (photo["caption"], photo["credit"]) == ("Chợ nổi lúc sáng sớm.", "Minh Đức")
    assert (photo["photo"]["alt"], photo["photo"]["width"]) == ("Ghe bán trái cây", 64)
    assert photo["photo"]["url"].endswith(".jpg")
    kinds = [node["type"] for node in rest]
    # The related title between the paragraphs is listed as left out.
    assert kinds == ["paragraph", "heading", "list", "table", "paragraph"]
    assert 'href="https://cu.example.vn/tin/khoi-cong.html"' in rest[0]["html"]
    assert [item["text"] for item in rest[2]["items"]] == ["Hai mươi chỗ neo", "Bốn bậc lên bờ"]
    assert rest[3]["header"] == ["Hạng mục", "Số"]


def test_the_old_address_leads_to_the_article_for_ever(api: Client, tmp_path: Path) -> None:
    call_command("import_page", str(save_html(tmp_path)), "--publish", verbosity=0)
    moved = api.get("/tin/cho-noi-co-ben-moi-77.html")
    assert moved.status_code == 301
    assert api.get(moved["Location"]).status_code == 200


def test_an_address_with_accents_and_a_query_is_found_as_browsers_ask_for_it(
    api: Client, tmp_path: Path
) -> None:
    address = "https://cu.example.vn/tin tức/xem.aspx?id=12&mục=3"
    page = HTML_PAGE.replace(
        "https://cu.example.vn/tin/cho-noi-co-ben-moi-77.html", address.replace(" ", "%20")
    )
    call_command("import_page", str(save_html(tmp_path, page)), "--publish", verbosity=0)
    assert api.get("/tin%20t%E1%BB%A9c/xem.aspx?id=12&m%E1%BB%A5c=3").status_code == 301

"""The panel of abbreviations in a real browser: it follows what is written, and what is chosen there is saved."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles.models import Abbreviation
from tests.factories import make_article, make_user

from .test_desk import save

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_panel_follows_the_text(open_page: Callable[..., Page]) -> None:
    Abbreviation.objects.create(short="UBND", expansion="Ủy ban nhân dân")
    for expansion in ("chủ tịch", "chương trình"):
        Abbreviation.objects.create(short="CT", expansion=expansion, needs_context=True)
    article = make_article("Họp ở UBND", "Ông CT nói.", publish=False)
    page = open_page(make_user("administrator"))
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    panel = page.locator("[data-abbreviations]")
    expect(panel.get_by_role("row", name="UBND")).to_contain_text("Ủy ban nhân dân (theo từ điển)")
    page.locator(".order-machine [contenteditable=true]").first.click()
    page.keyboard.press("End")
    page.keyboard.type(" Tổ liên gia (TLG) họp.")
    expect(panel.get_by_role("row", name="TLG")).to_contain_text("bài đã giải thích")
    choice = panel.get_by_role("combobox", name="CT trong bài này")
    choice.select_option("chủ tịch")
    expect(panel.get_by_role("row", name="CT")).to_contain_text("bạn chọn")
    save(page)
    article.refresh_from_db()
    assert article.abbreviation_choices == {"CT": "chủ tịch"}

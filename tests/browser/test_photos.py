"""One editor's walk with photos: upload three, look over what they say, set a focal point, publish, see the page."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.conf import LazySettings
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from articles import publishing
from articles.models import Article, Photo
from articles.photos import Encoded, Rights, with_rights
from tests.factories import make_section, make_user

from .test_desk import act, add_block, choose, save, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OpenPage = Callable[..., Page]


def tagged(number: int, credit: str, caption: str) -> dict[str, Any]:
    """A picture as an agency sends it."""
    image = Image.new("RGB", (1000, 660), ["#8fbcd4", "#d8b48f", "#9fd48f"][number])
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 420, 1000, 660), fill="#5a7d3a")
    pen.ellipse((740, 80, 880, 220), fill="#f4d35e")
    out = BytesIO()
    image.save(out, "JPEG")
    plain = Encoded(out.getvalue(), "image/jpeg", *image.size)
    content = with_rights(plain, Rights(credit=credit, caption=caption, copyright="© VGP")).content
    return {"name": f"anh-{number + 1}.jpg", "mimeType": "image/jpeg", "buffer": content}


def test_from_upload_to_the_published_picture(
    open_page: OpenPage, live_server: Any, settings: LazySettings
) -> None:
    settings.SITE_URL = live_server.url
    make_section("Đời sống")
    editor = make_user("administrator")
    page = open_page(editor)

    page.goto("/admin/articles/photo/")
    page.get_by_role("link", name="Tải ảnh lên").click()
    page.set_input_files(
        "[name=files]",
        [
            tagged(0, "VGP/Nhật Bắc", "Chợ nổi buổi sớm"),
            tagged(1, "TTXVN/Lê Đông", "Phố cổ sau mưa"),
            tagged(2, "Internet", ""),
        ],
    )
    page.get_by_role("button", name="Tải lên").click()

    # The script sent them one by one and went on; each field tells where its value came from.
    expect(page.locator(".desk-review fieldset")).to_have_count(3, timeout=60_000)
    first, second, third = Photo.objects.order_by("pk")
    expect(page.locator(f"#id_photo-{first.pk}-credit")).to_have_value("VGP/Nhật Bắc")
    expect(page.locator(f"#id_photo-{second.pk}-creator")).to_have_value("Lê Đông")
    expect(page.locator(".desk-origin", has_text="XMP photoshop:Credit").first).to_be_visible()
    expect(page.locator("fieldset", has_text=f"{third.pk}").locator(".desk-doubt").first).to_be_visible()
    page.fill(f"#id_photo-{first.pk}-alt", "Ghe thuyền đầy trái cây trên sông")
    page.fill(f"#id_photo-{third.pk}-credit", "Gia Huy")
    act(page, ".desk-review input[type=submit]")

    # The focal point: by a click, then by the keyboard.
    page.goto(f"/admin/articles/photo/{first.pk}/change/")
    stage = page.locator(".desk-focus-stage")
    box = stage.bounding_box()
    assert box is not None
    stage.click(position={"x": box["width"] * 0.8, "y": box["height"] * 0.25})
    expect(page.locator("#id_focus_x")).to_have_value("0.8")
    page.locator("#id_focus_y").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#id_focus_y")).to_have_value("0.26")
    assert page.locator(".desk-focus-crops .wide").evaluate("one => one.style.objectPosition") == "80% 26%"
    act(page, "[name=_save]")
    first.refresh_from_db()
    assert first.focus == [0.8, 0.26]

    page.goto("/admin/articles/article/add/")
    page.fill("[name=headline]", "Chợ nổi đông vui")
    choose(page, page.locator(".field-section"), "doi song", "Đời sống")
    write(page, add_block(page, "text"), "Sáng nay chợ đông.")
    choose(page, add_block(page, "photo").locator(".field-photo"), "cho noi", "Chợ nổi")
    save(page)
    article = Article.objects.get()
    publishing.publish(article, by=editor)

    reader = open_page()
    reader.goto(article.editions.get().card and publishing.article_url(article.pk, str(article.slug)))
    figure = reader.locator("figure.photo")
    expect(figure.locator("figcaption")).to_contain_text("VGP/Nhật Bắc")
    image = figure.locator("picture img")
    expect(image).to_have_attribute("alt", "Ghe thuyền đầy trái cây trên sông")
    image.scroll_into_view_if_needed()
    reader.wait_for_function("document.querySelector('figure.photo img').complete")
    shown = image.evaluate("one => one.currentSrc")
    assert shown.endswith(".webp")
    assert image.evaluate("one => one.naturalWidth") > 0
    assert [source.get_attribute("type") for source in figure.locator("source").all()] == [
        "image/webp",
        "image/jpeg",
    ]


def test_without_script_the_form_sends_all(open_page: OpenPage) -> None:
    page = open_page(make_user("administrator"), java_script_enabled=False)
    page.goto("/admin/articles/photo/upload/")
    page.set_input_files("[name=files]", [tagged(0, "VGP/Nhật Bắc", "Chợ"), tagged(1, "TTXVN", "Phố")])
    page.get_by_role("button", name="Tải lên").click()
    expect(page.locator(".desk-review fieldset")).to_have_count(2, timeout=60_000)
    photo = Photo.objects.order_by("pk")[0]
    page.goto(f"/admin/articles/photo/{photo.pk}/change/")
    expect(page.locator("#id_focus_x")).to_be_visible()

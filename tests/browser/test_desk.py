"""The desk in a real browser, under the Content-Security-Policy of production: only here is a dead editor seen."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect

from articles import publishing
from articles.models import Article, Edition
from tests.factories import make_article, make_photo, make_section, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OpenPage = Callable[..., Page]
PASSWORD = "mat-khau-rat-dai-1"


def drawing() -> bytes:
    image = Image.new("RGB", (900, 600), "#8fbcd4")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 380, 900, 600), fill="#5a7d3a")
    pen.ellipse((650, 60, 780, 190), fill="#f4d35e")
    out = BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()


def settle(page: Page) -> None:
    """Waits until no block folds or unfolds any more, which takes 0.15 s: what is clicked while the page moves is missed."""
    page.evaluate("Promise.allSettled(document.getAnimations().map(each => each.finished))")


def add_block(page: Page, block: str) -> Locator:
    """A new block at the end."""
    prefix = f"articles_{block}block_set"
    number = page.locator(f".dynamic-{prefix}").count()
    settle(page)
    page.locator(".order-machine > .order-machine-insert-target.last").click()
    page.locator(f".plugin-button[data-plugin-prefix={prefix}]").click()
    return page.locator(f"#{prefix}-{number}")


def write(page: Page, block: Locator, text: str) -> None:
    block.locator("[contenteditable=true]").click()
    page.keyboard.type(text)


def choose(page: Page, field: Locator, query: str, text: str) -> None:
    """Picks from an autocomplete what is found by a query without accents."""
    field.locator(".select2-selection").click()
    page.keyboard.type(query)
    page.locator(".select2-results__option", has_text=text).click()


def drag(handle: Locator, target: Locator) -> None:
    """Drops what the handle holds on the lower part of the target. The events are sent one by one: how soon a browser
    without a screen asks the page whether it takes a drop differs from run to run."""
    expect(handle).to_have_attribute("draggable", "true")
    data = handle.page.evaluate_handle("new DataTransfer()")
    handle.dispatch_event("dragstart", {"dataTransfer": data})
    target.scroll_into_view_if_needed()
    over = target.bounding_box()
    assert over is not None
    for event in ("dragover", "drop"):
        target.dispatch_event(event, {"dataTransfer": data, "clientY": over["y"] + over["height"] - 5})
    handle.dispatch_event("dragend", {"dataTransfer": data})


def order(page: Page) -> list[str]:
    """The block types as they stand on the screen, from top to bottom."""
    # A fresh page's message stands there before the editor's scripts have put the blocks into their places.
    page.wait_for_load_state("load")
    blocks = page.locator(".order-machine .inline-related:not(.empty-form)")
    found = blocks.evaluate_all("all => all.map(one => [one.getBoundingClientRect().top, one.id])")
    return [re.sub(r"articles_(\w+)block_set-\d+", r"\1", name) for _, name in sorted(found)]


def stored_order(article: Article) -> list[str]:
    newest = article.revisions.first()
    assert newest is not None
    return [block["type"] for block in newest.snapshot["blocks"]]


def send(page: Page, button: str | Locator) -> None:
    """Presses a button that sends a form, and waits for the page that answers it: the old one may show the message of
    an earlier act, and to go elsewhere at once would break the sending off."""
    with page.expect_navigation():
        page.locator(button).click() if isinstance(button, str) else button.click()


def act(page: Page, button: str | Locator) -> None:
    """The same, for what must succeed."""
    send(page, button)
    expect(page.locator(".messagelist .success").first).to_be_visible()


def save(page: Page) -> None:
    """Saves and stays. The block editor scrolls back to where the editor was a fifth of a second after its start; what
    is clicked while the page moves is missed."""
    act(page, "[name=_continue]")
    page.wait_for_load_state("load")
    page.evaluate("new Promise(done => setTimeout(done, 250))")


def test_the_policy_allows_no_script_without_nonce_from_elsewhere(settings: LazySettings) -> None:
    policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "data:"} & set(
        map(str, policy["script-src"])
    )


def test_from_login_to_the_published_page(
    open_page: OpenPage, live_server: Any, settings: LazySettings
) -> None:
    settings.SITE_URL = live_server.url
    make_user("administrator", username="lan", password=PASSWORD)
    page = open_page()
    page.goto("/admin/")
    page.fill("[name=username]", "lan")
    page.fill("[name=password]", PASSWORD)
    send(page, "[type=submit]")
    expect(page.locator("#site-name")).to_be_visible()

    page.goto("/admin/articles/section/add/")
    page.fill("[name=name]", "Đời sống")
    act(page, "[name=_save]")
    page.goto("/admin/articles/photo/add/")
    page.set_input_files("[name=file]", {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": drawing()})
    for field, text in {
        "alt": "Đồi xanh dưới nắng",
        "caption": "Đồi xanh ở Mộc Châu",
        "credit": "VGP/Nhật Bắc",
    }.items():
        page.fill(f"[name={field}]", text)
    act(page, "[name=_save]")
    expect(page.locator(".desk-thumbnail")).to_be_visible()

    page.goto("/admin/articles/article/add/")
    page.fill("[name=headline]", "Mộc Châu đón nắng")
    choose(page, page.locator(".field-section"), "doi song", "Đời sống")
    write(page, add_block(page, "text"), "Sáng nay trời đẹp.")
    choose(page, add_block(page, "photo").locator(".field-photo"), "doi xanh", "Đồi xanh")
    gallery = add_block(page, "gallery")
    gallery.locator(".field-more .select2-search__field").click()
    page.keyboard.type("doi xanh")
    page.locator(".select2-results__option", has_text="Đồi xanh").click()
    write(page, add_block(page, "quote"), "Chưa bao giờ đẹp thế!")
    infobox = add_block(page, "infobox")
    infobox.locator("[name$=title]").fill("Mộc Châu")
    write(page, infobox, "Cao nguyên ở Sơn La.")
    add_block(page, "table").locator("[name$=cells]").fill("Năm\tMưa\n2025\t1.200\n2026\t1.350")
    embed = add_block(page, "embed")
    embed.locator("[name$=url]").fill("https://www.youtube.com/watch?v=abc")
    embed.locator("[name$=title]").fill("Phim về Mộc Châu")
    attachment = add_block(page, "attachment")
    attachment.locator("[name$=title]").fill("Kế hoạch")
    attachment.locator("[type=file]").set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    )
    save(page)
    article = Article.objects.get()
    kinds = ["text", "photo", "gallery", "quote", "infobox", "table", "embed", "attachment"]
    assert stored_order(article) == order(page) == kinds

    # A new order, by keys and by the mouse, is the order that is read back.
    page.locator("#articles_photoblock_set-0 [data-move=up]").press("Enter")
    assert order(page)[:2] == ["photo", "text"]
    drag(page.locator("#articles_textblock_set-0 > h3"), page.locator("#articles_quoteblock_set-0"))
    moved = order(page)
    assert moved == ["photo", "gallery", "quote", "text", *kinds[4:]]
    save(page)
    assert stored_order(article) == order(page) == moved

    page.locator(".desk-publishing").click()
    act(page, "#act-publish button")
    page.locator(".viewsitelink").click()
    expect(page.locator("h1")).to_have_text("Mộc Châu đón nắng")
    for text in ("Sáng nay trời đẹp.", "Chưa bao giờ đẹp thế!", "1.350", "VGP/Nhật Bắc", "Kế hoạch"):
        expect(page.locator("body")).to_contain_text(text)


def test_acts_on_the_publishing_page(open_page: OpenPage) -> None:
    article = make_article("Giá vé xe buýt")
    page = open_page(make_user("editor"))
    address = f"/admin/articles/article/{article.pk}/publishing/"

    def decide(name: str, **fields: str) -> None:
        page.goto(address)
        form = page.locator(f"#act-{name}")
        rare = page.locator("details.desk-rare", has=form)
        if rare.count():
            rare.locator("summary").click()
        for field, value in fields.items():
            form.locator(f"[name={name}-{field}]").fill(value)
        act(page, form.locator("button[type=submit]"))

    decide("correct", wrong="Giá vé 7.000 đồng", right="Giá vé 8.000 đồng", decided_by="Ban biên tập")
    decide("withdraw", reason="Chờ xác minh")
    assert page.request.get(f"/articles/{article.pk}/x/").status == 410
    decide("reinstate")
    ahead = timezone.localtime() + timedelta(days=1)
    decide("publish", at_0=ahead.strftime("%d/%m/%Y"), at_1=ahead.strftime("%H:%M"))
    assert article.editions.filter(slot="next").exists()
    decide("unschedule")
    assert not article.editions.filter(slot="next").exists()
    assert Edition.objects.public(timezone.now()).filter(article=article).exists()

    draft = make_article("Nháp", publish=False)
    address = f"/admin/articles/article/{draft.pk}/publishing/"
    decide("trash")
    decide("untrash")


def test_the_second_of_two_editors_is_told_and_keeps_what_was_typed(open_page: OpenPage) -> None:
    article = make_article("Bản đầu", publish=False)
    first, second = (open_page(make_user("editor", username=name)) for name in ("lan", "hai"))
    for page in (first, second):
        page.goto(f"/admin/articles/article/{article.pk}/change/")
    first.fill("[name=headline]", "Bản của Lan")
    save(first)
    second.fill("[name=headline]", "Bản của Hải")
    write(second, second.locator("#articles_textblock_set-0"), "Hải viết thêm. ")
    send(second, "[name=_continue]")
    expect(second.locator(".errorlist.nonfield")).to_contain_text("lan")
    expect(second.locator("[name=headline]")).to_have_value("Bản của Hải")
    expect(second.locator("#articles_textblock_set-0 [contenteditable=true]")).to_contain_text(
        "Hải viết thêm."
    )
    article.refresh_from_db()
    assert article.headline == "Bản của Lan"


def test_blocks_are_inserted_and_moved_without_a_mouse(open_page: OpenPage) -> None:
    blocks = [{"type": "text", "data": {"content": f"<p>{word}</p>"}} for word in ("một", "hai", "ba")]
    article = make_article(publish=False, blocks=blocks)
    page = open_page(make_user("editor"))
    page.goto(f"/admin/articles/article/{article.pk}/change/")

    # Insert a quote before the second block.
    page.locator("#articles_textblock_set-1 .order-machine-insert-target").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".plugin-button[data-plugin-prefix=articles_textblock_set]")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    write(page, page.locator("#articles_quoteblock_set-0"), "Chen vào giữa")
    assert order(page) == ["text", "quote", "text", "text"]

    # Take the last one to the top, then one step back.
    last = page.locator("#articles_textblock_set-2")
    for _ in range(5):
        last.locator("[data-move=up]").press("Enter")
    last.locator("[data-move=down]").press("Space")
    expect(last.locator("[data-move=down]")).to_be_focused()
    expect(page.locator("[role=status]", has_text="Khối 2 trên 4")).to_have_count(1)
    save(page)
    words = [
        re.sub("<[^>]+>", "", block["data"].get("content") or block["data"]["quote"])
        for block in _blocks(article)
    ]
    assert words == ["một", "ba", "Chen vào giữa", "hai"]

    # Folding, by keys.
    title = page.locator("#articles_quoteblock_set-0 .inline_label")
    expect(title).to_contain_text("Chen vào giữa")
    title.press("Enter")
    expect(page.locator("#articles_quoteblock_set-0 [contenteditable=true]")).to_be_hidden()


def _blocks(article: Article) -> list[dict[str, Any]]:
    newest = article.revisions.first()
    assert newest is not None
    return newest.snapshot["blocks"]


def test_what_was_typed_into_new_blocks_survives_a_mistake(open_page: OpenPage) -> None:
    make_photo()
    page = open_page(make_user("administrator"))
    page.goto("/admin/articles/article/add/")
    page.fill("[name=headline]", "Có lỗi")
    write(page, add_block(page, "text"), "Đoạn đã gõ.")
    embed = add_block(page, "embed")
    embed.locator("[name$=url]").fill("https://example.org/x")
    embed.locator("[name$=title]").fill("Phim")
    send(page, "[name=_continue]")
    expect(page.locator(".errornote")).to_be_visible()
    assert order(page) == ["text", "embed"]
    expect(page.locator("#articles_textblock_set-0 [contenteditable=true]")).to_have_text("Đoạn đã gõ.")
    expect(page.locator("#articles_embedblock_set-0 [name$=url]")).to_have_value("https://example.org/x")


def test_an_older_version_is_restored_with_one_button(open_page: OpenPage) -> None:
    article = make_article("Bản đầu", publish=False, section=make_section())
    publishing.write_draft(article, {**article.revisions.get().snapshot, "headline": "Bản hai"}, by=None)
    page = open_page(make_user("editor"))
    page.goto(f"/admin/articles/article/{article.pk}/publishing/")
    act(page, ".desk-history form button")
    article.refresh_from_db()
    assert article.headline == "Bản đầu"

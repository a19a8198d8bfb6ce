"""Writing at the desk in a real browser: keys only, pasting, crashes, clashes, previews, versions, front pages."""

import os
import re
import time
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from articles import publishing
from articles.models import Article, Placement, PreviewLink
from tests.factories import make_article, make_author, make_photo, make_section, make_user

from .test_desk import OpenPage, act, add_block, choose, drag, order, save, send, stored_order, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:st1="urn:schemas-microsoft-com:office:smarttags">
<head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {mso-style-parent:""; margin:0cm;} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=VI><!--StartFragment-->
<h1 style='mso-outline-level:1'><span lang=VI style='font-size:16.0pt'>Kế hoạch năm 2026<o:p></o:p></span></h1>
<p class=MsoNormal style='text-align:justify'><span lang=VI>Sáng nay, <b style='mso-bidi-font-weight:normal'>Chủ tịch</b> làm việc tại
<st1:place w:st="on">Hà Nội</st1:place>, <i>nêu rõ</i> ba việc. Xem <a href="https://chinhphu.vn/tin" style='color:blue'>toàn văn</a>.<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]><span lang=VI>Cắt giảm thủ tục<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>2.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]><span lang=VI>Số hóa hồ sơ<o:p></o:p></span></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='font-family:Symbol'><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Một cửa</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal><span style='mso-element:comment'>[NB1] sửa chỗ này</span><img width=1 height=1 src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="><img src="file:///C:/Users/a/image002.png"></p>
<script>alert(1)</script><!--EndFragment--></body></html>"""

PASTE = """(element, html) => {
  const data = new DataTransfer()
  data.setData("text/html", html)
  data.setData("text/plain", "x")
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
}"""


def change(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def shoot(page: Page, name: str, **options: Any) -> None:
    """A picture for the docs, when NEWSROOM_SCREENSHOTS names a folder."""
    if folder := os.environ.get("NEWSROOM_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", **options)


def texts(count: int) -> list[dict[str, Any]]:
    return [{"type": "text", "data": {"content": f"<p>Đoạn {number}</p>"}} for number in range(count)]


def insert_by_keys(page: Page, block: str) -> Locator:
    """A new block at the end, by keys alone."""
    prefix = f"articles_{block}block_set"
    number = page.locator(f".dynamic-{prefix}").count()
    page.locator(".order-machine > .order-machine-insert-target.last").focus()
    page.keyboard.press("Enter")
    for _ in range(20):
        if page.evaluate("document.activeElement.dataset.pluginPrefix") == prefix:
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    return page.locator(f"#{prefix}-{number}")


def choose_by_keys(page: Page, field: Locator, query: str) -> None:
    field.locator(".select2-selection").focus()
    page.keyboard.press("Enter")
    page.keyboard.type(query)
    expect(page.locator(".select2-results__option--highlighted")).to_be_visible()
    expect(page.locator(".select2-results__option", has_text="Đang tìm")).to_have_count(0)
    page.keyboard.press("Enter")


def test_a_whole_article_is_written_with_the_keyboard_alone(open_page: OpenPage) -> None:
    make_section("Đời sống")
    make_photo(caption="Đồi xanh ở Mộc Châu", alt="Đồi xanh")
    page = open_page(make_user("administrator"))
    page.goto("/admin/articles/article/add/")
    page.locator("[name=headline]").focus()
    page.keyboard.type("Mộc Châu đón nắng")
    choose_by_keys(page, page.locator(".field-section"), "doi song")
    fields = {
        "text": "[contenteditable=true]",
        "quote": "[contenteditable=true]",
        "infobox": "[name$=title]",
        "table": "[name$=cells]",
        "embed": "[name$=url]",
        "attachment": "[name$=title]",
    }
    typed = {"embed": "https://www.youtube.com/watch?v=abc", "table": "Năm 2026"}
    for block in ("text", "photo", "gallery", "quote", "infobox", "table", "embed", "attachment"):
        form = insert_by_keys(page, block)
        if block == "photo":
            choose_by_keys(page, form.locator(".field-photo"), "doi xanh")
        elif block == "gallery":
            form.locator("[name$=items]").focus()
            page.keyboard.type(f"{Article._meta.apps.get_model('articles.Photo').objects.get().pk} | Đồi")
        else:
            form.locator(fields[block]).first.focus()
            page.keyboard.type(typed.get(block, f"Chữ trong {block}"))
        if block == "infobox":
            form.locator("[contenteditable=true]").focus()
            page.keyboard.type("Cao nguyên")
        if block == "embed":
            form.locator("[name$=title]").focus()
            page.keyboard.type("Phim")
        if block == "attachment":
            form.locator("[type=file]").set_input_files(
                {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
            )
    # Another order, a copy, and one block less.
    page.locator("#articles_photoblock_set-0 [data-move=up]").press("Enter")
    assert order(page)[:2] == ["photo", "text"]
    page.locator("#articles_quoteblock_set-0 .desk-clone").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    shoot(page, "keys")
    expect(page.locator(".messagelist .success").first).to_be_visible()
    kinds = ["photo", "text", "gallery", "quote", "quote", "infobox", "table", "embed", "attachment"]
    article = Article.objects.get()
    assert stored_order(article) == order(page) == kinds
    page.locator("#articles_embedblock_set-0 [name$=DELETE]").focus()
    page.keyboard.press("Space")
    page.locator("[name=note]").focus()
    page.keyboard.type("Bỏ phim")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".messagelist .success").first).to_be_visible()
    kinds.remove("embed")
    assert stored_order(article) == kinds
    newest = article.revisions.first()
    assert newest is not None
    assert newest.note == "Bỏ phim"


def test_a_paste_from_a_word_processor_keeps_what_belongs(open_page: OpenPage) -> None:
    article = make_article(publish=False, blocks=[])
    page = open_page(make_user("editor"))
    page.goto(change(article))
    text = add_block(page, "text")
    text.locator("[contenteditable=true]").evaluate(PASTE, WORD)
    expect(text.locator("ol li")).to_have_count(2)
    expect(text.locator(".desk-pictures")).to_contain_text("2")
    shoot(page, "paste")
    # The picture whose bytes came along goes to the upload page, chosen already.
    with page.context.expect_page() as opened:
        text.locator(".desk-pictures button").first.click()
    upload = opened.value
    upload.wait_for_load_state()
    assert upload.locator("input[type=file]").first.evaluate("field => field.files.length") == 1
    upload.close()
    save(page)
    newest = article.revisions.first()
    assert newest is not None
    assert newest.snapshot["blocks"][0]["data"]["content"] == (
        "<h2>Kế hoạch năm 2026</h2><p>Sáng nay, <strong>Chủ tịch</strong> làm việc tại Hà Nội, <em>nêu rõ</em> ba việc. Xem"
        ' <a href="https://chinhphu.vn/tin">toàn văn</a>.</p><ol><li>Cắt giảm thủ tục</li><li>Số hóa hồ sơ</li></ol>'
        "<ul><li>Một cửa</li></ul>"
    )


def test_what_was_typed_comes_back_after_a_crash(open_page: OpenPage) -> None:
    article = make_article("Bản đầu", publish=False, blocks=texts(1))
    page = open_page(make_user("editor", username="lan"))
    page.goto(change(article))
    expect(page.locator("#articles_textblock_set-0 [contenteditable=true]")).to_be_visible()
    page.fill("[name=headline]", "Gõ rồi mất điện")
    write(page, add_block(page, "quote"), "Chưa lưu mà!")
    expect(page.locator(".desk-kept")).not_to_be_empty()
    expect(page.locator(".desk-kept")).to_be_visible()
    page.wait_for_timeout(700)
    context = page.context
    page.close()

    again = context.new_page()
    again.goto(change(article))
    expect(again.locator(".desk-offer")).to_be_visible()
    shoot(again, "autosave")
    again.locator(".desk-offer button").first.click()
    expect(again.locator("[name=headline]")).to_have_value("Gõ rồi mất điện")
    expect(again.locator("#articles_quoteblock_set-0 [contenteditable=true]")).to_have_text("Chưa lưu mà!")
    article.refresh_from_db()
    assert article.headline == "Bản đầu"
    save(again)
    assert stored_order(article) == ["text", "quote"]
    # Saved is saved: nothing is offered any longer, and nothing of it stays in the browser.
    again.goto(change(article))
    expect(again.locator(".desk-bar")).to_be_visible()
    expect(again.locator(".desk-offer")).to_have_count(0)
    kept = "Object.keys(localStorage).filter(key => key.startsWith('newsroom:')).length"
    assert again.evaluate(kept) == 0


def test_two_editors_clash_and_see_both_versions(open_page: OpenPage) -> None:
    article = make_article("Bản đầu", publish=False, blocks=texts(3))
    first, second = (open_page(make_user("editor", username=name)) for name in ("lan", "hai"))
    first.goto(change(article))
    second.goto(change(article))
    expect(second.locator(".desk-others")).to_contain_text("lan")
    first.fill("[name=headline]", "Bản của Lan")
    first.locator("#articles_textblock_set-2 [name$=DELETE]").check()
    write(first, add_block(first, "quote"), "Lan thêm.")
    save(first)
    second.fill("[name=headline]", "Bản của Hải")
    write(second, second.locator("#articles_textblock_set-2"), "Hải sửa: ")
    send(second, "[name=_continue]")
    clash = second.locator(".desk-clash")
    expect(clash).to_contain_text("lan")
    diff = clash.locator("> .desk-diff")
    expect(diff.locator("del").first).to_contain_text("Lan")
    expect(diff.locator("ins").first).to_contain_text("Hải")
    shoot(second, "clash")
    act(second, clash.locator("[name=take_over]"))
    article.refresh_from_db()
    assert article.headline == "Bản của Hải"
    newest = article.revisions.first()
    assert newest is not None
    words = [
        re.sub("<[^>]+>", "", block["data"].get("content") or block["data"]["quote"])
        for block in newest.snapshot["blocks"]
    ]
    # Hers stays beside his; what she deleted and he changed is back.
    assert sorted(words) == ["Lan thêm.", "Đoạn 0", "Đoạn 1", "Đoạn 2Hải sửa:"]


def test_preview_while_typing_checklist_and_a_link_for_outsiders(
    open_page: OpenPage, live_server: Any, settings: Any
) -> None:
    settings.SITE_URL = live_server.url
    article = make_article("Tít đã lưu", publish=False, blocks=texts(2))
    page = open_page(make_user("editor"))
    page.goto(change(article))
    page.locator("[data-shows=preview]").click()
    frame = page.frame_locator(".desk-drawer iframe")
    expect(frame.locator("h1")).to_have_text("Tít đã lưu")
    page.fill("[name=headline]", "Tít đang gõ")
    expect(frame.locator("h1")).to_have_text("Tít đang gõ")
    page.locator("label[for=width-phone]").click()
    assert page.locator(".desk-drawer iframe").bounding_box()["width"] <= 392  # type: ignore[index]
    shoot(page, "preview-drawer")
    page.locator("[data-shows=checklist]").click()
    expect(page.locator("#checklist")).to_be_visible()
    page.locator("#checklist [data-field=lead]").click()
    expect(page.locator("[name=lead]")).to_be_focused()
    shoot(page, "checklist")
    article.refresh_from_db()
    assert article.headline == "Tít đã lưu"

    page.goto(f"/admin/articles/article/{article.pk}/preview/")
    expect(page.frame_locator("iframe").locator("h1")).to_have_text("Tít đã lưu")
    page.locator("[name=note]").fill("Luật sư")
    send(page, ".desk-share .desk-choose button")
    address = page.locator("#new-link").input_value()
    shoot(page, "preview", full_page=True)
    outsider = open_page()
    answer = outsider.goto(address)
    assert answer is not None
    assert answer.headers["cache-control"] == "no-store"
    expect(outsider.locator("h1")).to_have_text("Tít đã lưu")
    act(page, ".desk-share table button")
    assert page.request.get(address).status == 404
    assert PreviewLink.objects.get().revoked_at is not None


def test_versions_side_by_side_and_restored(open_page: OpenPage) -> None:
    article = make_article("Giá điện tăng 3% từ tháng 5", publish=True, blocks=texts(3))
    snapshot = article.revisions.get().snapshot
    blocks = [snapshot["blocks"][2], snapshot["blocks"][0]]
    blocks[1] = {**blocks[1], "data": {"content": "<p>Đoạn 0 được sửa</p>"}}
    changed = {**snapshot, "headline": "Giá điện tăng 4% từ tháng 6", "blocks": blocks}
    for place, block in enumerate(changed["blocks"], 1):
        changed["blocks"][place - 1] = {**block, "ordering": place * 10}
    publishing.write_draft(article, changed, by=None, note="Theo văn bản mới")
    page = open_page(make_user("editor"))
    page.goto(f"/admin/articles/article/{article.pk}/versions/")
    diff = page.locator(".desk-diff")
    expect(diff.locator("del").first).to_contain_text("3")
    expect(diff.locator("ins").first).to_contain_text("4")
    expect(diff.locator(".desk-diff-removed")).to_have_count(1)
    shoot(page, "versions")
    check_access(page)
    act(page, page.locator(".desk-restore button").first)
    article.refresh_from_db()
    assert article.headline == "Giá điện tăng 3% từ tháng 5"


def test_links_and_related_stories_are_picked_by_headline(open_page: OpenPage) -> None:
    other = make_article("Lễ hội đèn lồng")
    third = make_article("Chợ nổi Cái Răng")
    author, second_author = make_author("Gia Huy"), make_author("Lệ Quyên")
    article = make_article("Du lịch", publish=False, blocks=texts(1), bylines=[
        {"author": author.pk, "name": "", "role": ""}, {"author": second_author.pk, "name": "", "role": ""},
    ])  # fmt: skip
    page = open_page(make_user("editor"))
    page.goto(change(article))
    text = page.locator("#articles_textblock_set-0")
    text.locator("[contenteditable=true] p").click(click_count=3)
    text.locator(".desk-story-link").click()
    dialog = page.locator("dialog.desk-stories")
    dialog.locator("input").fill("den long")
    expect(dialog.locator("li")).to_have_count(1)
    dialog.locator("li button").first.press("Enter")
    expect(text.locator(f'a[href="/articles/{other.pk}/"]')).to_have_count(1)
    for query, story in (("den long", other), ("cai rang", third)):
        page.locator("#related_stories-group .add-row a").click()
        row = page.locator(f"#related_stories-{0 if story is other else 1}")
        choose(page, row, query, story.headline)
    page.locator("#related_stories-1 [data-move=up]").press("Enter")
    page.locator("#bylines-0 [data-move=down]").press("Enter")
    save(page)
    newest = article.revisions.first()
    assert newest is not None
    assert newest.snapshot["related"] == [third.pk, other.pk]
    assert [byline["author"] for byline in newest.snapshot["bylines"]] == [second_author.pk, author.pk]
    publishing.publish(article, by=None)
    document = page.request.get(f"/api/v1/articles/{article.pk}/?expand=related").json()
    assert [card["id"] for card in document["related"]][:2] == [third.pk, other.pk]
    assert f"/articles/{other.pk}/le-hoi-den-long" in document["body"][0]["html"]


def test_a_front_page_is_laid_by_keys_and_by_mouse(open_page: OpenPage) -> None:
    stories = [make_article(f"Tin thứ {number}") for number in range(4)]
    page = open_page(make_user("administrator"))
    page.goto("/admin/articles/placement/")
    for number in (0, 1, 2):
        choose(page, page.locator("tr.form-row").last, f"tin thu {number}", f"Tin thứ {number}")
        act(page, "#front_form [type=submit]")
    page.locator("tr.form-row").nth(2).locator("[data-move=up]").press("Enter")
    drag(page.locator("tr.form-row").nth(0).locator(".desk-handle"), page.locator("tr.form-row").nth(2))
    act(page, "#front_form [type=submit]")
    shoot(page, "front-page")
    check_access(page)
    placed = list(Placement.objects.values_list("article__headline", flat=True))
    assert placed == ["Tin thứ 2", "Tin thứ 1", "Tin thứ 0"]
    publishing.withdraw(stories[1], by=None, reason="Sai")
    front = [card["headline"] for card in page.request.get("/api/v1/front/").json()["results"]]
    assert front == ["Tin thứ 2", "Tin thứ 0", "Tin thứ 3"]


@pytest.mark.slow
def test_sixty_blocks_stay_usable(open_page: OpenPage) -> None:
    photos = [make_photo() for _ in range(20)]
    blocks = texts(40) + [{"type": "photo", "data": {"photo": photo.pk, "caption": ""}} for photo in photos]
    article = make_article("Phóng sự dài", publish=False, blocks=blocks)
    page = open_page(make_user("editor"))
    page.set_default_timeout(60_000)
    started = time.monotonic()
    page.goto(change(article))
    expect(page.locator("#articles_textblock_set-39 [contenteditable=true]")).to_be_attached()
    expect(page.locator("#articles_photoblock_set-19 [data-move=up]")).to_be_attached()
    write(page, page.locator("#articles_textblock_set-0"), "Gõ được. ")
    print(f"\n60 blocks: {time.monotonic() - started:.1f} s from opening to the first typed words")
    expect(page.locator(".desk-kept")).not_to_be_empty(timeout=60_000)
    shoot(page, "article", full_page=False)
    check_access(page)
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist .success")).to_be_visible(timeout=60_000)


def check_access(page: Page) -> None:
    """No serious or critical finding of axe's."""
    found = Axe().run(page, options={"preload": False}).response["violations"]
    grave = [
        (one["id"], [node["target"] for node in one["nodes"]][:5])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert grave == []

"""The readers' pages in a real browser: by mouse, touch and keyboard, without script, at each width, light and dark."""

import re
from collections import deque
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import product
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import LazySettings
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from articles.models import Article, Edition
from articles.publishing import correct, publish, withdraw
from tests.factories import make_article, make_author, make_photo, make_section

from .test_desk import drawing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OpenPage = Callable[..., Page]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (360, 768, 1280)
LOOKS = [
    ("light", (1280, 900), "{}"),
    ("dark, text of 200 %", (768, 900), '{"size":"4"}'),
    ("narrow", (320, 700), "{}"),
]
WORDS = (
    "Ủy ban nhân dân tỉnh yêu cầu các sở, ngành rà soát thủ tục hành chính, giảm giấy tờ cho người dân. " * 5
)


class Paper:
    """A small newspaper: addresses of its pages by what they are."""

    def __init__(self) -> None:
        politics = make_section("Chính trị", position=1)
        child = make_section("Cải cách hành chính", parent=politics)
        sport = make_section("Thể thao", position=2)
        author = make_author("Lê Minh An")
        photo = make_photo(
            drawing(), alt="Đồi xanh dưới nắng", caption="Đồi xanh ở Mộc Châu", width=900, height=600
        )
        tags = ["Cải cách", "Một cửa"]
        body = "".join(f"<h2>Mục {name}</h2><p>{WORDS}</p><p>{WORDS}</p>" for name in ("một", "hai", "ba"))
        cells = [
            ["Xã, phường, thị trấn", *(f"Chỉ tiêu {number}" for number in range(9))],
            *([str(n)] * 10 for n in range(3)),
        ]
        blocks = [
            {"type": "text", "data": {"content": body}},
            {"type": "photo", "data": {"photo": photo.pk, "caption": "Đại biểu dự hội nghị"}},
            {
                "type": "gallery",
                "data": {"caption": "Bộ ảnh", "items": [{"photo": photo.pk, "caption": "Một"}] * 2},
            },
            {"type": "quote", "data": {"quote": "<p>Làm cho dân trước.</p>", "attribution": "Ông A"}},
            {"type": "infobox", "data": {"title": "Số liệu", "content": "<p>268 đại biểu.</p>"}},
            {"type": "table", "data": {"caption": "Chỉ số theo xã", "has_header": True, "cells": cells}},
            {"type": "embed", "data": {"url": "https://www.youtube.com/watch?v=x", "title": "Phim"}},
        ]
        for number in range(6):
            make_article(
                f"Chuyện thứ {number} về một cửa liên thông ở cơ sở", section=(politics, sport)[number % 2], tags=tags, lead=WORDS[:180],
                photo=photo.pk if number % 2 else None, at=timezone.now() - timedelta(days=3 * number + 1),
            )  # fmt: skip
        self.article = make_article(
            "Tăng cường lãnh đạo để cải cách thủ tục hành chính, nâng năng lực cạnh tranh", section=child, tags=tags, blocks=blocks,
            lead=WORDS[:240], kicker="Cải cách", photo=photo.pk, bylines=[{"author": author.pk, "name": "", "role": ""}],
        )  # fmt: skip
        correct(self.article, by=None, wrong="286 đại biểu", right="268 đại biểu", decided_by="Ban Biên tập")
        self._abbreviate(self.article)
        english = make_article(
            "The first electric buses", section=sport, language="en", lead="Rides are free."
        )
        gone = make_article("Bài bị gỡ", section=sport)
        withdraw(gone, by=None, reason="Dẫn sai văn bản.", decided_by="Ban Biên tập")
        draft = make_article(
            "Bản nháp chưa ai được đọc", publish=False, tags=["Thẻ kín"], section=make_section("Mục kín")
        )
        later = make_article("Hẹn giờ chưa ai được đọc", publish=False)
        publish(later, by=None, at=timezone.now().replace(second=0, microsecond=0) + timedelta(days=2))
        self.hidden = [draft, later]
        day = timezone.localtime()
        self.addresses = {
            "front": "/",
            "article": self.path(self.article),
            "english": self.path(english),
            "section": "/sections/chinh-tri/",
            "tag": "/tags/cai-cach/",
            "author": "/authors/le-minh-an/",
            "language": "/languages/en/",
            "month": f"/archive/{day:%Y/%m}/",
            "day": f"/archive/{day:%Y/%m/%d}/?section=chinh-tri",
            "search": "/search/?q=mot+cua&order=relevance",
            "bad search": "/search/?q=mot&from=31/2/2026",
            "corrections": "/corrections/",
            "gone": f"/articles/{gone.pk}/x/",
            "not found": "/khong/co/",
            "no such day": "/archive/?on=31/2/2026",
        }

    @staticmethod
    def path(article: Article) -> str:
        article.refresh_from_db()
        return f"/articles/{article.pk}/{article.slug}/"

    @staticmethod
    def _abbreviate(article: Article) -> None:
        """As an edition has them whose text holds short forms that the dictionary knows."""
        edition = Edition.objects.get(article=article, slot="live")
        short, known = "UBND", "Ủy ban nhân dân"
        document = bytes(edition.document).decode()
        if '"abbreviations":[]' in document:
            document = document.replace(
                '"abbreviations":[]', f'"abbreviations":[{{"short":"{short}","expansion":"{known}"}}]'
            )
            html = edition.html.replace(
                "<p>Ủy ban", f'<p><abbr title="{known}">{short}</abbr> tỉnh. Ủy ban', 1
            )
            Edition.objects.filter(pk=edition.pk).update(document=document.encode(), html=html)


@pytest.fixture
def paper(live_server: Any, settings: LazySettings) -> Paper:
    settings.SITE_URL = live_server.url
    settings.SITE_NAME, settings.SITE_FOOTER = (
        "Báo Mẫu",
        ["Giấy phép số 12/GP-TTĐT", "Chịu trách nhiệm: Bà B"],
    )
    settings.NEWSROOM_PAGES_POLICY = {
        **settings.NEWSROOM_PAGES_POLICY,
        "img-src": ["'self'", live_server.url],
    }
    return Paper()


@pytest.fixture
def open_reader(chromium: Browser, live_server: Any) -> Iterator[OpenPage]:
    """Opens a page as a reader. What the console complains of fails the test, but that a page's status is not 200."""
    contexts, complaints = [], []

    def open_reader(**options: Any) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on(
            "console", lambda one: complaints.append(one.text) if one.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_reader
    for context in contexts:
        context.close()
    assert [one for one in complaints if "the server responded with a status of 4" not in one] == []


# --- Every page -----------------------------------------------------------------------------------------------


def violations(page: Page) -> list[str]:
    results = Axe().run(
        page, options={"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    )
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in results.response["violations"]
        for node in one["nodes"]
    ]


def overflow(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(open_reader: OpenPage, paper: Paper) -> None:
    """Every kind of page: light on a desk's screen, and dark on a tablet's with text of 200 %; at 320 px nothing is
    wider than the screen."""
    found: dict[str, Any] = {}
    for look, (width, height), display in LOOKS:
        page = open_reader(color_scheme="dark" if "dark" in look else "light")
        page.set_viewport_size({"width": width, "height": height})
        page.add_init_script(f"localStorage.setItem('display', '{display}')")
        for name, address in paper.addresses.items():
            page.goto(address)
            page.evaluate(
                "for (const one of document.querySelectorAll('details:not([name])')) one.open = true"
            )
            if wide := overflow(page):
                found[f"{look}, {name}"] = f"{wide} px too wide"
            if width != 320 and (faults := violations(page)):
                found[f"{look}, {name}, axe"] = faults
    assert found == {}


@pytest.mark.slow
def test_axe_finds_nothing_in_high_contrast(open_reader: OpenPage, paper: Paper) -> None:
    found = {}
    for scheme in ("light", "dark"):
        page = open_reader(color_scheme=scheme)
        page.set_viewport_size({"width": 360, "height": 740})
        page.add_init_script("""localStorage.setItem('display', '{"contrast":"more"}')""")
        for name, address in paper.addresses.items():
            page.goto(address)
            if faults := violations(page):
                found[f"{scheme}, {name}"] = faults
    assert found == {}


def test_every_link_from_the_front_page_leads_somewhere_public(
    open_reader: OpenPage, paper: Paper, live_server: Any
) -> None:
    page = open_reader()
    waiting, seen, broken = deque(["/"]), {"/"}, {}
    words = [article.headline for article in paper.hidden]
    while waiting:
        address = waiting.popleft()
        answer = page.request.get(address, max_redirects=3)
        if answer.status != 200:
            broken[address] = answer.status
            continue
        text = answer.text()
        assert not [word for word in words if word in text], address
        if "html" not in answer.headers["content-type"]:
            continue
        for link in re.findall(r'(?:href|src)="([^"]+)"', text):
            whole = urldefrag(urljoin(f"{live_server.url}{address}", link.replace("&amp;", "&"))).url
            parts = urlsplit(whole)
            target = f"{parts.path}{'?' if parts.query else ''}{parts.query}"
            if f"{parts.scheme}://{parts.netloc}" == live_server.url and target not in seen:
                seen.add(target)
                waiting.append(target)
    assert broken == {}
    assert paper.addresses["article"] in seen
    assert len(seen) > 30


def test_no_layout_shift_and_no_flash_of_another_size(open_reader: OpenPage, paper: Paper) -> None:
    page = open_reader()
    page.add_init_script(
        "window.shifts = []; new PerformanceObserver(list => { for (const one of list.getEntries()) if (!one.hadRecentInput) shifts.push(one.value) })"
        ".observe({type: 'layout-shift', buffered: true});"
        "window.sizes = new Set(); new MutationObserver(() => document.body && sizes.add(getComputedStyle(document.documentElement).fontSize))"
        ".observe(document, {childList: true, subtree: true});"
    )
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for name in ("front", "article", "section"):
            page.goto(paper.addresses[name])
            page.evaluate(
                "async () => { for (let y = 0; y < document.body.scrollHeight; y += 700) { scrollTo(0, y); await new Promise(requestAnimationFrame) } }"
            )
            page.wait_for_load_state("networkidle")
            assert page.evaluate("shifts") == [], (name, width)
    page.evaluate("localStorage.setItem('display', JSON.stringify({size: '2', theme: 'dark'}))")
    page.goto(paper.addresses["article"])
    assert page.evaluate("[...sizes]") == ["20px"]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 21, 20)"


# --- The article's tools --------------------------------------------------------------------------------------

USUAL = {("touch", 360, "light"), ("keyboard", 768, "dark"), ("mouse", 1280, "light")}
EVERY_HAND = [
    pytest.param(*way, marks=() if way in USUAL else pytest.mark.slow)
    for way in product(("mouse", "touch", "keyboard"), WIDTHS, ("light", "dark"))
]


@pytest.mark.parametrize(("hand", "width", "scheme"), EVERY_HAND)
def test_the_tools_of_an_article(
    open_reader: OpenPage, paper: Paper, hand: str, width: int, scheme: str
) -> None:
    page = open_reader(
        has_touch=hand == "touch", color_scheme=scheme, permissions=["clipboard-read", "clipboard-write"]
    )
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(paper.addresses["article"])

    def use(target: Locator) -> None:
        if hand == "keyboard":
            walk_to(page, target)
            page.keyboard.press("Enter")
        elif hand == "touch":
            target.tap()
        else:
            target.click()

    # Abbreviations: the list, and in the text at once.
    use(page.locator("summary", has_text="Từ viết tắt"))
    expect(page.locator("dl.abbreviations")).to_contain_text("Ủy ban nhân dân")
    short = page.locator("#body abbr").first
    told = "getComputedStyle(document.querySelector('#body abbr'), '::after').content"
    assert page.evaluate(told) == "none"
    use(page.locator("[data-explain]"))
    expect(page.locator("[data-explain]")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(told) == '" (Ủy ban nhân dân)"'
    assert "explained" in (page.locator("#body").get_attribute("class") or "")
    assert short.get_attribute("title")

    # Text size, colours, contrast; kept on the next page.
    use(page.locator(".toolbar summary", has_text="Xem với cỡ chữ"))
    tools = page.locator(".toolbar [data-display]")
    use(tools.locator("[data-size='+1']"))
    use(tools.locator("[data-size='+1']"))
    expect(tools.locator("output")).to_have_text("125 %")
    use(tools.locator("[data-theme=dark]"))
    use(tools.locator("[data-contrast]"))
    page.reload()
    assert page.evaluate("({...document.documentElement.dataset})") == {
        "size": "2",
        "theme": "dark",
        "contrast": "more",
    }
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    use(page.locator(".toolbar summary", has_text="Xem với cỡ chữ"))
    use(tools.locator("[data-theme='']"))
    paint = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", paint)[:3])) < 300) is (scheme == "dark"), paint

    # Sharing.
    use(page.locator("summary", has_text="Chia sẻ"))
    use(page.locator("[data-copy]"))
    expect(page.locator("[data-share-status]")).to_have_text("Đã sao chép.")
    assert page.evaluate("navigator.clipboard.readText()").endswith(paper.addresses["article"])

    # The calendar of the section, and to a day of it.
    use(page.locator("details.month summary"))
    table = page.locator("details.month table")
    expect(table.locator("td a").last).to_be_visible()
    use(page.locator(".month-turn button").first)
    expect(page.locator(".month-turn button").first).to_be_visible()
    use(page.locator(".month-turn button").last)
    use(table.locator("td a").last)
    expect(page.locator("h1")).to_contain_text(f"{timezone.localtime():%d/%m/%Y}")
    expect(page.locator(".card-title").first).to_contain_text("Tăng cường")


def walk_to(page: Page, target: Locator) -> None:
    """By the Tab key alone, from where the focus is."""
    for _ in range(150):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The Tab key does not reach {target}")


@pytest.mark.parametrize(("hand", "width", "scheme"), EVERY_HAND)
def test_rating_changing_and_taking_back(
    open_reader: OpenPage, paper: Paper, hand: str, width: int, scheme: str
) -> None:
    page = open_reader(has_touch=hand == "touch", color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(paper.addresses["article"])
    stars = page.locator(".ratings-stars")
    meaning = stars.locator(".ratings-meaning")

    def rate(number: int) -> None:
        radio = stars.locator(f"input[value='{number}']")
        if hand == "touch":
            radio.tap()
        elif hand == "mouse":
            radio.hover()
            # What the stars mean is shown while pointing.
            expect(meaning.nth(number - 1)).to_have_css("clip-path", "none")
            radio.click()
        else:
            checked = stars.locator("input:checked")
            walk_to(page, checked if checked.count() else stars.locator("input").first)
            for _ in range(9):
                if radio.is_checked():
                    break
                page.keyboard.press("ArrowRight")
            expect(meaning.nth(number - 1)).to_have_css("clip-path", "none")
            page.keyboard.press("Enter")

    expect(stars.get_by_role("radio", name="4 sao – hay")).to_have_count(1)
    rate(4)
    expect(page.locator(".ratings-average")).to_contain_text("4,0 trên 5 sao, 1 lượt đánh giá")
    expect(page.locator(".ratings-status")).to_contain_text("Cảm ơn")
    rate(5)
    expect(page.locator(".ratings-average")).to_contain_text("5,0 trên 5 sao, 1 lượt đánh giá")
    page.reload()
    stars.scroll_into_view_if_needed()
    expect(stars.locator("input[value='5']")).to_be_checked()
    assert page.locator(".ratings-bar rect").first.get_attribute("width") == "100%"
    back = page.locator("[name=take_back]")
    if hand == "keyboard":
        walk_to(page, back)
        page.keyboard.press("Enter")
    elif hand == "touch":
        back.tap()
    else:
        back.click()
    expect(page.locator(".ratings-average")).to_contain_text("Chưa có ai")
    expect(stars.locator("input:checked")).to_have_count(0)


# --- Without script -------------------------------------------------------------------------------------------


def test_without_script_one_reads_rates_finds_by_date_and_looks_up_abbreviations(
    open_reader: OpenPage, paper: Paper
) -> None:
    page = open_reader(java_script_enabled=False)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(paper.addresses["front"])
    page.get_by_role("link", name=re.compile("Tăng cường lãnh đạo")).first.click()
    expect(page.locator("#body")).to_contain_text("rà soát thủ tục hành chính")
    # What needs script is not shown at all.
    for needing in ("[data-explain]", "[data-print]", "[data-copy]", "[data-size]", "details.month"):
        assert not page.locator(needing).first.is_visible(), needing
    page.locator("summary", has_text="Từ viết tắt").click()
    expect(page.locator("dl.abbreviations")).to_be_visible()

    page.locator(".ratings input[value='4']").check()
    page.locator(".ratings button", has_text="Gửi").click()
    expect(page).to_have_url(re.compile("#rating-saved$"))
    expect(page.locator("#rating-saved")).to_be_visible()
    expect(page.locator(".ratings-average")).to_contain_text("4,0 trên 5 sao, 1 lượt đánh giá")
    page.locator("[name=take_back]").click()
    expect(page.locator("#rating-taken-back")).to_be_visible()

    page.locator("[name=on]").fill(f"{timezone.localtime():%Y-%m-%d}")
    page.locator(".by-date button").click()
    expect(page.locator("h1")).to_contain_text(f"{timezone.localtime():%d/%m/%Y}")
    page.locator(".calendar td a").first.click()
    expect(page.locator(".card-title").first).to_be_visible()

    page.goto("/search/?q=mot+cua")
    expect(page.locator("mark").first).to_be_visible()


def test_printed_the_page_is_the_article_alone(open_reader: OpenPage, paper: Paper) -> None:
    page = open_reader()
    page.goto(paper.addresses["article"])
    page.emulate_media(media="print")
    for shown in ("h1", ".lead", "#body", "#corrections", ".site-name"):
        expect(page.locator(shown).first).to_be_visible()
    for hidden in (".toolbar", ".sections", ".ratings", ".beside", ".site-foot", ".previous-next"):
        expect(page.locator(hidden).first).to_be_hidden()


def test_targets_are_large_enough_and_marks_are_not_cut_off(open_reader: OpenPage, paper: Paper) -> None:
    page = open_reader()
    page.set_viewport_size({"width": 360, "height": 740})
    for name in ("front", "article", "section", "search"):
        page.goto(paper.addresses[name])
        small = page.evaluate(
            """() => [...document.querySelectorAll('button, summary, input, select, nav a, .site-links a, .foot-links a')]
            .filter(one => one.checkVisibility() && one.type !== 'hidden')
            .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
            .filter(([, box]) => box.width && Math.min(box.width, box.height) < 24).map(([html]) => html)"""
        )
        assert small == [], name
        tight = page.evaluate(
            """() => [...document.querySelectorAll('h1, h2, h3, p, li, a, dd')].filter(one => one.innerText)
            .map(one => [one.tagName, parseFloat(getComputedStyle(one).lineHeight) / parseFloat(getComputedStyle(one).fontSize)])
            .filter(([, ratio]) => ratio < 1.28)"""
        )
        assert tight == [], name
    page.goto(paper.addresses["article"])
    ratio = "one => parseFloat(getComputedStyle(one).lineHeight) / parseFloat(getComputedStyle(one).fontSize)"
    assert page.locator("#body p").first.evaluate(ratio) >= 1.6

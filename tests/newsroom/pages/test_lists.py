"""Front page, sections, tags, authors, the archive, corrections, search, and the pages of errors."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client

from articles import search
from articles.models import Placement
from articles.publishing import correct
from newsroom.pages import lists
from newsroom.pages.archive import read_day
from newsroom.pages.pictures import picture
from tests.articles.api.site import Site
from tests.factories import make_article, make_section

from .conftest import Read, address_of

CARDS = "//main//h2[contains(@class, 'card-title')] | //main//h3[contains(@class, 'card-title')]"


# --- The front page -------------------------------------------------------------------------------------------


def test_the_newest_leads_and_a_section_repeats_nothing_from_above(
    read: Read, db: None, noon: Any, time_machine: Any
) -> None:
    politics, sport = make_section("Chính trị", position=1), make_section("Thể thao", position=2)
    for number in range(9):
        make_article(f"Bài {number}", section=(politics, sport)[number % 2])
        time_machine.shift(60)
    make_article("In English", section=sport, language="en")
    page = read("/")
    assert page.text("//article[contains(@class, 'lead-card')]//h2") == "Bài 8"
    assert page.texts("//*[@class='top-seconds']//h2") == ["Bài 7", "Bài 6", "Bài 5", "Bài 4"]
    assert page.texts("//*[@class='blocks']/section") != []
    blocks = {
        section.xpath("string(h2)").strip(): [" ".join(h.itertext()).strip() for h in section.xpath(".//h3")]
        for section in page.all("//*[@class='blocks']/section")
    }
    assert blocks == {"Chính trị": ["Bài 2", "Bài 0"], "Thể thao": ["Bài 3", "Bài 1"]}
    assert "In English" not in page.html


def test_a_site_without_articles_says_so(read: Read, db: None) -> None:
    page = read("/")
    assert page.text("//main/p") == "Chưa có bài nào được đăng."
    assert page.all("//nav[@class='sections']") == []


# --- Lists ----------------------------------------------------------------------------------------------------


def test_a_section_shows_what_is_below_it_and_its_calendar(read: Read, site: Site) -> None:
    page = read("/sections/chinh-tri/")
    assert sorted(page.texts(CARDS)) == ["Chợ nổi vào mùa", "Xã mở thêm quầy tiếp dân"]
    assert page.links("//nav[@class='chips']//a") == ["/sections/quoc-hoi/"]
    assert page.links("//table[@class='calendar']//td/a") == ["/archive/2026/03/02/?section=chinh-tri"]
    assert page.text("//table[@class='calendar']//td/a/small") == "2 bài viết"
    assert page.text("//table[@class='calendar']/caption") == "Tháng 3/2026 2 bài"
    assert read("/sections/quoc-hoi/").texts("//nav[@class='breadcrumb']//li")[1:] == [
        "Chính trị",
        "Quốc hội",
    ]


def test_what_editors_put_on_top_of_a_section_stands_there_once(
    read: Read, db: None, noon: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 2)
    section = make_section("Chính trị")
    made = [make_article(f"Bài {number}", section=section) for number in range(5)]
    hidden = make_article("Chưa đăng", section=section, publish=False)
    Placement.objects.create(article=hidden, section=section, position=1)
    Placement.objects.create(article=made[0], section=section, position=2)
    first = read("/sections/chinh-tri/")
    assert first.texts(CARDS) == ["Bài 0", "Bài 4", "Bài 3"]
    second = read(*first.links("//nav[@class='pager']/a[@rel='next']"))
    assert second.texts(CARDS) == ["Bài 2", "Bài 1"]


def test_pages_of_a_list_lead_on_and_back(
    read: Read, db: None, noon: Any, time_machine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 3)
    section = make_section("Chính trị")
    for number in range(7):
        make_article(f"Bài {number}", section=section, tags=["Thẻ"])
        time_machine.shift(60)
    older, newer = (
        f"//nav[@class='pager']/a[@rel='{way}' and contains(@href, 'cursor')]" for way in ("next", "prev")
    )
    for start in (
        "/sections/chinh-tri/",
        "/tags/the/",
        "/archive/2026/03/?section=chinh-tri",
        "/languages/vi/",
    ):
        pages = [read(start)]
        while links := pages[-1].links(older):
            pages.append(read(*links))
        assert [page.texts(CARDS) for page in pages] == [
            ["Bài 6", "Bài 5", "Bài 4"], ["Bài 3", "Bài 2", "Bài 1"], ["Bài 0"],
        ]  # fmt: skip
        [back] = pages[2].links(newer)
        assert read(back).texts(CARDS) == pages[1].texts(CARDS)


def test_tags_and_authors_that_nothing_public_shows_are_not_there(read: Read, site: Site) -> None:
    make_article(publish=False, tags=["Bí mật"], section=make_section("Mật"))
    assert read("/tags/cai-cach/").text("//h1") == "Cải cách"
    assert read("/authors/le-minh-an/").text("//h1") == "Lê Minh An"
    for path in (
        "/tags/bi-mat/",
        "/sections/mat/",
        "/authors/nobody/",
        "/languages/fr/",
        "/sections/chinh-tri/?cursor=x",
        "/search/?q=cho&cursor=x",
    ):
        read(path, status=404)


def test_what_is_in_another_language_says_so_on_its_card(read: Read, site: Site) -> None:
    [card] = read("/archive/2026/03/").all("//article[@lang]")
    assert card.get("lang") == "en"
    assert card.xpath(".//*[@class='card-language']")[0].text == "English"
    english = read("/languages/en/")
    assert english.all("/html")[0].get("lang") == "en"
    assert english.texts(CARDS) == ["Bản tin"]


def test_corrections_stand_in_one_place_that_each_page_leads_to(read: Read, site: Site) -> None:
    correct(site.others[0], by=None, wrong="sai", right="đúng", decided_by="Thư ký tòa soạn")
    page = read("/corrections/")
    assert page.texts("//main//h2") == ["Chợ nổi vào mùa", "Xã mở thêm quầy tiếp dân"]
    assert page.links("//main//h2/a")[1] == f"{address_of(site.article)}#corrections"
    assert "/corrections/" in read("/").links("//footer//a")


# --- By date --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [("2020-08-05", date(2020, 8, 5)), ("5/8/2020", date(2020, 8, 5)), ("05-08-2020", date(2020, 8, 5)),
     ("05.08.2020", date(2020, 8, 5)), ("31/02/2020", None), ("1899-12-31", None), ("2200-01-01", None), ("", None),
     ("hôm qua", None), ("２０２０-08-05", None), ("2020-08-05T00:00", None)],
)  # fmt: skip
def test_a_day_as_browsers_and_people_write_it(text: str, day: date | None) -> None:
    assert read_day(text) == day


def test_the_date_field_leads_to_the_day(api: Client, site: Site) -> None:
    found = {
        "?on=2026-03-02&section=chinh-tri": "/archive/2026/03/02/?section=chinh-tri",
        "?on=2/3/2026": "/archive/2026/03/02/",
        "": "/archive/2026/03/",
        "?section=quoc-hoi": "/archive/2026/03/?section=quoc-hoi",
    }
    for query, address in found.items():
        response = api.get(f"/archive/{query}")
        assert (response.status_code, response.headers["Location"]) == (302, address)


def test_what_is_no_day_is_told_with_the_field_beside_it(read: Read, site: Site) -> None:
    page = read("/archive/?on=<31/2/2026>", status=400)
    assert "“<31/2/2026>” không phải là một ngày" in page.text("//main/p")
    assert len(page.all("//main//form//input[@name='on']")) == 1
    for path in (
        "/archive/?on=2026-03-02&section=none",
        "/archive/2026/13/",
        "/archive/2026/3/",
        "/archive/1899/12/",
    ):
        read(path, status=404)


def test_a_day_is_a_day_in_viet_nam(read: Read, db: None, noon: Any) -> None:
    midnight = noon - timedelta(hours=12)  # 00:00 in Asia/Ho_Chi_Minh
    early, late = make_article("Sớm", at=midnight), make_article("Muộn", at=midnight - timedelta(minutes=1))
    page = read("/archive/2026/03/02/")
    assert page.text("//h1") == "Thứ hai, 02/03/2026"
    assert page.texts(CARDS) == ["Sớm"]
    assert page.links("//a[@rel='prev']") == ["/archive/2026/03/01/"]
    assert page.all("//a[@rel='next']") == []
    assert read("/archive/2026/03/01/").texts(CARDS) == ["Muộn"]
    month = read("/archive/2026/03/")
    assert month.texts(CARDS) == ["Sớm", "Muộn"]
    assert month.texts("//table[@class='calendar']//td/a") == ["1 1 bài viết", "2 1 bài viết"]
    assert early.pk != late.pk


def test_empty_days_lead_to_days_with_articles_and_no_further(read: Read, site: Site) -> None:
    page = read("/archive/2024/02/29/")
    assert page.text("//p[@class='nothing']") == "Không có bài nào trong thời gian này."
    assert page.links("//a[@rel='next']") == ["/archive/2026/03/02/"]
    assert page.all("//a[@rel='prev']") == []
    assert page.all("//meta[@name='robots' and @content='noindex']")


# --- Search ---------------------------------------------------------------------------------------------------


def test_search_without_accents_marks_what_it_found(read: Read, site: Site) -> None:
    page = read("/search/?q=quay+tiep+dan")
    assert page.texts(CARDS) == ["Xã mở thêm quầy tiếp dân"]
    assert " ".join(page.texts("//main//mark")).casefold().startswith("quầy tiếp dân")
    assert page.text("//p[@class='found']") == "1 bài"
    assert page.all("//input[@id='q']")[0].get("value") == "quay tiep dan"
    [suggestion] = page.links("//p[@class='suggestion']/a")
    assert "q=qu%E1%BA%A7y+ti%E1%BA%BFp+d%C3%A2n" in suggestion


def test_search_in_a_section_and_between_days(read: Read, site: Site) -> None:
    def found(query: str) -> list[str]:
        return read(f"/search/?{query}").texts(CARDS)

    assert found("q=cho") == ["Chợ nổi vào mùa", "Xã mở thêm quầy tiếp dân"] or len(found("q=cho")) == 2
    assert found("q=cho&section=quoc-hoi") == ["Xã mở thêm quầy tiếp dân"]
    assert len(found("q=cho&from=2026-03-02&to=2/3/2026")) == 2
    assert found("q=cho&from=2026-03-03") == []
    assert found("q=cho&to=2026-03-01") == []


@pytest.mark.parametrize("query", ["from=31/2/2026", "from=2026-03-03&to=2026-03-02", "section=none"])
def test_a_question_that_cannot_be_answered_says_why(read: Read, site: Site, query: str) -> None:
    page = read(f"/search/?q=cho&{query}", status=400)
    assert page.text("//*[@role='alert']").endswith(".")
    assert page.all("//input[@id='q']")[0].get("value") == "cho"


def test_a_question_that_finds_too_much_says_what_to_do(
    read: Read, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(*_: Any, **__: Any) -> Any:
        raise search.TooSlow("…")

    monkeypatch.setattr(search, "find", find)
    assert "chuyên mục" in read("/search/?q=cho", status=400).text("//*[@role='alert']")


def test_searches_of_one_address_are_counted(read: Read, site: Site, settings: Any) -> None:
    settings.NEWSROOM_SEARCHES_PER_ADDRESS = 2
    for _ in range(2):
        read("/search/?q=cho")
    page = read("/search/?q=cho", status=429)
    assert page.text("//*[@role='alert']").startswith("Quá nhiều lượt tìm")
    assert int(page.response.headers["Retry-After"]) <= 120
    read("/search/")


def test_hostile_questions_are_shown_as_they_are(read: Read, site: Site) -> None:
    for question in (
        '"><script>alert(1)</script>',
        "a" * 5000,
        "%00",
        "\ud800",
        '"',
        "-",
        "()*:^",
        "NEAR OR AND",
    ):
        cache.clear()
        page = read_any(read, question)
        assert "<script>alert" not in page.html


def read_any(read: Read, question: str) -> Any:
    address = f"/search/?q={quote(question.encode('utf-8', 'surrogatepass'))}"
    for status in (200, 400):
        try:
            return read(address, status=status)
        except AssertionError:
            continue
    raise AssertionError(question)


# --- Errors ---------------------------------------------------------------------------------------------------


def test_what_is_not_there_has_a_page_with_a_way_on(read: Read, site: Site) -> None:
    draft = make_article("Nháp kín", publish=False)
    pages = [
        read(path, status=404) for path in ("/khong/co", f"/articles/{draft.pk}/x/", "/articles/999999/x/")
    ]
    bodies = {page.html.replace(page.all("//script")[0].get("nonce"), "") for page in pages}
    assert len(bodies) == 1
    assert pages[0].all("//main//input[@name='q']")
    assert pages[0].response.headers["Cache-Control"] == "no-store"


def test_a_fault_has_a_page_without_the_database(settings: Any, django_db_blocker: Any) -> None:
    settings.DEBUG = False
    with django_db_blocker.block():
        response = Client(headers={"host": "localhost"}, raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert "Có lỗi xảy ra" in response.content.decode()


# --- Pictures -------------------------------------------------------------------------------------------------


def test_a_picture_offers_each_size_once_and_says_where_its_middle_is() -> None:
    sizes = [
        {
            "url": f"http://localhost:8000/media/{width}.{ending}",
            "width": width,
            "height": width // 2,
            "bytes": 1,
            "media_type": kind,
        }
        for width in (1280, 320, 640)
        for ending, kind in (("jpg", "image/jpeg"), ("webp", "image/webp"))
    ]
    photo = {
        "url": "http://localhost:8000/media/o.jpg",
        "width": 2000,
        "height": 1000,
        "alt": "",
        "focus": [0.1, 0.5],
        "srcset": sizes,
    }
    found = picture(photo)
    assert found is not None
    assert (found["src"], found["focus"]) == ("/media/640.jpg", "fx0")
    assert found["webp"] == "/media/320.webp 320w, /media/640.webp 640w, /media/1280.webp 1280w"
    assert found["srcset"] == "/media/320.jpg 320w, /media/640.jpg 640w, /media/1280.jpg 1280w"
    thumbnail = picture(photo, small=True)
    assert thumbnail is not None
    assert (thumbnail["src"], thumbnail["srcset"]) == ("/media/320.jpg", "")
    assert thumbnail["webp"] == "/media/320.webp 320w, /media/640.webp 640w"
    assert picture(None) is None
    assert picture({**photo, "url": None}) is None

"""The article's page: what a reader finds on it, in HTML alone."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.test import Client
from PIL import Image

from articles.models import Article, Edition
from articles.publishing import correct, withdraw
from tests.articles.api.site import Site, rewrite, text_block
from tests.factories import make_article, make_photo, make_section

from .conftest import SCRIPTS, Read, address_of


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (900, 600), "#8fbcd4").save(out, "JPEG")
    return out.getvalue()


def test_everything_that_an_edition_says_stands_on_the_page(read: Read, site: Site) -> None:
    page = read(address_of(site.article))
    assert page.text("//h1") == "Xã mở thêm quầy tiếp dân"
    assert page.text("//article//*[@class='kicker']") == "Cải cách"
    assert page.text("//*[@class='lead']") == "Quầy mở từ bảy giờ."
    assert page.texts("//nav[@class='breadcrumb']//li") == ["Trang nhất", "Chính trị", "Quốc hội"]
    assert page.text("//p[@class='dateline']").startswith(
        "Thứ hai, 02/03/2026 12:00 Cập nhật: Thứ hai, 02/03/2026"
    )
    assert page.text("//p[@class='authors']") == "Lê Minh An (ảnh), T.H."
    assert page.text("//p[@class='source']") == "Nguồn: Chinhphu.vn"
    assert page.links("//p[@class='source']/a") == ["https://chinhphu.vn/"]
    assert page.texts("//nav[@class='tags']//li") == ["Cải cách", "Hành chính"]
    assert page.all("/html")[0].get("lang") == "vi"
    [canonical] = page.all("//link[@rel='canonical']")
    assert canonical.get("href") == f"http://localhost:8000{address_of(site.article)}"


def test_a_correction_is_told_above_and_explained_below(read: Read, site: Site) -> None:
    page = read(address_of(site.article))
    assert page.links("//*[@class='banner']/a") == ["#corrections"]
    notice = page.text("//*[@id='corrections']")
    assert notice.startswith("Thông tin cải chính")
    for words in ("tám giờ", "bảy giờ", "Tổng biên tập", "02/03/2026"):
        assert words in notice


def test_a_table_scrolls_in_its_own_frame_that_keys_reach(read: Read, site: Site) -> None:
    [frame] = read(address_of(site.article)).all("//div[@class='table']")
    assert (frame.get("tabindex"), frame.get("role")) == ("0", "region")


def test_the_first_edition_has_no_update_line(read: Read, site: Site) -> None:
    assert "Cập nhật" not in read(address_of(site.others[0])).text("//p[@class='dateline']")


def test_an_english_article_has_an_english_page(read: Read, site: Site) -> None:
    page = read(address_of(site.others[1]))
    assert page.all("/html")[0].get("lang") == "en"
    assert page.response.headers["Content-Language"] == "en"
    assert page.text("//p[@class='dateline']") == "Monday, 2 March 2026, 12:00"
    assert "Find by date" in page.texts("//h2")
    # Names that stay Vietnamese say so, for those who hear the page.
    assert {link.get("lang") for link in page.all("//nav[@class='sections']//a")} == {"vi"}


def test_the_language_is_the_articles_whatever_the_browser_asks_for(
    api: Client, read: Read, site: Site
) -> None:
    first, second = (read("/", **{"accept-language": language}) for language in ("en", "vi"))
    assert first.all("/html")[0].get("lang") == "vi"
    assert first.response.headers["ETag"] == second.response.headers["ETag"]
    assert "Vary" not in first.response.headers


def test_a_wrong_slug_leads_to_the_right_one(api: Client, site: Site) -> None:
    response = api.get(f"/articles/{site.article.pk}/wrong/")
    assert (response.status_code, response.headers["Location"]) == (301, address_of(site.article))


def test_the_main_photo_is_shown_once(read: Read, db: None, media_root: Any) -> None:
    photo = make_photo(picture())
    block = {"type": "photo", "data": {"photo": photo.pk, "caption": ""}}
    apart = make_article(photo=photo.pk)
    first = make_article(photo=photo.pk, blocks=[block, text_block("Chữ.")])
    later = make_article(photo=photo.pk, blocks=[*(text_block("Chữ.") for _ in range(4)), block])
    awaited = make_article(photo=make_photo().pk)
    shown = [len(read(address_of(one)).all("//article//figure")) for one in (apart, first, later, awaited)]
    assert shown == [1, 1, 2, 0]


def test_long_texts_have_a_table_of_contents(read: Read, db: None) -> None:
    heads = ["Mục một", "Mục một", "Đường & chợ"]
    long = "".join(f"<h2>{head.replace('&', '&amp;')}</h2><p>{'Chữ dài. ' * 120}</p>" for head in heads)
    page = read(address_of(make_article(blocks=[{"type": "text", "data": {"content": long}}])))
    assert page.texts("//*[contains(@class, 'contents')]//li") == heads
    anchors = [link.removeprefix("#") for link in page.links("//*[contains(@class, 'contents')]//a")]
    assert anchors == ["muc-muc-mot", "muc-muc-mot-2", "muc-duong-cho"]
    assert [heading.get("id") for heading in page.all("//div[@id='body']/h2")] == anchors

    short = "<h2>Mục một</h2><p>Ngắn.</p><h2>Mục hai</h2><p>Ngắn.</p>"
    page = read(address_of(make_article(blocks=[{"type": "text", "data": {"content": short}}])))
    assert page.all("//*[contains(@class, 'contents')]") == []


def test_abbreviations_are_listed_without_script(read: Read, site: Site) -> None:
    edition = Edition.objects.get(article=site.article, slot="live")
    document = json.loads(bytes(edition.document))
    document["abbreviations"] = [{"short": "UBND", "expansion": "Ủy ban nhân dân"}]
    Edition.objects.filter(pk=edition.pk).update(document=json.dumps(document).encode())
    page = read(address_of(site.article))
    assert page.texts("//dl[@class='abbreviations']/div") == ["UBNDỦy ban nhân dân"]
    assert page.texts("//summary")[0] == "Từ viết tắt 1"


def test_related_articles_are_those_that_the_api_names(api: Client, read: Read, site: Site) -> None:
    other = make_section("Kinh tế")
    tagged = [make_article(section=other, tags=["Cải cách", *more]) for more in ([], ["Hành chính"], [])]
    for article in [site.article, site.others[0], tagged[0], make_article(section=other, tags=[])]:
        named = [
            card["headline"] for card in api.get(f"/api/v1/articles/{article.pk}/related/").json()["results"]
        ]
        page = read(address_of(article))
        assert page.texts("//section[@aria-labelledby='related-title']//h3") == named


def test_previous_and_next_stand_in_the_same_section(
    read: Read, db: None, noon: Any, time_machine: Any
) -> None:
    section, other = make_section("Kinh tế"), make_section("Thể thao")
    articles: list[Article] = []
    for place in (section, other, section, section):
        articles.append(make_article(section=place))
        time_machine.shift(3600)
    first, _, middle, last = articles
    paths = [read(address_of(one)).links("//nav[@class='previous-next']/a") for one in (first, middle, last)]
    assert paths == [[address_of(middle)], [address_of(first), address_of(last)], [address_of(middle)]]


def test_a_withdrawn_article_shows_why(read: Read, site: Site, time_machine: Any) -> None:
    withdraw(site.article, by=None, reason="Dẫn sai văn bản.", decided_by="Ban Biên tập")
    page = read(f"/articles/{site.article.pk}/x/", status=410)
    assert page.text("//h1") == "Bài này đã được gỡ"
    assert page.texts("//dl[@class='facts']//dd") == ["Dẫn sai văn bản.", "Ban Biên tập", "02/03/2026 12:01"]
    assert "bảy giờ" in page.text("//section[@class='corrections']")
    assert "Xã mở thêm" not in page.html
    assert page.response.headers["Cache-Control"] == "no-store"


def test_an_expired_article_says_only_that_it_is_gone(
    read: Read, noon: Any, db: None, time_machine: Any
) -> None:
    article = make_article("Hết hạn", until=noon + timedelta(minutes=5))
    time_machine.shift(600)
    page = read(address_of(article), status=410)
    assert page.text("//h1") == "Bài này không còn đăng"
    assert page.all("//dl") == []


def test_hostile_words_stay_words(read: Read, db: None) -> None:
    evil = "<script>alert(1)</script>\"'&{{ 7|add:7 }}"
    article = make_article(
        evil, lead=evil, kicker=evil, tags=[], bylines=[{"author": None, "name": evil, "role": evil}]
    )
    rewrite(article, blocks=[text_block("Mới.")], lead=evil)
    correct(article, by=None, wrong=evil, right=evil, decided_by=evil)
    page = read(address_of(article))
    assert page.text("//h1") == " ".join(evil.split())
    assert all(script.get("nonce") for script in page.all(SCRIPTS))
    assert "alert(1)" not in "".join("".join(script.itertext()) for script in page.all(SCRIPTS))

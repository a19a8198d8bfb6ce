"""Finding things at the desk."""

import re
import unicodedata

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from articles import publishing
from articles.admin.lists import any_accents
from articles.language import fold
from articles.models import Abbreviation, Article, Source
from tests.factories import make_article, make_author, make_photo, make_section, make_tag, make_user

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"


@given(
    st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + "0123456789-./()[]*+?\\^$ß", min_size=1, max_size=30),
    st.sampled_from(["NFC", "NFD"]),
)
def test_a_word_is_found_by_its_plain_letters(word: str, form: str) -> None:
    if "ß" in word:
        return
    assert re.search(any_accents(fold(word)), unicodedata.normalize(form, word))


@pytest.mark.parametrize(("word", "text"), [("cai", "cơi"), ("dang", "dan"), ("a.b", "axb"), ("ho", "h")])
def test_another_word_is_not_found(word: str, text: str) -> None:
    assert not re.search(any_accents(word), text)


def found(desk: Client, path: str, query: str) -> int:
    answer = desk.get(f"/admin/articles/{path}/", {"q": query})
    assert answer.status_code == 200
    return answer.context["cl"].result_count


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["cải cách", "cai cach", "CẢI CÁCH", "cach cai", "Cải", unicodedata.normalize("NFD", "cải cách")]
)
def test_lists_are_searched_with_and_without_accents(desk: Client, query: str) -> None:
    name = "Cải cách hành chính ở Đắk Lắk"
    make_article(name, publish=False)
    make_photo(caption=name)
    make_section(name)
    make_tag(name)
    make_author(name)
    Source.objects.create(name=name)
    Abbreviation.objects.create(short="CCHC", expansion=name)
    for path in ("article", "photo", "section", "tag", "author", "source", "abbreviation"):
        assert found(desk, path, query) == 1, path
        assert found(desk, path, "dak lak") == 1, path
        assert found(desk, path, "nông thôn") == 0, path


@pytest.mark.django_db
def test_articles_are_found_by_what_is_public_and_by_what_is_only_drafted(desk: Client) -> None:
    article = make_article("Tít cũ", "Đoạn về cá tra xuất khẩu.")
    publishing.write_draft(article, {**article.revisions.get().snapshot, "headline": "Tít đang sửa"}, by=None)
    for query in ("ca tra", "tit dang sua"):
        assert found(desk, "article", query) == 1, query


@pytest.mark.django_db
def test_people_are_found_by_their_names(desk: Client) -> None:
    user = make_user(username="lan")
    user.last_name, user.first_name = "Nguyễn Thị", "Lan Đài"
    user.save()
    assert found(desk, "user", "nguyen dai") == 1


@pytest.mark.django_db
def test_a_long_headline_finds_its_article_and_a_longer_text_nothing(desk: Client) -> None:
    headline = "Đồng bằng sông Cửu Long " * 12
    make_article(headline.strip(), publish=False)
    assert found(desk, "article", headline.strip()) == 1
    assert found(desk, "article", headline * 3) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "headlines"), [
    ("live", {"Đang đăng"}), ("next", {"Hẹn giờ"}), ("past", {"Đã gỡ"}), ("never", {"Nháp"}), ("trash", {"Bỏ đi"}),
    ("", {"Đang đăng", "Hẹn giờ", "Đã gỡ", "Nháp"}), ("such", {"Đang đăng", "Hẹn giờ", "Đã gỡ", "Nháp"}),
])  # fmt: skip
def test_the_list_is_filtered_by_what_the_public_sees(desk: Client, state: str, headlines: set[str]) -> None:
    from datetime import timedelta

    from django.utils import timezone

    make_article("Đang đăng")
    make_article("Hẹn giờ", at=timezone.now().replace(second=0, microsecond=0) + timedelta(hours=2))
    publishing.withdraw(make_article("Đã gỡ"), by=None, reason="Sai")
    make_article("Nháp", publish=False)
    publishing.trash(make_article("Bỏ đi", publish=False), by=None)
    answer = desk.get("/admin/articles/article/", {"public": state})
    assert {article.headline for article in answer.context["cl"].result_list} == headlines


def complete(client: Client, query: str, **source: str) -> object:
    asked = {
        "app_label": "articles",
        "model_name": "article",
        "field_name": "section",
        **source,
        "term": query,
    }
    return client.get("/admin/autocomplete/", asked)


@pytest.mark.django_db
def test_autocompletes_find_without_accents_and_ask_for_rights(desk: Client) -> None:
    make_section("Đời sống")
    answer = complete(desk, "doi song")
    assert [row["text"] for row in answer.json()["results"]] == ["Đời sống"]
    reader = Client(headers={"host": "localhost"})
    reader.force_login(make_user("reader"))
    assert complete(reader, "doi").status_code == 403
    assert complete(Client(headers={"host": "localhost"}), "doi").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("source", [
    {"field_name": "headline"}, {"model_name": "nothing"}, {"field_name": "x' OR 1=1"}, {"field_name": ""},
    {"app_label": "auth", "model_name": "permission", "field_name": "content_type"}, {"field_name": "editions"},
])  # fmt: skip
def test_autocompletes_serve_no_other_field(desk: Client, source: dict[str, str]) -> None:
    assert complete(desk, "a", **source).status_code in (403, 404)
    assert not Article.objects.exists()

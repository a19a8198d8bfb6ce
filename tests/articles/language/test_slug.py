import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.language import slugify

from .syllables import letters_without_accents, syllables


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Đầu tư công", "dau-tu-cong"),
        ("Đã Đẵng", "da-dang"),
        ("Ðảng bộ", "dang-bo"),
        ("Ơn nước, ƯỚC MƠ", "on-nuoc-uoc-mo"),
        (
            "Hà Nội: Tăng cường sự lãnh đạo để cải cách TTHC, cải thiện năng lực cạnh tranh",
            "ha-noi-tang-cuong-su-lanh-dao-de-cai-cach-tthc-cai-thien-nang-luc-canh-tranh",
        ),
        ("Nghị định 42/2022/NĐ-CP", "nghi-dinh-42-2022-nd-cp"),
        ("  «TT&TT» – “9.000” ", "tt-tt-9-000"),
        ("2020", "tin-2020"),
        ("05/08/2020", "tin-05-08-2020"),
        ("…!?", ""),
        ("日本", ""),
        ("", ""),
    ],
)
def test_slug(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_no_letter_of_any_syllable_is_lost() -> None:
    small = " ".join(syllables())
    slug = letters_without_accents(small).replace(" ", "-")
    for text in (small, small.upper(), unicodedata.normalize("NFD", small)):
        assert slugify(text, max_length=len(small)) == slug


@pytest.mark.parametrize(
    ("text", "length", "slug"),
    [
        ("cải cách hành chính", 8, "cai-cach"),
        ("cải cách hành chính", 9, "cai-cach"),
        ("cải cách hành chính", 7, "cai"),
        ("nghiêng", 5, "nghie"),
        ("2020 2021 covid", 9, "tin-2020"),
        ("123456789", 6, "tin-12"),
    ],
)
def test_slugs_are_cut_between_words(text: str, length: int, slug: str) -> None:
    assert slugify(text, max_length=length) == slug


@settings(deadline=None)
@given(st.text(st.sampled_from("aĐế9 -") | st.characters(exclude_categories=["Cs"])), st.integers(5, 40))
def test_a_slug_is_empty_or_well_formed_stable_and_has_a_letter(text: str, length: int) -> None:
    slug = slugify(text, max_length=length)
    assert len(slug) <= length
    assert slugify(slug, max_length=length) == slug
    if slug:
        assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug)
        assert re.search("[a-z]", slug)


def test_a_length_that_holds_no_slug_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 5"):
        slugify("tin", max_length=4)

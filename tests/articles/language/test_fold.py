import sys
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.language import exact_key, fold, fold_tone_placement

from .syllables import letters_without_accents, syllables

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đảng bộ", "dang bo"),
        ("ĐẢNG BỘ", "dang bo"),
        ("Ðảng ðội Ɖ ɖ", "dang doi d d"),
        ("Hoà hòa thuỷ thủy khoẻ khỏe", "hoa hoa thuy thuy khoe khoe"),
        ("KT-XH, TT&TT, 9.000", "kt-xh, tt&tt, 9.000"),
        ("Ｄân số m²", "dan so m2"),
        ("Hà\xa0Nội\u200b", "ha noi"),
        ("Straße İstanbul ıΣς", "strasse istanbul iσσ"),
        ("Søren, Łódź, Æ", "soren, lodz, ae"),
        ("한국 日本", "한국 日本"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_every_syllable_folds_to_its_plain_letters_in_every_form() -> None:
    small = "\n".join(syllables())
    plain = letters_without_accents(small)
    for text in (small, small.upper(), small.title(), unicodedata.normalize("NFD", small)):
        assert fold(text) == plain


def test_folding_any_single_character_twice_changes_nothing() -> None:
    for code in range(sys.maxunicode + 1):
        if code < 0x20000 or code % 997 == 0:
            once = fold(chr(code))
            assert fold(once) == once, hex(code)


@settings(deadline=None)
@given(ANY_TEXT)
def test_folding_twice_changes_nothing_and_leaves_no_case_and_no_accent(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert once == once.casefold()
    assert not any("\u0300" <= char <= "\u036f" for char in once)


@pytest.mark.parametrize(
    ("text", "unified"),
    [
        ("hoà", "hòa"),
        ("HOÀ Hoà hOÀ", "HÒA Hòa hÒA"),
        ("khoẻ mạnh", "khỏe mạnh"),
        ("thuỷ sản, Thuỵ Sĩ", "thủy sản, Thụy Sĩ"),
        ("hòa thủy khỏe", "hòa thủy khỏe"),
        ("hoàn thuyền khoẻn ngoài xoáy", "hoàn thuyền khoẻn ngoài xoáy"),
        ("quý Quỹ QUÝ quà", "quý Quỹ QUÝ quà"),
        ("hoa\u0300", "hòa"),
    ],
)
def test_tone_placement(text: str, unified: str) -> None:
    assert fold_tone_placement(text) == unified


def test_tone_placement_moves_every_open_oa_oe_uy_and_nothing_else() -> None:
    for syllable in syllables():
        moved = fold_tone_placement(syllable)
        is_open = syllable[-1] in "àáảãạèéẻẽẹ" and syllable[-2:-1] == "o"
        is_open = is_open or (syllable[-1] in "ỳýỷỹỵ" and syllable[-2:-1] == "u" and syllable[:2] != "qu")
        assert (moved != syllable) is is_open, syllable
        assert letters_without_accents(moved) == letters_without_accents(syllable)
        assert not is_open or fold_tone_placement(moved) == moved


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("HOÀ BÌNH", "Hòa Bình", True),
        ("Ðảng", "đảng", True),
        ("Hoa", "Hòa", False),
        ("Đảng", "Dang", False),
        ("đa", "da", False),
        ("Ho\u0300a", "hoà", True),
        ("STRASSE", "straße", True),
    ],
)
def test_exact_key_keeps_accents_and_forgets_style(one: str, other: str, same: bool) -> None:
    assert (exact_key(one) == exact_key(other)) is same


def test_exact_keys_of_different_syllables_differ() -> None:
    assert len({exact_key(syllable.upper()) for syllable in syllables()}) == len(syllables())


@settings(deadline=None)
@given(ANY_TEXT)
def test_equal_exact_keys_have_equal_folds(text: str) -> None:
    assert fold(exact_key(text)) == fold(text)


def test_a_hundred_thousand_hostile_marks_is_folded_in_linear_time() -> None:
    start = time.perf_counter()
    assert fold("e" + "\u0301\u0323" * 50_000) == "e"
    assert time.perf_counter() - start < 3

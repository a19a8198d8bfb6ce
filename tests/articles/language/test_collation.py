import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.language import clean_line, collation_key, exact_key, person_key

from .syllables import syllables

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
WORDS = st.text(st.sampled_from("aAăâếẾđĐdoòơ 1(!") | st.characters(exclude_categories=["Cs"]), max_size=12)


@pytest.mark.parametrize(
    "in_order",
    [
        ["la", "lá", "lạ", "lan"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["an", "ăn", "ân", "ba", "da", "đa", "đá", "ê", "oai", "ôi", "ơi", "pi", "u", "ưa", "va"],
        ["azz", "ăa", "ăz", "âa"],
        ["dzz", "đa", "e"],
        ["1", "10", "2", "a"],
        ["Hà Giang", "Hà Nội", "Hai", "Hải Phòng"],
        ["cải", "Cải", "cải cách", "Cải cách", "cải cách hành chính"],
        ["hoa", "hoà", "hòa", "hoá", "hóa", "hoà bình", "hòa bình", "hoà cả"],
        ["", "An", "Đà Nẵng", "Vũng Tàu", "Яндекс", "日本"],
        ["An Giang", "Bà Rịa", "Cà Mau", "Cần Thơ", "Đắk Lắk", "Điện Biên", "Đồng Nai", "Gia Lai", "Hà Nội"],
    ],
)
def test_vietnamese_order(in_order: list[str]) -> None:
    shuffled = random.Random(len(in_order)).sample(in_order, len(in_order))
    assert sorted(shuffled, key=lambda text: collation_key(text).encode()) == in_order


def naive_order(syllable: str) -> tuple[list[int], list[int]]:
    """Primary and secondary weights spelt out from the alphabet, as a second opinion."""
    letters: list[int] = []
    tones: list[int] = []
    for char in exact_key(syllable):
        parts = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in TONES[1:] if mark in parts), "")
        letters.append(ALPHABET.index(unicodedata.normalize("NFC", parts.replace(tone, ""))))
        tones.append(TONES.index(tone))
    return letters, tones


def test_every_syllable_stands_where_the_alphabet_puts_it() -> None:
    by_key = sorted(syllables(), key=collation_key)
    assert by_key == sorted(syllables(), key=naive_order)


def test_every_syllable_has_its_own_key_and_small_stands_before_capital() -> None:
    keys = {syllable: collation_key(syllable) for syllable in syllables()}
    assert len(set(keys.values())) == len(keys)
    for syllable, key in keys.items():
        assert key < collation_key(syllable.capitalize())


@settings(deadline=None)
@given(WORDS, WORDS)
def test_the_order_is_total_and_the_same_by_code_point_and_byte(one: str, other: str) -> None:
    one_key, other_key = collation_key(one), collation_key(other)
    assert (one_key == other_key) is (clean_line(one) == clean_line(other))
    assert (one_key < other_key) is (one_key.encode() < other_key.encode())
    assert collation_key(unicodedata.normalize("NFD", one)) == one_key


@settings(deadline=None)
@given(st.text(st.sampled_from(ALPHABET), max_size=6), st.text(st.sampled_from(ALPHABET), max_size=6))
def test_letters_decide_before_anything_else(one: str, other: str) -> None:
    expected = [ALPHABET.index(letter) for letter in one] < [ALPHABET.index(letter) for letter in other]
    assert (collation_key(one) < collation_key(other)) is expected


@pytest.mark.parametrize(
    "in_order",
    [
        ["Lê Văn An", "Đỗ Bình", "Nguyễn Thị Bình", "Vương Đình Huệ"],
        ["Lê Hoa", "Trần Hoa", "Lê Hòa", "Trần Hoà", "Lê Hoan"],
        ["", "An", "Lê An", "Nguyễn Văn An", "Lê Ân"],
    ],
)
def test_people_are_sorted_by_given_name(in_order: list[str]) -> None:
    assert sorted(random.Random(1).sample(in_order, len(in_order)), key=person_key) == in_order


@settings(deadline=None)
@given(WORDS, WORDS)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert (person_key(one) == person_key(other)) is (clean_line(one) == clean_line(other))

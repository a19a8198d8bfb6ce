import itertools
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.language import clean_line, clean_text, compose

from .syllables import syllables

VIETNAMESE = "aAeEoOuUiyđĐÐðƉɖsngh" + "".join(
    chr(mark) for mark in (0x300, 0x301, 0x302, 0x303, 0x306, 0x309)
)
MIXED = st.text(
    st.sampled_from(VIETNAMESE + "\u031b\u0323ĂƠƯếộ -.") | st.characters(exclude_categories=["Cs"])
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("e\u0301\u0302", "ế"),
        ("e\u0302\u0301", "ế"),
        ("é\u0302", "ế"),
        ("E\u0300\u0302", "Ề"),
        ("o\u0309\u0302", "ổ"),
        ("a\u0303\u0306", "ẵ"),
        ("o\u0301\u031b", "ớ"),
        ("u\u031b\u0323", "ự"),
        ("e\u0323\u0302", "ệ"),
        ("ẹ\u0302", "ệ"),
        ("Vie\u0323\u0302t Nam", "Việt Nam"),
        ("e\u0301\u0306", "é\u0306"),
    ],
)
def test_tones_and_hats_compose_in_whatever_order_they_were_typed(typed: str, stored: str) -> None:
    assert compose(typed) == stored


@pytest.mark.parametrize(
    ("printed", "stored"),
    [
        ("Ðảng bộ", "Đảng bộ"),
        ("ÐỒNG BỘ", "ĐỒNG BỘ"),
        ("Ðà Nẵng", "Đà Nẵng"),
        ("ðồng chí", "đồng chí"),
        ("Ɖảng, ɖội", "Đảng, đội"),
        ("Ðinh La Thăng, Ðắk Lắk, Ðơn", "Đinh La Thăng, Đắk Lắk, Đơn"),
        ("QÐ-UBND, HÐND, 42/2022/NÐ-CP, GD&ÐT", "QĐ-UBND, HĐND, 42/2022/NĐ-CP, GD&ĐT"),
        ("QUYẾTÐỊNH", "QUYẾTĐỊNH"),
        ("Ða\u0309ng", "Đảng"),
        ("Guðmundur Ðorvaldsson", "Guðmundur Ðorvaldsson"),
        ("Sigurður, NORÐURLAND, orð", "Sigurður, NORÐURLAND, orð"),
    ],
)
def test_look_alikes_of_d_with_stroke_are_repaired_in_vietnamese_words_only(
    printed: str, stored: str
) -> None:
    assert compose(printed) == stored


def test_every_syllable_composes_from_every_form_to_one() -> None:
    small = "\n".join(syllables())
    for text in (small, small.upper(), small.title()):
        assert compose(text) == text
        decomposed = unicodedata.normalize("NFD", text)
        assert compose(decomposed) == text
        assert compose(decomposed.replace("đ", "ð").replace("Đ", "Ð")) == text


def test_every_order_of_marks_on_every_vowel_composes_to_one() -> None:
    vowels = {letter for syllable in syllables() for letter in syllable if not letter.isascii()} - {"đ"}
    assert len(vowels) == 66
    for vowel in vowels:
        base, *marks = list(unicodedata.normalize("NFD", vowel))
        for order in itertools.permutations(marks):
            assert compose(base + "".join(order)) == vowel


@settings(deadline=None)
@given(MIXED)
def test_composing_twice_changes_nothing(text: str) -> None:
    once = compose(text)
    assert compose(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_composing_any_single_character_twice_changes_nothing() -> None:
    every = "\n".join(map(chr, range(0x20, 0x30000)))
    assert compose(compose(every)) == compose(every)


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("\ufeffThứ tư,\xa005/08/2020 15:14", "Thứ tư, 05/08/2020 15:14"),
        ("9\u202f000\t  đồng ", "9 000 đồng"),
        ("Hà\u200b Nội\u00ad\u2060", "Hà Nội"),
        ("e\u200b\u0302\u0301", "ế"),
        ("một\r\nhai", "một hai"),
        ("NUL\x00 ESC\x1b[0m", "NUL ESC[0m"),
        ("\u202eđảo\u202c", "đảo"),
        ("gia đình 👨\u200d👩\u200d👧", "gia đình 👨\u200d👩\u200d👧"),
        (" \u3000\t ", ""),
    ],
)
def test_a_line_is_cleaned(raw: str, line: str) -> None:
    assert clean_line(raw) == line


def test_text_keeps_its_lines_and_blank_lines() -> None:
    assert clean_text("\ufeffMột \r\n\r\n  hai\u2028ba\rbốn\x0bnăm\n") == "Một\n\nhai\nba\nbốn\nnăm\n"


@settings(deadline=None)
@given(MIXED)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_text(clean_text(text)) == clean_text(text)


def test_a_hundred_thousand_hostile_marks_take_linear_time_and_lose_nothing() -> None:
    hostile = "e" + "\u0301\u0323" * 50_000
    start = time.perf_counter()
    composed = compose(hostile)
    assert time.perf_counter() - start < 3
    marks = unicodedata.normalize("NFD", composed).count("\u0301")
    assert marks == 50_000
    assert compose(composed) == composed

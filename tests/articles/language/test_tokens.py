import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.language import Token, tokens

from .syllables import syllables


def texts(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


WHOLE = """TT&TT KT-XH 39-NQ/TW 42/2022/NĐ-CP 1479/QĐ-TTg 126/2025/QH15 1.234 9.000 1.234.567,89 1,5 4/8 4-8 4.8
    74/102 1.1.2026 05/08/2020 2020-2025 15:14 8:20:45 15h14 Covid-19 SARS-CoV-2 A/H5N1 GD&ĐT LĐ-TB&XH QP-AN BR-VT
    DS-KHHGĐ NQ/TW T/h Đ/c v/v km/h T.Ư R&D H'Mông H’Mông Chinhphu.vn VOV.VN caicachhanhchinh.gov.vn TP. PGS. ThS.
    m² 4.0 đ"""


@pytest.mark.parametrize("whole", WHOLE.split())
def test_stays_whole(whole: str) -> None:
    assert texts(whole) == [whole]
    assert texts(f"({whole}; “{whole}”") == [whole, whole]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cải cách TTHC, cải thiện", ["cải", "cách", "TTHC", "cải", "thiện"]),
        ("các cơ quan TP. Hà Nội", ["các", "cơ", "quan", "TP.", "Hà", "Nội"]),
        ("TP.HCM", ["TP.", "HCM"]),
        ("TP. HCM", ["TP.", "HCM"]),
        ("PGS.TS. Vũ Hải", ["PGS.", "TS.", "Vũ", "Hải"]),
        ("Q.1, P.12", ["Q.", "1", "P.", "12"]),
        ("Bộ TT&TT.", ["Bộ", "TT&TT"]),
        ("Hà Nội-Huế", ["Hà", "Nội", "Huế"]),
        ("và/hoặc", ["và", "hoặc"]),
        ("KINH TẾ-XÃ HỘI", ["KINH", "TẾ", "XÃ", "HỘI"]),
        ("năm 2020.Bộ", ["năm", "2020", "Bộ"]),
        ("Tìm theo ngày :", ["Tìm", "theo", "ngày"]),
        ("39-NQ/TW. Sáng 4/8, 1,5 %", ["39-NQ/TW", "Sáng", "4/8", "1,5"]),
        ("một–hai—ba…bốn_năm", ["một", "hai", "ba", "bốn", "năm"]),
        ("a--b //", ["a", "b"]),
        ("", []),
        ("… — !", []),
    ],
)
def test_tokens_of_text(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_every_syllable_is_one_token_composed_or_not() -> None:
    for form in ("NFC", "NFD"):
        words = [unicodedata.normalize(form, syllable) for syllable in syllables()]
        assert texts(" ".join(words)) == words


@settings(deadline=None)
@given(st.text(st.sampled_from("aĐếA1 29-/&.,:'’ TP\n\u0301") | st.characters(exclude_categories=["Cs"])))
def test_tokens_tell_where_they_stand_and_lose_no_letter(text: str) -> None:
    found = tokens(text)
    covered: set[int] = set()
    end = 0
    for token in found:
        assert token == Token(text[token.start : token.end], token.start, token.end)
        assert end <= token.start < token.end
        end = token.end
        covered.update(range(token.start, token.end))
    assert all(place in covered for place, char in enumerate(text) if char.isalnum())


@pytest.mark.parametrize(
    "hostile", ["a" * 300_000, "A-" * 150_000, "1." * 150_000, "&" * 300_000, "TP." * 100_000]
)
def test_a_long_text_takes_linear_time(hostile: str) -> None:
    start = time.process_time()
    tokens(hostile)
    assert time.process_time() - start < 5

"""What short forms stand for: the labelled sets, and the rules one by one."""

import unicodedata
from datetime import date

import pytest

from articles.abbreviations import (
    Dictionary,
    Doubt,
    Meaning,
    Origin,
    Passage,
    Use,
    resolve,
    starter_dictionary,
)

from .desk import DESK
from .habits import HABITS
from .measure import best_time, score
from .passages import PASSAGES


@pytest.fixture(scope="module")
def starter() -> Dictionary:
    return Dictionary(row.meaning for row in starter_dictionary())


def read(text: str, *meanings: Meaning, on: date | None = None, choices: dict | None = None) -> list[Use]:
    return resolve([Passage(line) for line in text.split("\n")], Dictionary(meanings), on=on, choices=choices)


def said(uses: list[Use]) -> list[tuple[str, str | None]]:
    return [(use.short, use.expansion) for use in uses]


UBND = Meaning("UBND", "Ủy ban nhân dân")
CP_GOVERNMENT = Meaning("CP", "Chính phủ", hint="Thủ tướng ~, nghị định", needs_context=True)
CP_SHARE = Meaning("CP", "cổ phần", hint="Công ty ~, cổ đông", needs_context=True)


@pytest.mark.parametrize("passages", [PASSAGES, HABITS, DESK], ids=["passages", "habits", "desk"])
def test_the_labelled_sets(passages: list, starter: Dictionary) -> None:
    assert len(passages) >= 60
    result = score(passages, starter)
    assert result.wrong == []
    assert result.precision >= 0.98
    assert result.recall >= 0.95, result.missing


def test_a_long_article_takes_little_time() -> None:
    """2 ms on a machine that does nothing else; here only that it is no other order of magnitude."""
    seconds, size, found = best_time(runs=15)
    assert size > 10_000
    assert found > 20
    assert seconds < 0.02


def test_the_text_wins_over_the_dictionary_and_the_editor_over_both() -> None:
    own = read("Ai uống nước xong cũng thấy khỏe (UBND). UBND là khẩu hiệu.", UBND)
    assert said(own) == [("UBND", "Ủy ban nhân dân")] * 2, "what does not spell it is no definition"
    defined = read("Ủy viên ban nhạc dân ca (UVBNDC), UVBNDC hát.", UBND)
    assert {(use.expansion, use.origin) for use in defined} == {("Ủy viên ban nhạc dân ca", Origin.TEXT)}
    chosen = read("Ủy viên ban nhạc dân ca (UVBNDC), UVBNDC hát.", UBND, choices={"UVBNDC": "đội văn nghệ"})
    assert {(use.expansion, use.origin) for use in chosen} == {("đội văn nghệ", Origin.EDITOR)}


def test_an_editor_may_leave_it_alone() -> None:
    (use,) = read("UBND xã họp.", UBND, choices={"UBND": None})
    assert (use.expansion, use.doubt) == (None, Doubt.IGNORED)


def test_a_choice_holds_for_every_spelling() -> None:
    city = Meaning("TP. HCM", "Thành phố Hồ Chí Minh")
    uses = read("TP.HCM và TP HCM", city, choices={"TP. HCM": "Sài Gòn"})
    assert [use.expansion for use in uses] == ["Sài Gòn", "Sài Gòn"]


def test_two_explanations_are_none() -> None:
    uses = read("Cải cách tài chính (CCTC) và cơ chế thủ công (CCTC).")
    assert {(use.expansion, use.doubt) for use in uses} == {(None, Doubt.CONTRADICTED)}


def test_the_days_of_a_meaning() -> None:
    old = Meaning("BTNMT", "Bộ Tài nguyên và Môi trường", valid_to=date(2025, 2, 28))
    new = Meaning("BTNMT", "Bộ Thử nghiệm", valid_from=date(2025, 3, 1))
    for day, expansion in [(date(2025, 2, 28), old.expansion), (date(2025, 3, 1), new.expansion)]:
        assert said(read("Theo BTNMT công bố", old, new, on=day)) == [("BTNMT", expansion)]
    (use,) = read("Theo BTNMT công bố", old, on=date(2026, 1, 1))
    assert (use.expansion, use.doubt) == (None, Doubt.UNKNOWN)


def test_context_decides_and_a_tie_does_not() -> None:
    both = (CP_GOVERNMENT, CP_SHARE)
    assert said(read("Công ty CP Hưng Phát", *both)) == [("CP", "cổ phần")]
    assert said(read("Thủ tướng CP vừa ký", *both)) == [("CP", "Chính phủ")]
    (tie,) = read(
        "Nghị định về cổ đông của CP năm nay", Meaning("CP", "Chính phủ", hint="nghị định"), CP_SHARE
    )
    assert (tie.expansion, tie.doubt, tie.meanings) == (None, Doubt.AMBIGUOUS, ("Chính phủ", "cổ phần"))


def test_a_sign_may_be_needed_or_speak_against() -> None:
    units = Meaning("ha", "héc-ta", hint="<số> ~", needs_context=True)
    assert said(read("12 ha lúa và ha ha cười", units)) == [("ha", "héc-ta"), ("ha", None), ("ha", None)]
    member = Meaning("UV", "ủy viên", hint="!tia ~")
    assert said(read("UV Ban Thường vụ tránh tia UV", member)) == [("UV", "ủy viên"), ("UV", None)]


def test_signs_beyond_the_sentence_or_six_words_say_nothing() -> None:
    meaning = Meaning("CPI", "chỉ số giá", hint="lạm phát cao", needs_context=True)
    assert said(read("Có lạm phát cao. Người ta nói CPI là một số.", meaning)) == [("CPI", None)]
    assert said(read("CPI là một số mà ai cũng đã biết khi lạm phát cao", meaning)) == [("CPI", None)]
    assert said(read("CPI giảm dù lạm phát cao", meaning)) == [("CPI", "chỉ số giá")]


def test_case_is_kept_and_a_final_dot_is_not() -> None:
    master, leader = Meaning("ThS", "thạc sĩ"), Meaning("TTg", "Thủ tướng")
    assert said(read("ThS. Lan, ThS Bình và THS gặp TTg.", master, leader)) == [
        ("ThS", "thạc sĩ"), ("ThS", "thạc sĩ"), ("THS", None), ("TTg", "Thủ tướng"),
    ]  # fmt: skip


def test_the_longest_wins() -> None:
    uses = read("PAR INDEX và PAR", Meaning("PAR INDEX", "Chỉ số CCHC"), Meaning("PAR", "cải cách"))
    assert said(uses) == [("PAR INDEX", "Chỉ số CCHC"), ("PAR", "cải cách")]


@pytest.mark.parametrize(
    "text",
    [
        "ĐUBND", "UBNDX", "UBND_2", "217/UBND-VX", "số 12/UBND", "UBND-VX", "https://x.vn/UBND", "a@UBND.vn", "#UBND",
        "UBND’s", "QUYẾT ĐỊNH CỦA UBND TỈNH", "Ảnh: UBND", "Nguồn: UBND xã", "(Ảnh: UBND)", "UBND/Nhật Bắc", "UBND TỈNH",
        "x.UBND.vn",
    ],
)  # fmt: skip
def test_where_it_is_not_read(text: str) -> None:
    assert [use for use in read(text, UBND) if use.expansion] == []


def test_numerals_are_none_even_in_the_dictionary() -> None:
    assert [
        u.expansion for u in read("Khóa XI, chương CD", Meaning("XI", "xi"), Meaning("CD", "cơ động"))
    ] == []


def test_positions_are_those_of_the_text() -> None:
    text = "😀 Họp ở UBND: “UBND” quyết."
    for use in read(text, UBND):
        assert text[use.start : use.start + use.length] == "UBND"


def test_decomposed_text_is_read_where_it_stands() -> None:
    text = unicodedata.normalize("NFD", "Sở NƠXH và HĐND xã")
    uses = read(text, Meaning("NƠXH", "nhà ở xã hội"), Meaning("HĐND", "Hội đồng nhân dân"))
    assert [use.expansion for use in uses] == ["nhà ở xã hội", "Hội đồng nhân dân"]
    assert unicodedata.normalize("NFC", text[uses[0].start : uses[0].start + uses[0].length]) == "NƠXH"


def test_the_same_rows_in_any_order_give_the_same(starter: Dictionary) -> None:
    rows = [row.meaning for row in starter_dictionary()]
    other = Dictionary(sorted(rows, key=lambda row: (row.short, row.expansion)))
    for text, _ in PASSAGES:
        assert said(resolve([Passage(text)], starter)) == said(resolve([Passage(text)], other))

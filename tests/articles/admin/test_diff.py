"""Comparing two snapshots."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.admin.diff import Change, Piece, Words, compare, compare_texts, plain


def block(key: str, text: str = "<p>x</p>", type_: str = "text") -> dict[str, Any]:
    return {"key": key, "type": type_, "ordering": 0, "data": {"content": text}}


RICH = Words({"headline": "tít"}, {("photo", 3): "Chợ nổi"}, {("text", "content")})


def test_words_of_a_headline() -> None:
    comparison = compare({"headline": "Giá điện tăng 3%"}, {"headline": "Giá điện giảm 3%"}, RICH)
    (field,) = comparison.fields
    assert field.label == "tít"
    assert field.pieces == (
        Piece(Change.SAME, "Giá điện "), Piece(Change.REMOVED, "tăng "), Piece(Change.ADDED, "giảm "), Piece(Change.SAME, "3%"),
    )  # fmt: skip


def test_one_spelling_of_a_word_in_two_encodings_is_no_change() -> None:
    comparison = compare({"lead": "Hòa giải"}, {"lead": "Ho\u0300a gia\u0309i"})
    assert comparison.is_empty


def test_blocks_added_removed_changed_and_moved() -> None:
    old = {"blocks": [block("a"), block("b", "<p>một</p>"), block("c"), block("d")]}
    new = {"blocks": [block("d"), block("a"), block("b", "<p>hai</p>"), block("e")]}
    found = {one.key: one for one in compare(old, new, RICH).blocks}
    assert {key: (one.change, one.moved) for key, one in found.items()} == {
        "d": (Change.SAME, True),
        "a": (Change.SAME, False),
        "b": (Change.CHANGED, False),
        "c": (Change.REMOVED, False),
        "e": (Change.ADDED, False),
    }
    assert (found["d"].before, found["d"].after) == (4, 1)
    assert [one.key for one in compare(old, new, RICH).blocks] == ["d", "a", "b", "e", "c"]


def test_bold_type_alone_is_told_apart_from_words() -> None:
    old, new = {"blocks": [block("a", "<p>một</p>")]}, {"blocks": [block("a", "<p><strong>một</strong></p>")]}
    (one,) = compare(old, new, RICH).blocks
    assert one.change == Change.CHANGED
    assert one.fields[0].only_markup


def test_names_stand_for_ids_and_gone_ones_keep_their_number() -> None:
    (field,) = compare({"photo": 3}, {"photo": 4}, RICH).fields
    assert [piece.text for piece in field.pieces] == ["Chợ nổi", "4"]


def test_the_words_of_rich_text() -> None:
    assert plain("<h2>A &amp; B</h2><p>một<br>hai</p><ul><li>ba</li></ul>") == "A & B\nmột\nhai\nba"


@given(st.text(alphabet="ab cđ\n.", max_size=60), st.text(alphabet="ab cđ\n.", max_size=60))
def test_the_pieces_are_both_texts_whole(old: str, new: str) -> None:
    pieces = compare_texts(old, new)
    assert "".join(piece.text for piece in pieces if piece.change != Change.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.change != Change.REMOVED) == new


@pytest.mark.parametrize("size", [4_000])
def test_long_texts_without_a_line_in_common_take_no_time(size: int) -> None:
    old, new = (" ".join(f"{word}{number}" for number in range(size)) for word in ("a", "b"))
    assert len(compare_texts(old, new)) == 2

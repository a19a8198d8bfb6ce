"""Tables as they are pasted, shown and kept."""

import time

import pytest
from django.core.exceptions import ValidationError
from django.forms import modelform_factory
from hypothesis import given
from hypothesis import strategies as st

from articles.blocks.editing import TableForm
from articles.blocks.spreadsheet import plain_cell, read_table, write_table
from articles.blocks.table import TableBlock, validate_cells

Form = modelform_factory(TableBlock, form=TableForm, fields=["caption", "has_header", "cells"])


@pytest.mark.parametrize(
    ("pasted", "cells"),
    [
        ("a\tb\nc\td", [["a", "b"], ["c", "d"]]),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\t\n\tb", [["a", ""], ["", "b"]]),
        ("a\tb\nc", [["a", "b"], ["c", ""]]),
        ('"hai\ndòng"\tb', [["hai\ndòng", "b"]]),
        ('"nói ""vâng"""\tb', [['nói "vâng"', "b"]]),
        ('"Vâng," bà nói\tb', [['"Vâng," bà nói', "b"]]),
        ('5" ống\tb', [['5" ống', "b"]]),
        ('"mở\tb', [['"mở', "b"]]),
        ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
        ("1,5;2\n3,5;4", [["1,5", "2"], ["3,5", "4"]]),
        ('"a,b",c\nd,"e\nf"', [["a,b", "c"], ["d", "e\nf"]]),
        ("Hà Nội, Huế\nmột dòng", [["Hà Nội, Huế"], ["một dòng"]]),
        ("a\tb\n\t\n", [["a", "b"]]),
        ("5 < 6 & 7\t<b>x</b>", [["5 &lt; 6 &amp; 7", "&lt;b&gt;x&lt;/b&gt;"]]),
        ("", []),
        ("\n\n", []),
    ],
)
def test_pasted_text(pasted: str, cells: list[list[str]]) -> None:
    assert read_table(pasted) == cells


@pytest.mark.parametrize(
    ("pasted", "cells"),
    [
        ("<table><tr><th>a</th><td><b>b</b></td></tr></table>", [["a", "<strong>b</strong>"]]),
        ("x<table><tr><td colspan=2>a</td></tr><tr><td>b<td>c</table>", [["a", ""], ["b", "c"]]),
        ("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", [["a", "b"], ["", "c"]]),
        ("<table><tr><td><p>a</p><p>b</p></td><td><!--x-->c</td></tr></table>", [["a<br>b", "c"]]),
        ("<table><tr><td>a<table><tr><td>b</table></table>", [["a<br>b"]]),
        ("<TABLE><tbody><tr><td onclick=x><script>x</script>a</td></tr></TABLE>", [["a"]]),
        ("<table></table>", []),
        ("<table><tr><td colspan=99999999999 rowspan=-1>a</table>", [["a"]]),
    ],
)
def test_pasted_html(pasted: str, cells: list[list[str]]) -> None:
    assert read_table(pasted) == cells


WORDS = st.text(st.sampled_from('ab "\t\n<&đ;,'), max_size=8).map(
    lambda text: " ".join(text.split(" ")).strip()
)


@given(st.lists(st.lists(WORDS, min_size=2, max_size=3), min_size=1, max_size=4))
def test_a_spreadsheet_s_text_is_read_as_it_was_written(rows: list[list[str]]) -> None:
    width = max(map(len, rows))
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    quoted = "\n".join("\t".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    read = read_table(quoted)
    expected = [[" ".join(cell.split()) for cell in row] for row in rows]
    shown = [[" ".join(plain_cell(cell).split()) for cell in row] for row in read]
    filled = [[*row, *[""] * (width - len(row))] for row in shown]
    assert filled + [[""] * width] * (len(rows) - len(filled)) == expected


@given(st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=4))
def test_what_the_editor_sees_is_read_back(rows: list[list[str]]) -> None:
    cells = read_table(
        "\n".join("\t".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    )
    again = read_table(write_table(cells))
    assert [[plain_cell(cell) for cell in row] for row in again] == [
        [plain_cell(cell) for cell in row] for row in cells
    ]


@pytest.mark.parametrize(
    "hostile",
    ['"' * 200_000, '"\t""x' * 40_000, '"a"b\t' * 40_000, "\t" * 200_000, "\n" * 200_000, "<table>" * 28_000,
     "<table>" + "<tr><td rowspan=99 colspan=99>" * 6_000, "<table" * 30_000, "," * 200_000, ";\n" * 100_000],
)  # fmt: skip
def test_hostile_text_is_read_in_time(hostile: str) -> None:
    start = time.process_time()
    read_table(hostile)
    assert time.process_time() - start < 5


def test_editing_keeps_bold_type_where_the_words_stay() -> None:
    block = TableBlock(
        cells=[["<strong>Năm</strong>", "Số"], ["2020", '<a href="https://example.vn/">1</a>']]
    )
    form = Form({"caption": "", "cells": "Năm\tSố mới\n2021\t3\n2020\t1"}, instance=block)
    assert form.initial["cells"] == block.cells
    assert Form(instance=block)["cells"].value() == "Năm\tSố\n2020\t1"
    assert form.is_valid(), form.errors
    assert form.cleaned_data["cells"] == [
        ["<strong>Năm</strong>", "Số mới"],
        ["2021", "3"],
        ["2020", '<a href="https://example.vn/">1</a>'],
    ]


def test_an_untouched_table_is_unchanged() -> None:
    block = TableBlock(cells=[["<strong>a</strong>", "b\nc"]], has_header=True)
    shown = Form(instance=block)["cells"].value()
    form = Form({"caption": "", "has_header": "on", "cells": shown.replace("\n", "\r\n")}, instance=block)
    assert not form.has_changed()


@pytest.mark.parametrize("cells", ["", " ", "\t\n\t", "x\x00", "a\t" * 6_000])
def test_what_is_no_table_is_refused_and_shown_again(cells: str) -> None:
    form = Form({"caption": "", "cells": cells})
    assert not form.is_valid()
    assert "cells" in form.errors
    assert form["cells"].value() == cells


@pytest.mark.parametrize(
    "value", [None, {}, [], [[]], [["a"], ["b", "c"]], [[1]], ["a"], [["a"] * 5001], [["x" * 200_001]]]
)
def test_bad_cells(value: object) -> None:
    with pytest.raises(ValidationError):
        validate_cells(value)


def test_header_and_rows() -> None:
    block = TableBlock(caption="Bảng", cells=[["Năm", "Số"], ["2020", "<b>1</b> &lt; 2"]])
    (node,) = block.represent()
    assert node["header"] == ["Năm", "Số"]
    assert node["rows"] == [
        [{"html": "2020", "text": "2020"}, {"html": "<strong>1</strong> &lt; 2", "text": "1 < 2"}]
    ]
    html = block.html([node])
    assert '<th scope="col">Năm</th>' in html
    assert "<caption>Bảng</caption>" in html
    assert block.text() == "Bảng\nNăm Số\n2020 1 < 2"

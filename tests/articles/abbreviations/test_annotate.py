"""`<abbr>` in nodes: where, once, safely, and with the same text."""

import copy
import re
from html import unescape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.abbreviations import Dictionary, Meaning, annotate
from articles.abbreviations.markup import read_inline

DICTIONARY = Dictionary(
    [
        Meaning("UBND", "Ủy ban nhân dân"),
        Meaning("TTHC", 'thủ tục "hành chính" <b>'),
        Meaning("TT&TT", "thông tin"),
    ]
)


def marked(html: str, text: str) -> str:
    node = {"type": "paragraph", "html": html, "text": text}
    annotate({}, [node], DICTIONARY)
    assert node["text"] == text
    return str(node["html"])


ABBR = '<abbr title="Ủy ban nhân dân">UBND</abbr>'


@pytest.mark.parametrize(
    ("html", "text", "expected"),
    [
        ("UBND họp, UBND bàn", "UBND họp, UBND bàn", f"{ABBR} họp, UBND bàn"),
        ("<strong>UBND</strong> xã", "UBND xã", f"<strong>{ABBR}</strong> xã"),
        ('<a href="/UBND">UBND</a> xã, UBND', "UBND xã, UBND", f'<a href="/UBND">UBND</a> xã, {ABBR}'),
        ("<code>UBND</code>", "UBND", "<code>UBND</code>"),
        ('<abbr title="x y">UBND</abbr> UBND', "UBND UBND", '<abbr title="x y">UBND</abbr> UBND'),
        ("U<em>BN</em>D xã", "UBND xã", "U<em>BN</em>D xã"),
        ("Sở TT&amp;TT", "Sở TT&TT", 'Sở <abbr title="thông tin">TT&amp;TT</abbr>'),
        ("A<br>UBND", "A\nUBND", f"A<br>{ABBR}"),
        ("a&nbsp; UBND", "a UBND", f"a&nbsp; {ABBR}"),
        ("UBND <!-- x -->", "UBND", "UBND <!-- x -->"),
        ("UBND <script>x</script>", "UBND x", "UBND <script>x</script>"),
        ("UBND <a href=x>y</a>", "UBND y", "UBND <a href=x>y</a>"),
        ("UBND <b>", "UBND", "UBND <b>"),
        ("UBND < 3", "UBND < 3", "UBND < 3"),
        ("UBND khác", "UBND", "UBND khác"),
    ],
)  # fmt: skip
def test_the_first_use_is_marked(html: str, text: str, expected: str) -> None:
    assert marked(html, text) == expected


def test_a_title_is_escaped() -> None:
    html = marked("TTHC", "TTHC")
    assert html == '<abbr title="thủ tục &quot;hành chính&quot; &lt;b&gt;">TTHC</abbr>'


def test_nodes_of_any_shape() -> None:
    """Lists, cells, a plug-in's own: wherever `html` stands beside `text`. Headings, credits and photos are not touched."""
    nodes: list[dict[str, Any]] = [
        {"type": "heading", "level": 2, "text": "UBND họp"},
        {
            "type": "photo",
            "caption": "Trụ sở UBND",
            "credit": "UBND",
            "photo": {"caption": "UBND", "text": "UBND"},
        },
        {"type": "list", "items": [{"html": "xã", "text": "xã"}, {"html": "UBND", "text": "Ở UBND"}]},
        {
            "type": "strange",
            "deep": {"er": [[{"html": "tại UBND xã", "text": "tại UBND xã"}]]},
            "html": "UBND",
        },
        {"type": "quote", "html": "UBND đây", "text": "UBND đây", "attribution": "UBND"},
    ]
    before = copy.deepcopy(nodes)
    reading = annotate({"/headline": "UBND mới", "/lead": ""}, nodes, DICTIONARY)
    assert nodes[3]["deep"]["er"][0][0]["html"] == f"tại {ABBR} xã"
    before[3]["deep"]["er"][0][0]["html"] = nodes[3]["deep"]["er"][0][0]["html"]
    assert nodes == before
    (one,) = reading.abbreviations()
    assert [position.pointer for position in one.positions] == [
        "/headline", "/body/0/text", "/body/1/caption", "/body/2/items/1/text", "/body/3/deep/er/0/0/text", "/body/4/text",
    ]  # fmt: skip
    document: Any = {"headline": "UBND mới", "body": nodes}
    for position in one.positions:
        value = document
        for part in position.pointer.split("/")[1:]:
            value = value[int(part) if part.isdigit() else part]
        assert value[position.start : position.start + position.length] == "UBND"


PIECES = st.sampled_from(
    ["UBND", "TTHC", " ", "xã ", "&amp;", "&lt;", "&nbsp;", "<strong>", "</strong>", "<em>", "</em>", "<br>", "🙂", ", ",
     '<a href="/x">', "</a>", "(", ")", "TT&amp;TT", "Đ", "&quot;", "<", "&#65;"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_marking_keeps_the_text_and_marking_again_changes_nothing(pieces: list[str]) -> None:
    html = "".join(pieces)
    inline = read_inline(html)
    text = " ".join(inline.text.split()) if inline else "x"
    node = {"type": "paragraph", "html": html, "text": text}
    first = annotate({}, [node], DICTIONARY)
    once = node["html"]
    assert _text(once) == _text(html)
    assert re.sub(r"</?abbr[^>]*>", "", once) == html
    again = annotate({}, [node], DICTIONARY)
    assert node["html"] == once
    assert again.abbreviations() == first.abbreviations()


def _text(html: str) -> str:
    return unescape(re.sub(r"<[a-z/][^<>]*>", "", html))

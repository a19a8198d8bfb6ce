"""HTML of any block as plain text, and texts as XML can hold them."""

import json
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from newsroom.outputs.content import absolute
from newsroom.outputs.marking import add, legible, root, write
from newsroom.outputs.media import find_file
from newsroom.outputs.plain import plain_text
from newsroom.pages.metadata import script_safe

from .reading import as_xml_can

pytestmark = pytest.mark.once

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>Một</p>\n<p>hai  \n ba</p>", "Một\n\nhai ba"),
        ("<h2>Đề</h2><ul><li>một</li><li><b>hai</b> ba</li></ul>", "Đề\n\n- một\n- hai ba"),
        ("<p>một<br>hai</p>", "một\nhai"),
        ('<p><a href="https://a.example/">chữ</a>, <a href="https://b.example">https://b.example</a></p>', "chữ <https://a.example/>, https://b.example"),
        ('<figure><img src="x" alt="Chợ"><figcaption>Chú thích. Ảnh: A</figcaption></figure>', "[Chợ]\nChú thích. Ảnh: A"),
        ("<table><caption>Bảng</caption><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>", "Bảng\na | b\n1 | 2"),
        ("<p>a</p><script>x</script><style>y</style><!-- z --><p>b</p>", "a\n\nb"),
        ("<p>1 &lt; 2 &amp; 3</p>", "1 < 2 & 3"),
        ("chữ trần", "chữ trần"),
        ("<section class=poll><p><strong>Hỏi?</strong></p><ul><li>Có</li></ul></section>", "Hỏi?\n\n- Có"),
    ],
)  # fmt: skip
def test_plain_text(html: str, text: str) -> None:
    assert plain_text(html) == text


@given(st.lists(ANY_TEXT, max_size=4))
def test_no_word_is_lost(texts: list[str]) -> None:
    html = "".join(f"<p>{escape(text)}</p>" for text in texts)
    folded = " ".join(plain_text(html).split())
    for text in texts:
        assert " ".join(legible(text).split()) in folded


@given(ANY_TEXT)
def test_markup_of_any_kind_is_read(html: str) -> None:
    assert isinstance(plain_text(html), str)


@given(ANY_TEXT, ANY_TEXT)
def test_xml_reads_back(text: str, value: str) -> None:
    document = root("feed", {None: "urn:x", "y": "urn:y"})
    add(document, "y:title", text, href=value)
    read = etree.fromstring(write(document))
    assert (read[0].tag, read[0].text or "") == ("{urn:y}title", as_xml_can(text))
    assert read[0].get("href") == as_xml_can(value)


@settings(max_examples=50)
@given(st.dictionaries(st.text(max_size=10), st.text(max_size=30), max_size=2))
def test_json_in_a_script_reads_back(data: dict[str, str]) -> None:

    written = script_safe(data)
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == data


@settings(max_examples=200)
@given(st.text(st.sampled_from("./\\%2eaf\0\n~:"), max_size=30))
def test_no_name_leads_out_of_the_folder(path: str) -> None:
    assert find_file(path) is None


def test_addresses_on_this_site_become_absolute() -> None:
    assert absolute('<p><a href="/x/?a=1&amp;b">x</a> <img src="y.png"></p>') == (
        '<p><a href="http://localhost:8000/x/?a=1&amp;b">x</a> <img src="http://localhost:8000/y.png"></p>'
    )
    for kept in (
        "<p>href=/x 'src=\"y\"'</p>",
        '<p><a href="https://a.example/?b=1&c">x</a></p>',
        '<a href="mailto:a@b.example">x</a>',
        "",
    ):
        assert absolute(kept) == kept

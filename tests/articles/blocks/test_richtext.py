"""Rich text: nothing that a reader would see is lost, and nothing else is kept."""

import time
from html import escape as as_html
from typing import Any

import html5lib
import nh3
import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from articles.blocks.infobox import InfoboxBlock
from articles.blocks.quote import QuoteBlock
from articles.blocks.richtext import MAX_LENGTH, inline, plain, sanitize, split
from articles.blocks.text import TextBlock

INLINE = {"a", "abbr", "br", "em", "strong", "sub", "sup"}
WHOLE = INLINE | {"p", "h2", "h3", "h4", "ul", "ol", "li"}
ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}}


def judged(html: str, tags: set[str]) -> str:
    """The same by an independent sanitiser: what it leaves as it is, is safe."""
    return nh3.clean(
        html, tags=tags, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"}, link_rel=None
    )


def words(text: str) -> str:
    """The text modulo white space."""
    return "".join(text.split())


def seen_by_a_browser(html: str) -> str:
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    for parent in tree.iter():
        for child in list(parent):
            if not isinstance(child.tag, str) or child.tag in ("script", "style"):
                child.text = ""
    return words("".join(tree.itertext()))


def all_text(nodes: list[dict[str, Any]]) -> str:
    return "\n".join(item["text"] for node in nodes for item in node.get("items", [node]))


WORD = st.text(st.sampled_from("ab đÁ<>&\"'\xa0 5"), max_size=6)
INLINE_TAG = st.sampled_from(
    ["b", "strong", "i", "em", "u", "span", "font", "sub", "sup", "o:p", 'a href="https://example.vn/?a=1&amp;b=2"',
     'a href="javascript:alert(1)"', 'span style="font-weight:700"', "abbr title=x", "code"]
)  # fmt: skip
BLOCK_TAG = st.sampled_from(["p", "div", "h1", "h2", "h5", "blockquote", "section", "center"])


def wrap(tag: str, inner: str) -> str:
    return f"<{tag}>{inner}</{tag.split()[0]}>"


PHRASE = st.recursive(
    WORD.map(as_html) | st.just("<br>") | st.just("<!-- x -->"),
    lambda inner: st.builds(wrap, INLINE_TAG, st.lists(inner, max_size=3).map("".join)),
    max_leaves=6,
)
LINES = st.recursive(
    st.builds(wrap, BLOCK_TAG, PHRASE) | PHRASE,
    lambda inner: (
        st.builds(
            wrap, st.sampled_from(["div", "blockquote", "section"]), st.lists(inner, max_size=3).map("".join)
        )
        | st.builds(
            wrap,
            st.sampled_from(["ul", "ol"]),
            st.lists(inner.map(lambda item: wrap("li", item)), max_size=3).map("".join),
        )
        | st.lists(inner, min_size=1, max_size=2).map(
            lambda cells: f"<table><tr><td>{'</td><td>'.join(cells)}</td></tr></table>"
        )
    ),
    max_leaves=8,
)
SOUP = st.lists(
    st.sampled_from(
        "<p> </p> <b> </b> <i> </i> <ul> </ul> <li> </li> <ol> <h1> </h1> <div> </div> <a\xa0href='http://x/?a&b'> </a> x y"
        " <br> <table> <tr> <td> </table> <o:p> <script> </script> <style> </style> <!-- --> <svg> </svg> < &lt; & &nbsp;"
        " </body> <head> </head> <title> </title> <select> <option> <textarea> </textarea> <math> <template> \x00 \x01 \ud800"
        " <p\xa0style='x'> <img\xa0src=x\xa0onerror=alert(1)> <![if> <?x <plaintext> <xmp> </xmp> &#0; &#xD800; \u2028 á".split(
            " "
        )
    ),
    max_size=20,
).map(lambda pieces: "".join(pieces).replace("\xa0", " "))


@given(LINES)
def test_nothing_that_is_seen_is_lost(html: str) -> None:
    assert words(all_text(list(split(html)))) == seen_by_a_browser(html)


@given(st.one_of(LINES, SOUP))
def test_what_is_stored_is_canonical_and_safe(html: str) -> None:
    stored = sanitize(html)
    assert judged(stored, WHOLE) == stored
    assert sanitize(stored) == stored
    assert list(split(stored)) == list(split(html))
    assert plain(stored) == plain(html)


@given(st.one_of(LINES, SOUP))
def test_nodes_and_their_html_say_the_same(html: str) -> None:
    block = TextBlock(content=html)
    nodes = block.represent()
    for node in nodes:
        for item in node.get("items", [node]):
            assert item["text"].strip() == item["text"] != ""
            if "html" in item:
                assert judged(item["html"], INLINE) == item["html"]
                assert words(seen_by_a_browser(item["html"])) == words(item["text"])
                assert inline(item["html"]) == {"html": item["html"], "text": item["text"]}
    assert list(split(block.html(nodes))) == nodes
    assert words(block.text()) == words(all_text(nodes))


@given(st.text(max_size=40))
def test_any_text_at_all(text: str) -> None:
    assert judged(sanitize(text), WHOLE) == sanitize(text)
    assert sanitize(sanitize(text)) == sanitize(text)


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        ("Chỉ chữ", "<p>Chỉ chữ</p>"),
        ("", ""),
        ("<p>&nbsp;</p><p> </p><p></p>", ""),
        ("<b>đậm</b> và <i>nghiêng</i>", "<p><strong>đậm</strong> và <em>nghiêng</em></p>"),
        ("a<br>b", "<p>a<br>b</p>"),
        ("a<br><br>b<br/>&nbsp;<br>c", "<p>a</p><p>b</p><p>c</p>"),
        ("<div>một</div><div>hai</div>", "<p>một</p><p>hai</p>"),
        ("<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h5>e</h5><h6>f</h6>",
         "<h2>a</h2><h2>b</h2><h3>c</h3><h4>d</h4><h4>e</h4><h4>f</h4>"),
        ("<h2>a<br>b</h2>", "<h2>a<br>b</h2>"),
        ("<blockquote><p>a</p>b</blockquote>c", "<p>a</p><p>b</p><p>c</p>"),
        ("<ul><li>a<ol><li>b</ol><li><p>c</p><p>d</p></ul>",
         "<ul><li>a<ol><li>b</li></ol></li><li>c<br>d</li></ul>"),
        ("<ul><li>a</ul><ul><li>b</ul>", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
        ("<ul><li>a<ul><li>b</ul>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("<ul><li></li></ul>", ""),
        ("<b>a</b><b>b</b>", "<p><strong>ab</strong></p>"),
        ("<b>a<b>b</b>c</b>", "<p><strong>abc</strong></p>"),
        ("<b><i>a</b>b</i>", "<p><strong><em>a</em></strong>b</p>"),
        ("x <b> </b> y", "<p>x y</p>"),
        ("5 < 6 &amp; 7 > 6", "<p>5 &lt; 6 &amp; 7 &gt; 6</p>"),
        ("&lt;script&gt;", "<p>&lt;script&gt;</p>"),
        ("<table><tr><td>a<td><p>b</p><p>c</p><tr><th>d</table>", "<p>a b c</p><p>d</p>"),
        ("a<script>x</script><style>y</style><!-- z -->b", "<p>ab</p>"),
        ("a<img src=x alt=y onerror=alert(1)>b", "<p>ab</p>"),
        ("<p onclick=x style='color:red' class=y>a</p>", "<p>a</p>"),
        ("<H2>A</H2>", "<h2>A</h2>"),
        ("To\u0301an \ufeffa\xadb\u200bc\x01", "<p>Tóan abc</p>"),
        ("<p>a\u2028b</p>", "<p>a<br>b</p>"),
    ],
)  # fmt: skip
def test_what_is_pasted_and_what_is_stored(pasted: str, stored: str) -> None:
    assert sanitize(pasted) == stored


WORD_PROCESSOR = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=windows-1252>
<style><!-- p.MsoNormal {margin:0cm} --></style><title>Document1</title></head><body lang=VI>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]-->
<h1><span style='mso-bidi-font-size:14.0pt'>C\u1ea3i c\u00e1ch<o:p></o:p></span></h1>
<p class=MsoNormal style='margin-bottom:6.0pt'><b style='mso-bidi-font-weight:normal'><span lang=VI>H\u00e0 N\u1ed9i</span></b><span
style='font-size:13.0pt'>\xa0\u2013 S\u00e1ng <i>5/8</i>, th\u00e0nh\nph\u1ed1 h\u1ecdp.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph><![if !supportLists]><span style='font-family:Symbol'>\u00b7</span><![endif]>M\u1ee5c m\u1ed9t</p>
<p class=MsoNormal><font face="Times New Roman"><span style="font-weight:bold">\u0110\u1eadm</span></font><a href="#_ftn1">[1]</a></p>
</body></html>"""


def test_a_story_from_a_word_processor() -> None:
    assert sanitize(WORD_PROCESSOR) == (
        "<h2>Cải cách</h2><p><strong>Hà Nội</strong>&nbsp;– Sáng <em>5/8</em>, thành phố họp.</p>"
        "<p>·Mục một</p><p><strong>Đậm</strong>[1]</p>"
    )


def test_a_story_from_an_online_word_processor() -> None:
    pasted = (
        '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:400">'
        'Một </span><span style="font-weight:700;font-style:italic">hai</span></p></b>'
    )
    assert sanitize(pasted) == "<p>Một <strong><em>hai</em></strong></p>"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:x", "java\tscript:x", "&#106;avascript:x", " javascript:x", "data:text/html,x", "vbscript:x",
     "file:///etc/passwd", "blob:x", "#_ftn1", "", "x.html", "http:", "https:///", "\x01javascript:x", "java&#x0A;script:x"],
)  # fmt: skip
def test_links_that_lead_nowhere_or_run_something_leave_their_words(address: str) -> None:
    assert sanitize(f'<a href="{address}">chữ</a>') == "<p>chữ</p>"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.vn/?a=1&amp;b=2", "https://example.vn/?a=1&amp;b=2"),
        ("HTTP://example.vn/", "HTTP://example.vn/"),
        ("mailto:a@example.vn", "mailto:a@example.vn"),
        ("tel:+84241234", "tel:+84241234"),
        ("/bai-viet", "/bai-viet"),
        ("https://example.vn/a b\nc", "https://example.vn/a%20bc"),
        ("https://example.vn/đường", "https://example.vn/đường"),
        ("https://example.vn/&quot;onclick=x", "https://example.vn/&quot;onclick=x"),
    ],
)
def test_links(address: str, kept: str) -> None:
    assert sanitize(f'<a href="{address}" title=" hai  lần" target=_blank onclick=x>chữ</a>') == (
        f'<p><a href="{kept}" title="hai lần">chữ</a></p>'
    )


HOSTILE = {
    "nested divs": "<div>" * 40_000,
    "nested bold": "<b>" * 60_000,
    "nested lists": "<ul><li>x" * 20_000,
    "nested tables": "<table><td>" * 18_000,
    "nested quotes": "<blockquote>" * 16_000,
    "mixed nesting": "<b><i><a href=/x><p>" * 10_000,
    "unclosed comments": "<!--" * 50_000,
    "unclosed attributes": "<a b='" * 33_000,
    "many attributes": "<p " + "x=1 " * 49_000 + ">y",
    "one long attribute": "<p x='" + "y" * 190_000 + "'>z",
    "ampersands": "<p>" + "&" * 190_000,
    "entities": "<p>" + "&amp;" * 39_000,
    "less-than": "<" * 199_000,
    "closing tags": "</p>" * 50_000,
    "one-letter paragraphs": "<p>x" * 50_000,
    "line breaks": "<br>" * 50_000,
    "bold spaces": "a <b> </b>" * 20_000,
    "styles": '<span style="' + "font-weight " * 16_000 + '">x',
    "conditional comments": "<![if x]>" * 22_000,
    "processing instructions": "<?x" * 60_000,
    "marks": "a" + "\u0301" * 190_000,
    "control characters": "\x01" * 190_000,
    "spaces": " " * 190_000 + "x",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_time_by_its_length_only(name: str) -> None:
    """A quarter of the longest text that is taken, then the whole: the time grows no faster than eight-fold."""
    html = HOSTILE[name]
    assert len(html) <= MAX_LENGTH
    spent = []
    for part in (html[: len(html) // 4], html):
        start = time.process_time()
        sanitize(part)
        spent.append(time.process_time() - start)
    assert spent[1] < max(8 * spent[0], 1)


def test_ten_thousand_levels_keep_their_text() -> None:
    assert sanitize("<div><b>" * 10_000 + "đáy") == "<p><strong>đáy</strong></p>"
    assert plain("<ul><li>" * 10_000 + "đáy") == "đáy"


def test_a_megabyte_is_refused_at_once() -> None:
    block = TextBlock(content="<div>" * 200_000)
    start = time.process_time()
    with pytest.raises(ValidationError) as caught:
        block.clean_fields(exclude=["parent"])
    assert "content" in caught.value.message_dict
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize("content", ["<p></p>", "<p>&nbsp;</p>", "<script>x</script>", " "])
def test_markup_without_a_word_counts_as_empty(content: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TextBlock(content=content).clean_fields(exclude=["parent"])
    assert caught.value.error_dict["content"][0].code == "blank"


@pytest.mark.django_db
def test_whoever_saves_only_the_allowed_markup_is_stored() -> None:
    from articles.models import Article

    article = Article.objects.create(headline="Tin")
    TextBlock.objects.create(parent=article, content="<p onclick=x>a<script>b</script></p>")
    assert TextBlock.objects.get().content == "<p>a</p>"


def test_nodes_of_a_text() -> None:
    assert list(split("<h3>Đề <b>mục</b></h3><p>a<br><em>b</em></p><ol><li>x<ul><li>y</ul><li>z</ol>")) == [
        {"type": "heading", "level": 3, "text": "Đề mục"},
        {"type": "paragraph", "html": "a<br><em>b</em>", "text": "a\nb"},
        {
            "type": "list",
            "ordered": True,
            "items": [{"html": "x", "text": "x"}, {"html": "y", "text": "y"}, {"html": "z", "text": "z"}],
        },
    ]


def test_a_quote_holds_whatever_was_pasted_as_lines() -> None:
    block = QuoteBlock(
        quote="<h2>a</h2><ul><li>b</li><li><b>c</b></li></ul><p>d</p>", attribution="To\u0301an"
    )
    (node,) = block.represent()
    assert node == {
        "type": "quote",
        "html": "a<br>b<br><strong>c</strong><br>d",
        "text": "a\nb\nc\nd",
        "attribution": "Tóan",
    }


def test_an_info_box_is_a_list_of_lines() -> None:
    block = InfoboxBlock(title="Con số", content="<h2>5 &lt; 6</h2><p>a</p><ul><li>b</ul>")
    (node,) = block.represent()
    assert [item["html"] for item in node["items"]] == ["5 &lt; 6", "a", "b"]
    assert block.text() == "Con số\n5 < 6\na\nb"

"""Encodings, spellings, hostile input, and the promise that no visible line is lost."""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing import MAX_BYTES, Page, PageError, PhotoLine, local_file, read_page
from articles.importing.page import Heading, ListBlock, Paragraph, block_texts
from articles.language import fold

PAGES = Path(__file__).parent / "pages"
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(PAGES.glob("*.txt"))}
LABELS = set(
    "anh nguon bai va tin theo t h video do hoa tac gia tu khoa tag tags the thuc hien nguoi dang tep dinh kem tai ve lieu chu de source stt boi photo file".split()
)
WORD = re.compile(r"\w+")


def words(text: str) -> Counter[str]:
    return Counter(WORD.findall(fold(text)))


def held(page: Page) -> Counter[str]:
    """Words of everything the page keeps: its parts, the lines of its bylines, and what is listed as discarded."""
    kept = [page.headline, page.kicker, page.date_line, page.lead, page.photo_credit, page.address]
    kept += [page.source.raw, page.source.name, page.source.url] if page.source else []
    kept += [text for author in page.authors for text in (author.name, author.affiliation)]
    kept += [finding.value for finding in page.findings if finding.part == "author"]
    kept += [*page.tags, *(line.text for line in page.discarded)]
    kept += [text for block in page.blocks for text in block_texts(block)]
    return words("\n".join(kept))


def lost(text: str, page: Page) -> set[str]:
    missing = words(text) - held(page)
    return {word for word in missing if word not in LABELS and not word.isdigit()}


def comparable(page: Page) -> tuple[object, ...]:
    return (page.headline, page.published_at, page.lead, page.source, tuple(page.authors), tuple(page.blocks))


SPELLINGS: dict[str, Callable[[str], bytes]] = {
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "non-breaking spaces": lambda text: text.replace(", ", ",\u00a0").encode(),
    "look-alike of Đ": lambda text: text.replace("Đ", "\u00d0").encode(),
    "zero-width spaces": lambda text: text.replace(". ", ".\u200b ").encode(),
    "trailing spaces": lambda text: text.replace("\n", " \n").encode(),
}


# Each page meets one spelling, each spelling a ninth of the pages.
SPELT = [
    (name, spelling)
    for place, name in enumerate(name for name in TEXTS if not name.startswith("english"))
    for number, spelling in enumerate(SPELLINGS)
    if (place + number) % len(SPELLINGS) == 0
]


@pytest.mark.parametrize(("name", "spelling"), SPELT)
def test_the_same_page_in_another_spelling(name: str, spelling: str) -> None:
    assert comparable(read_page(SPELLINGS[spelling](TEXTS[name]))) == comparable(
        read_page(TEXTS[name].encode())
    )


def test_windows_1258_is_read_with_a_warning() -> None:
    text = TEXTS["author-before-date"]
    page = read_page(_cp1258(text))
    assert page.headline == text.split("\n")[0]
    assert page.encoding == "cp1258"
    assert "cp1258" in [notice.value for notice in page.warnings]


def _cp1258(text: str) -> bytes:
    """Windows-1258 writes ế as ê and a combining acute."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    out = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        out.append(base + "".join(part for part in parts if part in tones))
    return "".join(out).encode("cp1258")


@pytest.mark.parametrize(
    ("text", "legacy"),
    [
        (
            "C¶i c¸ch hµnh chÝnh ë tØnh ta\n\nNgµy 5 th¸ng 8, Uû ban nh©n d©n tØnh tæ chøc héi nghÞ s¬ kÕt c«ng t¸c c¶i c¸ch hµnh chÝnh.",
            "TCVN3",
        ),
        (
            "Caûi caùch haønh chính ôû tænh ta\n\nNgaøy 5 thaùng 8, UÛy ban nhaân daân tænh toå chöùc hoäi nghò sô keát coâng taùc caûi caùch.",
            "VNI",
        ),
    ],
)
def test_legacy_fonts_are_flagged_and_not_converted(text: str, legacy: str) -> None:
    page = read_page(text.encode())
    assert legacy in [notice.value for notice in page.warnings]
    assert page.headline == text.split("\n")[0]


@pytest.mark.parametrize("name", TEXTS)
def test_no_word_of_a_text_page_is_lost(name: str) -> None:
    assert lost(TEXTS[name], read_page(TEXTS[name].encode())) == set()


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_no_visible_word_of_an_html_page_is_lost(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    body = re.sub(r"(?s)<!--.*?-->|<(script|style|head|button)\b.*?</\1>", " ", source)
    body = re.sub(r'(?s)<(\w+)\b[^>]*class="hidden[ "].*?</\1>', " ", body)
    visible = html.unescape(re.sub(r"<[^>]+>", " ", body))
    assert lost(visible, read_page(source.encode())) == set()


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_an_html_page_in_decomposed_letters_is_the_same(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    decomposed = unicodedata.normalize("NFD", source).encode()
    assert comparable(read_page(decomposed)) == comparable(read_page(source.encode()))


LINES = sorted({line for text in TEXTS.values() for line in text.split("\n") if line.strip()})


@given(st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(["\n", "\n\n"])), min_size=1, max_size=25))
def test_lines_in_any_order_are_kept(lines: list[tuple[str, str]]) -> None:
    text = "".join(line + end for line, end in lines)
    assert lost(text, read_page(text.encode())) == set()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        page = read_page(text.encode())
    except PageError:
        return
    assert isinstance(page, Page)


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_page(data)
    except PageError:
        return


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<table><tr><td>",
                "</td></tr></table>",
                "<ul><li>",
                "<b>",
                "<figure>",
                "<img src=a.jpg>",
                "Ảnh: An",
                "Một câu văn.",
                "<h2>",
                "<br>",
                "<iframe src=x>",
                "<blockquote>",
            ]
        ),
        max_size=40,
    )
)
def test_any_markup_is_read_or_refused(parts: list[str]) -> None:
    try:
        read_page(("<html><body>" + "".join(parts)).encode())
    except PageError:
        return


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t\n",
        b"\xef\xbb\xbf",
        b"%PDF-1.7 ...",
        b"PK\x03\x04 docx",
        b"a\x00b\x00\x00\x00c",
        b"x" * (MAX_BYTES + 1),
        b"<html><body></body></html>",
        b"a\n" * 20_001,
    ],
    ids=[
        "nothing",
        "spaces",
        "mark only",
        "PDF",
        "archive",
        "NUL",
        "too large",
        "empty HTML",
        "too many lines",
    ],
)
def test_what_is_no_page_is_refused(data: bytes) -> None:
    with pytest.raises(PageError):
        read_page(data)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 1_500 + "Một dòng chữ" + "</div>" * 1_500,
        "<b>" * 1_500 + "Một dòng chữ",
        "<p><font>Một dòng chữ" * 1_000,
        "<ul><li>" * 700 + "Một dòng chữ",
        "<table><tr><td>" * 400 + "Một dòng chữ",
        "<blockquote>" * 1_500 + "Một dòng chữ",
        "<p>Một dòng chữ" * 4_000,
        "<p><img src=a.jpg>" * 4_000 + "Một dòng chữ",
        "<span class='date'>" * 500 + "Một dòng chữ",
    ],
    ids=["div", "bold", "unclosed", "list", "table", "quotation", "paragraphs", "pictures", "spans"],
)
def test_deep_and_wide_pages_end(html: str) -> None:
    page = read_page(f"<html><body><h1>Tên bài viết</h1>{html}</body></html>".encode())
    assert "Một dòng chữ" in "\n".join(page.every_text())


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "font"])
def test_a_page_too_deep_to_be_read_whole_is_refused(tag: str) -> None:
    with pytest.raises(PageError, match="too deeply"):
        read_page(f"<html><body>{f'<{tag}>' * 20_000}Một dòng chữ</body></html>".encode())


def test_entities_of_a_document_type_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("mật khẩu", encoding="utf-8")
    bomb = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">'
    page = read_page(
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">{bomb}]><html><body><h1>Tên bài</h1><p>Chữ &x; &c; hết.</p></body></html>'.encode()
    )
    text = "\n".join(page.every_text())
    assert "mật khẩu" not in text
    assert "haha" not in text


HOSTILE = """<html><body><h1>Tên bài viết thử</h1><p>Câu mở đầu của bài viết này đủ dài để làm phần dẫn cho cả bài, nên không bị lẫn với câu sau.</p><p onclick="x()" style="background:url(javascript:x())">Một
<a href="javascript:alert(1)">hai</a> <a href=" java&#10;script:alert(1)">ba</a> <a href="data:text/html,x">bốn</a>
<a href="vbscript:x">năm</a> <a href="//evil.example/x" onmouseover="y()">sáu</a> <a href="https://a.vn/?q=&quot;&gt;&lt;script&gt;">bảy</a>
<a href="/tin/8">tám</a> <a href="file:///etc/passwd">chín</a> <b onfocus=z()>mười</b> &lt;script&gt;mười một&lt;/script&gt;.</p>
<script>alert(1)</script><style>p{}</style><svg><a xlink:href="javascript:x"><text>hình</text></a></svg><form><input value="ô nhập"></form>
<iframe src="https://evil.example/"></iframe><object data="x.swf">vật</object><p>Câu thứ hai của bài viết này.</p></body></html>"""


def test_html_that_acts_is_dropped() -> None:
    page = read_page(HOSTILE.encode())
    html = "".join(block.html for block in page.blocks if isinstance(block, Paragraph))
    assert re.findall(r"<(\w+)", html) == ["a", "a", "a", "strong"]
    assert re.findall(r'href="([^"]*)"', html) == [
        "//evil.example/x",
        "https://a.vn/?q=&quot;&gt;&lt;script&gt;",
        "/tin/8",
    ]
    assert not re.search(r"javascript:|onclick|onfocus|onmouseover|style=|<script", html)
    assert "&lt;script&gt;mười một" in html
    assert any("evil.example" in notice.value for notice in page.warnings)


@pytest.mark.parametrize(
    "file",
    ["../secret.jpg", "/etc/passwd", "C:\\x.jpg", "a\x00.jpg", "link.jpg", "missing.jpg", "folder", ""],
)
def test_picture_files_stay_beside_the_page(tmp_path: Path, file: str) -> None:
    folder = tmp_path / "saved"
    (folder / "folder").mkdir(parents=True)
    (tmp_path / "secret.jpg").write_bytes(b"x")
    (folder / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (folder / "ảnh.jpg").write_bytes(b"x")
    assert local_file(folder / "page.html", file) is None
    assert local_file(folder / "page.html", "ảnh.jpg") == (folder / "ảnh.jpg").resolve()


@pytest.mark.parametrize(
    ("source", "file", "url"),
    [
        ("trang_files/%E1%BA%A3nh%201.jpg", "trang_files/ảnh 1.jpg", ""),
        ("./a.jpg?v=3", "a.jpg", ""),
        ("https://cdn.vn/a.jpg", None, "https://cdn.vn/a.jpg"),
        ("//cdn.vn/a.jpg", None, "https://cdn.vn/a.jpg"),
        ("/uploads/a.jpg", None, "https://a.vn/uploads/a.jpg"),
        ("file:///C:/a.jpg", None, ""),
    ],
)
def test_where_a_picture_lies(source: str, file: str | None, url: str) -> None:
    html = f'<html><body><h1>Tên bài</h1><p>Câu đầu tiên của bài.</p><img src="{source}"><p>Câu thứ hai của bài.</p></body></html>'
    (photo,) = [
        block
        for block in read_page(html.encode(), address="https://a.vn/tin/1").blocks
        if isinstance(block, PhotoLine)
    ]
    assert (photo.file, photo.url) == (file, url)


def test_reading_twice_gives_the_same() -> None:
    for text in TEXTS.values():
        one, other = read_page(text.encode()), read_page(text.encode())
        assert one == other
        assert len(one.digest) == 64


def test_the_given_address_wins() -> None:
    data = (PAGES / "figures-and-lists.html").read_bytes()
    assert read_page(data, address="https://cu.example.vn/bai-1").address == "https://cu.example.vn/bai-1"


def test_numbered_subheadings_and_lists_are_told_apart() -> None:
    text = (
        "Tên của bài viết thử nghiệm\n\nThứ tư, 05/08/2020 15:14\n\n1. Mục thứ nhất\n\nĐoạn văn của mục thứ nhất, viết thành câu trọn vẹn.\n\n"
        "Các việc cần làm:\n\n1. Việc một;\n2. Việc hai;\n3. Việc ba.\n\n2. Mục thứ hai\n\nĐoạn văn của mục thứ hai, viết thành câu trọn vẹn."
    )
    kinds = [type(block) for block in read_page(text.encode()).blocks]
    assert kinds == [Heading, Paragraph, Paragraph, ListBlock, Heading, Paragraph]


def test_every_decision_has_a_confidence() -> None:
    for text in TEXTS.values():
        page = read_page(text.encode())
        assert {"headline", "published_at", "lead"} <= {finding.part for finding in page.findings}
        assert all(0 <= finding.confidence <= 1 and finding.why for finding in page.findings)


def test_speech_in_a_sentence_is_neither_quotation_nor_subheading() -> None:
    said = "“Từ nay đi học không sợ lỡ đò nữa” - em Trần Gia Bảo, học sinh lớp 9, nói."
    told = "Chị Trang (phường Láng Hạ) cho biết: “Tôi chỉ phải đi một lần.”"
    text = f"Tên của bài viết thử nghiệm\n\nThứ tư, 05/08/2020 15:14\n\nSáng 4/8, cầu mới thông xe.\n\n{told}\n\n{said}\n\nBà con rất vui."
    assert [block for block in read_page(text.encode()).blocks if not isinstance(block, Paragraph)] == []

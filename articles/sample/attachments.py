"""The sample's attachments, written by hand: a CSV of an article's table, a one-page PDF of its text.

The standard fonts of PDF hold no Vietnamese letters and no font is kept here. So the base letters are set in
Courier, whose glyphs are all 600 units wide, the diacritics are drawn as strokes, and each line carries
its real text as /ActualText (ISO 32000-1 §14.9.4) for search, copying and screen readers.
"""

import csv
import html
import io
import re
import textwrap
import unicodedata
from collections.abc import Iterator

from articles.sample.content import Article, AttachmentBlock, TableBlock, TextBlock

_BASE = str.maketrans("đĐ–—“”‘’…", "dD--\"\"''.")
# Strokes in thousandths of the type size, from the middle of the glyph's base line; capitals 130 higher.
_MARKS: dict[str, tuple[str, float]] = {
    "\u0301": ("-30 500 m 60 610 l S", 1),
    "\u0300": ("30 500 m -60 610 l S", 1),
    "\u0303": ("-110 520 m -60 600 l 50 530 l 110 610 l S", 1),
    "\u0309": ("-40 600 m 10 660 70 620 20 560 c 0 540 l S", 1),
    "\u0302": ("-110 480 m 0 580 l 110 480 l S", 0),
    "\u0306": ("-110 580 m -70 480 70 480 110 580 c S", 0),
    "\u031b": ("190 400 m 250 410 270 450 250 500 c S", 0),
    "\u0323": ("0 -130 m 0 -120 l S", 0),
}
_DOT_BELOW = "\u0323"
_DOTLESS_I = "\x01"
_STACK = 130


def attachment_bytes(article: Article, block: AttachmentBlock) -> bytes:
    """The file that `block` names: `.csv` (UTF-8 with a byte order mark, for spreadsheets) or `.pdf`."""
    if block.file.endswith(".csv"):
        return _csv(next(b for b in article.blocks if isinstance(b, TableBlock)))
    if block.file.endswith(".pdf"):
        return _pdf(article.headline, list(_paragraphs(article)))
    raise ValueError(f"no way to write {block.file!r}: only .csv and .pdf")


def _csv(table: TableBlock) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([table.header, *table.rows])
    return out.getvalue().encode("utf-8-sig")


def _paragraphs(article: Article) -> Iterator[str]:
    yield article.lead
    for block in article.blocks:
        if isinstance(block, TextBlock):
            parts = re.split(r"</(?:p|h2|h3|li)>", block.html)
            yield from filter(None, (html.unescape(re.sub(r"<[^>]+>", "", part)).strip() for part in parts))


def _pdf(title: str, paragraphs: list[str]) -> bytes:
    drawing = ["1 J 1 j"]
    y = 770.0
    for text, size, width in [(title, 15.0, 54), *((paragraph, 10.5, 78) for paragraph in paragraphs)]:
        for line in textwrap.wrap(text, width):
            drawing.append(_line(line, 56, y, size))
            y -= size * 1.65
        y -= size * 0.7
    stream = "\n".join(drawing).encode("ascii")
    resources = b"<< /Font << /F1 5 0 R >> >>"
    encoding = b"<< /BaseEncoding /WinAnsiEncoding /Differences [1 /dotlessi] >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (vi) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % resources,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding %s >>" % encoding,
        b"<< /Title <%s> >>" % _utf16(title).encode("ascii"),
    ]
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\n" % (len(objects) + 1)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def _utf16(text: str) -> str:
    return ("\ufeff" + text).encode("utf-16-be").hex().upper()


def _line(text: str, x: float, y: float, size: float) -> str:
    letters: list[str] = []
    strokes: list[str] = []
    for place, character in enumerate(unicodedata.normalize("NFC", text)):
        decomposed = unicodedata.normalize("NFD", character)
        bare = decomposed[0] == "i" and len(decomposed) > 1 and _DOT_BELOW not in decomposed
        letters.append(_DOTLESS_I if bare else decomposed[0].translate(_BASE))
        middle = x + size * 0.6 * (place + 0.5)
        strokes += _strokes(character, decomposed, middle, y, size / 1000)
    shown = "".join(letters).encode("cp1252", "replace").hex()
    return (
        f"/Span << /ActualText <{_utf16(text)}> >> BDC\n"
        f"BT /F1 {size} Tf 1 0 0 1 {x} {y:.2f} Tm <{shown}> Tj ET\n" + "\n".join(strokes) + "\nEMC"
    )


def _strokes(character: str, decomposed: str, middle: float, y: float, scale: float) -> Iterator[str]:
    marks = decomposed[1:]
    if character in "đĐ":
        left, right, height = (-20, 230, 530) if character == "đ" else (-260, 10, 290)
        path = f"{left} {height} m {right} {height} l S"
        yield f"q {scale:.5f} 0 0 {scale:.5f} {middle:.2f} {y:.2f} cm 45 w {path} Q"
    stacked = "\u0302" in marks or "\u0306" in marks
    for mark in marks:
        if mark not in _MARKS:
            continue
        path, above = _MARKS[mark]
        lift: float = _STACK if character.isupper() and mark != _DOT_BELOW else 0
        lift += _STACK * above if stacked else 0
        width = 90 if mark == _DOT_BELOW else 45
        yield f"q {scale:.5f} 0 0 {scale:.5f} {middle:.2f} {y + lift * scale:.2f} cm {width} w {path} Q"

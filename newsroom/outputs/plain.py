"""HTML of blocks as plain text: for every block type, a plug-in's too, because all of them give HTML."""

import re
from collections.abc import Iterator

from lxml import html as lxml_html
from lxml.etree import _Element

from .marking import legible

OWN_LINE = frozenset(
    ("address", "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
     "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
     "section", "summary", "table", "tbody", "thead", "tfoot", "tr", "ul", "legend", "option")
)  # fmt: skip
APART = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "table", "ul", "ol", "section", "aside", "blockquote")
)
"""What stands apart by an empty line."""
UNSEEN = frozenset(("script", "style", "template", "noscript", "head", "svg", "math", "iframe", "object"))
_SPACES = re.compile("[ \t\r\n\f]+")
# Marks that no legible text holds.
PARAGRAPH, LINE = "\x1d", "\x1e"
_BREAKS = re.compile("[\x1d\x1e][ \x1d\x1e]*")


def plain_text(html: str) -> str:
    """The words of the HTML in reading order: blocks parted by an empty line, list items by a dash, cells by a bar,
    pictures by their alternative text in brackets, links followed by their address."""
    if not html.strip():
        return ""
    whole = lxml_html.fragment_fromstring(legible(html), create_parent="div")
    text = _BREAKS.sub(_line_feeds, "".join(_pieces(whole)))
    return "\n".join(line.rstrip(" ") for line in text.split("\n")).strip()


def _line_feeds(breaks: re.Match[str]) -> str:
    return "\n\n" if PARAGRAPH in breaks[0] else "\n"


def _pieces(element: _Element) -> Iterator[str]:
    tag = element.tag
    # The tag of a comment or of a processing instruction is a function.
    if not isinstance(tag, str) or tag in UNSEEN:
        return
    edge = PARAGRAPH if tag in APART else LINE if tag in OWN_LINE else ""
    yield edge
    yield from _opening(element, tag)
    yield _SPACES.sub(" ", element.text or "")
    for child in element:
        yield from _pieces(child)
        yield _SPACES.sub(" ", child.tail or "")
    address = element.get("href", "") if tag == "a" else ""
    if address and address != "".join(element.itertext()).strip():
        yield f" <{address}>"
    yield edge


def _opening(element: _Element, tag: str) -> Iterator[str]:
    if tag == "br":
        yield LINE
    elif tag == "li":
        yield "- "
    elif tag in ("td", "th") and element.getprevious() is not None:
        yield " | "
    elif tag == "img" and element.get("alt"):
        yield f"[{_SPACES.sub(' ', element.get('alt', ''))}]"

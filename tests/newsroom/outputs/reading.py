"""How the tests read the outputs: strictly, by other people's parsers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import html5lib
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}"

RUNS = {
    "script", "style", "iframe", "object", "embed", "applet", "form", "input", "button", "textarea", "svg", "math", "base", "link", "meta",
    "template", "noscript", "plaintext", "xmp", "title", "body", "html", "head", "frame", "audio", "video", "marquee", "details",
}  # fmt: skip
ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "srcset", "cite", "background"}


@dataclass(frozen=True, slots=True)
class Published:
    """A public article, as its edition's bytes have it."""

    article_id: int
    document: Mapping[str, Any]
    html: str

    @property
    def iri(self) -> str:
        return f"tag:localhost,2026:article/{self.article_id}"

    @property
    def section(self) -> str:
        return str(self.document["section"]["slug"])


def xml(data: bytes) -> etree._Element:
    """Strict XML without a network or entities."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def as_xml_can(text: str) -> str:
    """A text with U+FFFD for each character that XML 1.0 §2.2 does not allow, or that is a control above ASCII."""
    return "".join(letter if _allowed(ord(letter)) else "\ufffd" for letter in text)


def _allowed(code: int) -> bool:
    if code in (0x9, 0xA, 0xD):
        return True
    return 0x20 <= code <= 0x7E or 0xA0 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000


def dangers(html: str) -> list[str]:
    """What in a piece of HTML could run, load or leave its place, as a browser's parser sees it."""
    found = []
    for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in RUNS or ":" in element.tag:
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            if str(name).lower().startswith("on") or name == "style":
                found.append(f"{element.tag}[{name}]")
            if name in ADDRESSES and not value.startswith(("https://", "http://", "mailto:", "tel:")):
                found.append(f"{element.tag}[{name}={value[:40]}]")
    return found


def words(html: str) -> str:
    """The text of a piece of HTML, spaces folded."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return " ".join("".join(tree.itertext()).split())

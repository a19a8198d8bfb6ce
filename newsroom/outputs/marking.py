"""XML, written by lxml: nothing here puts markup together from texts."""

import re
from datetime import UTC, datetime

from lxml import etree

# What XML 1.0 cannot hold, not even as a reference (§2.2): most control characters, lone surrogates, U+FFFE, U+FFFF.
# And the control characters above ASCII, which it discourages: readers take them for Windows-1252, terminals obey them.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
MOMENT = "%Y-%m-%dT%H:%M:%S"


def legible(text: str) -> str:
    """The text with U+FFFD, which a reader sees, in the place of each character that XML cannot hold, or should not."""
    return _ILLEGAL.sub("\ufffd", text)


def root(name: str, namespaces: dict[str | None, str]) -> etree._Element:
    """A document's outermost element; `namespaces` by prefix, `None` for the element's own."""
    return etree.Element(etree.QName(namespaces.get(None), name), nsmap=namespaces)


def add(
    parent: etree._Element, name: str, text: str | None = None, /, **attributes: str | int | None
) -> etree._Element:
    """Adds an element, `prefix:name` or a name in the parent's own namespace.

    Attributes that are None are left out; a trailing underscore is dropped (`type_`), `lang` is `xml:lang`.
    """
    prefix, _, local = name.rpartition(":")
    element = etree.SubElement(parent, etree.QName(parent.nsmap.get(prefix or None), local))
    if text is not None:
        element.text = legible(text)
    for key, value in attributes.items():
        if value is not None:
            own = "{http://www.w3.org/XML/1998/namespace}lang" if key == "lang" else key.rstrip("_")
            element.set(own, legible(str(value)))
    return element


def write(document: etree._Element) -> bytes:
    """The document as UTF-8 bytes with its declaration."""
    return etree.tostring(document, xml_declaration=True, encoding="utf-8")


def rfc3339(moment: datetime) -> str:
    """A moment in UTC, to the second."""
    return f"{moment.astimezone(UTC):{MOMENT}}Z"

"""XMP (ISO 16684-1): read from any picture, and written into ours."""

from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from .values import Rights

MAX_BYTES = 2**20
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_packet(packet: bytes) -> dict[str, list[str]]:
    """Values by property, as `{"dc:creator": ["Nhật Bắc"]}`. A packet that is no XMP gives {}."""
    if not packet or len(packet) > MAX_BYTES:
        return {}
    text = packet.strip(b"\0 \r\n\t")
    try:
        root = fromstring(text, forbid_dtd=True)
    except Exception:  # Whatever the parser finds amiss: the picture is as good without it.
        return {}
    found: dict[str, list[str]] = {}
    for description in root.iter(f"{_RDF}Description"):
        for name, values in _properties(description):
            found.setdefault(name, values)
    return found


def _properties(description: Element) -> Iterator[tuple[str, list[str]]]:
    for tag, text in description.attrib.items():
        if (name := _short(tag)) and text.strip():
            yield name, [text.strip()]
    for child in description:
        if (name := _short(child.tag)) and (values := _values(child)):
            yield name, values


def _values(element: Element) -> list[str]:
    """The items of a list, the default language first; or the plain text."""
    items = [item for item in element.iter(f"{_RDF}li") if item.text and item.text.strip()]
    items.sort(key=lambda item: item.get(_LANGUAGE, "x-default") != "x-default")
    if items:
        return [str(item.text).strip() for item in items]
    return [element.text.strip()] if element.text and element.text.strip() else []


def _short(tag: str) -> str:
    """`dc:creator` of the tag with its namespace; "" for namespaces that nobody asks for."""
    space, _, name = tag.removeprefix("{").partition("}")
    return next((f"{prefix}:{name}" for prefix, uri in NAMESPACES.items() if uri == space), "")


def write_packet(rights: Rights) -> bytes:
    """The rights as an XMP packet in UTF-8. The same rights give the same bytes."""
    parts = [
        _plain("photoshop:Credit", rights.credit),
        _plain("photoshop:Source", rights.source),
        _list("dc:creator", "Seq", rights.creator),
        _list("dc:rights", "Alt", rights.copyright),
        _list("dc:description", "Alt", rights.caption),
        _list("xmpRights:UsageTerms", "Alt", rights.usage_terms),
        _list("Iptc4xmpCore:AltTextAccessibility", "Alt", rights.alt),
        _plain("Iptc4xmpExt:DigitalSourceType", rights.digital_source_type),
    ]
    spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    body = "".join(parts)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="{_RDF[1:-1]}"><rdf:Description rdf:about=""{spaces}>{body}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _plain(name: str, value: str) -> str:
    return f"<{name}>{_text(value)}</{name}>" if value else ""


def _list(name: str, kind: str, value: str) -> str:
    if not value:
        return ""
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    return f"<{name}><rdf:{kind}><rdf:li{language}>{_text(value)}</rdf:li></rdf:{kind}></{name}>"


def _text(value: str) -> str:
    """XML has no way to write most control characters."""
    return escape(
        "".join(letter for letter in value if letter.isprintable() or letter in "\n\t"), quote=False
    )

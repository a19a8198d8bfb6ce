"""Inline markup of a legacy page, rebuilt from an allow-list: nothing of the original HTML is copied through."""

import re
from html import escape
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from articles.language import clean_line

from .document import Line

_KEPT = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "sub": "sub", "sup": "sup", "u": "u"}
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]")
DROPPED = frozenset(
    "script style noscript template input button select textarea option svg math canvas object embed applet audio "
    "link meta base head title frame frameset noframes param source track map area dialog".split()
)
_HIDDEN_CLASSES = frozenset({"hidden", "d-none", "sr-only", "visually-hidden", "screen-reader-text"})
_SHOWN_WIDE = re.compile(r"\bd-(?:sm|md|lg|xl|xxl)-|:(?:block|flex|grid|inline|table|contents)")
"""Hidden on a telephone only: frameworks write the wider screens as classes beside it."""
_ONE_LINK = re.compile(
    r'(?:<strong>|<em>)*<a href="(?P<href>[^"]*)">(?:(?!</a>).)*</a>(?:</strong>|</em>)*', re.DOTALL
)
MAX_URL = 2000
MAX_DEPTH = 60


def safe_address(href: str, base: str = "") -> str:
    """An http, https or mailto address, or one relative to the page; "" for anything else (javascript:, data:, file:)."""
    address = _UNSAFE.sub("", href)[:MAX_URL]
    if not address or address.startswith(("#", "\\", "//\\")):
        return ""
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        return ""
    if scheme not in ("", "http", "https", "mailto") or ("\\" in address and not scheme):
        return ""
    if scheme or not base:
        return address
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def only_link(markup: str) -> str | None:
    """Where a run of inline markup leads that is one link and nothing else; None for any other."""
    match = _ONE_LINK.fullmatch(markup)
    return match["href"].replace("&amp;", "&") if match else None


def clean_node(text: str | None) -> str:
    """A text node with its inner spaces set right and one space kept at each edge that had one."""
    if not text:
        return ""
    core = clean_line(text.replace("\n", " "))
    if not core:
        return " "
    return (" " if text[0].isspace() else "") + core + (" " if text[-1].isspace() else "")


class InlineWriter:
    """Collects runs of inline content and gives them out line by line (`<br>` ends a line)."""

    def __init__(self, base: str = "") -> None:
        self.base = base
        self.lines: list[Line] = []
        self._html: list[str] = []
        self._text: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._link = ""
        self._blank = True
        self._after_link = False
        self._after_span = False
        """A span that only a style sheet sets apart: "<span class=place>Hà Nội</span>Sau bão"."""

    def text(self, node: str | None) -> None:
        piece = clean_node(node)
        if piece and self._after_span and piece[0].isupper() and "".join(self._text[-1:])[-1:].islower():
            piece = f" {piece}"
        self._after_link = self._after_link and not piece
        self._after_span = self._after_span and not piece
        if piece and not (piece == " " and not "".join(self._text[-1:]).strip()):
            self._text.append(piece)
            self._html.append(escape(piece, quote=False))

    def end_line(self) -> None:
        """Ends the line; open tags are closed and opened again on the next one."""
        for tag, _start in reversed(self._open):
            self._html.append(f"</{tag}>")
        text = re.sub(r"\s+", " ", "".join(self._text)).strip()
        if text:
            self.lines.append(Line(text, _tidy("".join(self._html)), gap=self._blank, link=self._link))
        self._blank = not text
        self._text, self._link = [], ""
        self._html = [start for _tag, start in self._open]

    def take(self) -> list[Line]:
        """The lines so far, the one in work included; the next one starts with a gap."""
        self.end_line()
        lines, self.lines, self._blank = self.lines, [], True
        return lines

    def element(self, element: HtmlElement, depth: int = 0) -> None:
        """One inline element and its content (not its tail)."""
        tag = str(element.tag)
        if depth > MAX_DEPTH:
            self.text(str(element.text_content()))
            return
        if tag == "br":
            self.end_line()
            return
        kept = self._start_tag(element, tag)
        if tag == "span" and element.get("class") is not None:
            self._part_from(str(element.text_content()))
        if (tag == "a" and self._after_link) or tag == "time":
            self.text(" ")
        if kept:
            self._open.append(kept)
            self._html.append(kept[1])
        self.text(element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in DROPPED and not is_hidden(child):
                self.element(child, depth + 1)
            self.text(child.tail)
        if kept:
            self._html.append(f"</{kept[0]}>")
            self._open.pop()
        self._after_link = tag == "a"
        self._after_span = tag == "span" and element.get("class") is not None

    def _part_from(self, text: str) -> None:
        """A space in front of a span that only a style sheet sets apart: "ra đồng<span class=credit>Ảnh: A</span>"."""
        before = "".join(self._text[-1:])
        if text[:1].isupper() and (before[-1:].islower() or before[-1:] in tuple(".!?)”")):
            self.text(" ")

    def _start_tag(self, element: HtmlElement, tag: str) -> tuple[str, str] | None:
        if tag == "a":
            address = safe_address(element.get("href") or "", self.base)
            if not address or any(name == "a" for name, _start in self._open):
                return None
            self._link = self._link or (address if address.startswith("http") else "")
            return "a", f'<a href="{escape(address)}">'
        name = _KEPT.get(tag) or _styled(element)
        if not name or any(name == other for other, _start in self._open):
            return None
        return name, f"<{name}>"


def _styled(element: HtmlElement) -> str:
    style = re.sub(r"\s", "", element.get("style") or "").casefold()
    if "font-weight:bold" in style or "font-weight:700" in style:
        return "strong"
    return "em" if "font-style:italic" in style else ""


def is_hidden(element: HtmlElement) -> bool:
    style = re.sub(r"\s", "", element.get("style") or "").casefold()
    if "display:none" in style or "visibility:hidden" in style or element.get("hidden") is not None:
        return True
    classes = (element.get("class") or "").casefold()
    return not _HIDDEN_CLASSES.isdisjoint(classes.split()) and not _SHOWN_WIDE.search(classes)


def _tidy(html: str) -> str:
    """Spaces collapsed, spaces moved out of tags, empty and doubled tags removed."""
    html = re.sub(r"\s+", " ", html)
    html = re.sub(r"(<(?:strong|em|u|sub|sup)>)\s+", r" \1", html)
    html = re.sub(r"\s+(</(?:strong|em|u|sub|sup|a)>)", r"\1 ", html)
    previous = ""
    while previous != html:
        previous = html
        html = re.sub(r"<(strong|em|u|sub|sup)>(\s*)</\1>", r"\2", html)
        html = re.sub(r"<a href=\"[^\"]*\">(\s*)</a>", r"\1", html)
        html = re.sub(r"</(strong|em|u)>(\s*)<\1>", r"\2", html)
    return re.sub(r"\s+", " ", html).strip()

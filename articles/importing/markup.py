"""Walks the tree of an HTML page and writes its visible content as lines and ready blocks, in reading order."""

import re
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from articles.language import clean_line

from .attachments import FILE_NAME
from .decode import MAX_LINES, PageError
from .document import Hint, Line
from .figures import embed_address, is_frame, read_figure, read_frame, read_image
from .inline import DROPPED, InlineWriter, is_hidden, only_link
from .noise import is_noise
from .page import Attachment, Embed, ListBlock, PhotoLine, Quote, Rich
from .quotes import signs_quote, split_signature
from .roles import is_body, names_of, role_of
from .tables import read_table
from .wording import marked as _

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hr html "
    "iframe img li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul video".split()
)
_DEEPEST = 180
_CAPTION_WORDS = 60
_PROSE_WORDS = 15
_SMALL_WORDS = 25
_TAG_LABEL = re.compile(r"(?:từ kh[oó][áa]|tags?|thẻ|chủ đề)\s*[:：]?", re.IGNORECASE)
_FILE_LABEL = re.compile(r"^(?:tệp|file)(?: đính kèm)?\s*\d*\s*:\s*(?=\S)", re.IGNORECASE)
_QUOTE = re.compile(
    r"(?:^|[\s_-])(?:pull|block)?[-_]?quote(?:[-_]?(?:box|wrap|block))?(?:$|\s)", re.IGNORECASE
)
_INHERITED: frozenset[Hint] = frozenset({"chrome", "related", "noise"})


class Walker:
    """Reads one tree. `lines` grows in reading order; `body` is the range of lines of the article's container."""

    def __init__(
        self, container: HtmlElement | None, spine: set[HtmlElement], base: str, whole: int = 0
    ) -> None:
        self.lines: list[Line] = []
        self.body = (0, 0)
        self.dropped_frames: list[str] = []
        self._container = container
        self._spine = spine
        self._base = base
        self._writer = InlineWriter(base)
        self._in_prose = False
        self._whole = whole
        """Letters of prose on the whole page; 0 when a part is read by itself."""

    def walk(self, element: HtmlElement, hint: Hint = "", inside: bool = False, depth: int = 0) -> None:
        """One block element: its text, its children and their tails; `hint` is what its ancestors are."""
        start = len(self.lines)
        holds_body = element is self._container
        inside = inside or holds_body or is_body(element)
        if element not in self._spine and hint not in _INHERITED:
            hint = self._role(element, inside) or hint
        self._writer.text(element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in DROPPED and not is_hidden(child):
                self._child(child, hint, inside, depth + 1)
            self._writer.text(child.tail)
        self._flush(hint)
        if holds_body:
            self.body = (start, len(self.lines))
        if element.tag == "p" or (len(self.lines) - start <= 3 and _is_centred(element)):
            self._mark_captions(start)
        if start and self.lines[start - 1].is_photo and len(self.lines) == start + 1 and _is_centred(element):
            self._mark_captions(start - 1)

    def _child(self, child: HtmlElement, hint: Hint, inside: bool, depth: int) -> None:
        if depth > _DEEPEST:
            self._writer.text(str(child.text_content()))
            return
        if hint not in _INHERITED and child not in self._spine and self._tags(child, hint, inside):
            return
        if child.tag not in _BLOCKS and next(child.iterdescendants(*_BLOCKS), None) is None:
            self._inline(child, hint, inside)
            return
        self._flush(hint)
        own = hint if hint in _INHERITED or child in self._spine else self._role(child, inside) or hint
        handler = getattr(self, f"_{child.tag}", None) if child.tag in _HANDLED else None
        if inside and self._in_prose and _QUOTE.search(names_of(child)):
            handler = self._blockquote
        if handler is None or not handler(child, own):
            self._walk_block(child, hint, inside, depth)

    def _tags(self, element: HtmlElement, hint: Hint, inside: bool) -> bool:
        """A list of links to key words becomes a labelled line, whatever parts them on the page."""
        if self._role(element, inside) != "tags":
            return False
        words = [clean_line(str(link.text_content())) for link in element.iter("a")]
        words = [word.strip(" #,;") for word in words if word.strip(" #,;")]
        label = clean_line(
            " ".join(str(text) for text in element.xpath(".//text()[not(ancestor::a)]"))
        ).strip(" #,;:|•-")
        if not words or (label and not _TAG_LABEL.fullmatch(label)):
            return False
        self._flush(hint)
        self.lines.append(Line(f"{label or 'Tags'}: {', '.join(words)}", hint="tags"))
        return True

    def _walk_block(self, child: HtmlElement, hint: Hint, inside: bool, depth: int) -> None:
        start = len(self.lines)
        self.walk(child, hint, inside, depth)
        tag = str(child.tag)
        if tag[0] == "h" and tag[1:].isdigit():
            self.lines[start:] = [_as_heading(line, int(tag[1:]), inside) for line in self.lines[start:]]

    def _inline(self, child: HtmlElement, hint: Hint, inside: bool) -> None:
        """An inline element with a role of its own (a date in a span, a link to another item) is a line of its own; so is
        each link in a box of related titles, wherever it leads."""
        role = "" if hint in _INHERITED else self._role(child, inside)
        role = role if role == "related" or not (inside and self._in_prose) else ""
        boxed = hint == "related" and child.tag == "a"
        if role or boxed:
            self._flush(hint)
        self._writer.element(child)
        start = len(self.lines)
        if role or boxed:
            self._flush(role or hint)
        if boxed:
            self.lines[start:] = [replace(line, link=line.link or "#") for line in self.lines[start:]]

    def _role(self, element: HtmlElement, inside: bool) -> Hint:
        """Above the first paragraph the article's own container holds what stands above it elsewhere: small parts there
        are what they are called."""
        small = not self._in_prose and _is_small(element)
        if small and _is_buttons(element):
            return "noise"
        role = role_of(element, inside and not small)
        return "" if role in _INHERITED and not small and self._holds_story(element) else role

    def _holds_story(self, element: HtmlElement) -> bool:
        """No button, menu or related title is as long as half of the page, whatever its class is called ("news-view-body")."""
        return self._container is None and prose_letters(element) * 2 > self._whole > 0

    def _flush(self, hint: Hint) -> None:
        for line in self._writer.take():
            self._in_prose = self._in_prose or len(line.text.split()) >= _PROSE_WORDS
            self.lines.append(_attachment(replace(line, hint=hint)))
        if len(self.lines) > MAX_LINES:
            raise PageError(_("The page is too large"), f"> {MAX_LINES:,}")

    def _mark_captions(self, start: int) -> None:
        """Text in the same paragraph as a picture is its caption."""
        lines = self.lines[start:]
        if any(line.is_photo for line in lines):
            self.lines[start:] = [
                replace(line, hint="caption")
                if line.text and len(line.text.split()) <= _CAPTION_WORDS
                else line
                for line in lines
            ]

    def _photos(self, photos: list[PhotoLine], hint: Hint) -> bool:
        self.lines.extend(Line("", hint=hint, block=photo) for photo in photos)
        return bool(photos)

    def _img(self, element: HtmlElement, hint: Hint) -> bool:
        photo = read_image(element, self._base)
        return self._photos([photo] if photo else [], hint) or True

    _video = _img

    def _figure(self, element: HtmlElement, hint: Hint) -> bool:
        if self._captioned_table(element, hint):
            return True
        if next(element.iterdescendants("table", "blockquote", "iframe", "figure"), None) is not None:
            return False
        return self._photos(read_figure(element, self._base), hint)

    def _captioned_table(self, figure: HtmlElement, hint: Hint) -> bool:
        """A table of data with its caption below it, in a figure."""
        tables = list(figure.iterdescendants("table"))
        table = read_table(tables[0], self._base) if len(tables) == 1 else None
        caption = next(figure.iterdescendants("figcaption"), None)
        if table is None or caption is None or table.caption:
            return False
        text = clean_line(str(caption.text_content()))
        self.lines.append(Line("", hint=hint, block=replace(table, caption=text)))
        return True

    def _iframe(self, element: HtmlElement, hint: Hint) -> bool:
        address = embed_address(element)
        if address:
            self.lines.append(Line("", hint=hint, block=Embed(address)))
        elif element.get("src"):
            self.dropped_frames.append((element.get("src") or "")[:200])
        return True

    def _table(self, element: HtmlElement, hint: Hint) -> bool:
        if is_frame(element):
            return self._photos(read_frame(element, self._base), hint)
        table = read_table(element, self._base)
        if table is not None:
            self.lines.append(Line("", hint=hint, block=table))
        return table is not None

    def _ul(self, element: HtmlElement, hint: Hint) -> bool:
        if (
            hint in _INHERITED
            or next(element.iterdescendants("img", "table", "figure", "h2", "h3"), None) is not None
        ):
            return False
        items = [item for entry in element.iter("li") for item in self._item(entry)]
        if not items:
            return False
        files = [_attachment(Line(item.text, item.html)) for item in items]
        if all(file.block is not None for file in files):
            self.lines.extend(replace(file, hint=hint) for file in files)
            return True
        if len(items) > 1 and _TAG_LABEL.fullmatch(items[0].text):
            words = ", ".join(item.text for item in items[1:])
            self.lines.append(Line(f"{items[0].text.rstrip(' :：')}: {words}", hint="tags"))
            return True
        ordered = element.tag == "ol" and (element.get("start") or "1") == "1"
        self.lines.append(Line("", hint=hint, block=ListBlock(ordered, tuple(items))))
        return True

    _ol = _ul

    def _item(self, entry: HtmlElement) -> list[Rich]:
        """The text of one item without that of the lists in it, which follow as items of their own."""
        writer = InlineWriter(self._base)
        writer.text(entry.text)
        for child in entry:
            if (
                isinstance(child.tag, str)
                and child.tag not in DROPPED
                and child.tag not in ("ul", "ol")
                and not is_hidden(child)
            ):
                writer.element(child)
                writer.text(" " if child.tag in _BLOCKS else None)
            writer.text(child.tail)
        lines = writer.take()
        text = " ".join(line.text for line in lines)
        return [Rich(" ".join(line.markup for line in lines), text)] if text else []

    def _blockquote(self, element: HtmlElement, hint: Hint) -> bool:
        if (
            next(element.iterdescendants("img", "table", "ul", "ol", "iframe", "blockquote"), None)
            is not None
        ):
            return False
        inner = Walker(None, set(), self._base)
        inner.walk(element)
        lines = [line for line in inner.lines if line.text]
        if not lines:
            return True
        cited = next(iter(element.iterdescendants("cite", "footer")), None)
        name = clean_line(str(cited.text_content())) if cited is not None else ""
        if name and lines[-1].text.endswith(name):
            lines = _without_end(lines, name)
        elif len(lines) > 1 and signs_quote(lines[-1].text):
            name = lines.pop().text.lstrip("-–— ")
        text = "\n".join(line.text for line in lines)
        quote, signature = split_signature(text) if not name else (text, "")
        html = "<br>".join(line.markup for line in lines) if not signature else ""
        self.lines.append(Line("", hint=hint, block=Quote(quote, (name or signature).strip("-–— "), html)))
        return True


def prose_letters(element: HtmlElement) -> int:
    """Letters of the element's text outside links, scripts and lists of links."""
    links = sum(len(str(link.text_content())) for link in element.iter("a"))
    code = sum(len(part.text or "") for part in element.iter("script", "style", "noscript"))
    return len(str(element.text_content())) - links - code


def _is_buttons(element: HtmlElement) -> bool:
    """Icons beside the words of buttons: "Xem với cỡ chữ" and two pictures of a letter."""
    if next(element.iterdescendants("img"), None) is None:
        return False
    text = clean_line(str(element.text_content()))
    return bool(text) and is_noise(text)


def _is_small(element: HtmlElement) -> bool:
    words = 0
    for text in element.itertext():
        words += len(text.split())
        if words > _SMALL_WORDS:
            return False
    return True


_HANDLED = frozenset("img video figure iframe table ul ol blockquote".split())


def _is_centred(element: HtmlElement) -> bool:
    """A line set like the picture above it; a bold one is a subheading."""
    style = re.sub(r"\s", "", element.get("style") or "").casefold()
    centred = "text-align:center" in style or (element.get("align") or "").casefold() == "center"
    centred = centred or element.tag == "center"
    return centred and next(element.iterdescendants("strong", "b"), None) is None


def _without_end(lines: list[Line], name: str) -> list[Line]:
    rest = lines[-1].text.removesuffix(name).rstrip(" -–—")
    return [*lines[:-1], lines[-1].with_text(rest)] if rest else lines[:-1]


def _as_heading(line: Line, rank: int, inside: bool) -> Line:
    """A heading, unless it is as long as a lead; the first rank outside the body is the headline."""
    if line.block is not None or line.hint in ("lead", "related", "chrome", "noise"):
        return line
    if rank == 1 and not inside:
        return replace(line, hint=line.hint or "headline", level=0)
    if line.hint == "headline" or len(line.text.split()) > 25:
        return line
    return replace(line, level=rank)


def _attachment(line: Line) -> Line:
    """A line that is nothing but a link to a document is a file offered with the page."""
    address = only_link(line.html)
    if address is None or not FILE_NAME.fullmatch(unquote(urlsplit(address).path).rsplit("/", 1)[-1]):
        return line
    name = _FILE_LABEL.sub("", line.text)
    return replace(line, text="", html="", block=Attachment(address, name))

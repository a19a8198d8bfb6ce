"""Reads a saved HTML page into lines: finds the article in the page, and drops whatever acts or loads."""

import re
from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from articles.language import clean_line, fold

from .attachments import parse_attachments
from .authors import parse_byline
from .decode import PageError
from .document import Document, Line
from .markup import Walker, prose_letters
from .metadata import read_metadata, without_site
from .page import Attachment, Notice
from .roles import is_body, is_of_site
from .sources import according_source, labelled_source
from .tags import parse_tags
from .wording import marked as _

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_MANY_WORDS = 30


def looks_like_html(text: str) -> bool:
    head = text[:3000].lstrip().casefold()
    return bool(
        re.match(
            r"(?:<!--.{0,300}?-->\s*)*<(?:!doctype html|html|head|body|article|\?xml)\b|<!doctype",
            head,
            re.DOTALL,
        )
    ) or bool(
        re.search(r"<(?:html|body|article|div|p|h1|meta)[\s>]", head)
        and re.search(r"</(?:p|div|h1|article|head|body|html)>", text[:200_000].casefold())
    )


def read_html(text: str, address: str = "") -> Document:
    """Lines of a decoded HTML page. `address`: where it stood, for relative links. Raises PageError.

    No entity is expanded and nothing is fetched: the parser is lxml's HTML parser on bytes in memory.
    """
    root = _parse(text)
    metadata = read_metadata(root, text)
    metadata.headline = without_site(metadata.headline)
    container = _container(root)
    body = root.find("body")
    spine = _spine(root, container, metadata.headline)
    walker = Walker(container, spine, address or metadata.address, whole=prose_letters(root))
    walker.walk(body if body is not None else root)
    lines = _zones(walker.lines, walker.body) if container is not None else walker.lines
    warnings = [
        Notice(_("A frame of another site was dropped"), address) for address in walker.dropped_frames
    ]
    return Document(lines, metadata, warnings)


def _parse(text: str) -> HtmlElement:
    data = _DECLARATION.sub("", text).encode("utf-8", "ignore")
    # huge_tree lifts the limit of 256 levels, which old pages with unclosed <font> tags reach; the size is bounded before.
    parser = HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = document_fromstring(data, parser=parser, ensure_head_body=True)
    except (etree.LxmlError, ValueError) as error:
        raise PageError(_("This is not a text or HTML page"), str(error)[:200]) from error
    if any("depth" in entry.message.casefold() for entry in parser.error_log):
        raise PageError(_("The page is nested too deeply to be read whole"))
    return root


def _container(root: HtmlElement) -> HtmlElement | None:
    """The innermost element that names itself the body of the article and holds enough of the page's prose."""
    named = [element for element in root.iter() if isinstance(element.tag, str) and is_body(element)]
    if not named:
        named = list(root.iter("article"))
    sized = [(prose_letters(element), element) for element in named[:200]]
    most = max((size for size, _element in sized), default=0)
    whole = max(prose_letters(root), 1)
    if most == 0 or most * 3 < whole:
        return None
    return [element for size, element in sized if size * 10 >= most * 9][-1]


def _spine(root: HtmlElement, container: HtmlElement | None, title: str) -> set[HtmlElement]:
    """Elements around the article and its headline: their class names say nothing about its lines."""
    ranks = [rank for rank in root.iter("h1") if not is_of_site(rank)]
    headlines = [rank for rank in ranks if fold(clean_line(rank.text_content())) == fold(title)] or ranks[:1]
    inner = [*headlines, *([container] if container is not None else [])]
    return {ancestor for element in inner for ancestor in element.iterancestors()}


def _zones(lines: list[Line], body: tuple[int, int]) -> list[Line]:
    """Below the article's container only labelled or named particulars count; the rest is the page's tail."""
    below = lines[body[1] :]
    kept, tail = [], []
    for line in below:
        if line.hint not in ("chrome", "related", "noise") and _is_particular(line):
            kept.append(replace(line, level=0))
        else:
            tail.append(line if line.hint == "chrome" else replace(line, hint="related"))
    return lines[: body[1]] + kept + tail


def _is_particular(line: Line) -> bool:
    if isinstance(line.block, Attachment) or (line.block is None and parse_attachments(line.text)):
        return True
    if line.block is not None or len(line.text.split()) > _MANY_WORDS:
        return False
    if line.hint in ("author", "source", "tags"):
        return True
    byline = parse_byline(line.text)
    labelled = byline is not None and (byline.labelled or byline.score >= 0.75)
    return bool(
        labelled or parse_tags(line.text) or labelled_source(line.text) or according_source(line.text)
    )

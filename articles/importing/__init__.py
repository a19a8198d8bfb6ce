"""Reads a legacy page (plain text or saved HTML) into its parts. Pure: no models, no network, no clock.

`read_page(data)` gives a `Page`: headline, dates, lead, source, authors, blocks, and for each decision a
finding with its confidence. What is no part of the article is listed in `Page.discarded`; what no rule
could place is an `Unplaced` block.
"""

import hashlib

from .decode import MAX_BYTES, MAX_LINES, PageError, decode
from .figures import local_file
from .html import looks_like_html, read_html
from .page import (
    Attachment,
    Author,
    Block,
    Discarded,
    Embed,
    Finding,
    Heading,
    ListBlock,
    Notice,
    Page,
    Paragraph,
    PhotoLine,
    Quote,
    Rich,
    Source,
    Table,
    Unplaced,
)
from .recognise import recognise
from .text import read_text
from .wording import marked as _

__all__ = [
    "MAX_BYTES",
    "Attachment",
    "Author",
    "Block",
    "Discarded",
    "Embed",
    "Finding",
    "Heading",
    "ListBlock",
    "Notice",
    "Page",
    "PageError",
    "Paragraph",
    "PhotoLine",
    "Quote",
    "Rich",
    "Source",
    "Table",
    "Unplaced",
    "local_file",
    "read_page",
]


def read_page(data: bytes, *, address: str = "") -> Page:
    """One page from its raw bytes. `address`, where the page stood on the web, wins over what the page says.

    Raises PageError when the bytes are no page (too large, empty, binary).
    """
    decoded = decode(data)
    document = read_html(decoded.text, address) if looks_like_html(decoded.text) else read_text(decoded.text)
    if not document.lines:
        raise PageError(_("The page is empty"))
    if len(document.lines) > MAX_LINES:
        raise PageError(_("The page is too large"), f"{len(document.lines):,} > {MAX_LINES:,}")
    document.digest = hashlib.sha256(data).hexdigest()
    document.encoding = decoded.encoding
    document.warnings = [*decoded.warnings, *document.warnings]
    page = recognise(document)
    if address:
        page.address = address
        page.found("address", address, 1.0, _("given with the page"))
    return page

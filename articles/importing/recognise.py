"""From lines to a page: the order of the steps, and the check that nothing visible was lost."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from articles.language import fold

from .dates import find_date
from .document import Document, Line
from .ending import merge_labels, read_ending
from .lead import take_lead
from .legacy import legacy_encoding
from .lists import find_marker
from .names import split_names
from .noise import is_account
from .page import Author, Page, PhotoLine, Unplaced
from .particulars import accept_tags
from .sources import is_registered
from .structure import build_blocks
from .tail import cut_tail
from .top import read_below_lead, read_top
from .wording import marked as _

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
_WORD = re.compile(r"\w+")
_LETTER = re.compile(r"[^\W\d_]")


def recognise(document: Document) -> Page:
    """The page that a document's lines describe: head, tail, ending, lead, then the blocks of the body."""
    page = Page(digest=document.digest, encoding=document.encoding, warnings=list(document.warnings))
    lines = []
    for line in merge_labels(document.lines):
        if line.hint == "chrome":
            page.discard(line.all_text(), _("frame of the page"))
        else:
            lines.append(line)
    lines = read_top(lines, page, document.metadata)
    kept: list[Line] = []
    lines = cut_tail(lines, page, kept)
    lines = read_ending(lines, kept, page)
    lines = [line for line in lines if line.block is not None or not accept_tags(page, line.text)]
    lines = read_below_lead(take_lead(lines, page), page)
    page.blocks += build_blocks(lines, page, document.has_gaps)
    _fill_from_metadata(page, document)
    _restore_lost(page, document.lines)
    _warn(page, document)
    return page


def _fill_from_metadata(page: Page, document: Document) -> None:
    """The head of an HTML page speaks where the visible page is silent."""
    metadata = document.metadata
    published = _moment(metadata.published)
    if page.published_at is None and published:
        page.published_at = published
        page.updated_at = _moment(metadata.modified)
        page.found("published_at", published.isoformat(), 0.8, _("from the page's metadata"))
    elif published and page.published_at and published.date() != page.published_at.date():
        page.warn(_("The page's metadata gives another date"), metadata.published)
    elif published and page.published_at and _lacks_time(page):
        page.published_at = published
        page.found("published_at", published.isoformat(), 0.8, _("the time of day from the page's metadata"))
    named = [
        name
        for entry in metadata.authors
        for name in split_names(entry)
        if not (is_account(name) or is_registered(name))
    ]
    if not page.authors and named:
        page.authors = [Author(name) for name in named]
        page.found("author", ", ".join(named), 0.6, _("from the page's metadata"))
    if not page.tags:
        page.tags = list(metadata.tags)
    if metadata.address:
        page.address = metadata.address
        page.found("address", page.address, 0.95, _("from the page's metadata"))
    page.language = metadata.language or _language(document.lines)


def _lacks_time(page: Page) -> bool:
    """The page prints the day alone."""
    date = find_date(page.date_line)
    return date is not None and not date.has_time


def _moment(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment.replace(tzinfo=LOCAL) if moment.tzinfo is None else moment.astimezone(LOCAL)


def _language(lines: list[Line]) -> str:
    text = " ".join(line.all_text() for line in lines)[:20_000]
    letters = len(_LETTER.findall(text))
    return "en" if letters > 200 and len(_VIETNAMESE.findall(text)) * 100 < letters else "vi"


def _restore_lost(page: Page, lines: list[Line]) -> None:
    """The last net: a visible line that no step kept becomes an unplaced block."""
    held = {word for text in page.every_text() for word in _WORD.findall(fold(text))}
    for line in lines:
        marker = find_marker(line.text)
        text = line.text[marker.length :] if marker else line.text
        if line.block is None and not held.issuperset(_WORD.findall(fold(text))):
            page.blocks.append(Unplaced(line.text))
            page.warn(_("A line was not recognised and is kept at the end"), line.text)


def _warn(page: Page, document: Document) -> None:
    if page.published_at is None:
        page.warn(_("No date was found"))
        page.found("published_at", "", 0.0, _("no date was found"))
    if page.updated_at and page.published_at and page.updated_at < page.published_at:
        page.warn(_("The page was updated before it was published"), page.updated_at.isoformat())
    if page.source and not page.source.url:
        page.warn(_("The source has no link"), page.source.name)
    if not page.headline:
        page.warn(_("No headline was found"))
    text = " ".join(line.all_text() for line in document.lines)
    legacy = legacy_encoding(text)
    if legacy:
        page.warn(_("The text was typed with a legacy font; it was not converted"), legacy, hinders=True)
    _warn_of_photos(page)


def _warn_of_photos(page: Page) -> None:
    for block in page.blocks:
        if not isinstance(block, PhotoLine):
            continue
        name = block.caption or block.file or block.url or block.credit
        if not block.credit and not page.photo_credit:
            page.warn(_("A photo has no credit"), name)
        if block.kind == "photo" and not block.file:
            page.warn(_("A photo waits for its file"), block.url or name)

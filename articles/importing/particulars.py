"""The particulars of an article (date, byline, source, address, key words) as one line gives them, written into the page."""

import re
from dataclasses import replace

from articles.language import fold

from .authors import Byline, parse_byline
from .dates import DateFound, find_date
from .document import Line
from .names import is_organisation, is_place, without_degree
from .noise import is_account, is_noise
from .page import Author, Page
from .sources import according_source, bare_source, is_registered, labelled_source
from .tags import parse_tags
from .wording import marked as _

_DOTS = re.compile(r"[.\s]")


def date_line(text: str) -> DateFound | None:
    """The date on a line that holds nothing else but what may stand beside it: an author, a source, a section."""
    date = find_date(text)
    if date is None:
        return None
    for part in _parts(date.rest):
        sure = date.has_time or date.labelled
        byline = parse_byline(part)
        known = labelled_source(part) or bare_source(part) or according_source(part) or is_place(part)
        known = (
            known
            or is_noise(part)
            or (byline is not None and (sure or byline.labelled or byline.score >= 0.55))
        )
        if not known and not (sure and len(part.split()) <= 6):
            return None
    return date


def accept_date(page: Page, date: DateFound, confidence: float, why: str) -> None:
    """Writes the date (and the author or source beside it) into the page; the first date stays the date of publication."""
    first = date.published or date.updated
    if page.published_at is None:
        page.published_at = first
        page.date_line = date.line
        page.updated_at = date.updated if date.published else None
        page.found("published_at", first.isoformat() if first else "", confidence, why)
        if page.updated_at:
            page.found("updated_at", page.updated_at.isoformat(), confidence, why)
    elif (
        date.published
        and (date.labelled or date.has_time)
        and is_change(page)
        and date.published < page.published_at
    ):
        page.updated_at, page.published_at = page.published_at, date.published
        page.discard(page.date_line, _("the day of the last change"))
        page.date_line = date.line
        page.found("published_at", date.published.isoformat(), confidence, why)
        page.found("updated_at", page.updated_at.isoformat(), 0.8, _("a second date line"))
    else:
        later = date.updated or (date.published if date.has_time else None)
        if page.updated_at is None and later and later > page.published_at:
            page.updated_at = later
            page.found("updated_at", later.isoformat(), 0.8, _("a second date line"))
        page.discard(date.line, _("second date line"))
    if not date.weekday_agrees:
        page.warn(_("The weekday does not agree with the date"), date.line)
    for part in _parts(date.rest):
        _accept_beside(page, part)


def is_change(page: Page) -> bool:
    """Until now the page names the day of its last change only."""
    date = find_date(page.date_line)
    return date is not None and date.published is None


def _accept_beside(page: Page, part: str) -> None:
    source = labelled_source(part) or bare_source(part) or according_source(part)
    byline = parse_byline(part)
    if source and not page.source:
        page.source = source
        page.found("source", source.name, 0.8, _("on the date line"))
    elif byline and not byline.only_photo and (byline.labelled or byline.score >= 0.45):
        accept_byline(page, byline, part, _("on the date line"))
    else:
        page.discard(part, _("on the date line"))


def named_author(line: Line) -> Byline | None:
    """What the markup calls the author, in few words and each with a capital: a pen name need not look like a name."""
    words = line.text.split()
    if line.hint != "author" or not 1 <= len(words) <= 5 or is_account(line.text) or is_registered(line.text):
        return None
    if not all(word[0].isupper() for word in words) or not all(word.isalpha() for word in words):
        return None
    return Byline(authors=[Author(line.text)], labelled=True, score=0.8)


def accept_byline(page: Page, byline: Byline, line: str, why: str) -> None:
    """Adds the authors of a byline, once each, its picture credit and its source."""
    for author in byline.authors:
        _add_author(page, author)
    page.photo_credit = page.photo_credit or byline.photo_credit
    page.source = page.source or byline.source
    page.found("author", line, byline.score, why)


def _add_author(page: Page, author: Author) -> None:
    """A body under a name is where that author works; a name that is known already is not added again."""
    last = page.authors[-1] if page.authors else None
    named = last and last.role != "editor" and not last.affiliation and not is_organisation(last.name)
    if last and named and is_organisation(author.name):
        page.authors[-1] = replace(last, affiliation=author.name)
        return
    known = {fold(without_degree(other.name)) for other in page.authors} | {
        fold(other.affiliation) for other in page.authors
    }
    if fold(without_degree(author.name)) in known or any(
        _are_initials(author.name, other.name) for other in page.authors
    ):
        return
    page.authors.append(author)


def _are_initials(text: str, name: str) -> bool:
    """ "N.X.L", or "X.L", as "Nguyễn Xuân Lâm" signs below the text."""
    letters = _DOTS.sub("", text)
    initials = "".join(word[0] for word in without_degree(name).split())
    return 2 <= len(letters) < len(name) and letters.isupper() and initials.endswith(letters)


def accept_url(page: Page, url: str) -> None:
    """An address alone on a line: that of the source when one is named and has none, else the page's own."""
    if page.source and not page.source.url:
        page.source = replace(page.source, url=url)
        page.found("source_url", url, 0.9, _("the line under the source"))
        return
    if page.address:
        page.discard(url, _("a second address"))
        return
    page.address = url
    page.found("address", url, 0.6, _("an address alone on a line"))


def accept_tags(page: Page, text: str) -> bool:
    tags = parse_tags(text)
    if not tags:
        return False
    if any(tag in page.tags for tag in tags):
        page.discard(text, _("key words named before"))
    page.tags.extend(tag for tag in dict.fromkeys(tags) if tag not in page.tags)
    page.found("tags", text, 0.95, _("labelled"))
    return True


def _parts(rest: str) -> list[str]:
    pieces = (piece.strip(" ,;/•·–—-") for piece in re.split(r"\||\s/\s|•", rest))
    return [
        piece[1:-1].strip() if re.fullmatch(r"[(\[][^()\[\]]*[)\]]", piece) else piece
        for piece in pieces
        if piece
    ]

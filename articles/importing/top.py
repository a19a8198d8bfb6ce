"""The head of a page: headline, kicker, date, authors and source above the lead; buttons and menus go."""

import re
from dataclasses import replace

from articles.language import fold

from .authors import parse_byline
from .dates import DateFound
from .document import Line, Metadata
from .names import is_organisation
from .noise import is_breadcrumb, is_chrome, is_noise
from .page import Author, ListBlock, Page, Unplaced
from .particulars import accept_byline, accept_date, accept_tags, accept_url, date_line
from .sources import according_source, bare_source, labelled_source, only_url
from .wording import marked as _

_WINDOW = 40
_REPEAT_WITHIN = 12
_AFTER_TITLE = re.compile(r"^\s*(?:[|»•:]|[-–—]\s)")


def read_top(lines: list[Line], page: Page, metadata: Metadata) -> list[Line]:
    """Takes everything above the lead off the lines and returns the rest. The date is that *after* the headline:
    the clock of the site, above it, looks the same."""
    index, confidence, why = _headline_index(lines, metadata)
    if index is None:
        page.headline = metadata.headline
        page.found("headline", page.headline, 0.6 if page.headline else 0.0, why)
        return _read_below(lines, page)
    page.headline = lines[index].text
    page.found("headline", page.headline, confidence, why)
    rest = _read_below(lines[index + 1 :], page)
    _read_above(lines[:index], page)
    return rest


def _headline_index(lines: list[Line], metadata: Metadata) -> tuple[int | None, float, str]:
    hinted = [i for i, line in enumerate(lines) if line.hint == "headline"]
    titles = fold(metadata.headline)
    for index in hinted:
        if not titles or titles.startswith(fold(lines[index].text)):
            return index, 0.98, _("the markup names it")
    if hinted:
        return hinted[0], 0.9, _("the markup names it")
    candidates = _candidates(lines)
    for index in candidates:
        if titles and len(lines[index].text.split()) > 3 and titles.startswith(fold(lines[index].text)):
            return index, 0.95, _("it is the title of the document")
    ranked = [i for i in candidates if lines[i].level and _is_above_its_date(lines, i, 6)]
    if ranked:
        return ranked[0], 0.7, _("the first heading, with the date below it")
    printed = [
        i for i in candidates if not is_organisation(lines[i].text) and _is_above_its_date(lines, i, 2)
    ]
    if metadata.headline and printed:
        return printed[0], 0.6, _("the line right above the date")
    if metadata.headline:
        return None, 0.6, _("taken from the document's title; the page does not print it")
    if not candidates:
        first = next((i for i, line in enumerate(lines) if line.block is None), None)
        return first, 0.3, _("the first line, for want of a better one")
    repeated = _repeated(lines, candidates)
    if repeated is not None:
        return repeated, 0.95, _("it stands twice at the top")
    return _choose(lines, candidates)


def _is_above_its_date(lines: list[Line], index: int, within: int) -> bool:
    """A line of some length, with the date on one of the next lines."""
    return len(lines[index].text.split()) > 3 and any(
        line.block is None and date_line(line.text) for line in lines[index + 1 : index + 1 + within]
    )


def _candidates(lines: list[Line]) -> list[int]:
    found: list[int] = []
    for index, line in enumerate(lines[:_WINDOW]):
        if line.block is not None or line.hint in ("noise", "date", "author", "source", "lead"):
            continue
        words = len(line.text.split())
        if words >= 40 or (found and words >= 15 and line.text[-1] in ".:;"):
            break
        frame = is_noise(line.text) or is_breadcrumb(line.text) or is_chrome(line.text) or only_url(line.text)
        if not frame and not date_line(line.text):
            found.append(index)
    return found


def _repeated(lines: list[Line], candidates: list[int]) -> int | None:
    for first in candidates:
        key = fold(lines[first].text)
        for later in reversed(candidates):
            if not first < later <= first + _REPEAT_WITHIN:
                continue
            other = fold(lines[later].text)
            if key == other and (later - first > 1 or len(key.split()) >= 5):
                return later
            if len(other.split()) >= 5 and key.startswith(other) and _AFTER_TITLE.match(key[len(other) :]):
                return later
    return None


def _choose(lines: list[Line], candidates: list[int]) -> tuple[int, float, str]:
    crumb = max((i for i, line in enumerate(lines[: candidates[-1]]) if is_breadcrumb(line.text)), default=-1)
    dated = next(
        (
            i
            for i, line in enumerate(lines[:_WINDOW])
            if i > candidates[0] and i > crumb + 1 and date_line(line.text)
        ),
        None,
    )
    pool = [i for i in candidates if i > crumb and (dated is None or i < dated)] or candidates
    pool = [i for i in pool if not _is_byline(lines[i].text) and not is_organisation(lines[i].text)] or pool
    long = [i for i in pool if len(lines[i].text.split()) >= 5]
    if len(pool) == 1:
        return pool[0], 0.9 if dated else 0.8, _("the only line above the date and the text")
    if dated is None and pool[0] not in long:
        consecutive = long and all(i in pool for i in range(pool[0], long[0]))
        return (
            (long[0], 0.6, _("first long line"))
            if consecutive
            else (pool[0], 0.7, _("first line of the page"))
        )
    if long and len(pool) > 1 and _is_section_name(lines[pool[0]].text) and pool[1] in long:
        return pool[1], 0.8, _("the line under the name of a section")
    if long:
        framed = any(is_chrome(line.text) or is_breadcrumb(line.text) for line in lines[: long[0]])
        return long[-1 if framed else 0], 0.85, _("first line above the date that is no menu")
    return pool[-1], 0.6, _("last line above the date")


def _is_section_name(text: str) -> bool:
    """ "Chính trị - Xã hội": names of two or three syllables with a dash between them."""
    parts = re.split(r"\s+[-–—/&]\s+", text)
    return len(parts) > 1 and all(1 < len(part.split()) <= 3 for part in parts)


def _read_above(lines: list[Line], page: Page) -> None:
    """What stands above the headline: frame of the site, kicker, and perhaps the date."""
    plain = []
    for index, line in enumerate(lines):
        date = date_line(line.text) if line.block is None else None
        if date and page.published_at is None and _is_own_date(date, lines[index + 1 :]):
            accept_date(page, date, 0.6, _("above the headline, and no other date"))
        elif date and date.updated and page.published_at and not page.updated_at:
            accept_date(page, date, 0.6, _("above the headline, and no other date"))
        elif date:
            page.discard(line.text, _("clock of the site, above the headline"))
        elif (
            line.block is not None or is_noise(line.text) or is_breadcrumb(line.text) or is_chrome(line.text)
        ):
            page.discard(line.all_text(), _("frame of the page, above the headline"))
        elif only_url(line.text):
            page.address = page.address or only_url(line.text)
            page.found("address", page.address, 0.7, _("address above the headline"))
        else:
            plain.append(line.text)
    plain = _authors_above(plain, page)
    if len(plain) == 1 and _is_kicker(plain[0], page.headline):
        page.kicker = plain.pop()
        page.found("kicker", page.kicker, 0.5, _("short line above the headline"))
    for text in plain:
        page.discard(text, _("above the headline"))


def _authors_above(texts: list[str], page: Page) -> list[str]:
    """A name with a degree or a label above the headline, and the body under it; gives the other lines."""
    if page.authors:
        return texts
    start = next((index for index, text in enumerate(texts) if _is_byline(text)), len(texts))
    end = start
    while end < len(texts) and (end == start or is_organisation(texts[end]) or _is_byline(texts[end])):
        if not _take_author(Line(texts[end]), page, _("above the headline")):
            break
        end += 1
    return texts[:start] + texts[end:]


def _is_own_date(date: DateFound, between: list[Line]) -> bool:
    """The site's clock is followed by menus; a date right above the headline is the article's."""
    if date.line.rstrip().endswith(("-", "|")):
        return False
    return all(_is_with_date(line.text) for line in between)


def _is_with_date(text: str) -> bool:
    """A button, or the date of the last change: both stand with the article's own date."""
    date = date_line(text)
    return (date is not None and date.labelled) or (is_noise(text) and not is_breadcrumb(text))


def _is_kicker(text: str, headline: str) -> bool:
    same = fold(headline) in fold(text) or fold(text) in fold(headline)
    return len(text.split()) <= 8 and not is_organisation(text) and not same


def _read_below(lines: list[Line], page: Page) -> list[Line]:
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.block is not None and _is_button_block(line):
            page.discard(line.all_text(), _("buttons under the headline"))
            index += 1
            continue
        if line.block is not None or line.hint == "lead" or line.level:
            break
        if not _take(line, page):
            if _is_above_date(lines, index, page):
                page.blocks.append(Unplaced(line.text))
            elif _is_stray(lines, index):
                page.discard(line.text, _("among the buttons under the headline"))
            else:
                break
        index += 1
    return lines[index:]


def _is_button_block(line: Line) -> bool:
    """A list of buttons ("Gửi", "In ra"), or an icon among them."""
    if isinstance(line.block, ListBlock):
        return all(is_noise(item.text) for item in line.block.items)
    return line.hint == "noise" and line.is_photo


def _take(line: Line, page: Page) -> bool:
    text = line.text
    date = date_line(text)
    if date:
        accept_date(page, date, 0.95, _("a line of its own under the headline"))
        return True
    if line.hint == "noise" or is_noise(text) or is_breadcrumb(text):
        page.discard(text, _("buttons under the headline"))
        return True
    if fold(text) == fold(page.headline):
        page.discard(text, _("the headline again"))
        return True
    if only_url(text):
        accept_url(page, only_url(text))
        return True
    return (
        accept_tags(page, text)
        or _take_source(line, page)
        or _take_author(line, page, _("under the headline"))
    )


def _take_source(line: Line, page: Page) -> bool:
    source = labelled_source(line.text) or bare_source(line.text)
    source = source or (according_source(line.text) if len(line.text.split()) <= 10 else None)
    if source is None or page.source is not None:
        return False
    page.source = source if source.url or not line.link else replace(source, url=line.link)
    page.found("source", source.name, 0.85, _("under the headline"))
    return True


def _take_author(line: Line, page: Page, where: str) -> bool:
    text = line.text
    if page.authors and not page.authors[-1].affiliation and is_organisation(text) and text[-1] not in ".,":
        author = page.authors[-1]
        page.authors[-1] = Author(author.name, author.role, text)
        page.found("affiliation", text, 0.8, _("a body, under the author's name"))
        return True
    byline = parse_byline(text)
    if byline is None or byline.only_photo:
        return False
    sure = byline.labelled or line.hint == "author" or byline.score >= 0.55
    if not sure or (is_organisation(text) and line.hint != "author"):
        return False
    accept_byline(page, byline, text, where)
    return True


def _is_byline(text: str) -> bool:
    byline = parse_byline(text)
    return byline is not None and not byline.only_photo and (byline.labelled or byline.score >= 0.75)


def _is_above_date(lines: list[Line], index: int, page: Page) -> bool:
    """A line between headline and date that is no button: perhaps a second headline."""
    if page.published_at is not None or len(lines[index].text.split()) >= 35:
        return False
    return any(
        line.block is None and date_line(line.text) is not None for line in lines[index + 1 : index + 5]
    )


def _is_stray(lines: list[Line], index: int) -> bool:
    """A short label (a section's name) with more buttons, or the date, behind it."""
    text = lines[index].text
    if len(text.split()) > 8 or text[-1] in ".:;?!":
        return False
    nearby = lines[index + 1 : index + 3]
    return any(line.block is None and (is_noise(line.text) or date_line(line.text)) for line in nearby)

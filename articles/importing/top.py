"""The head of a page: headline, kicker, date, authors and source above the lead; buttons and menus go."""

import re
from dataclasses import replace
from itertools import pairwise

from articles.language import fold

from .authors import parse_byline
from .dates import DateFound
from .document import Line, Metadata
from .headline import headline_index, is_byline, is_section_name, join_broken_headline
from .lead import lead_prefix
from .lists import find_marker
from .names import is_organisation, name_score
from .noise import is_account, is_breadcrumb, is_chrome, is_noise, is_two_sections
from .page import Author, Heading, ListBlock, Page, Unplaced
from .particulars import (
    accept_byline,
    accept_date,
    accept_tags,
    accept_url,
    date_line,
    is_change,
    named_author,
)
from .sources import according_source, bare_source, labelled_source, only_url
from .wording import marked as _

_TIME_ALONE = re.compile(
    r"^[\s|,–-]*(?:lúc\s)?\d{1,2}\s?[:h]\s?\d{2}(?::\d{2})?(?:\s?(?:SA|CH|AM|PM))?(?:\s?\(?GMT\s?\+7\)?)?$"
)
_ARROWS = frozenset(">|>>|»|›|/".split("|"))
_PART = re.compile(r"(?:kỳ|bài|phần|tập)\s+(?:\d{1,2}|cuối|[ivx]{1,4})\s*[:.–-]", re.IGNORECASE)
"""The title of one part of a series, between the headline and the date."""


def read_top(lines: list[Line], page: Page, metadata: Metadata) -> list[Line]:
    """Takes everything above the lead off the lines and returns the rest. The date is that *after* the headline:
    the clock of the site, above it, looks the same."""
    lines = join_broken_headline(_with_time(_with_crumbs(lines)))
    index, confidence, why = headline_index(lines, metadata)
    if index is None:
        page.headline = metadata.headline
        page.found("headline", page.headline, 0.6 if page.headline else 0.0, why)
        return _read_below(lines, page)
    page.headline = lines[index].text
    page.found("headline", page.headline, confidence, why)
    rest = _read_below(lines[index + 1 :], page)
    _read_above(lines[:index], page, metadata.site)
    return rest


def _with_crumbs(lines: list[Line]) -> list[Line]:
    """A breadcrumb that was copied with its arrows on lines of their own as one line."""
    for index, line in enumerate(lines[:60]):
        if line.text in _ARROWS and 0 < index < len(lines) - 1:
            above, below = lines[index - 1], lines[index + 1]
            short = above.block is None and below.block is None and len(above.text.split()) <= 12
            if short and line.hint != "related":
                joined = above.with_text(f"{above.text} {line.text} {below.text}")
                return _with_crumbs([*lines[: index - 1], joined, *lines[index + 2 :]])
    return lines


def _with_time(lines: list[Line]) -> list[Line]:
    """A day and its time of day on two lines as one line."""
    for index, (line, following) in enumerate(pairwise(lines[:41])):
        if line.block is None and following.block is None and _TIME_ALONE.match(following.text):
            date = date_line(line.text)
            if date and not date.has_time:
                joined = line.with_text(f"{line.text} {following.text.strip(' |-–—,')}")
                return [*lines[:index], joined, *lines[index + 2 :]]
    return lines


def read_below_lead(lines: list[Line], page: Page) -> list[Line]:
    """Buttons, and who wrote it, between lead and story."""
    if not page.lead:
        return lines
    while len(lines) > 1 and lines[0].block is None and is_noise(lines[0].text):
        page.discard(lines[0].text, _("buttons under the lead"))
        lines = lines[1:]
    return lines[1:] if _take_byline_below_lead(lines, page) else lines


def _take_byline_below_lead(lines: list[Line], page: Page) -> bool:
    """Where neither top nor end of the page names anybody. The name of somebody of whom the story tells at once is a
    subheading."""
    if page.authors or len(lines) < 2 or lines[0].block is not None or lines[0].level:
        return False
    text = lines[0].text
    byline = parse_byline(text)
    names = [author.name for author in byline.authors] if byline and not byline.only_photo else []
    if byline is None or not names or min(map(name_score, names)) < (0.4 if byline.labelled else 0.75):
        return False
    if not byline.labelled and any(fold(name) in fold(lines[1].text) for name in names):
        return False
    accept_byline(page, byline, text, _("below the lead"))
    return True


def _read_above(lines: list[Line], page: Page, site: str) -> None:
    """What stands above the headline: frame of the `site` and its name, kicker, and perhaps the date."""
    plain = []
    for index, line in enumerate(lines):
        date = date_line(line.text) if line.block is None else None
        own = date and page.published_at is None and _is_own_date(date, lines[index + 1 :])
        changed = date and date.updated and page.published_at and not page.updated_at
        if date and (own or changed or _is_before_change(date, lines[index + 1 :], page)):
            accept_date(page, date, 0.6, _("above the headline, and no other date"))
        elif date:
            page.discard(line.text, _("clock of the site, above the headline"))
        elif (
            line.block is not None
            or is_noise(line.text)
            or is_breadcrumb(line.text)
            or is_chrome(line.text)
            or (site and fold(line.text) == fold(site))
        ):
            page.discard(line.all_text(), _("frame of the page, above the headline"))
        elif only_url(line.text):
            if page.address:
                page.discard(line.text, _("a second address"))
                continue
            page.address = only_url(line.text)
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
    start = next((index for index, text in enumerate(texts) if _is_above_byline(text)), len(texts))
    end = start
    while end < len(texts) and (end == start or is_organisation(texts[end]) or is_byline(texts[end])):
        if not _take_author(Line(texts[end]), page, _("above the headline")):
            break
        end += 1
    return texts[:start] + texts[end:]


def _is_above_byline(text: str) -> bool:
    """A menu in capitals looks like a list of names: above a headline they need a label."""
    byline = parse_byline(text)
    return byline is not None and is_byline(text) and (byline.labelled or not text.isupper())


def _is_own_date(date: DateFound, between: list[Line]) -> bool:
    """The site's clock is followed by menus; a date right above the headline is the article's."""
    if date.line.rstrip().endswith(("-", "|")):
        return False
    if date.labelled and date.has_time:
        return True
    return all(_is_with_date(line.text) for line in between)


def _is_before_change(date: DateFound, between: list[Line], page: Page) -> bool:
    """The article's own date, where the page has told the day of a change only. The site's clock is later than that."""
    first = date.published and page.published_at and date.published < page.published_at
    return bool(first) and is_change(page) and _is_own_date(date, between)


def _is_with_date(text: str) -> bool:
    """A button, or the date of the last change: both stand with the article's own date."""
    date = date_line(text)
    return (
        (date is not None and date.labelled)
        or (is_noise(text) and not is_breadcrumb(text))
        or is_two_sections(text)
    )


def _is_kicker(text: str, headline: str) -> bool:
    same = fold(headline) in fold(text) or fold(text) in fold(headline)
    return len(text.split()) <= 8 and not is_organisation(text) and not same


def _read_below(lines: list[Line], page: Page) -> list[Line]:
    index = 0
    leads: list[Line] = []  # some portals print the date below the lead
    while index < len(lines):
        line = lines[index]
        if line.block is not None and (_take_list(line, page) or _take_buttons(line, page)):
            index += 1
            continue
        if line.hint == "lead" and not leads and line.block is None and _is_above_date(lines, index, page):
            leads.append(line)
            index += 1
            continue
        if line.block is not None or line.hint == "lead" or line.level:
            break
        if not _take(line, page):
            if _is_above_date(lines, index, page) and _is_sentence(line.text) and not leads:
                leads.append(replace(line, hint="lead"))
            elif _is_above_date(lines, index, page) and not _is_section(line.text):
                page.blocks.append(Heading(2, line.text) if _PART.match(line.text) else Unplaced(line.text))
            elif (
                _is_label(lines, index, page) or _is_stray(lines, index) or _is_above_date(lines, index, page)
            ):
                page.discard(line.text, _("among the buttons under the headline"))
            else:
                break
        index += 1
    return leads + lines[index:]


def _is_label(lines: list[Line], index: int, page: Page) -> bool:
    """Three words at most between the date and the first sentence: a button that no list knows, or a section's name
    ("Văn hóa - Du lịch" is longer). Numbers, capitals and names are something else."""
    line = lines[index]
    words = line.text.split()
    if (
        page.published_at is None
        or (len(words) > 3 and not is_section_name(line.text))
        or line.html
        or line.text[-1] in ".:;?!…"
        or line.text.isupper()
    ):
        return False
    if find_marker(line.text) or name_score(line.text) >= 0.4:
        return False
    following = next((other for other in lines[index + 1 : index + 4] if len(other.text.split()) > 3), None)
    return following is not None and following.block is None and _is_sentence(following.text)


def _is_section(text: str) -> bool:
    """The name of a section between headline and date: few words, no end."""
    return len(text.split()) <= 4 and text[-1] not in ".:;?!…"


def _is_sentence(text: str) -> bool:
    return len(text.split()) >= 12 and text[-1] in '.!?…”"'


def _take_buttons(line: Line, page: Page) -> bool:
    """A list of buttons ("Gửi", "In ra"), or an icon among them."""
    if isinstance(line.block, ListBlock):
        buttons = all(is_noise(item.text) for item in line.block.items)
    else:
        buttons = line.hint == "noise" and line.is_photo
    if buttons:
        page.discard(line.all_text(), _("buttons under the headline"))
    return buttons


def _take_list(line: Line, page: Page) -> bool:
    """The date, the section and a counter as items of one list."""
    if not isinstance(line.block, ListBlock):
        return False
    texts = [item.text for item in line.block.items]
    if any(len(text.split()) > 10 for text in texts) or not any(date_line(text) for text in texts):
        return False
    for text in texts:
        if not _take(Line(text), page):
            page.discard(text, _("among the buttons under the headline"))
    return True


def _take(line: Line, page: Page) -> bool:
    text = line.text
    date = date_line(text)
    if date:
        accept_date(page, date, 0.95, _("a line of its own under the headline"))
        return True
    if (
        line.hint == "noise"
        or (line.hint == "author" and is_account(text))
        or is_noise(text)
        or is_breadcrumb(text)
    ):
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
    byline = parse_byline(text) or named_author(line)
    if byline is None or byline.only_photo:
        return False
    sure = byline.labelled or line.hint == "author" or byline.score >= 0.55
    if not sure or (is_organisation(text) and line.hint != "author"):
        return False
    accept_byline(page, byline, text, where)
    return True


def _is_above_date(lines: list[Line], index: int, page: Page) -> bool:
    """A line between headline and date that is no button: perhaps a second headline."""
    if page.published_at is not None:
        return False
    within = 5 if len(lines[index].text.split()) < 35 else 3 if lead_prefix(lines[index].text) else 0
    return any(
        line.block is None and date_line(line.text) is not None for line in lines[index + 1 : index + within]
    )


def _is_stray(lines: list[Line], index: int) -> bool:
    """A short label (a section's name) with more buttons, or the date, behind it."""
    text = lines[index].text
    if len(text.split()) > 8 or text[-1] in ".:;?!":
        return False
    if text[0] in "|›»" and lines[index].html:
        return True
    nearby = lines[index + 1 : index + 3]
    return any(line.block is None and (is_noise(line.text) or date_line(line.text)) for line in nearby)

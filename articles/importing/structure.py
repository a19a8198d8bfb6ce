"""The body of an article: each remaining line becomes a block, in order, and none is lost."""

import re
from dataclasses import replace

from .attachments import FILE_LINK, file_sizes, parse_attachments
from .captions import MOST_CAPTION_WORDS, merge_pictures, with_own_captions
from .document import Line
from .headings import has_roman, heading_level, heading_score
from .lists import find_marker, take_list, take_unmarked_list
from .page import Block, Embed, Heading, Page, Paragraph, PhotoLine, Table
from .photo_lines import parse_photo_line, shows_scene
from .quotes import take_quote
from .related import is_box_title, leads_on, take_box
from .sources import video_url
from .wording import marked as _

_TABLE_CAPTION = re.compile(r"^(?:bảng|biểu)\s+\S", re.IGNORECASE)
_RANKED = re.compile(r"\(?(?:\d|[IVX]+\b|[a-zđ]\))")
_BOLD = re.compile(r"^<strong>(?:(?!</strong>).)*</strong>$")
_RULE = re.compile(r"^[-–—_=*~.·•\s]{3,}$")
_STAR = re.compile(r"^[*•▪■◆♦►]\s*")


def build_blocks(lines: list[Line], page: Page, has_gaps: bool) -> list[Block]:
    """The blocks of the body. `has_gaps`: blank lines mean something on this page."""
    lines = merge_pictures(lines, page, has_gaps)
    marked, roman = any(line.level for line in lines), has_roman(lines)
    smallest = min((line.level for line in lines if line.level), default=2)
    blocks: list[Block] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.is_photo and line.hint == "related":
            page.discard(line.all_text(), _("picture of a related title"))
            index += 1
        elif line.block is not None:
            _add_ready(blocks, line, page)
            index += 1
        elif line.level:
            blocks.append(Heading(min(6, line.level - smallest + 2), line.text))
            index += 1
        elif line.hint == "related" or is_box_title(line.text):
            index = take_box(lines, index, blocks, page)
        elif _stands_twice(lines, index):
            page.found("photo", line.text, 0.7, _("one line twice: the picture's text and its caption"))
            page.discard(line.text, _("one line twice: the picture's text and its caption"))
            blocks.append(PhotoLine(line.text, "", alt=line.text))
            index += 2
        else:
            flush = has_gaps and _is_among_verses(lines, index)
            index = _take_line(lines, index, blocks, page, marked or flush, roman)
    return with_own_captions(blocks, page.headline)


def _stands_twice(lines: list[Line], index: int) -> bool:
    """What a browser copies of a picture whose text is its caption."""
    line, following = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    return (
        following is not None
        and following.block is None
        and following.text == line.text
        and 4 <= len(line.text.split()) <= MOST_CAPTION_WORDS
        and not _is_among_verses(lines, index)
    )


def _is_among_verses(lines: list[Line], index: int) -> bool:
    """One of three and more short lines without blank lines between them: verses, a timetable; no subheading."""
    if lines[index].text.isupper() or find_marker(lines[index].text):
        return False
    start, end = index, index + 1
    while start > 0 and not lines[start].gap and _is_verse(lines[start - 1]):
        start -= 1
    while end < len(lines) and not lines[end].gap and _is_verse(lines[end]):
        end += 1
    return end - start >= 3


def _is_verse(line: Line) -> bool:
    return line.block is None and not line.level and not line.html and len(line.text.split()) <= 12


def _take_line(
    lines: list[Line], index: int, blocks: list[Block], page: Page, marked: bool, roman: bool
) -> int:
    line = lines[index]
    introduced = index > 0 and lines[index - 1].text.endswith(":")
    taken = (
        take_list(lines, index) or take_unmarked_list(lines, index, introduced) or take_quote(lines, index)
    )
    if taken:
        block, index = taken
        blocks.append(block)
        return index
    if video_url(line.text):
        blocks.append(Embed(video_url(line.text)))
        return index + 1
    files = parse_attachments(line.text)
    if files:
        address = FILE_LINK.search(line.html)
        if address and len(files) == 1:
            files = [replace(files[0], path=address["href"].replace("&amp;", "&"))]
        blocks.extend(files)
        page.found("attachment", line.text, 0.9, _("names of files"))
        for size in file_sizes(line.text):
            page.discard(size, _("the size of a file"))
        return index + 1
    photo = parse_photo_line(line.text)
    if photo:
        blocks.append(photo[0])
        page.found("photo", line.text, photo[1], _("a line with a picture's credit"))
        return index + 1
    if leads_on(line.text):
        page.discard(line.text, _("a related title inside the text"))
        return index + 1
    if not line.text or _RULE.match(line.text) or not re.search(r"[^\W_]", line.text):
        page.discard(line.text, _("a rule between two parts"))
        return index + 1
    if line.hint == "caption":  # of a film, or of a picture that has its own
        blocks.append(Paragraph(line.markup, line.text))
        return index + 1
    if shows_scene(line.text) and not line.html.startswith("<strong>"):
        blocks.append(PhotoLine(line.text, ""))
        page.found("photo", line.text, 0.5, _("what a picture shows, without a credit"))
        return index + 1
    score = _heading_score(lines, index, marked)
    if score:
        blocks.append(Heading(heading_level(line.text, roman), _STAR.sub("", line.text)))
        page.found("heading", line.text, score, _("a short line without an end, above text"))
        return index + 1
    blocks.append(Paragraph(line.markup, line.text))
    return index + 1


def _heading_score(lines: list[Line], index: int, marked: bool) -> float:
    """Where the markup has headings, only a wholly bold line may be one more."""
    bold = bool(_BOLD.match(lines[index].html))
    if marked and not bold:
        return 0.0
    score = heading_score(lines, index)
    return max(score, 0.85) if score and bold else score


def _add_ready(blocks: list[Block], line: Line, page: Page) -> None:
    """A block that the reader gave whole; a table takes the caption above it: "Bảng 1. …", or what would be a subheading
    right above the rows."""
    block, above = line.block, blocks[-1] if blocks else None
    if block is None:
        return
    if isinstance(block, Table) and not block.caption and isinstance(above, Paragraph | Heading):
        titled = isinstance(above, Heading) and not line.gap and not _RANKED.match(above.text)
        if titled or _TABLE_CAPTION.match(above.text):
            blocks[-1] = replace(block, caption=above.text)
            return
    if isinstance(block, PhotoLine):
        page.found(
            "photo",
            block.caption or block.credit or block.file or block.url,
            0.95,
            _("a picture in the markup"),
        )
    blocks.append(block)

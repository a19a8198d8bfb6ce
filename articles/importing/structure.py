"""The body of an article: each remaining line becomes a block, in order, and none is lost."""

import re
from dataclasses import replace

from articles.language import fold

from .attachments import FILE_LINK, parse_attachments
from .document import Line
from .headings import has_roman, heading_level, heading_score
from .inline import only_link
from .lists import find_marker, take_list, take_unmarked_list
from .noise import is_box_title, is_noise
from .page import Block, Embed, Heading, Page, Paragraph, PhotoLine, Table, Unplaced
from .photo_lines import parse_photo_line, shows_scene
from .quotes import take_quote
from .sources import video_url
from .wording import marked as _

_TABLE_CAPTION = re.compile(r"^(?:bảng|biểu)\s+\S", re.IGNORECASE)
_SOURCE = re.compile(r"nguồn(?: ảnh)?\s*[:：]\s*(?P<name>.{2,60}?)\.?$", re.IGNORECASE)
_RANKED = re.compile(r"\(?(?:\d|[IVX]+\b|[a-zđ]\))")
_BOLD = re.compile(r"^<strong>(?:(?!</strong>).)*</strong>$")
_ITALIC = re.compile(r"^<em>.*</em>$")
_WORD = re.compile(r"\w+")
_PICTURE = re.compile(r"^\[?ảnh\s*\d*\s*[\]:.]\s*", re.IGNORECASE)
_RULE = re.compile(r"^[-–—_=*~.·•\s]{3,}$")
_AT = re.compile(r"\d{1,2}\s?(?:h|:|giờ)\s?\d{0,2}\s?[:–-]?\s")
"""An entry of a live report: "9h15: Bộ trưởng cho biết …"."""
_MOST_CAPTION_WORDS = 50
_LEADS_ON = re.compile(r"(?:>{2,3}|»)\s*[^\W_].*[^.…]$")
"""">> Title": a link to another item, which a copied page has lost."""
_MOST_TITLE_WORDS = 30
_STAR = re.compile(r"^[*•▪■◆♦►]\s*")
_FEW_WORDS = 12
_MOST_CREDIT_WORDS = 8
_BARE_ALT = re.compile(r"(?:[a-z0-9]+[ ,.-]{1,2}){3,20}[a-z0-9]+")
"""What a picture is called in its file's letters: "tuyen dung vien chuc giao duc"."""


def build_blocks(lines: list[Line], page: Page, has_gaps: bool) -> list[Block]:
    """The blocks of the body. `has_gaps`: blank lines mean something on this page."""
    lines = _merge_pictures(lines, page, has_gaps)
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
            index = _take_box(lines, index, blocks, page)
        elif _stands_twice(lines, index):
            page.found("photo", line.text, 0.7, _("one line twice: the picture's text and its caption"))
            page.discard(line.text, _("one line twice: the picture's text and its caption"))
            blocks.append(PhotoLine(line.text, "", alt=line.text))
            index += 2
        else:
            flush = has_gaps and _is_among_verses(lines, index)
            index = _take_line(lines, index, blocks, page, marked or flush, roman)
    return _with_own_captions(blocks, page.headline)


def _stands_twice(lines: list[Line], index: int) -> bool:
    """What a browser copies of a picture whose text is its caption."""
    line, following = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    return (
        following is not None
        and following.block is None
        and following.text == line.text
        and 4 <= len(line.text.split()) <= _MOST_CAPTION_WORDS
        and not _is_among_verses(lines, index)
    )


def _with_own_captions(blocks: list[Block], headline: str) -> list[Block]:
    """The headline with "- Ảnh 1.", or a caption with it, is a picture's text made by the machine; the credited caption
    right below it is that picture's."""
    kept: list[Block] = []
    for block in blocks:
        before = kept[-1] if kept else None
        if (
            isinstance(block, PhotoLine)
            and isinstance(before, PhotoLine)
            and before.alt
            and (_is_of_headline(before.caption, headline) or _is_same(before.caption, block.caption))
            and not (before.credit or before.file or before.url)
            and block.caption
            and block.credit
            and not (block.alt or block.file or block.url)
        ):
            kept[-1] = replace(block, alt=before.alt)
        else:
            kept.append(block)
    return kept


def _is_of_headline(caption: str, headline: str) -> bool:
    text, title = fold(caption), fold(headline)
    return text == title or (len(text.split()) >= 4 and title.startswith(text))


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
        return index + 1
    photo = parse_photo_line(line.text)
    if photo:
        blocks.append(photo[0])
        page.found("photo", line.text, photo[1], _("a line with a picture's credit"))
        return index + 1
    if _LEADS_ON.match(line.text) and len(line.text.split()) <= _MOST_TITLE_WORDS:
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


def _take_box(lines: list[Line], index: int, blocks: list[Block], page: Page) -> int:
    """Related titles in the middle of the article. Where the markup tells them apart from the text, links and the box's
    own title are left out, and what else stands there becomes paragraphs. In plain text they are left out where blank
    lines part them from the paragraphs; elsewhere all of it waits for an editor."""
    hinted = lines[index].hint == "related"
    end = index + 1
    while end < len(lines) and end - index <= 8 and lines[end].block is None and not lines[end].level:
        if lines[end].hint != "related" if hinted else lines[end].gap or lines[end].text[-1] in '."”':
            break
        end += 1
    if hinted:
        kept = []
        for line in lines[index:end]:
            if (
                line.link
                or only_link(line.html) is not None
                or is_box_title(line.text)
                or is_noise(line.text)
            ):
                page.discard(line.text, _("a related title inside the text"))
            else:
                kept.append(line)
        blocks.extend(Paragraph(line.markup, line.text) for line in kept)
        if kept:
            page.warn(_("Related titles inside the text were kept as paragraphs"), kept[0].text)
        return end
    end = _end_of_titles(lines, index, end)
    below = lines[end] if end < len(lines) else None
    apart = lines[index].gap and below is not None and below.gap and end - index > 1
    if (
        below is not None
        and _is_prose(below)
        and all(map(_is_title, lines[index:end]))
        and (index == 0 or apart)
    ):
        for line in lines[index:end]:
            page.discard(
                line.text,
                _("related titles below the lead") if index == 0 else _("a related title inside the text"),
            )
        return end
    blocks.extend(Unplaced(line.text) for line in lines[index:end])
    page.warn(_("Related titles inside the text were kept as unplaced lines"), lines[index].text)
    return end


def _end_of_titles(lines: list[Line], index: int, end: int) -> int:
    """Where blank lines part the titles too, the box ends with the first line of prose, or with a line that is short
    below long ones: the next subheading."""
    if end > index + 1:
        return end
    while end < len(lines) and end - index <= 8 and lines[end].gap and _is_title(lines[end]):
        end += 1
    titles = [len(line.text.split()) for line in lines[index + 1 : end]]
    return end - 1 if len(titles) > 1 and titles[-1] <= 7 and min(titles[:-1]) >= 8 else end


def _is_title(line: Line) -> bool:
    return (
        line.block is None
        and not line.level
        and line.text[-1] not in '.:;…”"'
        and len(line.text.split()) <= 20
        and parse_photo_line(line.text) is None
    )


def _is_prose(line: Line) -> bool:
    return line.block is None and (len(line.text.split()) >= 15 or line.text.endswith("."))


def _merge_pictures(lines: list[Line], page: Page, has_gaps: bool) -> list[Line]:
    """Puts caption and credit to their picture: the line under an image, a credit right under its caption."""
    merged: list[Line] = []
    together = any(_is_whole_caption(line) for line in lines)
    for line in lines:
        before = merged[-1] if merged else None
        picture = before.block if before else None
        if line.block is None and isinstance(picture, PhotoLine) and before is not None:
            joined = _caption_for(picture, line)
            if joined:
                merged[-1] = replace(before, block=joined)
                page.found("photo", line.text, 0.8, _("the line under a picture"))
                continue
        photo = parse_photo_line(line.text) if line.block is None and not line.level else None
        if photo and photo[0].caption and before and _is_picture_text(before, photo[0]):
            merged[-1] = replace(before, block=replace(photo[0], alt=before.text), text="", html="")
            page.found("photo", line.text, photo[1], _("the picture's text above its caption"))
            continue
        if (
            photo
            and before
            and not photo[0].caption
            and (
                _may_be_caption(before, has_gaps, together) if not line.gap else _credit_belongs(before, line)
            )
        ):
            merged[-1] = replace(before, block=replace(photo[0], caption=before.text), text="", html="")
            merged[-2:] = _with_bare_picture(merged[-2:])
            page.found("photo", line.text, 0.7, _("a credit right under a short line"))
            continue
        merged.append(line)
    return merged


def _with_bare_picture(lines: list[Line]) -> list[Line]:
    """A picture without any text, and the caption and credit below it, as one line."""
    match [line.block for line in lines]:
        case [PhotoLine(caption="", credit="") as picture, PhotoLine(file=None, url="") as words]:
            joined = replace(picture, caption=words.caption, credit=words.credit)
            return [replace(lines[0], block=joined)]
    return lines


def _is_picture_text(line: Line, photo: PhotoLine) -> bool:
    """The line above a credited caption that says the same without the credit, or in a file's letters."""
    if line.block is not None or line.level:
        return False
    return bool(_BARE_ALT.fullmatch(line.text)) or _is_same(line.text, photo.caption)


def _is_same(text: str, caption: str) -> bool:
    """The same words; a full stop, and what stands between them, does not count."""
    one, other = (_WORD.findall(fold(_PICTURE.sub("", words))) for words in (text, caption))
    return len(one) >= 4 and one == other


def _is_whole_caption(line: Line) -> bool:
    photo = parse_photo_line(line.text) if line.block is None else None
    return photo is not None and bool(photo[0].caption and photo[0].credit)


def _may_be_caption(line: Line, has_gaps: bool, together: bool) -> bool:
    """A short line with the credit right below; set apart by a blank line, or else no sentence. `together`: the page
    prints another caption and its credit on one line, so that only a quite short sentence is one."""
    if line.block is not None or line.level or len(line.text.split()) > _MOST_CAPTION_WORDS:
        return False
    if _AT.match(line.text) or find_marker(line.text) or line.text.startswith(">"):
        return False
    if has_gaps:
        return line.gap
    short = (
        len(line.text.split()) <= (14 if together else 22)
        and ". " not in line.text
        and not re.search(r"[“”\"]", line.text)
    )
    return line.text[-1] not in ".:;!?…" or (line.text[-1] == "." and short)


def _credit_belongs(before: Line, line: Line) -> bool:
    """ "(Ảnh: A)" below a short line; without brackets, the line must be longer than most subheadings, or a sentence so
    short that the text would not set it apart."""
    text, words = before.text, len(before.text.split())
    if before.block is not None or before.level or not 0 < words <= 25 or text[-1] in ":;!?…":
        return False
    if parse_photo_line(text) or find_marker(text) or text.startswith(">"):
        return False
    if line.text[0] == "(":
        return text[-1] != "." or (words <= 20 and ". " not in text)
    if text[-1] == ".":
        return words <= _FEW_WORDS and ". " not in text and text[0].isupper()
    return words >= 6 and text[0].isupper() and not text.isupper()


def _caption_for(picture: PhotoLine, line: Line) -> PhotoLine | None:
    """The picture with the line's caption or credit, when the line is one and the picture still lacks it."""
    if picture.caption and picture.credit:
        return None
    if line.hint == "caption" and picture.caption and len(line.text.split()) <= _MOST_CREDIT_WORDS:
        parsed = parse_photo_line(line.text) or parse_photo_line(f"Ảnh: {line.text}")
        return replace(picture, credit=parsed[0].credit) if parsed and not parsed[0].caption else None
    credit = _SOURCE.match(line.text) if picture.caption and not picture.credit else None
    if credit:
        return replace(picture, credit=credit["name"])
    parsed = parse_photo_line(line.text)
    if parsed:
        photo, _confidence = parsed
        if picture.caption and photo.caption and fold(photo.caption) != fold(picture.caption):
            return None
        return replace(
            picture,
            caption=photo.caption or picture.caption,
            credit=photo.credit or picture.credit,
            alt=picture.alt or photo.alt,
        )
    short = len(line.text.split()) <= _MOST_CAPTION_WORDS
    if not picture.caption and (line.hint == "caption" or (short and _ITALIC.match(line.html))):
        return replace(picture, caption=line.text)
    return None

"""Which caption and credit belong to which picture: lines beside each other in the body that are one picture."""

import re
from dataclasses import replace

from articles.language import fold

from .document import Line
from .lists import find_marker
from .page import Block, Page, PhotoLine
from .photo_lines import parse_photo_line
from .related import leads_on
from .wording import marked as _

MOST_CAPTION_WORDS = 50
_FEW_WORDS = 12
_MOST_CREDIT_WORDS = 8
_SOURCE = re.compile(r"nguồn(?: ảnh)?\s*[:：]\s*(?P<name>.{2,60}?)\.?$", re.IGNORECASE)
_ITALIC = re.compile(r"^<em>.*</em>$")
_WORD = re.compile(r"\w+")
_PICTURE = re.compile(r"^\[?ảnh\s*\d*\s*[\]:.]\s*", re.IGNORECASE)
_AT = re.compile(r"\d{1,2}\s?(?:h|:|giờ)\s?\d{0,2}\s?[:–-]?\s")
"""An entry of a live report: "9h15: Bộ trưởng cho biết …"."""
_BARE_ALT = re.compile(r"(?:[a-z0-9]+[ ,.-]{1,2}){3,20}[a-z0-9]+")
"""What a picture is called in its file's letters: "tuyen dung vien chuc giao duc"."""


def merge_pictures(lines: list[Line], page: Page, has_gaps: bool) -> list[Line]:
    """Puts caption and credit to their picture: the line under an image, a credit right under its caption."""
    merged: list[Line] = []
    together = not has_gaps and any(map(_is_whole_caption, lines))
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
    if line.block is not None or line.level or len(line.text.split()) > MOST_CAPTION_WORDS:
        return False
    if _AT.match(line.text) or find_marker(line.text) or leads_on(line.text):
        return False
    if has_gaps:
        return line.gap
    words = len(line.text.split())
    few = words <= (_FEW_WORDS if together else 22)
    short = few and ". " not in line.text and not re.search(r"[“”\"]", line.text)
    return line.text[-1] not in ".:;!?…" or (line.text[-1] == "." and short)


def _credit_belongs(before: Line, line: Line) -> bool:
    """ "(Ảnh: A)" below a short line; without brackets, the line must be longer than most subheadings, or a sentence so
    short that the text would not set it apart."""
    text, words = before.text, len(before.text.split())
    if before.block is not None or before.level or not 0 < words <= 25 or text[-1] in ":;!?…":
        return False
    if parse_photo_line(text) or find_marker(text) or leads_on(text):
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
    short = len(line.text.split()) <= MOST_CAPTION_WORDS
    if not picture.caption and (line.hint == "caption" or (short and _ITALIC.match(line.html))):
        return replace(picture, caption=line.text)
    return None


def with_own_captions(blocks: list[Block], headline: str) -> list[Block]:
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

"""Related titles inside an article: what a box of them is called, where it ends, and what of it is left out."""

import re

from .document import Line
from .inline import only_link
from .noise import is_noise
from .page import Block, Page, Paragraph, Unplaced
from .photo_lines import parse_photo_line
from .wording import marked as _

_BOX = re.compile(
    r"^(?:(?:xem thêm )?(?:các )?(?:tin|bài)(?:,? (?:tức|viết|bài))? (?:liên quan|khác|cùng chuyên mục|đã đưa)|cùng chuyên mục|xem thêm|đọc thêm|đọc tiếp|(?:có thể )?bạn (?:có thể )?(?:quan tâm|muốn đọc|chưa biết)|related (?:news|articles?|stories)|see also|read (?:also|more))\s*[:：»>…]*$",
    re.IGNORECASE,
)
_LEADS_ON = re.compile(r"(?:>{2,3}|»)\s*[^\W_].*[^.…]$")
"""">> Title": a link to another item, which a copied page has lost."""
_MOST_TITLE_WORDS = 30
_MOST_BOXED = 8


def is_box_title(text: str) -> bool:
    """ "Tin liên quan" and the like: the title of a list of other items."""
    return len(text) < 60 and bool(_BOX.match(text))


def leads_on(text: str) -> bool:
    """ ">> Title": a link to another item, in the middle of the text."""
    return bool(_LEADS_ON.match(text)) and len(text.split()) <= _MOST_TITLE_WORDS


def take_box(lines: list[Line], index: int, blocks: list[Block], page: Page) -> int:
    """Takes the box of related titles that begins at `index`, and gives the index behind it."""
    take = _take_marked if lines[index].hint == "related" else _take_printed
    return take(lines, index, blocks, page)


def _take_marked(lines: list[Line], index: int, blocks: list[Block], page: Page) -> int:
    """Where the markup tells the box apart from the text, links and the box's own title are left out, and what else
    stands there becomes paragraphs."""
    end = index + 1
    while (
        end <= index + _MOST_BOXED
        and end < len(lines)
        and _is_plain(lines[end])
        and lines[end].hint == "related"
    ):
        end += 1
    kept = []
    for line in lines[index:end]:
        linked = line.link or only_link(line.html) is not None
        if linked or is_box_title(line.text) or is_noise(line.text):
            page.discard(line.text, _("a related title inside the text"))
        else:
            kept.append(line)
    blocks.extend(Paragraph(line.markup, line.text) for line in kept)
    if kept:
        page.warn(_("Related titles inside the text were kept as paragraphs"), kept[0].text)
    return end


def _take_printed(lines: list[Line], index: int, blocks: list[Block], page: Page) -> int:
    """In plain text the titles are left out right below the lead, and where blank lines part them from the paragraphs;
    elsewhere the box waits for an editor."""
    end = _end_of_box(lines, index)
    below = lines[end] if end < len(lines) else None
    sure = below is not None and _is_prose(below) and all(map(_is_title, lines[index:end]))
    apart = lines[index].gap and below is not None and below.gap and end - index > 1
    if sure and index == 0:
        for line in lines[:end]:
            page.discard(line.text, _("related titles below the lead"))
    elif sure and apart:
        for line in lines[index:end]:
            page.discard(line.text, _("a related title inside the text"))
    else:
        blocks.extend(Unplaced(line.text) for line in lines[index:end])
        page.warn(_("Related titles inside the text were kept as unplaced lines"), lines[index].text)
    return end


def _end_of_box(lines: list[Line], index: int) -> int:
    """The first blank line, or the first sentence. Where blank lines part the titles too, the first line of prose, or a
    line that is short below long ones: the next subheading."""
    end = index + 1
    while end <= index + _MOST_BOXED and end < len(lines) and _is_plain(lines[end]):
        if lines[end].gap or lines[end].text[-1] in '."”':
            break
        end += 1
    if end > index + 1:
        return end
    while end <= index + _MOST_BOXED and end < len(lines) and lines[end].gap and _is_title(lines[end]):
        end += 1
    titles = [len(line.text.split()) for line in lines[index + 1 : end]]
    return end - 1 if len(titles) > 1 and titles[-1] <= 7 and min(titles[:-1]) >= 8 else end


def _is_plain(line: Line) -> bool:
    return line.block is None and not line.level


def _is_title(line: Line) -> bool:
    return (
        _is_plain(line)
        and line.text[-1] not in '.:;…”"'
        and len(line.text.split()) <= 20
        and parse_photo_line(line.text) is None
    )


def _is_prose(line: Line) -> bool:
    return line.block is None and (len(line.text.split()) >= 15 or line.text.endswith("."))

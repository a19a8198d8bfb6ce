"""The last lines of an article, read from below: source, authors, key words, files, end marks."""

import re
from dataclasses import replace

from articles.language import fold

from .attachments import is_files_label, parse_attachments
from .authors import Byline, parse_byline, parse_initials, parse_office_holder
from .document import Line
from .lists import find_marker
from .names import is_organisation
from .noise import is_noise
from .page import Attachment, Author, ListBlock, Page
from .particulars import accept_byline, accept_date, accept_tags, accept_url, date_line, named_author
from .photo_lines import parse_photo_line
from .sources import according_source, bare_source, labelled_source, only_url, trailing_source, without_person
from .tags import parse_tags
from .tail import is_tail_marker
from .wording import marked as _

_DEPTH = 10
_LABELLED_WITHIN = 6
_MOST_BARE_NAMES = 3
_SCRAPS = 16
_SENTENCE = re.compile(r"[.!?…/”\"]\s*\)?$")
_END_MARK = re.compile(r"^(?:[./*_=~–—-]{1,20}|\*\s?\*\s?\*|hết|\(hết\)|end)\.?$", re.IGNORECASE)
_TAG_LABELS = frozenset({"tu khoa", "tags", "tag", "chu de"})
_COUNTER = re.compile(r"^(?:[^\W\d_]+\s){1,4}[^\W\d_]+\s?:\s?\d[\d.,]{0,8}$")
"""What a site counts ("Số người đã xem: 231"); a telephone number is longer."""
_NOTE = re.compile(r"^(?:\(\*{1,3}\)|\[\d{1,2}\]|\(\d{1,2}\))\s*\S|^[-–—_*]{3,}$")
_INVITES = re.compile(
    r"^\W*(?:kính )?mời (?:quý |các )?(?:bạn|độc giả|khán giả|vị)\b(?!.* toàn văn\b).{0,30} (?:xem|đọc|nghe)\b.*$",
    re.IGNORECASE,
)
_NOTES = re.compile(r"^(?:ghi chú|chú thích|(?:tài liệu )?tham khảo)\s*:?$", re.IGNORECASE)
"""The line above numbered footnotes and references."""
_WRITER = re.compile(r"^\(?(?:bài|tin)(?: viết)?\s*:", re.IGNORECASE)


def read_ending(lines: list[Line], kept: list[Line], page: Page) -> list[Line]:
    """Takes source, author and the like off the end of the body; `kept` are labelled lines from below the tail marker."""
    lines, notes = _without_notes(lines)
    start = _start(lines)
    body, ending = lines[:start], lines[start:]
    files = [
        line
        for line in ending
        if (line.block is not None and not _is_buttons(line)) or parse_attachments(line.text)
    ]
    for line in [*ending, *kept]:
        if line not in files:
            _take(line, page)
    body = _labelled_source_above(body, page)
    _source_behind_last_sentence(body, page)
    return body + files + notes


def _without_notes(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines without the footnotes below the author's name, and those."""
    titles = [i for i, line in enumerate(lines) if line.block is None and _NOTES.match(line.text)]
    start = titles[-1] if titles and len(lines) - titles[-1] <= _SCRAPS else len(lines)
    while start > 1 and lines[start - 1].block is None and _NOTE.match(lines[start - 1].text):
        start -= 1
    signed = any(line.block is None and _belongs_to_author(line.text) for line in lines[:start][-3:])
    return (lines[:start], lines[start:]) if signed else (lines, [])


def _belongs_to_author(text: str) -> bool:
    byline = parse_byline(text)
    return byline is not None and (byline.labelled or byline.score >= 0.4)


def _start(lines: list[Line]) -> int:
    """Index of the first line of the ending: going up, everything that is no sentence, picture or list."""
    start = len(lines)
    bare_names = 0
    signed = _signed_at(lines)
    while start > 1 and (len(lines) - start < _DEPTH or start > signed):
        line = lines[start - 1]
        if start - 1 <= signed and (
            (line.level and not is_files_label(line.text)) or not _belongs(lines, start - 1)
        ):
            break
        bare_names += _is_bare_name(line.text)
        if bare_names > _MOST_BARE_NAMES:
            break
        start -= 1
    return start


def _signed_at(lines: list[Line]) -> int:
    """Index of the author's name (or labelled source) that closes the article, with nothing but scraps below it;
    the number of lines when there is none. What stands below is no part of the article, whatever it says."""
    for index in range(len(lines) - 2, max(1, len(lines) - _SCRAPS), -1):
        line, above = lines[index], lines[index - 1]
        if line.block is not None or not (above.is_photo or _SENTENCE.search(above.text)):
            continue
        source = labelled_source(line.text) or according_source(line.text)
        if source or _is_signed(line.text) or _is_labelled_author(line.text):
            scraps = all(_is_scrap(below) for below in lines[index + 1 :])
            return index if scraps else len(lines)
    return len(lines)


def _is_scrap(line: Line) -> bool:
    """No sentence, no list, no picture, no further name."""
    text = line.text
    if line.block is not None or len(text.split()) > 15 or text[-1] in ":;,":
        return False
    if find_marker(text) or _is_photo_credit(text) or (_is_signed(text) and text.istitle()):
        return False
    return not _SENTENCE.search(text) or len(text.split()) <= 4


def _is_labelled_author(text: str) -> bool:
    byline = parse_byline(text)
    return byline is not None and byline.labelled and bool(byline.authors)


def _belongs(lines: list[Line], index: int) -> bool:
    line = lines[index]
    text = line.text
    if line.block is not None:
        return isinstance(line.block, Attachment) or _is_buttons(line)
    if line.hint in ("author", "source", "tags", "noise", "date"):
        return True
    if (
        _END_MARK.match(text)
        or _COUNTER.match(text)
        or _INVITES.match(text)
        or is_files_label(text)
        or is_noise(text)
        or (only_url(text) and not _is_introduced(lines, index))
        or parse_tags(text)
        or parse_attachments(text)
    ):
        return True
    last = index == len(lines) - 1
    if labelled_source(text) or according_source(text, last) or bare_source(text) or date_line(text):
        return True
    if _is_photo_credit(text):
        below = lines[index + 1] if index + 1 < len(lines) else None
        if below is not None and below.block is None and _WRITER.match(below.text):
            return True
        above = index - 1
        while above > 1 and lines[above].block is None and _is_photo_credit(lines[above].text):
            above -= 1
        named = lines[above].block is None and above > 0
        text = lines[above].text
        return named and (bool(_WRITER.match(text)) or _is_signed(text) or _is_labelled_author(text))
    before = lines[index - 1]
    if parse_initials(text) and (before.block is not None or len(before.text.split()) >= 6):
        return True
    byline = parse_byline(text)
    if byline is None:
        return last and parse_office_holder(text) is not None
    return byline.labelled or byline.score >= 0.4 or is_organisation(text)


def _is_introduced(lines: list[Line], index: int) -> bool:
    """ "Thông tin chi tiết xem tại:" above an address, which is then part of the text."""
    above = lines[index - 1].text
    return above.endswith(":") and len(above.split()) > 3 and labelled_source(above) is None


def _is_signed(text: str) -> bool:
    """A person's name alone: below it, "Ảnh: …" says whose pictures the page shows."""
    byline = parse_byline(text)
    return byline is not None and not byline.labelled and byline.score >= 0.7


def _is_buttons(line: Line) -> bool:
    return isinstance(line.block, ListBlock) and all(is_noise(item.text) for item in line.block.items)


def _is_bare_name(text: str) -> bool:
    byline = parse_byline(text)
    return byline is not None and not byline.labelled


def _is_photo_credit(text: str) -> bool:
    """A credit for a picture alone, not a byline such as "Trần Long - Ảnh: Thanh Hải"."""
    byline = parse_byline(text)
    if byline is not None:
        return byline.only_photo
    return parse_photo_line(text) is not None


def _take(line: Line, page: Page) -> None:
    text = line.text
    if _INVITES.match(text):
        page.discard(text, _("end mark or button below the text"))
        return
    source = (
        labelled_source(text)
        or according_source(text, closing=True)
        or (bare_source(text) if not page.source else None)
    )
    if line.hint == "source" and source is None:
        source = labelled_source(f"Nguồn: {text}")
    if source:
        if page.source is None or labelled_source(text) or not _is_stated(page.source.raw):
            _discard_former_source(page)
            source, person = without_person(source)
            page.source = replace(source, url=source.url or line.link)
            page.found(
                "source", source.name, 0.95 if labelled_source(text) else 0.8, _("among the last lines")
            )
            if person and all(author.role == "editor" for author in page.authors):
                accept_byline(page, Byline([Author(person)]), text, _("beside the name of the source"))
        else:
            page.discard(text, _("a second source"))
        return
    if only_url(text):
        accept_url(page, only_url(text))
        return
    if accept_tags(page, text):
        return
    date = date_line(text)
    if date and (page.published_at is None or line.hint == "date" or date.labelled):
        accept_date(page, date, 0.6, _("below the text"))
        return
    byline = parse_byline(text) or named_author(line) or parse_office_holder(text) or parse_initials(text)
    if byline and not is_noise(text) and _is_sure(byline, line):
        accept_byline(page, byline, text, _("among the last lines"))
        return
    page.discard(line.all_text(), _("end mark or button below the text"))


def _is_sure(byline: Byline, line: Line) -> bool:
    """Scraps below the author's name, key words above all, look a little like names."""
    return byline.labelled or byline.score >= 0.4 or line.hint == "author" or is_organisation(line.text)


def _is_stated(text: str) -> bool:
    """A line that says where the item comes from; the paper behind an author's name does not."""
    return bool(labelled_source(text) or according_source(text, closing=True))


def _discard_former_source(page: Page) -> None:
    for text in (page.source.raw, page.source.url) if page.source else ():
        if text:
            page.discard(text, _("a second source"))


def _labelled_source_above(body: list[Line], page: Page) -> list[Line]:
    """ "Nguồn: X" a few lines above the end, with a note or a picture below it."""
    if page.source is not None:
        return body
    for index in range(len(body) - 1, max(0, len(body) - _LABELLED_WITHIN), -1):
        line = body[index]
        source = labelled_source(line.text) if line.block is None else None
        if source is None or (not line.gap and body[index - 1].is_photo):
            continue
        page.source = replace(source, url=source.url or line.link)
        page.found("source", source.name, 0.75, _("labelled, a few lines above the end"))
        return body[:index] + body[index + 1 :]
    return body


def _source_behind_last_sentence(body: list[Line], page: Page) -> None:
    last = next((line for line in reversed(body) if line.block is None), None)
    source = trailing_source(last.text) if last and page.source is None else None
    if source:
        page.source = source
        page.found("source", source.name, 0.6, _("in brackets behind the last sentence; the text keeps it"))


def merge_labels(lines: list[Line]) -> list[Line]:
    """ "Nguồn:" with its name on the next line becomes one line."""
    merged: list[Line] = []
    tags = apart = False
    for line in lines:
        before = merged[-1] if merged else None
        joins = (
            before is not None and before.block is None and line.block is None and _label_alone(before.text)
        )
        if joins and before is not None and len(line.text.split()) <= 14:
            label = before.text.rstrip(" :：")
            merged[-1] = replace(line.with_text(f"{label}: {line.text}"), gap=before.gap)
            tags, apart = fold(label) in _TAG_LABELS, line.gap
        elif tags and before is not None and _is_next_tag(line, apart):
            merged[-1] = before.with_text(f"{before.text}, {line.text}")
        else:
            tags = False
            merged.append(line)
    return merged


def _is_next_tag(line: Line, apart: bool) -> bool:
    """One more key word on a line of its own, below "Từ khóa" and the first; `apart`: a blank line parted those too."""
    text = line.text
    if line.block is not None or line.gap != apart or len(text.split()) > 6 or text[-1] in ".:;!?,":
        return False
    return not is_tail_marker(text) and not is_noise(text) and labelled_source(text) is None


def _label_alone(text: str) -> bool:
    return fold(text.rstrip(" :：")) in _TAG_LABELS | {"nguon", "nguon tin", "tac gia"} and len(text) < 20

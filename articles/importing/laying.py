"""One page's parts as the fields and blocks of a draft."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import URLValidator
from django.utils.html import escape
from django.utils.translation import gettext as _

from ..blocks.attachment import AttachmentBlock, ending_of, validate_attachment
from ..blocks.embed import EmbedBlock
from ..blocks.table import MAX_CELLS
from ..models import Article, Photo, Section, User
from . import page as parts
from .figures import local_file
from .page import Page
from .page_files import PageFiles, is_used, read_at_most
from .pictures import Pictures, Wanted, of_kind, sha256
from .prose import cut, link, marked, paragraph, split, texts
from .terms import author_named, source_named, tag_named

Entry = dict[str, Any]
MOST_BYLINES = 100
_LINK = re.compile(r'<a href="(?!https?:|mailto:|tel:|/)([^"]*)"', re.IGNORECASE)


@dataclass(slots=True)
class Laying:
    """What an editor should know stands in `notes` afterwards. Texts that are too long for their column are never
    just cut: the whole goes into the body as a marked paragraph."""

    page: Page
    path: Path
    identity: str
    section: Section
    by: User | None
    notes: list[str] = field(default_factory=list)
    files: PageFiles = field(init=False)
    _pictures: Pictures = field(init=False)
    _wishes: list[Wanted] | None = None
    _homeless: list[str] = field(default_factory=list)
    _photos: list[Photo] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.files = PageFiles(self.identity)
        self._pictures = Pictures(self.path, self.by, self.files, self.notes)

    def read_pictures(self) -> list[Wanted]:
        """Decodes the pictures beside the page: slow work that should hold up nobody who wants to write."""
        if self._wishes is None:
            lines = of_kind(self.page.blocks)
            self._wishes = [self._pictures.read(line, self._wanted(line)) for line in lines]
        return self._wishes

    def lay(self, former: Sequence[Photo] = ()) -> tuple[dict[str, Any], list[Entry]]:
        """The fields of a snapshot, and the blocks, each with a key that follows from the page: a block that stays
        where it was keeps its row. `former`: the photos that the article shows now."""
        self._photos = self._pictures.lay(self.read_pictures(), former)
        fields = self._fields()
        blocks = list(self._blocks())
        fields["photo"] = next((photo.pk for photo in self._photos if photo.file), None)
        count: Counter[str] = Counter()
        for block in blocks:
            count[block["type"]] += 1
            block["key"] = str(
                uuid5(NAMESPACE_URL, f"{self.identity}#{block['type']}-{count[block['type']]}")
            )
        return fields, blocks

    def _fields(self) -> dict[str, Any]:
        page = self.page
        lead, rest = split(page.lead, 2000)
        if rest:
            self.notes.append(_("The lead is too long: its end stands in the body."))
        fields = {
            "headline": self._fit(page.headline, 300, _("headline")) or _("(no headline)"),
            "kicker": self._fit(page.kicker, 120, _("kicker")),
            "lead": lead,
            "language": self._language(),
            "section": self.section.pk,
            "tags": list(dict.fromkeys(self._tags())),
            "bylines": [self._byline(author) for author in page.authors[:MOST_BYLINES]],
            "source": self._source(),
            "source_url": self._source_url(),
            "published_at": page.published_at.isoformat() if page.published_at else None,
        }
        self._homeless += [marked(author.name) for author in page.authors[MOST_BYLINES:]]
        self._homeless += [f"<p>{escape(rest)}</p>"] if rest else []
        return fields

    def _fit(self, text: str, most: int, part: str) -> str:
        """The text, or its beginning when the column holds only `most` letters; then the whole goes into the body."""
        if len(text) <= most:
            return text
        note = _("%(part)s: longer than %(most)d letters; it was cut, and stands whole in the body.")
        self.notes.append(note % {"part": part, "most": most})
        self._homeless.append(marked(text))
        return cut(text, most)

    def _blocks(self) -> Iterator[Entry]:
        """The body: neighbouring paragraphs, headings and lists are one rich text, as an editor would have it."""
        run = self._taken()
        photos = iter(self._photos)
        for part in self.page.blocks:
            html = self._rich_text(part)
            if html is not None:
                run.append(html)
                continue
            yield from texts(run)
            run = []
            if isinstance(part, parts.PhotoLine):
                yield {"type": "photo", "data": {"photo": next(photos).pk, "caption": ""}}
                self._fit(part.caption, 2000, _("caption"))
                self._fit(part.credit or self.page.photo_credit, 200, _("credit"))
                self._fit(part.alt, 500, _("alternative text"))
            else:
                yield from self._block(part)
            run += self._taken()
        yield from texts([*run, *self._taken()])

    def _taken(self) -> list[str]:
        homeless, self._homeless = self._homeless, []
        return homeless

    def _wanted(self, line: parts.PhotoLine) -> Wanted:
        return Wanted(
            caption=cut(line.caption, 2000),
            credit=cut(line.credit or self.page.photo_credit, 200),
            alt=cut(line.alt, 500),
        )

    def _rich_text(self, part: parts.Block) -> str | None:
        """Paragraphs, headings and lists as rich text, and unplaced lines as marked paragraphs; `None` for the rest."""
        match part:
            case parts.Paragraph():
                return f"<p>{self._inline(part.html)}</p>"
            case parts.Heading():
                return f"<h{part.level}>{escape(part.text)}</h{part.level}>"
            case parts.ListBlock():
                tag = "ol" if part.ordered else "ul"
                return (
                    f"<{tag}>{''.join(f'<li>{self._inline(item.html)}</li>' for item in part.items)}</{tag}>"
                )
            case parts.Unplaced():
                return marked(part.text)
            case parts.PhotoLine(kind="video"):
                return self._video(part)
        return None

    def _inline(self, html: str) -> str:
        """Links relative to a page whose address is not known lead nowhere: only their text can stay."""
        for address in _LINK.findall(html):
            self.notes.append(
                _("A link without its site's address was dropped: %(address)s") % {"address": address}
            )
        return html

    def _video(self, line: parts.PhotoLine) -> str:
        where = line.url or line.file or "–"
        self.notes.append(_("A video became a paragraph; its file was at: %(address)s") % {"address": where})
        text = ": ".join(
            filter(None, ["Video", ". ".join(filter(None, [line.caption.rstrip("."), line.credit]))])
        )
        return f"<p>{link(line.url, text)}</p>" if line.url else f"<p>{escape(text)}</p>"

    def _block(self, part: parts.Block) -> Iterator[Entry]:
        match part:
            case parts.Quote():
                html = part.html or f"<p>{escape(part.text)}</p>"
                name = self._fit(part.attribution, 300, _("who says it"))
                yield {"type": "quote", "data": {"quote": self._inline(html), "attribution": name}}
            case parts.Table():
                yield from self._table(part)
            case parts.Embed():
                yield self._embed(part)
            case parts.Attachment():
                yield self._attachment(part)

    def _table(self, table: parts.Table) -> Iterator[Entry]:
        """A table with more cells than one block holds goes on in another one."""
        caption = self._fit(table.caption, 500, _("caption"))
        header: list[list[str]] = [[escape(cell) for cell in table.header]] if table.header else []
        rows: list[list[str]] = [[self._inline(cell.html) for cell in row] for row in table.rows]
        width = max([len(row) for row in [*header, *rows]], default=0)
        if not width:
            return
        height = max(MAX_CELLS // width - len(header), 1)
        for start in range(0, max(len(rows), 1), height):
            cells = [[*row, *[""] * (width - len(row))] for row in [*header, *rows[start : start + height]]]
            yield {"type": "table", "data": {"caption": caption, "has_header": bool(header), "cells": cells}}

    def _embed(self, part: parts.Embed) -> Entry:
        block = EmbedBlock(url=part.url, title=split(self.page.headline, 300)[0] or part.url[:300])
        try:
            block.clean()
            URLValidator()(part.url)
        except ValidationError:
            return paragraph(link(part.url, part.url))
        return {"type": "embed", "data": {"url": block.url, "title": block.title}}

    def _attachment(self, part: parts.Attachment) -> Entry:
        title = self._fit(part.name, 300, _("title"))
        found = local_file(self.path, part.path) or local_file(self.path, self._beside(part.path))
        if found is None:
            self.notes.append(
                _("The attached file “%(name)s” is not beside the page.") % {"name": part.path or part.name}
            )
            return paragraph(link(part.path, title) if "//" in part.path else escape(title))
        content = read_at_most(found, settings.NEWSROOM_ATTACHMENT_MAX_BYTES)
        try:
            validate_attachment(ContentFile(content, name=found.name))
        except ValidationError as error:
            self.notes += [f"{part.path}: {message}" for message in error.messages]
            return paragraph(escape(title))
        name = self.files.name_for("attachments", sha256(content), ending_of(found.name))
        name = name if is_used(name) else self.files.write(name, content)
        row = AttachmentBlock(title=title, file=name, bytes=len(content))
        return {"type": "attachment", "data": {"title": row.title, "file": row.file.name, "bytes": row.bytes}}

    def _beside(self, address: str) -> str:
        """A link that was relative on the page, relative again; another address as it is."""
        folder = urljoin(self.page.address, ".") if self.page.address else ""
        return unquote(address.removeprefix(folder))

    def _language(self) -> str:
        if self.page.language in Article.Language.values:
            return self.page.language
        self.notes.append(
            _("The page's language “%(language)s” is taken for Vietnamese.")
            % {"language": self.page.language}
        )
        return Article.Language.VI

    def _tags(self) -> Iterator[int]:
        for name in self.page.tags:
            tag = tag_named(self._fit(name, 200, _("tag")))
            if tag is None:
                self._homeless.append(marked(name))
            else:
                yield tag.pk

    def _source(self) -> int | None:
        printed = self.page.source
        if printed is None:
            return None
        source = source_named(self._fit(printed.name, 200, _("source")))
        if source is None:
            self._homeless.append(marked(printed.raw or printed.name))
            return None
        if source.name != printed.name and len(printed.name) <= 200:
            self.notes.append(
                _("The source “%(printed)s” was taken for “%(known)s”.")
                % {"printed": printed.name, "known": source.name}
            )
        return source.pk

    def _source_url(self) -> str:
        """The original's address; one that is merely printed on the page is kept here too, for an editor to judge."""
        address = self.page.source.url if self.page.source else ""
        if not address and self.page.address and not self.page.sure_address:
            address = self.page.address
            self.notes.append(
                _("An address printed on the page is kept as that of the original: %(address)s")
                % {"address": address}
            )
        try:
            URLValidator(schemes=["http", "https"])(address) if address else None
        except ValidationError:
            self._homeless.append(marked(address))
            return ""
        return address

    def _byline(self, author: parts.Author) -> dict[str, Any]:
        known = author_named(author.name)
        name = "" if known else self._fit(author.name, 200, _("author"))
        if known and known.name != author.name:
            self.notes.append(
                _("The author “%(printed)s” was taken for “%(known)s”.")
                % {"printed": author.name, "known": known.name}
            )
        role = " · ".join(filter(None, [role_name(author.role), author.affiliation]))
        return {"author": known.pk if known else None, "name": name, "role": self._fit(role, 100, _("role"))}


def role_name(role: parts.Role) -> str:
    """What stands beside the name of somebody who did not write the article."""
    names = {"compiler": _("compiled by"), "translator": _("translation"), "editor": _("edited by")}
    return names.get(role, "")

"""What a legacy page turns out to hold: the result of reading it, with nothing of its text lost."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

PhotoKind = Literal["photo", "graphic", "video"]
Role = Literal["author", "compiler", "translator", "editor"]


@dataclass(frozen=True, slots=True)
class Rich:
    """One run of text: inline HTML from a short allow-list, and the same text without it."""

    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class ListBlock:
    ordered: bool
    items: tuple[Rich, ...]


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """A picture, or the line that stood under one.

    `file` is a path relative to the page (never checked here: see `local_file`), `url` an address on the
    web; a text page has neither, and the photo waits for its file. `alt` is the page's own alternative text.
    """

    caption: str
    credit: str
    file: str | None = None
    alt: str = ""
    url: str = ""
    kind: PhotoKind = "photo"


@dataclass(frozen=True, slots=True)
class Quote:
    text: str
    attribution: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Rich, ...], ...]


@dataclass(frozen=True, slots=True)
class Embed:
    url: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file offered with the page: `path` relative to it or an address, empty when only its name is printed."""

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Visible text that no rule could place; it goes into the draft as a marked paragraph."""

    text: str


Block = Paragraph | Heading | ListBlock | PhotoLine | Quote | Table | Embed | Attachment | Unplaced


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    role: Role = "author"
    affiliation: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a re-published item comes from; `raw` is the line as printed."""

    name: str
    url: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One decision of the importer: `confidence` from 0 to 1; `why` is a fixed English message, to be translated."""

    part: str
    value: str
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class Discarded:
    """A visible line that is not part of the article (buttons, menus, related titles), and the reason."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something an editor should look at: a fixed English message (to be translated), and what it is about.

    `hinders`: the page should not be published before somebody has looked.
    """

    message: str
    value: str = ""
    hinders: bool = False


@dataclass(slots=True)
class Page:
    """One page, read. Times are aware (Asia/Ho_Chi_Minh); `published_at` is None when the page prints no date.

    `lead` is the text as printed, agency prefix included; `lead_prefix` repeats that prefix alone.
    `photo_credit` is a credit for the pictures of the whole page ("Bài và ảnh: …").
    `digest` is the SHA-256 of the raw bytes, in hexadecimal.
    """

    headline: str = ""
    kicker: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    date_line: str = ""
    lead: str = ""
    lead_prefix: str = ""
    source: Source | None = None
    authors: list[Author] = field(default_factory=list)
    photo_credit: str = ""
    language: str = "vi"
    address: str = ""
    tags: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    warnings: list[Notice] = field(default_factory=list)
    discarded: list[Discarded] = field(default_factory=list)
    digest: str = ""
    encoding: str = ""

    @property
    def unplaced(self) -> list[Unplaced]:
        return [block for block in self.blocks if isinstance(block, Unplaced)]

    @property
    def sure_address(self) -> str:
        """The page's own address, given with it or found in its metadata; one printed in the text is a guess, and
        that of a site's front page says nothing."""
        sure = any(
            finding.part == "address" and finding.confidence >= 0.9 and finding.value == self.address
            for finding in self.findings
        )
        parts = urlsplit(self.address)
        return self.address if sure and (parts.path.strip("/") or parts.query) else ""

    def found(self, part: str, value: str, confidence: float, why: str) -> None:
        self.findings.append(Finding(part, value, confidence, why))

    def discard(self, text: str, why: str) -> None:
        if text:
            self.discarded.append(Discarded(text, why))

    def warn(self, message: str, value: str = "", *, hinders: bool = False) -> None:
        self.warnings.append(Notice(message, value, hinders))

    def every_text(self) -> Iterator[str]:
        """All text that the page still holds, the discarded lines included: what a loss check compares with."""
        yield from (self.headline, self.kicker, self.date_line, self.lead, self.photo_credit, self.address)
        if self.source:
            yield from (self.source.name, self.source.url, self.source.raw)
        for author in self.authors:
            yield from (author.name, author.affiliation)
        yield from self.tags
        for block in self.blocks:
            yield from block_texts(block)
        yield from (finding.value for finding in self.findings)
        yield from (line.text for line in self.discarded)


def block_texts(block: Block) -> Iterator[str]:
    """Each string that a reader of the block would see."""
    match block:
        case Paragraph(text=text) | Heading(text=text) | Unplaced(text=text):
            yield text
        case ListBlock(items=items):
            yield from (item.text for item in items)
        case PhotoLine(caption=caption, credit=credit, alt=alt):
            yield from (caption, credit, alt)
        case Quote(text=text, attribution=attribution):
            yield from (text, attribution)
        case Table(caption=caption, header=header, rows=rows):
            yield caption
            yield from header
            yield from (cell.text for row in rows for cell in row)
        case Embed(url=url):
            yield url
        case Attachment(path=path, name=name):
            yield from (path, name)

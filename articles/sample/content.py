"""The shapes of sample content: plain, immutable, without Django."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

Plan = Literal["live", "scheduled", "withdrawn", "draft", "in_review", "corrected", "updated"]


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    slug: str
    children: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Photo:
    """`focus` is the point to keep when cropping, 0 to 1 from the top left; `drawing` is for `draw_photo`."""

    key: str
    file: str
    caption: str
    alt: str
    credit: str
    creator: str
    source: str
    focus: tuple[float, float]
    drawing: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TextBlock:
    html: str


@dataclass(frozen=True, slots=True)
class PhotoBlock:
    """An empty `caption` means the photo's own."""

    photo: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class GalleryBlock:
    caption: str
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuoteBlock:
    html: str
    attribution: str


@dataclass(frozen=True, slots=True)
class InfoboxBlock:
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class TableBlock:
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class EmbedBlock:
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class AttachmentBlock:
    """`file` is the name to store, `name` what readers see; the bytes come from `attachment_bytes`."""

    file: str
    name: str


Block = (
    TextBlock
    | PhotoBlock
    | GalleryBlock
    | QuoteBlock
    | InfoboxBlock
    | TableBlock
    | EmbedBlock
    | AttachmentBlock
)


@dataclass(frozen=True, slots=True)
class Correction:
    """`wrong` stood where `right` stands now, word for word, in one text block."""

    wrong: str
    right: str
    decided_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    reason: str


@dataclass(frozen=True, slots=True)
class Update:
    """Blocks that were added at the end after the first publication."""

    reason: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """What an editor would have typed, and `plan`: what becomes of it.

    `section` and `tags` are slugs, `authors` and `source` names, `photo` and `translation_of` keys.
    `published_at` is set except for drafts and for what is scheduled, which has `scheduled_in` instead.
    """

    key: str
    headline: str
    kicker: str
    lead: str
    section: str
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    source: str | None
    source_url: str
    photo: str | None
    language: str
    published_at: datetime | None
    plan: Plan
    blocks: tuple[Block, ...]
    scheduled_in: timedelta | None = None
    translation_of: str | None = None
    correction: Correction | None = None
    withdrawal: Withdrawal | None = None
    update: Update | None = None

    def first_blocks(self) -> tuple[Block, ...]:
        """The body as it was first published: with the error still in it, without the later blocks."""
        if self.correction is None:
            return self.blocks
        wrong, right = self.correction.wrong, self.correction.right
        return tuple(
            replace(block, html=block.html.replace(right, wrong)) if isinstance(block, TextBlock) else block
            for block in self.blocks
        )

    def final_blocks(self) -> tuple[Block, ...]:
        """The body after correction and update."""
        return self.blocks + (self.update.blocks if self.update else ())


@dataclass(frozen=True, slots=True)
class Sample:
    """Everything in the order in which it can be stored: an original stands before its translation."""

    sections: tuple[Section, ...]
    tags: tuple[Tag, ...]
    sources: tuple[Source, ...]
    authors: tuple[Author, ...]
    photos: tuple[Photo, ...]
    articles: tuple[Article, ...]

    def section_slugs(self) -> list[str]:
        """Every section's slug, parents before their children."""
        return [
            slug for parent in self.sections for slug in (parent.slug, *(c.slug for c in parent.children))
        ]

"""What both readers (text and HTML) hand to the recogniser: one sequence of lines and ready-made blocks."""

from dataclasses import dataclass, field, replace
from html import escape
from typing import Literal

from .page import Block, Notice, PhotoLine, block_texts

Hint = Literal[
    "",
    "headline",
    "kicker",
    "date",
    "lead",
    "author",
    "source",
    "tags",
    "caption",
    "noise",
    "related",
    "chrome",
]


@dataclass(frozen=True, slots=True)
class Line:
    """One visible line, or one block that the markup already gives whole.

    `gap`: a blank line or a block boundary stands before it. `hint`: what the markup says that it is.
    """

    text: str
    html: str = ""
    gap: bool = True
    hint: Hint = ""
    level: int = 0
    block: Block | None = None
    link: str = ""

    @property
    def markup(self) -> str:
        return self.html or escape(self.text, quote=False)

    @property
    def is_photo(self) -> bool:
        return isinstance(self.block, PhotoLine)

    def with_text(self, text: str) -> "Line":
        return replace(self, text=text, html="")

    def all_text(self) -> str:
        if self.block is None:
            return self.text
        return " ".join(part for part in block_texts(self.block) if part)


@dataclass(slots=True)
class Metadata:
    """What the head of an HTML page says; never preferred to the visible page, except where that is silent."""

    headline: str = ""
    site: str = ""
    published: str = ""
    modified: str = ""
    authors: list[str] = field(default_factory=list)
    address: str = ""
    language: str = ""
    tags: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    lines: list[Line]
    metadata: Metadata = field(default_factory=Metadata)
    warnings: list[Notice] = field(default_factory=list)
    has_gaps: bool = True
    digest: str = ""
    encoding: str = ""

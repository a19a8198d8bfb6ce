"""Door 2: the tables.

Importing this package imports the built-in block types too, so that they are known before any app is ready.
"""

from .user import User  # isort: skip
from .abbreviation import Abbreviation
from .article import Article, Byline, RelatedStory, State, validate_choices
from .correction import Correction
from .edition import Edition, EditionFacet, Facet, Slot
from .imported_page import ImportedPage
from .log import AppendOnly, LogEntry
from .photo import MAX_KEYWORD, MAX_KEYWORDS, DigitalSource, Photo, found_line
from .placement import Placement
from .preview_link import PreviewLink
from .public_change import PublicChange
from .redirect import ArticleSlug, Redirect
from .representations import (
    AuthorRepresentation,
    PhotoRepresentation,
    SectionRepresentation,
    SourceRepresentation,
    TagRepresentation,
)
from .revision import Revision
from .search_entry import SearchEntry
from .taxonomy import Author, Section, Source, Tag
from .withdrawal import Withdrawal

from .. import blocks  # isort: skip

__all__ = [
    "MAX_KEYWORD",
    "MAX_KEYWORDS",
    "Abbreviation",
    "AppendOnly",
    "Article",
    "ArticleSlug",
    "Author",
    "AuthorRepresentation",
    "Byline",
    "Correction",
    "DigitalSource",
    "Edition",
    "EditionFacet",
    "Facet",
    "ImportedPage",
    "LogEntry",
    "Photo",
    "PhotoRepresentation",
    "Placement",
    "PreviewLink",
    "PublicChange",
    "Redirect",
    "RelatedStory",
    "Revision",
    "SearchEntry",
    "Section",
    "SectionRepresentation",
    "Slot",
    "Source",
    "SourceRepresentation",
    "State",
    "Tag",
    "TagRepresentation",
    "User",
    "Withdrawal",
    "blocks",
    "found_line",
    "validate_choices",
]

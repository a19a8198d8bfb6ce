"""What the OpenAPI document says of articles: parameters, cards, documents and their nodes, plug-ins' included."""

from .answers import (
    MOVED,
    OF_AN_ARTICLE,
    article_abbreviations,
    block_type,
    calendar,
    card_page,
    document,
    found_page,
    page,
    related,
    results,
)
from .parameters import (
    ARTICLE_REFERENCE,
    BLOCK_TYPE_NAME,
    ENTRY_ID,
    SINCE,
    changes_page_size,
    document_format,
    parameters,
    photo_parameters,
)

__all__ = [
    "ARTICLE_REFERENCE",
    "BLOCK_TYPE_NAME",
    "ENTRY_ID",
    "MOVED",
    "OF_AN_ARTICLE",
    "SINCE",
    "article_abbreviations",
    "block_type",
    "calendar",
    "card_page",
    "changes_page_size",
    "document",
    "document_format",
    "found_page",
    "page",
    "parameters",
    "photo_parameters",
    "related",
    "results",
]

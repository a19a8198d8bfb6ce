"""`{% load metadata %}{% article_metadata article %}` in the head of a page that shows a whole article."""

from collections.abc import Mapping
from typing import Any

from django import template

from newsroom.pages.metadata import describe

register = template.Library()


@register.inclusion_tag("pages/_metadata.html")
def article_metadata(article: Mapping[str, Any]) -> dict[str, Any]:
    """What machines read of the article: Open Graph, other forms of it, and schema.org as JSON-LD."""
    return describe(article)

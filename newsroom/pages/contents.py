"""A table of contents for long texts: ids on the headings of an edition's HTML, given when the page is made."""

import re
from dataclasses import dataclass
from typing import Any

from articles.language import slugify

HEADING = re.compile(r"<h([2-4])>")
LEAST_HEADINGS = 3
LEAST_LETTERS = 2_500
"""Below these a text is read in one go, and a list of its headings is in the way."""


@dataclass(frozen=True, slots=True)
class Heading:
    anchor: str
    text: str
    level: int


def with_anchors(html: str, body: list[dict[str, Any]]) -> tuple[str, list[Heading]]:
    """The HTML with an id on each heading, and the headings to list: none when the text is short.

    The headings' texts come from the document's nodes, in the order in which they stand in the HTML. Where the two do
    not agree (a theme's own template for headings), the HTML stays as it is.
    """
    nodes = [node for node in body if node["type"] == "heading"]
    if not nodes or [str(node["level"]) for node in nodes] != HEADING.findall(html):
        return html, []
    headings: list[Heading] = []
    taken: set[str] = set()
    for number, node in enumerate(nodes, 1):
        # The prefix keeps them apart from the page's own ids.
        anchor = f"muc-{slugify(node['text'])[:60] or number}"
        anchor = anchor if anchor not in taken else f"{anchor}-{number}"
        taken.add(anchor)
        headings.append(Heading(anchor, node["text"], node["level"]))
    anchors = iter(headings)
    marked = HEADING.sub(lambda match: f'<h{match[1]} id="{next(anchors).anchor}">', html)
    is_long = len(headings) >= LEAST_HEADINGS and len(html) >= LEAST_LETTERS
    return marked, headings if is_long else []

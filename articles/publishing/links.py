"""Links to our own stories in a text.

An editor links to a story by its number (`/articles/17/`), public or not. When an edition is rendered, the link leads to
the story's address if it is public then; otherwise its words stand there without a link, so that no address of a draft
gets out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils import timezone

from ..models import Edition
from ..plugins import Node
from .addresses import article_url

STORY_LINK = re.compile(r'<a href="/articles/([1-9][0-9]{0,17})/?"([^>]*)>(.*?)</a>', re.DOTALL)
"""In canonical markup (see `articles.blocks.markup`): links do not nest, and attributes are escaped."""


def story_ids(html: str) -> list[int]:
    """The numbers of the stories that a text links to, in order."""
    return [int(match[1]) for match in STORY_LINK.finditer(html)]


def find_links(nodes: Iterable[Node]) -> Mapping[int, str]:
    """The public addresses of the stories that these nodes link to. One query, and none without such links."""
    wanted = {story for node in nodes for html in _texts(node) for story in story_ids(html)}
    if not wanted:
        return {}
    rows = Edition.objects.public(timezone.now()).filter(article__in=wanted)
    return {pk: article_url(pk, slug) for pk, slug in rows.values_list("article_id", "slug")}


def with_links(node: Node, links: Mapping[int, str]) -> Node:
    """The node with every link to a story of ours as readers may follow it."""
    return {name: _linked(name, value, links) for name, value in node.items()}


def _linked(name: str, value: Any, links: Mapping[int, str]) -> Any:
    if isinstance(value, dict):
        return with_links(value, links)
    if isinstance(value, list):
        return [_linked(name, item, links) for item in value]
    if name != "html" or not isinstance(value, str):
        return value

    def lead(match: re.Match[str]) -> str:
        address = links.get(int(match[1]))
        return f'<a href="{address}"{match[2]}>{match[3]}</a>' if address else match[3]

    return STORY_LINK.sub(lead, value)


def _texts(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for inner, item in value.items():
            yield from _texts(item, inner)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, name)
    elif name == "html" and isinstance(value, str):
        yield value

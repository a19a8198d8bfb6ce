"""Numbered system checks: a plug-in that is put together wrongly is named at start, not at request time.

articles.E001  two block types, or two extensions, of the same name
articles.E002  a node type that two block types give
articles.E003  a block type without a part that it must have, or whose template cannot be loaded
articles.E004  a name that is not lower-case letters, digits, hyphens and underscores
articles.E005  a block type that is not a concrete model
articles.E006  an extension's field, filter, ordering, column or page part that is taken, reserved or of the wrong kind
articles.E007  a registered block type that the article's admin page does not offer
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.contrib import admin
from django.core import checks
from django.db.models.expressions import Combinable
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template
from django_filters import Filter
from rest_framework import serializers

from .block import Block
from .extension import ArticleExtension, PagePart
from .registry import extensions, registered_blocks

DOCUMENT_MEMBERS = frozenset(
    "id url slug headline lead language published_at updated_at published_display section tags authors source"
    " ai_assisted photo kicker edition corrections translations body abbreviations highlight".split()
)
LIST_PARAMETERS = frozenset(
    "q section tag tag_any source author language on from_date to_date use_date contains abbreviation photo"
    " ordering fields omit expand page_size cursor count format".split()
)
CORE_ORDERINGS = frozenset(["published_at", "-published_at", "-updated_at", "updated_at", "relevance"])
PLACES = frozenset(["aside", "after_body"])
NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", re.ASCII)
KINDS: dict[str, tuple[type, frozenset[str]]] = {
    "fields": (serializers.Field, DOCUMENT_MEMBERS),
    "filters": (Filter, LIST_PARAMETERS),
    "orderings": (str, CORE_ORDERINGS),
}


@checks.register("newsroom")
def check_blocks(**kwargs: Any) -> list[checks.CheckMessage]:
    """Checks E001 to E005 of the block types."""
    blocks = registered_blocks()
    names = [getattr(block, "name", "") for block in blocks]
    node_types = [node for block in blocks for node in nodes_of(block)]
    errors = [_error(1, f"Two block types are called {name!r}.") for name in _doubles(names) if name]
    errors += [_error(2, f"Two block types give nodes of type {name!r}.") for name in _doubles(node_types)]
    for block in blocks:
        errors += _check_block(block)
    return errors


def nodes_of(block: type[Block]) -> Mapping[str, Any]:
    """The block type's nodes; none when they are not a mapping (check E003)."""
    nodes = getattr(block, "nodes", None)
    return nodes if isinstance(nodes, Mapping) else {}


def _check_block(block: type[Block]) -> Iterator[checks.CheckMessage]:
    who = block.__name__
    if not (isinstance(block, type) and issubclass(block, Block)) or block._meta.abstract:
        yield _error(5, f"{who} is not a concrete model made from Block.", block)
        return
    for part in ("name", "label", "icon", "template"):
        if not getattr(block, part, None):
            yield _error(3, f"{who} has no {part!r}.", block)
    if not nodes_of(block):
        yield _error(3, f"{who} has no 'nodes': a dict of node types and their serializers.", block)
    for node, shape in nodes_of(block).items():
        if not (isinstance(shape, type) and issubclass(shape, serializers.BaseSerializer)):
            yield _error(3, f"{who} gives no serializer class for its node {node!r}.", block)
    for method in ("represent", "text"):
        if getattr(block, method) is getattr(Block, method):
            yield _error(3, f"{who} has no {method}().", block)
    for name in (getattr(block, "name", ""), *nodes_of(block)):
        if name and not _well_formed(name):
            yield _error(4, f"{name!r} is no good name for a block or node.", block)
    if getattr(block, "template", None):
        yield from _check_template(3, block.template, block)


def _check_template(number: int, template: Any, owner: Any) -> Iterator[checks.CheckMessage]:
    try:
        get_template(template)
    except TemplateDoesNotExist:
        yield _error(number, f"The template {template!r} is not found.", owner)
    except (TemplateSyntaxError, TypeError, UnicodeDecodeError, AttributeError) as error:
        yield _error(number, f"The template {template!r} cannot be loaded: {error}", owner)


@checks.register("newsroom")
def check_extensions(**kwargs: Any) -> list[checks.CheckMessage]:
    """Checks E001, E004 and E006 of the extensions."""
    names = [getattr(extension, "name", "") for extension in extensions()]
    errors = [_error(1, f"Two extensions are called {name!r}.") for name in _doubles(names) if name]
    for extension in extensions():
        if not _well_formed(getattr(extension, "name", "")):
            errors.append(_error(4, f"{type(extension).__name__} has no good name.", extension))
        errors += _check_parts(extension)
    for kind, (shape, reserved) in KINDS.items():
        errors += _check_names(kind, shape, reserved)
    return errors


def _check_parts(extension: ArticleExtension) -> Iterator[checks.CheckMessage]:
    for name, expression in extension.columns.items():
        if not str(name).isidentifier() or "__" in str(name) or not isinstance(expression, Combinable):
            yield _error(6, f"The column {name!r} is no ORM expression under a plain name.", extension)
    for part in extension.page_parts:
        if not isinstance(part, PagePart) or part.place not in PLACES:
            yield _error(6, f"No page part with a place among {sorted(PLACES)}: {part!r}.", extension)
            continue
        yield from _check_template(6, part.template, extension)


def _check_names(kind: str, shape: type, reserved: frozenset[str]) -> Iterator[checks.CheckMessage]:
    taken = dict.fromkeys(reserved, "the core")
    for extension in extensions():
        owner = getattr(extension, "name", type(extension).__name__)
        names: Mapping[str, object] = getattr(extension, kind)
        for name, value in names.items():
            if name in taken:
                yield _error(6, f"{owner} adds {name!r} to {kind}, which {taken[name]} has.", extension)
            if not isinstance(value, shape):
                yield _error(6, f"{owner}'s {name!r} in {kind} is no {shape.__name__}.", extension)
            taken[name] = owner


@checks.register("newsroom")
def check_editor(**kwargs: Any) -> list[checks.CheckMessage]:
    """Check E007: a block type without an inline would silently be missing from the editor."""
    from django.apps import apps
    from django.test import RequestFactory

    if not apps.is_installed("django.contrib.admin"):
        return []
    desk = admin.site._registry.get(apps.get_model("articles.Article"))
    if desk is None:
        return [_error(7, "Articles are not registered in the admin.")]
    try:
        offered = {inline.model for inline in desk.get_inlines(RequestFactory().get("/"), None)}
    except Exception as error:  # Whatever a broken block type does there, the check says so and goes on.
        return [_error(7, f"The article's admin page cannot be put together: {error!r}")]
    return [
        _error(7, f"The editor does not offer {block.__name__}.", block)
        for block in registered_blocks()
        if block not in offered
    ]


def _error(number: int, message: str, owner: Any = None) -> checks.CheckMessage:
    return checks.Error(message, obj=owner, id=f"articles.E{number:03d}")


def _doubles(names: Iterable[str]) -> list[str]:
    return sorted(name for name, times in Counter(names).items() if times > 1)


def _well_formed(name: object) -> bool:
    return isinstance(name, str) and NAME.fullmatch(name) is not None

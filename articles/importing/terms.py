"""Tags, sources and authors as a page names them: found among those of the house, or made."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from ..language import exact_key, fold, slugify
from ..models import Author, Source, Tag

folded = lru_cache(maxsize=50_000)(fold)


def tag_named(name: str) -> Tag | None:
    """The tag of that name, new when there is none; None for a name without letters and digits."""
    return Tag.objects.filter(key=fold(name)[:200]).first() or _made(Tag, name)


def source_named(name: str) -> Source | None:
    """The source of that name, if need be with other accents; new when there is none, None as for a tag."""
    alike = _alike(Source, name)
    same = [pk for pk, other in alike if exact_key(other) == exact_key(name)]
    known = [*same, *(pk for pk, _other in alike)]
    return Source.objects.get(pk=known[0]) if known else _made(Source, name)


def author_named(name: str) -> Author | None:
    """The one author of the house of that name. Accents tell people apart: they may be missing, never differ. Of
    several none, because any choice would be a guess."""
    alike = _alike(Author, name)
    same = [pk for pk, other in alike if exact_key(other) == exact_key(name)]
    plain = [pk for pk, other in alike if folded(name) in (exact_key(name), exact_key(other))]
    found = same or plain
    return Author.objects.get(pk=found[0]) if len(found) == 1 else None


def _alike(model: type[Source] | type[Author], name: str) -> list[tuple[int, str]]:
    """(id, name) of each whose name has the same letters, whatever its accents, the oldest first."""
    rows = model.objects.order_by("pk").values_list("pk", "name")
    return [(pk, other) for pk, other in rows if folded(other) == folded(name)]


def _made(model: Callable[..., Any], name: str) -> Any:
    """A new row; another one with the same address gives it a number."""
    base = slugify(name)[:95]
    if not base:
        return None
    row = model(name=name, slug=base)
    number = 1
    while type(row).objects.filter(slug=row.slug).exists():
        number += 1
        row.slug = f"{base[:90]}-{number}"
    row.save()
    return row

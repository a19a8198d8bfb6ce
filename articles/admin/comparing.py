"""Snapshots compared in the newsroom's words: the names of sections, photos and people in place of their ids."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext
from django_prose_editor.fields import ProseEditorField

from .. import plugins
from ..models import Article, Author, Byline, Edition, Photo, Section, Source, Tag
from ..publishing import Snapshot
from .diff import Comparison, Words, compare

REFERENCES: dict[str, type[Model]] = {
    "section": Section,
    "source": Source,
    "photo": Photo,
    "tags": Tag,
    "author": Author,
    "related": Article,
}
"""The fields of a snapshot that hold ids, and whose."""


def compare_snapshots(old: Snapshot, new: Snapshot) -> Comparison:
    """What changed from `old` to `new`, in words. One query for each kind of row that is named."""
    return compare(old, new, Words(_labels(), _names([old, new]), _rich_fields()))


def _labels() -> dict[str, str]:
    fields = [*Article._meta.fields, *Article._meta.many_to_many, *Byline._meta.fields]
    labels = {field.name: str(field.verbose_name) for field in fields}
    for name, block in plugins.blocks().items():
        labels[f"block:{name}"] = str(block.label)
        for field in block._meta.concrete_fields:
            labels.setdefault(field.name, str(field.verbose_name))
    own = {
        "bylines": gettext("bylines"),
        "related": gettext("related stories"),
        "yes": gettext("yes"),
        "no": gettext("no"),
    }
    return {**labels, **own}


def _rich_fields() -> set[tuple[str, str]]:
    return {
        (name, field.name)
        for name, block in plugins.blocks().items()
        for field in block._meta.concrete_fields
        if isinstance(field, ProseEditorField)
    }


def _names(snapshots: Iterable[Snapshot]) -> dict[tuple[str, Any], str]:
    wanted: dict[str, set[int]] = {}
    for snapshot in snapshots:
        for name, value in _ids(snapshot):
            wanted.setdefault(name, set()).add(value)
    names = {
        (name, row.pk): _named(row)
        for name, ids in wanted.items()
        for row in REFERENCES[name]._default_manager.filter(pk__in=ids)
    }
    # A story goes by what readers know it as: whoever compares may have no right to its draft.
    public = Edition.objects.public(timezone.now()).filter(article__in=wanted.get("related", []))
    for pk, headline in public.values_list("article_id", "headline") if "related" in wanted else ():
        names["related", pk] = f"{headline} (#{pk})"
    return names


def _ids(value: Any, name: str = "") -> Iterator[tuple[str, int]]:
    """Every id in a snapshot with the name of its field, however deep it stands."""
    if isinstance(value, dict):
        for inner, item in value.items():
            yield from _ids(item, inner)
    elif isinstance(value, list):
        for item in value:
            yield from _ids(item, name)
    elif name in REFERENCES and type(value) is int:
        yield name, value


def _named(row: Model) -> str:
    return f"{row} (#{row.pk})" if isinstance(row, Photo | Article) else str(row)


def summaries(entries: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """Blocks of a snapshot as an editor would tell them apart: `key`, `label`, `text`."""
    snapshot = {"blocks": list(entries)}
    return [
        {"key": block.key, "label": block.label, "text": block.summary}
        for block in compare_snapshots(snapshot, snapshot).blocks
    ]

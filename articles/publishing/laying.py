"""A snapshot laid back into the tables, after everything in it was checked."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext

from .. import plugins
from ..models import Article, Byline, RelatedStory
from ..plugins import Block, validate_json_text
from .errors import Fault, NotPublishable
from .snapshots import ArticleSnapshot, BlockEntry, Snapshot, serializer_faults

Entry = dict[str, Any]


@dataclass(slots=True)
class Plan:
    """What laying a snapshot's blocks would do, and what stands against it."""

    saved: list[Block] = field(default_factory=list)
    deleted: list[Block] = field(default_factory=list)
    carried: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def lay_snapshot(article: Article, snapshot: Snapshot) -> list[Entry]:
    """Makes the tables hold what the snapshot says; gives the entries of block types that are not installed.

    Blocks are known by key: one that stays keeps its row, and with it what hangs on the row. Raises `NotPublishable`
    with every fault when the snapshot does not fit the tables; then nothing was written.
    """
    form = ArticleSnapshot(article, data=snapshot)
    faults = [] if form.is_valid() else list(serializer_faults(form.errors))
    plan = _plan_blocks(article, snapshot.get("blocks"))
    faults += _related_faults(article, form.validated_data.get("related", []) if not faults else [])
    if faults or plan.faults:
        raise NotPublishable([*faults, *plan.faults])
    fields = dict(form.validated_data)
    bylines, tags, related = fields.pop("bylines"), fields.pop("tags", []), fields.pop("related", [])
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    article.tags.set(tags)
    article.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(article=article, position=position, **byline) for position, byline in enumerate(bylines)
    )
    article.related_stories.all().delete()
    RelatedStory.objects.bulk_create(
        RelatedStory(article=article, position=position, story_id=story)
        for position, story in enumerate(related)
    )
    for row in plan.saved:
        row.save()
    for row in plan.deleted:
        row.delete()
    return plan.carried


def _related_faults(article: Article, related: list[int]) -> list[Fault]:
    if not related:
        return []
    known = set(Article.objects.filter(pk__in=related).exclude(pk=article.pk).values_list("pk", flat=True))
    message = gettext("Story %(id)d cannot be named as related: there is none, or it is this one.")
    return [Fault(message % {"id": story}, "related") for story in related if story not in known]


def _plan_blocks(article: Article, raw_entries: Any) -> Plan:
    plan = Plan()
    if not isinstance(raw_entries, list):
        plan.faults.append(Fault(gettext("The blocks are missing."), "blocks"))
        return plan
    installed = plugins.blocks()
    by_type: dict[str, list[tuple[str, Entry]]] = {name: [] for name in installed}
    seen: set[UUID] = set()
    for number, raw in enumerate(raw_entries, 1):
        form = BlockEntry(data=raw)
        if not form.is_valid():
            plan.faults += serializer_faults(form.errors, str(number))
            continue
        entry = dict(form.validated_data)
        place = f"{entry['type']} {number}"
        if entry["key"] in seen:
            plan.faults.append(
                Fault(gettext("Two blocks have the same key."), "key", place, str(entry["key"]))
            )
        seen.add(entry["key"])
        if entry["type"] in installed:
            by_type[entry["type"]].append((place, entry))
        else:
            _carry(plan, place, entry, raw["data"])
    for name, entries in by_type.items():
        _plan_type(plan, article, installed[name], entries)
    return plan


def _carry(plan: Plan, place: str, entry: Entry, data: dict[str, Any]) -> None:
    """The data stay as they are, provided that a JSON column can hold them."""
    try:
        validate_json_text(data)
        json.dumps(data, allow_nan=False)
    except (ValidationError, ValueError, TypeError):
        message = gettext("The data hold something that cannot be stored.")
        plan.faults.append(Fault(message, "data", place, str(entry["key"])))
        return
    plan.carried.append({**entry, "key": str(entry["key"]), "data": data})


def _plan_type(plan: Plan, article: Article, block: type[Block], entries: list[tuple[str, Entry]]) -> None:
    if not entries and article._state.adding:
        return
    mine = Q(pk__in=[]) if article._state.adding else Q(parent=article.pk)
    found = block._default_manager.filter(mine | Q(key__in=[entry["key"] for _, entry in entries]))
    rows: dict[UUID, Block] = {row.key: row for row in found}
    for place, entry in entries:
        row = rows.pop(entry["key"], None) or block(parent=article, key=entry["key"])
        if row.pk and row.parent_id != article.pk:
            message = gettext("The block belongs to another article.")
            plan.faults.append(Fault(message, "key", place, str(entry["key"])))
            continue
        faults = _fill(row, article, entry, place)
        plan.faults += faults
        if not faults:
            plan.saved.append(row)
    plan.deleted += rows.values()


def _fill(row: Block, article: Article, entry: Entry, place: str) -> list[Fault]:
    """Gives the row what the entry says, unsaved."""
    key = str(entry["key"])
    form = row.get_serializer()(row if row.pk else None, data=entry["data"])
    if not form.is_valid():
        return list(serializer_faults(form.errors, place, key))
    row.parent, row.ordering = article, entry["ordering"]
    for name, value in form.validated_data.items():
        setattr(row, name, value)
    if not row._meta.constraints:
        return []
    try:
        row.validate_constraints(exclude={"parent"})
    except ValidationError as error:
        return list(validation_faults(error, place, key))
    return []


def missing_plugin(entry: dict[str, Any], place: int | None = None) -> Fault:
    """The fault of a block whose type is not installed."""
    message = gettext("The plug-in for blocks of type “%(name)s” is not installed.") % {"name": entry["type"]}
    return Fault(message, "", f"{entry['type']} {place}" if place else entry["type"], entry["key"])


def validation_faults(error: ValidationError, block: str, key: str) -> list[Fault]:
    """A model's errors as a flat list of faults."""
    messages = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return [
        Fault(text, "" if name == "__all__" else name, block, key)
        for name, texts in messages.items()
        for text in texts
    ]

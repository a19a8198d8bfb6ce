"""The article's form as it was posted, as a snapshot. Nothing is written: it is looked at, compared, or thrown away."""

import uuid
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import FileField
from django.http import HttpRequest
from django.utils import timezone

from .. import plugins
from ..language import TIME_ZONE
from ..models import Article, Byline, RelatedStory
from ..plugins import Block
from ..publishing import EMPTY_SNAPSHOT, Snapshot

UNREADABLE = (ValidationError, ObjectDoesNotExist, LookupError, TypeError, ValueError)


def form_snapshot(desk: Any, request: HttpRequest, article: Article) -> Snapshot:
    """What a save would make of the form. What is not valid is left out, as is a file that was not uploaded yet."""
    kept = _kept(article)
    form_class = desk.get_form(request, article if article.pk else None, change=bool(article.pk))
    form = form_class(request.POST, instance=_copy_of(article))
    form.is_valid()
    snapshot: Snapshot = {**EMPTY_SNAPSHOT, **kept, "bylines": [], "related": [], "blocks": []}
    for name in EMPTY_SNAPSHOT:
        if name in form.cleaned_data:
            snapshot[name] = _plain(form.cleaned_data[name])
    formsets, _ = desk._create_formsets(request, form.instance, change=bool(article.pk))
    with timezone.override(TIME_ZONE):
        for formset in formsets:
            _read(formset, snapshot)
    snapshot["blocks"].sort(key=lambda entry: (entry["ordering"], entry["key"]))
    snapshot["bylines"] = [byline for _, byline in sorted(snapshot["bylines"], key=lambda pair: pair[0])]
    snapshot["related"] = list(
        dict.fromkeys(story for _, story in sorted(snapshot["related"], key=lambda pair: pair[0]))
    )
    return snapshot


def _kept(article: Article) -> Snapshot:
    """What the form does not hold: entries of block types that are not installed are carried on by a save."""
    newest = article.revisions.first() if article.pk else None
    return (
        {name: value for name, value in newest.snapshot.items() if name in EMPTY_SNAPSHOT} if newest else {}
    )


def _copy_of(article: Article) -> Article:
    """The form writes into its instance, which others go on using."""
    return Article.objects.get(pk=article.pk) if article.pk else Article()


def _plain(value: Any) -> Any:
    if hasattr(value, "values_list"):
        return list(value.values_list("pk", flat=True))
    if isinstance(value, list | tuple):
        return [getattr(item, "pk", item) for item in value]
    if hasattr(value, "isoformat"):
        return value.astimezone(TIME_ZONE).isoformat() if value.tzinfo else value.isoformat()
    return getattr(value, "pk", value)


def _read(formset: Any, snapshot: Snapshot) -> None:
    if not formset.management_form.is_valid():
        return
    formset.is_valid()
    for number, form in enumerate(formset.forms):
        data = getattr(form, "cleaned_data", None)
        if (
            not data
            or data.get("DELETE")
            or (number >= formset.initial_form_count() and not form.has_changed())
        ):
            continue
        if formset.model is Byline:
            author = data.get("author")
            byline = {
                "author": author.pk if author else None,
                "name": data.get("name") or "",
                "role": data.get("role") or "",
            }
            snapshot["bylines"].append(((data.get("position") or 0, number), byline))
        elif formset.model is RelatedStory and data.get("story"):
            snapshot["related"].append(((data.get("position") or 0, number), data["story"].pk))
        elif issubclass(formset.model, Block) and formset.model.name in plugins.blocks():
            _read_block(form.instance, data, snapshot)


def _read_block(block: Block, data: dict[str, Any], snapshot: Snapshot) -> None:
    """The block as the form made it. One that is not valid keeps what is valid of it."""
    for field in block._meta.concrete_fields:
        if (
            isinstance(field, FileField)
            and getattr(block, field.name)
            and not getattr(block, field.name)._committed
        ):
            return
    try:
        entry = dict(block.get_serializer()(block).data)
    except UNREADABLE:
        return
    snapshot["blocks"].append(
        {
            "type": block.name,
            "key": str(block.key or uuid.uuid4()),
            "ordering": data.get("ordering") or block.ordering,
            "data": entry,
        }
    )

"""A block copied: into the same article or from another one."""

from pathlib import PurePath
from uuid import UUID

from django.core.files.base import File
from django.db.models import F, FileField
from django.utils.translation import gettext

from .. import plugins
from ..models import Article
from ..plugins import Block
from .errors import NotPublishable, Refused
from .snapshots import serializer_faults


def clone_block(article: Article, key: UUID, *, source: Article | None = None) -> Block:
    """A copy of the block with this key, of `article` or of `source`: with a key and files of its own, right after the
    original, or at the end when it comes from another article.

    The caller holds the article's lock, has asked whether both articles are the editor's to use, and keeps the revision.
    Raises `Refused` when there is no such block, `NotPublishable` when it does not fit the tables.
    """
    owner = source or article
    found = [
        row
        for block in plugins.blocks().values()
        for row in block._default_manager.filter(parent=owner, key=key)
    ]
    if not found:
        raise Refused(gettext("The block that was to be copied is not there any longer."))
    original = found[0]
    form_class = original.get_serializer()
    form = form_class(data=form_class(original).data)
    if not form.is_valid():
        raise NotPublishable(list(serializer_faults(form.errors, original.name, str(key))))
    copy = type(original)(parent=article, region=original.region, **form.validated_data)
    if owner.pk == article.pk:
        copy.ordering = _make_room(article, original.ordering)
    else:
        copy.ordering = _last(article) + 10
    _copy_files(original, copy)
    copy.save()
    return copy


def _make_room(article: Article, after: int) -> int:
    """A place right after `after`: what stands below moves down."""
    for block in plugins.blocks().values():
        block._default_manager.filter(parent=article, ordering__gt=after).update(ordering=F("ordering") + 10)
    return after + 5


def _last(article: Article) -> int:
    places = [
        block._default_manager.filter(parent=article)
        .order_by("-ordering")
        .values_list("ordering", flat=True)
        .first()
        for block in plugins.blocks().values()
    ]
    return max((place for place in places if place is not None), default=0)


def _copy_files(original: Block, copy: Block) -> None:
    """Files of its own: what is deleted with one block stays with the other."""
    for field in original._meta.concrete_fields:
        if not isinstance(field, FileField) or not (stored := getattr(original, field.name)):
            continue
        with stored.open("rb") as file:
            getattr(copy, field.name).save(PurePath(stored.name).name, File(file), save=False)

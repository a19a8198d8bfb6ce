"""The base class of every block type."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from content_editor.models import PluginBase
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.utils import validate_file_name
from django.core.validators import MaxLengthValidator
from django.db import models
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

Node = dict[str, Any]
"""One typed piece of a document's body: `{"type": "paragraph", "html": …, "text": …}`."""

PHOTO_MODEL = "articles.Photo"


class StoredFileField(serializers.CharField):
    """A file that is in the storage already, by its name there."""

    def __init__(self, *, max_length: int = 100, **kwargs: Any) -> None:
        # The model's validators look at an upload; they have seen this file.
        kwargs["validators"] = [validate_stored_name, MaxLengthValidator(max_length)]
        super().__init__(**kwargs)

    def to_representation(self, value: Any) -> str:
        return value.name or ""


def validate_stored_name(name: str) -> None:
    """A relative path inside the storage."""
    try:
        validate_file_name(name, allow_relative_path=True)
    except SuspiciousFileOperation as error:
        raise ValidationError(_("This is no name of a stored file."), code="invalid") from error


class BlockSerializer(serializers.ModelSerializer):
    """A block as it is edited; files by their name in the storage."""

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.FileField: StoredFileField,
        models.ImageField: StoredFileField,
    }


def validate_json_text(value: Any) -> None:
    """Refuses what PostgreSQL cannot hold in a JSON column: NUL and lone surrogates in any text or key."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            pending.extend(item)
            pending.extend(item.values())
        elif isinstance(item, list):
            pending.extend(item)
        elif isinstance(item, str) and (
            "\x00" in item or any("\ud800" <= letter <= "\udfff" for letter in item)
        ):
            raise ValidationError(_("The text holds a character that cannot be stored."), code="unstorable")


class Block(PluginBase):
    """A piece of an article's body, as editors write it: one row and its foreign keys.

    `represent`, `text` and the template work on an unsaved instance, because what is published is built from a
    revision and not from the row. Nested items (a gallery's photos, a table's cells) are one validated JSON column.
    Rules that a block must meet before it may be published stand in Django's own `clean()`.
    """

    name: ClassVar[str]
    """The block type's name in revisions and in the API, unique across plug-ins."""
    label: ClassVar[str | Promise]
    icon: ClassVar[str]
    """A Material icon's name, for the editor's insert button."""
    nodes: ClassVar[Mapping[str, type[serializers.Serializer]]]
    """What clients get: each node type that `represent` gives, with its serializer. Unique across plug-ins."""
    template: ClassVar[str]
    """HTML of the block for the readers' page; its context has `block` and `nodes`."""
    serializer: ClassVar[type[serializers.ModelSerializer] | None] = None
    """The block as it is edited, for revisions. By default, and when it has no `Meta`, every column of the model."""
    inline: ClassVar[type | None] = None
    """A `ContentEditorInline` for the editor. By default one made from the model."""

    parent = models.ForeignKey(
        "articles.Article",
        related_name="%(app_label)s_%(class)s_set",
        on_delete=models.CASCADE,
        editable=False,
    )
    region = models.CharField(max_length=32, default="main")
    ordering = models.IntegerField(default=0)
    key = models.UUIDField(_("key"), default=uuid.uuid4, editable=False, unique=True)

    class Meta:
        abstract = True
        ordering = ["ordering", "pk"]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def represent(self) -> Sequence[Node]:
        """The block as API nodes, each with the `type` that `nodes` declares."""
        raise NotImplementedError(f"{type(self).__name__}.represent()")

    def text(self) -> str:
        """The block as plain text, for search."""
        raise NotImplementedError(f"{type(self).__name__}.text()")

    def photos(self) -> Iterable[Any]:
        """The photos that the block shows: each must be fit to publish. By default its foreign keys to a photo."""
        for field in self._meta.concrete_fields:
            is_photo = field.is_relation and field.related_model._meta.label == PHOTO_MODEL
            if is_photo and getattr(self, field.attname) is not None:
                yield getattr(self, field.name)

    def html(self, nodes: Sequence[Node]) -> str:
        """The block's HTML for the readers' page, made from its finished nodes."""
        return render_to_string(self.template, {"block": self, "nodes": nodes}).strip()

    @classmethod
    def get_serializer(cls) -> type[serializers.ModelSerializer]:
        """The serializer of the block as it is edited: every column but those that place it in its article."""
        base = cls.serializer or BlockSerializer
        if hasattr(base, "Meta"):
            return base
        placing = {"id", "parent", "region", "ordering", "key"}
        columns = [field for field in cls._meta.concrete_fields if field.name not in placing]
        options = {
            "model": cls,
            "fields": [field.name for field in columns],
            "extra_kwargs": {field.name: _revision_options(field) for field in columns},
        }
        return type(f"{cls.__name__}Serializer", (base,), {"Meta": type("Meta", (), options)})


def _revision_options(field: models.Field) -> dict[str, Any]:
    """Columns that the form does not show belong to the revision all the same, and a draft may be unfinished: what
    must be filled in is asked when it is published."""
    options: dict[str, Any] = {"read_only": False}
    is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
    if is_text or (isinstance(field, models.FileField) and field.blank):
        options["allow_blank"] = True
    if not field.editable:
        options["required"] = not (field.has_default() or field.null)
        options["validators"] = list(field.validators)
    return options


def document_node(name: str, serializer: type[serializers.Serializer]) -> serializers.Serializer:
    """The serializer of a node as it stands in a document: the block type's own, with `type` and `key` in front.

    `key` is the UUID of the block that gave the node: one block may give several nodes.
    """
    fields = {
        "type": serializers.ChoiceField(choices=[name], help_text="What kind of node this is."),
        "key": serializers.UUIDField(help_text="The block that gave this node."),
    }
    return type(f"{name.title().replace('_', '').replace('-', '')}Node", (serializer,), fields)()

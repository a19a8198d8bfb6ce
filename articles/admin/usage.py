"""What still shows a photo or a term, beyond what foreign keys protect: such rows are not deleted."""

from collections.abc import Iterator
from typing import Any

from django.db.models import JSONField, Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest

from .. import plugins
from ..models import Article, Edition, Facet, Photo
from ..plugins import Block
from .lists import DeskAdmin

SHOWN = 20
"""So many users of a row are named; more would not help."""


class KeptWhileUsed(DeskAdmin):
    """Refuses to delete what an edition, past ones included, or a block shows, and names them."""

    facet: Facet

    def facet_value(self, obj: Any) -> str:
        return str(obj.slug)

    def users_of(self, obj: Any) -> Iterator[Model]:
        yield from editions_showing(self.facet, self.facet_value(obj))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, list[Any]]:
        """Adds to Django's list of what stands against the deletion."""
        deleted, counts, permissions, protected = super().get_deleted_objects(objs, request)
        named = [f"{user._meta.verbose_name}: {user}" for obj in objs for user in self.users_of(obj)]
        protected = [*dict.fromkeys(named), *protected]
        # What stands against it is said before who might do it: nobody may.
        return deleted, counts, set() if protected else permissions, protected


def editions_showing(facet: Facet, value: str) -> "QuerySet[Edition]":
    """Editions of any time that can be found by the value: a withdrawn one may come back."""
    text = f'["{facet}", "{value}"]'
    rows = Edition.objects.annotate(facets_text=Cast("facets", TextField())).filter(
        facets_text__contains=text
    )
    return rows.only("headline", "article_id", "number")[:SHOWN]


def articles_showing(photo: Photo) -> Iterator[Article]:
    """Articles whose blocks show the photo, also by its number inside a JSON column, which no foreign key protects."""
    for block in plugins.blocks().values():
        for row in _rows_naming(block, photo):
            if any(shown.pk == photo.pk for shown in row.photos()):
                yield row.parent


def _rows_naming(block: type[Block], photo: Photo) -> "QuerySet[Block]":
    rows = block._default_manager.select_related("parent")
    named = Q(pk__in=[])
    for field in block._meta.concrete_fields:
        if field.related_model is Photo:
            named |= Q(**{field.name: photo})
        elif isinstance(field, JSONField):
            rows = rows.annotate(**{f"{field.name}_text": Cast(field.name, TextField())})
            named |= Q(**{f"{field.name}_text__contains": str(photo.pk)})
    return rows.filter(named)

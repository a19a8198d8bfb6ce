"""The base class of what adds to articles without touching them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models.expressions import Combinable
from django.urls import URLPattern
from django_filters import Filter
from rest_framework import serializers


@dataclass(frozen=True, slots=True)
class PagePart:
    """A piece of the readers' article page: a template and the place where it stands."""

    place: str
    """`aside` or `after_body`."""
    template: str


class ArticleExtension:
    """What a guest adds to every public article. Each member has a working default.

    The columns ride on the one query of a public read, and `represent` is spliced into the stored bytes: code that
    runs per row must not query.
    """

    name: ClassVar[str]
    """Unique across plug-ins."""
    columns: ClassVar[Mapping[str, Combinable]] = {}
    """ORM expressions on `Edition`, by alias; reach a table of your own through `article__…`."""
    fields: ClassVar[Mapping[str, serializers.Field]] = {}
    """The members that `represent` adds to card and document, with their serializer fields (for the API's schema)."""
    filters: ClassVar[Mapping[str, Filter]] = {}
    """Query parameters of article lists: django-filter filters on `Edition`."""
    orderings: ClassVar[Mapping[str, str]] = {}
    """Sort keys of article lists: parameter value (with `-` for descending) to the path of a float in a table of your
    own that has an article as its key (`article__tally__score`), with an index on both. Articles whose column is null
    are left out of that list."""
    routes: ClassVar[Sequence[URLPattern]] = ()
    """URL patterns below `/api/v1/`."""
    admin_inlines: ClassVar[Sequence[type]] = ()
    """Inlines on the article's admin page."""
    admin_columns: ClassVar[Sequence[Any]] = ()
    """Columns of the article list in the admin: callables that take an article, decorated with `admin.display`."""
    admin_related: ClassVar[Sequence[str]] = ()
    """Relations of the article that those columns read, fetched with the list (`select_related`)."""
    admin_filters: ClassVar[Sequence[Any]] = ()
    """Filters of the article list in the admin."""
    page_parts: ClassVar[Sequence[PagePart]] = ()
    """Templates on the readers' page; their context has `article` (the document, with the extension's fields) and
    `part.row` (the extension's columns)."""

    def represent(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The extension's members of card and document, from the columns of one row."""
        return {}

    def linked_data(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Members of the article's schema.org description on the readers' page (`NewsArticle`), from the document with
        what `represent` added."""
        return {}

    def version(self, row: Mapping[str, Any]) -> str:
        """What `represent` depends on, as a short text: part of the ETag, and rows of one version share their members.

        By default the values of all columns.
        """
        return repr(list(row.values()))

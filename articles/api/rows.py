"""Public editions as rows of one query, and the extensions' parts spliced into their bytes."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.db.models import QuerySet

from newsroom.api import render_json

from .. import plugins
from ..models import Edition
from ..plugins import ArticleExtension

MOST_PARTS = 10_000


@dataclass(frozen=True, slots=True)
class Row:
    """One public article: where it stands in its list, what decides its bytes, and the bytes."""

    article_id: int
    position: Any
    digest: str
    body: bytes
    """JSON; empty when only the versions were asked for."""
    columns: tuple[Any, ...]
    """The extensions' columns, in the order of `Projection.aliases`."""
    text: str = ""
    """Its words as published, line by line, when highlights were asked for."""


class Projection:
    """Which columns a public read selects: the edition's own bytes and the extensions' columns beside them."""

    def __init__(self, bytes_field: str, extensions: Sequence[ArticleExtension] | None = None) -> None:
        self.bytes_field = bytes_field
        self.extensions = plugins.extensions() if extensions is None else extensions
        self.parts: dict[tuple[str, str], bytes] = {}
        """Members that were written before, by extension and version."""

    @cached_property
    def aliases(self) -> dict[str, tuple[ArticleExtension, str]]:
        """SQL alias to (extension, its own name of the column)."""
        return {
            f"{extension.name}__{column}".replace("-", "_").replace("__", "_x_"): (extension, column)
            for extension in self.extensions
            for column in extension.columns
        }

    def select(
        self, queryset: "QuerySet[Edition]", position: str, *, with_bytes: bool, with_text: bool = False
    ) -> "QuerySet[Edition, tuple[Any, ...]]":
        """The query's tuples, as `read` takes them."""
        columns = {alias: extension.columns[name] for alias, (extension, name) in self.aliases.items()}
        body = [self.bytes_field] if with_bytes else []
        text = ["search_text"] if with_bytes and with_text else []
        return queryset.annotate(**columns).values_list(
            "article_id", position, "digest", *columns, *body, *text
        )

    def read(self, values: Sequence[Any], *, with_bytes: bool) -> Row:
        """One tuple of `select` as a row."""
        end = 3 + len(self.aliases)
        body = bytes(values[end]) if with_bytes else b""
        text = values[end + 1] if len(values) > end + 1 else ""
        return Row(values[0], values[1], values[2], body, tuple(values[3:end]), text)

    def version(self, row: Row) -> str:
        """What the row's bytes depend on, extensions included: part of the ETag."""
        versions = [extension.version(columns) for extension, columns in self._by_extension(row)]
        return "\n".join([row.digest, *versions])

    def splice(self, row: Row) -> bytes:
        """The row's JSON with the extensions' members at the end."""
        added = b"".join([self._part(extension, columns) for extension, columns in self._by_extension(row)])
        return b"%b%b}" % (row.body[:-1], added) if added else row.body

    def _part(self, extension: ArticleExtension, columns: Mapping[str, Any]) -> bytes:
        """The extension's members as JSON, each with a comma before it; written once for each version."""
        key = extension.name, extension.version(columns)
        part = self.parts.get(key)
        if part is None:
            if len(self.parts) >= MOST_PARTS:
                self.parts.clear()
            members = extension.represent(columns).items()
            part = b"".join([b',"%b":%b' % (name.encode(), render_json(value)) for name, value in members])
            self.parts[key] = part
        return part

    @cached_property
    def places(self) -> list[tuple[ArticleExtension, tuple[str, ...], slice]]:
        """Each extension with the names of its columns and their place in a row."""
        found, start = [], 0
        for extension in self.extensions:
            end = start + len(extension.columns)
            found.append((extension, tuple(extension.columns), slice(start, end)))
            start = end
        return found

    def _by_extension(self, row: Row) -> list[tuple[ArticleExtension, Mapping[str, Any]]]:
        columns = row.columns
        return [
            (extension, dict(zip(names, columns[place], strict=True)))
            for extension, names, place in self.places
        ]


def projection_of(bytes_field: str) -> Projection:
    """The projection with the installed extensions, made once."""
    return _projection(bytes_field, plugins.extensions())


@cache
def _projection(bytes_field: str, extensions: tuple[ArticleExtension, ...]) -> Projection:
    return Projection(bytes_field, extensions)


@dataclass(frozen=True, slots=True)
class Members:
    """Which top-level members a client wants: all, only some (`fields`), or all but some (`omit`)."""

    fields: tuple[str, ...] = ()
    omit: tuple[str, ...] = ()

    def pick(self, body: bytes) -> bytes:
        """The JSON object with the wanted members only, in their usual order."""
        if not (self.fields or self.omit):
            return body
        return render_json({name: value for name, value in json.loads(body).items() if self.wants(name)})

    def wants(self, name: str) -> bool:
        return name in self.fields if self.fields else name not in self.omit


def member_names(own: Collection[str]) -> list[str]:
    """The top-level members of a card or document: its own and the extensions'."""
    return [*own, *(name for extension in plugins.extensions() for name in extension.fields)]

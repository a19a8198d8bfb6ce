"""What the public API answers: cards, documents, nodes and pages of them, as components of the schema."""

from functools import cache
from typing import Any

from rest_framework import serializers

from newsroom.api import PublicSchema, Schema

from ... import plugins
from ...plugins import ArticleExtension, document_node
from ...publishing import Card, CorrectionRepresentation, Document
from .. import ninjs
from .parameters import DAY

MOVED = {"308": "The reference is a slug; Location is the address with the id, the query kept"}
GONE = {"410": "It was public and is no more: withdrawn, with the reason, or expired"}


def described(serializer: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """The serializer of a card or document with the members that the installed extensions add."""
    return _with_extensions(serializer, plugins.extensions())


@cache
def _with_extensions(
    serializer: type[serializers.Serializer], extensions: tuple[ArticleExtension, ...]
) -> type[serializers.Serializer]:
    added = {name: field for extension in extensions for name, field in extension.fields.items()}
    return type(serializer.__name__, (serializer,), {"__doc__": serializer.__doc__, **added})


def results(schema: PublicSchema, name: str, item: Schema) -> Schema:
    """An unpaged list."""
    return schema.named(name, _object({"results": {"type": "array", "items": item}}))


def page(schema: PublicSchema, name: str, item: Schema, *, counted: bool, endless: bool = False) -> Schema:
    """A page of a list, with the addresses of its neighbours; `endless`: there is always a next one."""
    neighbour = {"type": ["string", "null"], "format": "uri"}
    members = {
        "next": {"type": "string", "format": "uri"} if endless else neighbour,
        "previous": neighbour,
        "results": {"type": "array", "items": item},
    }
    whole = _object(members)
    if counted:
        whole["properties"]["count"] = {
            "type": "integer",
            "minimum": 0,
            "description": "Only when it is asked for.",
        }
    return schema.named(name, whole)


def card_page(schema: PublicSchema) -> Schema:
    """A page of cards; of parts of cards when `fields` or `omit` is given."""
    card = schema.reference(described(Card))
    parts = _parts(schema, "PartialCard", card)
    return {
        "anyOf": [
            page(schema, "CardPage", card, counted=True),
            page(schema, "PartialCardPage", parts, counted=True),
        ]
    }


def found_page(schema: PublicSchema) -> Schema:
    """A page of cards; with `q` and `expand=highlight` they tell where it was found."""
    whole = schema.reference(described(Card))
    html = {"type": "string", "description": "HTML: escaped text with what was found in `<mark>`."}
    found = {
        **_object({"headline": html, "lead": html, "text": html}),
        "description": "With `expand=highlight`.",
    }
    _component(schema, whole)["properties"]["highlight"] = schema.named("Highlight", found)
    return card_page(schema)


def related(schema: PublicSchema) -> Schema:
    return results(schema, "RelatedCards", schema.reference(described(Card)))


def document(schema: PublicSchema) -> Schema:
    """A whole article; a part of it when `fields` or `omit` is given, ninjs with `format=ninjs`. `related` only when it
    is asked for."""
    whole = schema.reference(described(Document))
    properties = _component(schema, whole)["properties"]
    properties["body"] = {"type": "array", "items": node(schema)}
    cards = {
        "type": "array",
        "items": schema.reference(described(Card)),
        "description": "With `expand=related`.",
    }
    properties["related"] = cards
    return {"anyOf": [whole, _parts(schema, "PartialDocument", whole), ninjs.ninjs_schema(schema)]}


def node(schema: PublicSchema) -> Schema:
    """A node of a body: one of the installed types, told apart by `type`, or one of a plug-in that was removed."""
    nodes = {
        name: schema.reference(_body_node(name, serializer))
        for block in plugins.blocks().values()
        for name, serializer in block.nodes.items()
    }
    other = schema.named(
        "BodyOther",
        {
            "type": "object",
            "description": "A node of a block type that is no longer installed, as it was published.",
            "required": ["type", "key"],
            "properties": {
                "type": {"type": "string", "not": {"enum": list(nodes)}},
                "key": {"type": "string", "format": "uuid"},
            },
            "additionalProperties": True,
        },
    )
    mapping = {name: reference["$ref"] for name, reference in nodes.items()}
    choice = {
        "oneOf": [*nodes.values(), other],
        "discriminator": {"propertyName": "type", "mapping": mapping},
    }
    return schema.named("BodyNode", choice)


@cache
def _body_node(name: str, serializer: type[serializers.Serializer]) -> type[serializers.Serializer]:
    whole = type(document_node(name, serializer))
    title = name.title().replace("_", "").replace("-", "")
    return type(f"Body{title}", (whole,), {"__doc__": serializer.__doc__ or f"A node of type `{name}`."})


def withdrawn(schema: PublicSchema) -> Schema:
    """The problem that a withdrawn article answers with; an expired one has no more members than any."""
    members = {
        "reason": {"type": "string", "description": "Why it was withdrawn."},
        "withdrawn_at": {"type": "string", "format": "date-time"},
        "correction": schema.reference(CorrectionRepresentation),
    }
    return schema.problem("Withdrawn", members)


OF_AN_ARTICLE: dict[str, Any] = {"responses": MOVED | GONE, "problems": {"410": withdrawn}}


def article_abbreviations(schema: PublicSchema) -> Schema:
    shape: Any = Document().fields["abbreviations"]
    items = {"type": "array", "items": schema.reference(type(shape.child))}
    return schema.named("ArticleAbbreviations", _object({"article": {"type": "integer"}, "results": items}))


def block_type(schema: PublicSchema) -> Schema:
    text = {"type": "string"}
    entry = _object({"type": text, "schema": {"type": "object"}, "example": {"type": "object"}})
    entry["properties"]["schema"]["description"] = "JSON Schema (2020-12) of a node of this type."
    members = {
        "name": text,
        "label": _object({"vi": text, "en": text}),
        "icon": text,
        "nodes": {"type": "array", "items": entry},
    }
    return schema.named("BlockType", _object(members))


def calendar(schema: PublicSchema) -> Schema:
    """A month by its days, or a year by its months."""
    number = {"type": "integer", "minimum": 0}

    def counted(span: str, parts: str, form: str) -> Schema:
        entry = _object(
            {"on": {"type": "string", "pattern": form}, "count": {"type": "integer", "minimum": 1}}
        )
        return _object({span: {"type": "string"}, "count": number, parts: {"type": "array", "items": entry}})

    month = schema.named("CalendarMonth", counted("month", "days", DAY))
    year = schema.named("CalendarYear", counted("year", "months", r"^\d{4}-\d{2}$"))
    return {"oneOf": [month, year]}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "required": list(properties), "properties": properties}


def _component(schema: PublicSchema, reference: Schema) -> Schema:
    name = reference["$ref"].rpartition("/")[2]
    component: Schema = schema.registry._components[name, "schemas"].schema
    return component


def _parts(schema: PublicSchema, name: str, whole: Schema) -> Schema:
    """The same members, none of which must be there."""
    properties = _component(schema, whole)["properties"]
    return schema.named(name, {"type": "object", "properties": properties, "additionalProperties": False})

"""What the OpenAPI document says of articles: parameters, cards, documents and their nodes, plug-ins' included."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from django import forms
from django_filters import Filter
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from newsroom.api import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, PublicSchema, Schema

from .. import plugins
from ..plugins import ArticleExtension, document_node
from ..publishing import Card, CorrectionRepresentation, Document
from ..search import LONGEST
from .filters import DATE_COLUMNS, WHOLE, ChoiceFacetFilter, extension_filters, facet_filters
from .rows import member_names

MOVED = {"308": "The reference is a slug; Location is the address with the id, the query kept"}
GONE = {"410": "It was public and is no more: withdrawn, with the reason, or expired"}
DAY = r"^\d{4}-\d{2}-\d{2}$"
MOMENT = r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2}))?$"
LISTED = r"^[^,]+(,[^,]+){0,19}$"


def _text(**limits: Any) -> Schema:
    return {"type": "string", "minLength": 1, **limits}


def _parameter(
    name: str, schema: Schema, description: str, example: Any = None, **more: Any
) -> OpenApiParameter:
    # In the schema, not beside it: Swagger UI fills in what stands beside, and all questions at once find nothing.
    exemplified = schema if example is None else {**schema, "examples": [example]}
    return OpenApiParameter(name, type=exemplified, description=description, **more)


ARTICLE_REFERENCE = _parameter(
    "reference",
    _text(maxLength=100),
    "The article's id. A slug that it ever had leads there (308).",
    "17",
    location="path",
)
ENTRY_ID = _parameter("entry_id", {"type": "integer", "minimum": 1}, "The id.", 3, location="path")
BLOCK_TYPE_NAME = _parameter("name", _text(), "The block type's name.", "text", location="path")
SINCE = _parameter(
    "since",
    _text(maxLength=200),
    "Where to go on: the cursor in `next` of an earlier answer, a local day, or a moment with its offset."
    " Without it the stream starts at the beginning.",
    "2020-08-05T15:14:00+07:00",
)
Q_DESCRIPTION = (
    "Words that must all stand in the text; “a phrase” in quotation marks; -not. Without accents everything is found;"
    " with them what is written so comes before what differs in its accents. Short forms find what they stand for, and"
    " the other way round."
)
_KNOWN: dict[str, tuple[Schema, str, Any]] = {
    "q": (
        _text(maxLength=LONGEST),
        Q_DESCRIPTION,
        "hà nội",
    ),
    "tag": (
        _text(maxLength=400, pattern=LISTED),
        "Slugs of tags, parted by commas: articles that have all of them.",
        "cai-cach",
    ),
    "tag_any": (
        _text(maxLength=400, pattern=LISTED),
        "Slugs of tags, parted by commas: articles that have any of them.",
        "cai-cach,y-te",
    ),
    "section": (
        _text(maxLength=400),
        "The slug of a section; articles of the sections below it count too.",
        "chinh-tri",
    ),
    "author": (_text(maxLength=400), "The slug of one of the house's authors.", "gia-huy"),
    "source": (_text(maxLength=400), "The slug of a source.", "chinhphu-vn"),
    "photo": (_text(pattern=f"^{WHOLE}$"), "The id of a photo that the article shows.", "5"),
    "abbreviation": (_text(maxLength=400), "A short form that the article uses.", "TTHC"),
    "language": (_text(), "The language that the article is written in.", "vi"),
    "contains": (_text(), "A type of node that the body holds.", "quote"),
    "on": (
        _text(pattern=DAY),
        "A local day (Asia/Ho_Chi_Minh); not together with `from_date` and `to_date`.",
        "2020-08-05",
    ),
    "from_date": (_text(pattern=MOMENT), "The first local day, or a moment with its offset.", "2020-08-01"),
    "to_date": (
        _text(pattern=MOMENT),
        "The last local day, or a moment with its offset; inclusive.",
        "2020-08-31",
    ),
    "use_date": (
        {"type": "string", "enum": list(DATE_COLUMNS), "default": "published"},
        "The date that the dates are about.",
        "published",
    ),
    "page_size": (
        {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": DEFAULT_PAGE_SIZE},
        "How many entries a page has.",
        20,
    ),
    "cursor": (
        _text(maxLength=3000, pattern="^[A-Za-z0-9_-]+$"),
        "A place in the list, from `next` or `previous`. Opaque.",
        None,
    ),
    "count": (
        {"type": "string", "enum": ["none", "exact", "bounded"], "default": "none"},
        "Whether to count the whole list: exactly, or to 10,001, which means more than 10,000.",
        "exact",
    ),
    "month": (
        _text(pattern=r"^(19|20|21)\d{2}-(0[1-9]|1[0-2])$"),
        "Count the days of this month. Either this or `year`.",
        "2020-08",
    ),
    "year": (
        _text(pattern=r"^(19|20|21)\d{2}$"),
        "Count the months of this year. Either this or `month`.",
        None,
    ),
}


def parameters(
    names: Sequence[str],
    *,
    members: Collection[str] = (),
    orderings: Sequence[str] = (),
    expansions: Sequence[str] = (),
) -> list[OpenApiParameter]:
    """The query parameters of those names, each with its bounds and an example."""
    listed: dict[str, tuple[Sequence[str], str, str]] = {
        "fields": (member_names(list(members)), "Only these members, parted by commas.", "id,headline,url"),
        "omit": (
            member_names(list(members)),
            "All members but these, parted by commas; not together with `fields`.",
            "lead",
        ),
        "expand": (expansions, "Members to add, parted by commas.", next(iter(expansions), "")),
    }
    added = extension_filters()
    found = []
    for name in names:
        if name in added:
            found.append(
                _parameter(name, schema_of_filter(added[name]), str(added[name].extra.get("help_text", "")))
            )
        elif name in listed:
            choices, description, example = listed[name]
            one = "|".join(choices)
            found.append(_parameter(name, _text(pattern=f"^({one})(,({one}))*$"), description, example))
        elif name == "ordering":
            keys = {"type": "string", "enum": list(orderings), "default": orderings[0]}
            order = "The order; a leading `-` means falling. `relevance` only with `q`: the best of the newest 1,000."
            found.append(_parameter(name, keys, order, orderings[0]))
        else:
            schema, description, example = _KNOWN[name]
            choice = facet_filters().get(name)
            if isinstance(choice, ChoiceFacetFilter):
                schema = {"type": "string", "enum": list(choice.choices)}
            found.append(_parameter(name, schema, description, example))
    return found


def changes_page_size() -> OpenApiParameter:
    schema = {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": MAX_PAGE_SIZE}
    return _parameter("page_size", schema, "How many lines an answer has at most.", 100)


def schema_of_filter(filter_: Filter) -> Schema:
    """What values a plug-in's filter takes, from its form field."""
    field = filter_.field
    bounds = {
        name: limit
        for name, limit in (
            ("minimum", getattr(field, "min_value", None)),
            ("maximum", getattr(field, "max_value", None)),
        )
        if limit is not None
    }
    if isinstance(field, forms.ChoiceField):
        known: Any = field.choices
        return {"type": "string", "enum": [str(value) for value, _ in known if value != ""]}
    if isinstance(field, forms.FloatField | forms.DecimalField):
        return {"type": "number", **{name: float(limit) for name, limit in bounds.items()}}
    if isinstance(field, forms.IntegerField):
        return {"type": "integer", **bounds}
    return _text(**({"maxLength": field.max_length} if getattr(field, "max_length", None) else {}))


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
    """A whole article; a part of it when `fields` or `omit` is given. `related` only when it is asked for."""
    whole = schema.reference(described(Document))
    properties = _component(schema, whole)["properties"]
    properties["body"] = {"type": "array", "items": node(schema)}
    cards = {
        "type": "array",
        "items": schema.reference(described(Card)),
        "description": "With `expand=related`.",
    }
    properties["related"] = cards
    return {"anyOf": [whole, _parts(schema, "PartialDocument", whole)]}


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

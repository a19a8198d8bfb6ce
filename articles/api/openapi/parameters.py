"""Every parameter of the public API, with its type, bounds, meaning and an example."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django_filters import Filter
from drf_spectacular.utils import OpenApiParameter

from newsroom.api import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, Schema

from ...search import LONGEST
from ..filters import DATE_COLUMNS, DATES, WHOLE, ChoiceFacetFilter, extension_filters, facet_filters
from ..rows import member_names

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


def document_format(formats: Sequence[str]) -> OpenApiParameter:
    schema = {"type": "string", "enum": list(formats), "default": formats[0]}
    return _parameter(
        "format",
        schema,
        "`ninjs`: as ninjs 3.1; not together with `fields`, `omit` and `expand`.",
        formats[0],
    )


def changes_page_size() -> OpenApiParameter:
    schema = {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": MAX_PAGE_SIZE}
    return _parameter("page_size", schema, "How many lines an answer has at most.", 100)


_OF_PHOTOS: dict[str, tuple[str, Any]] = {
    "credit": ("A credit, or its agency or person alone; accents and case do not count.", "VGP"),
    "source": ("Where the picture comes from; accents and case do not count.", "Báo Sông Hồng"),
    "keyword": ("One of the photo's keywords; accents and case do not count.", "lễ hội"),
    "on": ("The local day on which it was taken; not together with `from_date` and `to_date`.", None),
    "from_date": ("Taken on this local day or later, or at this moment with its offset or later.", None),
    "to_date": ("Taken on this local day or earlier, or at this moment with its offset or earlier.", None),
}


def photo_parameters(names: Sequence[str]) -> list[OpenApiParameter]:
    """The parameters by which photos are found."""
    found = []
    for name in names:
        description, example = _OF_PHOTOS[name]
        schema = _KNOWN[name][0] if name in DATES else _text(maxLength=200)
        found.append(_parameter(name, schema, description, example or _KNOWN[name][2]))
    return found


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

"""The questions that a list of articles can be asked, as django-filter filters.

Only the filters that a request names are built into its query. All facets share one index; the first of them leads
the query, so that the page is read off in the index's order.
"""

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django_filters import Filter

from newsroom.api import Ordering, Parameters

from .. import plugins, search
from ..models import Article, Edition, EditionFacet, Facet

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
MAX_VALUES = 20
WHOLE = "[1-9][0-9]{0,17}"
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)
DATE_COLUMNS = {"published": "published_at", "updated": "updated_at"}
LEAD = "lead"
DATES = ("on", "from_date", "to_date")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})", re.ASCII
)
"""RFC 3339 §5.6, in capitals."""


@dataclass(frozen=True, slots=True)
class FacetQuestion:
    """Articles that show any of these values of one facet."""

    facet: Facet
    values: tuple[str, ...]

    def condition(self, prefix: str = "") -> Q:
        names = {f"{prefix}facet": self.facet.value}
        if len(self.values) == 1:
            return Q(**names, **{f"{prefix}value": self.values[0]})
        return Q(**names, **{f"{prefix}value__in": self.values})

    def exists(self) -> Exists:
        return Exists(EditionFacet.objects.filter(self.condition(), edition=OuterRef("pk")))


class FacetFilter(Filter):
    """Exact values of a facet. `several`: how a comma-separated list is meant, `all` or `any` of them."""

    field_class: type[forms.CharField] = forms.CharField

    def __init__(self, facet: Facet, *, several: str = "", **kwargs: Any) -> None:
        self.facet, self.several = facet, several
        super().__init__(**{"max_length": 400, "strip": False, **kwargs})

    def questions(self, text: str) -> list[FacetQuestion]:
        """The value of the parameter as questions that must all hold."""
        if not self.several:
            return [FacetQuestion(self.facet, (text,))]
        values = tuple(dict.fromkeys(text.split(",")))
        if "" in values or len(values) > MAX_VALUES:
            raise ValidationError(
                _("1 to %(most)d values, parted by commas.") % {"most": MAX_VALUES}, code="invalid"
            )
        if self.several == "any":
            return [FacetQuestion(self.facet, values)]
        return [FacetQuestion(self.facet, (value,)) for value in values]


class IdFacetFilter(FacetFilter):
    """A facet whose values are ids."""

    field_class = forms.RegexField

    def __init__(self, facet: Facet) -> None:
        super().__init__(facet, regex=f"^{WHOLE}$")


class ChoiceFacetFilter(FacetFilter):
    """A facet with a short list of known values; any other is refused."""

    def __init__(self, facet: Facet, choices: Sequence[str]) -> None:
        super().__init__(facet)
        self.choices = choices


def read_moment(text: str) -> tuple[datetime, datetime] | None:
    """A local day (`2020-08-05`) or a moment (RFC 3339 with offset) as (first moment, first moment after it)."""
    try:
        if DAY.fullmatch(text) and FIRST_DAY <= (day := date.fromisoformat(text)) <= LAST_DAY:
            start = datetime.combine(day, time(), LOCAL)
            return start, start + timedelta(days=1)
        if (
            MOMENT.fullmatch(text)
            and FIRST_DAY <= (moment := datetime.fromisoformat(text)).date() <= LAST_DAY
        ):
            return moment, moment + timedelta(microseconds=1)
    except ValueError:
        pass
    return None


class MomentField(forms.CharField):
    """A local day or a moment, as `read_moment` gives it."""

    def clean(self, value: Any) -> tuple[datetime, datetime]:
        found = read_moment(value)
        if found is None:
            raise ValidationError(
                _(
                    "A day such as 2020-08-05, or a moment with its offset such as 2020-08-05T15:14:00+07:00"
                    " (write “+” as %2B in an address)."
                ),
                code="invalid",
            )
        return found


class DayField(MomentField):
    """A local day only."""

    def clean(self, value: Any) -> tuple[datetime, datetime]:
        if not DAY.fullmatch(value):
            raise ValidationError(_("A day such as 2020-08-05."), code="invalid")
        return super().clean(value)


class MomentFilter(Filter):
    field_class = MomentField


class DayFilter(Filter):
    field_class = DayField


def contained_types() -> list[str]:
    """The node types that `contains` knows: those of the installed block types."""
    return [node for block in plugins.blocks().values() for node in block.nodes]


def facet_filters() -> Mapping[str, FacetFilter]:
    """The facets that a list can be filtered by, most selective first: the first one named leads the query."""
    return _facet_filters(tuple(contained_types()))


@cache
def _facet_filters(contained: tuple[str, ...]) -> Mapping[str, FacetFilter]:
    return {
        "photo": IdFacetFilter(Facet.PHOTO),
        "abbreviation": FacetFilter(Facet.ABBREVIATION),
        "tag": FacetFilter(Facet.TAG, several="all"),
        "author": FacetFilter(Facet.AUTHOR),
        "source": FacetFilter(Facet.SOURCE),
        "tag_any": FacetFilter(Facet.TAG, several="any"),
        "section": FacetFilter(Facet.SECTION),
        "contains": ChoiceFacetFilter(Facet.CONTAINS, contained),
        "language": ChoiceFacetFilter(Facet.LANGUAGE, Article.Language.values),
    }


@cache
def date_filters() -> Mapping[str, Filter]:
    return {"on": DayFilter(), "from_date": MomentFilter(), "to_date": MomentFilter()}


def extension_filters() -> dict[str, Filter]:
    return {
        name: filter_ for extension in plugins.extensions() for name, filter_ in extension.filters.items()
    }


@dataclass(slots=True)
class Question:
    """What a request asks of a list, read from its parameters."""

    facets: list[FacetQuestion] = field(default_factory=list)
    since: datetime | int | None = None
    before: datetime | int | None = None
    """The first moment, and the first one after the last; as places in time when words are asked for."""
    date_column: str = "published_at"
    others: list[tuple[Filter, Any]] = field(default_factory=list)
    words: search.Condition | None = None
    """What the full text is asked for."""

    @property
    def shape(self) -> Hashable:
        """What is asked for, without the values: questions of one shape are the same query."""
        facets = tuple((one.facet, len(one.values)) for one in self.facets)
        words = self.words.shape if self.words else None
        return facets, self.since is None, self.before is None, self.date_column, words

    @property
    def values(self) -> list[Any]:
        """The values of facets, dates and words, in the order of `with_values`."""
        dates = [self._bound(moment) for moment in (self.since, self.before) if moment is not None]
        words = self.words.values if self.words else ()
        return [*(value for one in self.facets for value in one.values), *dates, *words]

    @property
    def by_place(self) -> bool:
        """The index of words is read off in the order of time, so that dates bound it."""
        return self.words is not None and self.date_column == "published_at"

    def _bound(self, moment: datetime | int) -> datetime | int:
        return search.first_place(moment) if self.by_place and isinstance(moment, datetime) else moment

    def with_values(self, values: Iterable[Any]) -> "Question":
        """The same question about other values."""
        rest = iter(values)
        facets = [FacetQuestion(one.facet, tuple(islice(rest, len(one.values)))) for one in self.facets]
        since = None if self.since is None else next(rest)
        before = None if self.before is None else next(rest)
        words = self.words and self.words.with_values(rest)
        return replace(self, facets=facets, since=since, before=before, words=words)

    def ask(self, queryset: "QuerySet[Edition]", ordering: Ordering) -> "tuple[QuerySet[Edition], Ordering]":
        """The queryset with every question built in, and the ordering by the columns that it is to be read off."""
        facets = list(self.facets)
        prefix = ""
        if self.words is not None:
            # The words lead, and their index is read off in its own order.
            queryset = self.words.narrow(queryset)
        elif facets and ordering.field in DATE_COLUMNS.values() and len(facets[0].values) == 1:
            lead = facets.pop(0)
            queryset = queryset.alias(
                **{LEAD: FilteredRelation("index", condition=lead.condition("index__"))}
            )
            queryset = queryset.filter(**{f"{LEAD}__isnull": False})
            prefix = f"{LEAD}__"
            ordering = replace(ordering, field=f"{prefix}{ordering.field}", id_field=f"{prefix}article_id")
        for facet in facets:
            queryset = queryset.filter(facet.exists())
        column = search.PLACE if self.by_place else f"{prefix}{self.date_column}"
        if self.since is not None:
            queryset = queryset.filter(**{f"{column}__gte": self._bound(self.since)})
        if self.before is not None:
            queryset = queryset.filter(**{f"{column}__lt": self._bound(self.before)})
        for filter_, value in self.others:
            queryset = filter_.filter(queryset, value)
        return queryset, ordering


def read_question(parameters: Parameters) -> Question:
    """The filters that the request names; faults are noted in `parameters`."""
    question = Question(
        date_column=DATE_COLUMNS[parameters.choice("use_date", list(DATE_COLUMNS), "published")]
    )
    query = parameters.query
    for name, facet_filter in facet_filters().items():
        if name in query:
            question.facets += _read_facet(parameters, name, facet_filter)
    read_dates(question, parameters)
    for name, filter_ in extension_filters().items():
        if name in query and (value := _clean(parameters, name, filter_)) is not None:
            question.others.append((filter_, value))
    return question


def _read_facet(parameters: Parameters, name: str, facet_filter: FacetFilter) -> list[FacetQuestion]:
    if isinstance(facet_filter, ChoiceFacetFilter):
        value = parameters.choice(name, facet_filter.choices, "")
        return facet_filter.questions(value) if value else []
    text = _clean(parameters, name, facet_filter)
    try:
        return [] if text is None else facet_filter.questions(text)
    except ValidationError as error:
        parameters.fail(name, "invalid", error.messages[0])
        return []


def read_dates(question: Question, parameters: Parameters) -> None:
    """`on`, `from_date` and `to_date` into the question; faults are noted in `parameters`."""
    found: dict[str, tuple[datetime, datetime]] = {}
    for name, filter_ in date_filters().items():
        if name in parameters.query and (value := _clean(parameters, name, filter_)) is not None:
            found[name] = value
    if "on" in found and len(found) > 1:
        parameters.fail("on", "exclusive", _("Either “on” or “from_date” and “to_date”."))
        return
    since, before = found.get("on") or (
        found["from_date"][0] if "from_date" in found else None,
        found["to_date"][1] if "to_date" in found else None,
    )
    if since and before and since >= before:
        parameters.fail("to_date", "invalid", _("The last day must not lie before the first."))
    question.since, question.before = since, before


def _clean(parameters: Parameters, name: str, filter_: Filter) -> Any:
    """The parameter's value as its filter reads it; `None` and a noted fault when it cannot."""
    text = parameters.query[name]
    if not text.strip():
        parameters.fail(name, "blank", _("The parameter has no value."))
        return None
    try:
        return filter_.field.clean(text)
    except ValidationError as error:
        parameters.fail(name, error.error_list[0].code or "invalid", " ".join(error.messages))
        return None


def filter_names() -> Mapping[str, Filter]:
    """Every filter of article lists by the name of its parameter."""
    return {**facet_filters(), **date_filters(), **extension_filters()}

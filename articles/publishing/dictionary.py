"""Acts on the newsroom's dictionary of abbreviations: taking rows in, merging doubles, and the articles that an entry
touches."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from ..abbreviations import Meaning, Row, keys_of
from ..language import exact_key
from ..models import Abbreviation, Article, Edition, EditionFacet, Facet
from .errors import Refused

COLUMNS = ("kind", "hint", "needs_context", "valid_from", "valid_to")


@dataclass(slots=True)
class Loaded:
    """What taking rows in came to, or would come to."""

    added: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    """Rows whose meaning is there with other columns: taken over only when asked for."""
    same: int = 0


def load_rows(rows: Iterable[Row], *, overwrite: bool = False, dry_run: bool = False) -> Loaded:
    """Adds the meanings that are missing, in one transaction. A meaning that is there (the same short form and, accents
    and all, the same expansion) stays as its editors have it, unless `overwrite`. A dry run writes nothing."""
    loaded = Loaded()
    with transaction.atomic():
        there = {_key(row.short, row.expansion): row for row in Abbreviation.objects.all()}
        new: list[Abbreviation] = []
        for row in rows:
            key = _key(row.meaning.short, row.meaning.expansion)
            if key not in there:
                there[key] = Abbreviation(
                    short=row.meaning.short, expansion=row.meaning.expansion, **_columns(row)
                )
                new.append(there[key])
                loaded.added.append(row)
            elif any(getattr(there[key], name) != value for name, value in _columns(row).items()):
                loaded.changed.append(row)
                if overwrite and not dry_run and there[key].pk:
                    Abbreviation.objects.filter(pk=there[key].pk).update(**_columns(row))
            else:
                loaded.same += 1
        if not dry_run:
            Abbreviation.objects.bulk_create(new)
    return loaded


def meaning_of(row: Abbreviation) -> Meaning:
    """The row as the pure functions take it."""
    return Meaning(
        row.short, row.expansion, row.kind, row.hint, row.needs_context, row.valid_from, row.valid_to
    )


def merge_abbreviations(keep: Abbreviation, others: Sequence[Abbreviation]) -> Abbreviation:
    """The kept row takes over what the others know, and they go. Raises `Refused` when they are not of one short form."""
    if any(keys_of(other.short) != keys_of(keep.short) for other in others):
        raise Refused(gettext("Only rows of one short form can be merged."))
    with transaction.atomic():
        rows = Abbreviation.objects.select_for_update().in_bulk([keep.pk, *(other.pk for other in others)])
        if len(rows) != len({keep.pk, *(other.pk for other in others)}):
            raise Refused(gettext("One of these rows is not there any more."))
        kept = rows.pop(keep.pk)
        for other in rows.values():
            kept.hint = _joined(kept.hint, other.hint, ", ", Abbreviation._meta.get_field("hint").max_length)
            kept.notes = _joined(kept.notes, other.notes, "\n")
            kept.kind = kept.kind or other.kind
            kept.needs_context = kept.needs_context and other.needs_context
            kept.valid_from = _widest(min, kept.valid_from, other.valid_from)
            kept.valid_to = _widest(max, kept.valid_to, other.valid_to)
            other.delete()
        kept.save()
    return kept


def touched_articles(shorts: Iterable[str]) -> "QuerySet[Article]":
    """The articles, live now or next, whose text has one of the short forms, explained or not: those that a change of
    the dictionary can change. Read from the index, which has every short form that rendering has seen."""
    now = timezone.now()
    wanted = {spelling for short in shorts for spelling in _spellings(short)}
    index = EditionFacet.objects.filter(facet__in=[Facet.ABBREVIATION, Facet.UNEXPLAINED], value__in=wanted)
    current = Edition.objects.filter(
        Q(live_until__isnull=True) | Q(live_until__gt=now), slot__isnull=False, pk__in=index.values("edition")
    )
    return Article.objects.filter(pk__in=current.values("article")).order_by("pk")


def _spellings(short: str) -> set[str]:
    """How the index may have a short form: with and without its dots, in one word or several."""
    keys = keys_of(short)
    return {
        short,
        " ".join(keys),
        "".join(keys),
        ". ".join(keys),
        ".".join(keys),
        f"{short}.",
        short.rstrip("."),
        *keys[:1],
    }


def _key(short: str, expansion: str) -> tuple[str, str]:
    return short, exact_key(expansion)


def _columns(row: Row) -> dict[str, object]:
    return {**{name: getattr(row.meaning, name) for name in COLUMNS}, "notes": row.notes}


def _joined(one: str, other: str, between: str, most: int | None = None) -> str:
    """Both texts without what they share; what does not fit into the column is left out."""
    parts = [part.strip() for part in f"{one}{between}{other}".split(between.strip() or between)]
    kept: list[str] = []
    for part in dict.fromkeys(filter(None, parts)):
        if most is None or len(between.join([*kept, part])) <= most:
            kept.append(part)
    return between.join(kept)


def _widest(choose: Callable[..., date], one: date | None, other: date | None) -> date | None:
    """The earlier first or later last day; open wins."""
    return choose(one, other) if one and other else None

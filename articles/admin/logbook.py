"""What is saved and deleted at the desk goes into the log: who, what, and from what to what."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Manager, Model, QuerySet
from django.http import HttpRequest

from ..models import Article, LogEntry, User

LONGEST_VALUE = 500
MOST_ITEMS = 50
NOTE = "note"
"""A form's field that asks why."""
SECRET = "password"  # noqa: S105 (the name of a field)


def write_line(
    request: HttpRequest, act: str, row: Model, *, note: str = "", detail: Mapping[str, Any] | None = None
) -> None:
    """One line about any row."""
    _line(request.user, act, row, note, detail).save()


def write_lines(request: HttpRequest, act: str, rows: Iterable[Model], *, note: str = "") -> None:
    """The same line about each of many rows."""
    LogEntry.objects.bulk_create([_line(request.user, act, row, note, None) for row in rows])


def _line(by: Any, act: str, row: Model, note: str, detail: Mapping[str, Any] | None) -> LogEntry:
    return LogEntry(
        article=row if isinstance(row, Article) else None,
        subject_type=row._meta.label_lower,
        subject_id=str(row.pk),
        subject=str(row)[:300],
        act=act,
        note=note,
        detail=dict(detail or {}),
        by=by if isinstance(by, User) else None,
        by_name=by.username if isinstance(by, User) else "",
    )


def write_save(request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
    """A save as a line, unless it changed nothing. `rows`: what was added, changed and deleted inside, by table."""
    changes = changes_of(form)
    rows = {formset.model._meta.model_name: counts for formset in formsets if any(counts := _counts(formset))}
    if change and not changes and not rows:
        return
    detail = {"changes": changes, **({"rows": rows} if rows else {})}
    why = "" if NOTE in own_fields(form) else form.cleaned_data.get(NOTE, "")
    write_line(request, "change" if change else "add", form.instance, note=why[:500], detail=detail)


def own_fields(form: Any) -> set[str]:
    """The fields of the form that are the row's own."""
    meta = form.instance._meta
    return {field.name for field in (*meta.concrete_fields, *meta.many_to_many)}


def changes_of(form: Any) -> dict[str, list[Any]]:
    """`[before, after]` of each field that the form changed, as an editor would read them. No secrets."""
    return {
        name: [
            _shown(form.fields[name], form[name].initial),
            _shown(form.fields[name], form.cleaned_data.get(name)),
        ]
        for name in form.changed_data
        if name in own_fields(form) and SECRET not in name
    }


def _counts(formset: Any) -> list[int]:
    """Rows added, changed, deleted."""
    return [len(getattr(formset, name, ())) for name in ("new_objects", "changed_objects", "deleted_objects")]


def _shown(field: Any, value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        queryset = getattr(field, "queryset", None)
        return value if queryset is None or value is None else _named(queryset, [value])
    if isinstance(value, list | tuple | set | QuerySet | Manager):
        items = list(value.all() if isinstance(value, Manager) else value)[:MOST_ITEMS]
        return [_shown(field, item) for item in items]
    if isinstance(value, Group):
        return value.name
    return str(value)[:LONGEST_VALUE]


def _named(queryset: "QuerySet[Any]", keys: list[Any]) -> str:
    rows = queryset.model._default_manager.filter(pk__in=keys)
    return ", ".join(map(str, rows))[:LONGEST_VALUE] or str(keys[0])

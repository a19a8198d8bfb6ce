"""The desk's pages ask the one permission function, show what may not be seen as if it were not there, and write what
they change into the log."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..models import Article
from ..permissions import Act, may, usable, visible
from .labels import label_for
from .logbook import write_line, write_save


def absent(request: HttpRequest) -> HttpResponse:
    """The answer for what is not there, and for what this user may not know of: the same to the byte."""
    return render(request, "admin/absent.html", status=404)


class ChosenFromUsable:
    """Mixin: what a form refers to is chosen from what the user may put there, whatever a popup or a POST says."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return self._restricted(super().formfield_for_foreignkey(db_field, request, **kwargs), request)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return self._restricted(super().formfield_for_manytomany(db_field, request, **kwargs), request)  # type: ignore[misc]

    def _restricted(self, field: Any, request: HttpRequest) -> Any:
        if field is None or getattr(field, "queryset", None) is None:
            return field
        if field.queryset.model is Article:
            field.label_from_instance = partial(label_for, request.user)
        if may(request.user, Act.USE, field.queryset.model):
            field.queryset = usable(request.user, field.queryset)
        else:
            # What stands there stays, and nothing else can be put there.
            field.disabled = True
        return field


class PermittedAdmin(ChosenFromUsable, admin.ModelAdmin):
    """A table at the desk."""

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return visible(request.user, super().get_queryset(request))

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request.user, Act.SEE, obj or self.model)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request.user, Act.ADD, self.model)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request.user, Act.CHANGE, obj or self.model)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request.user, Act.DELETE, obj or self.model)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return any(may(request.user, act, self.model) for act in (Act.SEE, Act.ADD))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        write_save(request, form, formsets, change)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        write_line(request, "delete", obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        for row in queryset:
            write_line(request, "delete", row)
        super().delete_queryset(request, queryset)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Who may not look is not told whether there is anything."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        return absent(request)


class PermittedInline(ChosenFromUsable):
    """Mixin: rows inside an article's form. The parent's own right is asked by the parent's page."""

    model: Any

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request.user, Act.SEE, self.model)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request.user, Act.ADD, self.model)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request.user, Act.CHANGE, self.model)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(request.user, Act.DELETE, self.model)

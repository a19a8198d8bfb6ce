"""The list of photos and the page of each."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..models import Facet, Photo
from ..photo_desk import delete_files, doubts, explain
from ..publishing import articles_showing
from .photo_forms import PhotoForm
from .photo_saving import after_saving
from .photo_upload import review_page, upload_page
from .usage import KeptWhileUsed
from .usage import articles_showing as drafts_showing

RIGHTS = ("credit", "creator", "source", "copyright", "licence", "licence_expires", "usage_terms")


@admin.register(Photo)
class PhotoAdmin(KeptWhileUsed):
    form = PhotoForm
    facet = Facet.PHOTO
    change_form_template = "admin/articles/photo/change_form.html"
    change_list_template = "admin/articles/photo/change_list.html"
    list_display = ["picture", "id", "__str__", "credit", "file_there", "created_at"]
    list_display_links = ["picture", "id", "__str__"]
    list_filter = [
        ("licence_expires", admin.EmptyFieldListFilter),
        "file_missing",
        "digital_source_type",
        "created_at",
    ]
    list_per_page = 50
    search_fields = ["caption", "credit", "alt", "place", "found_by"]
    readonly_fields = ["picture", "width", "height", "media_type", "bytes", "digest"]
    fieldsets = [
        (None, {"fields": ["picture", "file", "alt", "decorative", "caption"]}),
        (_("Rights"), {"fields": RIGHTS}),
        (_("Where and when"), {"fields": ["taken_at", "place", "keywords", "digital_source_type"]}),
        (_("Focus"), {"fields": ["focus_x", "focus_y"], "classes": ["desk-focus-fields"]}),
        (
            _("File"),
            {"fields": [("width", "height"), "media_type", "bytes", "digest"], "classes": ["collapse"]},
        ),
    ]

    def get_urls(self) -> list[URLPattern]:
        def wrapped(view: Callable[..., HttpResponse], name: str) -> URLPattern:
            return path(
                f"{name}/", self.admin_site.admin_view(partial(view, self)), name=f"articles_photo_{name}"
            )

        return [wrapped(upload_page, "upload"), wrapped(review_page, "review"), *super().get_urls()]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form's class is made anew for each request; it knows who asks."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.asker = request.user
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        """What is live is told of where it would change."""
        parts = list(super().get_fieldsets(request, obj))
        if obj is not None and self.has_change_permission(request, obj) and articles_showing(obj).exists():
            parts.insert(0, (_("In use"), {"fields": ["refresh_live"]}))
        return parts

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Adds what the file says of itself."""
        photo = self.get_object(request, object_id) if object_id and self._is_key(str(object_id)) else None
        may_look = photo is not None and self.has_view_or_change_permission(request, photo)
        told = explain(photo) if photo is not None and may_look else {}
        names = {name: Photo._meta.get_field(name).verbose_name for name in told}  # type: ignore[union-attr]
        context = {
            "readings": [(name, names[name], lines) for name, lines in told.items()],
            "doubts": doubts(photo) if photo is not None and may_look else [],
            "focus_picture": photo.thumbnail_url if photo is not None and may_look else "",
        }
        return super().changeform_view(request, object_id, form_url, {**(extra_context or {}), **context})

    @admin.display(description=_("picture"))
    def picture(self, photo: Photo) -> SafeString | str:
        if photo.file_state != "ready":
            return "–"
        return format_html('<img class="desk-thumbnail" src="{}" alt="" loading="lazy">', photo.thumbnail_url)

    @admin.display(description=_("file"), ordering="file_missing")
    def file_there(self, photo: Photo) -> str:
        states = {"ready": _("there"), "awaited": _("awaited"), "missing": _("missing")}
        return str(states[photo.file_state])

    def facet_value(self, obj: Photo) -> str:
        return str(obj.pk)

    def users_of(self, obj: Photo) -> Iterator[Model]:
        yield from super().users_of(obj)
        yield from drafts_showing(obj)

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)
        after_saving(request, form, obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        names = obj.file_names()
        super().delete_model(request, obj)
        transaction.on_commit(lambda: delete_files(names))

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Photo]") -> None:
        names = [name for photo in queryset for name in photo.file_names()]
        super().delete_queryset(request, queryset)
        transaction.on_commit(lambda: delete_files(names))

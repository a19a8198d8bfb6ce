from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from ..models import User
from .lists import DeskAdmin


@admin.register(User)
class DeskUserAdmin(DeskAdmin, UserAdmin):
    """Accounts. Who may do what, and who is an administrator, is given by administrators alone."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        readonly = list(super().get_readonly_fields(request, obj))
        if request.user.is_superuser:
            return readonly
        return [*readonly, "is_superuser", "groups", "user_permissions"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)


def _may_touch(request: HttpRequest, obj: User | None) -> bool:
    """Nobody below an administrator changes an administrator's account or password."""
    return obj is None or not obj.is_superuser or request.user.is_superuser


admin.site.unregister(Group)


@admin.register(Group)
class DeskGroupAdmin(DeskAdmin, GroupAdmin):
    """Rights that several accounts share."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..models import User
from ..permissions import Act, may
from ..roles import Role
from .lists import DeskAdmin
from .logbook import write_line

ADMINISTRATORS_FIELDS = ["is_superuser", "user_permissions"]


def role_name(group: Group) -> str:
    """A role in the language of the desk; another group by its own name."""
    return str(Role(group.name).label) if group.name in Role.values else group.name


class RoleChoice(forms.ModelMultipleChoiceField):
    """Roles to tick. Only such are offered as hold nothing beyond what the giver may do themselves."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return role_name(obj)


@admin.register(User)
class DeskUserAdmin(DeskAdmin, UserAdmin):
    """Accounts and their roles. Nobody gives more than they have, and administrators are made by administrators."""

    list_display = ["username", "full_name", "roles", "email", "is_active", "last_login"]
    list_filter = ["is_active", "groups", "is_superuser"]
    filter_horizontal = ["user_permissions"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name() or "–"

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        named = [role_name(group) for group in user.groups.all()]
        return ", ".join([str(_("administrator")), *named] if user.is_superuser else named) or "–"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        readonly = [*super().get_readonly_fields(request, obj), "last_login", "date_joined"]
        if request.user.is_superuser:
            return readonly
        if not may(request.user, Act.ASSIGN_ROLES, obj or User):
            readonly.append("groups")
        # Nobody below an administrator locks themselves out.
        own = ["is_staff", "is_active"] if obj is not None and obj.pk == request.user.pk else []
        return [*readonly, *ADMINISTRATORS_FIELDS, *own]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        groups = Group.objects.prefetch_related("permissions__content_type")
        offered = [group.pk for group in groups if may(request.user, Act.USE, group)]
        return RoleChoice(
            Group.objects.filter(pk__in=offered).order_by("pk"), label=_("roles"), required=False
        )

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            # An account made here is one of the desk's.
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    def log_change(self, request: HttpRequest, obj: User, message: Any) -> Any:
        """Django tells of a password that was set for somebody in no other way."""
        if request.resolver_match and request.resolver_match.url_name == "auth_user_password_change":
            write_line(request, "password", obj)
        return super().log_change(request, obj, message)


admin.site.unregister(Group)


@admin.register(Group)
class DeskGroupAdmin(DeskAdmin, GroupAdmin):  # type: ignore[misc]
    """Rights that several accounts share. The rights of the house's own roles are written in code."""

    list_display = ["named"]
    list_filter = []

    @admin.display(description=_("role"), ordering="name")
    def named(self, group: Group) -> str:
        return role_name(group)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not _of_the_house(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _of_the_house(obj)


def _of_the_house(group: Group | None) -> bool:
    return group is not None and group.name in Role.values

"""The desk as a site: its name, its home page, how one logs in, and its answer to what no page of it asks."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from ..language import fold
from ..models import Article, Edition, User
from ..permissions import usable
from ..search import folded_words
from .home import home
from .labels import label_for
from .logbook import write_line


class FieldAutocomplete(AutocompleteJsonView):
    """Suggestions for a column; Django's view breaks on a relation seen from its far end."""

    def process_request(self, request: HttpRequest) -> Any:
        term, desk, source_field, to_field = super().process_request(request)
        if not source_field.concrete:
            raise PermissionDenied
        return term, desk, source_field, to_field

    def get_queryset(self) -> "QuerySet[Any]":
        """Articles: one's own by their drafts, and others' by nothing but what was public of them."""
        seen: QuerySet[Any] = super().get_queryset()
        user: Any = self.request.user
        if seen.model is not Article or user.has_perm("articles.see_any_article"):
            return seen
        public = Edition.objects.public(timezone.now())
        for word in fold(self.term).split():
            if words := folded_words(word):
                public = public.filter(search__folded__contains=words)
        found = Q(pk__in=seen.values("pk")) | Q(pk__in=public.values("article"))
        return usable(user, Article.objects.filter(found)).order_by("-pk")

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        result["text"] = label_for(self.request.user, obj)
        return result


def autocomplete(request: HttpRequest) -> HttpResponseBase:
    return FieldAutocomplete.as_view(admin_site=admin.site)(request)


def password_change(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponseBase:
    """Changes one's own password and says so in the log: both or neither."""
    with transaction.atomic():
        response = admin.AdminSite.password_change(admin.site, request, extra_context)
        # Django's form leads on when it has saved.
        if request.method == "POST" and response.status_code == 302 and isinstance(request.user, User):
            write_line(request, "password", request.user)
    return response


admin.site.site_header = _("Newsroom")
admin.site.site_title = _("Newsroom")
admin.site.index_title = _("The desk")
admin.site.index_template = "admin/desk_home.html"
admin.site.index = home  # type: ignore[method-assign, assignment]
admin.site.autocomplete_view = autocomplete  # type: ignore[method-assign, assignment]
admin.site.password_change = password_change  # type: ignore[method-assign, assignment]
if settings.NEWSROOM_LOGIN_FORM:
    admin.site.login_form = import_string(settings.NEWSROOM_LOGIN_FORM)

"""The desk as a site: its name, and its answer to what no page of it asks."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _


class FieldAutocomplete(AutocompleteJsonView):
    """Suggestions for a column; Django's view breaks on a relation seen from its far end."""

    def process_request(self, request: HttpRequest) -> Any:
        term, desk, source_field, to_field = super().process_request(request)
        if not source_field.concrete:
            raise PermissionDenied
        return term, desk, source_field, to_field


def autocomplete(request: HttpRequest) -> HttpResponseBase:
    return FieldAutocomplete.as_view(admin_site=admin.site)(request)


admin.site.site_header = _("Newsroom")
admin.site.site_title = _("Newsroom")
admin.site.index_title = _("The desk")
admin.site.autocomplete_view = autocomplete  # type: ignore[method-assign, assignment]

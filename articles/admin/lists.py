"""Lists that find Vietnamese text with and without accents, and that answer any query."""

import logging
import re
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest, ValidationError
from django.db import DataError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse

from ..language import fold
from .permitted import PermittedAdmin

logger = logging.getLogger(__name__)

LONGEST_SEARCH = 300
"""Letters. No field that is searched by its name holds more in one line."""

UNFIT = (DataError, OverflowError, ValueError)
"""What databases and calendars raise at values that no page of ours offers: a number of thirty digits as an id."""

_LATIN = [*range(0x41, 0x250), *range(0x1E00, 0x1F00)]
_MARKS = "[\u0300-\u036f]*"


def _spellings() -> dict[str, str]:
    """Each plain letter with every Latin letter that folds to it, in both cases."""
    spellings: dict[str, str] = defaultdict(str)
    for letter in map(chr, _LATIN):
        if letter.isalpha() and len(plain := fold(letter)) == 1:
            spellings[plain] += letter
    return dict(spellings)


_SPELLINGS = _spellings()


def any_accents(word: str) -> str:
    """A regular expression for the folded `word` in any spelling: "cai" finds "Cải" and "CÁI".

    It reads the same in Python (SQLite) and in PostgreSQL, whose own way of ignoring case depends on its locale.
    """
    return "".join(_any_spelling(letter) + _MARKS for letter in word)


def _any_spelling(letter: str) -> str:
    if letter in _SPELLINGS:
        return f"[{_SPELLINGS[letter]}]"
    return (
        f"[{letter}{letter.upper()}]" if letter.isalpha() and len(letter.upper()) == 1 else re.escape(letter)
    )


class CarefulChangeList(ChangeList):
    """A list that sends odd query parameters back to the plain list, dates beyond the calendar included."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> "QuerySet[Any]":
        try:
            return super().get_queryset(request, exclude_parameters)
        except UNFIT as error:
            raise IncorrectLookupParameters(error) from error

    def get_results(self, request: HttpRequest) -> None:
        try:
            super().get_results(request)
        except UNFIT as error:
            raise IncorrectLookupParameters(error) from error


class DeskAdmin(PermittedAdmin):
    """What the desk's own pages have in common."""

    show_facets = admin.ShowFacets.NEVER

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return CarefulChangeList

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        selected = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(map(self._is_key, selected)):
            raise BadRequest("An action on rows that are none.")
        return _answered(request, partial(super().changelist_view, request, extra_context))

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return _answered(
            request, partial(super().changeform_view, request, object_id, form_url, extra_context)
        )

    def _is_key(self, text: str) -> bool:
        try:
            self.opts.pk.to_python(text)
        except ValidationError:
            return False
        return True

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple[Any, bool]:
        """Rows in which each word stands somewhere in the `search_fields`, with or without accents."""
        folded = fold(search_term)
        if len(folded) > LONGEST_SEARCH:
            return queryset.none(), False
        for word in folded.split():
            queryset = queryset.filter(self.holding(word))
        return queryset, False

    def holding(self, word: str) -> Q:
        """The rows that hold the folded `word`."""
        pattern = any_accents(word)
        found = Q()
        for field in self.search_fields:
            found |= Q(**{f"{field}__regex": pattern})
        return found


def _answered(request: HttpRequest, view: Callable[[], Any]) -> HttpResponse:
    """The view's answer, finished. What was posted and cannot have come from the page's own controls is 400."""
    try:
        response = view()
        return response.render() if hasattr(response, "render") else response
    except UNFIT as error:
        if request.method != "POST":
            raise
        logger.warning("Unfit values were posted to %s.", request.path, exc_info=error)
        raise BadRequest("Unfit values.") from error

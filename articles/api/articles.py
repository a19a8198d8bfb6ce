"""`GET articles/`: everything that is public, with every question that it can be asked."""

from collections.abc import Collection

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request

from newsroom.api import LINK_HEADER, RATE_LIMIT_HEADERS, Operation, Parameters, PublicView

from .. import search
from . import openapi
from .filters import filter_names, read_question
from .lists import CARD_MEMBERS, MEMBERS, NEWEST, PAGING, Asked, orderings, read_cursor, read_page
from .searching import EXPANSIONS, THROTTLED, AskedInWords, count_search, read_words


class ArticleList(PublicView):
    """Cards of what is public, newest first. Questions that are asked together must all hold."""

    parameters = None

    def allowed(self) -> tuple[str, ...]:
        return ("q", *filter_names(), "use_date", "ordering", *PAGING, *MEMBERS, "expand")

    def get(self, request: Request) -> HttpResponse:
        now = timezone.now()
        count_search(self, request)
        return read_list(request, self.allowed()).answer(now)

    def describe(self) -> Operation:
        parameters = openapi.parameters(
            self.allowed(),
            members=CARD_MEMBERS,
            orderings=[*orderings(), search.RELEVANCE.name],
            expansions=EXPANSIONS,
        )
        return Operation(
            "articles_list",
            "A page of articles",
            openapi.found_page,
            parameters,
            responses=THROTTLED,
            headers=LINK_HEADER | RATE_LIMIT_HEADERS,
        )


def read_list(request: Request, allowed: Collection[str]) -> Asked:
    """The request's parameters. Raises `Problem` with everything that is wrong with them."""
    parameters = Parameters(request, allowed)
    question = read_question(parameters)
    words = read_words(parameters)
    known = {**orderings(), search.RELEVANCE.name: search.RELEVANCE}
    ordering = known[parameters.choice("ordering", known, NEWEST.name)]
    expand = parameters.choices("expand", EXPANSIONS)
    for name, is_asked in (("ordering", ordering is search.RELEVANCE), ("expand", bool(expand))):
        if is_asked and "q" not in parameters.query:
            parameters.fail(name, "needs_q", _("Only together with “q”."))
    page_size, count, members = read_page(parameters)
    parameters.check()
    if words is None:
        cursor = read_cursor(parameters, ordering)
        return Asked(request, question, ordering, page_size, count, members, cursor)
    ordering = search.NEWEST if ordering is NEWEST else ordering
    question.words = words.tiers.whole if words.tiers else None
    cursor = read_cursor(parameters, ordering)
    return AskedInWords(
        request, question, ordering, page_size, count, members, cursor, bool(expand), words=words
    )

"""Search: one question, two engines (SQLite FTS5, PostgreSQL), the same answers.

What was asked is read once (`read_query`): words that must all stand in the text, `"phrases"` and `-exclusions`, with
short forms and what they stand for put beside each other. Each engine finds the same editions; what is public is
decided by `Edition.objects.public(now)` alone, to which the index is joined.

For readers' pages: `find(text, now=…, page_size=20, cursor="", by_relevance=False, narrow=None) -> Found`.

    found = search.find("tthc", now=timezone.now(), page_size=20, cursor=request.GET.get("cursor", ""))
    found.hits        list of Hit: .card (the card as a dict, as in lists), .headline, .lead, .text: safe HTML in which
                      what was found stands in <mark>; .text is the best passage of the body, or ""
    found.total       how many there are, counted to 10,001 (which means more than 10,000)
    found.next        the cursor of the next page, or ""; found.previous likewise
    found.suggestion  the question as public texts write it ("Hà Nội" for "ha noi"), or ""

It raises `BadQuestion` (a text for the reader: too long, too many words, a cursor that is none of ours) and `TooSlow`
(a text that says how to narrow the question). `narrow` takes the queryset of public editions and gives a smaller one,
such as those of one section or of one day.
"""

from .asking import (
    NEWEST,
    RELEVANCE,
    Search,
    TooSlow,
    in_time,
    newest_page,
    page_of_places,
    ranked,
    read_search,
    relevant_page,
)
from .conditions import PLACE, Condition, Tiers
from .dictionary import Dictionary
from .finding import Found, Hit, find
from .index import (
    BODY,
    CAPTIONS,
    EXPANSIONS,
    HEADLINE,
    KICKER,
    LEAD,
    TAGS,
    VERSION,
    entry_of,
    first_place,
    write_lines,
)
from .marking import Highlight, highlight
from .questions import LONGEST, BadQuestion, Phrase, Query, read_query
from .upkeep import count_to_lay, lay, rebuild_database_index, remove_left_over, state_of_index
from .words import folded_words

__all__ = [
    "BODY",
    "CAPTIONS",
    "EXPANSIONS",
    "HEADLINE",
    "KICKER",
    "LEAD",
    "LONGEST",
    "NEWEST",
    "PLACE",
    "RELEVANCE",
    "TAGS",
    "VERSION",
    "BadQuestion",
    "Condition",
    "Dictionary",
    "Found",
    "Highlight",
    "Hit",
    "Phrase",
    "Query",
    "Search",
    "Tiers",
    "TooSlow",
    "count_to_lay",
    "entry_of",
    "find",
    "first_place",
    "folded_words",
    "highlight",
    "in_time",
    "lay",
    "newest_page",
    "page_of_places",
    "ranked",
    "read_query",
    "read_search",
    "rebuild_database_index",
    "relevant_page",
    "remove_left_over",
    "state_of_index",
    "write_lines",
]

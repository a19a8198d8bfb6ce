"""An edition's entry in the search index: the words of its text, field by field."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from ..language import clean_line
from ..models import Edition, SearchEntry
from .words import Word, other_spellings, words

VERSION = 2
"""Goes up whenever the same text would give other words: every entry is stale then."""

HEADLINE, KICKER, LEAD, TAGS, CAPTIONS, BODY, EXPANSIONS = "hkltcba"
FIELDS = (HEADLINE, KICKER, LEAD, TAGS, CAPTIONS, BODY, EXPANSIONS)
"""The fields of a text, by the letter that stands before each of its lines; `EXPANSIONS` are what its short forms
stand for."""
BREAK = "_"
"""Stands between lines, so that no phrase reaches from one into the next."""
EVERYWHERE = f"{BREAK}{HEADLINE}"
"""A word that every entry has."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ARTICLE_BITS = 29


def write_lines(lines: Iterable[tuple[str, str]]) -> str:
    """(field, text) pairs as an edition keeps them in `search_text`: one line each, after the letter of its field."""
    return "\n".join(
        f"{field}{cleaned}"
        for field, text in lines
        for line in text.splitlines()
        if (cleaned := clean_line(line))
    )


def read_lines(search_text: str) -> Iterator[tuple[str, str]]:
    """The (field, text) pairs again."""
    return ((line[0], line[1:]) for line in search_text.split("\n") if line)


def place_of(published_at: datetime, article_id: int, number: int) -> int:
    """Where an edition stands among all by time: by date, then by article, as lists are ordered.

    A whole number of 63 bits and a sign: the seconds, the article, and one bit that tells an article's live edition
    from its next one, whose numbers are neighbours.
    """
    return (seconds_of(published_at) << (ARTICLE_BITS + 1)) | (article_id << 1) | (number & 1)


def first_place(moment: datetime) -> int:
    """The least place of what is published at `moment` or later. Dates are whole seconds."""
    return seconds_of(moment) << (ARTICLE_BITS + 1)


def seconds_of(moment: datetime) -> int:
    """Seconds since 1970, rounded up."""
    since = moment - EPOCH
    return since.days * 86_400 + since.seconds + (1 if since.microseconds else 0)


def entry_of(edition: Edition) -> SearchEntry:
    """The edition's entry, unsaved. It depends on the edition alone, so that it can be laid again at any time."""
    if edition.article_id >> ARTICLE_BITS:
        raise ValueError("The place in time has room for 500 million articles.")
    folded, exact = index_texts(edition.search_text)
    return SearchEntry(
        edition=edition,
        place=place_of(edition.published_at, edition.article_id, edition.number),
        version=VERSION,
        folded=folded,
        exact=exact,
    )


def index_texts(search_text: str) -> tuple[str, str]:
    """The words of a text, folded and exact: every field in order, after a word that marks it."""
    lines: dict[str, list[str]] = {field: [] for field in FIELDS}
    for field, line in read_lines(search_text):
        lines[field].append(line)
    others = [place.word for field in FIELDS for line in lines[field] for place in other_spellings(line)]
    found = [Word(EVERYWHERE, EVERYWHERE)]
    for field in FIELDS:
        if field != HEADLINE:
            found.append(_mark(f"{BREAK}{field}"))
        for number, line in enumerate(lines[field]):
            if number:
                found.append(_mark(BREAK))
            found += words(line)
    for other in dict.fromkeys(others):
        found += (_mark(BREAK), other)
    return f" {' '.join(word.folded for word in found)} ", f" {' '.join(word.exact for word in found)} "


def _mark(text: str) -> Word:
    return Word(text, text)

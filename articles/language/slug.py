"""Slugs: the words of a headline as they stand in an address."""

import re

from .fold import fold

_NOT_SLUG = re.compile("[^a-z0-9]+")
_LETTER = re.compile("[a-z]")


def slugify(text: str, max_length: int = 80) -> str:
    """Return text as a slug of [a-z0-9] words joined by "-", at most `max_length` characters, cut between
    words.

    No letter of a Vietnamese word is lost: đ gives d, ơ o, ư u. A slug without any letter gets the prefix
    "tin-" (news), so that an address never looks like a number or a date: "2020" gives "tin-2020". A first
    word longer than `max_length` is cut hard. Returns "" when nothing is usable (only punctuation or
    another script): the caller then chooses a name.

    Raises ValueError when `max_length` is below 5, the shortest that holds the prefix and a digit.
    """
    if max_length < len("tin-0"):
        raise ValueError("max_length must be at least 5")
    slug = _cut(_NOT_SLUG.sub("-", fold(text)).strip("-"), max_length)
    if not slug or _LETTER.search(slug):
        return slug
    return "tin-" + _cut(slug, max_length - len("tin-"))


def _cut(slug: str, length: int) -> str:
    if len(slug) <= length:
        return slug
    head, dash, _ = slug[: length + 1].rpartition("-")
    return head if dash else slug[:length]

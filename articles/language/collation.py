"""Vietnamese sort order as plain strings, for databases that have no Vietnamese collation."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from .fold import fold, fold_tone_placement
from .normalize import clean_line

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_OTHER_MARK = "6"
# The end of a level sorts below every weight; a gap between words is the next character.
_END = " "
_GAP = "!"
# One code point a letter from "A" on, in alphabetical order: above the digits, below all other scripts.
_WEIGHTS = {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}


class _Levels(NamedTuple):
    primary: str
    secondary: str
    tertiary: str


def collation_key(text: str) -> str:
    """Return a string that sorts text in Vietnamese order when keys are compared by code point (or UTF-8
    byte).

    Order of CLDR `vi`: a ă â b c d đ e ê … o ô ơ … u ư are separate letters; then tones none, huyền, hỏi,
    ngã, sắc, nặng; then small before capital: la, lá, lạ, lan. Space and punctuation count as one gap that
    sorts before digits, digits before letters, other scripts last. Hoà and hòa stand together. Different
    texts have different keys (up to what `clean_line` removes), so that the order is total.

    Compare with the "C" collation on PostgreSQL, BINARY on SQLite. A key is up to about 4 × the text + 3
    characters long. "" gives "".
    """
    line = clean_line(text)
    return _END.join((*_levels(line), line)) if line else ""


def person_key(name: str) -> str:
    """Return a key like `collation_key` for a person's name: given name (the last syllable) first, then the
    rest.

    "Lê Văn An" stands before "Đỗ Bình" and "Trần Hoa" before "Lê Hòa", as Vietnamese lists have it.
    """
    line = clean_line(name)
    if not line:
        return ""
    rest, _, given = line.rpartition(" ")
    given_levels, rest_levels = _levels(given), _levels(rest)
    return _END.join(
        (
            given_levels.primary,
            given_levels.secondary,
            rest_levels.primary,
            rest_levels.secondary,
            given_levels.tertiary,
            rest_levels.tertiary,
            line,
        )
    )


def _levels(line: str) -> _Levels:
    primary: list[str] = []
    secondary: list[str] = []
    tertiary: list[str] = []
    for char in fold_tone_placement(line):
        weights, tone = _weights(char)
        if weights == _GAP and primary[-1:] == [_GAP]:
            continue
        primary.extend(weights)
        secondary.extend(tone * len(weights))
        tertiary.extend(("1" if char.isupper() else "0") * len(weights))
    # Trailing zeros say nothing and would double the key of an unaccented text.
    return _Levels("".join(primary), "".join(secondary).rstrip("0"), "".join(tertiary).rstrip("0"))


@lru_cache(maxsize=4096)
def _weights(char: str) -> tuple[str, str]:
    """Primary weights of a composed character (none for a mark, two for "æ") and the digit of its tone."""
    letter, tone = _letter_and_tone(char.lower())
    if letter in _WEIGHTS:
        return _WEIGHTS[letter], tone
    folded = fold(char)
    if not folded:
        return "", tone
    if not any(unicodedata.category(part)[0] in "LNM" for part in folded):
        return _GAP, "0"
    return "".join(_WEIGHTS.get(part, part) for part in folded if not part.isspace()), _OTHER_MARK


def _letter_and_tone(char: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", char)
    for mark, tone in _TONES.items():
        if mark in parts:
            return unicodedata.normalize("NFC", parts.replace(mark, "")), tone
    return char, "0"

"""Text as the words that search compares: one way for what is indexed and for what is asked.

A word is a run of letters and digits, in two spellings: folded (without accents) and exact (with them). So a code is
the words of its parts in a row ("42/2022/NĐ-CP" = 42 2022 nd cp), and each part of it can be found; "9.000" is 9000.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ..language import clean_line, exact_key, fold, tokens

# Thousands in groups are one number, then runs of letters and digits.
PIECE = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+(?!\d|\.\d)|\d{1,3}(?:,\d{3})+(?!\d|,\d))(?![^\W_])"
    "|(?:[^\\W_][\u0300-\u036f]*)+"
)
LONGEST_WORD = 60
MARKS = re.compile("[\u0300-\u036f]")

# Kỹ and kĩ, Mỹ and Mĩ, quý and quí are the same word in two spellings.
_I_OR_Y = re.compile("(?:h|k|l|m|s|t|v|qu)y")
_I_FOR_Y = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_SYLLABLE = re.compile(
    "(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|q|qu|r|s|t|th|tr|v|x)?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
)
_CHUNK = re.compile(r"\S+")
_SIGN_OF_CODE = re.compile("[&/.,:'’-]\\w|[A-ZĐƯÔ].*[A-ZĐƯÔ]")


class Word(NamedTuple):
    """A word without accents, and as it is written (in small letters)."""

    folded: str
    exact: str

    @property
    def accented(self) -> bool:
        return self.folded != self.exact


class Place(NamedTuple):
    """A word, or another spelling of a code, and where it stands in its line."""

    word: Word
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of composed text, in order."""
    return [word for piece in PIECE.findall(text) if (word := word_of(piece)) is not None]


def places(text: str) -> list[Place]:
    """The words of composed text, each with its place."""
    found = ((word_of(match[0]), match) for match in PIECE.finditer(text))
    return [Place(word, match.start(), match.end()) for word, match in found if word is not None]


@lru_cache(maxsize=1 << 16)
def word_of(piece: str) -> Word | None:
    """A run of letters and digits as a word; `None` when nothing of it is left, as of a lone mark."""
    folded, exact = fold(piece), exact_key(piece)
    if not folded.isalnum():
        # What compatibility takes apart ("½", Arabic ligatures) may hold signs and spaces.
        folded = "".join(char for char in folded if char.isalnum())
    if not exact.isalnum():
        exact = "".join(char for char in exact if char.isalnum() or MARKS.match(char))
    if _I_OR_Y.fullmatch(folded):
        folded, exact = f"{folded[:-1]}i", exact[:-1] + exact[-1].translate(_I_FOR_Y)
    folded, exact = folded[:LONGEST_WORD], exact[:LONGEST_WORD]
    return Word(folded, exact) if folded and exact else None


def other_spellings(text: str) -> Iterator[Place]:
    """Other words under which the codes of a composed line are found.

    "Covid-19" as covid19, "TP.HCM" as tphcm; and what is written in capitals ("TTHC", "KT-XH", "TU") as a short
    form, `code_of`, which no ordinary word is equal to. In a line all in capitals only what nobody can pronounce is
    one: TTHC, not TU.
    """
    shouted = text.isupper()
    for match in _CHUNK.finditer(text):
        if not _SIGN_OF_CODE.search(match[0]):
            continue
        found = tokens(match[0])
        if len(found) > 1 and match[0].isupper() and (joined := joined_spelling(match[0])):
            yield Place(joined, match.start() + found[0].start, match.start() + found[-1].end)
        for token in found:
            start = match.start() + token.start
            end = match.start() + token.end
            if joined := joined_spelling(token.text):
                yield Place(joined, start, end)
            if sum(map(str.isupper, token.text)) < 2 or (shouted and not _is_unpronounceable(token.text)):
                continue
            if code := code_of(token.text):
                yield Place(Word(code, code), start, end)


def joined_spelling(token: str) -> Word | None:
    """The parts of a code of letters in one word ("KTXH", "covid19"), else `None`."""
    parts = words(token)
    folded = "".join(part.folded for part in parts)
    # Short codes are like syllables: "T.Ư" is not "tư". Parts of dates and fractions are no number together.
    if len(parts) < 2 or len(folded) < 4 or folded.isdecimal():
        return None
    exact = "".join(part.exact for part in parts)
    return Word(folded[:LONGEST_WORD], exact[:LONGEST_WORD])


def code_of(token: str) -> str:
    """The word that stands for a short form, however it is written: TT&TT, "TTTT" and "tt-tt" give the same."""
    folded = "".join(part.folded for part in words(token))
    return f"_{folded[:LONGEST_WORD]}" if len(folded) > 1 else ""


def may_be_short_form(token: str) -> bool:
    """Whether somebody who asks for this means a short form: two capitals, or nothing that one could pronounce."""
    if sum(map(str.isupper, token)) > 1:
        return True
    return _is_unpronounceable(token)


def _is_unpronounceable(token: str) -> bool:
    parts = words(token)
    return len(parts) != 1 or _SYLLABLE.fullmatch(parts[0].folded) is None


def folded_words(text: str) -> str:
    """The folded words of any text with a space between them, as they stand in an entry."""
    return " ".join(word.folded for word in words(clean_line(text)))

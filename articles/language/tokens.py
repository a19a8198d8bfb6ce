"""Vietnamese text as tokens: syllables, numbers, and the codes that must not be torn apart."""

import re
from typing import NamedTuple

# A letter or digit, with combining marks where the text is not composed.
_PIECE = re.compile("[^\\W_]+(?:[\u0300-\u036f]+[^\\W_]*)*")
_CODE_LETTERS = re.compile("[A-Za-zĐđƯưÔô]+")
_WITH_DOT = frozenset({"TP", "Tp", "tp", "TX", "Tx", "PGS", "GS", "TS", "ThS", "Ths", "BS", "KS", "LS"})
_DOMAINS = frozenset({"vn", "com", "net", "org", "gov", "edu", "info", "asia", "int", "eu"})
_JOINERS = frozenset("&-/.,:'’")


class Token(NamedTuple):
    """A token and where it stands: `source[start:end] == text`."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the tokens of text in order, never overlapping; time is linear in its length.

    Space separates syllables, so "cải cách" is two tokens. Whole stay: codes ("TT&TT", "KT-XH", "39-NQ/TW",
    "42/2022/NĐ-CP", "T/h", "Covid-19"), numbers, dates and times ("9.000", "1,5", "74/102", "4/8",
    "15:14"), names with an apostrophe ("H'Mông"), domains ("chinhphu.vn"), dotted initials ("T.Ư"). The dot
    of "TP.", "PGS.", "ThS." and the like belongs to the token, so "TP.HCM" and "TP. HCM" give the same
    tokens. "Hà Nội-Huế" and "và/hoặc" are taken apart.
    """
    found: list[Token] = []
    start = end = -1
    left = ""
    for match in _PIECE.finditer(text):
        piece = match[0]
        begin, stop = match.span()
        # Most pieces stand apart by a space, so the joiner is looked at first.
        if begin == end + 1 and begin and text[end] in _JOINERS and _joins(left, text[end], piece):
            left, end = piece, stop
            continue
        if start >= 0:
            found.append(_token(text, start, end))
        left, start, end = piece, begin, stop
    if start >= 0:
        found.append(_token(text, start, end))
    return found


def _token(text: str, start: int, end: int) -> Token:
    if text[end : end + 1] == "." and _takes_dot(text, start, end):
        end += 1
    return Token(text[start:end], start, end)


def _takes_dot(text: str, start: int, end: int) -> bool:
    if end - start == 1:
        return text[start].isupper() and text[end + 1 : end + 2].isalnum()
    return text[start:end] in _WITH_DOT


def _joins(left: str, joiner: str, right: str) -> bool:
    if joiner == "&":
        return True
    if joiner in "'’":
        return left[-1].isalpha() and right[0].isalpha()
    if joiner in ",:":
        return _between_digits(left, right)
    if joiner == ".":
        return _between_digits(left, right) or _initials(left, right) or right.lower() in _DOMAINS
    if joiner == "/" and len(left) + len(right) <= 3 and left.isalpha() and right.isalpha():
        return True
    if joiner == "-" and right.isdigit():
        return True
    return _is_code(left) and _is_code(right)


def _between_digits(left: str, right: str) -> bool:
    return left[-1].isdigit() and right[0].isdigit()


def _initials(left: str, right: str) -> bool:
    return len(left) == len(right) == 1 and left.isalpha() and right.isalpha()


def _is_code(piece: str) -> bool:
    """A number, a piece with a digit, one capital, or unaccented letters with two capitals ("NQ", "TTg",
    "CoV").
    """
    if any(char.isdigit() for char in piece):
        return True
    capitals = sum(char.isupper() for char in piece)
    return capitals >= min(2, len(piece)) and _CODE_LETTERS.fullmatch(piece) is not None

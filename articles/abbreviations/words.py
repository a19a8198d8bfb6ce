"""Words around a place in a text, and the shapes of short forms."""

import re
from functools import lru_cache
from unicodedata import is_normalized

from ..language import Token, compose, tokens

_WIDTH = 12
"""Characters that a token takes up at most, but for a few; a window that is a little short does no harm."""
_SENTENCE_END = re.compile(r"[.!?…](?=\s)|[;\n]")
_CAPITALS = "".join(filter(str.isupper, map(chr, [*range(0x41, 0x250), *range(0x1E00, 0x1F00)])))
TWO_CAPITALS = re.compile(f"[{_CAPITALS}].*[{_CAPITALS}]")
"""A first, cheap sieve: short forms have two capitals."""

_TO_REPAIR = re.compile("[\u0300-\u036fÐðƉɖ]")
_LETTERS = "A-Za-zĐđĂăÂâÊêÔôƠơƯư"
_SHORT = re.compile(rf"[{_LETTERS}]+(?:[&/.\-][{_LETTERS}]+)*")
_NUMERAL = re.compile(r"[IVX]+|M*(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})")
_ONLY_IVX = re.compile(r"[IVX]+")
_TONED = re.compile(
    "[\u00c0\u00c1\u00c3\u00c8\u00c9\u00cc\u00cd\u00d2\u00d3\u00d5\u00d9\u00da\u00dd\u0128\u0168\u1ea0-\u1ef9]"
)
_ORDINALS = frozenset(
    "khóa thứ kỷ quý chương mục phần loại cấp vùng hạng kỳ nhóm bậc tập điều lục đoạn giai số khoá quyển tiết".split()
)
_LONGEST_SHORT = 20


class Words:
    """The tokens of one text, read only where somebody asks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._composed = text.isascii() or (is_normalized("NFC", text) and not _TO_REPAIR.search(text))

    def before(self, start: int, count: int) -> list[Token]:
        """The tokens that end before `start` in the same sentence, nearest last."""
        low = max(0, start - count * _WIDTH)
        while low and not self.text[low - 1].isspace():
            low -= 1
        found = self._tokens(low, start)[-count:]
        end = start
        for place in range(len(found) - 1, -1, -1):
            if _SENTENCE_END.search(self.text, found[place].end, end):
                return found[place + 1 :]
            end = found[place].start
        return found

    def after(self, end: int, count: int) -> list[Token]:
        """The tokens that begin after `end` in the same sentence, nearest first."""
        high = min(len(self.text), end + count * _WIDTH)
        while high < len(self.text) and not self.text[high].isspace():
            high += 1
        found = self._tokens(end, high)[:count]
        last = end
        for place, token in enumerate(found):
            if _SENTENCE_END.search(self.text, last, token.start):
                return found[:place]
            last = token.end
        return found

    def _tokens(self, start: int, end: int) -> list[Token]:
        if self._composed:
            return [
                Token(text, from_ + start, to + start) for text, from_, to in tokens(self.text[start:end])
            ]
        return [
            Token(compose(token.text), token.start + start, token.end + start)
            for token in tokens(self.text[start:end])
        ]


@lru_cache(maxsize=4096)
def key_of(word: str) -> str:
    """The word as short forms are compared: composed, case kept, without a final dot, m² as m2."""
    return compose(word).rstrip(".").replace("²", "2").replace("³", "3")


@lru_cache(maxsize=16384)
def keys_of(short: str) -> tuple[str, ...]:
    """The short form as keys of its tokens: "TP. HCM", "TP.HCM" and "TP HCM" are one."""
    return tuple(key_of(token.text) for token in tokens(compose(short)))


@lru_cache(maxsize=4096)
def looks_short(word: str) -> bool:
    """Whether a word, its final dot apart, has the shape of a short form: at least two capitals, and not more small
    letters than those."""
    word = compose(word).rstrip(".")
    capitals = sum(letter.isupper() for letter in word)
    small = sum(letter.islower() for letter in word)
    return 2 <= capitals >= small and len(word) <= _LONGEST_SHORT and _SHORT.fullmatch(word) is not None


def is_numeral(word: str, before: str) -> bool:
    """Whether a word in capitals is a Roman numeral after the word `before`: "XIII" always, "CD" after "chương"."""
    if _ONLY_IVX.fullmatch(word):
        return True
    return before.lower() in _ORDINALS and word != "" and _NUMERAL.fullmatch(word) is not None


def is_shouted(word: str) -> bool:
    """Whether this is a Vietnamese word in capitals, and so no short form: it carries a tone."""
    return len(word) > 1 and word.isupper() and _TONED.search(word) is not None

"""Keys under which spellings of the same Vietnamese text meet: without accents, and with them."""

import re
import unicodedata

from .normalize import compose, drop_invisible, stream_safe

_MARKS = dict.fromkeys(range(0x0300, 0x0370))
_LETTERS = {
    "đ": "d",
    "ð": "d",
    "ɖ": "d",
    "ı": "i",
    "ø": "o",
    "ł": "l",
    "ħ": "h",
    "ŧ": "t",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
_FOLDS = _MARKS | {ord(letter): plain for letter, plain in _LETTERS.items()}

_TONES_ON = {"o": "òóỏõọ", "u": "ùúủũụ"}
_TONES_AFTER = {"oa": "àáảãạ", "oe": "èéẻẽẹ", "uy": "ỳýỷỹỵ"}
_OPEN_RHYME = re.compile("(?<!q)(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![^\\W\\d_]|[\u0300-\u036f])", re.IGNORECASE)


def _placements() -> dict[str, str]:
    table: dict[str, str] = {}
    for rhyme, toned in _TONES_AFTER.items():
        first, second = rhyme[0], rhyme[1]
        for on_first, on_second in zip(_TONES_ON[first], toned, strict=True):
            new, old = first + on_second, on_first + second
            table[new] = old
            table[new.upper()] = old.upper()
            table[new.title()] = old.title()
            table[new.title().swapcase()] = old.title().swapcase()
    return table


_PLACEMENTS = _placements()


def fold(text: str) -> str:
    """Return the key by which text is found without accents: "Đảng bộ", "ĐẢNG BỘ" and "dang bo" give "dang
    bo".

    NFKC with full case folding (Unicode Standard §3.13), all combining accents removed, đ and its
    look-alikes to d, Latin letters without a decomposition to plain ones (ø o, ł l, æ ae, œ oe, þ th). Hòa
    and hoà coincide. White space and punctuation stay; invisible characters go. Idempotent. For slugs,
    search, abbreviations, duplicates.
    """
    text = drop_invisible(text)
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", stream_safe(text))
    plain = unicodedata.normalize("NFKD", decomposed.casefold()).translate(_FOLDS)
    return unicodedata.normalize("NFC", plain)


def fold_tone_placement(text: str) -> str:
    """Return composed text with the tone of open oa, oe, uy on the first vowel: hoà → hòa, khoẻ → khỏe,
    thuỷ → thủy.

    Closed rhymes (hoàn, thuyền, ngoài) and "qu" (quý) have one spelling and stay. Case stays; the length is
    that of `compose(text)`. For keys only: published text keeps its author's style (QĐ 1989/QĐ-BGDĐT 2018
    and the laws differ).
    """
    return _OPEN_RHYME.sub(_tone_on_first, compose(text))


def exact_key(text: str) -> str:
    """Return the key for matches with accents: NFC, case-folded, one tone placement. "HOÀ" and "hòa" meet,
    "hoa" not.
    """
    text = drop_invisible(text)
    return fold_tone_placement(compose(text).casefold())


def _tone_on_first(match: re.Match[str]) -> str:
    return _PLACEMENTS[match[0]]

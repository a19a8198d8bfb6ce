"""Text as it is stored: composed (NFC), typing accidents repaired, invisible characters gone."""

import re
import unicodedata

# Letters that look like Đ/đ: Icelandic eth (U+00D0, U+00F0) and African D (U+0189, U+0256).
_LOOK_ALIKES = str.maketrans("ÐðƉɖ", "ĐđĐđ")
_LOOK_ALIKE = re.compile("[ÐðƉɖ]")
_WORD = re.compile(r"[^\W\d_]+")
_ONLY_VIETNAMESE = re.compile("[ăĂđĐơƠưƯ\u1ea0-\u1ef9]")
_LONGEST_SYLLABLE = len("nghiêng")
_VIETNAMESE_WORD = re.compile("[abcdeghiklmnopqrstuvxyàáâãèéêìíòóôõùúýăđĩũơư\u1ea0-\u1ef9]*", re.IGNORECASE)
_VOWEL = re.compile("[aeiouyáéíóúýæöø]", re.IGNORECASE)

# NFC orders the horn and the dot below by itself, but a tone above typed before a hat stays where it is.
_TONE_BEFORE_HAT = re.compile("([AEOaeo])([\u0300\u0301\u0303\u0309])\u0302")
_TONE_BEFORE_BREVE = re.compile("([Aa])([\u0300\u0301\u0303\u0309])\u0306")

# Eight unwordlike characters are the least that could decompose to more than 30 marks in a row.
_MANY_MARKS = re.compile(r"[^\w\x00-\x7f]{8}")
_MOST_MARKS = 30
_GRAPHEME_JOINER = "\u034f"

_LINE_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")
# Zero-width characters, soft hyphen, direction marks, controls that are no space. The zero-width joiner
# (U+200D) stays between pictographs, where it makes one emoji of several.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
    "|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)


def compose(text: str) -> str:
    """Return text in NFC, with tones typed before the hat and look-alikes of Đ repaired.

    The look-alikes Ð ð Ɖ ɖ become Đ đ in Vietnamese words only. A word is taken as Vietnamese when it has a
    letter that no other language here uses ("ÐỒNG", "QUYẾTÐỊNH"); or begins with the look-alike and is at
    most as long as a syllable and spelt with Vietnamese letters ("Ðảng", "Ðinh"; Icelandic has no word in
    Ð-); or is an abbreviation in capitals without vowels ("HÐND", "QÐ"). "Guðmundur" and "Ðorvaldsson"
    stay.

    A run of more than 30 combining marks is broken by U+034F, as UAX #15 §13 (Stream-Safe Text) has it,
    because normalising such runs takes quadratic time. Nothing is lost. Idempotent. Source of the repair:
    UAX #15, classes of U+0302 and U+0301 are equal, so that NFC keeps their order.
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFD", stream_safe(text))
    text = _TONE_BEFORE_HAT.sub("\\1\u0302\\2", text)
    text = _TONE_BEFORE_BREVE.sub("\\1\u0306\\2", text)
    text = unicodedata.normalize("NFC", text)
    return _WORD.sub(_repair_d, text) if _LOOK_ALIKE.search(text) else text


def clean_line(text: str) -> str:
    """Return one line of composed text: invisible characters dropped, any white space one space, ends
    stripped.
    """
    return _SPACES.sub(" ", compose(_INVISIBLE.sub("", text))).strip()


def clean_text(text: str) -> str:
    """Return text with every line cleaned and every kind of line break as LF; blank lines stay."""
    return "\n".join(clean_line(line) for line in _LINE_BREAK.split(text))


def drop_invisible(text: str) -> str:
    """Return text without zero-width, direction and control characters (white space stays as it is)."""
    return _INVISIBLE.sub("", text)


def stream_safe(text: str) -> str:
    """Return text in Stream-Safe Text Format: at most 30 combining marks in a row (UAX #15 §13)."""
    if not _MANY_MARKS.search(text):
        return text
    safe: list[str] = []
    marks = 0
    for char in text:
        leading, trailing, has_starter = _marks(char)
        marks += leading
        if marks > _MOST_MARKS:
            safe.append(_GRAPHEME_JOINER)
            marks = leading
        safe.append(char)
        marks = trailing if has_starter else marks
    return "".join(safe)


def _marks(char: str) -> tuple[int, int, bool]:
    """Leading marks, trailing marks, and whether a starter stands among them, in a character's full
    decomposition.
    """
    classes = [unicodedata.combining(part) for part in unicodedata.normalize("NFKD", char)]
    starters = [index for index, mark in enumerate(classes) if mark == 0]
    if not starters:
        return len(classes), len(classes), False
    return starters[0], len(classes) - 1 - starters[-1], True


def _repair_d(match: re.Match[str]) -> str:
    word = match[0]
    if not _LOOK_ALIKE.search(word):
        return word
    return word.translate(_LOOK_ALIKES) if _is_vietnamese(word) else word


def _is_vietnamese(word: str) -> bool:
    if _ONLY_VIETNAMESE.search(word):
        return True
    if _LOOK_ALIKE.match(word) and len(word) <= _LONGEST_SYLLABLE and _VIETNAMESE_WORD.fullmatch(word, 1):
        return True
    return word.isupper() and not _VOWEL.search(word)

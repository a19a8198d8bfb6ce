"""Hints of the dictionary, read as signs that can be looked for in the text.

A hint is a list parted by commas or semicolons. `~` is the short form itself (so is the short form written out):

- `Công ty ~`, `~ UBND`: these words stand directly before or after it: a strong sign;
- `~ <tên>`, `~ <người>`, `~ <số>`, `~ <ngày>`, `<số> ~`, `<giờ> ~`, `~ <điện thoại>`: a place's name, a person's, a
  number and so on stands there. Also as the words *trước tên riêng*, *trước tên người*, *kèm số*, *sau con số*;
- `lạm phát`: these words stand within six words of it; a single syllable must be its neighbour, because "báo" is in
  "báo cáo" too;
- `!tia ~`: with this sign the meaning is out of the question;
- `số hiệu …`, `đuôi số hiệu …`: says nothing, because short forms inside document numbers are never read.

Words are compared with accents, without regard to case and to the place of the tone mark.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..language import Token, exact_key, tokens
from .names import is_person, is_place
from .words import Words, keys_of

NEAR = 6
"""How many tokens before and after a short form are read for signs of its meaning; a phrase may reach further."""
LONGEST_PHRASE = 3
HERE = "~"
_ITEMS = re.compile(r"\s*[,;]\s*")
_SILENT = re.compile(r"^(?:đuôi|trong|có)? ?(?:số hiệu|đuôi văn bản)|^đuôi ", re.IGNORECASE)
_PROSE = (
    (re.compile(r"trước tên người|đứng trước tên\b", re.IGNORECASE), "~ <người>"),
    (re.compile(r"trước tên riêng|\+ tên riêng", re.IGNORECASE), "~ <tên>"),
    (re.compile(r"kèm số|kèm dãy số", re.IGNORECASE), "~ <số>"),
    (re.compile(r"sau con số", re.IGNORECASE), "<số> ~"),
    (re.compile(r"sau giờ", re.IGNORECASE), "<giờ> ~"),
)
_ALIAS = re.compile(r"(?:cũng viết|số nhiều:) ([^\s,;()]+)", re.IGNORECASE)
_GAP = re.compile(r"[ \u00a0]?|/")
_LOOSE_GAP = re.compile(r"[ \u00a0]?|[:.][ \u00a0]?|/")

# A map's scale, "1/500", is no road's number.
_NUMBER = re.compile(r"(?!1/\d{3})[1-9]\d{0,3}(?:[-./]\d{1,4})*[A-Z]?")
_DAY = re.compile(r"\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?")
_TIME = re.compile(r"\d{1,2}[:h]\d{2}(?::\d{2})?")
_PHONE = re.compile(r"(?:0|84|1[89]00)[\d.]*")
_COUNT = re.compile(r"\d[\d.,/-]*")

_LONGEST_SYLLABLE = len("nghiên")

STRONG_WORDS, STRONG_CLASS, WEAK = 20, 10, 1


@dataclass(frozen=True, slots=True)
class Cue:
    """One sign: words (or a class in angle brackets) before, after or near the short form."""

    where: str
    """`before`, `after`, `near`, or `beside`: on either side"""
    words: tuple[str, ...]
    against: bool = False

    @property
    def weight(self) -> int:
        if self.where in ("near", "beside"):
            return WEAK
        return STRONG_CLASS if self.words[0].startswith("<") else STRONG_WORDS + len(self.words)


@dataclass(slots=True)
class Neighbourhood:
    """What stands around one short form."""

    words: Words
    start: int
    end: int
    before: list[Token]
    after: list[Token]
    keys_before: list[str]
    keys_after: list[str]


def neighbourhood(words: Words, start: int, end: int) -> Neighbourhood:
    before, after = words.before(start, NEAR + LONGEST_PHRASE), words.after(end, NEAR + LONGEST_PHRASE)
    return Neighbourhood(
        words, start, end, before, after, [_key(token) for token in before], [_key(token) for token in after]
    )


@lru_cache(maxsize=16384)
def read_cues(short: str, hint: str) -> tuple[Cue, ...]:
    """The signs that a hint names."""
    found: list[Cue] = []
    for raw in _ITEMS.split(hint):
        against = raw.startswith("!")
        found += _read_item(short, raw.removeprefix("!").strip(), against)
    return tuple(dict.fromkeys(found))


def aliases(hint: str) -> list[str]:
    """Other spellings that a hint names: "cũng viết MoU"."""
    return _ALIAS.findall(hint)


def weigh(cues: Sequence[Cue], around: Neighbourhood) -> tuple[int, int]:
    """(strongest direct sign, number of signs near by); (-1, 0) when a sign speaks against."""
    strong = weak = 0
    for cue in cues:
        if not _shows(cue, around):
            continue
        if cue.against:
            return -1, 0
        if cue.weight == WEAK:
            weak += 1
        else:
            strong = max(strong, cue.weight)
    return strong, weak


def _read_item(short: str, item: str, against: bool) -> list[Cue]:
    found: list[Cue] = []
    for pattern, sign in _PROSE:
        if pattern.search(item):
            found += _read_item(short, sign, against)
    if found or not item or _SILENT.search(item) or _ALIAS.search(item):
        return found
    parts = _parts(short, item)
    if HERE in parts:
        place = parts.index(HERE)
        before, after = tuple(parts[:place]), tuple(parts[place + 1 :])
        found += [Cue("before", before, against)] if before else []
        found += [Cue("after", after, against)] if after and not before else []
    elif parts:
        found.append(Cue("near" if len(parts) > 1 or _says_much(item) else "beside", tuple(parts), against))
    return found


def _says_much(word: str) -> bool:
    """A short form or a foreign word says as much as a phrase: "GRDP", "olympic"."""
    return len(word) > _LONGEST_SYLLABLE or (len(word) > 1 and word.isupper())


def _parts(short: str, item: str) -> list[str]:
    """The item as keys, with `~` for the short form and classes kept whole."""
    parts: list[str] = []
    for piece in re.findall(r"<[^>]*>|~|[^<~]+", item):
        if piece == HERE or piece.startswith("<"):
            parts.append(piece)
            continue
        parts += [
            HERE if token.text.rstrip(".") == short.rstrip(".") else _key(token) for token in tokens(piece)
        ]
    if HERE in parts and len(keys_of(short)) == 1:
        parts = ["<số>" if _NUMBER.fullmatch(part) else part for part in parts]
    return parts


def _key(token: Token) -> str:
    return _key_of(token.text)


@lru_cache(maxsize=16384)
def _key_of(word: str) -> str:
    return exact_key(word).rstrip(".")


def _shows(cue: Cue, around: Neighbourhood) -> bool:
    if cue.where == "near":
        return _holds(around.keys_before[::-1], cue.words[::-1]) or _holds(around.keys_after, cue.words)
    if cue.where == "beside":
        return _beside(cue.words[0], around)
    if cue.words[0].startswith("<"):
        return _class_shows(cue, around)
    size = len(cue.words)
    if cue.where == "before":
        return tuple(around.keys_before[-size:]) == cue.words and _touches_before(around, _GAP)
    return tuple(around.keys_after[:size]) == cue.words and _touches_after(around, _GAP)


def _beside(word: str, around: Neighbourhood) -> bool:
    return (around.keys_before[-1:] == [word] and _touches_before(around, _GAP)) or (
        around.keys_after[:1] == [word] and _touches_after(around, _GAP)
    )


def _holds(keys: Sequence[str], words: tuple[str, ...]) -> bool:
    """Whether the words stand there, beginning (seen from the short form) among the nearest."""
    size = len(words)
    return any(tuple(keys[place : place + size]) == words for place in range(min(NEAR, len(keys) - size + 1)))


def _touches_before(around: Neighbourhood, gap: re.Pattern[str]) -> bool:
    return bool(gap.fullmatch(around.words.text, around.before[-1].end, around.start))


def _touches_after(around: Neighbourhood, gap: re.Pattern[str]) -> bool:
    return bool(gap.fullmatch(around.words.text, around.end, around.after[0].start))


def _class_shows(cue: Cue, around: Neighbourhood) -> bool:
    name = cue.words[0]
    if cue.where == "before":
        if not around.before or not _touches_before(around, _GAP):
            return False
        word = around.before[-1].text
        return bool((_TIME if name == "<giờ>" else _COUNT).fullmatch(word))
    if name == "<tên>":
        return is_place(around.words.text, around.end)
    if name == "<người>":
        return is_person(around.words.text, around.end)
    gap = _LOOSE_GAP if name in ("<điện thoại>", "<số>") else _GAP
    if not around.after or not _touches_after(around, gap):
        return False
    pattern = {"<số>": _NUMBER, "<ngày>": _DAY, "<điện thoại>": _PHONE}.get(name)
    return bool(pattern and pattern.fullmatch(around.after[0].text))

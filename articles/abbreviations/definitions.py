"""Short forms that a text explains itself: "cải cách hành chính (CCHC)", "CCHC (cải cách hành chính)", "gọi tắt là"."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ..language import Token, exact_key, fold, tokens
from .alignment import (
    QUOTES,
    align,
    aligned_after,
    aligned_before,
    aligned_whole,
    as_line,
    ends_in_person,
    groups_of,
    plain_words,
    syllables_of,
)
from .words import looks_short

Known = Callable[[str], Sequence[str]]
"""Expansions that a dictionary has for a short form."""
_BRACKETS = re.compile(r"\(([^()\n]{2,200})\)")
_NAMED = re.compile(
    r"(?:(?:sau đây|dưới đây|từ đây|từ nay|sau này)?\s*(?:được\s+)?(?:gọi\s+tắt|viết\s+tắt|tên\s+viết\s+tắt|gọi)\s*(?:tiếng\s+\w+\s*)?"
    r"(?:là|bằng)?\s*:?|tắt là:?)\s*[“\"'«‘]?\s*",
    re.IGNORECASE,
)
_NAMED_IN_TEXT = re.compile(r"(?:gọi\s+tắt|viết\s+tắt)\s*(?:là|:)?\s*[“\"'«‘]?\s*", re.IGNORECASE)
_BEFORE_NAME = re.compile(
    r",?\s+(?:[–-]\s+)?(?:mà\s+)?(?:(?:sau|dưới|từ)\s+đây\s+)?(?:được\s+|có\s+)?(?:tên\s+)?$", re.IGNORECASE
)
_STANDS_FOR = re.compile(
    r"viết\s+tắt\s+(?:của|cho)\s+(?:cụm\s+)?(?:từ\s+|chữ\s+)?[“\"'«‘]?\s*", re.IGNORECASE
)
_IS_A = re.compile(
    r"\s*[”\"'»’]?\s*[,(]?\s*(?:là\s+)?(?:tên\s+|từ\s+|chữ\s+|cụm từ\s+)?(?:được\s+)?$", re.IGNORECASE
)
_LOOK_BACK = 40
_GLOSS_LABEL = re.compile(
    r"(?:tức(?: là)?|nghĩa là|hay(?: còn gọi là)?|là|viết tắt của)\s*:?\s+", re.IGNORECASE
)
_ALIKE = 0.5


class Definition(NamedTuple):
    """A short form, what the text says that it is (empty: the text says that it is something else than the dictionary
    has, but not what), and where the short form stands."""

    short: str
    expansion: str
    start: int
    end: int


def definitions(text: str, known: Known) -> list[Definition]:
    """What the text explains, in order. `known` gives the dictionary's expansions of a short form."""
    found: list[Definition] = []
    if "(" in text:
        for match in _BRACKETS.finditer(text):
            found += _bracketed(text, match, known)
    if "tắt" in text:
        found += _named(text, known)
        found += _standing_for(text)
    return sorted(set(found), key=lambda one: (one.start, one.end, one.expansion))


def _bracketed(text: str, match: re.Match[str], known: Known) -> Iterator[Definition]:
    inside, offset = match[1], match.start(1)
    label = _NAMED.match(inside)
    words = tokens(inside)
    short = _short_in(inside, words, named=label is not None)
    if short is not None:
        yield from _before(text, match.start(), short, inside, offset, known, named=label is not None)
        return
    before = tokens(text[max(0, match.start() - 40) : match.start()])
    if before and looks_short(before[-1].text):
        start = match.start() - (min(match.start(), 40) - before[-1].start)
        end = start + len(before[-1].text)
        if text[end : match.start()].strip(QUOTES) == "":
            yield from _after(text, before[-1].text, start, end, inside, known)


def _short_in(inside: str, words: Sequence[Token], *, named: bool) -> Token | None:
    """The short form that a bracket is about: alone, with a repeated word ("UBND tỉnh"), after a label or at the end of
    a foreign name ("World Health Organization - WHO")."""
    shorts = [word for word in words if looks_short(word.text)]
    if not shorts or len(shorts) > 2:
        return None
    if shorts[0].start == words[0].start and len(words) <= 4:
        return _joined(inside, words, shorts)
    if named or shorts[-1].end == words[-1].end:
        return shorts[-1]
    return None


def _joined(inside: str, words: Sequence[Token], shorts: Sequence[Token]) -> Token:
    """ "TP. HCM" is one short form of two words."""
    if len(shorts) == 2 and shorts[1] == words[1] and inside[shorts[0].end : shorts[1].start].strip() == "":
        return Token(inside[shorts[0].start : shorts[1].end], shorts[0].start, shorts[1].end)
    return shorts[0]


def _before(
    text: str, bracket: int, short: Token, inside: str, offset: int, known: Known, *, named: bool
) -> Iterator[Definition]:
    """The words before the bracket, or the foreign name in it, as what the short form stands for."""
    start, end = offset + short.start, offset + short.end
    foreign = inside[: short.start].rstrip(" -–—,:;/" + QUOTES) or inside[short.end :].strip(
        " -–—,:;/" + QUOTES
    )
    spelt = _spelt_before(text, bracket, known(short.text))
    if spelt:
        yield Definition(short.text, _as_written(text, bracket, max(spelt, key=len)), start, end)
        return
    trail = inside[short.end :].strip(QUOTES)
    ending = _without_trail(text, bracket, trail)
    if (ending is not None and (expansion := aligned_before(text, ending, short.text))) or (
        foreign and (expansion := aligned_whole(_without_label(foreign), short.text))
    ):
        yield Definition(short.text, expansion, start, end)
    elif (
        not trail
        and (named or inside[: short.start].strip(QUOTES) == "")
        and _contradicts(text, bracket, short.text, known)
    ):
        yield Definition(short.text, "", start, end)


def _after(text: str, short: str, start: int, end: int, inside: str, known: Known) -> Iterator[Definition]:
    """`SHORT (what it stands for)`: all of the bracket, or its part up to a comma or dash, spells the short form."""
    gloss = _GLOSS_LABEL.sub("", inside.strip(QUOTES), count=1) if _GLOSS_LABEL.match(inside) else inside
    spelt = [one for one in known(short) if f" {fold(one)} " in f" {plain_words(gloss)} "]
    if spelt:
        yield Definition(short, max(spelt, key=len), start, end)
        return
    for part in (gloss, *re.split(r"\s*[,;–—:]\s*|\s-\s", gloss)):
        if expansion := aligned_whole(part.strip(QUOTES), short):
            yield Definition(short, expansion, start, end)
            return


def _named(text: str, known: Known) -> Iterator[Definition]:
    """`cải cách hành chính, gọi tắt là CCHC`"""
    for match in _NAMED_IN_TEXT.finditer(text):
        words = tokens(text[match.end() : match.end() + 40])
        if not words or words[0].start or not looks_short(words[0].text):
            continue
        before = _BEFORE_NAME.search(text, max(0, match.start() - _LOOK_BACK), match.start())
        if before is None:
            continue
        expansion = aligned_before(text, before.start(), words[0].text)
        if expansion or _contradicts(text, before.start(), words[0].text, known):
            yield Definition(words[0].text, expansion, match.end(), match.end() + words[0].end)


def _standing_for(text: str) -> Iterator[Definition]:
    """`CCHC là viết tắt của cải cách hành chính`"""
    for match in _STANDS_FOR.finditer(text):
        low = max(0, match.start() - _LOOK_BACK)
        between = _IS_A.search(text, low, match.start())
        end = between.start() if between else match.start()
        before = tokens(text[low:end])
        if not before or low + before[-1].end != end or not looks_short(before[-1].text):
            continue
        if expansion := aligned_after(text, match.end(), before[-1].text):
            yield Definition(before[-1].text, expansion, low + before[-1].start, end)


def _spelt_before(text: str, bracket: int, expansions: Sequence[str]) -> list[str]:
    """Those of the dictionary's expansions that stand directly before the bracket, accents and case apart."""
    if not expansions:
        return []
    width = max(map(len, expansions)) + 20
    plain = f" {plain_words(text[max(0, bracket - width) : bracket].rstrip(QUOTES))}"
    return [one for one in expansions if plain.endswith(f" {plain_words(one)}")]


def _as_written(text: str, bracket: int, expansion: str) -> str:
    """The dictionary's words as the text has them, or as the dictionary has when only the first capital differs."""
    size = len(syllables_of(expansion))
    piece = text[max(0, bracket - len(expansion) - 40) : bracket]
    syllables = syllables_of(piece)
    written = as_line(piece[syllables[-size].start : syllables[-1].end])
    return expansion if written[1:] == expansion[1:] else written


def _without_trail(text: str, bracket: int, trail: str) -> int | None:
    """Where the words before the bracket end when the bracket repeats the last of them: "… tỉnh (UBND tỉnh)"."""
    if not trail:
        return bracket
    piece = text[:bracket].rstrip(QUOTES)
    if exact_key(piece).endswith(" " + exact_key(trail)):
        return len(piece) - len(trail)
    return None


def _without_label(piece: str) -> str:
    return re.sub(r"^(?:tiếng \w+|tên tiếng \w+|English)\s*:?\s*", "", piece, flags=re.IGNORECASE)


def _contradicts(text: str, end: int, short: str, known: Known) -> bool:
    """Whether the words before `(SHORT)` say something else than the dictionary: "sức mua tương đương (PPP)".

    The bracket may also say where somebody is from or what is meant, "Cục Quản lý Dược (BYT)", "trụ sở (UBND)": against
    what is a name itself that speaks only when the initials are there, "Hội Nhà văn Đà Nẵng (HND)".
    """
    meanings = known(short)
    words = [word.text for word in syllables_of(text[max(0, end - 120) : end])]
    if not meanings or not words or ends_in_person(words):
        return False
    before = [fold(word) for word in words]
    for expansion in meanings:
        wanted = fold(expansion).split()
        if _goes_on(before, wanted):
            return True
        near = set(before[-len(wanted) - 2 :])
        if len(near & set(wanted)) >= _ALIKE * len(set(wanted)):
            return False
    if any(expansion[0].islower() for expansion in meanings):
        return True
    if words[-1][0].islower() and not all(align(syllables_of(one), groups_of(short)) for one in meanings):
        return True
    letters = iter(word[0] for word in before[-2 * len(short) - 2 :])
    return all(letter in letters for letter in fold(short))


def _goes_on(before: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether words with the same initials stand there and go on: "chuyển đổi sản phẩm (CĐS)"."""
    size = len(wanted)
    for rest in (1, 2):
        run = before[-size - rest : -rest]
        if run != wanted and [word[0] for word in run] == [word[0] for word in wanted]:
            return True
    return False

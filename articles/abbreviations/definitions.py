"""Short forms that a text explains itself: "cải cách hành chính (CCHC)", "CCHC (cải cách hành chính)", "gọi tắt là"."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..language import Token, compose, exact_key, fold, tokens
from .names import PLACES, SURNAMES
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
_WIDTH = 9
"""Characters of a syllable and the sign after it, at most but for a few."""
_GLOSS_LABEL = re.compile(
    r"(?:tức(?: là)?|nghĩa là|hay(?: còn gọi là)?|là|viết tắt của)\s*:?\s+", re.IGNORECASE
)
_QUOTES = "“”\"'«»‘’ \u00a0"
_BREAK = re.compile(r"[.;:!?…()\[\]“”\"«»\n]")
_SKIPPED = frozenset(
    "và của cho về các những với trong ở tại có để theo từ là hoặc bằng of the for and in on to at by with de des du la le les et pour".split()
)
_MOST_SYLLABLES = 24
_TITLES = frozenset("ông bà anh chị em cháu cô chú bác cụ thầy".split())
_FEWEST_LETTERS, _MOST_LETTERS = 2, 14
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
        found += _named(text)
        found += _standing_for(text)
    return sorted(set(found), key=lambda one: (one.start, one.end, one.expansion))


def _bracketed(text: str, match: re.Match[str], known: Known) -> Iterator[Definition]:
    inside, offset = match[1], match.start(1)
    label = _NAMED.match(inside)
    words = tokens(inside)
    short = _short_in(inside, words, named=label is not None)
    if short is not None:
        yield from _before(text, match.start(), short, inside, offset, known)
        return
    before = tokens(text[max(0, match.start() - 40) : match.start()])
    if before and looks_short(before[-1].text):
        start = match.start() - (min(match.start(), 40) - before[-1].start)
        end = start + len(before[-1].text)
        if text[end : match.start()].strip(_QUOTES) == "":
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
    text: str, bracket: int, short: Token, inside: str, offset: int, known: Known
) -> Iterator[Definition]:
    """The words before the bracket, or the foreign name in it, as what the short form stands for."""
    start, end = offset + short.start, offset + short.end
    foreign = inside[: short.start].rstrip(" -–—,:;/" + _QUOTES) or inside[short.end :].strip(
        " -–—,:;/" + _QUOTES
    )
    spelt = _spelt_before(text, bracket, known(short.text))
    if spelt:
        yield Definition(short.text, _as_written(text, bracket, max(spelt, key=len)), start, end)
        return
    trail = inside[short.end :].strip(_QUOTES)
    ending = _without_trail(text, bracket, trail)
    if (ending is not None and (expansion := aligned_before(text, ending, short.text))) or (
        foreign and (expansion := _aligned_whole(_without_label(foreign), short.text))
    ):
        yield Definition(short.text, expansion, start, end)
    elif (
        not trail
        and inside[: short.start].strip(_QUOTES) == ""
        and _contradicts(text, bracket, short.text, known)
    ):
        yield Definition(short.text, "", start, end)


def _after(text: str, short: str, start: int, end: int, inside: str, known: Known) -> Iterator[Definition]:
    """`SHORT (what it stands for)`: all of the bracket, or its part up to a comma or dash, spells the short form."""
    gloss = _GLOSS_LABEL.sub("", inside.strip(_QUOTES), count=1) if _GLOSS_LABEL.match(inside) else inside
    spelt = [one for one in known(short) if f" {fold(one)} " in f" {_plain(gloss)} "]
    if spelt:
        yield Definition(short, max(spelt, key=len), start, end)
        return
    for part in (gloss, *re.split(r"\s*[,;–—:]\s*|\s-\s", gloss)):
        if expansion := _aligned_whole(part.strip(_QUOTES), short):
            yield Definition(short, expansion, start, end)
            return


def _named(text: str) -> Iterator[Definition]:
    """`cải cách hành chính, gọi tắt là CCHC`"""
    for match in _NAMED_IN_TEXT.finditer(text):
        words = tokens(text[match.end() : match.end() + 40])
        if not words or words[0].start or not looks_short(words[0].text):
            continue
        before = _BEFORE_NAME.search(text, max(0, match.start() - _LOOK_BACK), match.start())
        if before is None:
            continue
        expansion = aligned_before(text, before.start(), words[0].text)
        if expansion:
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
        if expansion := _aligned_after(text, match.end(), before[-1].text):
            yield Definition(before[-1].text, expansion, low + before[-1].start, end)


def aligned_before(text: str, end: int, short: str) -> str:
    """The last syllables before `end` whose initials spell the short form; empty when there are none."""
    groups = _groups(short)
    low = max(0, end - _WIDTH * (2 * len(groups) + 4))
    piece = text[low:end].rstrip(_QUOTES + ",")
    for boundary in _BREAK.finditer(piece):
        if boundary.end() < len(piece):
            low_piece = boundary.end()
            piece = " " * low_piece + piece[low_piece:]
    syllables = _syllables(piece)[-_MOST_SYLLABLES:]
    taken = _align(syllables, groups)
    if not taken or _is_somebody(syllables, taken):
        return ""
    return _line(piece[syllables[-taken].start : syllables[-1].end])


def _is_somebody(syllables: Sequence[Token], taken: int) -> bool:
    """Whether the words are a person's name, or the end of one: "Nguyễn Thị Hồng Nhung (HN)"."""
    found = [syllable.text for syllable in syllables[-taken:]]
    if not all(word[0].isupper() and word[1:].islower() for word in found):
        return False
    before = syllables[-taken - 1].text if len(syllables) > taken else ""
    if before[:1].isupper() or before.lower() in _TITLES:
        return True
    return found[0] in SURNAMES and " ".join(found[:2]) not in PLACES


def _aligned_after(text: str, start: int, short: str) -> str:
    """The first syllables from `start` on whose initials spell the short form."""
    piece = text[start : start + 200]
    boundary = _BREAK.search(piece)
    piece = piece[: boundary.start()] if boundary else piece
    syllables = _syllables(piece)
    groups = _groups(short)
    for count in range(len(groups), min(len(syllables), len(groups) + 4) + 1):
        if _align(syllables[:count], groups) == count:
            return _line(piece[: syllables[count - 1].end])
    return ""


def _aligned_whole(piece: str, short: str) -> str:
    """The piece, when its initials spell the short form from the first to the last."""
    syllables = _syllables(piece)
    if not syllables or _BREAK.search(piece.strip(_QUOTES)):
        return ""
    return _line(piece) if _align(syllables, _groups(short)) == len(syllables) else ""


def _align(syllables: Sequence[Token], groups: Sequence[str]) -> int:
    """How many of the last syllables spell the groups; 0 when they do not. Little words may be passed over."""
    if not groups:
        return 0
    exact = _matches(syllables, groups, lambda syllable, group: _begins(syllable, group, exact=True))
    return exact or _matches(syllables, groups, lambda syllable, group: _begins(syllable, group, exact=False))


def _matches(syllables: Sequence[Token], groups: Sequence[str], begins: Callable[[str, str], bool]) -> int:
    failed: set[tuple[int, int]] = set()

    def walk(syllable: int, group: int) -> int:
        """From the right: how many syllables are taken when all groups are spelt."""
        if group < 0:
            return len(syllables) - 1 - syllable
        if syllable < 0 or (syllable, group) in failed:
            return 0
        word = syllables[syllable].text
        if begins(word, groups[group]) and (taken := walk(syllable - 1, group - 1)):
            return taken
        # The last word of an expansion is never a little one.
        if word.lower() in _SKIPPED and group < len(groups) - 1 and (taken := walk(syllable - 1, group)):
            return taken
        failed.add((syllable, group))
        return 0

    return walk(len(syllables) - 1, len(groups) - 1)


@lru_cache(maxsize=4096)
def _groups(short: str) -> tuple[str, ...]:
    """Each capital of a short form with the small letters that follow it: "TTg" gives T, Tg; none when it is unfit."""
    letters = re.sub(r"[^\w]|\d", "", compose(short))
    groups = re.findall(r"[^\W\d_][a-zđ]*", letters) if letters[:1].isupper() else []
    groups = [part for group in groups for part in _split(group)]
    return tuple(groups) if _FEWEST_LETTERS <= len(groups) <= _MOST_LETTERS else ()


def _split(group: str) -> list[str]:
    return re.findall(r"[A-ZĐĂÂÊÔƠƯ][a-zđăâêôơư]*", group) or [group]


@lru_cache(maxsize=16384)
def _begins(syllable: str, group: str, *, exact: bool) -> bool:
    first = compose(syllable)[0].lower()
    if exact and _bare(first) != group[0].lower():
        return False
    if not exact and fold(first) != fold(group[0]) and not (group[0] == "W" and fold(first) == "u"):
        return False
    return _is_within(fold(group[1:]), fold(syllable)[1:])


def _bare(letter: str) -> str:
    """A letter without its tone but with its hat, horn or bar: ở gives ơ."""
    return _BARE.get(letter, letter)


_BARE = {
    letter: plain
    for plain, toned in {
        "a": "àáảãạ", "ă": "ằắẳẵặ", "â": "ầấẩẫậ", "e": "èéẻẽẹ", "ê": "ềếểễệ", "i": "ìíỉĩị", "o": "òóỏõọ",
        "ô": "ồốổỗộ", "ơ": "ờớởỡợ", "u": "ùúủũụ", "ư": "ừứửữự", "y": "ỳýỷỹỵ",
    }.items()
    for letter in toned
}  # fmt: skip


def _is_within(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)


def _syllables(piece: str) -> list[Token]:
    return [
        Token(part[0], word.start + part.start(), word.start + part.end())
        for word in tokens(piece)
        for part in re.finditer(r"[^\W_]+", word.text)
    ]


def _spelt_before(text: str, bracket: int, expansions: Sequence[str]) -> list[str]:
    """Those of the dictionary's expansions that stand directly before the bracket, accents and case apart."""
    if not expansions:
        return []
    width = max(map(len, expansions)) + 20
    plain = f" {_plain(text[max(0, bracket - width) : bracket].rstrip(_QUOTES))}"
    return [one for one in expansions if plain.endswith(f" {_plain(one)}")]


def _as_written(text: str, bracket: int, expansion: str) -> str:
    """The dictionary's words as the text has them, or as the dictionary has when only the first capital differs."""
    size = len(_syllables(expansion))
    piece = text[max(0, bracket - len(expansion) - 40) : bracket]
    syllables = _syllables(piece)
    written = _line(piece[syllables[-size].start : syllables[-1].end])
    return expansion if written[1:] == expansion[1:] else written


def _without_trail(text: str, bracket: int, trail: str) -> int | None:
    """Where the words before the bracket end when the bracket repeats the last of them: "… tỉnh (UBND tỉnh)"."""
    if not trail:
        return bracket
    piece = text[:bracket].rstrip(_QUOTES)
    if exact_key(piece).endswith(" " + exact_key(trail)):
        return len(piece) - len(trail)
    return None


def _without_label(piece: str) -> str:
    return re.sub(r"^(?:tiếng \w+|tên tiếng \w+|English)\s*:?\s*", "", piece, flags=re.IGNORECASE)


def _contradicts(text: str, bracket: int, short: str, known: Known) -> bool:
    """Whether the words before `(SHORT)` cannot be what the dictionary has: a foreign short form explained otherwise.

    A short form that spells its expansion is safe without: its words would have been found.
    """
    meanings = known(short)
    before = [fold(word.text) for word in _syllables(text[max(0, bracket - 120) : bracket])]
    for expansion in meanings:
        if _align(_syllables(expansion), _groups(short)):
            return False
        wanted = fold(expansion).split()
        near = set(before[-len(wanted) - 2 :])
        if len(near & set(wanted)) >= _ALIKE * len(set(wanted)):
            return False
    return bool(meanings) and not _follows_name(text, bracket)


def _follows_name(text: str, bracket: int) -> bool:
    """ "Nguyễn Văn A (VCCI)": where somebody is from, not what it means."""
    words = _syllables(text[max(0, bracket - 40) : bracket])[-2:]
    return len(words) == 2 and all(word.text[0].isupper() for word in words)


def _plain(piece: str) -> str:
    return " ".join(_folded(token.text) for token in _syllables(piece))


@lru_cache(maxsize=16384)
def _folded(syllable: str) -> str:
    return fold(syllable)


def _line(piece: str) -> str:
    return " ".join(compose(piece).strip(_QUOTES + ",").split())

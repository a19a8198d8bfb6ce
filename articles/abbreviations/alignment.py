"""Words whose initials spell a short form: "thủ tục hành chính" spells TTHC."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from ..language import Token, compose, fold, tokens
from .names import PLACES, SURNAMES

_WIDTH = 9
"""Characters of a syllable and the sign after it, at most but for a few."""
QUOTES = "“”\"'«»‘’ \u00a0"
_BREAK = re.compile(r"[.;:!?…()\[\]“”\"«»\n]")
_SKIPPED = frozenset(
    "và của cho về các những với trong ở tại có để theo từ là hoặc bằng of the for and in on to at by with de des du la le les et pour".split()
)
_MOST_SYLLABLES = 24
_TITLES = frozenset("ông bà anh chị em cháu cô chú bác cụ thầy".split())
_FEWEST_LETTERS, _MOST_LETTERS = 2, 14


def aligned_before(text: str, end: int, short: str) -> str:
    """The last syllables before `end` whose initials spell the short form; empty when there are none."""
    groups = groups_of(short)
    low = max(0, end - _WIDTH * (2 * len(groups) + 4))
    piece = text[low:end].rstrip(QUOTES + ",")
    for boundary in _BREAK.finditer(piece):
        if boundary.end() < len(piece):
            low_piece = boundary.end()
            piece = " " * low_piece + piece[low_piece:]
    syllables = syllables_of(piece)[-_MOST_SYLLABLES:]
    taken = align(syllables, groups)
    if not taken or _is_somebody(syllables, taken):
        return ""
    return as_line(piece[syllables[-taken].start : syllables[-1].end])


def _is_somebody(syllables: Sequence[Token], taken: int) -> bool:
    """Whether the words are a person's name, or the end of one: "Nguyễn Thị Hồng Nhung (HN)"."""
    found = [syllable.text for syllable in syllables[-taken:]]
    if not all(word[0].isupper() and word[1:].islower() for word in found):
        return False
    before = syllables[-taken - 1].text if len(syllables) > taken else ""
    if before[:1].isupper() or before.lower() in _TITLES:
        return True
    return found[0] in SURNAMES and " ".join(found[:2]) not in PLACES


def ends_in_person(words: Sequence[str]) -> bool:
    """Whether the last words are a person's name: "ông Nguyễn Văn A"."""
    run = len(words)
    while run and words[run - 1][0].isupper() and words[run - 1].lower() not in _TITLES:
        run -= 1
    name = words[run:]
    if not name:
        return False
    titled = run > 0 and words[run - 1].lower() in _TITLES
    return titled or (len(name) > 1 and name[0] in SURNAMES and " ".join(name[:2]) not in PLACES)


def aligned_after(text: str, start: int, short: str) -> str:
    """The first syllables from `start` on whose initials spell the short form."""
    piece = text[start : start + 200]
    boundary = _BREAK.search(piece)
    piece = piece[: boundary.start()] if boundary else piece
    syllables = syllables_of(piece)
    groups = groups_of(short)
    for count in range(len(groups), min(len(syllables), len(groups) + 4) + 1):
        if align(syllables[:count], groups) == count:
            return as_line(piece[: syllables[count - 1].end])
    return ""


def aligned_whole(piece: str, short: str) -> str:
    """The piece, when its initials spell the short form from the first to the last."""
    syllables = syllables_of(piece)
    if not syllables or _BREAK.search(piece.strip(QUOTES)):
        return ""
    return as_line(piece) if align(syllables, groups_of(short)) == len(syllables) else ""


def align(syllables: Sequence[Token], groups: Sequence[str]) -> int:
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
def groups_of(short: str) -> tuple[str, ...]:
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


def syllables_of(piece: str) -> list[Token]:
    found: list[Token] = []
    for word in tokens(piece):
        if word.text.isalpha():
            found.append(word)
            continue
        found += (
            Token(part[0], word.start + part.start(), word.start + part.end())
            for part in re.finditer(r"[^\W_]+", word.text)
        )
    return found


def plain_words(piece: str) -> str:
    return " ".join(_folded(token.text) for token in syllables_of(piece))


@lru_cache(maxsize=16384)
def _folded(syllable: str) -> str:
    return fold(syllable)


def as_line(piece: str) -> str:
    return " ".join(compose(piece).strip(QUOTES + ",").split())

"""Undoes hard line ends: text that a mail program or an editor broke at a fixed width."""

import re
import statistics

from articles.language import clean_line

from .lists import find_marker

_NARROWEST, _WIDEST = 45, 130
_FEWEST = 3
_ENDED = re.compile(r"[.;:!?…]$")


def without_hard_ends(raws: list[str]) -> list[str]:
    """The page's raw lines, those joined that a fixed width had broken; the very same list when it had none.

    A line was broken where the next line's first word had no room left. Only lines that go on with a small
    letter tell the width, and most of them must agree; a page with long lines was not broken at all.
    """
    lines = [clean_line(raw) for raw in raws]
    goes_on = [
        index
        for index in range(len(lines) - 1)
        if lines[index] and lines[index + 1][:1].islower() and "\t" not in raws[index] + raws[index + 1]
    ]
    if len(goes_on) < _FEWEST:
        return raws
    width = max(len(lines[index]) for index in goes_on)
    longer = sum(len(line) > width for line in lines)
    full = [index for index in goes_on if _is_full(lines, index, width)]
    if not _NARROWEST <= width <= _WIDEST or len(full) * 4 < len(goes_on) * 3 or longer > 2:
        return raws
    if statistics.median(len(lines[index]) for index in goes_on) < width - 15:
        return raws
    joined: list[str] = []
    for index, raw in enumerate(raws):
        if index and joined and _is_broken(lines, index - 1, width):
            joined[-1] = f"{joined[-1].rstrip()} {lines[index]}"
        else:
            joined.append(raw)
    return joined


def _is_full(lines: list[str], index: int, width: int) -> bool:
    """The next line's first word would not have fitted on this line."""
    following = lines[index + 1].split(maxsplit=1)
    return bool(following) and len(lines[index]) + 1 + len(following[0]) > width


def _is_broken(lines: list[str], index: int, width: int) -> bool:
    line, following = lines[index], lines[index + 1]
    if not line or not following or len(line) > width or not _is_full(lines, index, width):
        return False
    return find_marker(following) is None or not _ENDED.search(line)

"""How well short forms are read: `python -m tests.articles.abbreviations.measure` prints precision, recall, wrong
expansions and the time for a long article with a large dictionary."""

import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.abbreviations import Dictionary, Meaning, Passage, resolve, starter_dictionary
from articles.language import exact_key

from .desk import DESK
from .habits import HABITS
from .passages import PASSAGES, Expected

ENTRIES, BYTES, RUNS = 5_000, 10_000, 200


@dataclass
class Score:
    """Expansions that are right, wrong, missing; with the passages at fault."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + len(self.missing) + len(self.wrong))


def score(passages: Iterable[tuple[str, Expected]], dictionary: Dictionary) -> Score:
    """Each short form of each passage counts once for each of its expansions."""
    result = Score()
    for text, expected in passages:
        got: dict[str, set[str]] = {}
        for use in resolve([Passage(line) for line in text.split("\n")], dictionary):
            if use.expansion:
                got.setdefault(use.short, set()).add(exact_key(use.expansion))
        wanted = {short: _keys(expansions) for short, expansions in expected.items()}
        for short in {**got, **wanted}:
            have, want = got.get(short, set()), wanted.get(short, set())
            result.right += len(have & want)
            result.wrong += [f"{short} = {one}: {text}" for one in have - want]
            result.missing += [f"{short} = {one}: {text}" for one in want - have if not have - want]
    return result


def _keys(expansions: str | tuple[str, ...] | None) -> set[str]:
    if expansions is None:
        return set()
    return {exact_key(one) for one in ((expansions,) if isinstance(expansions, str) else expansions)}


def large_dictionary(entries: int = ENTRIES) -> list[Meaning]:
    """The starter dictionary and made-up entries, to the number asked for."""
    meanings = [row.meaning for row in starter_dictionary()]
    letters = "BCDĐGHKLMNPQRSTVX"
    number = 0
    while len(meanings) < entries:
        number += 1
        short = "Z" + "".join(letters[number // len(letters) ** place % len(letters)] for place in range(4))
        meanings.append(Meaning(short, f"nghĩa thử số {number}"))
    return meanings


def long_article(size: int = BYTES) -> list[Passage]:
    """The passages again and again as paragraphs of three, to at least `size` bytes."""
    texts = [text for text, _ in PASSAGES if "\n" not in text]
    paragraphs: list[str] = []
    place = 0
    while sum(len(paragraph.encode()) for paragraph in paragraphs) < size:
        paragraphs.append(" ".join(f"{FILLER} {texts[(place + one) % len(texts)]}" for one in range(2)))
        place += 2
    return [Passage(paragraph) for paragraph in paragraphs]


FILLER = (
    "Sau ba năm làm đường, người dân trong bản đã có điện, có nước và một lớp học mới ở đầu dốc; trẻ con không phải"
    " lội suối vào mùa mưa, còn người già thì đi khám bệnh định kỳ ngay tại nhà văn hóa."
)


def best_time(runs: int = RUNS) -> tuple[float, int, int]:
    """(seconds of the fastest run, as the processor spent them: other work on the machine does not count, bytes of the article, short forms found)."""
    dictionary, article = Dictionary(large_dictionary()), long_article()
    best = float("inf")
    for _ in range(runs):
        start = time.thread_time()
        uses = resolve(article, dictionary)
        best = min(best, time.thread_time() - start)
    return best, sum(len(passage.text.encode()) for passage in article), len(uses)


def main() -> int:
    dictionary = Dictionary(row.meaning for row in starter_dictionary())
    failed = False
    for name, passages in (("passages", PASSAGES), ("other habits", HABITS), ("news desks", DESK)):
        result = score(passages, dictionary)
        failed |= bool(result.wrong) or result.precision < 0.98 or result.recall < 0.95
        sys.stdout.write(
            f"{name}: {len(passages)} texts, {result.right} right, {len(result.wrong)} wrong, {len(result.missing)} missing;"
            f" precision {result.precision:.3f}, recall {result.recall:.3f}\n"
        )
        for fault in result.wrong:
            sys.stdout.write(f"  wrong    {fault}\n")
        for fault in result.missing:
            sys.stdout.write(f"  missing  {fault}\n")
    seconds, size, found = best_time()
    sys.stdout.write(
        f"time: {seconds * 1000:.2f} ms for {size} bytes with {found} short forms and {ENTRIES} entries (fastest of {RUNS})\n"
    )
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())

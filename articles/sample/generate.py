"""Endless plausible articles for benchmarks: fast, and the same for the same seed."""

import json
import random
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from importlib import resources
from itertools import accumulate
from typing import Generic, TypeVar

from articles.sample import load
from articles.sample.content import (
    Article,
    Block,
    InfoboxBlock,
    PhotoBlock,
    QuoteBlock,
    TableBlock,
    TextBlock,
)

T = TypeVar("T")

FREQUENT_TAG, MEDIUM_TAG, RARE_TAG = "cai-cach-hanh-chinh", "bao-hiem-y-te", "dua-thuyen"
"""Slugs of the sample's tags that stand on 35 %, 1.5 % and 0.02 % of the articles."""

_SHARES = {FREQUENT_TAG: 0.35, MEDIUM_TAG: 0.015, RARE_TAG: 0.0002}
_LAST = datetime(2026, 11, 20, 22, tzinfo=timezone(timedelta(hours=7)))
_DAYS = 3650
_POOL = 2000

_WORDS: dict[str, list[str]] = json.loads((resources.files(__package__) / "phrases.json").read_text("utf-8"))


def articles(count: int, seed: int = 1) -> Iterator[Article]:
    """`count` articles in no order of time, published over the ten years before 20 November 2026.

    Sections, tags, sources, authors and photos are those of the sample, with skewed frequencies. The number
    of a document in each lead is unique within one run, so that a search can ask for exactly one article.
    """
    rng = random.Random(seed)  # noqa: S311
    sample = load()
    sections = _Skewed([child.slug for parent in sample.sections for child in parent.children], rng)
    tags = _Skewed([tag.slug for tag in sample.tags if tag.slug not in _SHARES], rng)
    sources = _Skewed(sample.sources, rng)
    authors = _Skewed([author.name for author in sample.authors], rng)
    photos = [photo.key for photo in sample.photos]
    leads = [f"{_sentence(rng)} {rng.choice(_WORDS['comments'])}" for _ in range(_POOL)]
    texts = [TextBlock(_text(rng)) for _ in range(_POOL)]
    others = [_other(rng, photos) for _ in range(_POOL // 4)]
    for number in range(1, count + 1):
        source = sources.pick() if rng.random() < 0.45 else None
        headline = (
            f"{rng.choice(_WORDS['places'])} {rng.choice(_WORDS['actions'])} {rng.choice(_WORDS['tails'])}"
        )
        yield Article(
            key=f"generated-{seed}-{number}",
            headline=headline.replace("{n}", str(rng.randint(3, 400))),
            kicker=_say(rng, "kickers"),
            lead=f"{rng.choice(leads)} Nội dung được nêu trong Văn bản số {number}/UBND-TH.",
            section=sections.pick(),
            tags=_tags(rng, tags),
            authors=tuple(dict.fromkeys(authors.pick() for _ in range(rng.choice((0, 1, 1, 1, 2))))),
            source=source.name if source else None,
            source_url=f"{source.url}tin/{seed}-{number}" if source else "",
            photo=rng.choice(photos) if rng.random() < 0.7 else None,
            language="vi",
            published_at=_published_at(rng),
            plan="live",
            blocks=_body(rng, texts, others),
        )


class _Skewed(Generic[T]):
    """Picks the first of `choices` most often, the n-th about n times more rarely (Zipf's law)."""

    def __init__(self, choices: Sequence[T], rng: random.Random) -> None:
        self._choices = choices
        self._bounds = list(accumulate(1 / rank for rank in range(1, len(choices) + 1)))
        self._rng = rng

    def pick(self) -> T:
        return self._choices[bisect_right(self._bounds, self._rng.random() * self._bounds[-1])]


def _say(rng: random.Random, kind: str) -> str:
    return rng.choice(_WORDS[kind])


def _tags(rng: random.Random, usual: _Skewed[str]) -> tuple[str, ...]:
    special = [slug for slug, share in _SHARES.items() if rng.random() < share]
    return tuple(dict.fromkeys([*special, *(usual.pick() for _ in range(rng.randint(0, 3)))]))


def _published_at(rng: random.Random) -> datetime:
    day = _LAST - timedelta(days=int(_DAYS * rng.random()))
    return day - timedelta(minutes=int(rng.random() * 17 * 60))


def _body(rng: random.Random, texts: Sequence[Block], others: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(
        rng.choice(others if place and rng.random() < 0.2 else texts) for place in range(rng.randint(5, 12))
    )


def _numbers(rng: random.Random, text: str) -> str:
    share = f"{rng.randint(11, 97)},{rng.randint(0, 9)}"
    return text.replace("{n}", str(rng.randint(12, 900))).replace("{p}", share)


def _sentence(rng: random.Random) -> str:
    return _numbers(rng, f"{rng.choice(_WORDS['openers'])}, {rng.choice(_WORDS['facts'])}.")


def _paragraph(rng: random.Random) -> str:
    sentences = [
        _sentence(rng),
        _say(rng, "comments"),
        _sentence(rng),
        _say(rng, "comments"),
    ]
    return f"<p>{' '.join(sentences[: rng.randint(2, 4)])}</p>"


def _text(rng: random.Random) -> str:
    parts = [_paragraph(rng) for _ in range(rng.randint(1, 3))]
    if rng.random() < 0.3:
        parts.insert(0, f"<h2>{rng.choice(_WORDS['headings'])}</h2>")
    if rng.random() < 0.12:
        items = "".join(f"<li>{_numbers(rng, rng.choice(_WORDS['facts']))};</li>" for _ in range(3))
        parts.append(f"<ul>{items}</ul>")
    return "".join(parts)


def _other(rng: random.Random, photos: Sequence[str]) -> Block:
    kind = rng.randrange(4)
    if kind == 0:
        return QuoteBlock(f"<p>{rng.choice(_WORDS['comments'])}</p>", _say(rng, "speakers"))
    if kind == 1:
        rows = tuple(
            (place, str(rng.randint(20, 900)), f"{rng.randint(60, 99)}%") for place in _WORDS["places"][:6]
        )
        return TableBlock("Kết quả theo địa bàn", ("Đơn vị", "Hồ sơ", "Đúng hạn"), rows)
    if kind == 2:
        return InfoboxBlock("Cần biết", _paragraph(rng))
    return PhotoBlock(rng.choice(photos))

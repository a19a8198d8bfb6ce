"""The sample newspaper of a province that does not exist: what `make demo` shows.

All texts were written for this project; the province of Yên Giang, its people, agencies and figures
are invented. The photos are drawn when they are loaded (`draw_photo`), the attachments written
(`attachment_bytes`), so that nothing binary is kept here.
"""

import html
import json
import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from importlib import resources
from typing import Any

from articles.sample.attachments import attachment_bytes
from articles.sample.content import (
    Article,
    AttachmentBlock,
    Author,
    Block,
    Correction,
    EmbedBlock,
    GalleryBlock,
    InfoboxBlock,
    Photo,
    PhotoBlock,
    QuoteBlock,
    Sample,
    Section,
    Source,
    TableBlock,
    Tag,
    TextBlock,
    Update,
    Withdrawal,
)
from articles.sample.draw import draw_photo

__all__ = [
    "Article",
    "AttachmentBlock",
    "Author",
    "Block",
    "Correction",
    "EmbedBlock",
    "GalleryBlock",
    "InfoboxBlock",
    "Photo",
    "PhotoBlock",
    "QuoteBlock",
    "Sample",
    "SampleError",
    "Section",
    "Source",
    "TableBlock",
    "Tag",
    "TextBlock",
    "Update",
    "Withdrawal",
    "attachment_bytes",
    "draw_photo",
    "load",
]

_UNITS = {"h": "hours", "d": "days"}


class SampleError(ValueError):
    """The sample's files contradict each other; the message lists every fault."""


def load() -> Sample:
    """Reads and checks the sample. Raises `SampleError` when a reference leads nowhere."""
    folder = resources.files(__name__)
    taxonomy = json.loads((folder / "taxonomy.json").read_text("utf-8"))
    photos = json.loads((folder / "photos.json").read_text("utf-8"))
    files = sorted(
        (f for f in (folder / "articles").iterdir() if f.name.endswith(".json")), key=lambda f: f.name
    )
    articles = [_article(json.loads(f.read_text("utf-8"))) for f in files]
    sample = Sample(
        sections=tuple(_section(row) for row in taxonomy["sections"]),
        tags=tuple(Tag(**row) for row in taxonomy["tags"]),
        sources=tuple(Source(**row) for row in taxonomy["sources"]),
        authors=tuple(Author(**row) for row in taxonomy["authors"]),
        photos=tuple(Photo(**{**row, "focus": tuple(row["focus"])}) for row in photos),
        articles=tuple(sorted(articles, key=lambda a: a.translation_of is not None)),
    )
    if faults := list(_faults(sample)):
        raise SampleError("; ".join(faults))
    return sample


def _section(row: dict[str, Any]) -> Section:
    return Section(row["name"], row["slug"], tuple(_section(child) for child in row["children"]))


def _article(row: dict[str, Any]) -> Article:
    built: dict[str, Any] = {
        "tags": tuple(row["tags"]),
        "authors": tuple(row["authors"]),
        "blocks": tuple(map(_block, row["blocks"])),
    }
    if row["published_at"]:
        built["published_at"] = datetime.fromisoformat(row["published_at"])
    if "scheduled_in" in row:
        built["scheduled_in"] = _offset(row["scheduled_in"])
    if "correction" in row:
        built["correction"] = Correction(**row["correction"])
    if "withdrawal" in row:
        built["withdrawal"] = Withdrawal(**row["withdrawal"])
    if "update" in row:
        built["update"] = Update(row["update"]["reason"], tuple(map(_block, row["update"]["blocks"])))
    return Article(**{**row, **built})


def _offset(text: str) -> timedelta:
    match = re.fullmatch(r"(\d+)([hd])", text)
    if match is None:
        raise SampleError(f"scheduled_in {text!r} is not a number of hours or days such as 2h or 1d")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


_BLOCKS: dict[str, Callable[..., Block]] = {
    "text": TextBlock,
    "photo": PhotoBlock,
    "gallery": lambda caption, photos: GalleryBlock(caption, tuple(photos)),
    "quote": lambda attribution, text="", html="": _quote(attribution, text, html),
    "infobox": InfoboxBlock,
    "table": lambda caption, header, rows: TableBlock(caption, tuple(header), tuple(map(tuple, rows))),
    "embed": EmbedBlock,
    "attachment": AttachmentBlock,
}


def _block(row: dict[str, Any]) -> Block:
    fields = dict(row)
    return _BLOCKS[fields.pop("type")](**fields)


def _quote(attribution: str, text: str, markup: str) -> QuoteBlock:
    return QuoteBlock(markup or f"<p>{html.escape(text, quote=False)}</p>", attribution)


def _faults(sample: Sample) -> Iterable[str]:
    known = {
        "section": set(sample.section_slugs()),
        "tag": {tag.slug for tag in sample.tags},
        "author": {author.name for author in sample.authors},
        "source": {source.name for source in sample.sources},
        "photo": {photo.key for photo in sample.photos},
        "article": {article.key for article in sample.articles},
    }
    if len(known["article"]) < len(sample.articles):
        yield "two articles share a key"
    if len(known["photo"]) < len(sample.photos):
        yield "two photos share a key"
    for article in sample.articles:
        for kind, name in _references(article):
            if name not in known[kind]:
                yield f"{article.key}: no {kind} {name!r}"
        yield from (f"{article.key}: {fault}" for fault in _plan_faults(article))


def _references(article: Article) -> Iterable[tuple[str, str]]:
    yield "section", article.section
    yield from (("tag", slug) for slug in article.tags)
    yield from (("author", name) for name in article.authors)
    yield from (("source", name) for name in [article.source] if name)
    yield from (("photo", key) for key in [article.photo] if key)
    yield from (("article", key) for key in [article.translation_of] if key)
    for block in article.final_blocks():
        match block:
            case PhotoBlock(photo=key):
                yield "photo", key
            case GalleryBlock(photos=keys):
                yield from (("photo", key) for key in keys)


def _plan_faults(article: Article) -> Iterable[str]:
    asks = {"corrected": article.correction, "withdrawn": article.withdrawal, "updated": article.update}
    for plan, detail in asks.items():
        if (article.plan == plan) != (detail is not None):
            yield f"plan is {article.plan}, but the details are those of another plan than {plan}"
    if (article.plan == "scheduled") != (article.scheduled_in is not None):
        yield "scheduled_in belongs to the plan scheduled, and to no other"
    if (article.plan in ("draft", "in_review", "scheduled")) != (article.published_at is None):
        yield f"published_at does not fit the plan {article.plan}"
    if article.correction is not None:
        texts = [block.html for block in article.blocks if isinstance(block, TextBlock)]
        if sum(text.count(article.correction.right) for text in texts) != 1:
            yield "the corrected words must stand once in the text"
    for block in article.final_blocks():
        if isinstance(block, TableBlock) and any(len(row) != len(block.header) for row in block.rows):
            yield f"ragged table {block.caption!r}"

"""`manage.py make_articles N`: many varied articles, published, for trying out and measuring at size."""

import os
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import islice
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from articles import sample
from articles.blocks.infobox import InfoboxBlock
from articles.blocks.photo import PhotoBlock
from articles.blocks.quote import QuoteBlock
from articles.blocks.table import TableBlock
from articles.blocks.text import TextBlock
from articles.management.commands.load_sample import Loader
from articles.management.console import console_of
from articles.management.processes import site_processes
from articles.models import Author, Edition, EditionFacet, Photo, Revision, Section, Source, Tag
from articles.plugins import Block
from articles.publishing.bulk import NewArticle, publish_new
from articles.sample.content import Article as Text
from articles.sample.generate import articles as generate

BATCH = 250
LONGEST_AGO = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class History:
    """Every so many-th article was published this often."""

    every: int
    editions: int

    def earlier(self, number: int) -> list[timedelta]:
        """How long ago the article's past editions went live, the oldest first."""
        if not self.every or number % self.every:
            return []
        return [timedelta(hours=hours) for hours in range(self.editions - 1, 0, -1)]


def read_history(text: str) -> History:
    """`0.1:10`: a tenth of the articles with ten editions each."""
    share, _, editions = text.partition(":")
    try:
        part, times = float(share), int(editions)
    except ValueError:
        part, times = -1.0, 0
    if not (0 < part <= 1 and 1 <= times <= 1000):
        raise ArgumentTypeError("a share and a number of editions, such as 0.1:10")
    return History(round(1 / part), times)


class Command(BaseCommand):
    """Run again, it makes what is missing to N: an interrupted run goes on where it stopped."""

    help = "Makes N varied, published articles from generated text. For benchmarks and trials, not for a real site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("count", type=int, metavar="N", help="how many generated articles there shall be")
        parser.add_argument("--seed", type=int, default=1, help="another seed, other articles (default: 1)")
        parser.add_argument(
            "--history", type=read_history, default=History(0, 1), metavar="SHARE:EDITIONS",
            help="let a share of the articles have several editions, such as 0.1:10",
        )  # fmt: skip
        parser.add_argument(
            "--pictures",
            action="store_true",
            help="draw the photos (some seconds); else their files are awaited",
        )
        parser.add_argument(
            "--processes", type=int, default=os.cpu_count() or 1, help="how many render (default: one a core)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        count, seed, history = options["count"], options["seed"], options["history"]
        if count < 1 or options["processes"] < 1:
            raise CommandError("N and --processes must be at least 1.")
        console = console_of(self)
        began, note = monotonic(), f"make_articles --seed={seed} "
        there = Revision.objects.filter(note__startswith=note).count()
        made = 0
        interrupted = False
        with rendering(options["processes"]) as each, progress_bar(console) as bar:
            task = bar.add_task("Taxonomy", total=count, completed=there)
            shelf = Shelf(pictures=options["pictures"])
            bar.update(task, description="Articles")
            texts = enumerate(generate(count, seed), 1)
            try:
                for batch in batches(islice(texts, there, None)):
                    items = [
                        shelf.new_article(text, f"{note}{number}", history.earlier(number))
                        for number, text in batch
                    ]
                    publish_new(items, by=None, each=each)
                    made += len(batch)
                    bar.update(task, completed=there + made)
            except KeyboardInterrupt:
                interrupted = True
        report(console, count, there, made, monotonic() - began)
        if interrupted:
            raise CommandError(
                "Interrupted: what is reported above is complete. Run the command again to go on.",
                returncode=130,
            )


def batches(items: Iterable[tuple[int, Text]]) -> Iterator[list[tuple[int, Text]]]:
    """The items in lists of at most `BATCH`."""
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch


@contextmanager
def rendering(processes: int) -> Iterator[Callable[..., Any]]:
    """A `map` that renders in this many processes."""
    if processes == 1:
        yield map
        return
    with site_processes(processes) as pool:
        yield partial(pool.map, chunksize=10)


def progress_bar(console: Console) -> Progress:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=console, disable=not console.is_terminal)


def report(console: Console, wanted: int, there: int, made: int, seconds: float) -> None:
    """What was made and what stands now."""
    table = Table(title="Generated articles")
    table.add_column("")
    table.add_column("count", justify="right")
    rows = {
        "asked for": wanted,
        "there before": there,
        "made now": made,
        "made a second": round(made / seconds) if seconds else 0,
        "editions in all": Edition.objects.count(),
        "index rows in all": EditionFacet.objects.count(),
    }
    for name, value in rows.items():
        table.add_row(name, f"{value:,}")
    console.print(table)


class Shelf:
    """The sample's taxonomy and photos as rows, by the names that generated texts use."""

    def __init__(self, *, pictures: bool) -> None:
        loader = Loader(sample.load(), None)
        loader.load_taxonomy()
        for photo in loader.content.photos:
            if pictures:
                loader.load_photo(photo)
            else:
                loader.photos[photo.key] = awaited(photo)
        self.photos = loader.photos
        self.sections = {row.slug: row for row in Section.objects.select_related("parent")}
        self.tags = {row.slug: row for row in Tag.objects.all()}
        self.authors = {row.name: row for row in Author.objects.all()}
        self.sources = {row.name: row for row in Source.objects.all()}
        self.latest = timezone.now()

    def new_article(self, text: Text, note: str, earlier: list[timedelta]) -> NewArticle:
        """The generated text as an article that is not there yet."""
        assert text.published_at is not None
        fields = {
            "headline": text.headline,
            "kicker": text.kicker,
            "lead": text.lead,
            "language": text.language,
            "section": self.sections[text.section],
            "tags": [self.tags[slug] for slug in text.tags],
            "source": self.sources[text.source] if text.source else None,
            "source_url": text.source_url,
            "photo": self.photos[text.photo] if text.photo else None,
            "ai_assisted": False,
            # The texts' dates are fixed; what they say must lie in the past.
            "published_at": text.published_at
            if text.published_at < self.latest
            else text.published_at - 3650 * timedelta(days=1),
            "bylines": [{"author": self.authors[name], "name": "", "role": ""} for name in text.authors],
        }
        return NewArticle(fields, [self.block(block) for block in text.blocks], note, earlier)

    def block(self, block: sample.Block) -> Block:
        """The generated block as an unsaved row."""
        match block:
            case sample.TextBlock():
                return TextBlock(content=block.html)
            case sample.PhotoBlock():
                return PhotoBlock(photo=self.photos[block.photo], caption=block.caption)
            case sample.QuoteBlock():
                return QuoteBlock(quote=block.html, attribution=block.attribution)
            case sample.InfoboxBlock():
                return InfoboxBlock(title=block.title, content=block.html)
            case sample.TableBlock():
                cells = [list(block.header), *(list(row) for row in block.rows)]
                return TableBlock(caption=block.caption, has_header=True, cells=cells)
        raise TypeError(f"No block for {block!r}.")


def awaited(photo: sample.Photo) -> Photo:
    """The photo's row without its file."""
    names = {"caption": photo.caption, "credit": photo.credit}
    rest = {
        "alt": photo.alt,
        "creator": photo.creator,
        "source": photo.source,
        "focus_x": photo.focus[0],
        "focus_y": photo.focus[1],
    }
    found = Photo.objects.filter(**names).first()
    return found or Photo.objects.create(**names, **rest)

"""`manage.py verify_editions`: whether every edition still has the bytes that it was published with."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from articles.management.console import console_of
from articles.models import Edition
from articles.publishing import digest_of

CHUNK = 200
INTERRUPTED = 130


class Command(BaseCommand):
    """Reads only. Ends with exit code 1 when an edition's bytes are not those of its digest (130 when interrupted)."""

    help = "Checks the stored bytes of all editions against their SHA-256."

    def handle(self, *args: Any, **options: Any) -> None:
        self.console = console_of(self, highlight=False, soft_wrap=True)
        self.checked = self.damaged = 0
        try:
            self._check_all()
        except KeyboardInterrupt:
            self._report()
            raise CommandError(
                "Interrupted: not all editions were checked.", returncode=INTERRUPTED
            ) from None
        self._report()
        if self.damaged:
            raise CommandError(
                f"{self.damaged} editions are not as they were published: restore them from a backup."
            )

    def _check_all(self) -> None:
        columns = (TextColumn("Editions"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self.console, disable=not self.console.is_terminal) as progress:
            bar = progress.add_task("", total=Edition.objects.count())
            for edition in _editions():
                if digest_of(bytes(edition.card), bytes(edition.document), edition.html) != edition.digest:
                    self.damaged += 1
                    self.console.print(
                        f"damaged {edition.article_id}/{edition.number} {edition.headline}", markup=False
                    )
                self.checked += 1
                progress.advance(bar)

    def _report(self) -> None:
        self.console.print(f"{self.checked} editions checked, {self.damaged} damaged.", markup=False)


def _editions() -> Iterator[Edition]:
    """All editions by id, some at a time: their bytes do not all fit into memory."""
    columns = ("article_id", "number", "headline", "card", "document", "html", "digest")
    last = 0
    while chunk := list(Edition.objects.filter(pk__gt=last).order_by("pk").only(*columns)[:CHUNK]):
        yield from chunk
        last = chunk[-1].pk

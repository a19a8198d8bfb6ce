"""`manage.py rebuild_search`: lays the search index again where it is missing or stale, or says whether it is."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from articles import search
from articles.management.console import console_of

INTERRUPTED = 130


class Command(BaseCommand):
    """Every 200 editions are one transaction, so stopping loses nothing, and running again does what is left."""

    help = "Lays the search index again for editions that are missing from it or stale, and reports what was done."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="only say whether the index is whole (exit code 1: no)"
        )
        parser.add_argument("--all", action="store_true", dest="everything", help="lay every entry again")
        parser.add_argument(
            "--from",
            type=int,
            default=0,
            dest="first",
            metavar="ID",
            help="begin with this edition (with --all)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.console = console_of(self, highlight=False, soft_wrap=True)
        self.laid = self.last = 0
        if options["check"]:
            self._check()
            return
        try:
            if options["everything"] and not options["first"]:
                # Taking words out of an index that has lost them is an error.
                search.rebuild_database_index()
            self._lay(options["everything"], options["first"])
        except (KeyboardInterrupt, OperationalError) as error:
            self._report(0)
            hint = f" --all --from {self.last + 1}" if options["everything"] else ""
            what = "Interrupted" if isinstance(error, KeyboardInterrupt) else f"The database failed ({error})"
            raise CommandError(
                f"{what}; what is reported above is done. Go on with: rebuild_search{hint}",
                returncode=INTERRUPTED,
            ) from None
        removed = search.remove_left_over()
        self._report(removed)
        self._check()

    def _lay(self, everything: bool, first: int) -> None:
        columns = (TextColumn("Editions"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self.console, disable=not self.console.is_terminal) as progress:
            bar = progress.add_task("", total=search.count_to_lay(everything=everything))
            for self.last, done in search.lay(everything=everything, first=first):
                self.laid += done
                progress.advance(bar, done)

    def _report(self, removed: int) -> None:
        self.console.print(f"{self.laid} entries laid, {removed} removed.", markup=False)

    def _check(self) -> None:
        state = search.state_of_index()
        table = Table(title="Search index")
        table.add_column("")
        table.add_column("editions", justify="right")
        for name, number in (
            ("missing", state.missing),
            ("stale", state.stale),
            ("left over", state.left_over),
        ):
            table.add_row(name, f"{number:,}")
        self.console.print(table)
        if not state.is_sound:
            raise CommandError(
                "The database's own index does not agree with the entries. Run: rebuild_search --all"
            )
        if not state.is_whole:
            raise CommandError("The index is not whole. Run: rebuild_search")
        self.console.print("The index is whole.")

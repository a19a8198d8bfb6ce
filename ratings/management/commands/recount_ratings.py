from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from ratings.upkeep import Drift, in_batches, last_article, recount


class Command(BaseCommand):
    help = (
        "Counts every tally anew from its rows, and the score from the tally and the present prior; says what did not "
        "fit. May be interrupted and run again, while readers vote."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what does not fit; exit code 1 then"
        )

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        found: list[Drift] = []
        stopped = False
        console = Console(stderr=True, highlight=False)
        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
        with Progress(*columns, console=console) as progress:
            task = progress.add_task("Counting", total=last_article())
            try:
                for wrong, last in in_batches():
                    found += [drift for one in wrong if (drift := recount(one, mend=not dry_run))]
                    progress.update(task, completed=last)
            except KeyboardInterrupt:
                stopped = True
        self.report(found, dry_run)
        if stopped:
            self.stdout.write("Interrupted; what was done stands. Run it again for the rest.")
            raise SystemExit(130)
        if dry_run and found:
            raise SystemExit(1)

    def report(self, found: list[Drift], dry_run: bool) -> None:
        """A line for each tally that had drifted, and the sum."""
        drifted = [drift for drift in found if not drift.score_only]
        for drift in drifted:
            self.stdout.write(
                f"article {drift.article_id}: the tally said {drift.said}, the rows say {drift.found}"
            )
        verb = "to mend" if dry_run else "mended"
        self.stdout.write(f"{len(drifted)} tallies {verb}, {len(found) - len(drifted)} scores alone {verb}.")

"""`manage.py refresh`: renders live and next editions again, after a credit, a name or the format changed."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from articles.management.console import console_of
from articles.models import Article
from articles.publishing import Refreshed, count_refreshable, refresh, refreshable

INTERRUPTED = 130


class Command(BaseCommand):
    """Each article is one transaction, so stopping leaves whole articles, and running again does only what is left."""

    help = "Renders live and scheduled editions again where the result differs, and says what differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what differs; write nothing")
        parser.add_argument(
            "--abbreviation",
            action="append",
            default=[],
            metavar="SHORT",
            help="only articles whose text has it; may be repeated",
        )
        parser.add_argument(
            "--from", type=int, default=0, dest="first", metavar="ID", help="begin with this article"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.dry_run: bool = options["dry_run"]
        self.console = console_of(self, highlight=False, soft_wrap=True)
        self.counts: Counter[str] = Counter()
        self.next_id: int = options["first"]
        self.shorts: list[str] = options["abbreviation"]
        try:
            self._run_all()
        except KeyboardInterrupt:
            self._report()
            raise CommandError(
                f"Interrupted. Go on with: --from {self.next_id}", returncode=INTERRUPTED
            ) from None
        except OperationalError as error:
            self._report()
            raise CommandError(f"The database failed ({error}). Go on with: --from {self.next_id}") from error
        self._report()
        if self.counts["failed"]:
            raise CommandError(f"{self.counts['failed']} articles failed.")

    def _run_all(self) -> None:
        columns = (TextColumn("Articles"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self.console, disable=not self.console.is_terminal) as progress:
            bar = progress.add_task("", total=count_refreshable(self.next_id, abbreviations=self.shorts))
            for article in refreshable(self.next_id, abbreviations=self.shorts):
                self.next_id = article.pk
                self._run_one(article)
                progress.advance(bar)

    def _run_one(self, article: Article) -> None:
        """An article whose plug-in breaks does not keep the others waiting."""
        try:
            result = refresh(article, dry_run=self.dry_run)
        except OperationalError:
            raise
        except Exception as error:
            self._say("failed", article, f"{type(error).__name__}: {error}")
            return
        self._tell(result)

    def _tell(self, result: Refreshed) -> None:
        if result.skipped:
            self._say("skipped", result.article, result.skipped)
        elif result.differs:
            self._say("differs" if self.dry_run else "changed", result.article, ", ".join(result.changes))
        else:
            self.counts["unchanged"] += 1

    def _say(self, outcome: str, article: Article, detail: str) -> None:
        self.counts[outcome] += 1
        self.console.print(f"{outcome} {article.pk} {article.headline}: {detail}", markup=False)

    def _report(self) -> None:
        changed = "differs" if self.dry_run else "changed"
        names = (changed, "unchanged", "skipped", "failed")
        self.console.print(", ".join(f"{self.counts[name]} {name}" for name in names) + ".", markup=False)

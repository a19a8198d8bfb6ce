"""`manage.py make_renditions`: renditions for photos that lack some, and rights written anew into files that are stale."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, transaction
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from articles.management.console import console_of
from articles.models import Photo
from articles.photo_desk import Files, lacks_renditions, read_file, receive, stale
from articles.publishing import refresh_showing

INTERRUPTED = 130


class Command(BaseCommand):
    """Each photo is one transaction, files before row: stopping leaves whole photos, and running again does the rest."""

    help = "Makes the renditions that photos lack, and writes changed credits into their files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="encode every photo anew")
        parser.add_argument(
            "--from", type=int, default=0, dest="first", metavar="ID", help="begin with this photo"
        )
        parser.add_argument(
            "--no-refresh", action="store_true", help="do not render the articles that show them again"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.everything: bool = options["all"]
        self.refresh: bool = not options["no_refresh"]
        self.console = console_of(self, highlight=False, soft_wrap=True)
        self.counts: Counter[str] = Counter()
        self.next_id: int = options["first"]
        try:
            self._run_all()
        except KeyboardInterrupt:
            self._report()
            raise CommandError(
                f"Interrupted. Go on with: --from {self.next_id}", returncode=INTERRUPTED
            ) from None
        self._report()
        if self.counts["failed"]:
            raise CommandError(f"{self.counts['failed']} photos failed.")

    def _run_all(self) -> None:
        photos = Photo.objects.exclude(file="").filter(pk__gte=self.next_id).order_by("pk")
        columns = (TextColumn("Photos"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self.console, disable=not self.console.is_terminal) as progress:
            bar = progress.add_task("", total=photos.count())
            for number in photos.values_list("pk", flat=True):
                self.next_id = number
                self._run_one(number)
                progress.advance(bar)

    def _run_one(self, number: int) -> None:
        """A photo whose file is gone does not keep the others waiting."""
        files = Files()
        try:
            with transaction.atomic():
                photo = Photo.objects.select_for_update().filter(pk=number).first()
                if photo is None:
                    return
                outcome = self._mend(photo, files)
        except OperationalError:
            raise
        except Exception as error:
            files.take_back()
            self._say("failed", number, str(error) or type(error).__name__)
            return
        if outcome in ("made", "rewritten"):
            self._say(outcome, number, str(photo))
        else:
            self.counts[outcome] += 1

    def _mend(self, photo: Photo, files: Files) -> str:
        if self.everything or lacks_renditions(photo):
            self._encode(photo, files)
            outcome = "made"
        elif stale(photo):
            files.rewrite(photo)
            outcome = "rewritten"
        else:
            return "unchanged"
        photo.save()
        if self.refresh:
            self.counts["articles"] += sum(one.edition is not None for one in refresh_showing(photo))
        return outcome

    def _encode(self, photo: Photo, files: Files) -> None:
        """From the kept original. One that carries other rights, or was never measured, is kept anew as well."""
        developed = receive(read_file(str(photo.file)), original=not photo.rights_mark)
        if not photo.rights_mark:
            digest = photo.digest or developed.digest
            files.keep(photo, developed)
            photo.digest = digest
            return
        files.add_renditions(photo, developed)
        if stale(photo):
            files.rewrite(photo)

    def _say(self, outcome: str, number: int, detail: str) -> None:
        self.counts[outcome] += 1
        self.console.print(f"{outcome} {number} {detail}", markup=False)

    def _report(self) -> None:
        names = ("made", "rewritten", "unchanged", "failed")
        told = ", ".join(f"{self.counts[name]} {name}" for name in names)
        self.console.print(f"{told}; {self.counts['articles']} articles rendered again.", markup=False)

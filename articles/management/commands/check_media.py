"""`manage.py check_media`: compares the photos' rows with their files, and sweeps what nothing names."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from articles.management.console import console_of
from articles.models import Photo
from articles.photo_desk import Checked, check_photo, delete_files, orphans
from articles.publishing import refresh_showing


class Command(BaseCommand):
    """Exit code 1 when a file is missing. Run again at any time."""

    help = "Lists photos whose files are missing or lack renditions, and files that no photo names."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--mark",
            action="store_true",
            help="flag photos whose original is missing (and unflag those that are back), and render again what shows them",
        )
        parser.add_argument(
            "--delete",
            action="store_true",
            help="delete files older than a day that neither a photo nor an edition names",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.console: Console = console_of(self, highlight=False, soft_wrap=True)
        self.counts: Counter[str] = Counter()
        self._check_photos(mark=options["mark"])
        self._check_orphans(delete=options["delete"])
        names = ("checked", "missing", "without renditions", "stale", "orphans", "deleted")
        self.console.print(", ".join(f"{self.counts[name]} {name}" for name in names) + ".", markup=False)
        if self.counts["missing"]:
            raise CommandError(f"Files of {self.counts['missing']} photos are missing.")

    def _check_photos(self, *, mark: bool) -> None:
        photos = Photo.objects.exclude(file="").order_by("pk")
        columns = (TextColumn("Photos"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=self.console, disable=not self.console.is_terminal) as progress:
            bar = progress.add_task("", total=photos.count())
            for photo in photos.iterator(chunk_size=500):
                self._tell(check_photo(photo))
                progress.advance(bar)
        if mark:
            self._mark()

    def _tell(self, checked: Checked) -> None:
        photo = checked.photo
        self.counts["checked"] += 1
        if checked.missing:
            self.counts["missing"] += 1
            self._print(f"missing {photo.pk} {photo}: {', '.join(checked.missing)}")
        elif checked.lacks_renditions:
            self.counts["without renditions"] += 1
            self._print(f"without renditions {photo.pk} {photo}")
        elif checked.stale:
            self.counts["stale"] += 1
            self._print(f"stale {photo.pk} {photo}: its files carry other rights")

    def _mark(self) -> None:
        """Each photo in a transaction of its own, looked at once more under its lock."""
        for number in Photo.objects.exclude(file="").order_by("pk").values_list("pk", flat=True):
            with transaction.atomic():
                photo = Photo.objects.select_for_update().filter(pk=number).first()
                if photo is None or photo.file_missing == (missing := check_photo(photo).original_missing):
                    continue
                photo.file_missing = missing
                photo.save(update_fields=["file_missing"])
                count = sum(one.edition is not None for one in refresh_showing(photo))
            self._print(
                f"{'flagged' if missing else 'back'} {photo.pk} {photo}: {count} articles rendered again"
            )

    def _check_orphans(self, *, delete: bool) -> None:
        for orphan in orphans():
            self.counts["orphans"] += 1
            kept = " (an edition shows it: kept)" if orphan.shown else ""
            self._print(f"orphan {orphan.name} {orphan.bytes} bytes, {orphan.modified:%Y-%m-%d}{kept}")
            if delete and not orphan.shown:
                delete_files([orphan.name])
                self.counts["deleted"] += 1

    def _print(self, text: str) -> None:
        self.console.print(text, markup=False)

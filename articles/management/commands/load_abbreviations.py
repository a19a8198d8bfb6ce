"""`manage.py load_abbreviations`: a dictionary of abbreviations, by default the starter's, into the tables."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.abbreviations import Row, read_table, starter_dictionary
from articles.publishing import load_rows


class Command(BaseCommand):
    """Run again, it adds what is missing; what editors have changed or added stays as it is."""

    help = "Loads a dictionary of abbreviations (CSV), by default the starter's."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, help="a CSV file, as the admin exports it")
        parser.add_argument(
            "--overwrite", action="store_true", help="also change meanings that are there already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        rows = self._rows(options["path"]) if options["path"] else starter_dictionary()
        loaded = load_rows(rows, overwrite=options["overwrite"])
        there = loaded.same + len(loaded.changed)
        self.stdout.write(f"{len(loaded.added)} abbreviations added, {there} were there already.")
        if loaded.changed:
            done = "were changed" if options["overwrite"] else "differ and stay as they are"
            self.stdout.write(f"{len(loaded.changed)} of those {done}.")

    def _rows(self, path: Path) -> list[Row]:
        """Raises `CommandError` with every faulty line; then nothing is loaded."""
        try:
            text = path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path} cannot be read: {error}") from error
        rows, faults = read_table(text)
        if faults:
            lines = (
                f"line {fault.line}: {fault.code} {fault.column} {fault.value}".rstrip() for fault in faults
            )
            raise CommandError("Nothing was loaded.\n" + "\n".join(lines))
        return rows

"""`manage.py import_page PATH…`: legacy pages, from text or saved HTML, into drafts or published articles."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import URLValidator
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from articles.importing import MAX_BYTES, PageError, read_page
from articles.importing.drafting import Importer, Outcome, Status
from articles.importing.page_files import read_at_most
from articles.importing.report import Report
from articles.models import Section, User
from articles.publishing import Refused

ENDINGS = {".txt", ".html", ".htm", ".xhtml"}
COMPANION = ("_files", ".files", "-files", "_tep_tin")
"""Browsers save what a page loads, frames of advertisements among it, into a folder beside it."""
SHOWN_IN_FULL = 3

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Run again it changes nothing; interrupted, it can be run again. Nothing is guessed silently: each run ends
    with what was recognised, with a confidence, and what could not be placed."""

    help = "Imports legacy pages into drafts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="a page, or a folder of pages"
        )
        parser.add_argument(
            "--publish", action="store_true", help="publish what can be published, with the page's date"
        )
        parser.add_argument("--dry-run", action="store_true", help="read and report only")
        parser.add_argument("--section", help="the section's address; by default NEWSROOM_DEFAULT_SECTION")
        parser.add_argument(
            "--url", default="", help="where the one page stood on the web; it will lead to the article"
        )
        parser.add_argument("--user", help="the account in whose name the pages are imported")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            self._run(options)

    def _run(self, options: dict[str, Any]) -> None:
        files = list(dict.fromkeys(find_pages(options["paths"])))
        if options["url"]:
            check_address(options["url"], len(files))
        console = Console(file=self.stdout._out, highlight=False, no_color=options["no_color"] or None)  # type: ignore[arg-type]
        importer = self._importer(options, console) if files else None
        report = Report(console, in_full=len(files) <= SHOWN_IN_FULL or options["verbosity"] > 1)
        with progress_bar(console, len(files)) as progress:
            try:
                for file in progress.track(files, description=_("Pages")):
                    self._import(file, importer, options["url"], report)
            except KeyboardInterrupt:
                report.interrupted = True
        report.finish()
        if report.interrupted:
            raise CommandError(report.closing(), returncode=130)
        if failed := report.counts[Status.FAILED]:
            raise CommandError(_("%(count)d pages failed; the others stand.") % {"count": failed})

    def _import(self, file: Path, importer: Importer | None, url: str, report: Report) -> None:
        """One page; whatever is wrong with it, the others go on."""
        try:
            page = read_page(read_at_most(file, MAX_BYTES), address=url)
            report.add(file, Outcome(page, Status.READ) if importer is None else importer.lay(page, file))
        except PageError as error:
            report.fail(file, f"{_(error.message)}: {error.value}" if error.value else _(error.message))
        except (OSError, Refused) as error:
            report.fail(file, str(error))
        except Exception as error:
            logger.exception("import of %r", str(file))
            report.fail(file, f"{type(error).__name__}: {error}")

    def _importer(self, options: dict[str, Any], console: Console) -> Importer | None:
        """None for a dry run, which makes nothing, not even the default section."""
        wanted = options["section"] or settings.NEWSROOM_DEFAULT_SECTION
        section = Section.objects.filter(slug=wanted).first()
        if section is None and options["section"]:
            known = ", ".join(Section.objects.values_list("slug", flat=True)) or "–"
            raise CommandError(
                _("There is no section “%(slug)s”. There are: %(known)s.") % {"slug": wanted, "known": known}
            )
        user = find_user(options["user"]) if options["user"] else None
        if options["dry_run"]:
            return None
        if section is None:
            section, made = Section.objects.get_or_create(
                slug=wanted, defaults={"name": _("News"), "position": 99}
            )
            if made:
                console.print(_("The section “%(slug)s” was made.") % {"slug": wanted}, markup=False)
        return Importer(section, user, options["publish"])


def find_user(username: str) -> User:
    try:
        return User.objects.get(username=username)
    except User.DoesNotExist as error:
        raise CommandError(_("There is no account “%(name)s”.") % {"name": username}) from error


def check_address(url: str, pages: int) -> None:
    """An address goes with one page, and is that of a page: a site's front page leads nowhere."""
    if pages != 1:
        raise CommandError(_("--url goes with exactly one page."))
    try:
        URLValidator(schemes=["http", "https"])(url)
        parts = urlsplit(url)
    except (ValidationError, ValueError) as error:
        raise CommandError(
            _("--url is the address of a page, such as https://old.example.vn/news/1.html.")
        ) from error
    if not (parts.path.strip("/") or parts.query):
        raise CommandError(_("--url is the address of a page, such as https://old.example.vn/news/1.html."))


def find_pages(paths: list[Path]) -> Iterator[Path]:
    """The pages at these paths; of a folder, every text and HTML file in it and below, by name.

    Links inside a folder are not followed: they could lead out of it. Hidden files and what a browser saved beside
    a page are no pages. Raises `CommandError` for a path that is neither file nor folder.
    """
    for path in paths:
        if path.is_dir():
            yield from pages_below(path)
        elif path.is_file():
            yield path
        else:
            raise CommandError(_("There is no file or folder %(path)s.") % {"path": path})


def pages_below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not is_companion(name, names)
        )
        for name in sorted(names):
            file = Path(parent, name)
            if (
                not name.startswith(".")
                and file.suffix.lower() in ENDINGS
                and file.is_file()
                and not file.is_symlink()
            ):
                yield file


def is_companion(folder: str, names: list[str]) -> bool:
    """The folder belongs to a saved page beside it: `page_files` to `page.html`."""
    stems = {folder.removesuffix(ending) for ending in COMPANION if folder.endswith(ending)}
    return any(Path(name).stem in stems and Path(name).suffix.lower() in ENDINGS for name in names)


def refuse(error: OSError) -> None:
    raise CommandError(str(error)) from error


def progress_bar(console: Console, pages: int) -> Progress:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    return Progress(
        *columns, console=console, transient=True, disable=pages <= SHOWN_IN_FULL or not console.is_terminal
    )

"""What a run of `import_page` came to, for the eye: 80 columns are enough."""

from collections import Counter
from pathlib import Path

from django.utils.translation import gettext as _
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from .drafting import Outcome, Status
from .page import Attachment, Embed, Heading, ListBlock, Page, Paragraph, PhotoLine, Quote
from .page import Table as TablePart

LONGEST_VALUE = 160
STYLES = {Status.FAILED: "red", Status.EDITED: "yellow", Status.ADDED: "green", Status.UPDATED: "green"}


class Report:
    """Each page's findings when there are few pages or `in_full`; at the end a table with a row a page, and below it
    everything that somebody should look at."""

    def __init__(self, console: Console, *, in_full: bool) -> None:
        self.console, self.in_full = console, in_full
        self.counts: Counter[str] = Counter()
        self.interrupted = False
        self._remarks: list[tuple[str, list[tuple[str, str]]]] = []
        self._rows = Table(title=_("Imported pages"), expand=True)
        self._rows.add_column(_("Page"), ratio=4, overflow="fold")
        self._rows.add_column(_("Recognised"), ratio=8, overflow="fold")
        self._rows.add_column(_("Confidence"), justify="right", no_wrap=True)
        self._rows.add_column(_("Result"), ratio=3, overflow="fold")

    def add(self, file: Path, outcome: Outcome) -> None:
        """A page that was read."""
        self.counts[outcome.status] += 1
        self.counts["published"] += outcome.edition is not None
        page = outcome.page
        number = f"#{outcome.article.pk}" if outcome.article else ""
        words = [status_name(outcome.status), _("published") if outcome.edition else "", number]
        result = Text("\n".join(filter(None, words)), STYLES.get(outcome.status, ""))
        lowest = f"{min((finding.confidence for finding in page.findings), default=0):.2f}"
        self._rows.add_row(visible(file), visible("\n".join(summary(page))), lowest, result)
        self._remark(file, list(remarks(outcome)))
        if self.in_full:
            self._show(file, page)

    def fail(self, file: Path, why: str) -> None:
        """A page that could not be read or written."""
        self.counts[Status.FAILED] += 1
        self._rows.add_row(
            visible(file), visible(why), "", Text(status_name(Status.FAILED), STYLES[Status.FAILED])
        )

    def finish(self) -> None:
        if self._rows.row_count:
            self.console.print(self._rows)
        for file, found in self._remarks:
            self.console.print(visible(file), style="bold")
            for kind, text in found:
                self.console.print(
                    Padding(Text.assemble((f"{kind}: ", "yellow"), visible(text)), (0, 0, 0, 2))
                )
        self.console.print(self.closing(), markup=False)

    def closing(self) -> str:
        """The run in one line."""
        counted = ", ".join(
            f"{count} {status_name(status)}" for status, count in self.counts.items() if count
        )
        if self.interrupted:
            return _("Interrupted (%(counted)s): run it again, and it goes on.") % {"counted": counted or "0"}
        return f"{counted}." if counted else _("No pages were found.")

    def _remark(self, file: Path, found: list[tuple[str, str]]) -> None:
        if found:
            self._remarks.append((str(file), list(dict.fromkeys(found))))

    def _show(self, file: Path, page: Page) -> None:
        self.console.print(Rule(visible(file)))
        table = Table(expand=True)
        table.add_column(_("Part"), ratio=3, overflow="fold")
        table.add_column(_("Value"), ratio=8, overflow="fold")
        table.add_column(_("Confidence"), justify="right", no_wrap=True)
        table.add_column(_("Why"), ratio=5)
        for finding in page.findings:
            confidence = Text(f"{finding.confidence:.2f}", "yellow" if finding.confidence < 0.7 else "")
            table.add_row(
                part_name(finding.part), visible(shortened(finding.value)), confidence, _(finding.why)
            )
        self.console.print(table)
        for line in page.discarded:
            text = f"{_('Left out')}: {shortened(line.text)} ({_(line.why)})"
            self.console.print(Padding(visible(text), (0, 0, 0, 2)), style="dim")


def summary(page: Page) -> list[str]:
    """What was recognised, in few lines."""
    parts = [page.date_line or (f"{page.published_at:%d/%m/%Y %H:%M}" if page.published_at else _("no date"))]
    if page.source:
        parts.append(f"{part_name('source')}: {page.source.name}")
    parts += [author.name for author in page.authors[:5]]
    names = block_names()
    counted = Counter(names.get(type(block), _("line to be placed")) for block in page.blocks)
    if page.discarded:
        counted[_("lines left out")] = len(page.discarded)
    return [
        page.headline or _("(no headline)"),
        " · ".join(parts),
        ", ".join(f"{count} {name}" for name, count in counted.items()),
    ]


def remarks(outcome: Outcome) -> list[tuple[str, str]]:
    """(kind, text) of everything that somebody should look at; every line that could not be placed, whole."""
    warnings = [
        f"{_(notice.message)}: {notice.value}" if notice.value else _(notice.message)
        for notice in outcome.page.warnings
    ]
    return [
        *((_("Note"), note) for note in outcome.notes),
        *((_("Warning"), warning) for warning in warnings),
        *((_("To be placed"), line.text) for line in outcome.page.unplaced),
    ]


def status_name(status: str) -> str:
    return {
        Status.ADDED: _("newly added"),
        Status.UPDATED: _("draft updated"),
        Status.UNCHANGED: _("unchanged"),
        Status.EDITED: _("left to the desk"),
        Status.READ: _("read only"),
        Status.FAILED: _("failed"),
        "published": _("published"),
    }[status]


def part_name(part: str) -> str:
    """A part of a page as editors call it."""
    names = {
        "headline": _("headline"), "kicker": _("kicker"), "lead": _("lead"), "lead_prefix": _("agency"),
        "published_at": _("date on the page"), "updated_at": _("date of update"), "source": _("source"),
        "source_url": _("address of the original"), "author": _("author"), "affiliation": _("institution"),
        "address": _("address"), "tags": _("tags"), "photo": _("photo"), "heading": _("subheading"),
        "attachment": _("attachment"),
    }  # fmt: skip
    return names.get(part, part)


def block_names() -> dict[type, str]:
    return {
        Paragraph: _("paragraphs"), Heading: _("headings"), ListBlock: _("lists"), PhotoLine: _("photos"),
        Quote: _("quotes"), TablePart: _("tables"), Embed: _("embeds"), Attachment: _("attachments"),
    }  # fmt: skip


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def visible(text: str | Path) -> Text:
    """Text that does nothing to the terminal, whatever a page or a file's name holds."""
    return Text(
        "".join(letter if letter.isprintable() or letter == "\n" else "\ufffd" for letter in str(text))
    )

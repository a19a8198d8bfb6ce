"""Tallies as a table for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from .models import Tally
from .stars import average_of, count_of

# A spreadsheet takes such a cell for a formula, and formulas can call out (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"


def safe_cell(text: str) -> str:
    """The text as a spreadsheet shows it and does not run it: with an apostrophe before what looks like a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def tallies_csv(tallies: Iterable[Tally]) -> Iterator[str]:
    """CSV (RFC 4180), line by line, each article with its average, count and histogram.

    With a byte order mark, without which some spreadsheets misread Vietnamese.
    """
    header = [_("article"), _("headline"), _("average"), _("ratings"), "1", "2", "3", "4", "5", _("frozen")]
    yield BYTE_ORDER_MARK + _line(header)
    for tally in tallies:
        shown = tally.shown
        row = [
            tally.pk,
            safe_cell(tally.article.headline),
            average_of(shown),
            count_of(shown),
            *shown,
            tally.frozen,
        ]
        yield _line(row)


def _line(cells: Iterable[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()

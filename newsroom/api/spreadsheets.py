"""CSV that a spreadsheet shows and does not run."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse

# A spreadsheet takes such a cell for a formula, and formulas can call out (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"


def safe_cell(text: str) -> str:
    """The text as a spreadsheet shows it and does not run it: with an apostrophe before what looks like a formula."""
    return f"'{text}" if text.lstrip(" \u00a0\u3000").startswith(FORMULA) else text


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """CSV (RFC 4180), line by line; every cell that is not a number is made safe.

    With a byte order mark, without which some spreadsheets misread Vietnamese.
    """
    yield BYTE_ORDER_MARK
    for row in rows:
        buffer = io.StringIO()
        csv.writer(buffer).writerow([_cell(value) for value in row])
        yield buffer.getvalue()


def csv_response(rows: Iterable[Iterable[object]], filename: str) -> StreamingHttpResponse:
    """The rows as a file to keep. `filename` is ours: ASCII letters, digits, dots and dashes."""
    disposition = f'attachment; filename="{filename}"'
    return StreamingHttpResponse(
        csv_lines(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": disposition},
    )


def _cell(value: object) -> object:
    if value is None or isinstance(value, int | float):
        return value
    return safe_cell(str(value))

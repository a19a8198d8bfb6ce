"""Ratings as rows of a spreadsheet."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from .models import Tally
from .stars import average_of, count_of


def tally_rows(tallies: Iterable[Tally]) -> Iterator[list[object]]:
    """A heading, then each article with its average, count and histogram."""
    yield [_("article"), _("headline"), _("average"), _("ratings"), "1", "2", "3", "4", "5", _("frozen")]
    for tally in tallies:
        shown = tally.shown
        average = average_of(shown)
        yield [tally.pk, tally.article.headline, average, count_of(shown), *shown, tally.frozen]

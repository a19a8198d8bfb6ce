"""Two editors in one article: the second one's save is refused, and both versions are shown side by side."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest

from ..models import Article, Revision
from ..publishing import Snapshot
from .comparing import compare_snapshots
from .diff import Comparison
from .form_snapshots import form_snapshot


@dataclass(frozen=True, slots=True)
class Clash:
    """What somebody else saved meanwhile, and what taking over one's own onto it would change."""

    theirs: Revision
    comparison: Comparison
    """From theirs to what would be saved."""
    meanwhile: Comparison | None
    """From what was opened to theirs, when it is known what was opened."""


def clash_of(desk: Any, request: HttpRequest, article: Article, form: Any) -> Clash | None:
    """The clash, when the form was refused because it was out of date."""
    if not (form.is_bound and form.has_error(NON_FIELD_ERRORS, "stale")):
        return None
    theirs = article.revisions.select_related("created_by").first()
    if theirs is None:
        return None
    opened = article.revisions.filter(number=form.cleaned_data.get("seen_version") or 0).first()
    mine = form_snapshot(desk, request, article)
    base = opened.snapshot if opened else theirs.snapshot
    return Clash(
        theirs,
        compare_snapshots(theirs.snapshot, taken_over(base, theirs.snapshot, mine)),
        compare_snapshots(opened.snapshot, theirs.snapshot) if opened else None,
    )


def taken_over(opened: Snapshot, theirs: Snapshot, mine: Snapshot) -> Snapshot:
    """What a save of mine onto theirs makes: mine, and the blocks that they added meanwhile, which my form does not know."""
    known = {entry["key"] for entry in (*opened["blocks"], *mine["blocks"])}
    added = [entry for entry in theirs["blocks"] if entry["key"] not in known]
    blocks = sorted([*mine["blocks"], *added], key=lambda entry: (entry["ordering"], entry["key"]))
    return {**mine, "blocks": blocks}

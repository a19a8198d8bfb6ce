"""Keeping photos: what stands between an upload's bytes and the rows that show it.

`receive` develops an upload within the site's limits; `Files` writes what came of it through Django's storage, each
file with the photo's rights in it, and takes everything back when the act fails. `fill_in` proposes to the editor what
the file says of itself. Used by the desk, the importer and the commands alike.
"""

from .files import Files, is_used, lasting_name, stale
from .proposals import WARNINGS, doubts, explain, fill_in
from .receiving import RefusedPicture, limits, receive, twin_of
from .upkeep import Checked, Orphan, check_photo, orphans

__all__ = [
    "WARNINGS",
    "Checked",
    "Files",
    "Orphan",
    "RefusedPicture",
    "check_photo",
    "doubts",
    "explain",
    "fill_in",
    "is_used",
    "lasting_name",
    "limits",
    "orphans",
    "receive",
    "stale",
    "twin_of",
]

"""Keeping photos: what stands between an upload's bytes and the rows that show it.

`receive` develops an upload within the site's limits; `Files` writes what came of it through Django's storage, each
file with the photo's rights in it, and takes everything back when the act fails. `fill_in` proposes to the editor what
the file says of itself. Used by the desk, the importer and the commands alike.
"""

from .adding import add_photo, keep
from .files import FOLDER, Files, delete_files, photo_uses, read_file, stale, stem_of
from .proposals import WARNINGS, doubts, explain, fill_in
from .receiving import RefusedPicture, limits, receive, twin_of
from .upkeep import Checked, Orphan, check_photo, lacks_renditions, orphans

__all__ = [
    "FOLDER",
    "WARNINGS",
    "Checked",
    "Files",
    "Orphan",
    "RefusedPicture",
    "add_photo",
    "check_photo",
    "delete_files",
    "doubts",
    "explain",
    "fill_in",
    "keep",
    "lacks_renditions",
    "limits",
    "orphans",
    "photo_uses",
    "read_file",
    "receive",
    "stale",
    "stem_of",
    "twin_of",
]

"""Comparing rows and files: what is missing, what nobody names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from ..models import Edition, Photo
from ..photos import WIDTHS
from .files import FOLDER, stale

YOUNG = timedelta(hours=24)
"""A file of this age may be one whose row is just being saved."""
_NAMED = re.compile(rf"{FOLDER}/[0-9A-Za-z_.-]+")


@dataclass(frozen=True, slots=True)
class Checked:
    """What one photo's files came to."""

    photo: Photo
    missing: tuple[str, ...]
    """Names of files that are not there or cannot be read."""
    lacks_renditions: bool
    stale: bool
    """The files carry other rights than the photo."""

    @property
    def original_missing(self) -> bool:
        return str(self.photo.file) in self.missing


@dataclass(frozen=True, slots=True)
class Orphan:
    """A file that no row names."""

    name: str
    bytes: int
    modified: datetime
    shown: bool
    """Some edition of any time still shows it."""


def check_photo(photo: Photo) -> Checked:
    """Looks at each of the photo's files; a byte of each is read."""
    missing = tuple(name for name in photo.file_names() if not _readable(name))
    return Checked(photo, missing, lacks_renditions(photo), stale(photo))


def lacks_renditions(photo: Photo) -> bool:
    """A rung of the ladder, or one of its two formats, is not there."""
    if not photo.file or not photo.width:
        return bool(photo.file)
    wanted = [width for width in WIDTHS if width <= photo.width] or [photo.width]
    there = {(entry["width"], entry["media_type"]) for entry in photo.renditions}
    return any((width, form) not in there for width in wanted for form in ("image/jpeg", "image/webp"))


def _readable(name: str) -> bool:
    try:
        with default_storage.open(name) as file:
            return bool(file.read(1))
    except Exception:  # Each storage has its own way to say no.
        return False


def orphans() -> list[Orphan]:
    """Files of photos older than a day that no row names, half-written ones included, in order of their names."""
    try:
        _, files = default_storage.listdir(FOLDER)
    except (FileNotFoundError, NotADirectoryError):
        return []
    unnamed = {f"{FOLDER}/{file}" for file in files}
    for photo in Photo.objects.only("file", "renditions").iterator(chunk_size=2000):
        unnamed.difference_update(photo.file_names())
    old = timezone.now() - YOUNG
    found = []
    for name in sorted(unnamed):
        try:
            modified, size = default_storage.get_modified_time(name), default_storage.size(name)
        except OSError:
            continue
        if modified < old:
            found.append((name, size, modified))
    shown = _shown({name for name, _, _ in found}) if found else set()
    return [Orphan(name, size, modified, name in shown) for name, size, modified in found]


def _shown(names: set[str]) -> set[str]:
    """Which of the names stand in an edition: past ones are history that can still be read."""
    shown: set[str] = set()
    for texts in _edition_texts():
        shown |= names.intersection(_NAMED.findall(texts))
    return shown


def _edition_texts() -> Iterator[str]:
    rows = Edition.objects.order_by("pk").values_list("html", "document").iterator(chunk_size=500)
    for html, document in rows:
        yield f"{html}\n{bytes(document).decode()}"

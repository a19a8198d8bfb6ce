"""The files of photos in the storage: `photos/<stem>-<digest>.jpg` and `photos/<stem>-<width>-<digest>.webp`.

The stem is 128 random bits, so that nobody can guess a name; the digest is of the file's bytes, so that a name never
stands for other bytes and may be cached for ever. Files are written before the row that names them is saved.
"""

import hashlib
import logging
import secrets
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from ..models import Photo
from ..photos import Developed, Encoded, Rights, with_rights

logger = logging.getLogger(__name__)
FOLDER = "photos"


def stem_of(name: str) -> str:
    """The random part of a file's name."""
    return PurePosixPath(name).stem.partition("-")[0]


def lasting_name(stem: str, made: Encoded, *, width: int | None = None) -> str:
    """The name that follows from the bytes."""
    digest = hashlib.sha256(made.content).hexdigest()[:12]
    middle = f"-{width}" if width else ""
    return f"{FOLDER}/{stem}{middle}-{digest}{made.suffix}"


def rights_mark(rights: Rights) -> str:
    """What tells whether a photo's files carry its rights as they are now."""
    return hashlib.sha256(repr(rights).encode()).hexdigest()[:16]


def stale(photo: Photo) -> bool:
    """The photo's files carry other rights than the photo."""
    return bool(photo.file) and photo.rights_mark != rights_mark(photo.rights)


def photo_uses(name: str) -> bool:
    """Some photo's row names the file."""
    candidates = Photo.objects.filter(file__startswith=f"{FOLDER}/{stem_of(name)}")
    return any(name in photo.file_names() for photo in candidates)


class Files:
    """The files that one act writes. `take_back` removes them when the act fails; a name that was there stays."""

    def __init__(self) -> None:
        self._written: list[str] = []

    def keep(self, photo: Photo, developed: Developed, *, stem: str = "") -> None:
        """Writes the original and its renditions and sets the photo's columns; saving the row is the caller's.

        Raises `OSError` when the storage cannot take them, and has then taken back what was written.
        """
        stem, before = stem or secrets.token_hex(16), len(self._written)
        original = with_rights(developed.original, photo.rights)
        try:
            name = self.write(lasting_name(stem, original), original.content)
            renditions = self._write_renditions(photo, stem, developed.renditions)
        except Exception:
            self.take_back(before)
            raise
        photo.file = name
        photo.width, photo.height = original.width, original.height
        photo.media_type, photo.bytes = original.media_type, len(original.content)
        photo.digest = developed.digest
        photo.renditions = renditions
        photo.rights_mark = rights_mark(photo.rights)
        photo.file_missing = False

    def add_renditions(self, photo: Photo, developed: Developed) -> None:
        """Writes the renditions of a photo whose original is kept already."""
        photo.renditions = self._write_renditions(photo, stem_of(str(photo.file)), developed.renditions)

    def rewrite(self, photo: Photo) -> None:
        """Writes the photo's files anew with its rights as they are now: new names, the same pixels.

        The old files stay, since editions may show them; `check_media --delete` sweeps what nothing names. Raises
        `OSError` when a file cannot be read or written, and `ValueError` when it is not one of ours.
        """
        stem, before = stem_of(str(photo.file)), len(self._written)
        try:
            original = with_rights(_read_original(photo), photo.rights)
            name = self.write(lasting_name(stem, original), original.content)
            kept = [_read(entry) for entry in photo.renditions]
            renditions = self._write_renditions(photo, stem, kept)
        except Exception:
            self.take_back(before)
            raise
        photo.file, photo.bytes, photo.renditions = name, len(original.content), renditions
        photo.rights_mark = rights_mark(photo.rights)

    def write(self, name: str, content: bytes) -> str:
        """Writes a file, unless it is there whole; gives the name that the storage chose."""
        if default_storage.exists(name):
            if default_storage.size(name) == len(content):
                return name
            default_storage.delete(name)
        kept = default_storage.save(name, ContentFile(content))
        self._written.append(kept)
        return kept

    def take_back(self, since: int = 0) -> None:
        """Deletes what was written and no row names. To be called after the roll-back."""
        written, self._written = self._written[since:], self._written[:since]
        for name in dict.fromkeys(written):
            try:
                if not self.is_used(name):
                    default_storage.delete(name)
            except OSError:
                logger.exception("%s could not be taken back.", name)

    def is_used(self, name: str) -> bool:
        return photo_uses(name)

    def _write_renditions(self, photo: Photo, stem: str, renditions: list[Encoded]) -> list[dict[str, Any]]:
        # By format, then by width: the order in which `srcset` is read.
        ordered = sorted(renditions, key=lambda made: (made.media_type != "image/webp", made.width))
        return [self._write_one(with_rights(made, photo.rights), stem) for made in ordered]

    def _write_one(self, made: Encoded, stem: str) -> dict[str, Any]:
        name = self.write(lasting_name(stem, made, width=made.width), made.content)
        return {
            "name": name,
            "width": made.width,
            "height": made.height,
            "bytes": len(made.content),
            "media_type": made.media_type,
        }


def read_file(name: str) -> bytes:
    """The file's bytes from the storage. Raises `OSError`."""
    with default_storage.open(name) as file:
        content: bytes = file.read()
    return content


def delete_files(names: Iterator[str] | list[str]) -> None:
    """Deletes files whose row is gone; one that cannot be deleted is an orphan for `check_media`."""
    for name in names:
        try:
            default_storage.delete(name)
        except OSError:
            logger.exception("%s could not be deleted.", name)


def _read_original(photo: Photo) -> Encoded:
    return Encoded(read_file(str(photo.file)), photo.media_type, photo.width or 1, photo.height or 1)


def _read(entry: dict[str, Any]) -> Encoded:
    return Encoded(read_file(entry["name"]), entry["media_type"], entry["width"], entry["height"])

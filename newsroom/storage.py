"""Files on this machine's disk that are there whole or not at all."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

PART = ".part"


class WholeFileStorage(FileSystemStorage):
    """Django's storage, but a file appears under its name only once every byte of it is on the disk.

    The upload is written beside its place under another name, synced, and then linked to its own. A crash or a full
    disk leaves at most a `.part` file, which `manage.py check_media --delete` sweeps away.
    """

    def _save(self, name: str, content: Any) -> str:
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f".{secrets.token_hex(16)}{PART}")
        try:
            with part.open("xb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            if self.file_permissions_mode is not None:
                part.chmod(self.file_permissions_mode)
            while True:
                try:
                    # A link, unlike a renaming, never takes the place of a file that is there.
                    os.link(part, place)
                    break
                except FileExistsError:
                    name = self.get_available_name(name)
                    place = Path(self.path(name))
        finally:
            part.unlink(missing_ok=True)
        _sync(place.parent)
        return str(name).replace("\\", "/")


def _sync(folder: Path) -> None:
    """The folder's entries too survive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

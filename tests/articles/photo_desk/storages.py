"""Storages that are no folder: one in memory, and one whose disk is full after so many bytes."""

import errno
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.utils import timezone


class MemoryStorage(Storage):
    """As S3 is seen through Django: names and bytes, no paths."""

    files: dict[str, tuple[bytes, datetime]] = {}
    room: int | None = None

    def _open(self, name: str, mode: str = "rb") -> ContentFile:
        if name not in self.files:
            raise FileNotFoundError(errno.ENOENT, "No such key", name)
        return ContentFile(self.files[name][0], name)

    def _save(self, name: str, content: Any) -> str:
        data = content.read()
        used = sum(len(kept) for kept, _ in self.files.values())
        if self.room is not None and used + len(data) > self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.files[name] = (data, timezone.now())
        return name

    def delete(self, name: str) -> None:
        self.files.pop(name, None)

    def exists(self, name: str) -> bool:
        return name in self.files

    def size(self, name: str) -> int:
        return len(self.files[name][0])

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        prefix = f"{path}/"
        return [], [name.removeprefix(prefix) for name in self.files if name.startswith(prefix)]

    def get_modified_time(self, name: str) -> datetime:
        return self.files[name][1]

    def url(self, name: str | None) -> str:
        return f"https://bucket.example/{name}"

"""The files of one imported page: written under names that a second try finds again, taken back when it fails."""

from collections import Counter
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.crypto import salted_hmac

from ..blocks.attachment import AttachmentBlock
from ..models import Photo


class PageFiles:
    """Names follow from the page and the file's content and cannot be guessed without the site's secret, so that a
    run that was killed leaves nothing that the next one does not use."""

    def __init__(self, identity: str) -> None:
        self._identity = identity
        self._seen: Counter[str] = Counter()
        self._written: list[str] = []

    def name_for(self, folder: str, digest: str, suffix: str) -> str:
        """The name of the next file with this digest on the page."""
        number = self._seen[digest]
        self._seen[digest] += 1
        return f"{folder}/{self._secret(digest, number)}{suffix}"

    def is_ours(self, name: str, digest: str) -> bool:
        """The import of this page wrote the file: nobody has put another one in its place."""
        return any(Path(name).stem == self._secret(digest, number) for number in range(20))

    def write(self, name: str, content: bytes) -> str:
        """Writes the file, unless a killed run has left it there whole; gives the name that the storage chose."""
        self._written.append(name)
        if default_storage.exists(name):
            if default_storage.size(name) == len(content):
                return name
            default_storage.delete(name)
        kept = default_storage.save(name, ContentFile(content))
        self._written.append(kept)
        return kept

    def take_back(self) -> None:
        """Deletes what was written and no row refers to. To be called after the roll-back."""
        for name in dict.fromkeys(self._written):
            if not is_used(name):
                default_storage.delete(name)

    def _secret(self, digest: str, number: int) -> str:
        value = f"{self._identity}\n{digest}\n{number}"
        return salted_hmac("articles.importing", value, algorithm="sha256").hexdigest()[:32]


def is_used(name: str) -> bool:
    """Some row refers to the file."""
    return Photo.objects.filter(file=name).exists() or AttachmentBlock.objects.filter(file=name).exists()


def read_at_most(path: Path, most: int) -> bytes:
    """The file's bytes, one more than `most` at the utmost: enough to see that it is too large."""
    with path.open("rb") as file:
        return file.read(most + 1)

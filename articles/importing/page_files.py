"""The files of one imported page: written under names that a second try finds again, taken back when it fails."""

from collections import Counter
from pathlib import Path

from django.utils.crypto import salted_hmac

from ..blocks.attachment import AttachmentBlock
from ..photo_desk import Files, photo_uses, stem_of


class PageFiles(Files):
    """Names follow from the page and the file's content and cannot be guessed without the site's secret, so that a
    run that was killed leaves nothing that the next one does not use."""

    def __init__(self, identity: str) -> None:
        super().__init__()
        self._identity = identity
        self._seen: Counter[str] = Counter()

    def name_for(self, folder: str, digest: str, suffix: str) -> str:
        """The name of the next file with this digest on the page."""
        return f"{folder}/{self.stem_for(digest)}{suffix}"

    def stem_for(self, digest: str) -> str:
        """The secret part of that name."""
        number = self._seen[digest]
        self._seen[digest] += 1
        return self._secret(digest, number)

    def is_ours(self, name: str, digest: str) -> bool:
        """The import of this page wrote the file: nobody has put another one in its place."""
        return any(stem_of(name) == self._secret(digest, number) for number in range(20))

    def write(self, name: str, content: bytes) -> str:
        """Writes the file, unless a killed run has left it there whole; then it is taken back all the same."""
        self._written.append(name)
        return super().write(name, content)

    def is_used(self, name: str) -> bool:
        return is_used(name)

    def _secret(self, digest: str, number: int) -> str:
        value = f"{self._identity}\n{digest}\n{number}"
        return salted_hmac("articles.importing", value, algorithm="sha256").hexdigest()[:32]


def is_used(name: str) -> bool:
    """Some row refers to the file."""
    return photo_uses(name) or AttachmentBlock.objects.filter(file=name).exists()


def read_at_most(path: Path, most: int) -> bytes:
    """The file's bytes, one more than `most` at the utmost: enough to see that it is too large."""
    with path.open("rb") as file:
        return file.read(most + 1)

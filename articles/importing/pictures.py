"""The photos of a page: their files read and stored, and those of an earlier import known again."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from ..models import Photo, User
from ..photo_desk import FOLDER, RefusedPicture, fill_in, receive
from ..photos import Developed, plain
from .figures import local_file
from .page import PhotoLine
from .page_files import PageFiles, read_at_most


@dataclass(slots=True)
class Wanted:
    """One photo as the page has it, its texts cut to size; with its file when that lies beside the page."""

    caption: str
    credit: str
    alt: str
    picture: Developed | None = None
    file: str = ""
    stem: str = ""
    """The unguessable part of its files' names, the same in each run."""


@dataclass(slots=True)
class Pictures:
    """Makes the photos of one page. Nothing is fetched: a picture on the web waits for its file.

    What an editor may have changed of an earlier import's photos stays; what the page says otherwise goes to `notes`.
    """

    path: Path
    by: User | None
    files: PageFiles
    notes: list[str]

    def read(self, line: PhotoLine, wanted: Wanted) -> Wanted:
        """Adds the picture's file, or a note why it waits for one."""
        if not line.file:
            return wanted
        found = local_file(self.path, line.file)
        if found is None:
            self.notes.append(
                _("A photo waits for its file, which is not beside the page: %(file)s") % {"file": line.file}
            )
            return wanted
        try:
            wanted.picture = receive(read_at_most(found, settings.NEWSROOM_PHOTO_MAX_BYTES))
        except (RefusedPicture, OSError) as error:
            note = _("A photo waits for its file; %(file)s cannot be used: %(why)s")
            self.notes.append(note % {"file": line.file, "why": error})
            return wanted
        wanted.file = line.file
        wanted.stem = self.files.stem_for(wanted.picture.digest)
        return wanted

    def lay(self, wishes: Sequence[Wanted], former: Sequence[Photo]) -> list[Photo]:
        """The photos of the page in order, each new or one of `former`: those that the article shows now."""
        chosen: list[Photo | None] = [_of_file(wanted) for wanted in wishes]
        free = [photo for photo in former if photo not in chosen]
        for place, wanted in enumerate(wishes):
            if chosen[place] is None:
                chosen[place] = next((photo for photo in free if self._same(photo, wanted)), None)
                free = [photo for photo in free if photo != chosen[place]]
        left = [place for place, photo in enumerate(chosen) if photo is None]
        if len(left) == len(free):
            for place, photo in zip(left, free, strict=True):
                chosen[place] = photo if self._may_be(photo, wishes[place]) else None
        return [self._finish(photo, wanted) for photo, wanted in zip(chosen, wishes, strict=True)]

    def _same(self, photo: Photo, wanted: Wanted) -> bool:
        return (photo.caption, photo.credit) == (wanted.caption, wanted.credit) and self._may_be(
            photo, wanted
        )

    def _may_be(self, photo: Photo, wanted: Wanted) -> bool:
        """Not when page and photo each have a picture of their own, and nobody at the desk has changed the photo's."""
        return (
            wanted.picture is None
            or not photo.file
            or not self.files.is_ours(photo.file.name or "", photo.digest)
        )

    def _finish(self, photo: Photo | None, wanted: Wanted) -> Photo:
        if photo is None:
            photo = Photo(caption=wanted.caption, credit=wanted.credit, alt=wanted.alt, created_by=self.by)
        elif (photo.caption, photo.credit) != (wanted.caption, wanted.credit):
            said = " · ".join(filter(None, (wanted.caption, wanted.credit)))
            note = _("Photo %(number)d was kept as it stands at the desk; the page says: %(text)s")
            self.notes.append(note % {"number": photo.pk, "text": said or "–"})
        if wanted.picture is not None and not photo.file:
            self._store(photo, wanted, wanted.picture)
        elif photo._state.adding:
            photo.save()
        return photo

    def _store(self, photo: Photo, wanted: Wanted, picture: Developed) -> None:
        """What the page says comes before what the file says of itself."""
        photo.alt = photo.alt or wanted.alt
        filled = fill_in(photo, picture.readings)
        photo.alt = photo.alt or photo.caption[:500]
        if told := [name for name in ("caption", "credit") if name in filled]:
            names = ", ".join(str(photo._meta.get_field(name).verbose_name) for name in told)  # type: ignore[union-attr]
            self.notes.append(
                _("The picture %(file)s brought along what the page does not say: %(fields)s")
                % {"file": wanted.file, "fields": names}
            )
        photo.readings = [plain(reading) for reading in picture.readings]
        self.files.keep(photo, picture, stem=wanted.stem)
        photo.save()


def _of_file(wanted: Wanted) -> Photo | None:
    """The photo that an earlier import of the page made of the same file."""
    if wanted.picture is None:
        return None
    return Photo.objects.filter(
        digest=wanted.picture.digest, file__startswith=f"{FOLDER}/{wanted.stem}"
    ).first()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def of_kind(blocks: Sequence[object]) -> Iterator[PhotoLine]:
    """The page's photos and graphics; videos are no photos."""
    return (block for block in blocks if isinstance(block, PhotoLine) and block.kind != "video")

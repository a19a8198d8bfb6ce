"""An upload as a new photo: one act for the desk's upload page and for anything else that brings pictures in."""

from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Photo, User
from ..photos import Developed, plain
from .files import Files
from .proposals import fill_in
from .receiving import RefusedPicture, receive


def add_photo(data: bytes, *, by: User | None = None) -> Photo:
    """The photo, saved, its empty fields filled with what the file says of itself, so that no credit is lost even when
    the editor goes home now. Raises `RefusedPicture`; then nothing was written."""
    developed = receive(data)
    photo = Photo(created_by=by)
    fill_in(photo, developed.readings)
    files = Files()
    keep(photo, developed, files)
    try:
        with transaction.atomic():
            photo.save()
    except BaseException:
        files.take_back()
        raise
    return photo


def keep(photo: Photo, developed: Developed, files: Files) -> None:
    """Writes the photo's files. A storage that cannot take them is a refusal, like a picture that cannot be read."""
    photo.readings = [plain(reading) for reading in developed.readings]
    try:
        files.keep(photo, developed)
    except OSError as error:
        reason = error.strerror or str(error)
        raise RefusedPicture(_("The picture could not be stored: %(why)s") % {"why": reason}) from error

"""An upload against the site's limits, and the reasons of a refusal in the editor's language."""

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext as _

from ..models import Photo
from ..photos import BadImage, Developed, Limits, develop


class RefusedPicture(ValueError):
    """The upload is no picture that may be kept; the message says why."""


def limits() -> Limits:
    """What one picture may cost on this site."""
    return Limits(
        max_bytes=settings.NEWSROOM_PHOTO_MAX_BYTES,
        max_pixels=settings.NEWSROOM_PHOTO_MAX_PIXELS,
        original_side=settings.NEWSROOM_PHOTO_ORIGINAL_SIDE,
        memory=settings.NEWSROOM_PHOTO_MEMORY_BYTES,
        seconds=settings.NEWSROOM_PHOTO_SECONDS,
    )


def receive(data: bytes, *, original: bool = True) -> Developed:
    """The upload, developed. Raises `RefusedPicture`, also when this machine cannot work on it (a full disk)."""
    try:
        return develop(data, limits(), original=original)
    except BadImage as error:
        raise RefusedPicture(_message(error)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise RefusedPicture(_("The picture could not be worked on: %(why)s") % {"why": reason}) from error


def twin_of(digest: str, other_than: int | None = None) -> Photo | None:
    """A photo that was made of the very same file."""
    photos = Photo.objects.filter(digest=digest).order_by("pk")
    return (photos if other_than is None else photos.exclude(pk=other_than)).first()


def _message(error: BadImage) -> str:
    messages: dict[str, Callable[[], str]] = {
        "empty": lambda: _("The file is empty."),
        "bytes": lambda: _("The file is larger than %(most)d bytes."),
        "format": lambda: _("The file is no JPEG, PNG, WebP, AVIF or GIF."),
        "sides": lambda: _("A picture's sides are between %(least)d and %(most)d pixels."),
        "pixels": lambda: _("The picture has more than %(most)d pixels."),
        "memory": lambda: _("Decoding the picture takes too much memory."),
        "time": lambda: _("Decoding the picture takes too long."),
    }
    message = messages.get(error.code, lambda: _("The file is not a picture that can be read."))()
    return message % error.params if error.params else message

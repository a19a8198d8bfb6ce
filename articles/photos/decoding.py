"""Reading an uploaded picture safely, and writing it anew.

What is kept is never what was sent: the pixels are decoded, turned upright and encoded again, so that no payload
behind the picture, no position, serial number or embedded thumbnail is ever served.
"""

import hashlib
import warnings
from dataclasses import dataclass
from io import BytesIO

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "MPO")
"""By content, never by name. A GIF or MPO gives its first frame."""
QUALITY = 90
MIN_SIDE, MAX_SIDE = 2, 30_000


class BadImage(ValueError):
    """The bytes are no picture that may be kept; the message says why."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is ready to be stored."""

    content: bytes
    media_type: str
    suffix: str
    width: int
    height: int
    digest: str
    """SHA-256 of the bytes as they were sent, hexadecimal."""


def store_ready(data: bytes) -> Picture:
    """The picture in `data`, decoded and encoded again without metadata. Raises `BadImage`."""
    if not data or len(data) > settings.NEWSROOM_PHOTO_MAX_BYTES:
        raise BadImage(
            _("The file is empty or larger than %(most)d bytes.")
            % {"most": settings.NEWSROOM_PHOTO_MAX_BYTES}
        )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return _reencode(data)
        except BadImage:
            raise
        except Exception as error:  # Decoders raise whatever they like at hostile bytes.
            raise BadImage(_("The file is not a picture that can be read.")) from error


def _reencode(data: bytes) -> Picture:
    with Image.open(BytesIO(data), formats=FORMATS) as image:
        _check_size(*image.size)
        image.seek(0)
        upright = ImageOps.exif_transpose(image)
    transparent = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    clean = upright.convert("RGBA" if transparent else "RGB")
    clean.info.clear()
    out = BytesIO()
    if transparent:
        clean.save(out, "PNG", optimize=True)
    else:
        clean.save(out, "JPEG", quality=QUALITY, progressive=True)
    media_type, suffix = ("image/png", ".png") if transparent else ("image/jpeg", ".jpg")
    return Picture(out.getvalue(), media_type, suffix, *clean.size, hashlib.sha256(data).hexdigest())


def _check_size(width: int, height: int) -> None:
    """Refuses bombs by the header's word, before anything is decoded."""
    if not (MIN_SIDE <= width <= MAX_SIDE and MIN_SIDE <= height <= MAX_SIDE):
        raise BadImage(
            _("A picture's sides are between %(least)d and %(most)d pixels.")
            % {"least": MIN_SIDE, "most": MAX_SIDE}
        )
    if width * height > settings.NEWSROOM_PHOTO_MAX_PIXELS:
        raise BadImage(
            _("The picture has more than %(most)d pixels.") % {"most": settings.NEWSROOM_PHOTO_MAX_PIXELS}
        )

"""EXIF 2.32: the three tags of rights and the date read, and a directory of our own written."""

import re
from typing import Any

from . import iim
from .values import Rights

DESCRIPTION, ARTIST, COPYRIGHT, ORIENTATION = 0x010E, 0x013B, 0x8298, 0x0112
EXIF_DIRECTORY, TAKEN, TAKEN_OFFSET = 0x8769, 0x9003, 0x9011
_DATE = re.compile(r"^(\d{4}):(\d{2}):(\d{2})[ T](\d{2}:\d{2}:\d{2})")
_OFFSET = re.compile(r"^[+-]\d{2}:\d{2}$")
_ASCII = 2


def read_tags(exif: Any) -> dict[int, tuple[str, str]]:
    """(text, warning) of description, artist, copyright and date, from Pillow's `Exif`."""
    found = {}
    for tag in (DESCRIPTION, ARTIST, COPYRIGHT):
        if text := _text(exif.get(tag)):
            found[tag] = iim.decode(text, marked=False)
    inner = exif.get_ifd(EXIF_DIRECTORY)
    date = _DATE.match(_text(inner.get(TAKEN)).decode("latin-1"))
    if date and date[1] != "0000":
        offset = _text(inner.get(TAKEN_OFFSET)).decode("latin-1")
        zone = offset if _OFFSET.match(offset) else ""
        found[TAKEN] = (f"{date[1]}-{date[2]}-{date[3]}T{date[4]}{zone}", "")
    return found


def _text(value: Any) -> bytes:
    """The tag's bytes. Pillow reads text as Latin-1, whatever it is; a tag may also be of another type."""
    if isinstance(value, str):
        return value.encode("latin-1", "replace").strip(b"\0 ")
    return value.strip(b"\0 ") if isinstance(value, bytes) else b""


def write_directory(rights: Rights) -> bytes:
    """A TIFF directory with Artist, Copyright and ImageDescription in UTF-8; b"" when there is nothing to say.

    EXIF 2.32 knows ASCII only; readers take UTF-8 all the same (Metadata Working Group 2.0 §2.1.3 asks for it).
    Artist is the credit as printed, which names agency and person.
    """
    texts = [
        (DESCRIPTION, rights.caption),
        (ARTIST, rights.credit or rights.creator),
        (COPYRIGHT, rights.copyright),
    ]
    entries = [(tag, text.replace("\0", "").encode() + b"\0") for tag, text in texts if text]
    if not entries:
        return b""
    directory, values = len(entries).to_bytes(2), b""
    start = 8 + 2 + 12 * len(entries) + 4
    for tag, value in entries:
        short = len(value) <= 4
        place = value.ljust(4, b"\0") if short else (start + len(values)).to_bytes(4)
        directory += tag.to_bytes(2) + _ASCII.to_bytes(2) + len(value).to_bytes(4) + place
        values += b"" if short else value + b"\0" * (len(value) % 2)
    return b"MM\0*\0\0\0\x08" + directory + bytes(4) + values

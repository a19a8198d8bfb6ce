"""Writing rights into an encoded picture, or writing them anew: the container is changed, never a pixel.

Only files of our own making are given to this module; they are read all the same as if they were not.
"""

from collections.abc import Iterator
from zlib import crc32

from .exif import write_directory
from .values import JPEG, PNG, WEBP, Encoded, Rights
from .xmp import write_packet

_EXIF_MARK, _XMP_MARK = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_PNG_XMP = b"XML:com.adobe.xmp\0\0\0\0\0"
_MOST_IN_SEGMENT = 65_533
_ALPHA, _EXIF, _XMP = 0x10, 0x08, 0x04


def with_rights(encoded: Encoded, rights: Rights) -> Encoded:
    """The same picture carrying the rights as XMP and EXIF, in the place of any that it carried."""
    write = {JPEG: _into_jpeg, PNG: _into_png, WEBP: _into_webp}[encoded.media_type]
    content = write(encoded, write_directory(rights), write_packet(rights))
    return Encoded(content, encoded.media_type, encoded.width, encoded.height)


def _into_jpeg(encoded: Encoded, exif: bytes, xmp: bytes) -> bytes:
    head, rest = _jpeg_parts(encoded.content)
    own = []
    for mark, value in ((_EXIF_MARK, exif), (_XMP_MARK, xmp)):
        if value and len(mark) + len(value) <= _MOST_IN_SEGMENT:
            own.append(b"\xff\xe1" + (len(mark) + len(value) + 2).to_bytes(2) + mark + value)
    # JFIF says that its own segment comes first.
    jfif = [part for part in head if part[1] == 0xE0]
    others = [part for part in head if part[1] not in (0xE0, 0xE1, 0xED, 0xFE)]
    return b"".join([b"\xff\xd8", *jfif, *own, *others, rest])


def _jpeg_parts(content: bytes) -> tuple[list[bytes], bytes]:
    """(the segments before the first scan, everything from there on)."""
    if content[:2] != b"\xff\xd8":
        raise ValueError("This is no JPEG.")
    parts, at = [], 2
    while content[at] == 0xFF and content[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        parts.append(content[at:end])
        at = end
    return parts, content[at:]


def _into_png(encoded: Encoded, exif: bytes, xmp: bytes) -> bytes:
    if not encoded.content.startswith(_PNG_HEAD):
        raise ValueError("This is no PNG.")
    chunks = [
        chunk
        for chunk in _png_chunks(encoded.content)
        if chunk[4:8] not in (b"eXIf", b"iTXt", b"tEXt", b"zTXt")
    ]
    own = [_png_chunk(b"iTXt", _PNG_XMP + xmp)]
    if exif:
        own.insert(0, _png_chunk(b"eXIf", exif))
    return b"".join([_PNG_HEAD, chunks[0], *own, *chunks[1:]])


def _png_chunks(content: bytes) -> Iterator[bytes]:
    at = len(_PNG_HEAD)
    while at < len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4])
        yield content[at:end]
        at = end


def _png_chunk(name: bytes, value: bytes) -> bytes:
    return len(value).to_bytes(4) + name + value + crc32(name + value).to_bytes(4)


def _into_webp(encoded: Encoded, exif: bytes, xmp: bytes) -> bytes:
    """RFC 9649: the extended header, then the picture, then EXIF and XMP."""
    if encoded.content[:4] != b"RIFF" or encoded.content[8:12] != b"WEBP":
        raise ValueError("This is no WebP.")
    chunks = dict(_riff_chunks(encoded.content))
    image = [(name, chunks[name]) for name in (b"ALPH", b"VP8 ", b"VP8L") if name in chunks]
    transparent = b"ALPH" in chunks or (b"VP8L" in chunks and bool(chunks[b"VP8L"][4] & 0x10))
    flags = (_ALPHA if transparent else 0) | (_EXIF if exif else 0) | _XMP
    canvas = (encoded.width - 1).to_bytes(3, "little") + (encoded.height - 1).to_bytes(3, "little")
    own = [(b"EXIF", exif)] if exif else []
    whole = [(b"VP8X", bytes([flags, 0, 0, 0]) + canvas), *image, *own, (b"XMP ", xmp)]
    body = b"WEBP" + b"".join(_riff_chunk(name, value) for name, value in whole)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _riff_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(content):
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        yield content[at : at + 4], content[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _riff_chunk(name: bytes, value: bytes) -> bytes:
    return name + len(value).to_bytes(4, "little") + value + b"\0" * (len(value) % 2)

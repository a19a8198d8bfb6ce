"""Pictures as nobody sends them by accident. Each name says what is wrong; the payload must never be served."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image

from .pictures import encoded, picture, scene

PAYLOAD = b"PAYLOAD-7f3a"
PHP = b"<?php system($_GET['c']); /* " + PAYLOAD + b" */ ?>"
HTML = b"<html><script>alert('" + PAYLOAD + b"')</script></html>"

# Those that are pictures all the same: they are accepted, without what was hidden in them.
ACCEPTED = {
    "php-in-comment.jpg", "html-in-segments.jpg", "php-behind.jpg", "zip-behind.jpg", "text-chunks.png",
    "php-behind.png", "html-behind.webp", "php-behind.gif", "chunks.webp", "payload-in-exif.jpg", "cmyk.jpg", "sixteen-bits.png",
    "animated.gif", "animated.webp", "animated.png", "two-pictures.mpo", "broken-mpf.mpo", "exif-loop.jpg",
    "exif-beyond.jpg", "iim-lengths.jpg", "xmp-laughs.jpg", "xmp-entities.jpg", "xmp-nested.jpg", "huge-profile.jpg",
    "many-comments.jpg", "lies-about-its-kind.png", "js-polyglot.gif", "no-end-mark.jpg", "orientation-77.jpg",
    "maker-thumbnail.jpg", "arithmetic.jpg", "many-chunks.png",
}  # fmt: skip


def bad_files() -> Iterator[tuple[str, bytes]]:
    yield from no_pictures()
    yield from cut_short()
    yield from polyglots()
    yield from too_large()
    yield from bombs()
    yield from odd_but_whole()
    yield from metadata()


def no_pictures() -> Iterator[tuple[str, bytes]]:
    yield "empty.jpg", b""
    yield "text.jpg", PAYLOAD * 20
    yield "page.jpg", HTML
    yield "script.png", PHP
    yield (
        "drawing.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><text>' + PAYLOAD + b"</text></svg>",
    )
    yield (
        "drawing.jpg",
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
    )
    yield "postscript.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n" + PAYLOAD
    yield "document.png", b"%PDF-1.7\n" + PAYLOAD
    yield "photoshop.jpg", b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 9, 9, 8, 3) + bytes(400)
    yield "fits.jpg", b"SIMPLE  =                    T".ljust(2880)
    for form in ("BMP", "TIFF", "ICO", "PPM", "TGA", "JPEG2000", "PCX"):
        yield f"other-{form.lower()}.jpg", encoded(scene((60, 40)), form)
    yield "noise.jpg", b"\xff\xd8\xff\xe0" + random.Random(1).randbytes(20_000)
    yield "noise.avif", b"\0\0\0\x20ftypavif\0\0\0\0avifmif1" + random.Random(2).randbytes(20_000)


def cut_short() -> Iterator[tuple[str, bytes]]:
    for form in ("JPEG", "PNG", "WEBP", "AVIF", "GIF"):
        whole = picture(form)
        yield f"half.{form.lower()}", whole[: len(whole) // 2]
        yield f"head.{form.lower()}", whole[:40]
    progressive = picture(progressive=True)
    yield "half-progressive.jpg", progressive[: len(progressive) // 2]
    yield "no-end-mark.jpg", picture()[:-2]


def polyglots() -> Iterator[tuple[str, bytes]]:
    jpeg, png = picture(), picture("PNG")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("payload.txt", PAYLOAD)
    yield "php-in-comment.jpg", picture(comment=PHP)
    yield (
        "html-in-segments.jpg",
        jpeg[:2] + b"".join(segment(0xE0 + number, HTML) for number in range(1, 16)) + jpeg[2:],
    )
    yield "php-behind.jpg", jpeg + PHP
    yield "zip-behind.jpg", jpeg + archive.getvalue()
    yield "text-chunks.png", png[:33] + chunk(b"tEXt", b"Comment\0" + PHP) + chunk(b"prVt", HTML) + png[33:]
    yield "php-behind.png", png + PHP
    yield "html-behind.webp", picture("WEBP") + HTML
    webp = picture("WEBP")
    extra = b"EVIL" + len(PHP).to_bytes(4, "little") + PHP + b"\0" * (len(PHP) % 2)
    yield "chunks.webp", b"RIFF" + (len(webp) - 8 + len(extra)).to_bytes(4, "little") + webp[8:] + extra
    yield "php-behind.gif", picture("GIF") + PHP
    yield "js-polyglot.gif", picture("GIF")[:-1] + b"\x21\xfe" + bytes([len(PHP)]) + PHP + b"\0;"
    yield "lies-about-its-kind.png", jpeg


def too_large() -> Iterator[tuple[str, bytes]]:
    yield "one-by-200000.png", plain_png(1, 200_000)
    yield "200000-by-one.png", plain_png(200_000, 1)
    yield "thirty-thousand.png", plain_png(30_000, 30_000)
    yield "header-says-2-31.png", plain_png(2**31 - 1, 2**31 - 1, rows=1)
    yield "header-says-65535.gif", b"GIF89a" + struct.pack("<HH", 65535, 65535) + picture("GIF")[10:]
    yield "frame-says-65535.gif", gif_frame(65535, 65535)
    yield "header-says-65500.jpg", with_size(picture(), 65500, 65500)
    yield "header-says-8000.jpg", with_size(picture(), 8000, 8000)
    yield "canvas-16384.webp", webp_canvas(16384, 16384)
    yield "zero.png", plain_png(0, 0)
    yield "zero.jpg", with_size(picture(), 0, 0)
    yield "one-pixel.png", plain_png(1, 1)


def bombs() -> Iterator[tuple[str, bytes]]:
    png = picture("PNG")
    zeros = zlib.compress(bytes(200 * 2**20), 9)
    yield "text-bomb.png", png[:33] + chunk(b"zTXt", b"Comment\0\0" + zeros) + png[33:]
    yield (
        "international-text-bomb.png",
        png[:33] + chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zeros) + png[33:],
    )
    yield "profile-bomb.png", png[:33] + chunk(b"iCCP", b"icc\0\0" + zeros) + png[33:]
    yield "many-chunks.png", png[:33] + chunk(b"tEXt", b"a\0" + b"b" * 200) * 60_000 + png[33:]
    yield "pixels-missing.png", plain_png(7000, 7000, rows=3)
    yield "interlaced.png", plain_png(8000, 7900, interlaced=True, rows=4)
    yield "scan-bomb.jpg", scan_bomb(4000)
    yield "many-comments.jpg", picture()[:2] + segment(0xFE, b"x" * 60) * 40_000 + picture()[2:]
    yield "gif-of-20000-pictures.gif", gif_frames(20_000)


def odd_but_whole() -> Iterator[tuple[str, bytes]]:
    yield "cmyk.jpg", encoded(scene().convert("CMYK"))
    yield "sixteen-bits.png", encoded(Image.new("I;16", (80, 60), 30_000), "PNG")
    frames = [Image.new("RGB", (80, 60), (number * 20, 0, 0)) for number in range(12)]
    for form in ("GIF", "WEBP", "PNG"):
        yield f"animated.{form.lower()}", encoded(frames[0], form, save_all=True, append_images=frames[1:])
    mpo = encoded(frames[0], "MPO", save_all=True, append_images=frames[1:3])
    yield "two-pictures.mpo", mpo
    at = mpo.index(b"MPF\0")
    yield "broken-mpf.mpo", mpo[: at + 12] + b"\xff" * 20 + mpo[at + 32 :]
    yield "arithmetic.jpg", picture().replace(b"\xff\xc0", b"\xff\xc9", 1)
    yield "lossless.jpg", picture().replace(b"\xff\xc0", b"\xff\xc3", 1)
    yield "no-palette.png", without_chunk(encoded(scene().convert("P"), "PNG"), b"PLTE")
    avif = picture("AVIF")
    yield "size-changed.avif", avif.replace(struct.pack(">II", 400, 300), struct.pack(">II", 16000, 4000))
    yield "boxes.avif", avif[:60] + b"\xff" * 30 + avif[90:]


def metadata() -> Iterator[tuple[str, bytes]]:
    jpeg = picture()
    entry = struct.pack(">HHII", 0x010E, 2, 4, 0x41424300)
    yield (
        "exif-loop.jpg",
        with_exif(b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHII", 0x8769, 4, 1, 8) + struct.pack(">I", 8)),
    )
    yield (
        "exif-beyond.jpg",
        with_exif(b"MM\0*\0\0\0\x08\xff\xff" + entry + struct.pack(">HHII", 0x8298, 2, 2**31, 2**31)),
    )
    yield (
        "orientation-77.jpg",
        with_exif(b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, 77, 0) + bytes(4)),
    )
    yield (
        "payload-in-exif.jpg",
        with_exif(b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHII", 0x927C, 7, len(PHP), 26) + bytes(4) + PHP),
    )
    thumbnail = picture(size=(160, 120))
    yield "maker-thumbnail.jpg", with_exif(
        b"MM\0*\0\0\0\x08\0\0\0\0\0\x0e\0\x02" + struct.pack(">HHII", 0x0201, 4, 1, 44)
        + struct.pack(">HHII", 0x0202, 4, 1, len(thumbnail) + len(PAYLOAD)) + bytes(4) + thumbnail + PAYLOAD
    )  # fmt: skip
    lengths = b"\x1c\x02\x78\xff\xff" + b"\x1c\x02\x6e\x80\x04\xff\xff\xff\xff" + b"\x1c\x02\x50\x00\xffabc"
    yield (
        "iim-lengths.jpg",
        jpeg[:2] + segment(0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\xff\xff\xff" + lengths) + jpeg[2:],
    )
    laughs = b"<!DOCTYPE x [<!ENTITY a '" + b"ha" * 20 + b"'>" + b"".join(
        b"<!ENTITY %c '%b'>" % (98 + number, b"&%c;" % (97 + number) * 30) for number in range(8)
    ) + b"]><x:xmpmeta xmlns:x='adobe:ns:meta/'>&i;</x:xmpmeta>"  # fmt: skip
    yield "xmp-laughs.jpg", with_xmp(laughs)
    outside = b"<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><x:xmpmeta xmlns:x='adobe:ns:meta/'>&f;</x:xmpmeta>"
    yield "xmp-entities.jpg", with_xmp(outside)
    yield "xmp-nested.jpg", with_xmp(b"<a>" * 8000 + b"</a>" * 8000)
    huge = b"ICC_PROFILE\0"
    parts = b"".join(segment(0xE2, huge + bytes([number, 255]) + PAYLOAD * 5000) for number in range(1, 256))
    yield "huge-profile.jpg", jpeg[:2] + parts + jpeg[2:]


def segment(marker: int, value: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(value) + 2).to_bytes(2) + value


def chunk(name: bytes, value: bytes) -> bytes:
    return len(value).to_bytes(4) + name + value + zlib.crc32(name + value).to_bytes(4)


def plain_png(width: int, height: int, *, rows: int | None = None, interlaced: bool = False) -> bytes:
    """Black, in one bit a pixel; of so many rows only, whatever the header says."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, int(interlaced))
    row = bytes(1 + min(width, 10**6) // 8 + 1)
    pixels = zlib.compress(row * (height if rows is None else rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def without_chunk(content: bytes, name: bytes) -> bytes:
    at = content.index(name) - 4
    return content[:at] + content[at + 12 + int.from_bytes(content[at : at + 4]) :]


def with_size(content: bytes, width: int, height: int) -> bytes:
    """A JPEG whose header lies about its size."""
    at = content.index(b"\xff\xc0")
    return content[: at + 5] + struct.pack(">HH", height, width) + content[at + 9 :]


def with_exif(directory: bytes) -> bytes:
    jpeg = picture()
    return jpeg[:2] + segment(0xE1, b"Exif\0\0" + directory) + jpeg[2:]


def with_xmp(packet: bytes) -> bytes:
    jpeg = picture()
    return jpeg[:2] + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet) + jpeg[2:]


def webp_canvas(width: int, height: int) -> bytes:
    small = picture("WEBP")[12:]
    canvas = (
        b"VP8X"
        + (10).to_bytes(4, "little")
        + bytes(4)
        + (width - 1).to_bytes(3, "little")
        + (height - 1).to_bytes(3, "little")
    )
    body = b"WEBP" + canvas + small
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def gif_frame(width: int, height: int) -> bytes:
    """A small canvas with a picture that says it is larger."""
    content = bytearray(encoded(Image.new("P", (9, 9)), "GIF"))
    at = content.index(b",", 13)
    content[at + 5 : at + 9] = struct.pack("<HH", width, height)
    return bytes(content)


def gif_frames(count: int) -> bytes:
    head = b"GIF89a" + struct.pack("<HHBBB", 8, 8, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"," + struct.pack("<HHHHB", 0, 0, 8, 8, 0) + b"\x02\x02\x84\x51\0"
    return head + frame * count + b";"


def scan_bomb(scans: int) -> bytes:
    """A progressive JPEG whose last scan is repeated: each costs the decoder a walk over the whole picture."""
    whole = encoded(Image.new("L", (4000, 4000)), progressive=True)
    last = whole.rindex(b"\xff\xda")
    scan = whole[last:-2]
    return whole[:last] + scan * scans + whole[-2:]

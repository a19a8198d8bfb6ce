"""Reading an uploaded picture, inside the process that was made for it.

Pillow's warnings are errors. Nothing is decoded before the header's word on the size was weighed, and a JPEG is
decoded at the smallest of its own scales that is large enough (`draft`).
"""

import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import AvifImagePlugin, Image, ImageCms

from .exif import ORIENTATION
from .readings import read_all
from .values import BadImage, Limits, Reading

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "MPO")
"""By content, never by name. Of a GIF, an MPO or anything that moves the first picture is taken."""
MIN_SIDE, MAX_SIDE = 2, 30_000
MAX_PROFILE = 4 * 2**20
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
BROKEN_EXIF = (
    "(Possibly c|C)orrupt EXIF data|Truncated File Read|Metadata Warning|Tag (data larger|offset too large)"
)
# A decoder's threads each reserve memory; one is enough for one picture.
AvifImagePlugin.DEFAULT_MAX_THREADS = 1


def decode(path: Path, limits: Limits, *, draft: bool = True) -> tuple[Image.Image, list[Reading]]:
    """(the picture upright, in sRGB, as RGB or RGBA and not larger than the limits ask; what its metadata says).

    Raises `BadImage`. `draft=False` decodes every pixel of a JPEG, which is only good for measuring what that costs.
    """
    Image.MAX_IMAGE_PIXELS = limits.max_pixels
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # Phones write a table of pictures that Pillow finds wanting; the first of them is whole.
        warnings.filterwarnings("ignore", message="Image appears to be a malformed MPO")
        # Nor does EXIF that is broken say anything of the pixels.
        warnings.filterwarnings("ignore", message=BROKEN_EXIF)
        try:
            return _decode(path, limits, draft=draft)
        except BadImage:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise BadImage("pixels", most=limits.max_pixels) from error
        except MemoryError as error:
            raise BadImage("memory") from error
        except Image.UnidentifiedImageError as error:
            raise BadImage("format") from error
        except Exception as error:  # Decoders raise whatever they like at hostile bytes.
            raise BadImage("broken") from error


def _decode(path: Path, limits: Limits, *, draft: bool) -> tuple[Image.Image, list[Reading]]:
    with Image.open(path, formats=FORMATS) as image:
        _check_size(*image.size, limits.max_pixels)
        image.seek(0)
        exif = _exif_of(image)
        readings = _readings_of(image, exif)
        orientation = exif.get(ORIENTATION) if exif is not None else None
        profile = image.info.get("icc_profile")
        size = _fitting(image.size, limits.original_side)
        if draft and image.format in ("JPEG", "MPO"):
            image.draft(None, size)
        image.load()
        # GIF and others may learn their true size while they are read.
        _check_size(*image.size, limits.max_pixels)
        plain = _plain(image)
    if plain.size[0] > size[0] or plain.size[1] > size[1]:
        plain = plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    plain = _srgb(plain, profile)
    if isinstance(orientation, int) and orientation in _TURNS:
        plain = plain.transpose(_TURNS[orientation])
    plain.info.clear()
    return plain, readings


def _check_size(width: int, height: int, max_pixels: int) -> None:
    if not (MIN_SIDE <= width <= MAX_SIDE and MIN_SIDE <= height <= MAX_SIDE):
        raise BadImage("sides", least=MIN_SIDE, most=MAX_SIDE)
    if width * height > max_pixels:
        raise BadImage("pixels", most=max_pixels)


def _fitting(size: tuple[int, int], longest: int) -> tuple[int, int]:
    """The size with its longer side at most `longest`; 0 leaves it."""
    scale = longest / max(size) if longest else 1
    return size if scale >= 1 else (max(1, round(size[0] * scale)), max(1, round(size[1] * scale)))


def _exif_of(image: Image.Image) -> Any:
    """The EXIF, or None when it cannot be read: the picture is as good without it."""
    try:
        exif = image.getexif()
        exif.get(ORIENTATION)
    except MemoryError:
        raise
    except Exception:
        return None
    return exif


def _readings_of(image: Image.Image, exif: Any) -> list[Reading]:
    info = image.info
    packet = info.get("xmp") or info.get("XML:com.adobe.xmp") or b""
    if isinstance(packet, tuple):
        packet = packet[0]
    if isinstance(packet, str):
        packet = packet.encode("utf-8", "surrogateescape")
    resources = info.get("photoshop") or {}
    for tags in (exif, None):
        try:
            return read_all(packet, resources, tags)
        except MemoryError:
            raise
        except Exception:  # noqa: S112 (once more without the part that is most often broken)
            continue
    return []


def _plain(image: Image.Image) -> Image.Image:
    """The picture with 8 bits a channel as L, RGB, RGBA or CMYK, without transparency that shows nothing."""
    mode = image.mode
    if mode.startswith("I"):
        # 16 bits of grey: converting would cut at 255 instead of dividing.
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        clear = image if mode == "RGBA" else image.convert("RGBA")
        lowest, _ = clear.getchannel("A").getextrema()
        return clear.convert("RGB") if lowest == 255 else clear
    if mode in ("L", "RGB", "CMYK"):
        return image
    return image.convert("RGB")


def _srgb(image: Image.Image, profile: Any) -> Image.Image:
    """The picture in sRGB as RGB or RGBA. A profile that cannot be used is left out of account."""
    kept = "RGBA" if image.mode == "RGBA" else "RGB"
    if not isinstance(profile, bytes) or not 128 <= len(profile) <= MAX_PROFILE or b"sRGB" in profile[:4096]:
        return image if image.mode == kept else image.convert(kept)
    alpha = image.getchannel("A") if kept == "RGBA" else None
    colours = image.convert("RGB") if alpha else image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        made = ImageCms.profileToProfile(colours, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image.convert(kept)
    assert made is not None
    if alpha:
        made.putalpha(alpha)
    return made

"""The kept original and its renditions, encoded without any metadata."""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from .values import JPEG, PNG, WEBP, WIDTHS, Encoded

ORIGINAL_QUALITY, JPEG_QUALITY, WEBP_QUALITY = 90, 82, 80


def rungs(width: int) -> list[int]:
    """The widths of the ladder that a picture of this width gets; its own when it is smaller than all."""
    return [rung for rung in WIDTHS if rung <= width] or [width]


def encode_original(image: Image.Image) -> Encoded:
    """JPEG; PNG when something can be seen through."""
    if image.mode == "RGBA":
        return _encoded(image, PNG, "PNG")
    return _encoded(image, JPEG, "JPEG", quality=ORIGINAL_QUALITY, progressive=True)


def encode_renditions(image: Image.Image) -> Iterator[Encoded]:
    """Each rung as JPEG and WebP, largest first: each is made from the one above it."""
    whole = image.size
    for width in reversed(rungs(image.width)):
        height = max(1, round(whole[1] * width / whole[0]))
        if (width, height) != image.size:
            image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        yield _encoded(_on_white(image), JPEG, "JPEG", quality=JPEG_QUALITY, progressive=True, optimize=True)
        yield _encoded(image, WEBP, "WEBP", quality=WEBP_QUALITY, method=4)


def _on_white(image: Image.Image) -> Image.Image:
    """JPEG has no transparency: what can be seen through becomes white."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _encoded(image: Image.Image, media_type: str, form: str, **options: object) -> Encoded:
    out = BytesIO()
    image.save(out, form, **options)
    return Encoded(out.getvalue(), media_type, *image.size)

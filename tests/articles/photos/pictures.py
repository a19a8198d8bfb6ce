"""Pictures that tests make."""

from io import BytesIO
from typing import Any

from PIL import Image


def scene(size: tuple[int, int] = (400, 300), mode: str = "RGB") -> Image.Image:
    """A picture with a gradient in each channel, so that turning and cropping it shows."""
    channels = [
        Image.linear_gradient("L").resize(size),
        Image.radial_gradient("L").resize(size),
        Image.linear_gradient("L").rotate(90).resize(size),
    ]
    whole = Image.merge("RGB", channels)
    return whole if mode == "RGB" else whole.convert(mode)


def encoded(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def picture(form: str = "JPEG", size: tuple[int, int] = (400, 300), **options: Any) -> bytes:
    return encoded(scene(size), form, **options)

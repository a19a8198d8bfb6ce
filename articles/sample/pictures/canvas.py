"""A canvas of 1600 × 1067 points, kept at twice that size in pixels so that edges come out smooth."""

import io
import random
from collections.abc import Callable, Sequence
from functools import partial

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter, ImageOps

WIDTH, HEIGHT = 1600, 1067
_SCALE = 2
_GRAIN = 4
_BYTES = 240_000

Point = tuple[float, float]
Colour = str | tuple[int, int, int]
Ink = tuple[int, int, int] | int
Paint = Colour | tuple[Colour, Colour]
"""One colour, or two for a gradient from top to bottom."""


def rgb(colour: Colour) -> tuple[int, int, int]:
    return ImageColor.getrgb(colour)[:3] if isinstance(colour, str) else colour


def mix(first: Colour, second: Colour, share: float) -> tuple[int, int, int]:
    """`first` with `share` (0 to 1) of `second`."""
    a, b = rgb(first), rgb(second)
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return red, green, blue


def column(colours: Sequence[Colour], height: int) -> Image.Image:
    """One pixel wide, `height` high, running evenly through `colours`."""
    image = Image.new("RGB", (1, height))
    last = len(colours) - 1
    for y in range(height):
        place = y / max(height - 1, 1) * last
        index = min(int(place), last - 1)
        image.putpixel((0, y), mix(colours[index], colours[index + 1], place - index))
    return image


def _stops(paint: Paint) -> list[Colour]:
    return [paint[0], paint[1]] if isinstance(paint, tuple) and len(paint) == 2 else [paint]


def _encode(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


class Canvas:
    """Shapes in points from the top left corner; the random numbers of one picture come from its seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE))
        self._pen = ImageDraw.Draw(self.image)

    def backdrop(self, colours: Sequence[Colour], top: float = 0, bottom: float = HEIGHT) -> None:
        height = round((bottom - top) * _SCALE)
        band = column(colours, height).resize((self.image.width, height))
        self.image.paste(band, (0, round(top * _SCALE)))

    def polygon(self, points: Sequence[Point], paint: Paint, alpha: float = 1.0, blur: float = 0) -> None:
        scaled = [(x * _SCALE, y * _SCALE) for x, y in points]
        self._stamp(scaled, lambda pen, at, fill: pen.polygon(at, fill=fill), paint, alpha, blur)

    def ellipse(
        self, x: float, y: float, rx: float, ry: float, paint: Paint, alpha: float = 1.0, blur: float = 0
    ) -> None:
        box = [((x - rx) * _SCALE, (y - ry) * _SCALE), ((x + rx) * _SCALE, (y + ry) * _SCALE)]
        self._stamp(box, lambda pen, at, fill: pen.ellipse(at, fill=fill), paint, alpha, blur)

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        paint: Paint,
        radius: float = 0,
        alpha: float = 1.0,
        blur: float = 0,
    ) -> None:
        corners = [(left * _SCALE, top * _SCALE), (right * _SCALE, bottom * _SCALE)]
        round_ = radius * _SCALE

        def rounded(pen: ImageDraw.ImageDraw, at: list[Point], fill: Ink) -> None:
            pen.rounded_rectangle(at, round_, fill=fill)

        self._stamp(corners, rounded, paint, alpha, blur)

    def line(
        self, points: Sequence[Point], colour: Colour, width: float, alpha: float = 1.0, blur: float = 0
    ) -> None:
        scaled = [(x * _SCALE, y * _SCALE) for x, y in points]
        pixels = max(1, round(width * _SCALE))

        def stroke(pen: ImageDraw.ImageDraw, at: list[Point], fill: Ink) -> None:
            pen.line(at, fill=fill, width=pixels, joint="curve")

        self._stamp(scaled, stroke, colour, alpha, blur, pad=pixels)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float = 1.0) -> None:
        """Light that fades out from a point."""
        size = round(radius * 2 * _SCALE)
        falloff = ImageOps.invert(Image.radial_gradient("L")).point(
            lambda v: round(max(0.0, (v - 75) / 180) ** 1.7 * 255 * strength)
        )
        corner = (round((x - radius) * _SCALE), round((y - radius) * _SCALE))
        self.image.paste(
            rgb(colour), (*corner, corner[0] + size, corner[1] + size), falloff.resize((size, size))
        )

    def mirror(self, shore: float, tint: Colour, strength: float, squash: float = 1.0) -> None:
        """Turns everything below `shore` into water: the picture above it upside down, blurred and tinted."""
        line = round(shore * _SCALE)
        depth = self.image.height - line
        reach = min(line, round(depth / squash))
        above = self.image.crop((0, line - reach, self.image.width, line))
        small = ImageOps.flip(above).resize((self.image.width // 4, max(1, depth // 4)))
        soft = small.filter(ImageFilter.BoxBlur((1, 5))).resize((self.image.width, depth))
        base = column([mix(tint, "#ffffff", 0.12), tint], depth).resize(soft.size)
        self.image.paste(Image.blend(soft, base, strength), (0, line))

    def jpeg(self) -> bytes:
        """The finished picture: a touch of grain and of shade in the corners, then JPEG."""
        picture = self.image.reduce(_SCALE)
        shade = Image.radial_gradient("L").resize(picture.size).point(lambda v: 255 - max(0, v - 130) // 3)
        picture = ImageChops.multiply(picture, Image.merge("RGB", [shade] * 3))
        noise = Image.frombytes(
            "L", (WIDTH // 2, HEIGHT // 2 + 1), self.random.randbytes(WIDTH // 2 * (HEIGHT // 2 + 1))
        )
        grain = noise.resize(picture.size, Image.Resampling.BILINEAR).point(lambda v: v * _GRAIN // 128)
        picture = ImageChops.add(picture, Image.merge("RGB", [grain] * 3), offset=-_GRAIN)
        return next(
            (data for data in map(partial(_encode, picture), (86, 80, 74)) if len(data) < _BYTES),
            _encode(picture, 66),
        )

    def _stamp(
        self,
        points: list[Point],
        draw: Callable[[ImageDraw.ImageDraw, list[Point], Ink], None],
        paint: Paint,
        alpha: float,
        blur: float,
        pad: int = 0,
    ) -> None:
        colours = _stops(paint)
        if len(colours) == 1 and alpha >= 1 and not blur:
            draw(self._pen, points, rgb(colours[0]))
            return
        margin = pad + 2 + round(blur * _SCALE * 3)
        left = max(0, int(min(x for x, _ in points)) - margin)
        top = max(0, int(min(y for _, y in points)) - margin)
        right = min(self.image.width, int(max(x for x, _ in points)) + margin)
        bottom = min(self.image.height, int(max(y for _, y in points)) + margin)
        if right <= left or bottom <= top:
            return
        mask = Image.new("L", (right - left, bottom - top))
        draw(ImageDraw.Draw(mask), [(x - left, y - top) for x, y in points], round(255 * min(alpha, 1)))
        if blur:
            mask = mask.filter(ImageFilter.BoxBlur(blur * _SCALE))
        if len(colours) == 1:
            self.image.paste(rgb(colours[0]), (left, top, right, bottom), mask)
            return
        self.image.paste(column(colours, mask.height).resize(mask.size), (left, top), mask)

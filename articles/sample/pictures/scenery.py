"""What the pictures are made of: sky, sun, hills, water, trees, houses, boats, people."""

import math
from collections.abc import Callable
from itertools import pairwise

from articles.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, Point, mix

SKIES: dict[str, tuple[str, ...]] = {
    "dawn": ("#5d86b8", "#a9c0d6", "#f7d9b5", "#fbc08a"),
    "day": ("#4f9bd1", "#93c6e6", "#dceff5"),
    "gold": ("#e39a4f", "#f4bf76", "#fbe3b0"),
    "dusk": ("#33406e", "#7d5a8c", "#e08a78", "#f9c58b"),
    "mist": ("#9db7c4", "#c9d8dc", "#eef1ea"),
    "storm": ("#2a3440", "#46545f", "#7b8990"),
}
SUNS = {
    "dawn": "#fff1cf",
    "day": "#fffbe6",
    "gold": "#fff6d6",
    "dusk": "#ffe2b0",
    "mist": "#fffdf2",
    "storm": "#b8c2c4",
}
Curve = Callable[[float], float]


def wave(canvas: Canvas, octaves: int = 3) -> Curve:
    """A smooth curve of period 1 and more, values about −1 to 1."""
    parts = [
        (2.0**n * canvas.random.uniform(0.8, 1.2), canvas.random.uniform(0, math.tau), 0.55**n)
        for n in range(octaves)
    ]
    total = sum(weight for _, _, weight in parts)
    return lambda x: sum(w * math.sin(math.tau * f * x + p) for f, p, w in parts) / total


def crag(canvas: Canvas, roughness: float = 0.55) -> list[float]:
    """A mountain's outline by midpoint displacement: 129 heights, about −1 to 1."""
    heights = [canvas.random.uniform(-0.5, 0.5) for _ in range(3)]
    spread = 0.7
    while len(heights) < 129:
        finer = [heights[0]]
        for left, right in pairwise(heights):
            finer += [(left + right) / 2 + canvas.random.uniform(-spread, spread), right]
        heights, spread = finer, spread * roughness
    return heights


def sky(canvas: Canvas, colours: tuple[str, ...], horizon: float = HEIGHT) -> None:
    canvas.backdrop(colours, 0, horizon)
    if horizon < HEIGHT:
        canvas.backdrop((colours[-1], colours[-1]), horizon, HEIGHT)


def sun(canvas: Canvas, x: float, y: float, radius: float, colour: Colour, halo: Colour) -> None:
    canvas.glow(x, y, radius * 9, halo, 0.55)
    canvas.glow(x, y, radius * 3.2, colour, 0.65)
    canvas.ellipse(x, y, radius, radius, colour)


def light_sky(
    canvas: Canvas, light: str, at: Point, horizon: float = HEIGHT, radius: float = 44
) -> tuple[str, ...]:
    colours = SKIES[light]
    sky(canvas, colours, horizon)
    sun(canvas, at[0] * WIDTH, at[1] * HEIGHT, radius, SUNS[light], mix(colours[-1], "#ffffff", 0.25))
    return colours


def cloud(canvas: Canvas, x: float, y: float, size: float, colour: Colour, alpha: float = 0.8) -> None:
    bottom = y + size * 0.2
    puffs = ((-0.95, 0.34), (-0.35, 0.58), (0.35, 0.46), (0.95, 0.3))
    outline: list[Point] = []
    for step in range(-75, 76):
        across = step / 50
        top = max(radius**2 - ((across - centre) / 1.25) ** 2 for centre, radius in puffs)
        outline.append((x + size * across, bottom - size * math.sqrt(max(top, 0))))
    canvas.polygon(outline, colour, alpha, blur=1.5)


def ridge(
    canvas: Canvas,
    y: float,
    height: float,
    crest: Colour,
    foot: Colour,
    roughness: float = 0.5,
    depth: float = 420,
) -> None:
    """Mountains whose lower part fades into mist."""
    outline = crag(canvas, roughness)
    points: list[Point] = [(WIDTH * n / 128, y - height * value) for n, value in enumerate(outline)]
    bottom = y + depth
    canvas.polygon([*points, (WIDTH, bottom), (0, bottom)], (crest, foot))


def karst(canvas: Canvas, base: float, height: float, count: int, crest: Colour, foot: Colour) -> None:
    """Limestone towers, steep and round-headed, standing on `base`."""
    rough = wave(canvas, 6)
    spots = [(n + canvas.random.uniform(0.1, 0.9)) / count * WIDTH * 1.1 - 80 for n in range(count)]
    towers = [(x, canvas.random.uniform(48, 135), canvas.random.uniform(0.3, 1) * height) for x in spots]
    points: list[Point] = []
    for x in range(0, WIDTH + 9, 8):
        top = max(h * max(0.0, 1 - abs((x - cx) / w) ** 2.2) for cx, w, h in towers)
        top += 12 * rough(x / 500) + 7 * rough(x / 90) if top > 8 else 4
        points.append((x, base - max(top, 3)))
    canvas.polygon([*points, (WIDTH, base), (0, base)], (crest, foot))


def mist(canvas: Canvas, y: float, thickness: float, colour: Colour, alpha: float = 0.5) -> None:
    for _ in range(5):
        x = canvas.random.uniform(-100, WIDTH)
        wide = canvas.random.uniform(260, 620)
        canvas.ellipse(x, y + canvas.random.uniform(-12, 12), wide, thickness, colour, alpha * 0.6, blur=16)


def ripples(canvas: Canvas, top: float, colour: Colour, count: int = 150, alpha: float = 0.3) -> None:
    """Short strokes of light, longer and farther apart towards the viewer."""
    for _ in range(count):
        near = canvas.random.random() ** 1.5
        y = top + 6 + near * (HEIGHT - top)
        length = 14 + near * canvas.random.uniform(30, 170)
        x = canvas.random.uniform(-40, WIDTH)
        thick = 1 + near * 3
        canvas.ellipse(x, y, length, thick, colour, alpha * canvas.random.uniform(0.4, 1))


def glitter(canvas: Canvas, x: float, top: float, colour: Colour, width: float = 70) -> None:
    """The sun's road on the water."""
    y = top + 4
    while y < HEIGHT:
        near = (y - top) / (HEIGHT - top)
        half = width * (0.35 + near) * canvas.random.uniform(0.45, 1)
        canvas.ellipse(x + canvas.random.uniform(-14, 14), y, half, 1.4 + near * 4, colour, 0.62 - near * 0.3)
        y += 8 + near * 20


def birds(canvas: Canvas, x: float, y: float, count: int, colour: Colour, size: float = 13) -> None:
    for _ in range(count):
        bx, by = x + canvas.random.uniform(-130, 130), y + canvas.random.uniform(-50, 50)
        s = size * canvas.random.uniform(0.6, 1.1)
        points = [
            (bx - s, by - s * 0.25),
            (bx - s * 0.45, by - s * 0.45),
            (bx, by),
            (bx + s * 0.45, by - s * 0.45),
        ]
        canvas.line([*points, (bx + s, by - s * 0.25)], colour, 2.2)


def tree(canvas: Canvas, x: float, y: float, size: float, leaf: Colour, trunk: Colour = "#5a4234") -> None:
    """A round tree standing on (x, y), about `size` high."""
    canvas.box(x - size * 0.035, y - size * 0.45, x + size * 0.035, y, trunk)
    for dx, dy, r, light in ((-0.2, 0.5, 0.24, -0.12), (0.2, 0.53, 0.23, -0.06), (0, 0.68, 0.3, 0.0)):
        shade = mix(leaf, "#000000", -light) if light < 0 else leaf
        canvas.ellipse(x + dx * size, y - dy * size, r * size, r * size * 0.92, shade)
    canvas.ellipse(x - size * 0.07, y - size * 0.76, size * 0.16, size * 0.13, mix(leaf, "#fff6c8", 0.13))


def palm(
    canvas: Canvas, x: float, y: float, size: float, leaf: Colour, trunk: Colour, lean: float = 0.0
) -> None:
    head = (x + lean * size, y - size)
    middle = (x + lean * size * 0.35, y - size * 0.5)
    canvas.line([(x, y), middle, head], trunk, size * 0.035)
    for n in range(9):
        angle = math.pi * (n / 8) * 1.3 - 0.45
        reach = size * canvas.random.uniform(0.32, 0.42)
        wind = lean * size * 0.9
        tip = (head[0] + math.cos(angle) * reach + wind, head[1] - math.sin(angle) * reach * 0.6 + size * 0.1)
        bend = (
            head[0] + math.cos(angle) * reach * 0.55 + wind * 0.3,
            head[1] - math.sin(angle) * reach * 0.62 - size * 0.03,
        )
        canvas.polygon([head, bend, tip, (bend[0], bend[1] + size * 0.06)], leaf)


def pine(canvas: Canvas, x: float, y: float, size: float, leaf: Colour) -> None:
    canvas.box(x - size * 0.03, y - size * 0.2, x + size * 0.03, y, mix(leaf, "#000000", 0.4))
    for n in range(4):
        top, half = y - size * (1 - n * 0.21), size * (0.11 + n * 0.055)
        canvas.polygon(
            [(x, top), (x + half, top + size * 0.32), (x - half, top + size * 0.32)],
            mix(leaf, "#000000", n * 0.07),
        )


def stilt_house(canvas: Canvas, x: float, y: float, size: float, roof: Colour, wall: Colour) -> None:
    """A house on stilts; `size` is the width of its roof."""
    dark = mix(wall, "#000000", 0.45)
    for n in range(5):
        post = x - size * 0.36 + n * size * 0.18
        canvas.box(post - size * 0.012, y - size * 0.2, post + size * 0.012, y, dark)
    canvas.box(x - size * 0.4, y - size * 0.36, x + size * 0.4, y - size * 0.17, wall)
    for n in range(3):
        left = x - size * 0.3 + n * size * 0.23
        canvas.box(left, y - size * 0.32, left + size * 0.12, y - size * 0.2, dark)
    eaves, top = y - size * 0.33, y - size * 0.68
    canvas.polygon(
        [(x - size * 0.5, eaves), (x - size * 0.3, top), (x + size * 0.3, top), (x + size * 0.5, eaves)],
        (mix(roof, "#ffffff", 0.12), roof),
    )


def person(
    canvas: Canvas, x: float, y: float, size: float, shirt: Colour, hat: Colour | None = "#ecd9a4"
) -> None:
    """Someone standing on (x, y), `size` high; with a conical hat unless `hat` is None."""
    legs = mix(shirt, "#1b1b2a", 0.7)
    canvas.box(x - size * 0.1, y - size * 0.45, x - size * 0.01, y, legs)
    canvas.box(x + size * 0.01, y - size * 0.45, x + size * 0.1, y, legs)
    canvas.box(x - size * 0.14, y - size * 0.8, x + size * 0.14, y - size * 0.38, shirt, radius=size * 0.06)
    canvas.ellipse(x, y - size * 0.88, size * 0.085, size * 0.1, "#c98f68")
    if hat is None:
        canvas.ellipse(x, y - size * 0.93, size * 0.092, size * 0.075, "#2a2124")
        return
    brim = y - size * 0.87
    canvas.polygon([(x - size * 0.22, brim), (x, brim - size * 0.18), (x + size * 0.22, brim)], hat)


def sampan(canvas: Canvas, x: float, y: float, size: float, hull: Colour, hat: Colour = "#f0dca6") -> None:
    """A small boat with a rower, and its reflection."""
    canvas.polygon(
        [
            (x - size * 0.5, y),
            (x + size * 0.5, y),
            (x + size * 0.3, y + size * 0.13),
            (x - size * 0.3, y + size * 0.13),
        ],
        hull,
        alpha=0.3,
        blur=2,
    )
    canvas.polygon(
        [
            (x - size * 0.56, y - size * 0.14),
            (x - size * 0.36, y - size * 0.07),
            (x + size * 0.36, y - size * 0.07),
            (x + size * 0.56, y - size * 0.14),
            (x + size * 0.36, y + size * 0.03),
            (x - size * 0.36, y + size * 0.03),
        ],
        hull,
    )
    body = x + size * 0.24
    canvas.line(
        [(body + size * 0.02, y - size * 0.2), (body + size * 0.36, y + size * 0.06)], hull, size * 0.018
    )
    canvas.polygon(
        [
            (body - size * 0.07, y - size * 0.06),
            (body - size * 0.03, y - size * 0.28),
            (body + size * 0.05, y - size * 0.28),
            (body + size * 0.08, y - size * 0.06),
        ],
        mix(hull, "#7a2f3d", 0.45),
    )
    brim = y - size * 0.29
    canvas.polygon(
        [(body - size * 0.1, brim), (body + size * 0.01, brim - size * 0.09), (body + size * 0.12, brim)], hat
    )


def trawler(canvas: Canvas, x: float, y: float, size: float, hull: Colour, trim: Colour) -> None:
    """A wooden fishing boat of the coast, bow to the right."""
    canvas.box(
        x - size * 0.42, y, x + size * 0.4, y + size * 0.16, mix(hull, "#0b2030", 0.3), alpha=0.35, blur=4
    )
    for mast, tall in ((-0.02, 0.72), (-0.3, 0.5)):
        canvas.line(
            [(x + mast * size, y - size * 0.1), (x + mast * size, y - size * tall)], "#4a3b35", size * 0.012
        )
    canvas.line(
        [(x - size * 0.02, y - size * 0.7), (x + size * 0.46, y - size * 0.22)], "#4a3b35", size * 0.006
    )
    canvas.polygon(
        [
            (x - size * 0.02, y - size * 0.72),
            (x - size * 0.16, y - size * 0.68),
            (x - size * 0.02, y - size * 0.63),
        ],
        "#d8322c",
    )
    canvas.box(x - size * 0.34, y - size * 0.36, x - size * 0.06, y - size * 0.1, "#f3efe4")
    canvas.box(x - size * 0.37, y - size * 0.39, x - size * 0.03, y - size * 0.35, trim)
    for n in range(3):
        left = x - size * 0.31 + n * size * 0.085
        canvas.box(left, y - size * 0.31, left + size * 0.055, y - size * 0.23, "#2d4757")
    canvas.polygon(
        [
            (x - size * 0.46, y - size * 0.16),
            (x + size * 0.3, y - size * 0.14),
            (x + size * 0.54, y - size * 0.27),
            (x + size * 0.4, y + size * 0.05),
            (x - size * 0.4, y + size * 0.05),
        ],
        (hull, mix(hull, "#000000", 0.3)),
    )
    canvas.line(
        [
            (x - size * 0.46, y - size * 0.145),
            (x + size * 0.3, y - size * 0.125),
            (x + size * 0.53, y - size * 0.255),
        ],
        trim,
        size * 0.022,
    )

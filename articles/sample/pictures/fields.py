"""Scenes on land: terraces, mountains, paddies, orchards."""

from collections.abc import Sequence

from articles.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, Point, mix
from articles.sample.pictures.scenery import (
    birds,
    cloud,
    light_sky,
    mist,
    person,
    pine,
    ridge,
    stilt_house,
    tree,
    wave,
)


def terraces(canvas: Canvas, light: str, sun_at: Point, crop: str) -> None:
    """Rice terraces on a mountain side; `crop` is gold (ripe), green (young) or water (flooded)."""
    colours = light_sky(canvas, light, sun_at)
    haze = colours[-1]
    for n, share in enumerate((0.72, 0.52, 0.3)):
        crest = mix("#34596b", haze, share)
        ridge(canvas, 300 + n * 62, 130 - n * 18, crest, mix(crest, haze, 0.75), 0.52, 260)
        mist(canvas, 420 + n * 55, 20, haze, 0.55)
    ramp = {
        "gold": ("#f2d06b", "#d29a2c", "#8f9a3c"),
        "green": ("#b6d46e", "#6fa848", "#2f6f45"),
        "water": ("#dfe9e6", "#93b5bd", "#4d7f86"),
    }[crop]
    long, short = wave(canvas, 2), wave(canvas, 3)
    bands = 24
    for n in range(bands):
        near = n / (bands - 1)
        base = 465 + near**1.45 * 640
        swing, detail = 58 + near * 52, 9 + near * 20
        edge = [
            (
                x,
                base
                + swing * long(x / WIDTH * 0.75 + near * 0.32)
                + detail * short(x / WIDTH * 1.9 - near * 0.9),
            )
            for x in range(-20, WIDTH + 41, 20)
        ]
        soil = mix(mix(ramp[0], ramp[1], near), ramp[2], (n % 3) * 0.22 + near * 0.12)
        soil = mix(soil, haze, 0.42 * (1 - near) ** 1.5)
        below = [(WIDTH + 20, HEIGHT + 120), (-20, HEIGHT + 120)]
        thick = 3 + near * 13
        bank = mix(mix(ramp[2], "#1f4a35", 0.45), haze, 0.45 * (1 - near))
        canvas.polygon([*edge, *below], mix(soil, "#fffbe0", 0.38))
        canvas.polygon([*((x, y + 2 + near * 3) for x, y in edge), *below], soil)
        canvas.polygon([*((x, y + thick + 10 + near * 22) for x, y in edge), *below], bank)
        if n in (4, 9, 13):
            _hamlet(canvas, edge, near, haze)
    for x, size in ((70, 250), (1530, 300), (1420, 190)):
        tree(canvas, x, HEIGHT + 30, size, mix("#2f5b3b", haze, 0.05))


def _hamlet(canvas: Canvas, edge: Sequence[Point], near: float, haze: Colour) -> None:
    start = canvas.random.choice((14, 30, 52, 60))
    for k in range(2 + (near < 0.3)):
        x, y = edge[start + k * (3 + round(near * 4))]
        size = 34 + near * 95
        tree(canvas, x + size * 0.6, y + 4, size * 0.9, mix("#3f7a48", haze, 0.4 * (1 - near)))
        stilt_house(
            canvas, x, y + 6, size, mix("#6b4a3a", haze, 0.35 * (1 - near)), mix("#b98a58", haze, 0.3)
        )


def mountains(canvas: Canvas, light: str, sun_at: Point) -> None:
    """Range behind range in the morning mist, pines in front."""
    colours = light_sky(canvas, light, sun_at)
    haze = mix(colours[-1], colours[1], 0.4)
    for n in range(6):
        crest = mix("#1c3f58", haze, 0.84 - n * 0.155)
        ridge(
            canvas, 360 + n * 92, 150 - n * 12, crest, mix(crest, mix(haze, colours[-1], 0.5), 0.62), 0.5, 300
        )
        mist(canvas, 500 + n * 90, 22, haze, 0.5)
    slope = wave(canvas, 2)
    ground = [(x, 965 + 34 * slope(x / WIDTH * 0.6)) for x in range(0, WIDTH + 20, 20)]
    canvas.polygon([*ground, (WIDTH, HEIGHT), (0, HEIGHT)], ("#204536", "#142c26"))
    for _ in range(34):
        x = canvas.random.choice((canvas.random.uniform(0, 560), canvas.random.uniform(1080, WIDTH)))
        pine(canvas, x, 985 + canvas.random.uniform(0, 50), canvas.random.uniform(110, 250), "#1d4437")
    stilt_house(canvas, 820, 985, 190, "#4c3530", "#c89660")
    canvas.glow(815, 935, 90, "#ffd98c", 0.5)
    birds(canvas, 640, 230, 9, mix("#22343c", haze, 0.3))


def paddies(canvas: Canvas, light: str, sun_at: Point, crop: str) -> None:
    """The flat fields of the delta: rows that meet at the horizon, a buffalo, people at work."""
    horizon = 470.0
    colours = light_sky(canvas, light, sun_at, horizon)
    haze = colours[-1]
    for x, y, size in ((260, 150, 120), (700, 230, 90), (1330, 130, 150)):
        cloud(canvas, x, y, size, mix(haze, "#ffffff", 0.5), 0.6)
    ridge(canvas, horizon - 50, 70, mix("#4b7a8c", haze, 0.55), haze, 0.45, 80)
    for _ in range(46):
        canvas.ellipse(
            canvas.random.uniform(0, WIDTH),
            horizon + 3,
            canvas.random.uniform(20, 60),
            canvas.random.uniform(14, 36),
            mix("#2f6747", haze, canvas.random.uniform(0.05, 0.35)),
        )
    first, second, ditch = {
        "gold": ("#f0c955", "#cf962f", "#8a7a34"),
        "green": ("#a9d25c", "#5c9c46", "#2c6a4c"),
        "water": ("#d7e6e2", "#86b1b6", "#3d6f68"),
    }[crop]
    canvas.backdrop((mix(first, haze, 0.35), second, mix(second, "#12352b", 0.3)), horizon + 6, HEIGHT)
    vanish = (WIDTH * 0.58, horizon - 20)
    for n in range(-26, 27):
        foot = vanish[0] + n * 130 + canvas.random.uniform(-14, 14)
        wide = 22 if n % 4 else 64
        canvas.polygon(
            [(vanish[0] + n * 3.2, horizon + 6), (foot - wide, HEIGHT), (foot + wide, HEIGHT)],
            ditch,
            0.32 if n % 4 else 0.75,
        )
    for y in (520, 585, 700, 880):
        canvas.box(-5, y, WIDTH + 5, y + 2 + (y - horizon) * 0.02, mix(first, "#ffffff", 0.15), alpha=0.5)
    _buffalo(canvas, 430, 800, 210)
    for x, y, size, shirt in (
        (980, 705, 92, "#3b6ea5"),
        (1060, 725, 100, "#a3465a"),
        (1290, 840, 150, "#5a4a83"),
    ):
        person(canvas, x, y, size, shirt)
    birds(canvas, 1060, 560, 7, "#fffdf4", 20)


def _buffalo(canvas: Canvas, x: float, y: float, size: float) -> None:
    skin = "#3d3a42"
    for dx in (-0.34, -0.24, 0.2, 0.3):
        canvas.box(
            x + dx * size - size * 0.04,
            y - size * 0.25,
            x + dx * size + size * 0.04,
            y,
            mix(skin, "#000000", 0.2),
        )
    canvas.ellipse(x, y - size * 0.36, size * 0.45, size * 0.21, skin)
    canvas.ellipse(x + size * 0.28, y - size * 0.42, size * 0.2, size * 0.17, skin)
    canvas.ellipse(x + size * 0.5, y - size * 0.43, size * 0.14, size * 0.095, skin)
    for rise in (0.0, 0.07):
        horn = [
            (0.49, 0.5),
            (0.44, 0.56 + rise * 0.6),
            (0.36, 0.6 + rise),
            (0.27, 0.6 + rise),
            (0.2, 0.56 + rise),
        ]
        canvas.line([(x + dx * size, y - dy * size) for dx, dy in horn], "#cfc6b0", size * 0.03)
    canvas.line([(x - size * 0.43, y - size * 0.4), (x - size * 0.5, y - size * 0.15)], skin, size * 0.02)


def orchard(canvas: Canvas, light: str, sun_at: Point, fruit: str) -> None:
    """Fruit trees in rows over low hills, baskets and pickers in front."""
    colours = light_sky(canvas, light, sun_at)
    haze = colours[-1]
    for n in range(2):
        crest = mix("#47788a", haze, 0.6 - n * 0.25)
        ridge(canvas, 330 + n * 60, 90, crest, mix(crest, haze, 0.6), 0.48, 250)
    mist(canvas, 455, 18, haze, 0.5)
    for row in range(6):
        near = row / 5
        swell, base = wave(canvas, 2), 470 + near**1.25 * 400
        ground = [(x, base + (22 + near * 20) * swell(x / WIDTH * 0.7)) for x in range(0, WIDTH + 20, 20)]
        canvas.polygon(
            [*ground, (WIDTH, HEIGHT), (0, HEIGHT)],
            mix(mix("#a8bd5a", haze, 0.4 * (1 - near)), "#5d8a3f", near),
        )
        size, gap = 62 + near * 160, 74 + near * 150
        x = canvas.random.uniform(-gap, 0)
        while x < WIDTH + gap:
            foot = ground[max(0, min(len(ground) - 1, round(x / 20)))][1]
            canvas.ellipse(x + size * 0.1, foot + 3, size * 0.42, size * 0.07, "#2c4a2a", 0.35)
            tree(canvas, x, foot + 4, size, mix("#2f7a45", haze, 0.3 * (1 - near)))
            for _ in range(9):
                fx, fy = canvas.random.uniform(-0.32, 0.32), canvas.random.uniform(0.42, 0.82)
                canvas.ellipse(x + fx * size, foot - fy * size, size * 0.032 + 1, size * 0.032 + 1, fruit)
            x += gap * canvas.random.uniform(0.92, 1.1)
    for x, size, shirt in ((610, 230, "#34699a"), (760, 215, "#b0475d")):
        person(canvas, x, 1020, size, shirt)
    for x in (480, 890, 1010):
        _basket(canvas, x, 1020, 120, fruit)


def _basket(canvas: Canvas, x: float, y: float, size: float, fruit: str) -> None:
    for _ in range(26):
        fx, fy = canvas.random.uniform(-0.4, 0.4), canvas.random.uniform(0.46, 0.68)
        colour = mix(fruit, canvas.random.choice(("#ffffff", "#7a2d10")), canvas.random.uniform(0, 0.2))
        canvas.ellipse(x + fx * size, y - fy * size, size * 0.1, size * 0.1, colour)
    canvas.polygon(
        [
            (x - size * 0.54, y - size * 0.5),
            (x + size * 0.54, y - size * 0.5),
            (x + size * 0.4, y),
            (x - size * 0.4, y),
        ],
        ("#c99a5b", "#8d6335"),
    )
    for n in range(4):
        canvas.box(
            x - size * (0.52 - n * 0.03),
            y - size * (0.42 - n * 0.12),
            x + size * (0.52 - n * 0.03),
            y - size * (0.39 - n * 0.12),
            "#7a5530",
            alpha=0.55,
        )

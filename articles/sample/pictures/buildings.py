"""Scenes with large buildings: public offices, skylines, stadiums."""

import math

from articles.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, Point, mix
from articles.sample.pictures.scenery import birds, cloud, person, ripples, sky, sun, tree

_SHIRTS = ("#d9503f", "#2f6da3", "#efe7d3", "#e3a838", "#3f8f74", "#7c5190", "#4a4f63")


def building(canvas: Canvas, hour: str, wall: str, roof: str, emblem: str) -> None:
    """A public building of three wings; `hour` is day or evening, `emblem` star, cross, book or none."""
    evening = hour == "evening"
    sky(
        canvas,
        ("#1f2d5a", "#5a568f", "#d98a7f", "#f8c690") if evening else ("#4c9ad2", "#9ccdea", "#e6f3f4"),
        800,
    )
    if not evening:
        sun(canvas, 1330, 190, 46, "#fffbe6", "#fdf3cf")
        for x, y, size in ((240, 190, 130), (690, 120, 90), (1120, 260, 110)):
            cloud(canvas, x, y, size, "#ffffff", 0.75)
    shade = mix(wall, "#2c2a55", 0.42) if evening else wall
    leaf = mix("#3f8a4e", "#1f2148", 0.55) if evening else "#3f8a4e"
    for x in range(-30, WIDTH + 90, 96):
        tree(
            canvas,
            x,
            800,
            canvas.random.uniform(190, 320),
            mix(leaf, "#0e2c2a", canvas.random.uniform(0.05, 0.3)),
        )
    glass = "#ffd98a" if evening else "#5f93ad"
    for left, right, top in ((170, 620, 430), (980, 1430, 430), (560, 1040, 330)):
        _wing(canvas, left, right, top, shade, mix(roof, "#1d1c40", 0.4) if evening else roof, glass)
    _entrance(canvas, shade, glass, emblem, evening)
    ground = ("#6c6385", "#3c3a5c") if evening else ("#d9d2c0", "#b3aa96")
    canvas.polygon([(0, 808), (WIDTH, 808), (WIDTH, HEIGHT), (0, HEIGHT)], ground)
    for n in range(-9, 10):
        canvas.line([(800 + n * 70, 808), (800 + n * 330, HEIGHT)], mix(ground[1], "#ffffff", 0.16), 2, 0.5)
    if evening:
        canvas.polygon([(640, 812), (960, 812), (1240, HEIGHT), (360, HEIGHT)], "#ffd98a", 0.2, blur=16)
        canvas.glow(800, 720, 420, "#ffcf7d", 0.35)
    for x, y, size in (
        (250, 930, 150),
        (420, 880, 120),
        (690, 900, 128),
        (760, 910, 132),
        (1010, 960, 165),
        (1230, 890, 124),
    ):
        canvas.ellipse(x + size * 0.1, y, size * 0.3, size * 0.05, "#20203a", 0.28)
        person(canvas, x, y, size, canvas.random.choice(_SHIRTS), None)
    for x in (70, 1540):
        tree(canvas, x, 1010, 430, leaf)
    canvas.line([(480, 812), (480, 300)], "#d8d8d8", 5)
    canvas.polygon([(483, 302), (540, 296), (592, 308), (592, 380), (540, 368), (483, 376)], "#d62a22")
    _star(canvas, 538, 338, 24, "#ffdd3c")


def _wing(
    canvas: Canvas, left: float, right: float, top: float, wall: Colour, roof: Colour, glass: str
) -> None:
    canvas.box(left, top, right, 808, (mix(wall, "#ffffff", 0.14), mix(wall, "#000000", 0.08)))
    canvas.polygon(
        [(left - 26, top + 6), (left + 30, top - 62), (right - 30, top - 62), (right + 26, top + 6)],
        (mix(roof, "#ffffff", 0.1), roof),
    )
    canvas.box(left, top + 6, right, top + 22, mix(wall, "#000000", 0.25), alpha=0.5)
    columns = max(3, round((right - left) / 74))
    step = (right - left) / columns
    floors = round((790 - top) / 112)
    for floor in range(floors):
        y = top + 40 + floor * (768 - top - 20) / floors
        canvas.box(left, y + 80, right, y + 86, mix(wall, "#000000", 0.14))
        for n in range(columns):
            x = left + step * (n + 0.24)
            tone = mix(glass, "#26335a", canvas.random.choice((0.0, 0.0, 0.12, 0.5)))
            canvas.box(x - 4, y - 4, x + step * 0.52 + 4, y + 68, mix(wall, "#ffffff", 0.4))
            canvas.box(x, y, x + step * 0.52, y + 64, (mix(tone, "#ffffff", 0.25), tone))
            canvas.box(x + step * 0.25, y, x + step * 0.27, y + 64, mix(wall, "#ffffff", 0.3))


def _entrance(canvas: Canvas, wall: Colour, glass: str, emblem: str, evening: bool) -> None:
    canvas.box(600, 590, 1000, 808, mix(wall, "#000000", 0.12))
    canvas.box(640, 650, 960, 808, (mix(glass, "#ffffff", 0.35 if evening else 0.15), glass))
    for n in range(1, 4):
        canvas.box(638 + n * 80, 650, 642 + n * 80, 808, mix(wall, "#ffffff", 0.4))
    for x in (604, 712, 872, 980):
        canvas.box(x - 13, 600, x + 13, 808, (mix(wall, "#ffffff", 0.5), mix(wall, "#ffffff", 0.15)))
    canvas.box(576, 560, 1024, 606, mix(wall, "#ffffff", 0.35))
    for n in range(4):
        canvas.box(
            560 - n * 18, 786 + n * 9, 1040 + n * 18, 797 + n * 9, mix(wall, "#ffffff", 0.4 - n * 0.08)
        )
    if emblem == "none":
        return
    canvas.ellipse(800, 448, 54, 54, "#c5352b" if emblem == "star" else "#ffffff")
    if emblem == "star":
        _star(canvas, 800, 448, 40, "#ffdd3c")
    if emblem == "cross":
        canvas.box(786, 414, 814, 482, "#cf3b35", radius=3)
        canvas.box(766, 434, 834, 462, "#cf3b35", radius=3)
    if emblem == "book":
        canvas.polygon([(800, 430), (764, 418), (764, 468), (800, 480)], "#2f7fb5")
        canvas.polygon([(800, 430), (836, 418), (836, 468), (800, 480)], "#46a0d4")


def _star(canvas: Canvas, x: float, y: float, radius: float, colour: Colour) -> None:
    points = []
    for n in range(10):
        reach = radius if n % 2 == 0 else radius * 0.382
        angle = math.pi * n / 5 - math.pi / 2
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    canvas.polygon(points, colour)


def skyline(canvas: Canvas, sun_at: Point) -> None:
    """A river city at nightfall with a cable-stayed bridge."""
    shore = 720.0
    sky(canvas, ("#1c2450", "#4a3f7d", "#b8607f", "#f29a72", "#fcd193"), shore)
    sun(canvas, sun_at[0] * WIDTH, sun_at[1] * HEIGHT, 58, "#ffe6b5", "#ff9f73")
    for n, (tone, tall) in enumerate((("#a8668a", 330), ("#643f74", 300), ("#2b2450", 250))):
        x = -30.0
        while x < WIDTH:
            wide = canvas.random.uniform(38, 104)
            top = shore - tall * canvas.random.uniform(0.25, 1) ** 1.4 - 40
            canvas.box(x, top, x + wide, shore, (tone, mix(tone, "#e58a7a", 0.28 - n * 0.08)))
            if canvas.random.random() < 0.3:
                canvas.line([(x + wide / 2, top), (x + wide / 2, top - 46)], tone, 4)
            _windows(canvas, x, top, wide, shore, 0.1 + n * 0.17)
            x += wide + canvas.random.uniform(-6, 16) * (3 - n)
    _bridge(canvas, shore)
    canvas.mirror(shore, "#2a2556", 0.3, 0.95)
    ripples(canvas, shore, "#ffc79a", 170, 0.3)


def _windows(canvas: Canvas, left: float, top: float, wide: float, bottom: float, lit: float) -> None:
    y = top + 12
    while y < bottom - 14:
        x = left + 8
        while x < left + wide - 10:
            if canvas.random.random() < lit:
                canvas.box(
                    x, y, x + 5, y + 8, canvas.random.choice(("#ffdf9a", "#ffc46b", "#fff2cd")), alpha=0.9
                )
            x += 12
        y += 17


def _bridge(canvas: Canvas, shore: float) -> None:
    deck, steel = shore - 62, "#191a3c"
    for x in (430, 1130):
        top = deck - 300
        for n in range(1, 10):
            for side in (-1, 1):
                canvas.line([(x, top + n * 9), (x + side * n * 36, deck)], "#f0b79a", 1.6, 0.75)
        canvas.polygon([(x - 15, shore), (x - 5, top - 20), (x + 5, top - 20), (x + 15, shore)], steel)
    canvas.box(-10, deck, WIDTH + 10, deck + 15, steel)
    for x in range(20, WIDTH, 62):
        canvas.glow(x, deck - 4, 20, "#ffe0a3", 0.9)
        canvas.ellipse(x, deck - 4, 3.4, 3.4, "#fff3d6")


def stadium(canvas: Canvas) -> None:
    """A football ground under floodlights, the ball before the goal."""
    sky(canvas, ("#141d45", "#37457d", "#8a6f9a", "#e2a08a"), 470)
    canvas.backdrop(("#3a4266", "#262c4b"), 300, 560)
    for row in range(15):
        y = 312 + row * 15
        for n in range(100):
            tone = mix(canvas.random.choice(_SHIRTS), "#1c2244", 0.42 - row * 0.015)
            canvas.ellipse(n * 16.2 + (row % 2) * 8, y + canvas.random.uniform(-2, 2), 5.4, 6.4, tone)
    canvas.polygon([(0, 268), (WIDTH, 268), (WIDTH, 306), (0, 306)], ("#5a6390", "#2a3158"))
    canvas.box(0, 540, WIDTH, 578, ("#2f7fb5", "#1d5d8d"))
    for n, x in enumerate(range(20, WIDTH, 200)):
        canvas.box(x, 547, x + 170, 571, ("#f4efdc", "#f2b632", "#d8463a")[n % 3], radius=4, alpha=0.85)
    canvas.backdrop(("#4f9d4d", "#2f7f3f", "#22642f"), 576, HEIGHT)
    for n in range(-12, 12, 2):
        canvas.polygon(
            [
                (800 + n * 92, 576),
                (800 + (n + 1) * 92, 576),
                (800 + (n + 1) * 250, HEIGHT),
                (800 + n * 250, HEIGHT),
            ],
            "#8fd07a",
            0.2,
        )
    for points in ([(0, 650), (WIDTH, 650)], [(430, 650), (300, 820), (1300, 820), (1170, 650)]):
        canvas.line(points, "#f4fbef", 6, 0.9)
    _goal(canvas)
    for x, y, size, shirt in (
        (560, 790, 150, "#d8322c"),
        (1010, 740, 125, "#f2b632"),
        (700, 930, 215, "#d8322c"),
        (1240, 900, 195, "#f2b632"),
        (330, 720, 112, "#f2b632"),
    ):
        canvas.ellipse(x + size * 0.12, y, size * 0.32, size * 0.05, "#123a1d", 0.45)
        person(canvas, x, y, size, shirt, None)
    canvas.ellipse(846, 958, 30, 7, "#123a1d", 0.5)
    canvas.ellipse(840, 936, 23, 23, "#fbfbf4")
    for n in range(5):
        angle = math.tau * n / 5 + 0.3
        canvas.ellipse(840 + 16 * math.cos(angle), 936 + 16 * math.sin(angle), 5.5, 5.5, "#23283c")
    canvas.ellipse(840, 936, 6, 6, "#23283c")
    for x in (150, 1450):
        canvas.line([(x, 540), (x, 90)], "#1c2244", 11)
        for n in range(9):
            lx, ly = x - 44 + (n % 3) * 44, 50 + (n // 3) * 32
            canvas.glow(lx, ly, 76, "#fff7dd", 0.55)
            canvas.ellipse(lx, ly, 12, 11, "#fffdf2")
        canvas.glow(x, 90, 430, "#eaf0ff", 0.4)
    birds(canvas, 800, 150, 4, "#d5d8ee", 10)


def _goal(canvas: Canvas) -> None:
    left, right, top, ground = 590.0, 1010.0, 512.0, 652.0
    for n in range(25):
        x = left + (right - left) * n / 24
        canvas.line([(x, top), (x + (800 - x) * 0.06, ground - 8)], "#eef2f6", 1.2, 0.45)
    for n in range(9):
        y = top + (ground - top) * n / 8
        canvas.line([(left, y), (right, y)], "#eef2f6", 1.2, 0.45)
    canvas.line([(left, ground), (left, top), (right, top), (right, ground)], "#ffffff", 7)

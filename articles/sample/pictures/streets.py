"""Scenes in the street: buses, lanterns, markets."""

import math

from articles.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Colour, mix
from articles.sample.pictures.scenery import cloud, person, ripples, sky, sun, tree

_SHIRTS = ("#d9503f", "#2f6da3", "#efe7d3", "#e3a838", "#3f8f74", "#7c5190", "#4a4f63")
_AWNINGS = (("#d9503f", "#f7efe0"), ("#2f7f9a", "#f7efe0"), ("#e3a838", "#fff6e0"), ("#3f8f5f", "#f4efdc"))


def street(canvas: Canvas, body: str, stripe: str) -> None:
    """A bus on a tree-lined avenue in the morning."""
    sky(canvas, ("#5aa5d8", "#a7d3ec", "#f2ecd6"), 660)
    sun(canvas, 1290, 210, 46, "#fffbe6", "#fff0c4")
    cloud(canvas, 240, 150, 120, "#ffffff", 0.75)
    cloud(canvas, 760, 110, 100, "#ffffff", 0.75)
    for n, tone in enumerate(("#b4cfdd", "#8fb1c4")):
        left = -20.0
        while left < WIDTH:
            wide, top = canvas.random.uniform(60, 130), 660 - canvas.random.uniform(120, 380 - n * 100)
            canvas.box(left, top, left + wide, 680, (mix(tone, "#ffffff", 0.1), mix(tone, "#f2ecd6", 0.4)))
            for y in range(round(top) + 18, 650, 26):
                canvas.box(left + 9, y, left + wide - 9, y + 10, mix(tone, "#ffffff", 0.35), alpha=0.6)
            left += wide + canvas.random.uniform(4, 50)
    for x in range(-30, WIDTH + 100, 128):
        tree(
            canvas, x, 700, canvas.random.uniform(210, 290), mix("#4a9b57", "#2d6f4c", canvas.random.random())
        )
    canvas.box(-5, 690, WIDTH + 5, 740, ("#e6ddc8", "#cbbfa6"))
    for _ in range(9):
        person(
            canvas,
            canvas.random.uniform(0, WIDTH),
            728,
            92,
            canvas.random.choice(_SHIRTS),
            canvas.random.choice((None, None, "#ecd9a4")),
        )
    canvas.backdrop(("#6f7780", "#4e555e"), 738, HEIGHT)
    for x in range(-80, WIDTH, 250):
        canvas.polygon([(x + 30, 1004), (x + 170, 1004), (x + 158, 1020), (x + 10, 1020)], "#f2ead2", 0.85)
    _bus(canvas, 300, 520, 1030, 380, body, stripe)


def _bus(canvas: Canvas, x: float, y: float, wide: float, tall: float, body: str, stripe: str) -> None:
    canvas.box(x + 16, y + tall - 14, x + wide - 10, y + tall + 34, "#23272e", radius=20, alpha=0.55, blur=7)
    canvas.box(x + 190, y - 26, x + wide - 260, y + 24, mix(body, "#000000", 0.1), radius=16)
    canvas.box(x, y, x + wide, y + tall, (mix(body, "#ffffff", 0.35), body), radius=46)
    canvas.polygon(
        [
            (x, y + tall * 0.62),
            (x + wide * 0.55, y + tall * 0.62),
            (x + wide * 0.78, y + tall * 0.94),
            (x, y + tall * 0.94),
        ],
        stripe,
    )
    canvas.polygon(
        [
            (x + wide * 0.6, y + tall * 0.62),
            (x + wide * 0.66, y + tall * 0.62),
            (x + wide * 0.89, y + tall * 0.94),
            (x + wide * 0.83, y + tall * 0.94),
        ],
        mix(stripe, "#ffffff", 0.35),
    )
    canvas.box(x + 26, y + 50, x + wide - 22, y + tall * 0.56, "#24394a", radius=26)
    for n in range(7):
        left = x + 40 + n * (wide - 150) / 7
        right = left + (wide - 150) / 7 - 12
        canvas.box(left, y + 62, right, y + tall * 0.54, ("#bfe0ee", "#6f9db6"), radius=10)
        if n % 3 != 2:
            centre, seat = (left + right) / 2, y + tall * 0.54
            canvas.ellipse(centre, seat - 44, 19, 22, "#3a4c5c")
            canvas.box(centre - 30, seat - 26, centre + 30, seat, "#3a4c5c", radius=14)
    canvas.box(x + wide - 108, y + 62, x + wide - 8, y + tall * 0.6, ("#d2ecf5", "#86b4c9"), radius=16)
    for left in (x + wide * 0.3, x + wide * 0.72):
        canvas.box(left, y + 60, left + 92, y + tall - 26, "#2b4152", radius=10)
        canvas.box(left + 7, y + 68, left + 43, y + tall - 34, ("#bfe0ee", "#7fa9bd"), radius=6)
        canvas.box(left + 49, y + 68, left + 85, y + tall - 34, ("#bfe0ee", "#7fa9bd"), radius=6)
    for centre in (x + 190, x + wide - 165):
        canvas.ellipse(centre, y + tall - 6, 66, 66, "#1d2127")
        canvas.ellipse(centre, y + tall - 6, 34, 34, "#aab3ba")
        canvas.ellipse(centre, y + tall - 6, 13, 13, "#59626b")
    canvas.ellipse(x + wide - 20, y + tall * 0.78, 15, 12, "#fff6cf")


def lanterns(canvas: Canvas) -> None:
    """An old street on a full-moon night: tube houses, strings of lanterns, a crowd on wet stones."""
    ground = 790.0
    sky(canvas, ("#0f1738", "#26295e", "#5b4579"), ground)
    for _ in range(90):
        canvas.ellipse(
            canvas.random.uniform(0, WIDTH),
            canvas.random.uniform(0, 420),
            1.5,
            1.5,
            "#fff7dc",
            canvas.random.uniform(0.3, 0.9),
        )
    canvas.glow(1210, 190, 420, "#fff0c2", 0.5)
    canvas.ellipse(1210, 190, 88, 88, "#fff4d2")
    canvas.ellipse(1180, 175, 20, 16, "#f0dfb2", 0.6)
    canvas.ellipse(1236, 216, 28, 20, "#f0dfb2", 0.5)
    x = -20.0
    for tone in (
        "#8f5a3c",
        "#b5803f",
        "#5f6f7f",
        "#9a4f4a",
        "#b98a4f",
        "#4f7468",
        "#8a5a7a",
        "#a8743f",
        "#6a6588",
    ):
        wide, top = canvas.random.uniform(165, 205), ground - canvas.random.uniform(280, 430)
        _tube_house(canvas, x, top, wide, ground, mix(tone, "#1b1740", 0.35))
        x += wide
    canvas.mirror(ground, "#241f4a", 0.42)
    ripples(canvas, ground, "#ffc77d", 60, 0.16)
    for _ in range(26):
        x, size = canvas.random.uniform(20, WIDTH), canvas.random.uniform(120, 200)
        y = ground + size * 0.75 - 30
        person(canvas, x, y, size, mix(canvas.random.choice(_SHIRTS), "#1b1740", 0.5), None)
        if canvas.random.random() < 0.5:
            _lantern(
                canvas,
                x + size * 0.24,
                y - size * 0.4,
                size * 0.1,
                canvas.random.choice(("#ff5a3d", "#ffb52e", "#4fc3a1")),
            )
    for start, height, sag in ((-60, 330, 150), (60, 170, 190), (-120, 500, 90)):
        points = [(start + n * 110, height + sag * math.sin(math.pi * n / 15)) for n in range(17)]
        canvas.line(points, "#150f2a", 2.5)
        for n, (x, y) in enumerate(points):
            _lantern(canvas, x, y + 34, 26, ("#ff4d35", "#ffa726", "#ff6f91", "#ffd54f", "#66c7b4")[n % 5])


def _tube_house(canvas: Canvas, x: float, top: float, wide: float, ground: float, wall: Colour) -> None:
    canvas.box(x, top, x + wide - 3, ground, (mix(wall, "#120f2c", 0.35), mix(wall, "#ffb869", 0.22)))
    canvas.polygon(
        [(x - 10, top + 8), (x + 14, top - 36), (x + wide - 16, top - 36), (x + wide + 8, top + 8)],
        mix(wall, "#120f2c", 0.55),
    )
    y = top + 34
    while y < ground - 210:
        for n in range(2):
            left = x + wide * (0.14 + n * 0.4)
            lit = canvas.random.random() < 0.65
            canvas.box(
                left,
                y,
                left + wide * 0.28,
                y + 70,
                ("#ffe0a0", "#ffb45c") if lit else ("#2a2650", "#3a3360"),
                radius=3,
            )
            canvas.box(left + wide * 0.133, y, left + wide * 0.147, y + 70, mix(wall, "#120f2c", 0.5))
        canvas.box(x + 6, y + 80, x + wide - 9, y + 87, mix(wall, "#ffd59a", 0.25))
        y += 112
    canvas.box(x + wide * 0.1, ground - 128, x + wide * 0.88, ground, ("#ffdf9d", "#f09a47"))
    canvas.box(x + wide * 0.46, ground - 128, x + wide * 0.52, ground, mix(wall, "#120f2c", 0.4))
    canvas.polygon(
        [(x, ground - 130), (x + wide, ground - 130), (x + wide + 6, ground - 104), (x - 6, ground - 104)],
        mix(wall, "#120f2c", 0.3),
    )


def _lantern(canvas: Canvas, x: float, y: float, size: float, colour: Colour) -> None:
    canvas.glow(x, y, size * 3.4, colour, 0.6)
    canvas.ellipse(x, y, size, size * 0.82, colour)
    canvas.ellipse(x, y, size * 0.5, size * 0.74, mix(colour, "#fff3c4", 0.5))
    canvas.box(x - size * 0.35, y - size * 0.9, x + size * 0.35, y - size * 0.72, "#5a3320")
    canvas.box(x - size * 0.35, y + size * 0.72, x + size * 0.35, y + size * 0.9, "#5a3320")
    canvas.line(
        [(x, y + size * 0.9), (x, y + size * 1.7)], mix(colour, "#ffdf8a", 0.4), max(1.5, size * 0.12)
    )


def market(canvas: Canvas) -> None:
    """A morning market: striped awnings, heaps of fruit, people in conical hats."""
    sky(canvas, ("#8cc3dc", "#d8e9e4", "#fbe6bd"), 620)
    sun(canvas, 260, 200, 44, "#fffbe6", "#fff0c4")
    for x in range(-40, WIDTH + 80, 104):
        tree(
            canvas,
            x,
            560,
            canvas.random.uniform(210, 330),
            mix("#5da36a", "#fbe6bd", canvas.random.uniform(0.1, 0.4)),
        )
    canvas.backdrop(("#dcc7a0", "#b7966c", "#8d6d4e"), 550, HEIGHT)
    for row, (y, size) in enumerate(((560, 200), (690, 290))):
        left = -60.0 - row * 90
        while left < WIDTH:
            _stall(canvas, left, y, size, canvas.random.choice(_AWNINGS))
            left += size * 1.16
        for _ in range(12 - row * 4):
            person(
                canvas,
                canvas.random.uniform(0, WIDTH),
                y + size * 0.62,
                size * 0.72,
                canvas.random.choice(_SHIRTS),
                canvas.random.choice(("#ecd9a4", "#f3e3b6", None)),
            )
    heaps = ("#e8772e", "#d8403a", "#8bb93f", "#f2bf3a", "#6b3f74", "#f08a4b", "#5c9c46")
    for n, x in enumerate(range(-20, WIDTH, 236)):
        _heap(canvas, x + 110, 1040, 210, heaps[n % len(heaps)])
    for x, shirt in ((330, "#7c5190"), (905, "#2f6da3"), (1390, "#b0475d")):
        person(canvas, x, 985, 300, shirt)


def _stall(canvas: Canvas, x: float, y: float, size: float, colours: tuple[str, str]) -> None:
    for post in (x + size * 0.06, x + size * 0.98):
        canvas.box(post - 3, y - size * 0.3, post + 3, y + size * 0.5, "#6b4d38")
    canvas.box(x + size * 0.05, y - size * 0.1, x + size, y + size * 0.5, "#5f4636", alpha=0.55)
    canvas.box(x, y + size * 0.26, x + size * 1.04, y + size * 0.5, ("#a87848", "#7d5634"))
    for n in range(24):
        fx = x + size * (0.06 + (n % 12) * 0.082)
        canvas.ellipse(
            fx,
            y + size * (0.26 - (n // 12) * 0.05),
            size * 0.05,
            size * 0.05,
            canvas.random.choice(("#e8772e", "#d8403a", "#8bb93f", "#f2bf3a")),
        )
    stripes = 8
    for n in range(stripes):
        left, right = (
            x - size * 0.05 + n * size * 1.14 / stripes,
            x - size * 0.05 + (n + 1) * size * 1.14 / stripes,
        )
        inner, outer = (
            x + size * 0.1 + n * size * 0.84 / stripes,
            x + size * 0.1 + (n + 1) * size * 0.84 / stripes,
        )
        tone = colours[n % 2]
        canvas.polygon(
            [
                (inner, y - size * 0.48),
                (outer, y - size * 0.48),
                (right, y - size * 0.2),
                (left, y - size * 0.2),
            ],
            tone,
        )
        canvas.ellipse(
            (left + right) / 2, y - size * 0.2, (right - left) / 2, size * 0.05, mix(tone, "#000000", 0.12)
        )


def _heap(canvas: Canvas, x: float, y: float, size: float, fruit: str) -> None:
    for row in range(6):
        count = 9 - row
        for n in range(count):
            fx = x + (n - (count - 1) / 2) * size * 0.105
            fy = y - size * 0.32 - row * size * 0.075
            colour = mix(fruit, canvas.random.choice(("#ffffff", "#5a2410")), canvas.random.uniform(0, 0.16))
            canvas.ellipse(fx, fy, size * 0.068, size * 0.068, colour)
            canvas.ellipse(fx - size * 0.02, fy - size * 0.022, size * 0.018, size * 0.016, "#ffffff", 0.5)
    canvas.polygon(
        [
            (x - size * 0.55, y - size * 0.32),
            (x + size * 0.55, y - size * 0.32),
            (x + size * 0.44, y + 40),
            (x - size * 0.44, y + 40),
        ],
        ("#c79a60", "#855d35"),
    )
    canvas.box(x - size * 0.55, y - size * 0.34, x + size * 0.55, y - size * 0.27, "#d9b27a", radius=4)

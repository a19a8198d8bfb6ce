"""Scenes on the water: rivers, harbours, storms, boat races."""

from articles.sample.pictures.canvas import HEIGHT, WIDTH, Canvas, Point, mix
from articles.sample.pictures.scenery import (
    SKIES,
    SUNS,
    birds,
    cloud,
    glitter,
    karst,
    light_sky,
    mist,
    palm,
    person,
    ridge,
    ripples,
    sampan,
    sky,
    trawler,
    tree,
    wave,
)


def river(canvas: Canvas, light: str, sun_at: Point, boats: int) -> None:
    """A still river between limestone towers, with small boats."""
    shore = 610.0
    colours = light_sky(canvas, light, sun_at, shore)
    haze = colours[-1]
    for n, share in enumerate((0.72, 0.46, 0.18)):
        crest = mix("#24525f", mix(haze, colours[1], 0.35), share)
        karst(canvas, shore, 390 - n * 60, 10 - n * 2, crest, mix(crest, haze, 0.55))
        mist(canvas, shore - 24, 16, haze, 0.45)
    canvas.box(-10, shore - 7, WIDTH + 10, shore + 2, mix("#24464a", haze, 0.2))
    canvas.mirror(shore, mix(colours[1], "#2f6470", 0.45), 0.36, 0.8)
    glitter(canvas, sun_at[0] * WIDTH, shore, SUNS[light])
    ripples(canvas, shore, mix(haze, "#ffffff", 0.5), 110, 0.28)
    for n in range(boats):
        size = 120 + n * 90
        sampan(canvas, WIDTH * (0.22 + 0.56 * ((n * 0.62) % 1)), 690 + n * 100, size, "#27343b")
    birds(canvas, 980, 190, 7, mix("#22343c", haze, 0.2))


def harbour(canvas: Canvas, light: str, sun_at: Point) -> None:
    """Fishing boats at anchor, headlands behind."""
    shore = 540.0
    colours = light_sky(canvas, light, sun_at, shore)
    haze = colours[-1]
    for x, y in ((300, 170), (1220, 120), (900, 250)):
        cloud(canvas, x, y, 130, mix(haze, "#ffffff", 0.35), 0.5)
    karst(canvas, shore, 130, 7, mix("#3c6073", haze, 0.6), mix("#3c6073", haze, 0.8))
    karst(canvas, shore, 90, 4, mix("#2c5064", haze, 0.35), mix("#3c6073", haze, 0.6))
    canvas.mirror(shore, mix(colours[0], "#1f5a70", 0.55), 0.58)
    glitter(canvas, sun_at[0] * WIDTH, shore, SUNS[light], 90)
    ripples(canvas, shore, mix(haze, "#ffffff", 0.35), 190, 0.3)
    paints = (("#2f6f9a", "#e8c14d"), ("#b8493b", "#f0e2c0"), ("#2c7d6d", "#e9823f"), ("#31507f", "#d9463b"))
    for n, (x, y, size) in enumerate(((330, 610, 170), (1060, 640, 210), (640, 730, 310), (1230, 860, 480))):
        trawler(canvas, x, y, size, *paints[n])
    birds(canvas, 760, 300, 8, "#f7f4ea", 17)


def storm(canvas: Canvas, light: str, sun_at: Point) -> None:
    """A low coast road in a gale: bent palms, high water, driving rain."""
    colours = SKIES[light]
    sky(canvas, colours, 620)
    for n in range(16):
        x, y = canvas.random.uniform(-100, WIDTH), canvas.random.uniform(20, 330)
        dark = mix(colours[0], "#11181f", canvas.random.uniform(0, 0.6))
        canvas.ellipse(
            x, y, canvas.random.uniform(180, 380), canvas.random.uniform(34, 80), dark, 0.45, blur=14 + n % 5
        )
    canvas.glow(sun_at[0] * WIDTH, sun_at[1] * HEIGHT, 420, "#c9d3d2", 0.45)
    for n in range(9):
        near = n / 8
        swell, base = wave(canvas, 3), 570 + near**1.3 * 330
        crest = [
            (x, base + (8 + near * 34) * swell(x / WIDTH * (3.2 - near * 1.6)))
            for x in range(0, WIDTH + 10, 10)
        ]
        canvas.polygon([*crest, (WIDTH, HEIGHT), (0, HEIGHT)], mix("#b9c9ca", "#5d737b", 0.9 - near * 0.45))
        canvas.polygon(
            [*((x, y + 4 + near * 7) for x, y in crest), (WIDTH, HEIGHT), (0, HEIGHT)],
            mix("#6d848a", "#263c47", near),
        )
        for _ in range(12 + n * 3):
            x, y = canvas.random.choice(crest)
            half = (14 + near * 60) * canvas.random.uniform(0.5, 1.3)
            canvas.ellipse(x, y + 4, half, 2 + near * 6, "#e4ecea", 0.34, blur=1 + near * 3)
    canvas.polygon([(0, 930), (WIDTH, 880), (WIDTH, HEIGHT), (0, HEIGHT)], ("#39444a", "#20282d"))
    canvas.line([(0, 1004), (WIDTH, 962)], "#aeb7b4", 7, 0.5)
    for x, size in ((170, 640), (420, 520), (1330, 580), (1530, 700)):
        palm(canvas, x, 950, size, "#1f3a35", "#1f2a2b", lean=-0.2)
    for _ in range(520):
        x, y = canvas.random.uniform(0, WIDTH + 200), canvas.random.uniform(-40, HEIGHT)
        length = canvas.random.uniform(24, 80)
        canvas.line(
            [(x, y), (x - length * 0.34, y + length)], "#dfe8ea", 1.3, canvas.random.uniform(0.15, 0.45)
        )


def boat_race(canvas: Canvas, light: str, sun_at: Point) -> None:
    """Long boats side by side, crowds and flags on the far bank."""
    shore = 470.0
    colours = light_sky(canvas, light, sun_at, shore)
    haze = colours[-1]
    for x, y, size in ((330, 110, 130), (1180, 160, 110)):
        cloud(canvas, x, y, size, "#ffffff", 0.6)
    ridge(canvas, 300, 80, mix("#4f8494", haze, 0.5), haze, 0.45, 180)
    for x in range(-20, WIDTH + 60, 52):
        tree(
            canvas,
            x,
            430,
            canvas.random.uniform(90, 150),
            mix("#3a7a4c", haze, canvas.random.uniform(0.05, 0.3)),
        )
    canvas.box(-10, 424, WIDTH + 10, shore, ("#b9a36f", "#8d7d58"))
    shirts = ("#d9503f", "#2f6da3", "#efe7d3", "#e3a838", "#3f8f74", "#7c5190")
    for _ in range(240):
        person(
            canvas,
            canvas.random.uniform(0, WIDTH),
            canvas.random.uniform(446, 468),
            44,
            canvas.random.choice(shirts),
            canvas.random.choice((None, "#ecd9a4")),
        )
    for x in range(60, WIDTH, 190):
        canvas.line([(x, 466), (x, 300)], "#6b5140", 4)
        canvas.polygon(
            [(x + 2, 302), (x + 74, 316), (x + 2, 372)],
            canvas.random.choice(("#d8322c", "#f2b632", "#2f7fb5")),
        )
    canvas.mirror(shore, "#3f7f93", 0.6)
    ripples(canvas, shore, "#e9f5f3", 230, 0.4)
    for n, (x, y, size) in enumerate(((900, 590, 760), (560, 735, 980), (960, 920, 1250))):
        _long_boat(canvas, x, y, size, shirts[n], ("#7a2d2a", "#25506f", "#7c5a1f")[n])


def _long_boat(canvas: Canvas, x: float, y: float, size: float, shirt: str, hull: str) -> None:
    rowers, tall = 13, size * 0.075
    canvas.box(x - size * 0.48, y, x + size * 0.48, y + tall * 0.7, "#17323c", alpha=0.4, blur=5)
    for n in range(rowers):
        seat = x - size * 0.4 + n * size * 0.8 / (rowers - 1)
        canvas.line(
            [(seat + tall * 0.1, y - tall), (seat - tall * 0.75, y + tall * 0.55)], "#e8d7ae", tall * 0.09
        )
        canvas.ellipse(seat - tall * 0.78, y + tall * 0.55, tall * 0.3, tall * 0.1, "#ffffff", 0.75)
        canvas.polygon(
            [
                (seat - tall * 0.3, y - tall * 0.2),
                (seat + tall * 0.02, y - tall * 1.2),
                (seat + tall * 0.42, y - tall * 1.1),
                (seat + tall * 0.3, y - tall * 0.2),
            ],
            shirt,
        )
        canvas.ellipse(seat + tall * 0.32, y - tall * 1.36, tall * 0.22, tall * 0.25, "#c08a64")
        canvas.ellipse(seat + tall * 0.3, y - tall * 1.45, tall * 0.23, tall * 0.18, "#f4ecd8")
    canvas.polygon(
        [
            (x - size * 0.52, y - tall * 1.1),
            (x - size * 0.44, y - tall * 0.35),
            (x + size * 0.44, y - tall * 0.35),
            (x + size * 0.54, y - tall * 1.3),
            (x + size * 0.46, y + tall * 0.35),
            (x - size * 0.45, y + tall * 0.35),
        ],
        (mix(hull, "#ffffff", 0.12), hull),
    )
    canvas.line([(x - size * 0.46, y - tall * 0.1), (x + size * 0.47, y - tall * 0.1)], "#f2c84b", tall * 0.1)

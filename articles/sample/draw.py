"""The sample photos, drawn when they are wanted, so that the repository holds no binaries."""

from collections.abc import Callable, Mapping
from typing import Any

from articles.sample.pictures import buildings, fields, streets, waters
from articles.sample.pictures.canvas import Canvas

_SCENES: dict[str, Callable[..., None]] = {
    "terraces": fields.terraces,
    "river": waters.river,
    "mountains": fields.mountains,
    "harbour": waters.harbour,
    "paddies": fields.paddies,
    "orchard": fields.orchard,
    "storm": waters.storm,
    "boat_race": waters.boat_race,
    "building": buildings.building,
    "skyline": buildings.skyline,
    "street": streets.street,
    "lanterns": streets.lanterns,
    "market": streets.market,
    "stadium": buildings.stadium,
}


def draw_photo(spec: Mapping[str, Any]) -> bytes:
    """A JPEG of 1600 × 1067 pixels, the same bytes for the same `spec` and Pillow.

    `spec` holds `scene` (a name above), `seed` (whole number) and the arguments of that scene.
    An unknown scene is a `ValueError`, an argument that the scene does not know a `TypeError`.
    """
    scene, seed = spec["scene"], spec["seed"]
    if scene not in _SCENES:
        raise ValueError(f"unknown scene {scene!r}; known: {', '.join(sorted(_SCENES))}")
    canvas = Canvas(seed)
    _SCENES[scene](canvas, **{name: value for name, value in spec.items() if name not in ("scene", "seed")})
    return canvas.jpeg()

"""A photo's JSON as the attributes of a `<picture>`."""

from typing import Any

from django.conf import settings

Picture = dict[str, Any]

LEAST_WIDTH = 640
"""What a browser without `srcset` gets is at least so wide, where there is one."""
STEPS = 4
"""The focal point is told in quarters, by a class: the pages' policy allows no style attributes."""


def picture(photo: dict[str, Any] | None, *, small: bool = False) -> Picture | None:
    """`src`, `width`, `height`, `srcset` by media type, and `focus` (classes); `None` while the file is awaited.

    `small`: for a thumbnail, which needs none of the larger sizes.
    """
    if not photo or not photo.get("url"):
        return None
    renditions = sorted((one for one in photo["srcset"] if one["width"]), key=lambda one: one["width"])
    if small:
        renditions = [one for one in renditions if one["width"] <= LEAST_WIDTH] or renditions[:1]
    by_type: dict[str, list[str]] = {}
    for one in renditions:
        by_type.setdefault(one["media_type"], []).append(f"{local(one['url'])} {one['width']}w")
    webp = by_type.pop("image/webp", [])
    others = next(iter(by_type.values()), [])
    fallback = [one for one in renditions if one["media_type"] != "image/webp"]
    wide = [one for one in fallback if small or one["width"] >= LEAST_WIDTH]
    shown = (wide or fallback[-1:] or [photo])[0]
    return {
        "src": local(shown["url"]),
        "width": photo["width"],
        "height": photo["height"],
        "alt": photo["alt"],
        "webp": ", ".join(webp),
        "srcset": ", ".join(others) if len(others) > 1 and not small else "",
        "focus": _focus(photo.get("focus")),
    }


def local(url: str) -> str:
    """An address on this site as a path: shorter, and right under any of the site's names."""
    return url.removeprefix(settings.SITE_URL) if url.startswith(f"{settings.SITE_URL}/") else url


def _focus(point: list[float] | None) -> str:
    if not point:
        return ""
    across, down = (round(part * STEPS) for part in point)
    return " ".join(
        name for name in (f"fx{across}" if across != 2 else "", f"fy{down}" if down != 2 else "") if name
    )

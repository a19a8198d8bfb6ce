"""A photo's JSON, as cards and nodes have it, as the attributes of a `<picture>`."""

from typing import Any

from django import template

register = template.Library()

FALLBACK_WIDTH = 1280
"""What a browser without `srcset` gets is at most so wide, where there is such a one."""
STEPS = 4


@register.filter
def srcset(photo: dict[str, Any], media_type: str) -> str:
    """The photo's renditions of one format: "… 320w, … 640w"; "" when there is none."""
    shown = (one for one in photo.get("srcset", []) if one["media_type"] == media_type)
    return ", ".join(f"{one['url']} {one['width']}w" for one in shown)


@register.filter
def fallback(photo: dict[str, Any]) -> str:
    """The address for browsers that choose for themselves."""
    jpegs = [one for one in photo.get("srcset", []) if one["media_type"] == "image/jpeg"]
    fitting = [one for one in jpegs if one["width"] <= FALLBACK_WIDTH] or jpegs
    return str(max(fitting, key=lambda one: one["width"])["url"] if fitting else photo["url"])


@register.filter
def focus(photo: dict[str, Any]) -> str:
    """The focal point as classes in quarters, "fx1 fy4": readers' pages take no style attributes. The middle is ""."""
    across, down = (round(part * STEPS) for part in photo.get("focus") or (0.5, 0.5))
    return " ".join(
        name for name in (f"fx{across}" if across != 2 else "", f"fy{down}" if down != 2 else "") if name
    )

"""The pictures that a finished document shows, whichever block types, known or removed, put them there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from mimetypes import guess_type
from typing import Any

MARKS = frozenset(("id", "url", "alt", "credit", "srcset"))
"""The members by which a photo is known among a document's values (`PhotoRepresentation`)."""


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """A photo in a document, with the caption and the credit that stand beside it there."""

    photo: Mapping[str, Any]
    caption: str
    credit: str

    def rendition(self, width: int = 1200) -> Mapping[str, Any] | None:
        """The picture to send where only one can be sent: a JPEG if there is one, as wide as asked or the next wider,
        else the widest; the photo itself while it has no renditions. None while the file is awaited."""
        known = self.renditions()
        usual = [one for one in known if one["media_type"] == "image/jpeg"] or known
        if not usual:
            return None
        enough = [one for one in usual if (one["width"] or 0) >= width]
        return min(enough, key=_width) if enough else max(usual, key=_width)

    def renditions(self) -> list[Mapping[str, Any]]:
        """Every form of the picture: `url`, `width`, `height`, `bytes`, `media_type` (the last two may be unknown)."""
        known: list[Mapping[str, Any]] = [one for one in self.photo["srcset"] if one["url"]]
        if known or not self.photo["url"]:
            return known
        shape = {name: self.photo[name] for name in ("url", "width", "height")}
        return [{**shape, "bytes": None, "media_type": guess_type(self.photo["url"])[0] or ""}]


def shown_photos(document: Mapping[str, Any]) -> list[ShownPhoto]:
    """Each photo of the document once, the main one first, then in the order of the body."""
    found: dict[int, ShownPhoto] = {}
    for photo, beside in _walk([document.get("photo"), document.get("body", [])], {}):
        if photo["id"] in found:
            continue
        caption, credit = beside.get("caption"), beside.get("credit")
        found[photo["id"]] = ShownPhoto(photo, caption or photo["caption"], credit or photo["credit"])
    return list(found.values())


def _walk(value: Any, parent: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """(photo, the object that it stands in) for each photo below."""
    if isinstance(value, Mapping):
        if value.keys() >= MARKS:
            yield value, parent
            return
        for item in value.values():
            yield from _walk(item, value)
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item, parent)


def _width(rendition: Mapping[str, Any]) -> int:
    return rendition["width"] or 0

"""What a file says of itself, laid before the editor."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import CharField, TextField
from django.utils.translation import gettext_lazy as _

from ..language import compose
from ..models import DigitalSource, Photo
from ..photos import Reading, names_nobody

# A camera's clock without a zone shows the time where the newsroom is.
LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
WARNINGS = {
    "tcvn3": _("Typed with a legacy font (TCVN3): write it anew."),
    "charset": _("The file does not say how its letters are written; this was told from the letters."),
    "no_credit": _("This says where the picture was found, not who made it."),
    "cut": _("It was longer; the rest is cut off."),
}


def fill_in(photo: Photo, readings: Iterable[Reading]) -> list[str]:
    """Fills the photo's empty fields with what the file proposes; gives the names of the fields that it filled."""
    filled = []
    for reading in readings:
        if reading.chosen and not _is_set(photo, reading.field):
            value = _value(photo, reading)
            if value not in (None, "", []):
                setattr(photo, reading.field, value)
                filled.append(reading.field)
    return filled


def _is_set(photo: Photo, field: str) -> bool:
    return bool(getattr(photo, field))


def _value(photo: Photo, reading: Reading) -> Any:
    """The reading as its column takes it; None when it does not fit at all."""
    if reading.field == "taken_at":
        return _moment(reading.value)
    if reading.field == "keywords":
        return [compose(word)[:100] for word in reading.value.split("; ")]
    if reading.field == "digital_source_type":
        return reading.value if reading.value in DigitalSource.values else None
    column = photo._meta.get_field(reading.field)
    assert isinstance(column, CharField | TextField)
    return compose(reading.value)[: column.max_length]


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        if not 1826 <= moment.year <= 2200:
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)
    except ValueError:
        return None


def explain(photo: Photo) -> dict[str, list[dict[str, Any]]]:
    """field → what the file says of it: value, origin, warning, and whether the photo's field says the same."""
    lines: dict[str, list[dict[str, Any]]] = {}
    for entry in photo.readings:
        reading = Reading(**entry)
        proposed = _value(photo, reading)
        line = {
            "value": reading.value,
            "origin": reading.origin,
            "warning": WARNINGS.get(reading.warning, ""),
            "taken": proposed == getattr(photo, reading.field),
        }
        lines.setdefault(reading.field, []).append(line)
    return lines


def doubts(photo: Photo) -> list[str]:
    """What an editor should look at again: messages on the photo's credit."""
    found = []
    if photo.credit and names_nobody(photo.credit):
        found.append(str(WARNINGS["no_credit"]))
    if any(entry["warning"] == "tcvn3" for entry in photo.readings):
        found.append(str(WARNINGS["tcvn3"]))
    return found

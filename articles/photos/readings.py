"""What a file says of itself, gathered from XMP, IPTC-IIM and EXIF and brought into one order.

The Metadata Working Group's order (2.0 §3.3): XMP before IIM, unless the digest beside the IIM says that it was changed
after the XMP. EXIF comes last: cameras fill it in by themselves.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from . import exif as exif_tags
from .credits import agency_and_person, is_camera_word, names_nobody
from .iim import read_block
from .values import Reading
from .xmp import read_packet

Found = Iterator[Reading]
MAX_TEXT = 5000
MAX_KEYWORDS = 60

_FROM_XMP = {
    "credit": ["photoshop:Credit"],
    "creator": ["dc:creator"],
    "source": ["photoshop:Source"],
    "copyright": ["dc:rights"],
    "caption": ["dc:description"],
    "alt": ["Iptc4xmpCore:AltTextAccessibility"],
    "usage_terms": ["xmpRights:UsageTerms"],
    "licence": ["xmpRights:WebStatement"],
    "taken_at": ["photoshop:DateCreated", "xmp:CreateDate"],
    "digital_source_type": ["Iptc4xmpExt:DigitalSourceType"],
}
_FROM_IIM = {"credit": 110, "creator": 80, "source": 115, "copyright": 116, "caption": 120}
_FROM_EXIF = {
    "caption": exif_tags.DESCRIPTION,
    "creator": exif_tags.ARTIST,
    "copyright": exif_tags.COPYRIGHT,
    "taken_at": exif_tags.TAKEN,
}
_PLACE_XMP = ("Iptc4xmpCore:Location", "photoshop:City", "photoshop:State", "photoshop:Country")
_PLACE_IIM = (92, 90, 95, 101)
_DAY = re.compile(r"^(\d{4})-?(\d{2})-?(\d{2})")
_TIME = re.compile(r"(\d{2}):?(\d{2}):?(\d{2})(?:\.\d+)?(?:([+-]\d{2}):?(\d{2})|(Z))?$")


def read_all(packet: bytes, resources: dict[int, object], exif: object) -> list[Reading]:
    """Every value that was found, the proposed one of each field marked; others that say the same are left out."""
    block, newer = read_block(resources)
    from_xmp = list(_xmp(read_packet(packet)))
    from_iim = list(_iim(block))
    ordered = [*from_iim, *from_xmp] if newer else [*from_xmp, *from_iim]
    return _with_customs(_ordered([*ordered, *_exif(exif)]))


def _ordered(readings: list[Reading]) -> list[Reading]:
    kept: list[Reading] = []
    for reading in readings:
        same = [other for other in kept if other.field == reading.field]
        if not any(other.value == reading.value for other in same):
            kept.append(replace(reading, chosen=not same))
    return kept


def _with_customs(readings: list[Reading]) -> list[Reading]:
    """Adds what follows by custom: a credit of the creator's name, the parts of "agency/person", and warnings."""
    by_field = {reading.field: reading for reading in readings if reading.chosen}
    creator, credit = by_field.get("creator"), by_field.get("credit")
    if credit is None and creator is not None:
        credit = replace(creator, field="credit")
        readings = [credit, *readings]
    elif credit is not None and creator is not None and _is_agency(credit.value, creator.value):
        whole = Reading("credit", f"{credit.value}/{creator.value}", f"{credit.origin} + {creator.origin}")
        readings = [whole, *(replace(one, chosen=False) if one is credit else one for one in readings)]
        credit = whole
    agency, person = agency_and_person(credit.value) if credit else ("", "")
    if credit and person and (creator is None or creator.value == credit.value):
        readings = [replace(one, chosen=False) if one is creator else one for one in readings]
        readings.append(Reading("creator", person, credit.origin, warning=credit.warning))
    if credit and agency and "source" not in by_field:
        readings.append(Reading("source", agency, credit.origin, warning=credit.warning))
    return [
        replace(one, warning="no_credit") if one.field == "credit" and names_nobody(one.value) else one
        for one in readings
    ]


def _is_agency(credit: str, creator: str) -> bool:
    """A short name in capitals beside a person's: "VGP" and "Nhật Bắc"."""
    return credit.isupper() and len(credit) <= 12 and "/" not in credit and "/" not in creator


def _reading(field: str, value: str, origin: str, warning: str = "") -> Found:
    value = value.strip()
    if field not in ("caption", "alt"):
        value = " ".join(value.split())
    nobody = field == "creator" and names_nobody(value)
    if value and not nobody and not (field in ("caption", "creator", "copyright") and is_camera_word(value)):
        if len(value) > MAX_TEXT:
            value, warning = value[:MAX_TEXT], "cut"
        yield Reading(field, value, origin, warning=warning)


def _xmp(found: dict[str, list[str]]) -> Found:
    for field, names in _FROM_XMP.items():
        name = next((name for name in names if name in found), "")
        if not name:
            continue
        if field == "creator":
            yield from _reading(field, ", ".join(found[name][:10]), f"XMP {name}")
        elif field == "taken_at":
            yield from _reading(field, moment(found[name][0], found[name][0]), f"XMP {name}")
        elif field == "digital_source_type":
            yield from _reading(field, found[name][0].rpartition("/")[2], f"XMP {name}")
        else:
            yield from _reading(field, found[name][0], f"XMP {name}")
    place = [found[name][0] for name in _PLACE_XMP if name in found]
    yield from _reading("place", ", ".join(dict.fromkeys(place)), "XMP photoshop:City")
    yield from _reading("keywords", keywords(found.get("dc:subject", [])), "XMP dc:subject")


def _iim(found: dict[int, list[tuple[str, str]]]) -> Found:
    for field, number in _FROM_IIM.items():
        values = found.get(number, [])[:10]
        if values:
            joined = ", ".join(text for text, _ in values) if field == "creator" else values[0][0]
            yield from _reading(field, joined, f"IPTC 2:{number}", values[0][1])
    if 55 in found:
        time = found[60][0][0] if 60 in found else ""
        yield from _reading("taken_at", moment(found[55][0][0], time), "IPTC 2:55")
    place = [found[number][0] for number in _PLACE_IIM if number in found]
    warning = next((warning for _, warning in place if warning), "")
    yield from _reading("place", ", ".join(dict.fromkeys(text for text, _ in place)), "IPTC 2:90", warning)
    yield from _reading("keywords", keywords([text for text, _ in found.get(25, [])]), "IPTC 2:25")


def _exif(exif: object) -> Found:
    names = {
        "caption": "ImageDescription",
        "creator": "Artist",
        "copyright": "Copyright",
        "taken_at": "DateTimeOriginal",
    }
    tags = exif_tags.read_tags(exif) if exif is not None else {}
    for field, tag in _FROM_EXIF.items():
        if tag in tags:
            yield from _reading(field, tags[tag][0], f"EXIF {names[field]}", tags[tag][1])


def moment(day: str, time: str) -> str:
    """ISO 8601 of what the three standards write as dates; "" when the day cannot be read.

    `day` is "20260302" or "2026-03-02…", `time` may be "081500+0700" or the whole again.
    """
    days = _DAY.match(day)
    if not days or days[2] == "00" or days[3] == "00":
        return ""
    times = _TIME.search(time)
    clock = f"{times[1]}:{times[2]}:{times[3]}" if times else "00:00:00"
    zone = "" if not times else "+00:00" if times[6] else f"{times[4]}:{times[5]}" if times[4] else ""
    return f"{days[1]}-{days[2]}-{days[3]}T{clock}{zone}"


def keywords(values: list[str]) -> str:
    """Keywords parted by semicolons, each once. Some programs write them all into one, with commas."""
    parts = [part for value in values for part in re.split(r"[;,]", value)]
    clean = (" ".join(part.split()) for part in parts)
    return "; ".join(list(dict.fromkeys(filter(None, clean)))[:MAX_KEYWORDS])

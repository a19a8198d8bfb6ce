"""What goes in and out of the package. Nothing here knows Django: the decoding process imports it too."""

from dataclasses import asdict, dataclass, field
from typing import Any

WIDTHS = (320, 640, 960, 1280, 1920)
"""The ladder of widths. A picture gets those that it is wide enough for; never more pixels than it has."""

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
SUFFIXES = {JPEG: ".jpg", PNG: ".png", WEBP: ".webp"}


class BadImage(ValueError):
    """The bytes are no picture that may be kept. `code` says why, `params` with which numbers.

    Codes: `empty`, `bytes`, `format`, `sides`, `pixels`, `broken`, `memory`, `time`, `decoder`.
    """

    def __init__(self, code: str, **params: int) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(frozen=True, slots=True)
class Limits:
    """What one picture may cost."""

    max_bytes: int = 20 * 2**20
    max_pixels: int = 64_000_000
    original_side: int = 2400
    """The longer side of the picture that is kept; 0 keeps every pixel."""
    memory: int = 400_000_000
    """Bytes of address space of the decoding process."""
    seconds: float = 6.0
    """Processor time of the decoding process. By the clock it may take three times as long, on a busy machine."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What every file of a photo says of it. Empty values are not written."""

    credit: str = ""
    creator: str = ""
    source: str = ""
    copyright: str = ""
    caption: str = ""
    alt: str = ""
    usage_terms: str = ""
    digital_source_type: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One value that the file itself gives."""

    field: str
    """`credit`, `creator`, `source`, `copyright`, `caption`, `alt`, `usage_terms`, `licence`, `place`, `taken_at`
    (ISO 8601), `keywords` (parted by semicolons) or `digital_source_type`."""
    value: str
    origin: str
    """As "XMP photoshop:Credit" or "IPTC 2:110"."""
    chosen: bool = True
    """The one that is proposed; others of the same field say something else."""
    warning: str = ""
    """`tcvn3`: typed with a legacy font. `no_credit`: names nobody. `charset`: guessed encoding. `cut`: too long."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """One file: the kept original or a rendition."""

    content: bytes
    media_type: str
    width: int
    height: int

    @property
    def suffix(self) -> str:
        return SUFFIXES[self.media_type]


@dataclass(frozen=True, slots=True)
class Developed:
    """An upload that was decoded: its files without metadata, and what the metadata said."""

    original: Encoded
    renditions: list[Encoded] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    digest: str = ""
    """SHA-256 of the bytes as they were sent, hexadecimal."""

    def proposed(self) -> dict[str, str]:
        """field → value of what is proposed."""
        return {reading.field: reading.value for reading in self.readings if reading.chosen}


def plain(reading: Reading) -> dict[str, Any]:
    """A reading as it is kept in JSON."""
    return asdict(reading)

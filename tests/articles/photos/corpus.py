"""Tagged pictures as they come from agencies, phones and old programs: what exiftool is told, and what must come out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

CREDIT, CREATOR, COPYRIGHT = "VGP/Nhật Bắc", "Nhật Bắc", "© Báo Điện tử Chính phủ – giữ bản quyền"
CAPTION = "Người dân xã Nậm Sương thu hoạch lúa trên ruộng bậc thang; ảnh chụp ngày 20/9."
GPS = ["-GPSLatitude=21.0285", "-GPSLatitudeRef=N", "-GPSLongitude=105.8542", "-GPSLongitudeRef=E"]
DEVICE = ["-SerialNumber=0123456789", "-MakerNotes:SerialNumber=99", "-LensSerialNumber=LENS4711"]
UTF8 = ["-charset", "iptc=utf8", "-IPTC:CodedCharacterSet=UTF8"]
XMP = [
    f"-XMP-photoshop:Credit={CREDIT}",
    f"-XMP-dc:Creator={CREATOR}",
    f"-XMP-dc:Rights={COPYRIGHT}",
    f"-XMP-dc:Description={CAPTION}",
]
IIM = [
    *UTF8,
    f"-IPTC:Credit={CREDIT}",
    f"-IPTC:By-line={CREATOR}",
    f"-IPTC:CopyrightNotice={COPYRIGHT}",
    f"-IPTC:Caption-Abstract={CAPTION}",
]
EXIF = [f"-EXIF:Artist={CREDIT}", f"-EXIF:Copyright={COPYRIGHT}", f"-EXIF:ImageDescription={CAPTION}"]
ALL = {"credit": CREDIT, "creator": CREATOR, "copyright": COPYRIGHT, "caption": CAPTION}


@dataclass(frozen=True)
class Tagged:
    """One file of the corpus."""

    name: str
    form: str
    arguments: list[str]
    proposed: dict[str, str]
    origins: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)


def western(text: str) -> list[str]:
    return ["-charset", "iptc=Latin", "-charset", "utf8", f"-IPTC:Credit={text}"]


CORPUS = [
    Tagged("xmp-jpeg", "JPEG", XMP, ALL, {"credit": "XMP photoshop:Credit", "copyright": "XMP dc:rights"}),
    Tagged("xmp-png", "PNG", XMP, ALL),
    Tagged("xmp-webp", "WEBP", XMP, ALL),
    Tagged("xmp-avif", "AVIF", XMP, ALL),
    Tagged("iim-utf8", "JPEG", IIM, ALL, {"credit": "IPTC 2:110", "creator": "IPTC 2:80"}),
    Tagged("exif-jpeg", "JPEG", EXIF, ALL, {"copyright": "EXIF Copyright", "credit": "EXIF Artist"}),
    Tagged("exif-webp", "WEBP", EXIF, ALL),
    Tagged("exif-png", "PNG", EXIF, ALL),
    Tagged("exif-avif", "AVIF", EXIF, ALL),
    Tagged("gps-and-serials", "JPEG", [*XMP, *GPS, *DEVICE, "-XMP-exif:GPSLatitude=21.0285"], ALL),
    Tagged("all-three", "JPEG", [*XMP, *IIM, *EXIF, *GPS], ALL, {"credit": "XMP photoshop:Credit"}),
    Tagged(
        "xmp-against-iim",
        "JPEG",
        [*UTF8, "-IPTC:Credit=TTXVN/Cũ", "-XMP-photoshop:Credit=TTXVN/Mới"],
        {"credit": "TTXVN/Mới", "creator": "Mới", "source": "TTXVN"},
        {"credit": "XMP photoshop:Credit"},
    ),
    Tagged(
        "iim-is-newer",
        "JPEG",
        [*UTF8, "-IPTC:Credit=TTXVN/Mới", "-XMP-photoshop:Credit=TTXVN/Cũ", "-Photoshop:IPTCDigest=00112233445566778899aabbccddeeff"],
        {"credit": "TTXVN/Mới"},
        {"credit": "IPTC 2:110"},
    ),
    Tagged(
        "digest-says-xmp",
        "JPEG",
        [*UTF8, "-IPTC:Credit=TTXVN/Cũ", "-XMP-photoshop:Credit=TTXVN/Mới", "-Photoshop:IPTCDigest=new"],
        {"credit": "TTXVN/Mới"},
    ),
    Tagged(
        "exif-against-xmp",
        "JPEG",
        ["-EXIF:Copyright=Máy ảnh", f"-XMP-dc:Rights={COPYRIGHT}", "-EXIF:ImageDescription=OLYMPUS DIGITAL CAMERA"],
        {"copyright": COPYRIGHT},
    ),
    Tagged("iim-latin1", "JPEG", western("AFP/José Muñoz"), {"credit": "AFP/José Muñoz", "creator": "José Muñoz"}),
    Tagged(
        "iim-cp1258",
        "JPEG",
        ["-charset", "iptc=utf8", "-IPTC:Credit=1258"],
        {"credit": "VGP/Nhật Bắc"},
        warnings={"credit": "charset"},
    ),
    Tagged(
        "iim-tcvn3",
        "JPEG",
        ["-charset", "iptc=utf8", "-IPTC:Credit=TCVN"],
        {"credit": "VGP/NhËt B¾c"},
        warnings={"credit": "tcvn3"},
    ),
    Tagged(
        "iim-utf8-unmarked",
        "JPEG",
        ["-charset", "iptc=utf8", "-IPTC:Credit=UNMK"],
        {"credit": "TTXVN/Đỗ Hương"},
    ),
    Tagged(
        "agency-apart",
        "JPEG",
        ["-XMP-photoshop:Credit=TTXVN", "-XMP-dc:Creator=Lê Đông"],
        {"credit": "TTXVN/Lê Đông", "creator": "Lê Đông"},
    ),
    Tagged("creator-only", "JPEG", ["-XMP-dc:Creator=Gia Huy"], {"credit": "Gia Huy", "creator": "Gia Huy"}),
    Tagged(
        "internet", "JPEG", ["-XMP-photoshop:Credit=Nguồn: Internet"], {"credit": "Nguồn: Internet"},
        warnings={"credit": "no_credit"},
    ),
    Tagged(
        "everything-else",
        "JPEG",
        [
            "-XMP-iptcCore:AltTextAccessibility=Một cụ bà ngồi bên khung cửi",
            "-XMP-iptcExt:DigitalSourceType=http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
            "-XMP-xmpRights:UsageTerms=Chỉ dùng cho báo chí",
            "-XMP-xmpRights:WebStatement=https://example.vn/giay-phep",
            "-XMP-photoshop:City=Mai Châu",
            "-XMP-photoshop:State=Hòa Bình",
            "-XMP-dc:Subject=dệt vải",
            "-XMP-dc:Subject=nghề cổ",
            "-XMP-photoshop:DateCreated=2026:03:02 08:15:00+07:00",
            "-XMP-photoshop:Source=Báo Sông Hồng",
        ],
        {
            "alt": "Một cụ bà ngồi bên khung cửi",
            "digital_source_type": "trainedAlgorithmicMedia",
            "usage_terms": "Chỉ dùng cho báo chí",
            "licence": "https://example.vn/giay-phep",
            "place": "Mai Châu, Hòa Bình",
            "keywords": "dệt vải; nghề cổ",
            "taken_at": "2026-03-02T08:15:00+07:00",
            "source": "Báo Sông Hồng",
        },
    ),
    Tagged(
        "iim-date-and-keywords",
        "JPEG",
        [*UTF8, "-IPTC:DateCreated=2026:03:02", "-IPTC:TimeCreated=08:15:00+07:00", "-IPTC:Keywords=lũ lụt", "-IPTC:Keywords=cứu trợ", "-IPTC:City=Huế"],
        {"taken_at": "2026-03-02T08:15:00+07:00", "keywords": "lũ lụt; cứu trợ", "place": "Huế"},
    ),
    Tagged(
        "camera",
        "JPEG",
        ["-EXIF:DateTimeOriginal=2026:03:02 08:15:00", "-EXIF:OffsetTimeOriginal=+07:00", "-EXIF:ImageDescription=SONY DSC", *GPS],
        {"taken_at": "2026-03-02T08:15:00+07:00"},
    ),
    Tagged("nothing", "JPEG", GPS, {}),
]  # fmt: skip

# What exiftool does not write: bytes of other encodings of the same length, put in afterwards.
BYTES: dict[str, tuple[bytes, bytes]] = {
    "iim-cp1258": (b"1258", "VGP/Nhâ\u0323t Bă\u0301c".encode("cp1258")),
    "iim-tcvn3": (b"TCVN", "VGP/NhËt B¾c".encode("cp1252")),
    "iim-utf8-unmarked": (b"UNMK", "TTXVN/Đỗ Hương".encode()),
}


def with_bytes(name: str, content: bytes) -> bytes:
    """Writes a value of another encoding into the IIM block, and takes the mark of UTF-8 away."""
    if name not in BYTES:
        return content
    placeholder, value = BYTES[name]
    at = content.index(b"\x1c\x02\x6e\x00\x04" + placeholder)
    start = content.index(b"8BIM\x04\x04")
    segment = content.rindex(b"\xff\xed", 0, start)
    grown = len(value) - len(placeholder)
    end = segment + 2 + int.from_bytes(content[segment + 2 : segment + 4])
    # The resources that follow the block are let go; its size and the segment's are set anew.
    block_size = int.from_bytes(content[start + 8 : start + 12])
    block = content[start + 12 : start + 12 + block_size]
    block = block.replace(
        b"\x1c\x02\x6e\x00\x04" + placeholder, b"\x1c\x02\x6e" + len(value).to_bytes(2) + value
    )
    block = block.replace(b"\x1c\x01\x5a\x00\x03\x1b%G", b"")
    assert at > start
    assert grown >= 0
    body = (
        b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + len(block).to_bytes(4) + block + b"\0" * (len(block) % 2)
    )
    return content[:segment] + b"\xff\xed" + (len(body) + 2).to_bytes(2) + body + content[end:]


def names(corpus: Iterable[Tagged]) -> list[str]:
    return [tagged.name for tagged in corpus]

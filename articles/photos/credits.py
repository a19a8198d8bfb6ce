"""Customs of credits in Viet Nam: "VGP/Nhật Bắc" is agency and person; "Internet" is nobody."""

import re

_NOBODY = re.compile(
    r"^\W*(?:(?:nguồn|ảnh|photo|source|theo)\W+)*(?:từ\s+)?(?:trên\s+)?(?:mạng\s+)?"
    r"(?:internet|inter|sưu\s+tầm|st|s/t|mạng|mạng\s+xã\s+hội|google(?:\s+images?)?|facebook|zalo|youtube|tiktok"
    r"|pinterest|unknown|không\s+rõ|khuyết\s+danh)\W*$",
    re.IGNORECASE,
)
_CAMERA_WORDS = re.compile(
    r"^\W*(?:olympus digital camera|sony dsc|samsung camera pictures|minolta digital camera|digital camera"
    r"|kodak digital still camera|exif_jpeg[_a-z0-9]*|default|dcim.*|untitled|copyright|<.*>)?\W*$",
    re.IGNORECASE,
)


def names_nobody(credit: str) -> bool:
    """The credit says where the picture was found, not who made it: Article 19(2) of the law asks for the latter."""
    return bool(_NOBODY.match(credit))


def is_camera_word(text: str) -> bool:
    """What cameras write by themselves where a person's words belong."""
    return bool(_CAMERA_WORDS.match(text))


def agency_and_person(credit: str) -> tuple[str, str]:
    """("VGP", "Nhật Bắc") of "VGP/Nhật Bắc"; ("", "") when the credit is not written that way."""
    agency, slash, person = (part.strip() for part in credit.partition("/"))
    if not slash or not agency or not person or "/" in person or "." in agency:
        return "", ""
    return agency, person

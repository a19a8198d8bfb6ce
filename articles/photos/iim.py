"""IPTC-IIM, the records that agencies and older programs write into a JPEG (IPTC-NAA Information Interchange Model 4).

A JPEG holds them inside Photoshop's image resources: 0x0404 is the block, 0x0425 its MD5 as it was when the XMP was
last written (Metadata Working Group 2.0 §3.3).
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping

IIM_RESOURCE, DIGEST_RESOURCE = 0x0404, 0x0425
UTF8_MARK = b"\x1b%G"
MAX_DATASETS = 2000

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TCVN3 = re.compile(r"(?<=[A-Za-z])[µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉËÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞß«¬­®åæ]|[®¸µ¹Ê](?=[a-z])")


def datasets(block: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(record, dataset, value) of each entry, up to the first that does not fit."""
    at = 0
    for _ in range(MAX_DATASETS):
        if at + 5 > len(block) or block[at] != 0x1C:
            return
        record, number = block[at + 1], block[at + 2]
        size = int.from_bytes(block[at + 3 : at + 5])
        at += 5
        if size & 0x8000:
            # Extended: the size stands in as many bytes as were named.
            octets = size & 0x7FFF
            if octets > 4:
                return
            size = int.from_bytes(block[at : at + octets])
            at += octets
        if at + size > len(block):
            return
        yield record, number, block[at : at + size]
        at += size


def decode(value: bytes, *, marked: bool) -> tuple[str, str]:
    """(text, warning). Without the mark of UTF-8 the encoding is told by the letters.

    Old programs in Viet Nam wrote windows-1258, or TCVN3 with fonts of its own, which looks like Latin-1 noise: that
    is flagged and left as it is, because its capitals cannot be had back.
    """
    value = value.strip(b"\0 \r\n\t")
    try:
        return _clean(value.decode("utf-8")), ""
    except UnicodeDecodeError:
        pass
    western, vietnamese = value.decode("cp1252", "replace"), _vietnamese(value)
    if vietnamese:
        return _clean(vietnamese), "charset"
    if len(_TCVN3.findall(western)) * 12 > sum(letter.isalpha() for letter in western):
        return _clean(western), "tcvn3"
    return _clean(western), "charset" if marked else ""


def read_block(resources: Mapping[int, object]) -> tuple[dict[int, list[tuple[str, str]]], bool]:
    """(values of record 2 as (text, warning) by dataset, whether they are newer than the XMP beside them)."""
    block = resources.get(IIM_RESOURCE)
    if not isinstance(block, bytes):
        return {}, False
    found: dict[int, list[tuple[str, str]]] = {}
    marked = False
    for record, number, value in datasets(block):
        if (record, number) == (1, 90):
            marked = value.startswith(UTF8_MARK)
        elif record == 2:
            text, warning = decode(value, marked=marked)
            if text:
                found.setdefault(number, []).append((text, warning))
    digest = resources.get(DIGEST_RESOURCE)
    known = isinstance(digest, bytes) and len(digest) >= 16 and digest[:16] != bytes(16)
    newer = known and digest[:16] != hashlib.md5(block, usedforsecurity=False).digest()  # type: ignore[index]
    return found, newer


def _vietnamese(value: bytes) -> str:
    """The text as windows-1258, where each of its tones stands on a letter that can bear it; else ""."""
    try:
        text = value.decode("cp1258")
    except UnicodeDecodeError:
        return ""
    composed = unicodedata.normalize("NFC", text)
    borne = sum(letter in _TONES for letter in text)
    left = sum(letter in _TONES for letter in composed)
    return composed if borne and not left else ""


def _clean(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in composed if letter.isprintable() or letter in "\n\t").strip()

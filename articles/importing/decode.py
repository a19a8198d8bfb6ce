"""Bytes of unknown origin into text: byte order marks, declared charsets, legacy Vietnamese encodings."""

import re
from dataclasses import dataclass

from .legacy import legacy_encoding
from .page import Notice
from .wording import marked as _

MAX_BYTES = 5_000_000
MAX_LINES = 20_000
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_BINARY = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_MARK = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_MARK_ON_VOWEL = re.compile("[aăâeêioôơuưyAĂÂEÊIOÔƠUƯY][\u0300\u0301\u0303\u0309\u0323]")
_LETTER = re.compile(r"[^\W\d_]")
# Only these are tried when a page declares them: Python knows codecs ("hex", "zip") that are not text.
_DECLARED = {
    "windows-1258": "cp1258", "cp1258": "cp1258", "x-cp1258": "cp1258",
    "windows-1252": "cp1252", "cp1252": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252",
    "us-ascii": "cp1252", "x-user-defined": "cp1252", "utf-16": "utf-16", "utf-16le": "utf-16-le",
}  # fmt: skip


class PageError(ValueError):
    """The page cannot be read at all (too large, empty, not text). `message` is fixed English, to be translated."""

    def __init__(self, message: str, value: str = "") -> None:
        super().__init__(f"{message}: {value}" if value else message)
        self.message = message
        self.value = value


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    warnings: tuple[Notice, ...] = ()


def decode(data: bytes) -> Decoded:
    """Text of a page, line ends as "\\n", control characters gone. Raises PageError.

    UTF-8 is tried first whatever the page declares; a single-byte text falls back to windows-1258, or to
    windows-1252 when its letters look like TCVN3 or VNI typed with a legacy font.
    """
    if len(data) > MAX_BYTES:
        raise PageError(_("The page is too large"), f"{len(data):,} > {MAX_BYTES:,}")
    if data.startswith(_BINARY):
        raise PageError(_("This is not a text or HTML page"))
    text, encoding, warnings = _decode(data)
    if not text.strip("\ufeff \n\r\t"):
        raise PageError(_("The page is empty"))
    if "\ufffd" in text:
        warnings = (
            *warnings,
            Notice(_("Characters that could not be decoded"), str(text.count("\ufffd")), hinders=True),
        )
    text = _LINE_ENDS.sub("\n", text.replace("\ufeff", ""))
    return Decoded(_CONTROLS.sub("", text), encoding, warnings)


def _decode(data: bytes) -> tuple[str, str, tuple[Notice, ...]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "utf-16", ()
    wide = _wide_encoding(data)
    if wide:
        return data.decode(wide, "replace"), wide, ()
    if b"\x00" in data:
        raise PageError(_("This is not a text or HTML page"), "NUL")
    try:
        return data.decode("utf-8-sig"), "utf-8", ()
    except UnicodeDecodeError:
        return _decode_legacy(data)


def _wide_encoding(data: bytes) -> str:
    """UTF-16 without a byte order mark: every other byte of its spaces and digits is NUL."""
    head = data[:2000]
    if head[1::2].count(0) > len(head) // 6 and not head[0::2].count(0):
        return "utf-16-le"
    if head[0::2].count(0) > len(head) // 6 and not head[1::2].count(0):
        return "utf-16-be"
    return ""


def _guess_single_byte(data: bytes) -> str:
    """Windows-1258 writes most tones as marks behind their vowel; TCVN3 and VNI were typed as windows-1252."""
    text = data.decode("cp1258", "replace")
    marks = len(_MARK.findall(text))
    if marks * 20 > len(_LETTER.findall(text)) and len(_MARK_ON_VOWEL.findall(text)) * 10 >= marks * 9:
        return "cp1258"
    return "cp1252" if legacy_encoding(data.decode("cp1252", "replace")) else "cp1258"


def _decode_legacy(data: bytes) -> tuple[str, str, tuple[Notice, ...]]:
    repaired = data.decode("utf-8", "replace")
    if repaired.count("\ufffd") <= max(3, len(repaired) // 2000) and re.search("[\u1ea0-\u1ef9]", repaired):
        return repaired, "utf-8", (Notice(_("The UTF-8 text is damaged")),)
    declared = _META_CHARSET.search(data[:4000])
    encoding = _DECLARED.get(declared[1].decode("ascii").lower(), "") if declared else ""
    if not encoding or encoding.startswith("utf-16"):
        encoding = _guess_single_byte(data)
    return (
        data.decode(encoding, "replace"),
        encoding,
        (Notice(_("Not UTF-8; check the accents. It was read as"), encoding),),
    )

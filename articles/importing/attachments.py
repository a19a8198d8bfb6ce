"""Files offered with a page: "Tệp đính kèm: KH-125.pdf"."""

import re

from .page import Attachment

FILE_NAME = re.compile(r"[^/\\?#;,:]{1,150}\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|zip|rar|7z|rtf)", re.IGNORECASE)
_ADJACENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|zip|rar|7z|rtf)(?=\s+[^\s;,]+\.)", re.IGNORECASE)
"""The end of one file's name with another's behind it."""
FILE_LINK = re.compile(
    r'<a href="(?P<href>[^"]+\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|zip|rar|7z|rtf))"', re.IGNORECASE
)
_MOST_WORDS, _MOST_ACCENTED_WORDS = 12, 8
"""Of a file's name without a label: one with accents may be a sentence that ends with it."""
_LABEL_ALONE = re.compile(
    r"(?:(?:tải )?(?:các )?(?:tệp|file|tài liệu|văn bản)(?: tin)? (?:đính kèm|kèm theo|tải về)|đính kèm)\s*[:：]?",
    re.IGNORECASE,
)
_SIZE = re.compile(
    r"(?P<end>\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|zip|rar|7z|rtf))(?P<size>\s*[(\[]?\d[\d.,]*\s?(?:bytes|[KMG]B)[)\]]?)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^[\s*]*(?:tải về|tải xuống|download|(?:file |gửi )?đính kèm|(?:các )?(?:tệp|file|tài liệu|văn bản)(?: tin)?(?: đính kèm| kèm theo)?)\s*[:：]\s*",
    re.IGNORECASE,
)


def file_sizes(text: str) -> list[str]:
    """What the line says of its files' sizes: "(145 KB)"."""
    return [match["size"].strip() for match in _SIZE.finditer(text)]


def is_files_label(text: str) -> bool:
    """ "Tệp đính kèm:" without a file behind it."""
    return bool(_LABEL_ALONE.fullmatch(text.strip()))


def parse_attachments(text: str) -> list[Attachment]:
    """The files that a line offers: behind a label, or a file's name alone; [] when it is something else."""
    text = _ADJACENT.sub(r"\g<0>; ", _SIZE.sub(r"\g<end>", text))
    label = _LABEL.match(text)
    names = [part.strip(" .()") for part in re.split(r"\s*[;,]\s*", text[label.end() :] if label else text)]
    names = [name for name in names if name]
    if not names or len(text) > 600 or (not label and len(names) > 1):
        return []
    most = _MOST_WORDS if names[0].isascii() else _MOST_ACCENTED_WORDS
    if not all(map(FILE_NAME.fullmatch, names)) or (not label and len(names[0].split()) > most):
        return []
    return [Attachment("", name) for name in names]

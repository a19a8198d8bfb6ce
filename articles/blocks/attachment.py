import zipfile
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation, ValidationError
from django.core.files.base import File
from django.db import models
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from ..language import compose
from ..models.representations import absolute_url
from ..plugins import Block, Node, register_block

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".zip": "application/zip",
}
UNKNOWN_TYPE = "application/octet-stream"
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BEGINNINGS = {
    ".pdf": b"%PDF-",
    ".doc": COMPOUND_FILE,
    ".xls": COMPOUND_FILE,
    **dict.fromkeys([".odt", ".ods", ".docx", ".xlsx", ".pptx", ".zip"], b"PK\x03\x04"),
}
TEXTS = frozenset([".csv", ".txt"])
PARTS = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".pptx": "ppt/presentation.xml"}


def ending_of(name: str | None) -> str:
    return PurePath(name or "").suffix.lower()


def attachment_path(block: "AttachmentBlock", filename: str) -> str:
    """A name nobody can guess, with one of the known endings."""
    ending = ending_of(filename)
    return f"attachments/{uuid4().hex}{ending if ending in MEDIA_TYPES else ''}"


def validate_attachment(file: File) -> None:
    """A document of a known kind, whose content fits its name, no larger than the site allows."""
    ending = ending_of(file.name)
    if ending not in MEDIA_TYPES:
        kinds = ", ".join(sorted(MEDIA_TYPES))
        raise ValidationError(_("Only these kinds of file: %(kinds)s."), params={"kinds": kinds}, code="kind")
    try:
        size = file.size
        fits = size <= settings.NEWSROOM_ATTACHMENT_MAX_BYTES and content_fits(file, ending)
    except (OSError, SuspiciousFileOperation) as error:
        raise ValidationError(_("The file is missing."), code="missing") from error
    if size > settings.NEWSROOM_ATTACHMENT_MAX_BYTES:
        most = settings.NEWSROOM_ATTACHMENT_MAX_BYTES
        raise ValidationError(
            _("The file is larger than %(most)d bytes."), params={"most": most}, code="size"
        )
    if not fits:
        raise ValidationError(_("The file's content does not fit its name."), code="content")


def content_fits(file: File, ending: str) -> bool:
    """Whether the file is what its ending says: by its first bytes, an office file by the parts in its archive."""
    stored = file.closed
    try:
        file.seek(0)
        if ending in TEXTS:
            return b"\x00" not in file.read()
        if not file.read(8).startswith(BEGINNINGS[ending]):
            return False
        return ending not in PARTS or PARTS[ending] in _archived_names(file)
    finally:
        if stored:
            file.close()
        else:
            file.seek(0)


def _archived_names(file: File) -> list[str]:
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError):
        return []


class AttachmentNode(serializers.Serializer):
    url = serializers.CharField()
    name = serializers.CharField()
    media_type = serializers.CharField()
    bytes = serializers.IntegerField(min_value=0)


@register_block
class AttachmentBlock(Block):
    """A document to download, with its kind and size."""

    name, label, icon = "attachment", _("Attachment"), "attach_file"
    nodes = {"attachment": AttachmentNode}
    template = "articles/blocks/attachment.html"

    file = models.FileField(_("file"), upload_to=attachment_path, validators=[validate_attachment])
    title = models.CharField(_("title"), max_length=300)
    bytes = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta(Block.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES.get(ending_of(self.file.name), UNKNOWN_TYPE)

    def save(self, **kwargs: Any) -> None:
        """The size is always that of the file; the last one known stays when the file cannot be read."""
        try:
            self.bytes = self.file.size if self.file else 0
        except (OSError, SuspiciousFileOperation):
            self.bytes = self.bytes or 0
        super().save(**kwargs)

    def represent(self) -> list[Node]:
        return [
            {
                "type": "attachment",
                "url": absolute_url(self.file.url),
                "name": compose(self.title),
                "media_type": self.media_type,
                "bytes": self.bytes,
            }
        ]

    def text(self) -> str:
        return self.title

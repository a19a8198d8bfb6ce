"""What may be attached: a file of a known kind that is what its name says, and its true size."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import override_settings

from articles.blocks.attachment import AttachmentBlock, attachment_path, validate_attachment
from articles.models import Section
from articles.publishing import NotPublishable, create_draft, faults_of, publish, read_content


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return buffer.getvalue()


PDF = b"%PDF-1.7\n%%EOF"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("BÁO CÁO.PDF", PDF),
        ("a.csv", "Năm,Số\n".encode()),
        ("a.txt", b""),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..."),
        ("a.docx", archive("[Content_Types].xml", "word/document.xml")),
        ("a.xlsx", archive("xl/workbook.xml")),
        ("a.zip", archive("anything")),
        ("a.odt", archive("mimetype")),
    ],
)
def test_taken(name: str, content: bytes) -> None:
    file = ContentFile(content, name=name)
    validate_attachment(file)
    assert file.read() == content


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.exe", b"MZ", "kind"),
        ("a.html", b"<html>", "kind"),
        ("a.svg", b"<svg/>", "kind"),
        ("a.pdf.exe", PDF, "kind"),
        ("a.docm", archive("word/document.xml"), "kind"),
        ("pdf", PDF, "kind"),
        (".pdf", PDF, "kind"),
        ("a.pdf", b"<html><script>alert(1)</script>%PDF-", "content"),
        ("a.pdf", b"MZ\x90\x00", "content"),
        ("a.pdf", b"", "content"),
        ("a.doc", archive("word/document.xml"), "content"),
        ("a.docx", archive("evil.exe"), "content"),
        ("a.docx", b"PK\x03\x04 broken", "content"),
        ("a.docx", b"PK\x03\x04" + b"\xff" * 200, "content"),
        ("a.zip", b"Rar!", "content"),
        ("a.csv", b"MZ\x90\x00\x03", "content"),
        ("a.txt", b"\x7fELF\x00", "content"),
    ],
)
def test_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        validate_attachment(ContentFile(content, name=name))
    assert caught.value.code == code


@override_settings(NEWSROOM_ATTACHMENT_MAX_BYTES=10)
def test_size_is_limited() -> None:
    with pytest.raises(ValidationError) as caught:
        validate_attachment(ContentFile(PDF, name="a.pdf"))
    assert caught.value.code == "size"


@pytest.mark.parametrize(
    "name", ["../../x.pdf", "/etc/passwd.pdf", "a\\..\\b.pdf", "Báo cáo.PDF", "a.php.pdf", "a.pdf\n"]
)
def test_the_upload_s_name_is_not_kept(name: str) -> None:
    path = attachment_path(AttachmentBlock(), name)
    assert path.startswith("attachments/")
    assert Path(path).parent == Path("attachments")
    assert Path(path).suffix in (".pdf", "")


@pytest.fixture
def section(db: None) -> Section:
    return Section.objects.create(name="Mục", slug="muc")


def test_its_size_is_that_of_the_file_whatever_the_data_says(section: Section) -> None:
    name = default_storage.save("attachments/a.pdf", ContentFile(PDF))
    draft = create_draft(
        by=None,
        headline="Tin",
        section=section.pk,
        blocks=[{"type": "attachment", "data": {"file": name, "title": "Báo cáo", "bytes": 5}}],
    )
    edition = publish(draft, by=None)
    assert f'"bytes":{len(PDF)}'.encode() in bytes(edition.document)
    assert b'"media_type":"application/pdf"' in bytes(edition.document)


def test_a_file_that_is_missing_is_a_fault_and_no_crash(section: Section) -> None:
    name = default_storage.save("attachments/b.pdf", ContentFile(PDF))
    draft = create_draft(
        by=None,
        headline="Tin",
        section=section.pk,
        blocks=[{"type": "attachment", "data": {"file": name, "title": "Báo cáo"}}],
    )
    default_storage.delete(name)
    faults = faults_of(read_content(draft.revisions.first().snapshot))
    assert [fault.field for fault in faults] == ["file"]
    with pytest.raises(NotPublishable):
        publish(draft, by=None)


@pytest.mark.parametrize(
    "name", ["../settings.py", "/etc/passwd", "attachments/../../x.pdf", "..", "", "a\x00.pdf", "x" * 101]
)
def test_a_stored_name_stays_in_the_storage(section: Section, name: str) -> None:
    with pytest.raises(NotPublishable):
        create_draft(
            by=None,
            headline="Tin",
            section=section.pk,
            blocks=[{"type": "attachment", "data": {"file": name, "title": "Báo cáo"}}],
        )

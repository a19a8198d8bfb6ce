"""Photos at the desk."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from articles import publishing
from articles.models import Photo, Tag
from tests.factories import make_article, make_photo, make_tag

from .forms import errors, filled

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/photo/add/"


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "#5a7d3a").save(out, form)
    return out.getvalue()


def upload(desk: Client, content: bytes, name: str = "anh.jpg", url: str = ADD, **fields: str) -> object:
    sent = filled(desk.get(url), "photo_form", alt="Đồi xanh", credit="VGP/Nhật Bắc", **fields)
    return desk.post(url, {**sent, "file": SimpleUploadedFile(name, content)})


def test_an_upload_is_written_anew_and_measured(desk: Client) -> None:
    sent = picture() + b"<?php payload ?>"
    answer = upload(desk, sent, "../../x.php")
    assert answer.status_code == 302, errors(answer)
    photo = Photo.objects.get()
    assert (photo.width, photo.height, photo.media_type) == (60, 40, "image/jpeg")
    assert photo.file.name.endswith(".jpg")
    with photo.file.open() as file:
        stored = file.read()
    assert b"payload" not in stored
    assert photo.bytes == len(stored)
    assert photo.created_by is not None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"no picture",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        picture()[:300],
        picture("BMP"),
    ],
)
def test_what_is_no_picture_is_refused_and_leaves_no_file(
    desk: Client, content: bytes, media_root: Path
) -> None:
    before = set(media_root.rglob("*"))
    answer = upload(desk, content)
    assert answer.status_code == 200
    assert errors(answer)
    assert not Photo.objects.exists()
    assert set(media_root.rglob("*")) == before


def test_a_file_that_is_too_large_is_refused_unread(desk: Client, settings: LazySettings) -> None:
    settings.NEWSROOM_PHOTO_MAX_BYTES = 2**20
    answer = upload(desk, picture() + b"\0" * 2**20)
    assert "larger than 1 MB" in errors(answer)


def test_a_picture_with_too_many_pixels_is_refused(desk: Client, settings: LazySettings) -> None:
    settings.NEWSROOM_PHOTO_MAX_PIXELS = 1000
    assert "pixels" in errors(upload(desk, picture()))


def test_the_desk_opens_when_a_file_is_gone_from_the_disk(desk: Client) -> None:
    photo = make_photo(file=picture())
    photo.file.storage.delete(photo.file.name)
    url = f"/admin/articles/photo/{photo.pk}/change/"
    assert desk.get("/admin/articles/photo/").status_code == 200
    assert desk.get(url).status_code == 200
    assert desk.post(url, filled(desk.get(url), "photo_form", caption="Chú thích mới")).status_code == 302
    assert Photo.objects.get().caption == "Chú thích mới"


def test_a_file_can_be_replaced_but_not_taken_away(desk: Client) -> None:
    photo = make_photo(file=picture())
    url = f"/admin/articles/photo/{photo.pk}/change/"
    assert "file-clear" not in desk.get(url).content.decode()
    desk.post(url, {**filled(desk.get(url), "photo_form"), "file-clear": "on"})
    assert Photo.objects.get().file.name.startswith(photo.file.name.removesuffix(".jpg"))
    assert upload(desk, picture(size=(90, 30)), url=url).status_code == 302
    assert Photo.objects.get().width == 90


def delete(desk: Client, kind: str, pk: int) -> str:
    url = f"/admin/articles/{kind}/{pk}/delete/"
    desk.post(url, {"post": "yes"})
    desk.post(
        f"/admin/articles/{kind}/", {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}
    )
    return desk.get(url, follow=True).content.decode()


def test_a_photo_that_nothing_shows_can_be_deleted(desk: Client) -> None:
    delete(desk, "photo", make_photo().pk)
    assert not Photo.objects.exists()


@pytest.mark.parametrize("place", ["main", "block", "gallery"])
def test_a_photo_in_a_draft_cannot_be_deleted(desk: Client, place: str) -> None:
    photo = make_photo()
    blocks = {
        "main": [],
        "block": [{"type": "photo", "data": {"photo": photo.pk, "caption": ""}}],
        "gallery": [
            {"type": "gallery", "data": {"caption": "", "items": [{"photo": photo.pk, "caption": ""}]}}
        ],
    }[place]
    make_article("Bài có ảnh", publish=False, blocks=blocks, photo=photo.pk if place == "main" else None)
    page = delete(desk, "photo", photo.pk)
    assert "protected" in page
    assert "Bài có ảnh" in page
    assert Photo.objects.exists()


def test_a_photo_that_only_an_edition_shows_cannot_be_deleted(desk: Client) -> None:
    photo = make_photo()
    article = make_article(
        "Bài đã đăng", blocks=[{"type": "photo", "data": {"photo": photo.pk, "caption": ""}}]
    )
    text = [
        {
            "key": "5b0a5a0e-3f77-4f0a-9a43-2f3b8d9b1a11",
            "type": "text",
            "ordering": 1,
            "data": {"content": "<p>x</p>"},
        }
    ]
    publishing.write_draft(article, {**article.revisions.get().snapshot, "blocks": text}, by=None)
    assert "Bài đã đăng" in delete(desk, "photo", photo.pk)
    publishing.withdraw(article, by=None, reason="Sai")
    delete(desk, "photo", photo.pk)
    assert Photo.objects.exists(), "the withdrawn edition may come back"


def test_a_tag_in_use_cannot_be_deleted(desk: Client) -> None:
    draft, public, unused = make_tag("Nháp"), make_tag("Đã đăng"), make_tag("Thừa")
    make_article(publish=False, tags=[draft])
    published = make_article(tags=[public])
    publishing.write_draft(published, {**published.revisions.get().snapshot, "tags": []}, by=None)
    for tag in (draft, public, unused):
        delete(desk, "tag", tag.pk)
    assert set(Tag.objects.values_list("name", flat=True)) == {"Nháp", "Đã đăng"}

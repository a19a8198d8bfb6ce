"""Several photos at once, what they say of themselves, and what a changed credit does to what is live."""

import json
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from articles.models import Photo
from articles.photo_desk import add_photo
from articles.photos import Encoded, Rights, with_rights
from tests.articles.photos.bad_files import PAYLOAD, bad_files
from tests.articles.photos.pictures import picture
from tests.factories import make_article, make_user

from .forms import errors, filled

pytestmark = pytest.mark.django_db

UPLOAD, REVIEW = "/admin/articles/photo/upload/", "/admin/articles/photo/review/"


def tagged(credit: str = "VGP/Nhật Bắc", size: tuple[int, int] = (360, 240)) -> bytes:
    """A picture as an agency sends it."""
    plain = Encoded(picture(size=size), "image/jpeg", *size)
    return with_rights(plain, Rights(credit=credit, caption="Chợ nổi", copyright="© VGP")).content


def send(desk: Client, *contents: bytes, **headers: str) -> Any:
    files = [SimpleUploadedFile(f"anh-{number}.jpg", content) for number, content in enumerate(contents)]
    return desk.post(UPLOAD, {"files": files}, headers=headers)


def test_several_at_once_without_script(desk: Client) -> None:
    assert desk.get(UPLOAD).status_code == 200
    answer = send(desk, tagged(), b"no picture", tagged("Sưu tầm", (330, 240)))
    photos = list(Photo.objects.order_by("pk"))
    assert answer.headers["Location"] == f"{REVIEW}?ids={photos[0].pk},{photos[1].pk}"
    assert [photo.credit for photo in photos] == ["VGP/Nhật Bắc", "Sưu tầm"]
    assert [photo.created_by is not None for photo in photos] == [True, True]
    page = desk.get(answer.headers["Location"]).content.decode()
    assert "nh-1.jpg" in page, "which file was refused"
    assert "XMP photoshop:Credit" in page
    assert "where the picture was found" in page


def test_a_script_is_answered_line_by_line(desk: Client) -> None:
    first = send(desk, tagged(), accept="application/json").json()["results"][0]
    assert (first["credit"], first["name"], first["warnings"]) == ("VGP/Nhật Bắc", "anh-0.jpg", [])
    again = send(desk, tagged(), accept="application/json").json()["results"][0]
    assert f"photo {first['id']}" in again["warnings"][0], "told, not stopped"
    assert Photo.objects.count() == 2
    refused = send(desk, b"no picture", accept="application/json").json()["results"][0]
    assert refused["error"]
    assert "id" not in refused


@pytest.mark.once
def test_hostile_files_are_form_errors(desk: Client) -> None:
    bad = [(name, content) for name, content in bad_files() if content][::7]
    results = send(desk, *(content for _, content in bad), accept="application/json")
    assert results.status_code == 200
    for photo in Photo.objects.all():
        for name in photo.file_names():
            with photo.file.storage.open(name) as file:
                assert PAYLOAD not in file.read()


def test_looking_over_and_saving(desk: Client) -> None:
    first, second = add_photo(tagged()), add_photo(tagged("Internet", (330, 240)))
    url = f"{REVIEW}?ids={first.pk},{second.pk},99999,x"
    page = desk.get(url)
    sent = {
        f"photo-{photo.pk}-{name}": value
        for photo in (first, second)
        for name, value in {"credit": photo.credit, "caption": photo.caption, "copyright": photo.copyright, "keywords": "lũ, lụt"}.items()
    }  # fmt: skip
    sent |= {f"photo-{first.pk}-alt": "Chợ  nổi", f"photo-{second.pk}-credit": "TTXVN/Lê Đông"}
    assert desk.post(url, sent).status_code == 302, page
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.alt, first.keywords) == ("Chợ nổi", ["lũ", "lụt"])
    with second.file.open() as file:
        assert "TTXVN/Lê Đông".encode() in file.read(), "the files carry the new credit"
    too_long = {**sent, f"photo-{first.pk}-credit": "x" * 300}
    assert desk.post(url, too_long).status_code == 200
    assert desk.get(f"{REVIEW}?ids=abc").status_code == 200


def test_who_may_not_is_sent_away(client: Client) -> None:
    client.force_login(make_user("reader"))
    assert client.get(UPLOAD).status_code == 403
    assert client.post(UPLOAD, {}).status_code == 403
    assert client.get(REVIEW).status_code == 403


def test_a_changed_credit_is_told_then_refreshes_what_is_live(desk: Client) -> None:
    photo = add_photo(tagged())
    photo.alt = "Chợ nổi"
    photo.save()
    article = make_article("Chợ nổi đông vui", photo=photo.pk)
    url = f"/admin/articles/photo/{photo.pk}/change/"
    page = desk.get(url).content.decode()
    assert "Chợ nổi đông vui" in page
    sent = filled(desk.get(url), "photo_form", credit="VGP/Đức Tuân")
    answer = desk.post(url, sent)
    assert answer.status_code == 200
    assert "Tick this" in errors(answer)
    assert Photo.objects.get().credit == "VGP/Nhật Bắc"
    answer = desk.post(url, {**sent, "refresh_live": "on"})
    assert answer.status_code == 302, errors(answer)
    shown = json.loads(bytes(article.editions.get(slot="live").document))["photo"]
    assert shown["credit"] == "VGP/Đức Tuân"
    photo.refresh_from_db()
    assert shown["url"].endswith(str(photo.file))
    # What readers do not see needs no such word.
    sent = filled(desk.get(url), "photo_form", place="Cần Thơ")
    assert desk.post(url, sent).status_code == 302


def test_what_a_replaced_file_says_is_laid_before_the_editor(desk: Client) -> None:
    photo = add_photo(picture())
    photo.alt, photo.credit = "Chợ", "Gia Huy"
    photo.save()
    url = f"/admin/articles/photo/{photo.pk}/change/"
    sent = filled(desk.get(url), "photo_form")
    assert desk.post(url, {**sent, "file": SimpleUploadedFile("x.jpg", tagged())}).status_code == 302
    photo.refresh_from_db()
    assert (photo.credit, photo.copyright) == ("Gia Huy", "© VGP"), "empty fields are filled, others stay"
    page = desk.get(url).content.decode()
    assert "VGP/Nhật Bắc" in page
    assert 'data-field="credit"' in page


def test_a_deleted_photo_takes_its_files_along(desk: Client, django_capture_on_commit_callbacks: Any) -> None:
    photo = add_photo(tagged())
    storage, names = photo.file.storage, photo.file_names()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"/admin/articles/photo/{photo.pk}/delete/", {"post": "yes"})
    assert not Photo.objects.exists()
    assert [name for name in names if storage.exists(name)] == []


def test_a_large_gif_of_one_colour_is_kept_as_jpeg(desk: Client) -> None:
    out = BytesIO()
    Image.new("P", (1000, 700)).save(out, "GIF")
    result = send(desk, out.getvalue(), accept="application/json").json()["results"][0]
    photo = Photo.objects.get(pk=result["id"])
    assert photo.media_type == "image/jpeg"
    assert {one["width"] for one in photo.renditions} == {320, 640, 960}

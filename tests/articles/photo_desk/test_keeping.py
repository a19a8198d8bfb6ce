"""Photos and their files: kept whole or not at all, with the rights of the moment, in any storage."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from articles.models import Photo
from articles.photo_desk import Files, RefusedPicture, add_photo, check_photo, orphans, stale
from newsroom.storage import WholeFileStorage
from tests.articles.photos.pictures import picture
from tests.factories import make_article

from .storages import MemoryStorage

pytestmark = pytest.mark.django_db

Bucket = type[MemoryStorage]
DAY = timedelta(hours=25)


def document(article: object) -> dict:  # type: ignore[type-arg]
    return json.loads(bytes(article.editions.get(slot="live").document))  # type: ignore[attr-defined, no-any-return]


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def described(size: tuple[int, int] = (700, 500)) -> Photo:
    photo = add_photo(picture(size=size))
    photo.alt, photo.credit, photo.caption = "Chợ nổi", "VGP/Nhật Bắc", "Chợ nổi buổi sớm"
    Files().rewrite(photo)
    photo.save()
    return photo


def test_a_photo_in_a_storage_without_paths(bucket: Bucket) -> None:
    photo = described()
    assert {entry["width"] for entry in photo.renditions} == {320, 640}
    assert set(photo.file_names()) <= set(bucket.files)
    for entry in photo.renditions:
        assert entry["bytes"] == len(bucket.files[entry["name"]][0])
        assert "Nhật Bắc".encode() in bucket.files[entry["name"]][0]
    article = make_article(photo=photo.pk)
    shown = document(article)["photo"]
    assert [(one["media_type"], one["width"]) for one in shown["srcset"]] == [
        ("image/webp", 320), ("image/webp", 640), ("image/jpeg", 320), ("image/jpeg", 640),
    ]  # fmt: skip
    assert all(one["url"].startswith("https://bucket.example/photos/") for one in shown["srcset"])

    # A credit that changed behind the desk's back: the files follow, the article too, and what is old stays a day.
    before = photo.file_names()
    Photo.objects.update(credit="TTXVN/Lê Đông")
    assert "1 stale" in run("check_media")
    assert "1 rewritten" in (told := run("make_renditions"))
    assert "1 articles rendered again" in told
    photo.refresh_from_db()
    assert not set(photo.file_names()) & set(before)
    assert document(article)["photo"]["credit"] == "TTXVN/Lê Đông"
    assert document(article)["photo"]["srcset"][0]["url"].endswith(photo.renditions[0]["name"])
    assert "1 unchanged" in run("make_renditions")
    assert orphans() == [], "too young"
    for name, (content, at) in list(bucket.files.items()):
        bucket.files[name] = (content, at - DAY)
    bucket.files["photos/.abc.part"] = (b"half", timezone.now() - DAY)
    told = run("check_media", "--delete")
    # The article's first edition, which shows the old files, is history that can be read; the first upload's are not.
    assert set(before) <= set(bucket.files)
    assert set(photo.file_names()) <= set(bucket.files)
    assert "photos/.abc.part" not in bucket.files
    assert len(bucket.files) == len(before) + len(photo.file_names()), told


@pytest.mark.parametrize("files", range(5))
def test_a_full_disk_leaves_neither_row_nor_file(bucket: Bucket, files: int) -> None:
    add_photo(picture(size=(700, 500)))
    sizes = [len(content) for content, _ in bucket.files.values()]
    before = dict(bucket.files)
    bucket.room = sum(sizes) + sum(sizes[:files]) + 10
    with pytest.raises(RefusedPicture, match="No space left"):
        add_photo(picture(size=(700, 500)))
    assert bucket.files == before
    assert Photo.objects.count() == 1
    bucket.room = None
    add_photo(picture(size=(700, 500)))


def test_a_row_that_cannot_be_saved_takes_its_files_back(
    bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr(Photo, "save", fail)
    with pytest.raises(RuntimeError):
        add_photo(picture())
    assert bucket.files == {}


def test_what_the_file_says_fills_the_row(bucket: Bucket) -> None:
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x3b\0\x02\0\0\0\x0c\0\0\0\x1a\0\0\0\0Nguoi/Chup\0\0"
    photo = add_photo(picture(exif=exif))
    assert (photo.credit, photo.creator, photo.source) == ("Nguoi/Chup", "Chup", "Nguoi")
    assert not stale(photo)
    assert b"Nguoi/Chup" in bucket.files[str(photo.file)][0]


def test_a_lost_file_is_listed_flagged_and_found_again(bucket: Bucket) -> None:
    photo = described()
    article = make_article(photo=photo.pk)
    lost = bucket.files.pop(str(photo.file))
    assert check_photo(photo).original_missing
    with pytest.raises(CommandError, match="1 photos are missing"):
        run("check_media", "--mark")
    shown = document(article)["photo"]
    assert (shown["file"], shown["url"], shown["srcset"], shown["width"]) == ("missing", None, [], None)
    assert shown["credit"] == "VGP/Nhật Bắc"
    bucket.files[str(photo.file)] = lost
    run("check_media", "--mark")
    assert document(article)["photo"]["file"] == "ready"


def test_renditions_are_made_for_photos_that_have_none(bucket: Bucket) -> None:
    photo = described()
    wanted = photo.renditions
    for entry in wanted:
        del bucket.files[entry["name"]]
    Photo.objects.update(renditions=[])
    assert "1 without renditions" in run("check_media")
    assert "1 made" in run("make_renditions")
    photo.refresh_from_db()
    assert [(one["width"], one["media_type"]) for one in photo.renditions] == [
        (one["width"], one["media_type"]) for one in wanted
    ]
    assert check_photo(photo).missing == ()
    del bucket.files[str(photo.file)]
    with pytest.raises(CommandError, match="1 photos failed"):
        run("make_renditions", "--all")


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = WholeFileStorage(location=str(tmp_path))
    assert storage.save("photos/a.jpg", ContentFile(b"one")) == "photos/a.jpg"
    second = storage.save("photos/a.jpg", ContentFile(b"two"))
    assert second != "photos/a.jpg"
    assert (tmp_path / "photos/a.jpg").read_bytes() == b"one"
    before = set(tmp_path.rglob("*"))

    class Breaking(ContentFile):
        def chunks(self, chunk_size: int | None = None):  # type: ignore[no-untyped-def]
            yield b"half"
            assert not (tmp_path / "photos/b.jpg").exists()
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        storage.save("photos/b.jpg", Breaking(b"whole"))
    assert set(tmp_path.rglob("*")) == before
    with override_settings(FILE_UPLOAD_PERMISSIONS=0o640):
        name = WholeFileStorage(location=str(tmp_path)).save("c.jpg", ContentFile(b"x"))
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o640

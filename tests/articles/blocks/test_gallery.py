"""A gallery's photos: typed line by line, refused when they are gone."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.forms import modelform_factory
from django.utils.datastructures import MultiValueDict

from articles.blocks.editing import GalleryForm
from articles.blocks.gallery import MAX_PHOTOS, GalleryBlock, validate_items
from articles.models import Photo, Section
from articles.publishing import NotPublishable, create_draft, publish, refresh

pytestmark = pytest.mark.django_db
Form = modelform_factory(GalleryBlock, form=GalleryForm, fields=["caption", "items"])


@pytest.fixture
def photos() -> list[Photo]:
    return [Photo.objects.create(credit="Gia Huy", caption=f"Ảnh {number}", alt="Cầu") for number in (1, 2)]


def posted(lines: str, more: list[str] | None = None) -> Any:
    return MultiValueDict({"caption": [""], "items": [lines], "more": more or []})


def test_lines_name_the_photos(photos: list[Photo]) -> None:
    one, two = (photo.pk for photo in photos)
    form = Form(
        posted(f"{one} | Chú thích | có gạch\r\n\r\n#{two}\r\nhttps://x/admin/articles/photo/{one}/change/")
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["items"] == [
        {"photo": one, "caption": "Chú thích | có gạch"},
        {"photo": two, "caption": ""},
        {"photo": one, "caption": ""},
    ]


def test_photos_that_were_picked_come_at_the_end_in_their_order(photos: list[Photo]) -> None:
    one, two = (photo.pk for photo in photos)
    form = Form(posted("", [str(two), str(one)]))
    assert form.is_valid(), form.errors
    assert [item["photo"] for item in form.cleaned_data["items"]] == [two, one]


@pytest.mark.parametrize(
    "lines", ["Cầu Rồng", "1x", "0 | a", "-1", "12 không có gạch", "1.5", "999999999999999999999"]
)
def test_a_line_that_names_no_photo_is_told(photos: list[Photo], lines: str) -> None:
    form = Form(posted(f"{photos[0].pk} | tốt\n{lines}"))
    assert not form.is_valid()
    assert lines in form.errors["items"][0]
    assert lines in form["items"].value()


def test_a_photo_that_is_not_there_is_told(photos: list[Photo]) -> None:
    form = Form(posted(f"{photos[0].pk}\n987654321"))
    assert not form.is_valid()
    assert "987654321" in str(form.errors["items"])


def test_what_the_editor_sees(photos: list[Photo]) -> None:
    block = GalleryBlock(items=[{"photo": photos[0].pk, "caption": "Một"}, {"photo": photos[1].pk}])
    form = Form(instance=block)
    assert form["items"].value() == f"{photos[0].pk} | Một\n{photos[1].pk}"
    assert "Ảnh 2" in str(form["items"]), "The photos are shown below the lines."
    assert not Form(posted(form["items"].value()), instance=block).has_changed()


@pytest.mark.parametrize(
    "value",
    [None, [], {}, [1], [{"photo": "1"}], [{"photo": True}], [{"photo": 1, "x": 1}], [{"photo": 1, "caption": None}],
     [{"photo": 2**63}], [{"photo": 0}], [{"photo": 1}] * (MAX_PHOTOS + 1), [{"photo": 1, "caption": "x" * 3000}]],
)  # fmt: skip
def test_bad_items(value: object) -> None:
    with pytest.raises(ValidationError):
        validate_items(value)


def test_captions_and_credits(photos: list[Photo]) -> None:
    block = GalleryBlock(
        caption="Hội", items=[{"photo": photos[0].pk, "caption": "Riêng"}, {"photo": photos[1].pk}]
    )
    (node,) = block.represent()
    assert [(item["caption"], item["credit"]) for item in node["photos"]] == [
        ("Riêng", "Gia Huy"),
        ("Ảnh 2", "Gia Huy"),
    ]
    assert block.text() == "Hội\nRiêng\nGia Huy\nẢnh 2\nGia Huy"
    assert [photo.pk for photo in block.photos()] == [photo.pk for photo in photos]


def test_a_photo_that_is_gone_is_a_fault_and_a_refresh_skips_the_article(photos: list[Photo]) -> None:
    section = Section.objects.create(name="Mục", slug="muc")
    draft = create_draft(
        by=None,
        headline="Tin",
        section=section.pk,
        blocks=[
            {"type": "gallery", "data": {"caption": "", "items": [{"photo": photos[0].pk, "caption": ""}]}}
        ],
    )
    publish(draft, by=None)
    Photo.objects.filter(pk=photos[0].pk).delete()
    assert str(photos[0].pk) in refresh(draft).skipped
    with pytest.raises(NotPublishable):
        publish(draft, by=None)

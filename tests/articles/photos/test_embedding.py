"""Rights written into files: read back by Pillow, written over, and with any text that an editor may type."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from articles.photos import Encoded, Rights, with_rights

from .pictures import encoded, scene

SIZE = (33, 21)
TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
FILES = {form: encoded(scene(SIZE), form) for form in TYPES}
CLEAR = {form: encoded(scene(SIZE, "RGBA").convert("RGBA"), form) for form in ("PNG", "WEBP")}
LOSSLESS = encoded(scene(SIZE), "WEBP", lossless=True)
BEFORE, AFTER = (
    Rights(credit="VGP/Nhật Bắc", caption="Chợ"),
    Rights(credit="TTXVN/Lê Đông", copyright="© TTXVN"),
)


def pixels(content: bytes) -> bytes:
    with Image.open(BytesIO(content)) as image:
        return image.tobytes()


def made(form: str, content: bytes | None = None) -> Encoded:
    return Encoded(content or FILES[form], TYPES[form], *SIZE)


@pytest.mark.parametrize("form", TYPES)
def test_writing_over_leaves_the_pixels_and_nothing_of_the_old_rights(form: str) -> None:
    first = with_rights(made(form), BEFORE)
    second = with_rights(first, AFTER)
    assert pixels(second.content) == pixels(FILES[form])
    assert "Nhật Bắc".encode() in first.content
    assert "Nhật Bắc".encode() not in second.content
    assert "Lê Đông".encode() in second.content
    assert second.content == with_rights(made(form), AFTER).content, "the name follows from the bytes"


@pytest.mark.parametrize("content", [*CLEAR.values(), LOSSLESS], ids=["png", "webp", "lossless"])
def test_transparency_and_lossless_pictures_stay(content: bytes) -> None:
    form = "PNG" if content.startswith(b"\x89PNG") else "WEBP"
    written = with_rights(made(form, content), BEFORE)
    with Image.open(BytesIO(written.content)) as after, Image.open(BytesIO(content)) as before:
        assert after.mode == before.mode
        assert after.tobytes() == before.tobytes()


@settings(max_examples=25, deadline=None)
@given(st.builds(Rights, *[st.text(max_size=20)] * 7), st.sampled_from(list(TYPES)))
def test_any_text_leaves_a_picture_that_can_be_read(rights: Rights, form: str) -> None:
    def surrogates(text: str) -> bool:
        return any("\ud800" <= letter <= "\udfff" for letter in text)

    if any(surrogates(getattr(rights, name)) for name in Rights.__dataclass_fields__):
        return
    written = with_rights(made(form), rights)
    with Image.open(BytesIO(written.content)) as image:
        image.load()
        read = image.getexif()
        packet = image.getxmp()
    assert image.size == SIZE
    assert packet["xmpmeta"]["RDF"]["Description"] is not None
    expected = (rights.credit or rights.creator).replace("\0", "")
    assert read.get(0x013B, "").encode("latin-1").decode().rstrip("\0") == expected.rstrip("\0")


@pytest.mark.parametrize("form", TYPES)
def test_what_is_no_picture_of_ours_is_refused(form: str) -> None:
    with pytest.raises(ValueError):
        with_rights(made(form, b"<html>no picture</html>" * 3), BEFORE)

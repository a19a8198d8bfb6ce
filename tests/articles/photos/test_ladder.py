"""Renditions: which there are, what they look like, and what decoding costs."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from articles.photos import Developed, Encoded, Limits, develop
from articles.photos.ladder import rungs

from .pictures import encoded, picture, scene

LIMITS = Limits(seconds=30)


def opened(made: Encoded) -> Image.Image:
    image = Image.open(BytesIO(made.content))
    image.load()
    return image


def colour(made: Encoded, x: float, y: float) -> tuple[int, ...]:
    image = opened(made).convert("RGB")
    value = image.getpixel((int(image.width * x), int(image.height * y)))
    assert isinstance(value, tuple)
    return value


def near(found: tuple[int, ...], wanted: tuple[int, ...], most: int = 12) -> bool:
    return all(abs(a - b) <= most for a, b in zip(found, wanted, strict=True))


@pytest.mark.parametrize(
    ("width", "wanted"),
    [(6000, [320, 640, 960, 1280, 1920]), (1920, [320, 640, 960, 1280, 1920]), (1919, [320, 640, 960, 1280]),
     (320, [320]), (319, [319]), (2, [2])],
)  # fmt: skip
def test_a_picture_gets_the_rungs_that_it_is_wide_enough_for(width: int, wanted: list[int]) -> None:
    assert rungs(width) == wanted


def test_each_rung_in_both_formats_without_a_byte_of_metadata() -> None:
    result = develop(
        picture(size=(1300, 900), comment=b"PAYLOAD", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"), LIMITS
    )
    sizes = {(made.media_type, made.width, made.height) for made in result.renditions}
    expected = [(320, 222), (640, 443), (960, 665), (1280, 886)]
    assert sizes == {(form, *size) for form in ("image/jpeg", "image/webp") for size in expected}
    assert (result.original.width, result.original.height) == (1300, 900)
    for made in [result.original, *result.renditions]:
        image = opened(made)
        assert image.size == (made.width, made.height)
        assert image.format == {"image/jpeg": "JPEG", "image/webp": "WEBP"}[made.media_type]
        assert not set(image.info) & {"exif", "xmp", "comment", "icc_profile", "photoshop"}


def test_a_large_picture_is_kept_at_the_size_that_the_site_wants() -> None:
    content = picture(size=(2600, 300), quality=60)
    assert develop(content, LIMITS, ladder=False).original.width == 2400
    assert develop(content, Limits(original_side=0, seconds=30), ladder=False).original.width == 2600


@pytest.mark.parametrize("orientation", [1, 3, 5, 6, 7, 8])
def test_a_turned_picture_stands_upright(orientation: int) -> None:
    upright = Image.new("RGB", (64, 40), (0, 0, 255))
    upright.paste((255, 0, 0), (0, 0, 32, 20))
    undo = {2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 6: "ROTATE_90",
            7: "TRANSVERSE", 8: "ROTATE_270"}  # fmt: skip
    stored = upright.transpose(Image.Transpose[undo[orientation]]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    made = develop(encoded(stored, quality=95, subsampling=0, exif=exif), LIMITS).original
    assert (made.width, made.height) == (64, 40)
    assert near(colour(made, 0.2, 0.2), (255, 0, 0), 30)
    assert near(colour(made, 0.8, 0.8), (0, 0, 255), 30)


def test_what_can_be_seen_through_stays_so_in_webp_and_is_white_in_jpeg() -> None:
    image = Image.new("RGBA", (400, 300), (200, 0, 0, 255))
    image.paste((0, 0, 0, 0), (0, 0, 200, 300))
    result = develop(encoded(image, "PNG"), LIMITS)
    assert result.original.media_type == "image/png"
    jpeg, webp = sorted(result.renditions, key=lambda made: made.media_type)[:2]
    assert near(colour(jpeg, 0.1, 0.5), (255, 255, 255))
    assert near(colour(jpeg, 0.9, 0.5), (200, 0, 0))
    assert opened(webp).convert("RGBA").getpixel((20, 100))[3] < 10  # type: ignore[index]
    solid = develop(encoded(Image.new("RGBA", (90, 60), (9, 99, 9, 255)), "PNG"), LIMITS)
    assert solid.original.media_type == "image/jpeg", "alpha that hides nothing is none"


def wide_gamut() -> bytes:
    """A profile whose red and green are swapped against sRGB: who leaves it out of account shows it."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = bytearray(profile)
    tags = {bytes(data[at : at + 4]): at for at in range(132, 132 + 12 * int.from_bytes(data[128:132]), 12)}
    red, green = tags[b"rXYZ"], tags[b"gXYZ"]
    data[red + 4 : red + 12], data[green + 4 : green + 12] = (
        data[green + 4 : green + 12],
        data[red + 4 : red + 12],
    )
    return bytes(data).replace(b"sRGB", b"abcd")


def test_a_colour_profile_is_applied_and_a_broken_one_left_out() -> None:
    red = Image.new("RGB", (60, 40), (250, 10, 10))
    turned = develop(encoded(red, quality=95, icc_profile=wide_gamut()), LIMITS).original
    assert colour(turned, 0.5, 0.5)[1] > 200, "the profile says that its red is green"
    broken = develop(encoded(red, quality=95, icc_profile=b"no profile" * 40), LIMITS).original
    assert near(colour(broken, 0.5, 0.5), (250, 10, 10))


def test_sixteen_bits_of_grey_are_divided_not_cut() -> None:
    grey = Image.new("I;16", (50, 40), 32768)
    made = develop(encoded(grey, "PNG"), LIMITS).original
    assert near(colour(made, 0.5, 0.5), (128, 128, 128))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "YCbCr"])
def test_every_kind_of_picture_comes_out_in_colour(mode: str) -> None:
    form = {"CMYK": "JPEG", "YCbCr": "JPEG"}.get(mode, "PNG")
    result: Developed = develop(encoded(scene((330, 200)).convert(mode), form), LIMITS)
    assert all(opened(made).mode in ("RGB", "RGBA") for made in result.renditions)


def test_the_first_picture_of_a_gif_and_of_a_phones_multi_picture_is_taken() -> None:
    red, blue = (Image.new("RGB", (60, 40), one) for one in ((250, 0, 0), (0, 0, 250)))
    for form in ("GIF", "WEBP", "PNG", "MPO"):
        made = develop(encoded(red, form, save_all=True, append_images=[blue]), LIMITS).original
        assert near(colour(made, 0.5, 0.5), (250, 0, 0), 20), form

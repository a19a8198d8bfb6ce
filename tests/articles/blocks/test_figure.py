"""How a photo stands in a page: a picture element that does not shift the layout, with its credit."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from lxml.html import HtmlElement, fragment_fromstring

from articles.templatetags.photos import fallback, focus, srcset


def one(form: str, width: int) -> dict[str, Any]:
    url = f"https://x.vn/{width}.{form}"
    return {"url": url, "width": width, "height": width // 2, "bytes": 9, "media_type": f"image/{form}"}


PHOTO = {
    "id": 1, "file": "ready", "url": "https://x.vn/o.jpg", "alt": 'Chợ "nổi" <b>', "caption": "", "credit": "VGP",
    "width": 2000, "height": 1000, "focus": [0.8, 0.1], "made_by_ai": False,
    "srcset": [one(form, width) for form in ("webp", "jpeg") for width in (320, 640, 1280, 1920)],
}  # fmt: skip


def figure(photo: dict[str, Any] = PHOTO, **context: Any) -> HtmlElement:
    html = render_to_string(
        "articles/blocks/_figure.html", {"photo": photo, "caption": "Chợ", "credit": "VGP", **context}
    )
    return fragment_fromstring(html.strip())


def test_the_picture_element() -> None:
    whole = figure()
    webp, jpeg = whole.findall(".//source")
    assert (webp.get("type"), jpeg.get("type")) == ("image/webp", "image/jpeg")
    assert webp.get("srcset").split(", ")[0] == "https://x.vn/320.webp 320w"
    assert webp.get("sizes") == jpeg.get("sizes")
    image = whole.find(".//img")
    assert image.attrib == {
        "src": "https://x.vn/1280.jpeg", "alt": 'Chợ "nổi" <b>', "width": "2000", "height": "1000",
        "decoding": "async", "loading": "lazy",
    }  # fmt: skip
    assert whole.find(".//picture").get("class") == "fx3 fy0"
    assert whole.findtext(".//figcaption/span[@class='credit']").endswith("VGP")
    assert whole.xpath(".//*[@style]") == [], "readers' pages allow no style attribute"


def test_the_first_picture_of_a_page_does_not_wait() -> None:
    image = figure(eager=True).find(".//img")
    assert (image.get("fetchpriority"), image.get("loading")) == ("high", None)


@pytest.mark.parametrize("state", ["awaited", "missing"])
def test_without_a_file_caption_and_credit_stay(state: str) -> None:
    whole = figure({**PHOTO, "file": state, "url": None, "srcset": []})
    assert whole.find(".//img") is None
    assert whole.find(".//div[@class='photo-awaited']") is not None
    assert "VGP" in whole.text_content()


def test_what_ai_made_is_said() -> None:
    assert figure({**PHOTO, "made_by_ai": True}).find(".//span[@class='photo-ai']") is not None


def test_an_original_alone_is_shown_as_it_is() -> None:
    bare = {**PHOTO, "srcset": [], "focus": [0.5, 0.5]}
    assert (srcset(bare, "image/webp"), fallback(bare), focus(bare)) == ("", "https://x.vn/o.jpg", "")
    whole = figure(bare)
    assert whole.findall(".//source") == []
    assert whole.find(".//picture").get("class") is None

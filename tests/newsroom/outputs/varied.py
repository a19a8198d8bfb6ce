"""Some hundred varied articles, hostile texts in every field of many of them, published in one go."""

from datetime import timedelta
from io import BytesIO
from random import Random
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from articles import plugins
from articles.models import Author, Edition, Photo, Section, Source, Tag
from articles.publishing.bulk import NewArticle, publish_new
from tests.factories import make_author, make_section

from .hostile import CORPUS

PLAIN = 70
PER_SECTION = 25


def picture(width: int = 40, height: int = 30) -> bytes:
    """A small JPEG."""
    file = BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, "JPEG")
    return file.getvalue()


def make_varied() -> list[Edition]:
    """An article for each text of the corpus, and others of every shape; at most a feed's length in each section."""
    random = Random(7)
    texts = [*CORPUS, *(f"Tin thường số {number}" for number in range(PLAIN))]
    sections = [make_section(f"Mục {number}") for number in range(len(texts) // PER_SECTION + 1)]
    items = [
        _article(number, text, sections[number // PER_SECTION], random) for number, text in enumerate(texts)
    ]
    return publish_new(items, by=None)


def _article(number: int, text: str, section: Section, random: Random) -> NewArticle:
    photo = _photo(number, text)
    fields: dict[str, Any] = {
        "headline": f"{text} {number}",
        "kicker": text[:100] if number % 2 else "",
        "lead": f"{text} dẫn" if number % 3 else "",
        "language": "en" if number % 7 == 0 else "vi",
        "section": section,
        "tags": [_tag(f"{text[:80]} thẻ {number}")] if number % 4 else [],
        "source": _source(f"{text[:100]} nguồn {number}") if number % 5 == 0 else None,
        "source_url": f"https://nguon.example/{number}?a=1&b=2" if number % 10 == 0 else "",
        "photo": photo if number % 2 else None,
        "ai_assisted": number % 11 == 0,
        "bylines": _bylines(number, text),
        "published_at": timezone.now() - timedelta(hours=random.randrange(24 * 400))
        if number % 6 == 0
        else None,
    }
    return NewArticle(fields, _blocks(number, text, photo))


def _bylines(number: int, text: str) -> list[dict[str, Any]]:
    author: Author | None = (
        make_author(f"{text[:100]} {number}", role=text[:100]) if number % 3 == 0 else None
    )
    named = {"author": author, "name": "" if author else f"{text[:100]} ký", "role": text[:100]}
    return [named, {"author": None, "name": "T.H.", "role": ""}][: number % 3 + (1 if author else 0)]


def _photo(number: int, text: str) -> Photo:
    words = {
        "alt": f"{text[:200]} ảnh",
        "caption": f"{text} chú thích",
        "credit": f"{text[:100]} bấm máy",
        "usage_terms": text[:100],
    }
    photo = Photo(**words, focus_x=0.25, focus_y=0.75)
    if number % 3:
        photo.file.save("photo.jpg", ContentFile(picture()), save=False)
        photo.media_type, photo.bytes = "image/jpeg", len(picture())
        shape = {"width": 40, "height": 30, "bytes": len(picture())}
        # Some photos wait for their renditions.
        photo.renditions = [
            {"name": f"{photo.file.name}.{kind}", "media_type": f"image/{kind}", **shape}
            for kind in ("webp", "jpeg")
        ][: 2 if number % 4 else 0]
    photo.save()
    return photo


def _tag(name: str) -> Tag:
    return Tag.objects.create(name=name)


def _source(name: str) -> Source:
    return Source.objects.create(name=name, url="https://nguon.example/")


def _blocks(number: int, text: str, photo: Photo) -> list[Any]:
    types = plugins.blocks()
    words = text.replace("&", "&amp;").replace("<", "&lt;")
    blocks = [
        types["text"](
            content=f"<p>{words} thân bài</p><h2>{words} đề</h2><ul><li>{words}</li></ul><p>{text}</p>"
        )
    ]
    if number % 2 == 0:
        blocks.append(types["photo"](photo=photo, caption=text if number % 4 else ""))
    if number % 3 == 0:
        blocks.append(types["quote"](quote=f"<p>{words} lời</p>", attribution=text[:200]))
        blocks.append(types["table"](caption=text[:200], has_header=True, cells=[[text, "b"], ["1", text]]))
    if number % 5 == 0:
        blocks.append(types["embed"](url="https://www.youtube.com/watch?v=x&t=1", title=f"{text[:200]} phim"))
        blocks.append(types["infobox"](title=f"{text[:150]} hộp", content=f"<p>{words} trong hộp</p>"))
        blocks.append(types["gallery"](caption=text[:200], items=[{"photo": photo.pk, "caption": text}]))
    return blocks

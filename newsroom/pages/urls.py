from typing import ClassVar

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from .archive import chosen, day, month
from .article import article, moved
from .corrections import corrections
from .front import front
from .lists import author, language, section, tag
from .previews import shared
from .searching import search


class Digits(StringConverter):
    """A number of fixed length, as in /archive/2020/08/05/: one address for one day."""

    length: ClassVar[int]

    def __init_subclass__(cls, length: int) -> None:
        cls.length, cls.regex = length, f"[0-9]{{{length}}}"

    def to_python(self, value: str) -> int:  # type: ignore[override]
        return int(value)

    def to_url(self, value: str | int) -> str:
        return str(value).zfill(self.length)


class Year(Digits, length=4):
    pass


class TwoDigits(Digits, length=2):
    pass


register_converter(Year, "year")
register_converter(TwoDigits, "two")

urlpatterns = [
    path("", front, name="front"),
    path("articles/<int:article_id>/<slug:slug>/", article, name="article"),
    path("sections/<slug:slug>/", section, name="section"),
    path("tags/<slug:slug>/", tag, name="tag"),
    path("authors/<slug:slug>/", author, name="author"),
    path("languages/<str:code>/", language, name="language"),
    path("archive/", chosen, name="archive"),
    path("archive/<year:year>/<two:month>/", month, name="archive-month"),
    path("archive/<year:year>/<two:month>/<two:day>/", day, name="archive-day"),
    path("corrections/", corrections, name="corrections"),
    path("search/", search, name="search"),
    path("preview/<str:token>/", shared, name="preview"),
    # Whatever else is asked for may be an old address of an article, but for what other faces answer.
    re_path(r"^(?P<path>(?!(?:api|admin|static|media)(?:/|$)).+)$", moved, name="moved"),
]

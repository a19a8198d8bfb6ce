"""The built-in block types pass the test that a stranger's must pass."""

from collections.abc import Sequence

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles.blocks.attachment import AttachmentBlock
from articles.blocks.embed import EmbedBlock
from articles.blocks.gallery import GalleryBlock
from articles.blocks.infobox import InfoboxBlock
from articles.blocks.photo import PhotoBlock
from articles.blocks.quote import QuoteBlock
from articles.blocks.table import TableBlock
from articles.blocks.text import TextBlock
from articles.models import Photo
from articles.plugins import Block, blocks
from articles.plugins.testing import BlockTestCase

STORY = (
    "<h2>Một cửa</h2><p>Xin <strong>chào</strong> &amp; <em>hẹn</em> <a href='https://example.vn/?a=1&amp;b=2'>gặp</a></p>"
    "<ul><li>một</li><li>hai<ol><li>ba</li></ol></li></ul><p>5 &lt; 6<br>H<sub>2</sub>O</p>"
)


def photo(**fields: str) -> Photo:
    return Photo.objects.create(
        **{"credit": "Gia Huy", "alt": "Cầu", "caption": "Cầu “Rồng” & sông", **fields}
    )


class TextTests(BlockTestCase):
    block = TextBlock

    def examples(self) -> Sequence[Block]:
        return [TextBlock(content=STORY), TextBlock(content="Chỉ một câu.")]


class PhotoTests(BlockTestCase):
    block = PhotoBlock

    def examples(self) -> Sequence[Block]:
        return [PhotoBlock(photo=photo()), PhotoBlock(photo=photo(), caption="Chú thích riêng")]


class GalleryTests(BlockTestCase):
    block = GalleryBlock

    def examples(self) -> Sequence[Block]:
        items = [{"photo": photo().pk, "caption": "Một"}, {"photo": photo().pk}]
        return [GalleryBlock(caption="Lễ hội", items=items)]


class QuoteTests(BlockTestCase):
    block = QuoteBlock

    def examples(self) -> Sequence[Block]:
        return [QuoteBlock(quote="<p>Một</p><p>Hai</p>", attribution="Bà Lê Thị A"), QuoteBlock(quote="Lời")]


class InfoboxTests(BlockTestCase):
    block = InfoboxBlock

    def examples(self) -> Sequence[Block]:
        return [InfoboxBlock(title="Con số", content=STORY)]


class TableTests(BlockTestCase):
    block = TableBlock

    def examples(self) -> Sequence[Block]:
        cells = [["Năm", "Số <b>hồ sơ</b>"], ["2020", "1.234"]]
        return [TableBlock(caption="Hồ sơ", cells=cells), TableBlock(cells=cells, has_header=False)]


class EmbedTests(BlockTestCase):
    block = EmbedBlock

    def examples(self) -> Sequence[Block]:
        return [EmbedBlock(url="https://www.youtube.com/watch?v=x&t=1", title="Phim về cầu")]


class AttachmentTests(BlockTestCase):
    block = AttachmentBlock

    def examples(self) -> Sequence[Block]:
        name = default_storage.save("attachments/bang.csv", ContentFile("Năm,Số\n2020,1\n".encode()))
        return [AttachmentBlock(file=name, title="Bảng số liệu", bytes=19)]


def test_each_built_in_block_type_has_such_a_test() -> None:
    tested = {case.block for case in BlockTestCase.__subclasses__() if case.__module__ == __name__}
    built_in = {block for block in blocks().values() if block.__module__.startswith("articles.blocks.")}
    assert tested == built_in


def test_the_case_itself_is_not_collected() -> None:
    assert not BlockTestCase.__test__


class Leaky(BlockTestCase):
    """Not collected: a block that writes what it is given, to see that the case would tell."""

    block = QuoteBlock
    __test__ = False


@pytest.mark.parametrize(
    "html",
    [
        "<p onclick=x>y</p>",
        "<script>x</script>",
        "<p>not closed",
        "</p>",
        "<a href='java\nscript:x'>y</a>",
        "<p style='x'>y</p>",
        "<iframe></iframe>",
    ],
)
def test_what_the_case_finds(html: str) -> None:
    assert Leaky()._problems(html)

import pytest

from articles.models import Abbreviation, Edition
from articles.publishing.bulk import NewArticle, publish_new
from tests.factories import make_section

from .pairs import Pairs, read_pairs


def publish_texts(texts: list[str]) -> list[Edition]:
    """The texts as the bodies of articles, in one go, oldest first."""
    from html import escape

    from articles.blocks.text import TextBlock

    section = make_section("Bảng")
    fields = {
        "headline": "Số",
        "kicker": "",
        "lead": "",
        "language": "vi",
        "section": section,
        "tags": [],
        "source": None,
        "source_url": "",
        "photo": None,
        "ai_assisted": False,
        "published_at": None,
        "bylines": [],
    }
    return publish_new(
        [NewArticle(fields, [TextBlock(content=f"<p>{escape(text)}</p>")]) for text in texts], by=None
    )


@pytest.fixture
def pairs(db: None) -> Pairs:
    """The table; its texts are published and its dictionary is in the tables."""
    found = read_pairs()
    Abbreviation.objects.bulk_create(
        Abbreviation(short=short, expansion=meaning) for short, meaning in found.dictionary
    )
    publish_texts([text.text for text in found.texts])
    return found

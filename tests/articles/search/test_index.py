"""The words of a text, and the index that is laid of them."""

import io
import json
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import checks
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from articles import search
from articles.models import Abbreviation, Edition, SearchEntry
from articles.publishing import publish, refresh
from articles.search.index import index_texts, place_of
from articles.search.words import words
from tests.articles.language.syllables import syllables
from tests.factories import make_article, make_photo


def rebuild(**options: Any) -> str:
    told = io.StringIO()
    call_command("rebuild_search", stdout=told, **options)
    return told.getvalue()


def stale() -> list[str]:
    return [
        one.id
        for one in checks.run_checks(tags=["database"], databases=["default"])
        if one.id == "articles.W101"
    ]


def test_every_syllable_is_one_word_in_both_spellings() -> None:
    for syllable in syllables():
        (word,) = words(syllable)
        assert word.folded.isascii()
        assert words(syllable.upper()) == [word]
        assert words(word.exact) == [word]
        assert words(word.folded)[0].folded == word.folded


def test_fields_stand_in_their_places() -> None:
    folded, exact = index_texts(
        search.write_lines([("h", "Một\ncâu"), ("b", "Hòa KT-XH"), ("b", "9.000"), ("t", "Thẻ")])
    )
    assert folded == " _h mot _ cau _k _l _t the _c _b hoa kt xh _ 9000 _a _ ktxh _ _ktxh "
    assert exact == " _h một _ câu _k _l _t thẻ _c _b hòa kt xh _ 9000 _a _ ktxh _ _ktxh "


moments = st.integers(-2_000_000_000, 7_000_000_000).map(
    lambda seconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
articles = st.integers(1, 2**29 - 1)


@given(st.lists(st.tuples(moments, articles), min_size=2, max_size=2))
def test_places_are_ordered_as_lists_are(both: list[tuple[datetime, int]]) -> None:
    one, other = (place_of(moment, article, 1) for moment, article in both)
    assert (one < other) == (both[0] < both[1])
    assert -(2**63) <= one < 2**63
    assert search.first_place(both[0][0]) <= one
    assert (one < search.first_place(both[1][0])) == (both[0][0] < both[1][0])


def test_the_index_is_made_again_of_the_editions_alone(db: None) -> None:
    photo = make_photo(caption="Chợ nổi")
    article = make_article("Hà Nội", "Hoà bình.", tags=["Thẻ"], photo=photo.pk, lead="Sapô")
    make_article("Sau", at=datetime(2099, 1, 1, tzinfo=UTC).replace(year=datetime.now(UTC).year + 1))
    assert rebuild(check=True).strip().endswith("The index is whole.")
    before = list(SearchEntry.objects.order_by("pk").values())
    for damage in (
        lambda: SearchEntry.objects.all().delete(),
        lambda: SearchEntry.objects.update(version=0),
        lambda: SearchEntry.objects.filter(edition__article=article).delete(),
    ):
        damage()
        assert stale() == ["articles.W101"]
        with pytest.raises(CommandError, match="not whole"):
            rebuild(check=True)
        assert "entries laid" in rebuild()
        assert stale() == []
        assert list(SearchEntry.objects.order_by("pk").values()) == before
    Edition.objects.filter(article=article).update(slot=None)
    with pytest.raises(CommandError, match="not whole"):
        rebuild(check=True)
    assert "0 entries laid, 1 removed." in rebuild()
    Edition.objects.filter(article=article).update(slot="live")
    rebuild(everything=True)
    assert list(SearchEntry.objects.order_by("pk").values()) == before


def test_an_interrupted_rebuild_goes_on(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        make_article(f"Số {number}")
    SearchEntry.objects.update(version=0)
    upkeep = sys.modules["articles.search.upkeep"]
    monkeypatch.setattr(upkeep, "CHUNK", 2)
    whole, turns = upkeep.entry_of, iter(range(100))

    def interrupted(edition: Edition) -> SearchEntry:
        if next(turns) == 3:
            raise KeyboardInterrupt
        return whole(edition)

    monkeypatch.setattr(upkeep, "entry_of", interrupted)
    with pytest.raises(CommandError, match="Interrupted") as error:
        rebuild()
    assert error.value.returncode == 130
    assert SearchEntry.objects.filter(version=search.VERSION).count() == 2
    assert SearchEntry.objects.count() == 5
    assert rebuild().startswith("3 entries laid")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps its index by itself.")
def test_an_index_of_sqlite_that_lost_its_way_is_noticed_and_mended(db: None) -> None:
    make_article("Hà Nội")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO articles_search_fts (articles_search_fts) VALUES ('delete-all')")
    with pytest.raises(CommandError, match="--all"):
        rebuild(check=True)
    assert "The index is whole." in rebuild(everything=True)


def test_a_refresh_lays_new_words(db: None) -> None:
    """A caption that was mended is found after the refresh, and the old one no more."""
    photo = make_photo(caption="Chợ nổi Cái Răng")
    article = make_article("Tin", photo=photo.pk)
    photo.caption = "Chợ nổi Phong Điền"
    photo.save()
    assert "live.search_text" in refresh(article).changes
    (entry,) = SearchEntry.objects.all()
    assert " phong dien " in entry.folded
    assert "cai rang" not in entry.folded


def test_what_short_forms_stand_for_is_among_the_words(db: None) -> None:
    """An edition's `abbreviations` are found by their expansions."""
    Abbreviation.objects.create(short="TTHC", expansion="thủ tục hành chính")
    article = make_article("Bớt việc", "Rà soát TTHC ở xã.")
    assert json.loads(bytes(article.editions.get().document))["abbreviations"]
    entry = SearchEntry.objects.get()
    assert entry.exact.endswith(" _a thủ tục hành chính _ _tthc ")
    publish(article, by=None)
    assert SearchEntry.objects.count() == 1

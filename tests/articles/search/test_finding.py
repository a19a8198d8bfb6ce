"""What the readers' pages get, and that the engines agree with a plain reading of the texts."""

from datetime import datetime

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import search
from articles.models import Edition, SearchEntry
from articles.search.questions import Query
from tests.factories import make_article

from .conftest import publish_texts


def test_a_page_of_hits(db: None, noon: datetime) -> None:
    for text in ("Hà Nội xưa", "ha noi cu", "Hà Nội nay"):
        make_article(text, "Không dấu & <b>.")
    found = search.find("hà nội", now=noon, page_size=2)
    assert [hit.headline for hit in found.hits] == ["<mark>Hà Nội</mark> nay", "<mark>Hà Nội</mark> xưa"]
    assert (found.total, found.previous, found.suggestion) == (3, "", "")
    rest = search.find("hà nội", now=noon, page_size=2, cursor=found.next)
    assert [hit.card["headline"] for hit in rest.hits] == ["ha noi cu"]
    assert not rest.next
    back = search.find("hà nội", now=noon, page_size=2, cursor=rest.previous)
    assert back.hits == found.hits
    assert search.find("ha noi", now=noon).suggestion == "Hà Nội"
    assert search.find("ha noi cu", now=noon).suggestion == ""
    assert search.find("…", now=noon) == search.Found([], 0)
    best = search.find("dau xua", now=noon, by_relevance=True, narrow=lambda rows: rows.filter(language="vi"))
    assert [hit.text for hit in best.hits] == ["Không <mark>dấu</mark> &amp; &lt;b&gt;."]


def test_a_bad_question_says_so(db: None, noon: datetime) -> None:
    for text, cursor in (("a" * 201, ""), ("a " * 40, ""), ("a", "zzz")):
        with pytest.raises(search.BadQuestion) as error:
            search.find(text, now=noon, cursor=cursor)
        assert error.value.detail


SYLLABLES = ["hòa", "hoa", "hoà", "bình", "binh", "đa", "da", "KT-XH", "TTHC", "9.000", "2020"]

questions = st.lists(
    st.one_of(
        st.sampled_from(SYLLABLES),
        st.sampled_from(SYLLABLES).map("-{}".format),
        st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=3).map(lambda row: f'"{" ".join(row)}"'),
        st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=2).map(lambda row: f'-"{" ".join(row)}"'),
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


def holds(query: Query, entry: SearchEntry) -> str:
    """ "+", "~" or "-" as a plain reading of the entry has it."""

    def stands(column: str, phrase: search.Phrase) -> bool:
        return f" {' '.join(getattr(word, column) for word in phrase)} " in getattr(entry, column)

    def all_stand(column: str) -> bool:
        return all(
            any(all(stands(column, phrase) for phrase in option) for option in clause.options)
            for clause in query.clauses
        )

    for phrase in query.excluded:
        if stands("exact" if any(word.accented for word in phrase) else "folded", phrase):
            return "-"
    if not all_stand("folded"):
        return "-"
    return "~" if query.accented and not all_stand("exact") else "+"


@pytest.fixture
def some_texts(db: None) -> dict[int, SearchEntry]:
    words = SYLLABLES
    made = publish_texts(
        [f"{words[i % 11]} {words[i * 7 % 11]}, {words[i * 3 % 11]} {words[i * 5 % 11]}" for i in range(60)]
    )
    return {edition.pk: edition.search for edition in made}


def test_the_engines_find_what_a_plain_reading_finds(some_texts: dict[int, SearchEntry]) -> None:
    now = timezone.now()
    dictionary = search.Dictionary()

    @settings(max_examples=60, deadline=None)
    @given(questions)
    def agree(question: str) -> None:
        read = search.read_search(question)
        assert read.query == search.read_query(question, dictionary)
        if read.tiers is None:
            return
        found = {
            pk: sign
            for sign, condition in zip("+~", read.tiers.parts, strict=False)
            for pk in condition.narrow(Edition.objects.public(now)).values_list("pk", flat=True)
        }
        for pk, entry in some_texts.items():
            assert found.get(pk, "-") == holds(read.query, entry), (question, entry.exact)
        whole = read.tiers.whole.narrow(Edition.objects.public(now)).values_list("pk", flat=True)
        assert sorted(whole) == sorted(found)

    agree()

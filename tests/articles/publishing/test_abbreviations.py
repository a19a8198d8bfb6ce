"""Short forms in editions: marked, listed with origin and positions, found by the filter, refreshed when the dictionary
changes."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from articles.models import Abbreviation, Article, EditionFacet, Facet
from articles.publishing import (
    NotPublishable,
    count_refreshable,
    create_draft,
    merge_abbreviations,
    publish,
    refresh,
    restore_revision,
    touched_articles,
    write_draft,
)
from tests.factories import make_article

pytestmark = pytest.mark.django_db

TEXT = [
    "UBND xã rà soát thủ tục hành chính (TTHC).",
    "Nhờ đó TTHC giảm một nửa, UBND và CT đều mừng; XYZ chưa rõ.",
]


@pytest.fixture
def dictionary() -> dict[str, Abbreviation]:
    rows = [
        Abbreviation.objects.create(short="UBND", expansion="Ủy ban nhân dân"),
        Abbreviation.objects.create(short="CT", expansion="chủ tịch", hint="~ UBND", needs_context=True),
        Abbreviation.objects.create(
            short="CT", expansion="chương trình", hint="~ mục tiêu", needs_context=True
        ),
    ]
    return {row.expansion: row for row in rows}


@pytest.fixture
def article(dictionary: dict[str, Abbreviation]) -> Article:
    return make_article("UBND họp", TEXT, lead="TTHC gọn hơn")


def live(article: Article) -> dict[str, Any]:
    edition = article.edition_in("live")
    assert edition is not None
    return dict(json.loads(bytes(edition.document)))


def facets(article: Article, facet: Facet) -> set[str]:
    rows = EditionFacet.objects.filter(article=article, facet=facet)
    return set(rows.values_list("value", flat=True))


def test_the_document_lists_them_and_the_html_marks_the_first(api: Client, article: Article) -> None:
    document = live(article)
    assert document["abbreviations"] == [
        {
            "short": "UBND",
            "expansion": "Ủy ban nhân dân",
            "from": "dictionary",
            "positions": [
                {"pointer": "/headline", "start": 0, "length": 4},
                {"pointer": "/body/0/text", "start": 0, "length": 4},
                {"pointer": "/body/1/text", "start": 26, "length": 4},
            ],
        },
        {
            "short": "TTHC",
            "expansion": "thủ tục hành chính",
            "from": "text",
            "positions": [
                {"pointer": "/lead", "start": 0, "length": 4},
                {"pointer": "/body/0/text", "start": 36, "length": 4},
                {"pointer": "/body/1/text", "start": 7, "length": 4},
            ],
        },
    ]
    assert [node["text"] for node in document["body"]] == TEXT
    marked = '<abbr title="Ủy ban nhân dân">UBND</abbr> xã rà soát'
    assert document["body"][0]["html"].startswith(marked)
    assert document["body"][0]["html"].count("<abbr") == 2
    assert "<abbr" not in document["body"][1]["html"]
    edition = article.edition_in("live")
    assert edition is not None
    assert marked in edition.html
    answer = api.get(f"/api/v1/articles/{article.pk}/abbreviations/").json()
    assert answer == {"article": article.pk, "results": document["abbreviations"]}


def test_found_by_the_filter_and_the_catalogue(api: Client, article: Article, dictionary: dict) -> None:
    for short, count in (("TTHC", 1), ("UBND", 1), ("CT", 0), ("XYZ", 0)):
        results = api.get(f"/api/v1/articles/?abbreviation={short}").json()["results"]
        assert len(results) == count, short
    rows = api.get("/api/v1/abbreviations/").json()["results"]
    assert [row["expansion"] for row in rows] == ["Ủy ban nhân dân"]
    assert facets(article, Facet.UNEXPLAINED) == {"CT", "XYZ"}
    assert facets(article, Facet.MEANING) == {str(dictionary["Ủy ban nhân dân"].pk)}


def test_rendering_again_gives_the_same_bytes(article: Article) -> None:
    assert not refresh(article).differs


def test_an_editors_choice_is_part_of_the_version(article: Article) -> None:
    before = article.version
    snapshot = article.revisions.get(number=before).snapshot
    write_draft(article, {**snapshot, "abbreviation_choices": {"CT": "chủ tịch", "UBND": None}}, by=None)
    publish(article, by=None)
    found = {one["short"]: (one["expansion"], one["from"]) for one in live(article)["abbreviations"]}
    assert found == {"TTHC": ("thủ tục hành chính", "text"), "CT": ("chủ tịch", "editor")}
    Abbreviation.objects.filter(short="CT").delete()
    assert "live.abbreviations" not in refresh(article, dry_run=True).changes, "a choice needs no dictionary"
    restore_revision(article, before, by=None)
    article.refresh_from_db()
    assert article.abbreviation_choices == {}


@pytest.mark.parametrize(
    "choices", [[], {"": "x"}, {"CT": ""}, {"CT": 3}, {"CT": "x" * 201}, {"x\x00": "y"}, {"A" * 41: "b"}]
)
def test_odd_choices_are_refused(choices: Any) -> None:
    with pytest.raises(NotPublishable):
        create_draft(by=None, headline="Tin", abbreviation_choices=choices)
    assert not Article.objects.exists()


def test_a_changed_entry_touches_what_has_the_short_form(article: Article, dictionary: dict) -> None:
    other = make_article("Tin khác", "Không có gì.")
    unexplained = make_article("Tin nữa", "XYZ là gì?")
    row = dictionary["Ủy ban nhân dân"]
    row.expansion = "Ủy ban Nhân dân"
    row.save()
    assert list(touched_articles(["UBND"])) == [article]
    assert list(touched_articles(["XYZ"])) == [article, unexplained]
    assert count_refreshable(abbreviations=["UBND", "XYZ"]) == 2
    out = StringIO()
    call_command("refresh", "--abbreviation", "UBND", stdout=out)
    assert "1 changed, 0 unchanged" in out.getvalue()
    assert live(article)["abbreviations"][0]["expansion"] == "Ủy ban Nhân dân"
    edition = article.edition_in("live")
    assert edition is not None
    assert edition.refresh
    assert other.edition_in("live") is not None


def test_another_language_has_its_own_explanations_only(dictionary: dict) -> None:
    article = make_article("UBND", "UBND and the World Health Organization (WHO).", language="en")
    assert [one["short"] for one in live(article)["abbreviations"]] == ["WHO"]


def test_the_days_of_a_meaning_are_those_of_the_article(dictionary: dict) -> None:
    Abbreviation.objects.create(short="TX", expansion="thị xã", valid_to="2025-06-30")
    old = make_article("Cũ", "Nghị quyết của TX.", published_at="2024-05-05T08:00:00+07:00")
    new = make_article("Mới", "Nghị quyết của TX.", published_at="2025-07-01T00:00:00+07:00")
    assert [len(live(one)["abbreviations"]) for one in (old, new)] == [1, 0]


def test_merging_keeps_what_both_know(dictionary: dict) -> None:
    keep = dictionary["chủ tịch"]
    other = Abbreviation.objects.create(
        short="CT", expansion="Chủ  tịch", hint="phó ~, ~ UBND", notes="hai", valid_from="2020-01-01"
    )
    kept = merge_abbreviations(keep, [other])
    assert (kept.hint, kept.notes, kept.needs_context, kept.valid_from) == (
        "~ UBND, phó ~",
        "hai",
        False,
        None,
    )
    assert not Abbreviation.objects.filter(pk=other.pk).exists()


def test_loading_a_table_is_all_or_nothing(tmp_path: Any, dictionary: dict) -> None:
    table = tmp_path / "bang.csv"
    table.write_text("short,expansion\nAB,một\nCD,\n", "utf-8")
    with pytest.raises(Exception, match="line 3: expansion"):
        call_command("load_abbreviations", str(table))
    assert not Abbreviation.objects.filter(short="AB").exists()
    table.write_text("short,expansion,hint\nAB,một,\nUBND,Ủy ban nhân dân,mới\n", "utf-8")
    out = StringIO()
    call_command("load_abbreviations", str(table), stdout=out)
    assert "1 of those differ and stay" in out.getvalue()
    assert Abbreviation.objects.get(short="UBND").hint == ""
    call_command("load_abbreviations", str(table), "--overwrite", stdout=StringIO())
    assert Abbreviation.objects.get(short="UBND").hint == "mới"

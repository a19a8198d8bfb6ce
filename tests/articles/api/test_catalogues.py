"""Sections, tags, sources, authors, photos, abbreviations and corrections: what live editions show, and no more."""

from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from articles.models import Abbreviation, Correction, EditionFacet, Facet, Tag
from articles.publishing import correct, publish, withdraw
from tests.factories import make_article, make_author, make_photo, make_section, make_tag

from .site import Site, get, redo

URL = "http://localhost:8000/api/v1/articles/?"


def test_a_tag_leads_to_its_articles(api: Client, site: Site) -> None:
    tag = get(api, f"tags/{site.tag.pk}/").json()
    assert tag == {
        "id": site.tag.pk,
        "slug": "cai-cach",
        "name": "Cải cách",
        "articles": f"{URL}tag=cai-cach",
    }
    assert tag in get(api, "tags/").json()["results"]
    assert len(api.get(tag["articles"]).json()["results"]) == 2


def test_an_author_and_a_source(api: Client, site: Site) -> None:
    author = get(api, f"authors/{site.author.pk}/").json()
    assert (author["name"], author["role"]) == ("Lê Minh An", "Phóng viên")
    source = get(api, f"sources/{site.source.pk}/").json()
    assert (source["name"], source["url"]) == ("Chinhphu.vn", "https://chinhphu.vn/")
    for entry in (author, source):
        assert [card["id"] for card in api.get(entry["articles"]).json()["results"]] == [site.article.pk]


def test_a_photo_with_its_rights(api: Client, site: Site) -> None:
    photo = get(api, f"photos/{site.photo.pk}/").json()
    assert (photo["credit"], photo["caption"], photo["url"]) == ("Ảnh: Lê Minh", "Chợ sớm", None)
    assert {"creator", "source", "copyright", "licence", "taken_at"} <= set(photo)
    assert [card["id"] for card in api.get(photo["articles"]).json()["results"]] == [site.article.pk]
    shown = get(api, f"articles/{site.article.pk}/").json()["photo"]
    assert {name: photo[name] for name in shown} == shown


def test_sections_stand_in_a_tree(api: Client, site: Site) -> None:
    make_section("Không có tin", parent=site.section)
    tree = {entry["slug"]: entry for entry in get(api, "sections/").json()["results"]}
    assert set(tree) == {"chinh-tri", "tin-tuc"}
    assert [child["slug"] for child in tree["chinh-tri"]["children"]] == ["quoc-hoi"]
    child = get(api, f"sections/{tree['chinh-tri']['children'][0]['id']}/").json()
    assert child["parent"] == {"id": site.section.pk, "slug": "chinh-tri", "name": "Chính trị"}
    assert len(api.get(tree["chinh-tri"]["articles"]).json()["results"]) == 2
    assert len(api.get(child["articles"]).json()["results"]) == 1


def test_corrections_newest_first(api: Client, site: Site, time_machine: Any) -> None:
    time_machine.shift(60)
    correct(site.others[0], by=None, wrong="x", right="y", decided_by="Ban biên tập")
    rows = get(api, "corrections/").json()["results"]
    assert [(row["right"], row["article"]["id"]) for row in rows] == [
        ("y", site.others[0].pk),
        ("bảy giờ", site.article.pk),
    ]
    assert rows[0] == get(api, f"corrections/{rows[0]['id']}/").json()
    assert api.get(rows[0]["article"]["url"]).status_code == 200
    withdraw(site.others[0], by=None, reason="Sai.")
    assert len(get(api, "corrections/").json()["results"]) == 1
    assert get(api, f"corrections/{rows[0]['id']}/").status_code == 404
    assert Correction.objects.count() == 2


def test_abbreviations_that_live_articles_use(api: Client, site: Site) -> None:
    """The index says which meanings an edition uses: another meaning of the same short form is not there."""
    EditionFacet.objects.filter(facet__in=[Facet.ABBREVIATION, Facet.MEANING]).delete()
    assert get(api, "abbreviations/").json()["results"] == []
    edition = site.article.edition_in("live")
    assert edition is not None
    EditionFacet.objects.create(
        edition=edition,
        article=site.article,
        facet=Facet.MEANING,
        value=str(site.abbreviation.pk),
        published_at=edition.published_at,
        updated_at=edition.updated_at,
    )
    Abbreviation.objects.create(short="HĐND", expansion="Hội đồng nhân dân")
    Abbreviation.objects.create(short="UBND", expansion="Ủy ban nhân dân xã")
    rows = get(api, "abbreviations/").json()["results"]
    assert [(row["short"], row["expansion"]) for row in rows] == [("UBND", "Ủy ban nhân dân")]
    assert get(api, f"abbreviations/{rows[0]['id']}/").json() == rows[0]


def test_what_only_a_draft_uses_is_not_there(api: Client, site: Site) -> None:
    hidden = {
        "tags": make_tag("Ẩn"),
        "authors": make_author("Ẩn"),
        "photos": make_photo(),
        "sections": make_section("Ẩn"),
    }
    make_article(
        publish=False,
        tags=[hidden["tags"]],
        section=hidden["sections"],
        photo=hidden["photos"].pk,
        bylines=[{"author": hidden["authors"].pk, "name": "", "role": ""}],
    )
    for name, row in hidden.items():
        assert row.pk not in [entry["id"] for entry in get(api, f"{name}/").json()["results"]]
        assert get(api, f"{name}/{row.pk}/").status_code == 404


def test_what_no_live_edition_shows_any_more_is_gone(api: Client, site: Site) -> None:
    article = make_article(tags=["Tạm"])
    tag = Tag.objects.get(name="Tạm")
    assert get(api, f"tags/{tag.pk}/").status_code == 200
    article.tags.clear()
    redo(article, "Không còn thẻ")
    assert get(api, f"tags/{tag.pk}/").status_code == 404


def test_related_articles_share_tags_then_the_section_and_are_near_in_time(api: Client, db: None) -> None:
    def at(day: int) -> datetime:
        return datetime.fromisoformat(f"2020-08-{day:02}T08:00:00+07:00")

    health, world = make_section("Y tế"), make_section("Thế giới")
    article = make_article(section=health, tags=["Vắc-xin", "Trẻ em"], at=at(15))
    both = make_article(section=world, tags=["Vắc-xin", "Trẻ em"], at=at(1))
    near = make_article(section=world, tags=["Vắc-xin"], at=at(14))
    after = make_article(section=world, tags=["Trẻ em"], at=at(17))
    section_near = make_article(section=health, at=at(16))
    section_far = make_article(section=health, at=at(20))
    make_article(section=world, at=at(15))
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    publish(
        make_article(section=health, tags=["Vắc-xin"], publish=False), by=None, at=hour + timedelta(hours=2)
    )
    expected = [both.pk, near.pk, after.pk, section_near.pk, section_far.pk]
    cards = get(api, f"articles/{article.pk}/related/").json()["results"]
    assert [card["id"] for card in cards] == expected
    assert cards[0] == get(api, "articles/?ordering=published_at").json()["results"][0]
    whole = get(api, f"articles/{article.pk}/?expand=related&fields=id").json()
    assert whole == {"id": article.pk, "related": cards}


def test_related_articles_are_at_most_six(api: Client, db: None, noon: object) -> None:
    made = [make_article(tags=["Chung"]) for _ in range(9)]
    assert len(get(api, f"articles/{made[0].pk}/related/").json()["results"]) == 6


def test_an_article_alone_has_no_related_ones(api: Client, db: None, noon: object) -> None:
    assert get(api, f"articles/{make_article().pk}/related/").json() == {"results": []}
    assert get(api, "articles/999/related/").status_code == 404

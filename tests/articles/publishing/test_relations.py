"""What ties one article to others: related stories, translations, links in the text, and places on a front page."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.models import Article, Edition, Placement, Section
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db


def document(article: Article) -> dict[str, Any]:
    edition = article.edition_in("live")
    assert edition is not None
    found: dict[str, Any] = json.loads(bytes(edition.document))
    return found


def related(api: Client, article: Article) -> list[int]:
    answer = api.get(f"/api/v1/articles/{article.pk}/related/").json()
    return [card["id"] for card in answer["results"]]


def results(api: Client, query: str = "") -> list[str]:
    return [card["headline"] for card in api.get(f"/api/v1/front/{query}").json()["results"]]


def place(article: Article, position: int, section: Section | None = None, **window: Any) -> Placement:
    return Placement.objects.create(article=article, position=position, section=section, **window)


def test_stories_that_the_editor_named_come_first_and_hidden_ones_are_not_told(api: Client) -> None:
    near = make_article("Gần", tags=["lũ"])
    named, hidden = make_article("Được chọn"), make_article("Chưa đăng", publish=False)
    article = make_article("Bão", tags=["lũ"], related=[hidden.pk, named.pk])
    without = make_article("Bão khác", tags=["lũ"], related=[named.pk])
    assert related(api, article)[0] == named.pk
    assert near.pk in related(api, article)
    assert hidden.pk not in related(api, article)
    assert related(api, without)[0] == named.pk
    publishing.withdraw(named, by=None, reason="Sai")
    assert named.pk not in related(api, article)
    publishing.publish(hidden, by=None)
    assert related(api, article)[0] == hidden.pk


def test_a_change_of_the_draft_does_not_change_what_is_related_in_public(api: Client) -> None:
    section = make_section("Riêng")
    one, other = make_article("Một"), make_article("Hai")
    article = make_article("Bài", related=[one.pk], section=section)
    snapshot = {**article.revisions.get().snapshot, "related": [other.pk, one.pk]}
    publishing.write_draft(article, snapshot, by=None)
    assert related(api, article)[0] == one.pk
    publishing.restore_revision(article, 1, by=None)
    assert [row.story_id for row in article.related_stories.all()] == [one.pk]


def test_an_article_is_not_related_to_itself_or_to_nothing() -> None:
    article = make_article(publish=False)
    for story in (article.pk, 999_999):
        with pytest.raises(publishing.NotPublishable):
            publishing.write_draft(
                article, {**article.revisions.all()[0].snapshot, "related": [story]}, by=None
            )
    assert article.version == 1


def test_translations_are_named_as_far_as_they_are_public(django_capture_on_commit_callbacks: Any) -> None:
    section = make_section()
    vi = make_article("Lễ hội", section=section)
    en = make_article("Festival", section=section, language="en", publish=False)
    vi.translations.add(en)
    assert publishing.refresh(vi).differs is False
    assert document(vi)["translations"] == []
    with django_capture_on_commit_callbacks(execute=True):
        publishing.publish(en, by=None)
    assert document(en)["translations"][0]["id"] == vi.pk
    assert document(vi)["translations"] == [
        {"id": en.pk, "language": "en", "url": publishing.article_url(en.pk, "festival")}
    ]
    with django_capture_on_commit_callbacks(execute=True):
        publishing.withdraw(en, by=None, reason="Wrong")
    assert document(vi)["translations"] == []


def test_a_link_to_a_story_leads_to_its_address_or_is_plain_words() -> None:
    public, draft = make_article("Đã đăng"), make_article("Nháp kín", publish=False)
    content = (
        f'<p>Xem <a href="/articles/{public.pk}/">tin <strong>này</strong></a> và <a href="/articles/{draft.pk}/">tin kia</a>.'
        f' <a href="https://chinhphu.vn/articles/5/">khác</a></p>'
    )
    article = make_article("Bài", blocks=[{"type": "text", "data": {"content": content}}])
    html = document(article)["body"][0]["html"]
    assert f'<a href="{publishing.article_url(public.pk, "da-dang")}">tin <strong>này</strong></a>' in html
    assert "và tin kia." in html
    assert str(draft.pk) + "/" not in html.replace(f"/{public.pk}/", "")
    assert '<a href="https://chinhphu.vn/articles/5/">khác</a>' in html
    edition = article.edition_in("live")
    assert edition is not None
    assert "và tin kia." in edition.html
    publishing.publish(draft, by=None)
    publishing.refresh(article)
    assert "nhap-kin" in document(article)["body"][0]["html"]


def test_a_front_page_follows_its_editors_and_hides_what_is_not_public(api: Client, noon: datetime) -> None:
    section = make_section("Xã hội")
    hour = timedelta(hours=1)
    old, middle, new = (
        make_article(name, section=section, at=noon - ago * hour)
        for name, ago in (("Cũ", 3), ("Vừa", 2), ("Mới", 1))
    )
    draft = make_article("Nháp", publish=False)
    place(draft, 1)
    place(old, 2)
    place(new, 3, starts_at=noon + hour)
    place(middle, 1, ends_at=noon)
    place(middle, 1, section)
    assert results(api) == ["Cũ", "Mới", "Vừa"]
    assert results(api, "?section=xa-hoi") == ["Vừa", "Mới", "Cũ"]
    publishing.withdraw(old, by=None, reason="Sai")
    assert results(api) == ["Mới", "Vừa"]
    cards = [json.loads(card)["headline"] for _, card in publishing.front_cards(noon, 10, "xa-hoi")]
    assert cards == ["Vừa", "Mới"]
    assert publishing.front_cards(noon, 10, language="en") == []
    assert len(publishing.front_cards(noon, 10, language="vi")) == 2


@pytest.mark.parametrize("size", [1, 3, 4])
@pytest.mark.parametrize("placed", [0, 3, 7])
def test_pages_of_a_front_page_hold_each_article_once_both_ways(api: Client, size: int, placed: int) -> None:
    articles = [make_article(f"Tin {number}") for number in range(7)]
    for position, article in enumerate(articles[:placed]):
        place(article, 10 - position)
    whole = [card["id"] for card in api.get("/api/v1/front/").json()["results"]]
    assert whole[:placed] == [article.pk for article in articles[:placed]][::-1]
    assert sorted(whole) == sorted(article.pk for article in articles)
    forward: list[list[int]] = []
    url = f"/api/v1/front/?page_size={size}&count=exact"
    while url:
        page = api.get(url.replace("http://testserver", "")).json()
        assert page["count"] == 7
        forward.append([card["id"] for card in page["results"]])
        last, url = url, page["next"]
    assert [pk for page in forward for pk in page] == whole
    back = [forward[-1]]
    url = api.get(last).json()["previous"]
    while url:
        page = api.get(url).json()
        back.append([card["id"] for card in page["results"]])
        url = page["previous"]
    assert [pk for page in reversed(back) for pk in page] == whole


def test_a_front_page_asks_the_same_whatever_stands_on_it(api: Client) -> None:
    articles = [make_article() for _ in range(12)]
    place(articles[0], 1)
    api.get("/api/v1/front/")

    def asked(**headers: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = api.get("/api/v1/front/", headers=headers)
        assert answer.status_code in (200, 304)
        return len(captured)

    before = asked()
    for position, article in enumerate(articles[1:8], 2):
        place(article, position)
    assert asked() == before == 2
    etag = api.get("/api/v1/front/")["ETag"]
    assert asked(if_none_match=etag) == 2
    Placement.objects.filter(position=3).update(position=9)
    assert api.get("/api/v1/front/")["ETag"] != etag


def test_odd_cursors_of_a_front_page_are_refused(api: Client) -> None:
    for cursor in ("abc", "WyJmcm9udCIsIm4iLCJ4IiwxXQ", "WyJmcm9udCIsIm4iLDEuNSwxXQ"):
        assert api.get(f"/api/v1/front/?cursor={cursor}").status_code == 400


def test_a_preview_is_kept_nowhere() -> None:
    article = make_article("Bài", publish=False)
    snapshot = {**article.revisions.get().snapshot, "headline": " ", "section": None, "photo": 999}
    shown = publishing.preview(article, snapshot)
    assert shown.faults
    assert shown.document["headline"]
    assert shown.document["photo"] is None
    assert not Edition.objects.exists()

from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from articles.models import Article, LogEntry, User
from ratings.models import Rating, Tally
from ratings.readers import Reader
from ratings.voting import tally_of
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

WINDOW = {"since_0": "2020-01-01", "since_1": "00:00", "until_0": "2040-01-01", "until_1": "00:00"}


def desk(user: User) -> Client:
    client = Client(headers={"host": "localhost", "Accept-Language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def chief() -> Client:
    return desk(make_user("administrator"))


def allowed(*codenames: str) -> Client:
    """Somebody who may edit articles and has these rights on ratings."""
    user = make_user("reporter")
    rights = ["see_any_article", "change_any_article", *codenames]
    user.user_permissions.add(*Permission.objects.filter(codename__in=rights))
    return desk(user)


def page_of(article: Article) -> str:
    return reverse("admin:ratings_tally_change", args=[article.pk])


def test_the_list_of_articles_shows_the_rating(
    chief: Client, article: Article, vote: Callable[..., Reader]
) -> None:
    for stars in (4, 5, 5):
        vote(article, stars)
    assert "4.67 (3)" in chief.get(reverse("admin:articles_article_changelist")).content.decode()


def test_the_list_asks_no_query_per_article(
    chief: Client, vote: Callable[..., Reader], django_assert_max_num_queries: Any
) -> None:
    address = reverse("admin:articles_article_changelist")

    def queries() -> int:
        with django_assert_max_num_queries(100) as captured:
            chief.get(address)
        return len(captured)

    vote(make_article(), 4)
    few = queries()
    for _ in range(5):
        vote(make_article(), 4)
        make_article()
    assert queries() == few


@pytest.mark.parametrize(
    ("value", "expected"),
    [("4", {"good"}), ("3", {"good"}), ("low", {"bad"}), ("none", {"unrated"}), ("frozen", {"bad"})],
)
def test_articles_are_found_by_their_rating(
    chief: Client, vote: Callable[..., Reader], value: str, expected: set[str]
) -> None:
    good, bad, _ = make_article("good"), make_article("bad"), make_article("unrated")
    vote(good, 5)
    vote(bad, 1)
    Tally.objects.filter(article=bad).update(frozen=True)
    answer = chief.get(reverse("admin:articles_article_changelist"), {"rating": value})
    assert {article.headline for article in answer.context["cl"].queryset} == expected


def test_the_articles_page_shows_the_tally_and_leads_to_the_acts(
    chief: Client, article: Article, vote: Callable[..., Reader]
) -> None:
    address = reverse("admin:articles_article_change", args=[article.pk])
    assert "Nobody has rated this article yet." in chief.get(address).content.decode()
    vote(article, 4)
    html = chief.get(address).content.decode()
    assert "4.00 · 1 rating" in html
    assert page_of(article) in html
    assert chief.get(reverse("admin:articles_article_add")).status_code == 200


def test_without_the_right_to_see_ratings_the_page_shows_none(article: Article) -> None:
    html = allowed().get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert page_of(article) not in html


def test_freezing_and_opening(chief: Client, article: Article) -> None:
    assert chief.get(page_of(article)).status_code == 200
    chief.post(page_of(article), {"act": "freeze"})
    assert tally_of(article.pk).frozen
    assert "Open for ratings again" in chief.get(page_of(article)).content.decode()
    chief.post(page_of(article), {"act": "unfreeze"})
    assert not tally_of(article.pk).frozen


def test_undoing_after_a_preview(chief: Client, article: Article, vote: Callable[..., Reader]) -> None:
    for stars in (1, 1, 5):
        vote(article, stars)
    preview = chief.post(page_of(article), {**WINDOW, "act": "preview"})
    assert "3 ratings would be undone." in preview.content.decode()
    assert Rating.objects.count() == 3
    done = chief.post(page_of(article), {**WINDOW, "act": "undo"}, follow=True)
    assert "3 ratings were undone." in done.content.decode()
    assert not Rating.objects.exists()
    assert tally_of(article.pk).shown == [0] * 5
    assert LogEntry.objects.get(act="undo_ratings").by is not None


@pytest.mark.parametrize(
    "window",
    [
        {},
        {**WINDOW, "until_0": "2019-01-01"},
        {**WINDOW, "until_0": "2020-01-01"},
        {**WINDOW, "since_1": "00:00:30"},
        {**WINDOW, "since_0": "khi nào đó"},
    ],
)
@pytest.mark.parametrize("act", ["preview", "undo"])
def test_a_window_that_is_none_undoes_nothing(
    chief: Client, article: Article, vote: Callable[..., Reader], window: dict[str, str], act: str
) -> None:
    vote(article, 1)
    answer = chief.post(page_of(article), {**window, "act": act})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert Rating.objects.exists()


def test_who_may_only_look_changes_nothing(article: Article, vote: Callable[..., Reader]) -> None:
    vote(article, 1)
    client = allowed("view_tally")
    html = client.get(page_of(article)).content.decode()
    assert "Undo them" not in html
    assert 'name="act"' not in html
    for act in ("freeze", "undo", "preview"):
        assert client.post(page_of(article), {**WINDOW, "act": act}).status_code == 403
    actions = (
        client.get(reverse("admin:ratings_tally_changelist")).context["action_form"].fields["action"].choices
    )
    assert {name for name, _ in actions} == {"", "export"}
    assert Rating.objects.exists()
    assert not tally_of(article.pk).frozen


def test_who_has_no_right_sees_nothing(article: Article) -> None:
    assert allowed().get(page_of(article)).status_code == 403
    assert allowed().get(reverse("admin:ratings_tally_changelist")).status_code == 403


@pytest.mark.parametrize("number", ["0", "999999", "1e5", "x", "9" * 30, "²"])
def test_the_page_of_an_article_that_is_not_there(chief: Client, number: str) -> None:
    assert chief.get(f"/admin/ratings/tally/{number}/change/").status_code == 404


def test_freezing_and_exporting_from_the_list(chief: Client, vote: Callable[..., Reader]) -> None:
    articles = [make_article("=cmd()"), make_article("Tin thường")]
    for article in articles:
        vote(article, 4)
    address = reverse("admin:ratings_tally_changelist")
    chosen = {"_selected_action": [article.pk for article in articles]}
    chief.post(address, {**chosen, "action": "freeze"})
    assert Tally.objects.filter(frozen=True).count() == 2
    chief.post(address, {**chosen, "action": "unfreeze"})
    assert not Tally.objects.filter(frozen=True).exists()
    answer: Any = chief.post(address, {**chosen, "action": "export"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert ",'=cmd()," in text


def test_tallies_are_not_added_or_deleted_by_hand(
    chief: Client, article: Article, vote: Callable[..., Reader]
) -> None:
    vote(article, 4)
    assert chief.get("/admin/ratings/tally/add/").status_code == 403
    assert chief.post(f"/admin/ratings/tally/{article.pk}/delete/", {"post": "yes"}).status_code == 403


def test_saving_the_article_leaves_votes_that_came_meanwhile(
    chief: Client, article: Article, vote: Callable[..., Reader]
) -> None:
    vote(article, 4)
    address = reverse("admin:articles_article_change", args=[article.pk])
    page = lxml.html.fromstring(chief.get(address).content.decode())
    data = dict(page.get_element_by_id("article_form").form_values())
    vote(article, 5)
    answer = chief.post(address, data)
    assert answer.status_code == 302, answer.context["errors"]
    assert tally_of(article.pk).shown == [0, 0, 0, 1, 1]

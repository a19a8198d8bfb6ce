"""The acts of publishing, done at the desk."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article, Edition, Slot
from articles.publishing import find_public
from tests.factories import make_article, make_photo, make_user

from .forms import errors

pytestmark = pytest.mark.django_db


def page_of(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/publishing/"


def do(desk: Client, article: Article, act: str, **fields: Any) -> Any:
    article.refresh_from_db()
    data = {f"{act}-{name}": value for name, value in {"version": article.version, **fields}.items()}
    return desk.post(page_of(article), {"act": act, **data})


def minute(ahead: timedelta) -> dict[str, str]:
    at = timezone.localtime() + ahead
    return {"at_0": at.strftime("%d/%m/%Y"), "at_1": at.strftime("%H:%M")}


def test_the_life_of_an_article(desk: Client) -> None:
    article = make_article("Đời một bài", publish=False)
    for act, fields, public in [
        ("submit", {}, False),
        ("approve", {}, False),
        ("publish", {}, True),
        ("correct", {"wrong": "một", "right": "hai", "decided_by": "Ban biên tập"}, True),
        ("refresh", {}, True),
        ("withdraw", {"reason": "Sai sự thật"}, False),
        ("reinstate", {}, True),
        ("publish", minute(timedelta(days=1)), True),
        ("unschedule", {}, True),
    ]:
        answer = do(desk, article, act, **fields)
        assert answer.status_code == 302, f"{act}: {errors(answer)}"
        assert desk.get(page_of(article)).status_code == 200
        assert is_public(article) == public, act
    assert do(desk, article, "trash").status_code == 200, "what was public cannot be trashed"


def is_public(article: Article) -> bool:
    return Edition.objects.public(timezone.now()).filter(article=article).exists()


def test_a_draft_goes_to_the_trash_and_back(desk: Client) -> None:
    article = make_article("Nháp bỏ đi", publish=False)
    assert do(desk, article, "trash").status_code == 302
    assert "Nháp bỏ đi" not in desk.get("/admin/articles/article/").content.decode()
    assert "Nháp bỏ đi" in desk.get("/admin/articles/article/?public=trash").content.decode()
    assert do(desk, article, "publish").status_code == 200
    assert do(desk, article, "untrash").status_code == 302
    assert "Nháp bỏ đi" in desk.get("/admin/articles/article/").content.decode()


def test_everything_that_forbids_publishing_is_said_at_once(desk: Client) -> None:
    photo = make_photo(credit="")
    article = make_article(
        publish=False, blocks=[{"type": "photo", "data": {"photo": photo.pk, "caption": ""}}], section=None
    )
    Article.objects.filter(pk=article.pk)
    answer = do(desk, article, "publish")
    assert answer.status_code == 200
    assert "credit" in errors(answer)
    assert not Edition.objects.exists()


def test_publishing_asks_what_becomes_of_a_scheduled_edition(desk: Client) -> None:
    article = make_article()
    assert do(desk, article, "publish", **minute(timedelta(hours=5))).status_code == 302
    refused = do(desk, article, "publish")
    assert refused.status_code == 200
    assert "scheduled" in errors(refused)
    assert do(desk, article, "publish", pending="keep").status_code == 302
    assert article.editions.filter(slot=Slot.NEXT).exists()


@pytest.mark.parametrize(("act", "fields"), [
    ("publish", {"version": "9" * 30}), ("publish", {"version": ""}), ("publish", {"version": "0"}),
    ("publish", {"at_0": "01/01/0001", "at_1": "00:00"}), ("publish", {"at_0": "31/12/9999", "at_1": "23:59", "version": "0"}),
    ("publish", {"until_0": "01/01/0001", "until_1": "00:00"}), ("publish", {"reason": "x\0"}),
    ("restore", {"number": "9" * 30}), ("restore", {"number": "77"}), ("restore", {"number": "-1"}),
    ("correct", {"wrong": "a", "right": "b", "decided_by": "c", "published_at_0": "31/12/9999", "published_at_1": "23:59"}),
    ("correct", {"wrong": "a", "right": "b", "decided_by": "c", "published_at_0": "01/01/0001", "published_at_1": "00:00"}),
    ("withdraw", {"reason": "\0"}), ("withdraw", {"reason": ""}), ("withdraw", {"reason": "x" * 501}), ("reinstate", {}), ("unschedule", {}),
])  # fmt: skip
def test_what_cannot_be_done_is_refused_with_a_reason(desk: Client, act: str, fields: dict[str, str]) -> None:
    article = make_article()
    before = list(Edition.objects.values("number", "slot", "live_until"))
    answer = do(desk, article, act, **fields)
    assert answer.status_code == 200
    assert errors(answer)
    assert list(Edition.objects.values("number", "slot", "live_until")) == before


@pytest.mark.parametrize("act", ["", "delete", "x\0", "publish'"])
def test_an_unknown_act_is_refused(desk: Client, act: str) -> None:
    article = make_article()
    assert desk.post(page_of(article), {"act": act}).status_code == 403


def test_an_older_version_can_be_restored(desk: Client) -> None:
    article = make_article("Bản đầu", publish=False)
    snapshot = article.revisions.get().snapshot
    publishing.write_draft(article, {**snapshot, "headline": "Bản hai"}, by=None)
    assert do(desk, article, "restore", number=1).status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Bản đầu", 3)


def test_publishing_what_somebody_else_has_saved_meanwhile_is_refused(desk: Client) -> None:
    article = make_article("Bản đầu", publish=False)
    publishing.write_draft(article, article.revisions.get().snapshot, by=None)
    answer = desk.post(page_of(article), {"act": "publish", "publish-version": "1"})
    assert answer.status_code == 200
    assert "version 1" in errors(answer)


def test_a_due_edition_is_shown_as_public_before_any_act_has_settled_it(
    desk: Client, time_machine: Any
) -> None:
    article = make_article("Hẹn giờ")
    due = timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=5)
    publishing.publish(article, by=None, at=due)
    time_machine.move_to(due + timedelta(minutes=1))
    page = desk.get(page_of(article)).content.decode()
    assert "edition 2" in page
    assert "Cancel the schedule" not in page
    assert find_public(article.pk).number == 2
    assert _state_in_list(desk).startswith("live")


def test_an_expired_edition_is_shown_as_no_longer_public(desk: Client, time_machine: Any) -> None:
    until = timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=5)
    make_article("Có hạn", until=until)
    time_machine.move_to(until + timedelta(minutes=1))
    assert _state_in_list(desk) == "no longer"


def _state_in_list(desk: Client) -> str:
    import lxml.html

    page = lxml.html.fromstring(desk.get("/admin/articles/article/").content.decode())
    return page.find_class("field-public")[0].text_content().strip()


def test_who_may_not_publish_may_still_write_and_submit() -> None:
    reporter = Client(headers={"host": "localhost"})
    user = make_user("reporter")
    reporter.force_login(user)
    article = make_article(publish=False, by=user)
    assert do(reporter, article, "publish").status_code == 403
    assert do(reporter, article, "approve").status_code == 403
    assert do(reporter, article, "submit").status_code == 302
    assert not Edition.objects.exists()


def test_who_has_no_rights_cannot_tell_whether_an_article_exists() -> None:
    visitor = Client(headers={"host": "localhost"})
    visitor.force_login(make_user("reader"))
    article = make_article(publish=False)
    for page in ("publishing", "change", "history", "delete"):
        there = visitor.get(f"/admin/articles/article/{article.pk}/{page}/")
        nowhere = visitor.get(f"/admin/articles/article/{article.pk + 1000}/{page}/")
        assert (there.status_code, there.content) == (403, nowhere.content)
        assert nowhere.status_code == 403


def test_a_date_typed_without_its_time_is_asked_for(desk: Client) -> None:
    article = make_article(publish=False)
    answer = do(desk, article, "publish", at_0=datetime.now().strftime("%d/%m/%Y"), at_1="")
    assert answer.status_code == 200
    assert not Edition.objects.exists()

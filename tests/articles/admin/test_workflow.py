"""A draft on its way: submitted, returned with a comment, approved, published, withdrawn, inspected."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article, LogEntry, State, User
from articles.roles import Role
from tests.factories import make_article, make_member
from tests.matrix import client_of

from .forms import errors

pytestmark = pytest.mark.django_db

COMMENT = "Cần hỏi thêm\ný kiến hành khách & giá vé <7.000 đồng>."


def page_of(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/publishing/"


def do(client: Client, article: Article, act: str, **fields: Any) -> Any:
    article.refresh_from_db()
    data = {f"{act}-{name}": value for name, value in {"version": article.version, **fields}.items()}
    return client.post(page_of(article), {"act": act, **data})


@pytest.fixture
def reporter() -> User:
    user = make_member(Role.REPORTER, username="lan")
    user.email = "lan@example.vn"
    user.save()
    return user


@pytest.fixture
def article(reporter: User) -> Article:
    return make_article("Xe buýt điện về thị trấn", publish=False, by=reporter)


@pytest.fixture
def editor() -> Client:
    return client_of(make_member(Role.EDITOR, username="hai"))


def test_a_return_reaches_its_reporter_at_home_and_by_mail(
    article: Article, reporter: User, editor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    desk = client_of(reporter)
    assert do(desk, article, "submit").status_code == 302
    assert do(editor, article, "return").status_code == 200, "a return says why"
    with django_capture_on_commit_callbacks(execute=True):
        assert do(editor, article, "return", note=COMMENT).status_code == 302
    home = desk.get("/admin/")
    assert [(shown, back.by) for shown, back in home.context["returned"]] == [(article, "hai")]
    text = home.content.decode()
    assert "giá vé &lt;7.000 đồng&gt;" in text
    assert "hai" in text
    assert "giá vé &lt;7.000 đồng&gt;" in desk.get(page_of(article)).content.decode()
    (sent,) = mail.outbox
    assert sent.to == ["lan@example.vn"]
    assert "Xe buýt điện về thị trấn" in sent.subject
    assert COMMENT in sent.body
    assert f"/admin/articles/article/{article.pk}/change/" in sent.body
    # Submitted again, it is not a returned one any more.
    assert do(desk, article, "submit").status_code == 302
    assert desk.get("/admin/").context["returned"] == []


class BrokenBackend(BaseEmailBackend):
    def send_messages(self, messages: Any) -> int:
        raise OSError("the mail server is away")


def test_a_mail_that_fails_stops_nothing(
    article: Article,
    editor: Client,
    settings: LazySettings,
    django_capture_on_commit_callbacks: Any,
    caplog: Any,
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.BrokenBackend"
    publishing.set_state(article, State.IN_REVIEW, by=None)
    with django_capture_on_commit_callbacks(execute=True):
        assert do(editor, article, "return", note="Sửa tít").status_code == 302
    article.refresh_from_db()
    assert article.state == State.DRAFT
    assert "could not be sent" in caplog.text


def test_a_headline_cannot_add_headers_to_a_mail(
    reporter: User, django_capture_on_commit_callbacks: Any
) -> None:
    article = make_article("Tít\r\nBcc: x@example.org", publish=False, by=reporter)
    with django_capture_on_commit_callbacks(execute=True):
        publishing.set_state(article, State.DRAFT, by=None, note="x")
    assert mail.outbox[0].recipients() == ["lan@example.vn"]
    assert "\n" not in mail.outbox[0].subject


def test_a_step_is_of_the_version_and_the_state_that_were_seen(article: Article, editor: Client) -> None:
    publishing.set_state(article, State.IN_REVIEW, by=None)
    seen = article.version
    publishing.write_draft(article, article.revisions.latest("number").snapshot, by=None)
    stale = editor.post(page_of(article), {"act": "approve", "approve-version": seen})
    assert "version 1" in errors(stale)
    publishing.set_state(article, State.DRAFT, by=None)
    moved_on = do(editor, article, "approve")
    assert "moved on" in errors(moved_on)
    article.refresh_from_db()
    assert article.state == State.DRAFT


def test_only_what_was_approved_goes_out_by_somebody_who_may_not_approve(
    article: Article, editor: Client
) -> None:
    from django.contrib.auth.models import Permission

    user = make_member(Role.REPORTER)
    user.user_permissions.set(Permission.objects.filter(codename__in=["publish_article", "see_any_article"]))
    duty = client_of(user)
    assert do(duty, article, "publish").status_code == 403
    publishing.set_state(article, State.IN_REVIEW, by=None)
    assert do(editor, article, "approve").status_code == 302
    assert do(duty, article, "publish").status_code == 302


def test_handing_over_makes_it_anothers(article: Article, reporter: User) -> None:
    other = make_member(Role.REPORTER, username="minh")
    chief = client_of(make_member(Role.MANAGING_EDITOR))
    assert client_of(other).get(page_of(article)).status_code == 404
    assert do(chief, article, "hand_over", to=other.pk, note="Lan đi công tác").status_code == 302
    assert client_of(other).get(page_of(article)).status_code == 200
    assert client_of(reporter).get(page_of(article)).status_code == 404
    entry = LogEntry.objects.get(act="hand_over")
    assert entry.detail["changes"] == {"created_by": ["lan", "minh"]}
    assert entry.note == "Lan đi công tác"


def test_a_schedule_is_told_with_its_weekday_and_the_past_is_refused(article: Article) -> None:
    desk = client_of(make_member(Role.PUBLISHER))
    at = timezone.localtime() + timedelta(days=2)
    past = timezone.localtime() - timedelta(minutes=3)

    def minute(moment: Any) -> dict[str, str]:
        return {"at_0": moment.strftime("%d/%m/%Y"), "at_1": moment.strftime("%H:%M")}

    assert "ahead" in errors(do(desk, article, "publish", **minute(past)))
    response = desk.post(
        page_of(article),
        {"act": "publish", "publish-version": 1, **{f"publish-{k}": v for k, v in minute(at).items()}},
        follow=True,
    )
    assert at.strftime("%A") in response.content.decode()


def test_a_time_that_the_clocks_jump_over_is_refused_with_a_hint(article: Article) -> None:
    from articles.admin.acts import PublishForm
    from articles.admin.standing import standing_of

    with timezone.override("Europe/Berlin"):
        for day, time in (("28/03/2027", "02:30"), ("31/10/2027", "02:30")):
            form = PublishForm(
                {"version": "1", "at_0": day, "at_1": time}, standing=standing_of(article, timezone.now())
            )
            assert not form.is_valid()
            assert form.has_error("at", "clock")


def test_what_was_withdrawn_is_read_by_those_with_the_right_and_each_look_is_logged(reporter: User) -> None:
    article = make_article("Tin sai", "Đoạn đã gỡ.", by=reporter)
    publishing.withdraw(article, by=None, reason="Chưa xác minh", decided_by="Ban biên tập")
    snapshot = article.revisions.latest("number").snapshot
    publishing.write_draft(article, {**snapshot, "headline": "Tít mới"}, by=None)
    url = f"/admin/articles/article/{article.pk}/inspection/1/"
    assert client_of(make_member(Role.EDITOR)).get(url).status_code == 403
    assert client_of(reporter).get(url).status_code == 403
    inspector = make_member(Role.PUBLISHER, username="thanh-tra")
    for _ in range(2):
        page = client_of(inspector).get(url)
        assert page.status_code == 200
        text = page.content.decode()
        for shown in ("Đoạn đã gỡ.", "Tin sai", "Chưa xác minh"):
            assert shown in text
        assert page.headers["Cache-Control"].count("no-store") == 1
    looks = LogEntry.objects.filter(act="inspect", article=article)
    assert [look.by_name for look in looks] == ["thanh-tra"] * 2
    assert client_of(inspector).get(url.replace("/1/", "/7/")).status_code == 404


def test_a_scheduled_edition_is_not_there_to_inspect(article: Article) -> None:
    publishing.publish(
        article, by=None, at=timezone.now().replace(second=0, microsecond=0) + timedelta(hours=1)
    )
    desk = client_of(make_member(Role.PUBLISHER))
    assert desk.get(f"/admin/articles/article/{article.pk}/inspection/1/").status_code == 404
    assert not LogEntry.objects.filter(act="inspect").exists()


def test_the_page_says_what_publishing_changes_for_readers(reporter: User) -> None:
    desk = client_of(make_member(Role.PUBLISHER))
    article = make_article("Hội nghị ba ngày", by=reporter)
    assert "the newest version is what readers see" in desk.get(page_of(article)).content.decode()
    snapshot = article.revisions.latest("number").snapshot
    publishing.write_draft(article, {**snapshot, "headline": "Hội nghị hai ngày"}, by=reporter)
    page = desk.get(page_of(article)).content.decode()
    assert "<del>" in page
    assert "<ins>" in page
    fresh = make_article("Chưa đăng", publish=False)
    assert "They would see all of it" in desk.get(page_of(fresh)).content.decode()


def test_a_foreign_story_cannot_be_tied_to_ones_own(reporter: User) -> None:
    """Acts on two objects ask for both: blocks copied, stories related, translations tied."""
    from .forms import filled

    own = make_article("Của tôi", publish=False, by=reporter)
    foreign, public = make_article("Tin mật", publish=False), make_article("Tin đã đăng")
    desk = client_of(reporter)
    copying = f"/admin/articles/article/{own.pk}/copying/"
    assert desk.get(copying, {"story": foreign.pk}).status_code == 404
    key = foreign.revisions.get().snapshot["blocks"][0]["key"]
    assert desk.post(copying, {"story": foreign.pk, "key": key}).status_code == 404
    assert desk.post(f"/admin/articles/article/{foreign.pk}/copying/", {"story": own.pk}).status_code == 404
    change = f"/admin/articles/article/{own.pk}/change/"
    for story, saved in ((foreign, False), (public, True)):
        sent = filled(desk.get(change))
        prefix = "related_stories"
        sent |= {
            f"{prefix}-TOTAL_FORMS": "1",
            f"{prefix}-0-story": str(story.pk),
            f"{prefix}-0-position": "0",
        }
        response = desk.post(change, sent)
        assert (response.status_code == 302) == saved, errors(response)
        assert own.related_stories.filter(story=story).exists() == saved
    assert desk.post(change, {**filled(desk.get(change)), "translations": [foreign.pk]}).status_code == 200
    assert not own.translations.exists()

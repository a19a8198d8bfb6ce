"""Who gets in, and who may do what to accounts."""

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group, Permission
from django.test import Client

from articles.models import User
from tests.factories import make_user

from .forms import filled

pytestmark = pytest.mark.django_db

PASSWORD = "mat-khau-rat-dai-1"


def log_in(client: Client, username: str, password: str) -> object:
    return client.post("/admin/login/?next=/admin/", {"username": username, "password": password})


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"host": "localhost", "accept-language": "en"})


def test_logging_in_and_out(visitor: Client) -> None:
    make_user("administrator", username="lan", password=PASSWORD)
    assert log_in(visitor, "lan", PASSWORD).status_code == 302
    assert visitor.get("/admin/").status_code == 200
    assert visitor.post("/admin/logout/").status_code == 200
    assert visitor.get("/admin/").status_code == 302


def test_too_many_attempts_lock_out_without_telling_who_exists(
    visitor: Client, settings: LazySettings
) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    make_user("administrator", username="lan", password=PASSWORD)
    answers = {name: [log_in(visitor, name, "sai") for _ in range(4)] for name in ("lan", "khong-co-ai")}
    for name in answers:
        assert [answer.status_code for answer in answers[name]] == [200, 200, 429, 429]
    assert answers["lan"][3].content == answers["khong-co-ai"][3].content
    assert "Too many attempts" in answers["lan"][3].content.decode()
    assert log_in(visitor, "lan", PASSWORD).status_code == 429, "not even the right password helps now"


def test_a_wrong_password_and_an_unknown_name_look_the_same(visitor: Client) -> None:
    make_user("administrator", username="bientapvien", password=PASSWORD)
    make_user("editor", username="nghi-viec", password=PASSWORD)
    User.objects.filter(username="nghi-viec").update(is_active=False)
    pages = {
        log_in(visitor, name, "sai").content.decode().replace(name, "").split("<form")[0]
        for name in ("bientapvien", "nghi-viec", "ai-do")
    }
    assert len(pages) == 1


def test_an_account_is_made_and_changed(desk: Client) -> None:
    url = "/admin/articles/user/add/"
    answer = desk.post(
        url,
        filled(
            desk.get(url),
            "user_form",
            username="moi",
            password1=PASSWORD,
            password2=PASSWORD,
            usable_password="true",
        ),
    )
    assert answer.status_code == 302
    user = User.objects.get(username="moi")
    assert user.check_password(PASSWORD)
    url = f"/admin/articles/user/{user.pk}/password/"
    assert desk.get(url).status_code == 200
    short = desk.post(url, {"password1": "123", "password2": "123", "usable_password": "true"})
    assert short.status_code == 200


def keeper_of_accounts() -> Client:
    user = make_user("reader")
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["view_user", "change_user", "delete_user", "add_user"])
    )
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def test_who_keeps_accounts_cannot_make_administrators(desk: Client) -> None:
    keeper, colleague = keeper_of_accounts(), make_user("reader")
    group = Group.objects.create(name="Ban biên tập")
    url = f"/admin/articles/user/{colleague.pk}/change/"
    sent = filled(keeper.get(url), "user_form", first_name="Lan")
    assert keeper.post(url, {**sent, "is_superuser": "on", "groups": [group.pk]}).status_code == 302
    colleague.refresh_from_db()
    assert (colleague.first_name, colleague.is_superuser, colleague.groups.count()) == ("Lan", False, 0)


def test_who_keeps_accounts_cannot_touch_an_administrator(administrator: User) -> None:
    keeper = keeper_of_accounts()
    for page in ("change", "password", "delete"):
        answer = keeper.post(
            f"/admin/articles/user/{administrator.pk}/{page}/",
            {"post": "yes", "password1": PASSWORD, "password2": PASSWORD, "username": "x"},
        )
        assert answer.status_code == 403, page
    keeper.post(
        "/admin/articles/user/",
        {"action": "delete_selected", "_selected_action": [administrator.pk], "post": "yes"},
    )
    administrator.refresh_from_db()
    assert not administrator.check_password(PASSWORD)


def test_the_desk_speaks_vietnamese_by_default_and_bears_our_name() -> None:
    page = Client(headers={"host": "localhost"}).get("/admin/login/").content.decode()
    assert '<html lang="vi"' in page
    assert "Tên đăng nhập" in page
    assert "Django" not in page

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


@pytest.mark.parametrize("change", ["password", "role", "right", "inactive", "staff", "administrator"])
def test_sessions_end_when_an_account_changes(change: str) -> None:
    """All of them at once, whoever changed it and wherever."""
    user = make_user("reporter")
    first, second = (Client(headers={"host": "localhost"}) for _ in range(2))
    for session in (first, second):
        session.force_login(user)
        assert session.get("/admin/").status_code == 200
    match change:
        case "password":
            user.set_password(PASSWORD)
        case "role":
            user.groups.set(Group.objects.filter(name="editor"))
        case "right":
            user.user_permissions.add(Permission.objects.get(codename="publish_article"))
        case "inactive":
            user.is_active = False
        case "staff":
            user.is_staff = False
        case "administrator":
            user.is_superuser = True
    user.save()
    for session in (first, second):
        assert session.get("/admin/").status_code == 302


def test_a_name_or_another_account_ends_no_session() -> None:
    user, other = make_user("reporter"), make_user("reporter")
    session = Client(headers={"host": "localhost"})
    session.force_login(user)
    user.first_name = "Lan"
    user.save()
    other.set_password(PASSWORD)
    other.save()
    assert session.get("/admin/").status_code == 200


def test_a_rotated_secret_key_keeps_sessions(settings: LazySettings) -> None:
    user = make_user("reporter")
    session = Client(headers={"host": "localhost"})
    session.force_login(user)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" + "0123456789" * 5
    assert session.get("/admin/").status_code == 200


def test_the_roles_hold_what_is_written_of_them() -> None:
    """Names of rights that do not exist would be left out without a word."""
    from articles.roles import LEDGER, RIGHTS, Role, rights_of

    every = {
        f"{label}.{codename}"
        for label, codename in Permission.objects.values_list("content_type__app_label", "codename")
    }
    for role, models in RIGHTS.items():
        for model, verbs in models.items():
            for verb in verbs.split():
                assert f"articles.{verb if '_' in verb else f'{verb}_{model}'}" in every, (role, model, verb)
        held = {
            f"{p.content_type.app_label}.{p.codename}" for p in Group.objects.get(name=role).permissions.all()
        }
        assert held == rights_of(role, every)
    assert set(LEDGER) == {model for model in LEDGER if f"articles.view_{model}" in every}
    assert rights_of(Role.PUBLISHER, every) < rights_of(Role.MANAGING_EDITOR, every)


def test_a_group_that_was_tampered_with_is_set_right_by_migrate() -> None:
    from articles.roles import Role, set_up_roles

    group = Group.objects.get(name=Role.REPORTER)
    before = set(group.permissions.values_list("pk", flat=True))
    group.permissions.set(Permission.objects.filter(codename="publish_article"))
    set_up_roles(using="default")
    assert set(group.permissions.values_list("pk", flat=True)) == before

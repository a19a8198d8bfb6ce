"""The matrix of the desk: every route for every role, own and foreign. A route or a table without a row fails here."""

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from articles import publishing
from articles.admin.acts import ACTS
from articles.models import (
    Abbreviation,
    ImportedPage,
    LogEntry,
    Photo,
    Redirect,
    Source,
    State,
)
from tests.factories import make_article, make_author, make_photo, make_tag, make_user
from tests.matrix import (
    ABSENT,
    ADMINISTRATOR,
    ADMINISTRATORS,
    EDITORS,
    EVERYBODY,
    HOUSE,
    MANAGERS,
    MANAGING,
    NOBODY,
    PHOTO_EDITORS,
    PUBLISHERS,
    READER,
    REPORTER,
    ROLES,
    WRITERS,
    Page,
    Table,
    allowed,
    answer,
    client_of,
    desk_routes,
    member,
    mismatches,
)

from .forms import filled

pytestmark = [pytest.mark.once, pytest.mark.django_db]

LEDGER = Table(see=EDITORS)

TABLES: dict[str, Table] = {
    # Articles, photos and accounts are asked for own and foreign rows below.
    "articles.section": Table(see=HOUSE, add=PUBLISHERS, change=PUBLISHERS, delete=MANAGERS),
    "articles.tag": Table(see=HOUSE, add=WRITERS, change=EDITORS, delete=MANAGERS),
    "articles.author": Table(see=HOUSE, add=EDITORS, change=EDITORS, delete=MANAGERS),
    "articles.source": Table(see=HOUSE, add=EDITORS, change=EDITORS, delete=MANAGERS),
    "articles.abbreviation": Table(see=HOUSE, add=EDITORS, change=EDITORS, delete=MANAGERS),
    "articles.redirect": Table(see=EDITORS, add=PUBLISHERS, change=PUBLISHERS, delete=PUBLISHERS),
    "articles.edition": LEDGER,
    "articles.revision": LEDGER,
    "articles.correction": LEDGER,
    "articles.withdrawal": LEDGER,
    "articles.publicchange": LEDGER,
    "articles.articleslug": LEDGER,
    "articles.importedpage": LEDGER,
    "articles.logentry": LEDGER,
    "auth.group": Table(see=MANAGERS, add=ADMINISTRATORS, change=ADMINISTRATORS, delete=ADMINISTRATORS),
}

READ_ANY = PHOTO_EDITORS
"""Who sees everybody's articles. Reporters see their own."""

PAGES: dict[str, Page] = {
    # --- The site ---
    "index": Page(get=EVERYBODY),
    "login": Page(get=EVERYBODY),
    "logout": Page(get=EVERYBODY),
    "password_change": Page(get=EVERYBODY, post=EVERYBODY),
    "password_change_done": Page(get=EVERYBODY),
    "jsi18n": Page(get=EVERYBODY),
    "autocomplete": Page(
        get=HOUSE, data={"app_label": "articles", "model_name": "article", "field_name": "tags", "term": "a"}
    ),
    "view_on_site": Page(get=NOBODY, more_args=("1", "1")),
    # --- Articles ---
    "articles_article_changelist": Page(get=HOUSE),
    "articles_article_add": Page(get=WRITERS, post=WRITERS),
    "articles_article_change": Page(
        get=HOUSE, post=WRITERS, foreign_get=READ_ANY, foreign_post=EDITORS, about="article"
    ),
    "articles_article_delete": Page(get=NOBODY, post=NOBODY, about="article", forbidden_alike=False),
    "articles_article_history": Page(get=HOUSE, foreign_get=READ_ANY, about="article"),
    "articles_article_publishing": Page(get=HOUSE, foreign_get=READ_ANY, about="article"),
    "articles_article_inspection": Page(get=PUBLISHERS, about="article", more_args=(1,)),
    "articles_article_versions": Page(get=HOUSE, foreign_get=READ_ANY, about="article"),
    "articles_article_presence": Page(get=None, post=HOUSE, foreign_post=READ_ANY, about="article"),
    "articles_article_preview": Page(
        get=HOUSE,
        post=WRITERS,
        foreign_get=READ_ANY,
        foreign_post=EDITORS,
        about="article",
        data={"act": "share", "days": "3", "note": ""},
    ),
    "articles_article_checklist": Page(
        get=HOUSE, post=WRITERS, foreign_get=READ_ANY, foreign_post=EDITORS, about="article"
    ),
    "articles_article_copying": Page(
        get=WRITERS, post=WRITERS, foreign_get=EDITORS, foreign_post=EDITORS, about="article"
    ),
    "article-preview-frame": Page(
        get=HOUSE, post=WRITERS, foreign_get=READ_ANY, foreign_post=EDITORS, about="article"
    ),
    "articles_article_abbreviations": Page(
        get=HOUSE, post=WRITERS, foreign_get=READ_ANY, foreign_post=EDITORS, about="article"
    ),
    "articles_article_abbreviations_check": Page(
        get=None, post=WRITERS, foreign_post=EDITORS, about="article"
    ),
    "articles_article_add_abbreviations_check": Page(get=None, post=WRITERS),
    "articles_placement_changelist": Page(get=EDITORS, post=PUBLISHERS),
    # --- Photos ---
    "articles_photo_changelist": Page(get=HOUSE),
    "articles_photo_add": Page(get=HOUSE, post=HOUSE),
    "articles_photo_change": Page(get=HOUSE, post=HOUSE, foreign_post=PHOTO_EDITORS, about="photo"),
    "articles_photo_delete": Page(
        get=MANAGERS | {"photo desk"}, post=MANAGERS | {"photo desk"}, about="photo"
    ),
    "articles_photo_history": Page(get=HOUSE, about="photo"),
    "articles_photo_upload": Page(get=HOUSE, post=HOUSE),
    # It names its photos in the query: see `test_the_review_of_photos`.
    "articles_photo_review": Page(get=HOUSE, post=HOUSE),
    # --- The dictionary ---
    "articles_abbreviation_export": Page(get=HOUSE),
    "articles_abbreviation_import": Page(get=EDITORS, post=EDITORS),
    "articles_abbreviation_refresh": Page(get=PUBLISHERS, post=PUBLISHERS),
    # --- Accounts: "own" is the user's own account, "foreign" a reporter's ---
    "articles_user_changelist": Page(get=MANAGERS),
    "articles_user_add": Page(get=MANAGERS, post=MANAGERS),
    "articles_user_change": Page(get=MANAGERS, post=MANAGERS, about="user"),
    "articles_user_delete": Page(
        get=ADMINISTRATORS, post=ADMINISTRATORS, about="user", forbidden_alike=False
    ),
    "articles_user_history": Page(get=MANAGERS, about="user"),
    "auth_user_password_change": Page(get=MANAGERS, post=MANAGERS, about="user"),
    # --- The log ---
    "articles_logentry_export": Page(get=EDITORS),
}

ACTS_ALLOWED: dict[str, tuple[Any, Any]] = {
    # Own draft, foreign draft.
    "submit": (WRITERS, EDITORS),
    "restore": (WRITERS, EDITORS),
    "trash": (WRITERS, EDITORS),
    "untrash": (WRITERS, EDITORS),
    "approve": (EDITORS, EDITORS),
    "return": (EDITORS, EDITORS),
    "publish": (PUBLISHERS, PUBLISHERS),
    "unschedule": (PUBLISHERS, PUBLISHERS),
    "correct": (PUBLISHERS, PUBLISHERS),
    "withdraw": (PUBLISHERS, PUBLISHERS),
    "reinstate": (PUBLISHERS, PUBLISHERS),
    "refresh": (PUBLISHERS, PUBLISHERS),
    "hand_over": (MANAGERS, MANAGERS),
}

# Whoever may do everything is refused nothing: asked of every page only where there is time.
EACH_ROLE = [
    *(role for role in ROLES if role != ADMINISTRATOR),
    pytest.param(ADMINISTRATOR, marks=pytest.mark.slow),
]

TABLE_PAGES = ("changelist", "add", "change", "delete", "history")


def core_tables() -> dict[str, Any]:
    """The tables of the desk that are not a plug-in's."""
    return {
        model._meta.label_lower: model
        for model in admin.site._registry
        if apps.get_app_config(model._meta.app_label).name not in settings.NEWSROOM_PLUGINS
    }


def is_a_guests(route: str) -> bool:
    labels = {apps.get_app_config(label).label for label in _guest_labels()}
    return route.split("_")[0] in labels


def _guest_labels() -> list[str]:
    return [config.label for config in apps.get_app_configs() if config.name in settings.NEWSROOM_PLUGINS]


def test_every_route_has_a_row() -> None:
    """Fails with a new route: say in `PAGES` (or in `TABLES`, by its table) who may do what there."""
    named = {name for name in desk_routes() if not is_a_guests(name)}
    by_table = {f"{label.replace('.', '_')}_{page}" for label in TABLES for page in TABLE_PAGES}
    assert named - by_table - set(PAGES) - {"app_list"} == set()
    assert set(PAGES) <= named, "rows of routes that are no more"


def test_every_table_and_act_has_a_row() -> None:
    asked_below = {"articles.article", "articles.photo", "articles.user", "articles.placement"}
    assert set(core_tables()) - asked_below == set(TABLES)
    assert {act.name for act in ACTS} == set(ACTS_ALLOWED)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """A refusal is logged with its traceback; thousands of them take longer to write than to make."""
    logger = logging.getLogger("django.request")
    before, logger.disabled = logger.disabled, True
    yield
    logger.disabled = before


@pytest.fixture
def rows() -> dict[str, Any]:
    """One row of every table."""
    article = make_article("Đã đăng", tags=[make_tag("Cải cách")])
    publishing.correct(article, by=None, wrong="một", right="hai", decided_by="Ban biên tập")
    publishing.withdraw(article, by=None, reason="Sai sự thật")
    make_author("Gia Huy")
    Source.objects.create(name="Chinhphu.vn")
    Abbreviation.objects.create(short="UBND", expansion="Ủy ban nhân dân")
    Redirect.objects.create(path="/tin/1.html", article=article)
    ImportedPage.objects.create(identity="x", digest="y", article=article, version=1)
    Group.objects.create(name="Ban biên tập")
    return {label: model._default_manager.order_by("-pk").first() for label, model in core_tables().items()}


@pytest.mark.parametrize("role", EACH_ROLE)
def test_tables(role: str, rows: dict[str, Any]) -> None:
    """List, add (also as a popup), page, change, delete confirmation and deletion, history, and the bulk action."""
    client = client_of(member(role))
    wrong = []
    for label, table in TABLES.items():
        row = rows[label]
        base = f"admin:{label.replace('.', '_')}"
        popup = {"_popup": "1"}
        cases = [
            ("get", "changelist", table.see, {}), ("get", "change", table.see, {}), ("get", "history", table.see, {}),
            ("get", "add", table.add, popup), ("post", "add", table.add, {}), ("post", "change", table.change, popup),
            ("get", "delete", table.delete, {}), ("post", "delete", table.delete, {}),
        ]  # fmt: skip
        for method, page, people, data in cases:
            one = page in ("change", "history", "delete")
            status, body = answer(
                client, method, reverse(f"{base}_{page}", args=[row.pk] if one else []), data
            )
            if allowed(status) != (role in people):
                wrong.append(f"{method} {label} {page}: {status}")
            elif page == "change" and role not in table.see:
                nothing = answer(client, method, reverse(f"{base}_{page}", args=[ABSENT]), data)
                wrong += [f"{method} {label} {page} tells what is there"] if (status, body) != nothing else []
        wrong += _bulk_deletion(client, label, row, role in table.delete and role in table.see)
    assert wrong == []


def _bulk_deletion(client: Client, label: str, row: Any, may: bool) -> list[str]:
    """The list's own action must not be a way around: only those who may delete are shown the confirmation."""
    data = {"action": "delete_selected", "_selected_action": [row.pk]}
    url = reverse(f"admin:{label.replace('.', '_')}_changelist")
    _status, body = answer(client, "post", url, data)
    asks = b'name="post"' in body or (b"delete_selected" in body and b"Are you sure" in body)
    if may or not asks:
        return []
    return [f"bulk deletion of {label} is offered"]


@pytest.mark.parametrize("role", EACH_ROLE)
def test_pages(role: str) -> None:
    """Pages about one article, photo or account: one's own, and another's."""
    user, other = member(role), member(REPORTER)
    own, foreign = ({
        "article": make_article(f"Bài của {name}", by=who).pk,
        "photo": make_photo(created_by=who).pk,
        "user": who.pk,
    } for name, who in (("mình", user), ("người khác", other)))  # fmt: skip
    client = client_of(user)
    wrong = []
    for name, page in PAGES.items():
        wrong += mismatches(role, client, name, page, own.get(page.about), foreign.get(page.about))
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_acts(role: str) -> None:
    """Every act of the publishing page, on an own and a foreign draft, and on an own one that is with the editors."""
    user = member(role)
    own, foreign = make_article(by=user, publish=False), make_article(by=member(REPORTER), publish=False)
    client = client_of(user)
    wrong = []

    def url(pk: int) -> str:
        return reverse("admin:articles_article_publishing", args=[pk])

    for act, (on_own, on_foreign) in ACTS_ALLOWED.items():
        for article, people in ((own, on_own), (foreign, on_foreign)):
            status, body = answer(client, "post", url(article.pk), {"act": act, f"{act}-version": 1})
            if allowed(status) != (role in people):
                wrong.append(f"{act} ({'own' if article is own else 'foreign'}): {status}")
            if (
                not allowed(status)
                and status != 403
                and (status, body) != answer(client, "post", url(ABSENT), {"act": act})
            ):
                wrong.append(f"{act} tells that the article is there")
    publishing.set_state(own, State.IN_REVIEW, by=user)
    for act in ("submit", "restore", "trash"):
        status, _ = answer(client, "post", url(own.pk), {"act": act, f"{act}-version": 1})
        if allowed(status) != (role in EDITORS):
            wrong.append(f"{act} (own, in review): {status}")
    change = reverse("admin:articles_article_change", args=[own.pk])
    assert allowed(answer(client, "post", change)[0]) == (role in EDITORS)
    assert allowed(answer(client, "get", change)[0]) == (role in HOUSE)
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_every_autocomplete(role: str) -> None:
    """Suggestions come only to those who see the table; a foreign draft is suggested to nobody who may not see it."""
    make_article("Tin mật của người khác", by=make_user(REPORTER), publish=False)
    client = client_of(member(role))
    wrong = []
    for model, field in sorted(_autocompletes()):
        target = apps.get_model(model)._meta.get_field(field).related_model
        label = target._meta.label_lower
        people = {"articles.article": HOUSE, "articles.photo": HOUSE, "articles.user": MANAGERS}.get(label)
        people = people if people is not None else TABLES[label].see
        asked = dict(zip(("app_label", "model_name"), model.split("."), strict=True))
        status, body = answer(
            client, "get", reverse("admin:autocomplete"), {**asked, "field_name": field, "term": ""}
        )
        if allowed(status) != (role in people):
            wrong.append(f"{model}.{field}: {status}")
        if label == "articles.article" and ("mật".encode() in body or b"m\\u1eadt" in body) != (
            role in READ_ANY
        ):
            wrong.append(f"{model}.{field}: the foreign draft")
    assert wrong == []


def _autocompletes() -> set[tuple[str, str]]:
    """(table, field) of every autocomplete of the core's forms and of the forms inside them."""
    administrator = make_user(ADMINISTRATOR)
    request: Any = type("Request", (), {"user": administrator, "GET": {}, "POST": {}})()
    found = set()
    for label, model in core_tables().items():
        desk = admin.site._registry[model]
        found |= {(label, name) for name in desk.autocomplete_fields}
        for inline in desk.get_inlines(request, None):
            if inline.model._meta.label_lower.split(".")[0] not in _guest_labels():
                found |= {(inline.model._meta.label_lower, name) for name in inline.autocomplete_fields}
    return found


def test_the_log_can_be_changed_by_nobody(rows: dict[str, Any]) -> None:
    client = client_of(make_user(ADMINISTRATOR))
    entry = LogEntry.objects.latest("pk")
    assert (
        answer(client, "post", reverse("admin:articles_logentry_change", args=[entry.pk]), {"note": "x"})[0]
        == 403
    )
    assert (
        answer(client, "post", reverse("admin:articles_logentry_delete", args=[entry.pk]), {"post": "yes"})[0]
        == 403
    )


def test_somebody_without_a_role_sees_an_empty_desk() -> None:
    make_article("Tin đã đăng"), make_article("Tin mật", publish=False)
    page = client_of(make_user(READER)).get("/admin/").content.decode()
    assert "Tin đã đăng" not in page
    assert "Tin mật" not in page


def test_a_reporter_finds_nothing_of_others() -> None:
    """In lists, searches, filters and dates, on the home page, and in the lists of what belongs to articles."""
    make_article("Tin mật người khác", "Nội dung mật.", publish=False, by=make_user(REPORTER))
    user = member(REPORTER)
    make_article("Tin của tôi", publish=False, by=user)
    client = client_of(user)
    for query in (
        "",
        "?q=mat",
        "?public=never",
        "?state__exact=draft",
        "?created_by__username__startswith=r",
    ):
        page = client.get(f"/admin/articles/article/{query}", follow=True).content.decode()
        assert "mật" not in page.replace('value="mat"', ""), query
    assert "Tin của tôi" in client.get("/admin/").content.decode()
    assert "mật" not in client.get("/admin/").content.decode()


def test_managing_editors_do_not_rise_above_themselves() -> None:
    chief, colleague = member(MANAGING), member(REPORTER)
    mighty = Group.objects.create(name="Quá quyền")
    mighty.permissions.set(
        Group.permissions.through.permission.field.related_model.objects.filter(codename="delete_user")
    )
    client = client_of(chief)
    url = reverse("admin:articles_user_change", args=[colleague.pk])
    offered = {group.pk for group in client.get(url).context["adminform"].form.fields["groups"].queryset}
    assert mighty.pk not in offered
    assert Group.objects.get(name="editor").pk in offered
    own = client.get(reverse("admin:articles_user_change", args=[chief.pk])).context["adminform"].form
    assert not {"groups", "is_superuser", "is_active", "user_permissions"} & set(own.fields)
    colleague.groups.add(mighty)
    assert client.post(url, {"username": "x"}).status_code == 403, "who may more than I is not mine to change"


def test_photos_of_others_are_described_by_the_photo_desk_alone() -> None:
    photo = make_photo(caption="Cũ")
    data = {"alt": "x", "caption": "Mới", "credit": "y", "focus_x": "0.5", "focus_y": "0.5"}
    for role, changed in ((REPORTER, False), ("photo desk", True)):
        client_of(member(role)).post(reverse("admin:articles_photo_change", args=[photo.pk]), data)
        assert (Photo.objects.get(pk=photo.pk).caption == "Mới") == changed


def test_the_review_of_photos_leaves_out_what_is_not_ones_own_to_describe() -> None:
    user = member(REPORTER)
    own, foreign = make_photo(caption="Của tôi", created_by=user), make_photo(caption="Của người khác")
    client, review = client_of(user), reverse("admin:articles_photo_review")

    def named(pk: int) -> str:
        return f"{review}?ids={own.pk},{pk}"

    sent = {
        f"photo-{photo.pk}-{name}": value
        for photo in (own, foreign)
        for name, value in (("caption", "Mới"), ("credit", "Ảnh: Lan"), ("alt", "Chợ"))
    }
    pages = [answer(client, "get", named(pk))[1] for pk in (foreign.pk, ABSENT)]
    assert len({re.sub(rb'csrfmiddlewaretoken" value="[^"]+', b"", page) for page in pages}) == 1
    assert answer(client, "post", named(foreign.pk), sent) == answer(client, "post", named(ABSENT), sent)
    assert client.post(named(foreign.pk), sent).status_code == 302
    assert list(Photo.objects.order_by("pk").values_list("caption", flat=True)) == ["Mới", "Của người khác"]
    assert [entry.subject_id for entry in LogEntry.objects.filter(act="change")] == [str(own.pk)]


@pytest.mark.parametrize("once_public", [True, False])
def test_a_foreign_storys_draft_is_named_to_nobody_who_may_not_see_it(once_public: bool) -> None:
    """Not in the form, open or to look at only, not in the checklist, and not where a photo of theirs is shown."""
    user, other = member(REPORTER), member(REPORTER)
    picture = make_photo(created_by=user)
    story = make_article("Tít công khai", by=other, photo=picture.pk)
    if not once_public:
        publishing.withdraw(story, by=None, reason="Sai")
    draft = publishing.take_snapshot(story) | {"headline": "Tít mật"}
    publishing.write_draft(story, draft, by=other, version=1)
    link = f'<p><a href="/articles/{story.pk}/">xem</a></p>'
    own = make_article(
        "Bài của tôi",
        by=user,
        publish=False,
        related=[story.pk],
        blocks=[{"type": "text", "data": {"content": link}}],
    )
    own.translations.add(story)
    client = client_of(user)
    change = reverse("admin:articles_article_change", args=[own.pk])
    form = filled(client.get(change), "article_form", headline="")
    pages = {
        "open": client.get(change),
        "refused": client.post(change, form),
        "checklist": client.get(reverse("admin:articles_article_checklist", args=[own.pk])),
        "versions": client.get(reverse("admin:articles_article_versions", args=[own.pk])),
        "publishing": client.get(reverse("admin:articles_article_publishing", args=[own.pk])),
        "photo": client.get(reverse("admin:articles_photo_change", args=[picture.pk])),
    }
    publishing.set_state(own, State.IN_REVIEW, by=user)
    pages["read only"] = client.get(change)
    told = {name: page.content.decode() for name, page in pages.items()}
    secret = re.compile(".{60}Tít mật", re.DOTALL)
    assert {name: found for name, text in told.items() if (found := secret.findall(text))} == {}
    if once_public:
        for name in ("open", "refused", "photo", "read only"):
            assert "Tít công khai" in told[name], name
    assert "Tít mật" in client_of(member("editor")).get(change).content.decode(), (
        "whoever may see it reads it"
    )

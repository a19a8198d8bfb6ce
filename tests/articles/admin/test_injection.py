"""What somebody typed is text on every page of the desk, and no page needs a script that the policy would refuse."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import CharField, Model, SlugField, TextField
from django.test import Client
from django.urls import reverse

from articles import publishing
from articles.models import (
    Abbreviation,
    Article,
    ImportedPage,
    LogEntry,
    Photo,
    Redirect,
    Section,
    Source,
    User,
)
from tests.factories import make_article, make_author, make_photo, make_section, make_tag
from tests.injection import MARK, alive, packed, strings, unsigned

from .forms import filled

pytestmark = [pytest.mark.once, pytest.mark.django_db]

EVERYTHING = "\n".join(strings())
KEPT = {
    "password",
    "username",
    "state",
    "kind",
    "act",
    "slot",
    "language",
    "subject_type",
    "media_type",
    "digest",
    "codename",
}
"""Columns with a closed set of values, or of which a page is made."""


def test_there_are_enough_strings() -> None:
    assert len(set(strings())) >= 100
    assert alive("<p>".join(["", *strings()])), "the strings are alive where nothing escapes them"
    assert unsigned("<p onclick=x()><script>1</script>")


def text_fields(model: type[Model]) -> Iterator[Any]:
    """The columns that hold what somebody typed."""
    return (
        field
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField) and not isinstance(field, SlugField)
        if not (field.choices or field.unique or field.name in KEPT)
    )


def poison(row: Any) -> Any:
    """Every text of the row, as it stands in memory, becomes all of the strings: no column is too short for them."""
    for field in text_fields(type(row)):
        setattr(row, field.attname, EVERYTHING)
    return row


def core_desks() -> dict[str, Any]:
    return {
        model._meta.label_lower: desk
        for model, desk in admin.site._registry.items()
        if apps.get_app_config(model._meta.app_label).name not in settings.NEWSROOM_PLUGINS
    }


@pytest.fixture
def _filled(administrator: User) -> None:
    """Rows of every table whose columns hold all the strings, a column's length at a time."""
    administrator.first_name, administrator.email = packed(150)[0], ""
    administrator.last_name = packed(150)[1]
    administrator.save()
    section = Section.objects.create(name=packed(200)[0], slug="x")
    Source.objects.create(name=packed(200)[1], slug="x")
    make_author(packed(200)[2], slug="x", role=packed(100)[0])
    tags = [make_tag(text) for text in packed(200)[:5]]
    Group.objects.create(name=packed(150)[2])
    Abbreviation.objects.create(short="XQ", expansion=packed(200)[0])
    photo = make_photo(
        caption=packed(2000)[0], alt=packed(500)[0], credit=packed(200)[0], place=packed(200)[1]
    )
    Photo.objects.create(caption=packed(2000)[1], licence_expires="2020-01-01")
    everywhere = zip(packed(300), packed(120) * 9, packed(2000) * 99, strict=False)
    articles = []
    for number, (headline, kicker, lead) in enumerate(everywhere):
        article = make_article(
            headline, [lead[:300]], kicker=kicker, lead=lead, section=section, publish=number % 2 == 0, photo=photo.pk,
            tags=tags[:1], by=administrator, bylines=[{"author": None, "name": packed(200)[number % 9], "role": packed(100)[number % 9]}],
        )  # fmt: skip
        articles.append(article)
    note = packed(500)
    for article in articles[1:6:2]:
        publishing.set_state(article, "in_review", by=administrator, note=note[0])
        publishing.set_state(article, "draft", by=administrator, note=note[1])
    publishing.set_state(articles[7], "in_review", by=administrator, note=note[2])
    publishing.correct(articles[0], by=administrator, wrong=note[0], right=note[1], decided_by=packed(200)[0])
    publishing.withdraw(articles[0], by=administrator, reason=note[3], decided_by=packed(200)[1])
    publishing.publish(articles[2], by=administrator, reason=note[0])
    Redirect.objects.create(path="/" + packed(200)[0][:150], article=articles[0])
    ImportedPage.objects.create(identity=packed(100)[0], digest="y", article=articles[0], version=1)
    LogEntry.objects.create(
        subject=packed(300)[0], subject_type="articles.tag", act="change", note=note[0], by=administrator,
        detail={"changes": {packed(100)[0]: [packed(300)[0], packed(300)[1]]}, "rows": {packed(99)[3]: [1, 2, 3]}},
    )  # fmt: skip


def page_addresses() -> Iterator[str]:
    for label, desk in core_desks().items():
        row = desk.model._default_manager.order_by("pk").first()
        base = f"admin:{label.replace('.', '_')}"
        yield reverse(f"{base}_changelist")
        if row is None or label == "articles.placement":
            continue
        yield from (reverse(f"{base}_{page}", args=[row.pk]) for page in ("change", "delete", "history"))
        yield reverse(f"{base}_add")
    # A published article, a withdrawn one, and one that was returned.
    withdrawn = Article.objects.filter(withdrawals__isnull=False).first()
    assert withdrawn is not None
    yield reverse("admin:articles_article_inspection", args=[withdrawn.pk, 1])
    for article in Article.objects.order_by("pk")[:3]:
        for page in ("publishing", "versions", "preview", "checklist", "copying", "change"):
            yield reverse(f"admin:articles_article_{page}", args=[article.pk])
        yield reverse("article-preview-frame", args=[article.pk])
    yield from (
        "/admin/",
        "/admin/articles/",
        "/admin/password_change/",
        "/admin/login/?next=/admin/%22%3E%3Cxq4%3E",
    )
    yield from ("/admin/nothing/", "/admin/articles/article/999999/change/")
    yield reverse(
        "auth_user_password_change" and "admin:auth_user_password_change", args=[User.objects.latest("pk").pk]
    )
    yield f"/admin/articles/article/?q={MARK}%22%3E%3C{MARK}4%3E"


@pytest.mark.usefixtures("_filled")
def test_every_page_shows_text_as_text_under_a_strict_policy(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One walk over all pages. The row that a page is about holds all the strings in each of its texts, whatever its
    columns could keep; lists show rows that hold them a column's length at a time."""
    get_object = admin.ModelAdmin.get_object

    def poisoned(self: Any, request: Any, object_id: Any, from_field: Any = None) -> Any:
        row = get_object(self, request, object_id, from_field)
        return poison(row) if row is not None and request.method == "GET" else row

    monkeypatch.setattr(admin.ModelAdmin, "get_object", poisoned)
    wrong, shown = [], 0
    for address in dict.fromkeys(page_addresses()):
        response = desk.get(address, follow=True)
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            continue
        page = response.content.decode()
        policy = response.headers.get("Content-Security-Policy", "")
        sources = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
        script = sources.get("script-src", "")
        if "unsafe" in script or "*" in script or not script:
            wrong.append(f"{address}: script-src {script!r}")
        wrong += [f"{address}: {what}" for what in alive(page)]
        wrong += [f"{address}: unsigned {what}" for what in unsigned(page)]
        shown += MARK in page
    assert wrong == []
    assert shown > 60, "the pages did show the strings"


def test_messages_show_text_as_text(desk: Client) -> None:
    for text in packed(290)[:6]:
        url = reverse("admin:articles_article_add")
        section = make_section()
        saved = desk.post(url, filled(desk.get(url), headline=text, section=section.pk), follow=True)
        assert alive(saved.content.decode()) == []
        article = Article.objects.latest("pk")
        url = reverse("admin:articles_article_publishing", args=[article.pk])
        refused = desk.post(url, {"act": "withdraw", "withdraw-reason": text}, follow=True)
        assert alive(refused.content.decode()) == []
        tag = make_tag(text[:200])
        gone = desk.post(reverse("admin:articles_tag_delete", args=[tag.pk]), {"post": "yes"}, follow=True)
        assert MARK in gone.content.decode()
        assert alive(gone.content.decode()) == []


@pytest.mark.usefixtures("_filled")
def test_readers_are_shown_text_as_text(api: Client) -> None:
    """The pages of articles, of what was withdrawn, and the front page."""
    wrong, shown = [], 0
    for article in Article.objects.filter(editions__isnull=False).distinct():
        page = api.get(f"/articles/{article.pk}/{article.slug}/", follow=True).content.decode()
        shown += MARK in page
        wrong += alive(page)
    wrong += alive(api.get("/").content.decode())
    assert wrong == []
    assert shown == 9


def test_what_is_posted_and_refused_is_text_too(desk: Client) -> None:
    """Forms that come back with what was typed, and the messages of their fields."""
    for model in core_desks().values():
        if model.model._meta.label_lower in ("articles.placement",):
            continue
        names = {field.name: EVERYTHING for field in model.model._meta.fields if field.editable}
        base = f"admin:{model.model._meta.app_label}_{model.model._meta.model_name}"
        page = desk.post(reverse(f"{base}_add"), {**names, "q": EVERYTHING})
        assert alive(page.content.decode()) == [], base

"""Every page of the desk opens, and answers whatever is sent with something other than a crash."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import plugins, publishing
from articles.models import (
    Abbreviation,
    Article,
    ArticleSlug,
    Author,
    Correction,
    Edition,
    ImportedPage,
    LogEntry,
    Photo,
    PublicChange,
    Redirect,
    Revision,
    Section,
    Source,
    Tag,
    User,
    Withdrawal,
)
from tests.factories import make_article, make_author, make_photo, make_tag

from .forms import filled

pytestmark = [pytest.mark.once, pytest.mark.django_db]

EDITED = [Abbreviation, Author, Photo, Redirect, Section, Source, Tag, Article, User]
LEDGER = [ArticleSlug, Correction, Edition, ImportedPage, LogEntry, PublicChange, Revision, Withdrawal]
EVERYTHING = [*EDITED, *LEDGER]

ODD_VALUES = ["", "-1", "abc", "9" * 30, "'"]
ODD_QUERIES = [
    *[f"{name}={value}" for name in ("p", "o", "q", "nothing__such", "id__in", "id__gt") for value in ODD_VALUES],
    "_popup=1&_to_field=password",
    "_to_field=id",
    "_changelist_filters=%25%25",
    "q=" + "a" * 400,
    "q=" + "+a" * 400,
    "q=[(*\\",
    "article__created_by__password__startswith=x",
]  # fmt: skip


def data() -> dict[str, Any]:
    """One row of every table."""
    photo = make_photo(file=b"", caption="Chợ sớm")
    article = make_article("Cải cách hành chính", tags=[make_tag("Cải cách")], photo=photo.pk)
    publishing.correct(article, by=None, wrong="một", right="hai", decided_by="Ban biên tập")
    publishing.withdraw(article, by=None, reason="Sai sự thật")
    return {
        "Abbreviation": Abbreviation.objects.create(short="UBND", expansion="Ủy ban nhân dân"),
        "Redirect": Redirect.objects.create(path="/tin/1.html", article=article),
        "Source": Source.objects.create(name="Chinhphu.vn"),
        "Author": make_author("Gia Huy"),
        "ImportedPage": ImportedPage.objects.create(identity="x", digest="y", article=article, version=1),
    }


def route(model: Any, page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def _filled(desk: Client) -> None:
    data()


@pytest.mark.usefixtures("_filled")
@pytest.mark.parametrize("model", EVERYTHING, ids=lambda model: model.__name__)
def test_each_list_page_and_history_opens(desk: Client, model: Any) -> None:
    row = model._default_manager.first()
    assert row is not None
    for page, args in (("changelist", ()), ("change", (row.pk,)), ("history", (row.pk,))):
        assert desk.get(route(model, page, *args)).status_code == 200, page
    assert desk.get(route(model, "changelist"), {"q": "cai cach"}).status_code == 200


@pytest.mark.usefixtures("_filled")
def test_home_login_and_other_pages_open(desk: Client) -> None:
    for path in (
        "/admin/",
        "/admin/articles/",
        "/admin/jsi18n/",
        "/admin/password_change/",
        route(Article, "publishing", Article.objects.get().pk),
    ):
        assert desk.get(path).status_code == 200, path
    assert Client(headers={"host": "localhost"}).get("/admin/login/").status_code == 200


@pytest.mark.usefixtures("_filled")
@pytest.mark.parametrize("model", LEDGER, ids=lambda model: model.__name__)
def test_the_ledger_is_to_look_at_only(desk: Client, model: Any) -> None:
    row = model._default_manager.first()
    assert desk.get(route(model, "add")).status_code == 403
    assert desk.get(route(model, "delete", row.pk)).status_code == 403
    assert desk.post(route(model, "change", row.pk), {"note": "x"}).status_code == 403
    desk.post(
        route(model, "changelist"), {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    )
    assert model._default_manager.filter(pk=row.pk).exists()


@pytest.mark.usefixtures("_filled")
@pytest.mark.parametrize("model", EDITED, ids=lambda model: model.__name__)
def test_each_form_can_be_opened_and_sent_back_as_it_is(desk: Client, model: Any) -> None:
    assert desk.get(route(model, "add")).status_code == 200
    row = model._default_manager.first()
    url = route(model, "change", row.pk)
    sent = filled(desk.get(url), f"{model._meta.model_name}_form")
    assert desk.post(url, sent).status_code == 302


@pytest.mark.slow
@pytest.mark.usefixtures("_filled")
@pytest.mark.parametrize("model", [*EDITED, Edition, LogEntry], ids=lambda model: model.__name__)
def test_odd_queries_never_crash_a_page(desk: Client, model: Any) -> None:
    row = model._default_manager.first()
    hierarchy = admin.site._registry[model].date_hierarchy
    queries = [*ODD_QUERIES, *_dates(hierarchy)]
    for query in queries:
        url = (
            route(model, "change", row.pk)
            if "_field" in query or "filters" in query
            else route(model, "changelist")
        )
        with transaction.atomic():
            assert desk.get(f"{url}?{query}", follow=True).status_code in (200, 400, 403), f"{url}?{query}"


def _dates(field: str | None) -> Iterator[str]:
    if field:
        for year in ("0", "9999", "9" * 30):
            yield f"{field}__year={year}"
            yield f"{field}__year={year}&{field}__month=12&{field}__day=31"
        yield f"{field}__year=2026&{field}__month=99"
        yield f"{field}__year=x"


@pytest.mark.usefixtures("_filled")
@pytest.mark.parametrize("number", ["9" * 30, "-1", "0", "abc", "1_2F1", "None", "é", "1%00", "add/1"])
def test_odd_ids_are_answered_with_a_page(desk: Client, number: str) -> None:
    for model in EVERYTHING:
        base = route(model, "changelist")
        for page in ("change", "delete", "history"):
            answer = desk.get(f"{base}{number}/{page}/", follow=True)
            assert answer.status_code in (200, 400, 403, 404), f"{model.__name__} {page}"
    assert desk.get(f"{route(Article, 'changelist')}{number}/publishing/", follow=True).status_code in (
        200,
        400,
        404,
    )


ODD_BODIES: list[dict[str, Any]] = [
    {},
    {"headline": "x\0y"},
    {
        "headline": "x",
        "section": "9" * 30,
        "tags": ["9" * 30, "abc", "-1"],
        "photo": "é",
        "seen_version": "9" * 30,
    },
    {"name": "x\0", "short": "\0", "username": "\0", "path": "\0"},
    {"name": "x" * 5000, "short": "x" * 5000, "position": "9" * 30, "parent": "9" * 30},
    {"published_at_0": "01/01/0001", "published_at_1": "00:00", "headline": "x"},
    {"published_at_0": "31/12/9999", "published_at_1": "23:59", "headline": "x"},
    {"taken_at_0": "01/01/0001", "taken_at_1": "00:00:00", "focus_x": "nan", "focus_y": "inf"},
    {"licence_expires": "31/12/9999", "valid_from": "01/01/0001"},
    {"path": "/x", "article": "9" * 30},
    {"_popup": "1", "_to_field": "password"},
    {"_saveasnew": "1", "headline": "x"},
    {"action": "delete_selected", "_selected_action": ["9" * 30, "abc"], "post": "yes"},
]


@pytest.mark.slow
@pytest.mark.usefixtures("_filled")
@pytest.mark.parametrize("body", ODD_BODIES, ids=range(len(ODD_BODIES)))
def test_odd_bodies_never_crash_a_form(desk: Client, body: dict[str, Any]) -> None:
    for model in [*EDITED, Edition]:
        row = model._default_manager.first()
        for url in (
            route(model, "add"),
            route(model, "change", row.pk),
            route(model, "changelist"),
            route(model, "delete", row.pk),
        ):
            with transaction.atomic():
                answer = desk.post(url, body)
            assert answer.status_code in (200, 302, 400, 403), url


@pytest.mark.parametrize(("name", "value"), [
    ("TOTAL_FORMS", "-1"), ("TOTAL_FORMS", "abc"), ("TOTAL_FORMS", None), ("INITIAL_FORMS", "50"),
    ("INITIAL_FORMS", "9" * 12), ("INITIAL_FORMS", None), ("0-id", "abc"), ("0-id", "9" * 30), ("0-id", None), ("0-ordering", "9" * 30),
    ("0-ordering", "abc"), ("0-region", "x" * 100), ("0-region", "\0"), ("0-content", "x\0y"), ("0-parent", "9" * 30),
    ("0-key", "abc"),
])  # fmt: skip
def test_odd_block_forms_are_refused_and_change_nothing(desk: Client, name: str, value: Any) -> None:
    article = make_article("Bài viết", publish=False)
    before = article.revisions.get().snapshot
    url = route(Article, "change", article.pk)
    sent = filled(desk.get(url), **{f"articles_textblock_set-{name}": value})
    assert desk.post(url, sent).status_code in (200, 302, 400)
    assert article.revisions.first().snapshot["blocks"] == before["blocks"] or article.version == 1


def test_a_list_tells_days_as_they_are_in_viet_nam(desk: Client) -> None:
    article = make_article("Đêm giao thừa", publish=False)
    # 23:30 on the 31st of January in UTC is the 1st of February at the desk.
    moment = timezone.datetime(2026, 1, 31, 23, 30, tzinfo=timezone.get_fixed_timezone(0))
    Article.objects.filter(pk=article.pk).update(changed_at=moment)
    day = "changed_at__year=2026&changed_at__month={}&changed_at__day={}"
    assert "Đêm giao thừa" in desk.get(f"{route(Article, 'changelist')}?{day.format(2, 1)}").content.decode()
    assert (
        "Đêm giao thừa"
        not in desk.get(f"{route(Article, 'changelist')}?{day.format(1, 31)}").content.decode()
    )


def test_every_table_has_its_page() -> None:
    """All but the ones that are edited inside an article, or are an index."""
    inside = {"byline", "relatedstory", "previewlink", "editionfacet", "searchentry"}
    registered = {model._meta.model_name for model in admin.site._registry}
    blocks = {block._meta.model_name for block in plugins.blocks().values()}
    tables = {model._meta.model_name for model in apps.get_app_config("articles").get_models()}
    assert tables - blocks - inside <= registered

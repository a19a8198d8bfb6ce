"""The log: what is saved is in it, nothing changes it, and it can be searched and taken away."""

import csv
import io
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from articles import publishing
from articles.models import AppendOnly, LogEntry, User
from articles.roles import Role
from tests.factories import make_article, make_member, make_photo, make_tag, make_user
from tests.matrix import client_of

from .forms import filled

pytestmark = pytest.mark.django_db


def save(desk: Client, route: str, pk: int, **changes: Any) -> LogEntry:
    url = reverse(f"admin:{route}_change", args=[pk])
    sent = filled(desk.get(url), f"{route.split('_')[1]}_form", **changes)
    assert desk.post(url, sent).status_code == 302
    return LogEntry.objects.latest("pk")


def test_saves_are_logged_from_what_to_what(desk: Client) -> None:
    article = make_article("Tít cũ", publish=False)
    entry = save(desk, "articles_article", article.pk, headline="Tít mới", note="Theo ý Ban biên tập")
    assert (entry.article, entry.act, entry.by_name) == (article, "change", "quan-tri")
    assert entry.detail["changes"] == {"headline": ["Tít cũ", "Tít mới"]}
    assert entry.note == "Theo ý Ban biên tập"
    tag = make_tag("Cai cach")
    assert save(desk, "articles_tag", tag.pk, name="Cải cách").detail["changes"] == {
        "name": ["Cai cach", "Cải cách"]
    }
    photo = make_photo(credit="A")
    entry = save(desk, "articles_photo", photo.pk, credit="B")
    assert (entry.subject_type, entry.subject_id) == ("articles.photo", str(photo.pk))
    assert entry.detail["changes"]["credit"] == ["A", "B"]


def test_roles_given_and_taken_are_logged_and_passwords_are_not(desk: Client) -> None:
    user = make_member(Role.REPORTER, username="lan")
    editor = Group.objects.get(name=Role.EDITOR)
    entry = save(desk, "articles_user", user.pk, groups=[str(editor.pk)])
    assert entry.detail["changes"]["groups"] == [["reporter"], ["editor"]]
    word = "mat-khau-rat-dai-2"
    desk.post(
        reverse("admin:auth_user_password_change", args=[user.pk]),
        {"password1": word, "password2": word, "usable_password": "true"},
    )
    entry = LogEntry.objects.latest("pk")
    assert (entry.act, entry.subject) == ("password", "lan")
    assert word not in str(entry.detail)


def test_a_save_that_changes_nothing_is_not_an_event(desk: Client) -> None:
    tag = make_tag("Cải cách")
    url = reverse("admin:articles_tag_change", args=[tag.pk])
    desk.post(url, filled(desk.get(url), "tag_form"))
    assert not LogEntry.objects.exists()


def test_a_deletion_is_logged_with_the_name_of_what_was_deleted(desk: Client) -> None:
    tag = make_tag("Bỏ đi")
    desk.post(reverse("admin:articles_tag_delete", args=[tag.pk]), {"post": "yes"})
    entry = LogEntry.objects.get(act="delete")
    assert (entry.subject, entry.subject_type) == ("Bỏ đi", "articles.tag")


def test_nobody_changes_the_log() -> None:
    make_article("Tin")
    entry = LogEntry.objects.latest("pk")
    for change in (
        entry.save,
        entry.delete,
        LogEntry.objects.all().delete,
        lambda: LogEntry.objects.update(note="x"),
    ):
        with pytest.raises(AppendOnly):
            change()
    # Nor does the database let it be changed by other ways.
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE articles_logentry SET note = 'x'")
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM articles_logentry")
    assert LogEntry.objects.get(pk=entry.pk).note == ""


def test_a_deleted_account_stays_in_the_log_by_its_name() -> None:
    user = make_user(username="nghi-viec")
    make_article("Tin", by=user)
    User.objects.get(pk=user.pk).delete()
    entry = LogEntry.objects.latest("pk")
    assert (entry.by, entry.by_name) == (None, "nghi-viec")


def test_the_log_is_searched_filtered_and_exported(desk: Client, administrator: User) -> None:
    first, second = (
        make_article('=HYPERLINK("http://evil.example")', by=administrator),
        make_article("Tin khác"),
    )
    publishing.withdraw(second, by=None, reason="+84 sai số", decided_by="Ban biên tập")
    url = reverse("admin:articles_logentry_changelist")

    def count(**query: str) -> int:
        return desk.get(url, query).context["cl"].result_count

    assert count() == 3
    assert count(q="tin khac") == 2
    assert count(act="withdraw") == 1
    assert count(kind="articles") == 3
    assert count(kind="accounts") == count(kind="photos") == 0
    export = desk.get(reverse("admin:articles_logentry_export"), {"act": "withdraw"})
    assert export.headers["Content-Disposition"] == 'attachment; filename="log.csv"'
    text = b"".join(export.streaming_content).decode()
    assert text.startswith("\ufeff")
    _heading, row = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert row[3] == "withdraw"
    assert row[8] == "'+84 sai số"
    assert "+07:00" in row[0]
    everything = b"".join(desk.get(reverse("admin:articles_logentry_export")).streaming_content).decode()
    rows = list(csv.reader(io.StringIO(everything.removeprefix("\ufeff"))))
    assert first.headline in {row[6].removeprefix("'") for row in rows}
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_lines_about_accounts_are_for_those_who_keep_accounts(desk: Client) -> None:
    user = make_member(Role.REPORTER)
    save(desk, "articles_user", user.pk, first_name="Lan")
    for role, lines in ((Role.PUBLISHER, 0), (Role.MANAGING_EDITOR, 1)):
        page = client_of(make_member(role)).get(reverse("admin:articles_logentry_changelist"))
        assert page.context["cl"].result_count == lines


def test_the_list_asks_no_query_per_line(desk: Client, django_assert_max_num_queries: Any) -> None:
    counts = []
    for _ in range(2):
        for _ in range(4):
            make_article()
        with django_assert_max_num_queries(60) as captured:
            desk.get(reverse("admin:articles_logentry_changelist"))
        counts.append(len(captured))
    assert counts[0] == counts[1]

"""Abbreviations at the desk: the article's panel, saved and while writing; the dictionary, its tables and doubles."""

from typing import Any

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.models import Abbreviation, Article
from tests.factories import make_article, make_user

from .forms import filled, with_block

pytestmark = pytest.mark.django_db

UBND = "Ủy ban nhân dân"


@pytest.fixture
def article(db: None) -> Article:
    Abbreviation.objects.create(short="UBND", expansion=UBND)
    for expansion in ("chủ tịch", "chương trình"):
        Abbreviation.objects.create(short="CT", expansion=expansion, needs_context=True)
    return make_article("Họp ở UBND", "Thủ tục hành chính (TTHC) do CT và XYZ quản.", publish=False)


def url(name: str, *args: Any) -> str:
    return reverse(f"admin:articles_{name}", args=args)


def rows(response: Any) -> dict[str, str]:
    page = lxml.html.fromstring(response.content.decode())
    return {
        row.find("th").text_content().split()[0]: " ".join(row.find("td").text_content().split())
        for row in page.iter("tr")
        if row.find("th") is not None and row.find(".//select") is not None
    }


def test_the_saved_text_without_script(desk: Client, article: Article) -> None:
    page = desk.get(url("article_abbreviations", article.pk))
    found = rows(page)
    assert list(found) == ["CT", "XYZ", "UBND", "TTHC"], "what needs a decision comes first"
    assert f"{UBND} (from the dictionary)" in found["UBND"]
    assert "Thủ tục hành chính (explained in the text)" in found["TTHC"]
    assert "in doubt" in found["CT"]
    assert "unknown" in found["XYZ"]
    assert "?short=XYZ" in page.content.decode()


def test_choices_are_saved_as_a_version(desk: Client, article: Article) -> None:
    address = url("article_abbreviations", article.pk)
    sent = {
        "version": article.version,
        "abbreviation_choices:CT": "=chủ tịch",
        "abbreviation_choices:UBND": "-",
        "abbreviation_choices:TTHC": "",
        "abbreviation_choices-other:XYZ": " xe  yêu ",
    }
    assert desk.post(address, sent).status_code == 302
    article.refresh_from_db()
    wanted = {"CT": "chủ tịch", "UBND": None, "XYZ": "xe yêu"}
    assert article.abbreviation_choices == wanted
    assert article.revisions.first().snapshot["abbreviation_choices"] == wanted  # type: ignore[union-attr]
    found = rows(desk.get(address))
    assert "xe yêu (your choice)" in found["XYZ"]
    assert "left alone here" in found["UBND"]
    answer = desk.post(address, {**sent, "abbreviation_choices:CT": "-"}, follow=True)
    article.refresh_from_db()
    assert article.abbreviation_choices == wanted, "a page that is out of date changes nothing"
    assert b"messagelist" in answer.content


def test_the_form_keeps_and_changes_choices(desk: Client, article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(abbreviation_choices={"CT": "chủ tịch", "CŨ": None})
    address = url("article_change", article.pk)
    sent = filled(desk.get(address))
    assert sent["abbreviation_choices:CT"] == ["=chủ tịch"]
    assert desk.post(address, sent).status_code == 302
    article.refresh_from_db()
    assert article.abbreviation_choices == {"CT": "chủ tịch", "CŨ": None}
    sent = filled(desk.get(address), **{"abbreviation_choices:CŨ": ""})
    assert desk.post(address, sent).status_code == 302
    article.refresh_from_db()
    assert article.abbreviation_choices == {"CT": "chủ tịch"}
    sent = filled(desk.get(address))
    without = {name: value for name, value in sent.items() if not name.startswith("abbreviation_choices")}
    assert desk.post(address, without).status_code == 302
    article.refresh_from_db()
    assert article.abbreviation_choices == {"CT": "chủ tịch"}, "a form without the panel leaves them"


def test_what_stands_in_the_open_form(desk: Client, article: Article) -> None:
    sent = filled(desk.get(url("article_change", article.pk)), headline="Mới: HTX lớn")
    sent = with_block(sent, "text", content="<p>Tổ liên gia (TLG) và UBND</p>")
    answer = desk.post(url("article_abbreviations_check", article.pk), sent)
    assert answer.status_code == 200
    found = rows(answer)
    assert {"HTX", "TLG", "UBND", "CT", "TTHC"} <= set(found)
    assert "explained in the text" in found["TLG"]
    assert Article.objects.get().headline == "Họp ở UBND", "nothing of it is kept"
    answer = desk.post(
        url("article_abbreviations_check", article.pk), {**sent, "abbreviation_choices:UBND": "-"}
    )
    assert "left alone here" in rows(answer)["UBND"]


def test_an_article_that_is_not_saved_yet(desk: Client, article: Article) -> None:
    sent = with_block(filled(desk.get(url("article_add"))), "text", content="<p>UBND</p>")
    assert UBND in rows(desk.post(url("article_add_abbreviations_check"), sent))["UBND"]


@pytest.mark.parametrize(
    "sent", [{}, {"abbreviation_choices:": "=x", "headline": "<script>UBND</script>"}, {"language": "xx"}]
)
def test_odd_forms_are_answered(desk: Client, article: Article, sent: dict[str, str]) -> None:
    answer = desk.post(url("article_abbreviations_check", article.pk), sent)
    assert answer.status_code == 200
    assert b"<script>" not in answer.content
    assert desk.get(url("article_abbreviations_check", article.pk)).status_code == 405


def test_only_who_may_change_the_article(article: Article) -> None:
    for role, page, check in (("reader", 403, 403), ("reporter", 200, 200)):
        client = Client(headers={"host": "localhost"})
        client.force_login(make_user(role))
        assert client.get(url("article_abbreviations", article.pk)).status_code == page
        assert client.post(url("article_abbreviations_check", article.pk), {}).status_code == check
        assert client.post(url("article_abbreviations", article.pk), {"version": "x"}).status_code == (
            302 if page == 200 else 403
        )
    client = Client(headers={"host": "localhost"})
    assert client.post(url("article_abbreviations_check", article.pk), {}).status_code == 302
    article.refresh_from_db()
    assert article.abbreviation_choices == {}


def test_export_and_import(desk: Client, article: Article) -> None:
    Abbreviation.objects.create(short="AB", expansion="=1+1", notes="@x")
    table = b"".join(desk.get(url("abbreviation_export")))  # type: ignore[call-overload]
    assert "'=1+1" in table.decode()
    Abbreviation.objects.all().delete()
    address = url("abbreviation_import")
    preview = desk.post(address, {"file": SimpleUploadedFile("a.csv", table)})
    assert not Abbreviation.objects.exists(), "a look changes nothing"
    form = lxml.html.fromstring(preview.content.decode()).xpath("//form[.//input[@name='confirm']]")[0]
    assert desk.post(address, {**dict(form.form_values()), "confirm": "x"}).status_code == 302
    assert Abbreviation.objects.get(short="AB").expansion == "=1+1"
    assert Abbreviation.objects.count() == 4


def test_a_faulty_table_is_refused_by_line(desk: Client) -> None:
    sent = {"text": "short,expansion\nAB,một\nCD,", "confirm": "x"}
    page = desk.post(url("abbreviation_import"), sent)
    assert "Line 3" in page.content.decode()
    assert not Abbreviation.objects.exists()
    odd = SimpleUploadedFile("a.csv", b"\xff\xfe\x00")
    assert "UTF-8" in desk.post(url("abbreviation_import"), {"file": odd}).content.decode()
    assert desk.post(url("abbreviation_import"), {}).status_code == 200


def test_merging_asks_which_is_kept(desk: Client, article: Article) -> None:
    chosen = list(Abbreviation.objects.filter(short="CT").values_list("pk", flat=True))
    address = url("abbreviation_changelist")
    sent = {"action": "merge", "_selected_action": chosen}
    assert desk.post(address, sent).status_code == 200
    assert desk.post(address, {**sent, "keep": chosen[0]}, follow=True).status_code == 200
    assert list(Abbreviation.objects.filter(short="CT").values_list("pk", flat=True)) == chosen[:1]
    everything = list(Abbreviation.objects.values_list("pk", flat=True))
    desk.post(address, {"action": "merge", "_selected_action": everything, "keep": everything[0]})
    assert Abbreviation.objects.count() == len(everything), "rows of different short forms are not merged"


def test_a_change_tells_of_the_articles_and_refreshes_them(desk: Client, article: Article) -> None:
    public = make_article("UBND xã", "UBND họp.")
    row = Abbreviation.objects.get(short="UBND")
    address = url("abbreviation_change", row.pk)
    sent = filled(desk.get(address), "abbreviation_form", expansion="Ủy ban")
    page = desk.post(address, sent, follow=True).content.decode()
    assert "1 public or scheduled article" in page
    refresh = f"{url('abbreviation_refresh')}?short=UBND"
    assert refresh in page
    assert "1 public or scheduled article" in desk.get(refresh).content.decode()
    done = desk.post(url("abbreviation_refresh"), {"short": "UBND", "first": "x"}).content.decode()
    assert "1 of 1 done: 1 changed" in done
    edition = public.edition_in("live")
    assert edition is not None
    assert 'title="Ủy ban"' in edition.html
    client = Client(headers={"host": "localhost"})
    client.force_login(make_user("reporter"))
    assert client.post(url("abbreviation_refresh"), {"short": "UBND"}).status_code == 403

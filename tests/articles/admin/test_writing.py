"""What helps while writing: saving onto somebody else's version, previews, presence, the checklist, copies of blocks."""

import re
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.blocks.attachment import AttachmentBlock
from articles.blocks.text import TextBlock
from articles.models import Article, LogEntry, PreviewLink, Source
from tests.factories import make_article, make_photo, make_section, make_user

from .forms import errors, filled, with_block

pytestmark = pytest.mark.django_db


def page_of(article: Article, page: str) -> str:
    return f"/admin/articles/article/{article.pk}/{page}/"


def texts(*words: str) -> list[dict[str, Any]]:
    return [{"type": "text", "data": {"content": f"<p>{word}</p>"}} for word in words]


def newest(article: Article) -> dict[str, Any]:
    revision = article.revisions.first()
    assert revision is not None
    return revision.snapshot


def words_of(article: Article) -> list[str]:
    return [block["data"].get("content") or block["data"].get("quote") for block in newest(article)["blocks"]]


def test_mine_is_saved_onto_theirs_and_nothing_of_either_is_lost(desk: Client) -> None:
    article = make_article("Bản đầu", publish=False, blocks=texts("một", "hai", "ba"))
    sent = filled(desk.get(page_of(article, "change")), headline="Của tôi")
    sent["articles_textblock_set-2-content"] = "<p>ba, tôi sửa</p>"
    snapshot = dict(newest(article))
    theirs = [*snapshot["blocks"][:1], *publishing.block_entries(texts("thêm của họ"))]
    publishing.write_draft(article, {**snapshot, "headline": "Của họ", "blocks": theirs}, by=None)
    refused = desk.post(page_of(article, "change"), sent)
    page = refused.content.decode()
    assert "Theirs (version 2)" in page
    assert "take_over" in page
    # The page that was refused is what is sent again.
    again = filled(refused, take_over="2")
    answer = desk.post(page_of(article, "change"), again)
    assert answer.status_code == 302, answer.context["errors"]
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Của tôi", 3)
    assert sorted(words_of(article)) == [
        "<p>ba, tôi sửa</p>", "<p>hai</p>", "<p>một</p>", "<p>thêm của họ</p>",
    ]  # fmt: skip
    assert TextBlock.objects.filter(parent=article).count() == 4


def test_taking_over_a_version_that_is_not_the_newest_is_refused(desk: Client) -> None:
    article = make_article("Bản đầu", publish=False)
    sent = filled(desk.get(page_of(article, "change")), headline="Của tôi")
    for headline in ("Hai", "Ba"):
        publishing.write_draft(article, {**newest(article), "headline": headline}, by=None)
    for number in ("2", "", "abc", "9" * 30):
        assert desk.post(page_of(article, "change"), {**sent, "take_over": number}).status_code == 200
    article.refresh_from_db()
    assert article.headline == "Ba"


def test_what_a_browser_had_kept_is_shown_and_not_saved(desk: Client) -> None:
    article = make_article("Bản đầu", publish=False, blocks=texts("một"))
    sent = filled(desk.get(page_of(article, "change")), headline="Chưa lưu", recovered="1")
    sent = with_block(sent, "quote", quote="<p>Cũng chưa</p>")
    answer = desk.post(page_of(article, "change"), sent)
    assert "not saved yet" in errors(answer)
    assert "Cũng chưa" in answer.content.decode()
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Bản đầu", 1)
    answer = desk.post(page_of(article, "change"), {**filled(answer), "autosave_key": "12-34"})
    assert answer.status_code == 302
    assert answer.cookies["desk_saved"].value == "12-34"


def test_a_save_says_why(desk: Client) -> None:
    article = make_article(publish=False)
    desk.post(page_of(article, "change"), filled(desk.get(page_of(article, "change")), note="Theo ý bà Mai"))
    revision = article.revisions.first()
    assert revision is not None
    assert (revision.note, str(revision.created_by)) == ("Theo ý bà Mai", "quan-tri")


def test_a_block_is_copied_with_files_and_key_of_its_own(desk: Client) -> None:
    article = make_article("Tài liệu", publish=False, blocks=texts("một"))
    block = AttachmentBlock(parent=article, ordering=20, title="Kế hoạch")
    block.file.save("ke-hoach.pdf", ContentFile(b"%PDF-1.4"), save=False)
    block.save()
    publishing.record_revision(article, by=None)
    sent = filled(desk.get(page_of(article, "change")), headline="Cũng được lưu")
    answer = desk.post(page_of(article, "change"), {**sent, "clone_block": "articles_attachmentblock_set-0"})
    assert answer.status_code == 302, errors(answer)
    assert answer["Location"].endswith("/change/")
    one, other = AttachmentBlock.objects.filter(parent=article)
    assert one.key != other.key
    assert one.file.name != other.file.name
    with other.file.open("rb") as file:
        assert file.read() == b"%PDF-1.4"
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Cũng được lưu", 3)
    assert [entry["type"] for entry in newest(article)["blocks"]] == ["text", "attachment", "attachment"]


@pytest.mark.parametrize(
    "asked", ["articles_textblock_set-9", "articles_textblock_set-", "bylines-0", "x" * 300, "-1"]
)
def test_a_copy_of_nothing_saves_and_says_so(desk: Client, asked: str) -> None:
    article = make_article(publish=False)
    sent = filled(desk.get(page_of(article, "change")))
    answer = desk.post(page_of(article, "change"), {**sent, "clone_block": asked}, follow=True)
    assert "not there any longer" in answer.content.decode()
    assert TextBlock.objects.count() == 1


def test_blocks_are_copied_from_a_story_that_may_be_seen_into_one_that_may_be_changed(client: Client) -> None:
    reporter = make_user("reporter")
    mine = make_article("Của tôi", publish=False, by=reporter, blocks=texts("một"))
    foreign = make_article("Của người khác", publish=False, blocks=texts("bí mật"))
    client.force_login(reporter)
    key = newest(foreign)["blocks"][0]["key"]
    assert client.get(page_of(mine, "copying"), {"story": foreign.pk}).status_code == 404
    assert client.post(page_of(mine, "copying"), {"story": foreign.pk, "key": key}).status_code == 404
    assert client.post(page_of(foreign, "copying"), {"story": mine.pk}).status_code in (403, 404)
    assert TextBlock.objects.count() == 2
    client.force_login(make_user("editor"))
    assert "bí mật" in client.get(page_of(mine, "copying"), {"story": foreign.pk}).content.decode()
    client.post(page_of(mine, "copying"), {"story": foreign.pk, "key": [key, "abc"]})
    assert words_of(mine) == ["<p>một</p>", "<p>bí mật</p>"]
    assert words_of(foreign) == ["<p>bí mật</p>"]


def test_the_form_is_looked_at_without_saving(desk: Client) -> None:
    article = make_article("Đã lưu", publish=False, blocks=texts("cũ"))
    sent = filled(desk.get(page_of(article, "change")), headline="Đang gõ", lead="Sapô mới")
    sent = with_block(sent, "quote", quote="<p>Lời mới</p>", attribution="Bà Mai")
    sent = with_block(sent, "embed", url="không phải địa chỉ", title="Phim")
    answer = desk.post(page_of(article, "preview") + "frame/", sent)
    page = answer.content.decode()
    for text in ("Đang gõ", "Sapô mới", "Lời mới", "cũ"):
        assert text in page
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    saved = desk.get(page_of(article, "preview") + "frame/").content.decode()
    assert "Đã lưu" in saved
    assert "Đang gõ" not in saved
    article.refresh_from_db()
    assert (article.version, TextBlock.objects.count()) == (1, 1)


def test_an_article_that_was_never_saved_is_looked_at_too(desk: Client) -> None:
    add = "/admin/articles/article/add/"
    sent = with_block(filled(desk.get(add), headline="Mới tinh"), "text", content="<p>Chữ đầu</p>")
    page = desk.post("/admin/articles/article/0/preview/frame/", sent).content.decode()
    assert "Mới tinh" in page
    assert "Chữ đầu" in page
    assert "no section" in desk.post("/admin/articles/article/0/checklist/", sent).content.decode()
    assert not Article.objects.exists()
    assert desk.get("/admin/articles/article/0/preview/frame/").status_code == 403


def test_the_checklist_names_what_to_mend_and_what_to_think_about(desk: Client) -> None:
    hidden = make_article("Tin chưa đăng", publish=False)
    article = make_article(
        "Một " * 25,
        publish=False,
        source=Source.objects.create(name="Chinhphu.vn").pk,
        photo=make_photo(credit="", alt="").pk,
        ai_assisted=True,
        blocks=[
            {
                "type": "text",
                "data": {
                    "content": f'<h2>Mở đầu</h2><h4>Nhảy cấp</h4><p>Theo XYZQ, <a href="https://vnexpress.net/">tại đây</a> và'
                    f' <a href="/articles/{hidden.pk}/">tin kia</a>. Bộ Nội vụ (BNV) nói.</p>'
                },
            }
        ],
    )
    page = desk.get(page_of(article, "checklist")).content.decode()
    for word in (
        "Must be mended", "credit", "25 words", "There is no lead", "jumps", "tại đây", "Tin chưa đăng", "XYZQ",
        "address of the original", "date and time", "AI",
    ):  # fmt: skip
        assert word in page, word
    assert "BNV" not in page
    fit = make_article("Tin gọn", lead="chữ " * 20, photo=make_photo().pk, publish=False,
                       bylines=[{"author": None, "name": "Gia Huy", "role": ""}])  # fmt: skip
    page = desk.get(page_of(fit, "checklist")).content.decode()
    assert "Nothing stands against" in page
    assert "Worth a look" not in page


def test_others_in_the_article_are_named_for_a_while(noon: datetime, time_machine: Any) -> None:
    article = make_article(publish=False)
    lan, hai = Client(), Client()
    lan.force_login(make_user("editor", username="lan"))
    hai.force_login(make_user("editor", username="hai"))
    lan.get(page_of(article, "change"))
    assert hai.post(page_of(article, "presence")).json() == {"others": ["lan"], "version": 1}
    assert lan.post(page_of(article, "presence")).json()["others"] == ["hai"]
    hai.post(page_of(article, "presence"), {"leave": "1"})
    assert lan.post(page_of(article, "presence")).json()["others"] == []
    hai.post(page_of(article, "presence"))
    time_machine.shift(timedelta(minutes=3))
    assert lan.post(page_of(article, "presence")).json()["others"] == []
    assert lan.get(page_of(article, "presence")).status_code == 405


def test_a_translation_ties_two_articles_that_may_both_be_changed(client: Client) -> None:
    reporter = make_user("reporter")
    section = make_section()
    mine = make_article("Bản tiếng Việt", publish=False, by=reporter, section=section)
    own = make_article("In English", publish=False, by=reporter, language="en", section=section)
    foreign = make_article("Foreign", publish=False, language="en", section=section)
    same = make_article("Cùng tiếng Việt", publish=False, by=reporter, section=section)
    client.force_login(reporter)

    def tie(other: Article) -> int:
        sent = filled(client.get(page_of(mine, "change")), translations=[str(other.pk)])
        return client.post(page_of(mine, "change"), sent).status_code

    assert tie(foreign) == tie(same) == tie(mine) == 200
    assert not mine.translations.exists()
    assert tie(own) == 302
    assert list(own.translations.all()) == [mine]


def without_nonce(response: Any) -> bytes:
    """A page's bytes but for its nonce, which is new in each answer."""
    return re.sub(rb' nonce="[^"]*"', b"", response.content)


def test_a_shared_preview_shows_one_version_and_ends(
    desk: Client, client: Client, noon: datetime, time_machine: Any
) -> None:
    article = make_article("Bản một", publish=False)
    page = desk.post(
        page_of(article, "preview"), {"act": "share", "days": "3", "note": "Luật sư"}
    ).content.decode()
    address = page.split('id="new-link"')[1].split('value="')[1].split('"')[0]
    path = address[address.index("/preview/") :]
    assert path.removeprefix("/preview/").rstrip("/") not in str(
        list(PreviewLink.objects.values_list("digest"))
    )
    publishing.write_draft(article, {**newest(article), "headline": "Bản hai"}, by=None)
    shown = client.get(path)
    assert "Bản một" in shown.content.decode()
    assert "Bản hai" not in shown.content.decode()
    assert (shown["Cache-Control"], shown["X-Robots-Tag"][:7], shown["Referrer-Policy"]) == (
        "no-store",
        "noindex",
        "no-referrer",
    )
    never = client.get("/preview/khong-co/")
    assert without_nonce(client.get(path[:-2] + "x/")) == without_nonce(never)
    time_machine.shift(timedelta(days=4))
    assert without_nonce(client.get(path)) == without_nonce(client.get("/preview/khong-co/"))
    time_machine.shift(timedelta(days=-4))
    desk.post(page_of(article, "preview"), {"act": "revoke", "link": str(PreviewLink.objects.get().pk)})
    gone = client.get(path)
    assert (gone.status_code, without_nonce(gone)) == (404, without_nonce(never))
    assert [entry.act for entry in LogEntry.objects.filter(article=article, act__contains="share")] == [
        "unshare",
        "share",
    ]
    assert desk.post(page_of(article, "preview"), {"act": "revoke", "link": "9" * 30}).status_code == 404
    assert desk.post(page_of(article, "preview"), {"act": "share", "days": "4000"}).status_code == 200


def test_pages_of_an_article_that_may_not_be_seen_are_not_there(client: Client) -> None:
    foreign = make_article("Bí mật", publish=False)
    client.force_login(make_user("reporter"))
    for page in ("versions", "preview", "checklist", "copying", "preview/frame"):
        answers = [client.get(page_of(foreign, page)), client.get(f"/admin/articles/article/999999/{page}/")]
        assert [answer.status_code for answer in answers] == [404, 404], page
        assert without_nonce(answers[0]) == without_nonce(answers[1]), page
    for act in ("share", "revoke"):
        assert client.post(page_of(foreign, "preview"), {"act": act, "days": "3"}).status_code == 404


@pytest.mark.parametrize("query", ["from=0", "from=9999999999", "to=abc", "from=-1", "to=é", "from=live"])
def test_versions_that_are_none_are_not_found(desk: Client, query: str) -> None:
    article = make_article(publish=False)
    assert desk.get(f"{page_of(article, 'versions')}?{query}").status_code == 404


def test_a_cache_that_is_away_shows_nobody_and_breaks_nothing(desk: Client) -> None:
    article = make_article(publish=False)
    with patch("articles.admin.presence.cache.get", side_effect=ConnectionError("away")):
        assert desk.get(page_of(article, "change")).status_code == 200
        assert desk.post(page_of(article, "presence")).json()["others"] == []


def test_share_links_end_within_thirty_days() -> None:
    article = make_article(publish=False)
    for until in (timezone.now() - timedelta(minutes=1), timezone.now() + timedelta(days=31)):
        with pytest.raises(publishing.Refused):
            publishing.share_preview(article, by=None, until=until)

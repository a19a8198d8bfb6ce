"""What becomes of a page's parts in the tables, and of a page that is imported again."""

import re
from datetime import UTC
from pathlib import Path

import pytest

from articles.blocks.photo import PhotoBlock
from articles.blocks.text import TextBlock
from articles.importing import read_page
from articles.importing.drafting import Importer, Status
from articles.models import Article, Author, ImportedPage, Photo, Redirect, Source, State, Tag
from articles.publishing import take_snapshot, trash, withdraw, write_draft
from tests.factories import make_author, make_section, make_tag

from .saved_pages import HTML_PAGE, TEXT_PAGE, import_file, png, save, save_html

pytestmark = pytest.mark.django_db

LONG = "Con đường dài nối hai bờ sông giúp bà con đi lại thuận tiện hơn. "


def body(article: Article) -> str:
    return "".join(
        TextBlock.objects.filter(parent=article).order_by("ordering").values_list("content", flat=True)
    )


def noted(outcome: object, word: str) -> bool:
    return any(word in note for note in outcome.notes)  # type: ignore[attr-defined]


def edit(article: Article, **fields: str) -> None:
    """An editor saves the draft at the desk."""
    write_draft(article, {**take_snapshot(article), **fields}, by=None)


# --- run again --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["page.txt", "page.html"])
def test_a_second_run_changes_nothing(tmp_path: Path, name: str) -> None:
    path = save_html(tmp_path) if name.endswith("html") else save(tmp_path)
    first = import_file(path, publish=True)
    before = take_snapshot(first.article)
    second = import_file(path, publish=True)
    assert (first.status, second.status) == (Status.ADDED, Status.UNCHANGED)
    assert Article.objects.get() == second.article
    assert take_snapshot(second.article) == before
    assert second.article.version == 1
    assert second.article.editions.count() == 1
    assert Photo.objects.count() == (1 if name.endswith("html") else 2)


def test_the_same_page_under_another_name_is_the_same_page(tmp_path: Path) -> None:
    import_file(save(tmp_path))
    assert import_file(save(tmp_path, name="copy.txt")).status == Status.UNCHANGED


def test_a_page_that_changed_updates_its_draft(tmp_path: Path) -> None:
    first = import_file(save_html(tmp_path))
    again = import_file(save_html(tmp_path, HTML_PAGE.replace("tám tháng", "chín tháng")))
    assert again.status == Status.UPDATED
    assert again.article == first.article
    assert "chín tháng" in body(again.article)
    assert Article.objects.count() == 1


def test_a_page_that_changed_keeps_its_photo_and_its_rows(tmp_path: Path, media_root: Path) -> None:
    import_file(save_html(tmp_path))
    block, photo = PhotoBlock.objects.get(), Photo.objects.get()
    import_file(save_html(tmp_path, HTML_PAGE.replace("tám tháng", "chín tháng")))
    assert PhotoBlock.objects.get().pk == block.pk
    assert Photo.objects.get() == photo
    assert (media_root / photo.file.name).exists()


def test_another_picture_is_another_photo(tmp_path: Path) -> None:
    import_file(save_html(tmp_path))
    outcome = import_file(save_html(tmp_path, HTML_PAGE + " ", picture=png((200, 0, 0))))
    assert outcome.status == Status.UPDATED
    assert Photo.objects.count() == 2
    assert PhotoBlock.objects.get().photo == Photo.objects.latest("pk")


def test_a_photo_that_the_desk_has_completed_stays_as_it_is(tmp_path: Path) -> None:
    page = HTML_PAGE.replace("anh/cho.png", "https://cu.example.vn/anh/cho.jpg")
    import_file(save_html(tmp_path, page))
    photo = Photo.objects.get()
    described = {"caption": "Chợ nổi Cái Răng lúc sáng sớm.", "credit": "Minh Đức/TTXVN"}
    Photo.objects.update(**described, file="photos/desk.jpg", width=64, height=48)
    outcome = import_file(save_html(tmp_path, page.replace("tám tháng", "chín tháng")))
    assert outcome.status == Status.UPDATED
    assert Photo.objects.get() == photo
    assert Photo.objects.get().caption == "Chợ nổi Cái Răng lúc sáng sớm."
    assert noted(outcome, "Chợ nổi lúc sáng sớm.")


def test_an_editors_later_change_is_never_overwritten(tmp_path: Path) -> None:
    article = import_file(save_html(tmp_path)).article
    edit(article, headline="Chợ nổi Cái Răng có bến mới")
    outcome = import_file(save_html(tmp_path, HTML_PAGE.replace("tám tháng", "chín tháng")), publish=True)
    assert outcome.status == Status.EDITED
    article.refresh_from_db()
    assert article.headline == "Chợ nổi Cái Răng có bến mới"
    assert "tám tháng" in body(article)
    assert not article.editions.exists()


@pytest.mark.parametrize("touch", ["trash", "review"])
def test_a_draft_that_somebody_has_in_hand_is_left_alone(tmp_path: Path, touch: str) -> None:
    article = import_file(save_html(tmp_path)).article
    if touch == "trash":
        trash(article, by=None)
    else:
        Article.objects.update(state=State.IN_REVIEW)
    outcome = import_file(save_html(tmp_path, HTML_PAGE.replace("tám tháng", "chín tháng")), publish=True)
    assert outcome.status == Status.EDITED
    assert "tám tháng" in body(article)


def test_a_page_of_which_only_the_frame_changed_leaves_no_revision(tmp_path: Path) -> None:
    article = import_file(save_html(tmp_path), publish=True).article
    framed = HTML_PAGE.replace("<article>", "<nav>1.024 người đang xem</nav><article>")
    outcome = import_file(save_html(tmp_path, framed), publish=True)
    assert outcome.status == Status.UNCHANGED
    assert outcome.edition is None
    article.refresh_from_db()
    assert (article.version, article.revisions.count()) == (1, 1)
    edit(article, headline="Chợ nổi Cái Răng có bến mới")
    assert import_file(save_html(tmp_path), publish=True).status == Status.EDITED


def test_of_two_files_of_one_page_the_first_counts(tmp_path: Path) -> None:
    section = make_section("Tin tức")
    files = [
        save_html(tmp_path),
        save_html(tmp_path, HTML_PAGE.replace("tám tháng", "chín tháng"), name="z.html"),
    ]
    for _ in range(2):
        importer = Importer(section, publish=True)
        outcomes = [importer.lay(read_page(file.read_bytes()), file) for file in files]
        assert outcomes[1].status == Status.UNCHANGED
        assert "page.html" in outcomes[1].notes[0]
    article = Article.objects.get()
    assert article.version == article.editions.count() == 1
    assert "tám tháng" in body(article)


def test_the_section_that_an_article_is_in_is_not_changed(tmp_path: Path) -> None:
    article = import_file(save_html(tmp_path)).article
    section = article.section
    section.slug = "kinh-te"
    section.save()
    import_file(save_html(tmp_path, HTML_PAGE + " "))
    article.refresh_from_db()
    assert article.section == section


# --- publishing -------------------------------------------------------------------------------------------


def test_a_draft_of_an_earlier_run_is_published_when_nobody_edited_it(tmp_path: Path) -> None:
    path = save(tmp_path)
    import_file(path)
    outcome = import_file(path, publish=True)
    assert outcome.status == Status.UNCHANGED
    assert outcome.edition is not None
    assert outcome.edition.published_at.astimezone(UTC).isoformat() == "2021-05-07T02:40:00+00:00"


def test_a_draft_that_an_editor_changed_is_not_published(tmp_path: Path) -> None:
    path = save(tmp_path)
    edit(import_file(path).article, headline="Bến thuyền mới")
    outcome = import_file(path, publish=True)
    assert outcome.edition is None
    assert noted(outcome, "Chưa đăng") or noted(outcome, "Not published")


def test_a_changed_page_is_published_as_an_update_in_a_later_run(tmp_path: Path) -> None:
    import_file(save_html(tmp_path), publish=True)
    changed = save_html(tmp_path, HTML_PAGE.replace("tám tháng", "chín tháng"))
    import_file(changed)
    outcome = import_file(changed, publish=True)
    assert outcome.edition is not None
    assert outcome.edition.number == 2
    assert import_file(changed, publish=True).edition is None


def test_what_was_withdrawn_stays_withdrawn(tmp_path: Path) -> None:
    article = import_file(save_html(tmp_path), publish=True).article
    withdraw(article, by=None, reason="Sai")
    outcome = import_file(save_html(tmp_path, HTML_PAGE.replace("tám tháng", "chín tháng")), publish=True)
    assert outcome.edition is None
    assert outcome.notes


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (TEXT_PAGE.replace("Thứ sáu,\u00a007/05/2021 09:40\n", ""), "no date"),
        (TEXT_PAGE.replace("Thứ sáu,\u00a007/05/2021", "07/05/2099"), "date ahead"),
        (TEXT_PAGE.replace("Nhà chờ có mái che", "Nhà chờ có m\ufffdi che"), "damaged text"),
        (TEXT_PAGE.replace("Nhà chờ có mái che\n", "Tin liên quan\nBến thuyền cũ"), "unplaced lines"),
        (TEXT_PAGE.replace(" Ảnh: Lệ Thu", " - Ảnh 1."), "photo without credit"),
        ("Trang\n\n" + "a" * 301 + "\n\n" + LONG, "overlong headline"),
    ],
)
def test_what_needs_an_editor_stays_a_draft_and_says_why(tmp_path: Path, text: str, why: str) -> None:
    outcome = import_file(save(tmp_path, text), publish=True)
    assert outcome.status == Status.ADDED
    assert outcome.edition is None, why
    assert outcome.notes


# --- nothing is lost --------------------------------------------------------------------------------------


def test_an_unplaced_line_is_a_marked_paragraph(tmp_path: Path) -> None:
    text = TEXT_PAGE.replace("Nhà chờ có mái che\n", "Tin liên quan\nBến thuyền cũ sắp đóng cửa")
    article = import_file(save(tmp_path, text)).article
    assert re.search(r"<p><strong>\[[^<]+\]</strong> Bến thuyền cũ sắp đóng cửa</p>", body(article))


def test_an_overlong_headline_stands_whole_in_the_body(tmp_path: Path) -> None:
    headline = f"Quảng Trị: {LONG * 5}".strip().rstrip(".")
    outcome = import_file(save(tmp_path, TEXT_PAGE.replace(TEXT_PAGE.split("\n")[0], headline)))
    assert outcome.page.headline == headline
    assert len(outcome.article.headline) <= 300
    assert headline in body(outcome.article)
    assert noted(outcome, "300")


def test_the_end_of_an_overlong_lead_is_the_first_paragraph(tmp_path: Path) -> None:
    lead = (LONG * 40).strip()
    page = re.sub(r'<p class="sapo">.*?</p>', f'<p class="sapo">{lead}</p>', HTML_PAGE)
    outcome = import_file(save_html(tmp_path, page), publish=True)
    article = outcome.article
    first = re.match(r"<p>(.*?)</p>", body(article))
    assert first is not None
    assert f"{article.lead} {first[1]}" == lead
    assert article.lead.endswith(".")
    assert outcome.edition is not None


def test_an_overlong_caption_stands_whole_below_its_photo(tmp_path: Path) -> None:
    caption = (LONG * 40).strip()
    page = HTML_PAGE.replace(
        "Chợ nổi lúc sáng sớm. Ảnh: Minh Đức", f'{caption} <span class="credit">Minh Đức</span>'
    )
    article = import_file(save_html(tmp_path, page)).article
    assert len(Photo.objects.get().caption) <= 2000
    assert caption in body(article)


def test_a_video_becomes_a_paragraph_with_a_note(tmp_path: Path) -> None:
    page = HTML_PAGE.replace("<h2>", '<video src="https://cu.example.vn/cho.mp4"></video><h2>')
    outcome = import_file(save_html(tmp_path, page), publish=True)
    assert 'href="https://cu.example.vn/cho.mp4"' in body(outcome.article)
    assert noted(outcome, "cho.mp4")
    assert outcome.edition is not None


def test_a_graphic_is_a_photo(tmp_path: Path) -> None:
    import_file(save(tmp_path, TEXT_PAGE.replace("\nẢnh: Lệ Thu", "\nĐồ họa: Minh Trí")))
    assert Photo.objects.filter(credit="Minh Trí").exists()


def test_a_picture_on_the_web_is_awaited_and_its_address_reported(tmp_path: Path) -> None:
    page = HTML_PAGE.replace("anh/cho.png", "http://169.254.169.254/latest/cho.png")
    outcome = import_file(save_html(tmp_path, page), publish=True)
    assert Photo.objects.get().awaits_file
    assert "http://169.254.169.254/latest/cho.png" in [notice.value for notice in outcome.page.warnings]
    assert outcome.edition is not None


@pytest.mark.parametrize("picture", [b"", b"GIF89a no picture", b"<svg/>"])
def test_a_broken_picture_is_awaited(tmp_path: Path, picture: bytes) -> None:
    outcome = import_file(save_html(tmp_path, picture=picture))
    assert Photo.objects.get().awaits_file
    assert noted(outcome, "anh/cho.png")


def test_a_picture_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png())
    import_file(save_html(tmp_path / "site", HTML_PAGE.replace("anh/cho.png", "../secret.png")))
    assert Photo.objects.get().awaits_file


def test_a_file_offered_with_the_page(tmp_path: Path, media_root: Path) -> None:
    page = HTML_PAGE.replace("<p>Bà con", '<p><a href="anh/ke-hoach.pdf">Kế hoạch.pdf</a></p><p>Bà con')
    path = save_html(tmp_path, page)
    (tmp_path / "anh" / "ke-hoach.pdf").write_bytes(b"%PDF-1.4 ...")
    article = import_file(path, publish=True).article
    entry = next(block for block in take_snapshot(article)["blocks"] if block["type"] == "attachment")
    assert entry["data"]["bytes"] == 12
    assert (media_root / entry["data"]["file"]).read_bytes() == b"%PDF-1.4 ..."


def test_a_language_that_the_site_does_not_have(tmp_path: Path) -> None:
    outcome = import_file(save_html(tmp_path, HTML_PAGE.replace('lang="vi"', 'lang="fr"')))
    assert outcome.article.language == "vi"
    assert noted(outcome, "fr")


def test_a_relative_link_is_dropped_with_a_note(tmp_path: Path) -> None:
    page = re.sub("<link.*?>", "", HTML_PAGE).replace(
        "https://cu.example.vn/tin/khoi-cong.html", "khoi-cong.html"
    )
    outcome = import_file(save_html(tmp_path, page))
    assert "lễ khởi công" in body(outcome.article)
    assert noted(outcome, "khoi-cong.html")


# --- addresses --------------------------------------------------------------------------------------------


def test_a_page_that_is_given_its_address_later(tmp_path: Path) -> None:
    path = save(tmp_path)
    article = import_file(path).article
    address = "https://cu.example.vn/tin/ben-thuyen.html"
    assert import_file(path, address=address).status == Status.UNCHANGED
    assert ImportedPage.objects.get().identity == address
    assert Redirect.objects.get().path == "/tin/ben-thuyen.html"
    changed = save(tmp_path, TEXT_PAGE.replace("400 m²", "500 m²"))
    assert import_file(changed, address=address).article == article


def test_the_address_of_the_front_page_names_no_page(tmp_path: Path) -> None:
    page = HTML_PAGE.replace("https://cu.example.vn/tin/cho-noi-co-ben-moi-77.html", "https://cu.example.vn/")
    import_file(save_html(tmp_path, page))
    import_file(save_html(tmp_path, page.replace("Chợ nổi có bến mới", "Chợ nổi có thêm bến")))
    assert Article.objects.count() == 2
    assert not Redirect.objects.exists()


def test_an_address_printed_in_the_text_is_no_address_of_the_page(tmp_path: Path) -> None:
    other = TEXT_PAGE.replace("Nguồn: Quangtri.gov.vn", "https://quangtri.gov.vn/tin/1.html")
    outcome = import_file(save(tmp_path, other))
    assert ImportedPage.objects.get().identity.startswith("sha256:")
    assert outcome.article.source_url == "https://quangtri.gov.vn/tin/1.html"
    assert not Redirect.objects.exists()


def test_an_old_address_that_leads_elsewhere_already_is_left_and_reported(tmp_path: Path) -> None:
    first = import_file(save(tmp_path)).article
    Redirect.objects.create(path="/tin/cho-noi-co-ben-moi-77.html", article=first)
    outcome = import_file(save_html(tmp_path))
    assert Redirect.objects.get().article == first
    assert noted(outcome, str(first.pk))


def test_a_redirect_that_an_editor_deleted_stays_deleted(tmp_path: Path) -> None:
    path = save_html(tmp_path)
    import_file(path)
    Redirect.objects.all().delete()
    import_file(path)
    assert not Redirect.objects.exists()


def test_two_pages_of_one_headline_and_date_are_reported(tmp_path: Path) -> None:
    first = import_file(save(tmp_path)).article
    outcome = import_file(save(tmp_path, TEXT_PAGE + "\n"))
    assert outcome.status == Status.ADDED
    assert noted(outcome, str(first.pk))


# --- tags, sources, authors -------------------------------------------------------------------------------


def test_tags_and_sources_of_the_house_are_found(tmp_path: Path) -> None:
    tag = make_tag("Chợ nổi")
    source = Source.objects.create(name="BAOAPBAC.VN")
    article = import_file(save_html(tmp_path)).article
    assert tag in article.tags.all()
    assert Tag.objects.count() == 2
    assert article.source == source
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    ("house", "found"),
    [("Lê Hoà", True), ("Lê Hòa", True), ("le hoa", True), ("Lê Hoa", False), ("Lê Hóa", False)],
)
def test_accents_tell_authors_apart(tmp_path: Path, house: str, found: bool) -> None:
    author = make_author(house)
    article = import_file(save(tmp_path, TEXT_PAGE.replace("Nguồn:", "Tác giả: Lê Hòa\n\nNguồn:"))).article
    byline = article.bylines.get()
    assert (byline.author, byline.name) == ((author, "") if found else (None, "Lê Hòa"))


def test_of_two_authors_of_one_name_none_is_guessed(tmp_path: Path) -> None:
    for slug in ("le-hoa", "le-hoa-2"):
        Author.objects.create(name="Lê Hòa", slug=slug)
    article = import_file(save(tmp_path, TEXT_PAGE.replace("Nguồn:", "Tác giả: Lê Hòa\n\nNguồn:"))).article
    assert article.bylines.get().name == "Lê Hòa"

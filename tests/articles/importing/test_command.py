"""`manage.py import_page` as an operator sees it."""

import os
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.importing import MAX_BYTES
from articles.models import Article, Redirect, Section
from tests.factories import make_section, make_user

from .saved_pages import HTML_PAGE, TEXT_PAGE, save, save_html

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def run(*arguments: Any, **options: Any) -> str:
    out = StringIO()
    call_command("import_page", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def run_failing(*arguments: Any) -> tuple[str, str]:
    out = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("import_page", *map(str, arguments), stdout=out)
    return out.getvalue(), str(caught.value)


def unwrapped(report: str) -> str:
    """The report's words without the lines of its tables."""
    return " ".join("".join(" " if letter in "│┃━─┏┓└┘┡┩┴┳╇┼" else letter for letter in report).split())


def test_the_report_says_what_was_recognised_how_surely_and_what_needs_an_eye(tmp_path: Path) -> None:
    text = TEXT_PAGE.replace("Nhà chờ có mái che\n", "Tin liên quan\nBến thuyền cũ sắp đóng cửa")
    report = run(save(tmp_path, text))
    assert max(map(len, report.splitlines())) <= 80
    words = unwrapped(report)
    assert "0.95" in words
    assert "Quangtri.gov.vn" in words
    assert "Bến thuyền cũ sắp đóng cửa" in words.rsplit("#", 1)[1]
    assert "Nguồn không có đường dẫn" in words
    assert "Tìm theo ngày" in words


def test_text_in_square_brackets_is_shown_as_it_is(tmp_path: Path) -> None:
    assert "[red]Video[/red] Quảng Trị" in unwrapped(run(save(tmp_path, f"[red]Video[/red] {TEXT_PAGE}")))


def test_a_dry_run_reads_and_writes_nothing(tmp_path: Path) -> None:
    assert "Quangtri.gov.vn" in run(save(tmp_path), "--dry-run")
    assert not Article.objects.exists()
    assert not Section.objects.exists()


def test_pages_go_to_the_section_that_is_named(tmp_path: Path) -> None:
    section = make_section("Du lịch")
    run(save(tmp_path), "--section", "du-lich")
    assert Article.objects.get().section == section


@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_an_unknown_section_is_an_error_before_anything_is_done(tmp_path: Path, more: list[str]) -> None:
    make_section("Du lịch")
    _, message = run_failing(save(tmp_path), "--section", "dulich", *more)
    assert "du-lich" in message
    assert not Article.objects.exists()


def test_pages_are_imported_in_somebodys_name(tmp_path: Path) -> None:
    user = make_user("editor", username="lan")
    run(save(tmp_path), "--user", "lan")
    assert Article.objects.get().created_by == user
    run_failing(save(tmp_path), "--user", "nobody")


def test_an_address_given_with_the_page_leads_to_the_article(tmp_path: Path) -> None:
    run(save(tmp_path), "--url", "https://cu.example.vn/tin/ben-thuyen.html#dau-trang")
    assert Redirect.objects.get().path == "/tin/ben-thuyen.html"


@pytest.mark.parametrize(
    "url",
    ["cu.example.vn/1", "ftp://cu.example.vn/1", "https://cu.example.vn/", "http://[1/2", "javascript:1"],
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, url: str) -> None:
    run_failing(save(tmp_path), "--url", url)
    assert not Article.objects.exists()


def test_an_address_goes_with_one_page_only(tmp_path: Path) -> None:
    run_failing(save(tmp_path), save_html(tmp_path), "--url", "https://cu.example.vn/tin/1.html")
    assert not Article.objects.exists()


def test_a_folder_is_searched_to_its_bottom(tmp_path: Path) -> None:
    save(tmp_path, name="2021/05/ben-thuyen.TXT")
    save_html(tmp_path / "2023")
    save(tmp_path, "a = 1", name="notes.py")
    save(tmp_path, TEXT_PAGE + "\n", name=".hidden.txt")
    save(tmp_path, HTML_PAGE + "\n", name="2023/page_files/frame.html")
    report = run(tmp_path)
    assert Article.objects.count() == 2
    assert "0 " not in report.splitlines()[-1]


def test_the_same_file_twice_is_one_page(tmp_path: Path) -> None:
    run(save(tmp_path), tmp_path, save(tmp_path))
    assert Article.objects.count() == 1


def test_links_inside_a_folder_are_not_followed(tmp_path: Path) -> None:
    save(tmp_path, name="outside/page.txt")
    (tmp_path / "folder").mkdir()
    os.symlink(tmp_path / "outside" / "page.txt", tmp_path / "folder" / "link.txt")
    os.symlink(tmp_path / "outside", tmp_path / "folder" / "deep")
    os.symlink(tmp_path / "folder", tmp_path / "folder" / "loop")
    run(tmp_path / "folder")
    assert not Article.objects.exists()


def test_an_empty_folder_is_no_error(tmp_path: Path) -> None:
    assert len(run(tmp_path).splitlines()) <= 2


def test_a_path_that_is_not_there_stops_the_run_before_it_begins(tmp_path: Path) -> None:
    _, message = run_failing(save(tmp_path), tmp_path / "nothing.txt")
    assert "nothing.txt" in message
    assert not Article.objects.exists()


def test_pages_that_cannot_be_read_fail_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a-binary.txt").write_bytes(b"%PDF-1.4 \x00\x01")
    (tmp_path / "b-empty.txt").write_bytes(b"")
    (tmp_path / "c-large.txt").write_bytes(b"a" * (MAX_BYTES + 1))
    save(tmp_path, name="d-page.txt")
    report, message = run_failing(tmp_path)
    assert Article.objects.count() == 1
    assert message.startswith("3 ")
    for name in ("a-binary.txt", "b-empty.txt", "c-large.txt"):
        assert name in report.replace("\n", "").replace("│", "").replace(" ", "")


def test_a_page_that_breaks_the_importer_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from articles.management.commands import import_page

    read = import_page.read_page

    def break_at_first(data: bytes, *, address: str = "") -> Any:
        if b"[bad]" in data:
            raise RecursionError("too deep")
        return read(data, address=address)

    monkeypatch.setattr(import_page, "read_page", break_at_first)
    save(tmp_path, f"[bad] {TEXT_PAGE}", name="a.txt")
    save(tmp_path, name="b.txt")
    report, _ = run_failing(tmp_path)
    assert "RecursionError" in unwrapped(report)
    assert Article.objects.count() == 1


def test_names_that_would_act_on_the_terminal_are_shown_harmless(tmp_path: Path) -> None:
    report = run(save(tmp_path, name="\x1b]0;evil\x07.txt"))
    assert "\x1b" not in report


def test_ctrl_c_ends_with_a_report_and_the_next_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from articles.importing.drafting import Importer

    for number in range(5):
        save(tmp_path, TEXT_PAGE.replace("400", f"40{number}"), name=f"{number}.txt")
    lay = Importer.lay
    done: list[Path] = []

    def lay_three(self: Importer, page: Any, path: Path) -> Any:
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(path)
        return lay(self, page, path)

    monkeypatch.setattr(Importer, "lay", lay_three)
    with pytest.raises(CommandError) as caught:
        run(tmp_path)
    assert caught.value.returncode == 130
    assert Article.objects.count() == 3
    monkeypatch.undo()
    run(tmp_path)
    assert Article.objects.count() == 5

"""Rendering again: what differs, what is left alone, and the command that does it for all."""

import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.management.commands import refresh as refresh_command
from articles.models import Article, Author, LogEntry, PublicChange, User
from articles.publishing import Pending, correct, publish, refresh, refreshable, withdraw
from tests.factories import make_article, make_author, make_section

from .conftest import Clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(db: None) -> Author:
    return make_author("Lê Minh")


@pytest.fixture
def article(author: Author, clock: Clock) -> Article:
    return signed("Tin", author)


def signed(headline: str, author: Author, **options: Any) -> Article:
    return make_article(headline, bylines=[{"author": author.pk, "name": "", "role": ""}], **options)


def rename(author: Author) -> None:
    author.name = "Lê Văn Minh"
    author.save()


def names(edition: Any) -> list[str]:
    return [one["name"] for one in json.loads(bytes(edition.document))["authors"]]


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("refresh", *arguments, stdout=out)
    return out.getvalue()


def test_nothing_differs(article: Article) -> None:
    result = refresh(article)
    assert (result.differs, result.edition, result.skipped, result.changes) == (False, None, "", ())
    assert article.editions.count() == 1


def test_a_name_was_changed(article: Article, author: Author, clock: Clock, editor: User) -> None:
    clock.go(5)
    correct(article, by=None, wrong="a", right="b", decided_by="c", reason="Sửa số liệu")
    rename(author)
    clock.go(60)
    result = refresh(article, by=editor)
    assert set(result.changes) == {"live.authors", "live.search_text"}
    edition = result.edition
    assert edition is not None
    assert names(edition) == ["Lê Văn Minh"]
    assert (edition.number, edition.kind, edition.reason, edition.refresh) == (
        3,
        "correction",
        "Sửa số liệu",
        True,
    )
    assert edition.updated_at == clock.minute(5), "a refresh is no news"
    assert PublicChange.objects.last().kind == "refreshed"
    entry = LogEntry.objects.get(act="refresh")
    assert (entry.by, entry.edition_number) == (editor, 3)
    assert not refresh(article).differs


def test_a_dry_run_writes_nothing(article: Article, author: Author, clock: Clock) -> None:
    publish(article, by=None, at=clock.minute(10))
    clock.go(20)
    rename(author)
    result = refresh(article, dry_run=True)
    assert result.differs
    assert result.edition is None
    assert article.editions.get(number=2).slot == "next", "not even settled"
    assert article.editions.count() == 2


def test_live_and_next_are_both_rendered_again(
    article: Article, author: Author, clock: Clock, editor: User
) -> None:
    publish(article, by=editor, at=clock.minute(10), until=clock.minute(50), reason="Mai")
    rename(author)
    clock.go(1)
    refresh(article)
    live, upcoming = article.editions.get(slot="live"), article.editions.get(slot="next")
    assert (live.number, live.refresh, live.live_until) == (2, True, clock.minute(10))
    assert (upcoming.number, upcoming.refresh, upcoming.reason, upcoming.created_by) == (
        3,
        False,
        "Mai",
        editor,
    )
    assert (upcoming.live_from, upcoming.live_until) == (clock.minute(10), clock.minute(50))
    assert names(live) == names(upcoming) == ["Lê Văn Minh"]


def test_only_what_is_scheduled_differs(author: Author, clock: Clock) -> None:
    article = signed("Mai", author, at=clock.minute(10))
    rename(author)
    result = refresh(article)
    assert result.edition is not None
    assert (result.edition.number, result.edition.slot, result.edition.kind) == (1, "next", "publication")
    assert set(result.changes) == {"next.authors", "next.search_text"}
    assert [line.kind for line in PublicChange.objects.all()] == ["published"]


def test_what_has_expired_or_was_withdrawn_stays_as_it_was(author: Author, clock: Clock) -> None:
    expired, withdrawn = signed("Hết hạn", author, until=clock.minute(1)), signed("Gỡ", author)
    withdraw(withdrawn, by=None, reason="Sai")
    rename(author)
    clock.go(5)
    assert list(refreshable()) == []
    for article in (expired, withdrawn):
        assert not refresh(article).differs
        assert article.editions.count() == 1


def test_a_section_that_moved_is_found_below_its_parent() -> None:
    section = make_section("Xe buýt")
    article = make_article("Tin", section=section)
    section.parent = make_section("Giao thông")
    section.save()
    assert refresh(article).changes == ("live.facets",)
    assert article.editions.get(slot="live").index.filter(facet="section", value="giao-thong").exists()


def test_a_kept_edition_that_cannot_be_made_again_is_not_half_done(
    article: Article, author: Author, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from articles.plugins import registry

    snapshot = article.revisions.get().snapshot
    from articles.publishing import restore_revision, write_draft

    box = {
        "type": "infobox",
        "key": "0b7c1f0e-7d5e-4a55-9b1e-111111111111",
        "ordering": 99,
        "data": {"title": "a", "content": "<p>b</p>"},
    }
    write_draft(article, {**snapshot, "blocks": [*snapshot["blocks"], box]}, by=None)
    publish(article, by=None, at=clock.minute(10))
    restore_revision(article, 1, by=None)
    rename(author)
    monkeypatch.setattr(registry, "_blocks", [block for block in registry._blocks if block.name != "infobox"])
    assert "infobox" in refresh(article).skipped
    with pytest.raises(Exception, match="infobox"):
        correct(article, by=None, wrong="a", right="b", decided_by="c", pending=Pending.KEEP)
    assert list(article.editions.order_by("number").values_list("number", "slot")) == [
        (1, "live"),
        (2, "next"),
    ]
    correct(article, by=None, wrong="a", right="b", decided_by="c", pending=Pending.CANCEL)


def test_the_command_tells_what_it_did(article: Article, author: Author) -> None:
    make_article("Không đổi")
    rename(author)
    assert f"differs {article.pk} Tin: live.authors" in run("--dry-run")
    report = run()
    assert f"changed {article.pk} Tin: live.authors" in report
    assert "1 changed, 1 unchanged, 0 skipped, 0 failed." in report
    assert "0 changed, 2 unchanged" in run()


def test_the_command_skips_with_a_reason_and_goes_on(
    article: Article, author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    from articles.plugins import registry

    boxed = make_article(
        "Có khung", blocks=[{"type": "infobox", "data": {"title": "a", "content": "<p>b</p>"}}]
    )
    rename(author)
    monkeypatch.setattr(registry, "_blocks", [block for block in registry._blocks if block.name != "infobox"])
    report = run()
    assert f"skipped {boxed.pk} Có khung" in report
    assert "infobox" in report
    assert "1 changed, 0 unchanged, 1 skipped, 0 failed." in report


def test_a_plug_in_that_breaks_does_not_stop_the_command(
    author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = signed("Hỏng", author), signed("Lành", author)
    rename(author)

    def refresh_or_break(article: Article, **options: Any) -> Any:
        if article == broken:
            raise KeyError("a node that is not declared")
        return refresh(article, **options)

    monkeypatch.setattr(refresh_command, "refresh", refresh_or_break)
    with pytest.raises(CommandError, match="1 articles failed"):
        run()
    assert sound.editions.count() == 2


def test_interrupted_it_leaves_whole_articles_and_says_how_to_go_on(
    author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [signed(f"Tin {number}", author) for number in range(4)]
    rename(author)
    done: Iterator[int] = iter(range(99))

    def refresh_until_ctrl_c(article: Article, **options: Any) -> Any:
        if next(done) == 2:
            raise KeyboardInterrupt
        return refresh(article, **options)

    with monkeypatch.context() as patched:
        patched.setattr(refresh_command, "refresh", refresh_until_ctrl_c)
        with pytest.raises(CommandError, match=f"--from {articles[2].pk}") as interrupted:
            run()
    assert interrupted.value.returncode == 130
    assert [article.editions.count() for article in articles] == [2, 2, 1, 1]
    assert "2 changed, 0 unchanged" in run("--from", str(articles[2].pk))
    assert [article.editions.count() for article in articles] == [2, 2, 2, 2]

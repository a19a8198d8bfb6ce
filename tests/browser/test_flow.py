"""A story through the house in a real browser, under the policy of production: each role does its part."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from articles import publishing
from articles.models import Article, LogEntry
from articles.roles import Role
from tests.factories import make_article, make_member, make_photo, make_section

from .test_desk import act, add_block, choose, save, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OpenPage = Callable[..., Page]


def decide(page: Page, article: Article, name: str, **fields: str) -> None:
    """Opens the page of the acts, fills in what the act asks for, and presses its button."""
    page.goto(f"/admin/articles/article/{article.pk}/publishing/")
    form = page.locator(f"#act-{name}")
    folded = page.locator(f"details:has(#act-{name}):not([open]) > summary")
    if folded.count():
        folded.click()
    for field, value in fields.items():
        form.locator(f"[name={name}-{field}]").fill(value)
    act(page, form.locator("button[type=submit]"))


def test_a_story_goes_through_the_house(
    open_page: OpenPage, live_server: Any, settings: LazySettings
) -> None:
    settings.SITE_URL = live_server.url
    make_section("Đời sống")
    reporter, editor, publisher = (
        open_page(make_member(role, username=name))
        for role, name in ((Role.REPORTER, "lan"), (Role.EDITOR, "hai"), (Role.PUBLISHER, "minh"))
    )
    chief = open_page(make_member(Role.MANAGING_EDITOR, username="binh"))

    reporter.goto("/admin/")
    reporter.locator(".desk-tools a.default").click()
    reporter.fill("[name=headline]", "Xe buýt điện về thị trấn")
    choose(reporter, reporter.locator(".field-section"), "doi song", "Đời sống")
    write(reporter, add_block(reporter, "text"), "Chuyến đầu lúc năm giờ sáng.")
    save(reporter)
    article = Article.objects.get()
    decide(reporter, article, "submit")
    # It is with the editors now: to look at, not to write.
    reporter.goto(f"/admin/articles/article/{article.pk}/change/")
    expect(reporter.locator("[name=headline]")).to_have_count(0)

    editor.goto("/admin/")
    editor.locator("[aria-labelledby=in-review] a", has_text="Xe buýt điện").click()
    decide(editor, article, "return", note="Giá vé bao nhiêu?")

    reporter.goto("/admin/")
    returned = reporter.locator("[aria-labelledby=returned]")
    expect(returned).to_contain_text("Giá vé bao nhiêu?")
    returned.locator("a", has_text="Xe buýt điện").click()
    write(reporter, reporter.locator("#articles_textblock_set-0"), "Giá vé 7.000 đồng. ")
    save(reporter)
    decide(reporter, article, "submit")
    decide(editor, article, "approve")
    expect(editor.locator("#act-publish")).to_have_count(0)

    publisher.goto("/admin/")
    publisher.locator("[aria-labelledby=approved] a", has_text="Xe buýt điện").click()
    publisher.locator("[name=publish-at_0]").fill("31/12/2029")
    expect(publisher.locator("#act-publish .desk-weekday").first).to_have_text("Thứ Hai")
    publisher.locator("[name=publish-at_1]").fill("06:00")
    act(publisher, "#act-publish button")
    expect(publisher.locator(".messagelist .success")).to_contain_text("31/12/2029")
    decide(publisher, article, "unschedule")
    decide(publisher, article, "publish")
    expect(publisher.locator("#public-change ~ p").first).to_be_visible()
    page = publisher.request.get(f"/articles/{article.pk}/x/")
    assert page.status == 200

    decide(
        publisher,
        article,
        "correct",
        wrong="Giá vé 7.000 đồng",
        right="Giá vé 8.000 đồng",
        decided_by="Ban biên tập",
    )
    decide(publisher, article, "withdraw", reason="Chờ xác minh", decided_by="Ban biên tập")
    assert publisher.request.get(f"/articles/{article.pk}/x/").status == 410
    publisher.locator(".desk-inspect").first.click()
    expect(publisher.locator(".desk-inspected")).to_contain_text("Giá vé 7.000 đồng")
    assert LogEntry.objects.filter(act="inspect", article=article).count() == 1
    decide(publisher, article, "reinstate")

    chief.goto("/admin/articles/logentry/")
    expect(chief.locator("#result_list tbody tr")).to_have_count(LogEntry.objects.count())
    with chief.expect_download() as download:
        chief.locator(".desk-export").click()
    assert download.value.suggested_filename == "log.csv"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_barrier_on_the_main_pages(open_page: OpenPage, scheme: str) -> None:
    chief = make_member(Role.MANAGING_EDITOR, username="binh")
    other = make_member(Role.REPORTER)
    article = make_article("Hội nghị ba ngày", photo=make_photo().pk)
    snapshot = article.revisions.latest("number").snapshot
    publishing.write_draft(article, {**snapshot, "headline": "Hội nghị hai ngày"}, by=chief)
    draft = make_article("Nháp", publish=False, by=chief)
    publishing.set_state(draft, "in_review", by=chief)
    publishing.set_state(make_article("Bị trả", publish=False, by=chief), "draft", by=chief, note="Sửa tít")
    pages = {
        None: ["/admin/login/"],
        chief: [
            "/admin/", "/admin/articles/article/", f"/admin/articles/article/{article.pk}/publishing/",
            f"/admin/articles/article/{draft.pk}/publishing/", "/admin/articles/logentry/",
            f"/admin/articles/article/{article.pk}/inspection/1/", f"/admin/articles/user/{other.pk}/change/",
        ],
    }  # fmt: skip
    options: dict[str, Any] = {"preload": False}
    if scheme == "dark":
        # Only the colours are others than by day.
        options["runOnly"] = ["color-contrast"]
    found = []
    for user, addresses in pages.items():
        page = open_page(user, color_scheme=scheme)
        for address in addresses:
            page.goto(address)
            violations = Axe().run(page, options=options).response["violations"]
            found += [
                f"{address}: {violation['id']}: {violation['nodes'][0]['html'][:160]} {violation['nodes'][0].get('failureSummary', '')[:200]}"
                for violation in violations
                if violation["impact"] in ("serious", "critical")
            ]
    assert found == []

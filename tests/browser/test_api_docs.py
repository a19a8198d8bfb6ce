"""The page that explains the API works in a browser, from this host alone, under the content security policy."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.articles.api.site import make_site


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_page_shows_every_operation_and_can_try_one(
    live_server: LiveServer, open_page: Callable[..., Page]
) -> None:
    make_site()
    asked: list[str] = []
    page = open_page()
    page.on("request", lambda request: asked.append(request.url))
    answer = page.goto("/api/v1/docs/")
    assert answer is not None
    page.wait_for_selector(".opblock", timeout=30_000)
    assert page.locator(".opblock").count() >= 26
    page.locator("#operations-articles-articles_list .opblock-summary").click()
    page.get_by_role("button", name="Try it out").first.click()
    page.get_by_role("button", name="Execute").first.click()
    page.wait_for_selector(".live-responses-table .highlight-code", timeout=30_000)
    assert "Bản tin" in page.locator(".live-responses-table").inner_text()
    assert all(url.startswith((live_server.url, "data:", "blob:")) for url in asked)
    policy = answer.headers["content-security-policy"]
    script = next(part for part in policy.split(";") if part.strip().startswith("script-src"))
    assert "unsafe-inline" not in script

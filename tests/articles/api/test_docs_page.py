"""The page that explains the API works in a browser, from this host alone, under the content security policy."""

import os
from typing import Any

import pytest
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from .site import make_site

QUIET = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"  # fmt: skip


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_page_shows_every_operation_and_can_try_one(live_server: LiveServer) -> None:
    make_site()
    troubles: list[str] = []
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=QUIET.split()
        )
        page: Any = browser.new_page()
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        policy = page.goto(f"{live_server.url}/api/v1/docs/").headers["content-security-policy"]
        page.wait_for_selector(".opblock", timeout=30_000)
        assert page.locator(".opblock").count() >= 26
        page.locator("#operations-articles-articles_list .opblock-summary").click()
        page.get_by_role("button", name="Try it out").first.click()
        page.get_by_role("button", name="Execute").first.click()
        page.wait_for_selector(".live-responses-table .highlight-code", timeout=30_000)
        assert "Bản tin" in page.locator(".live-responses-table").inner_text()
        browser.close()
    assert troubles == []
    assert all(url.startswith((live_server.url, "data:", "blob:")) for url in asked)
    script = next(part for part in policy.split(";") if part.strip().startswith("script-src"))
    assert "unsafe-inline" not in script

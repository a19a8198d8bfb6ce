"""A theme is a folder: its templates and files stand before ours, one by one."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders

from articles.publishing import refresh
from tests.articles.api.site import Site

from .conftest import Read, address_of

pytestmark = pytest.mark.once

FILES = {
    "templates/pages/_pager.html": "",
    "templates/pages/base.html": "",
    "templates/articles/blocks/quote.html": "{% for node in nodes %}<blockquote class='mine'>{{ node.text }}</blockquote>{% endfor %}",
    "static/pages/page.css": "body { color: teal; }",
}


@pytest.fixture
def theme(tmp_path: Path, settings: Any) -> Iterator[Path]:
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            text or f"<!doctype html><title>x</title><main>{{% block main %}}{{% endblock %}}</main>{name}"
        )
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [tmp_path / "templates"]
    settings.TEMPLATES = templates
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    finders.get_finder.cache_clear()
    yield tmp_path
    finders.get_finder.cache_clear()


def test_a_themes_files_stand_before_ours(read: Read, site: Site, theme: Path) -> None:
    page = read(address_of(site.article))
    assert "templates/pages/base.html" in page.html
    assert page.text("//h1") == "Xã mở thêm quầy tiếp dân"
    assert Path(str(finders.find("pages/page.css"))) == theme / "static" / "pages" / "page.css"
    assert Path(str(finders.find("pages/article.js"))).is_relative_to(Path(__file__).resolve().parents[3])


def test_one_block_template_is_overridden_and_takes_effect_when_editions_are_refreshed(
    read: Read, site: Site, theme: Path
) -> None:
    assert read(address_of(site.article)).all("//blockquote[@class='mine']") == []
    refresh(site.article)
    page = read(address_of(site.article))
    assert page.texts("//blockquote[@class='mine']") == ["lời"]
    assert page.all("//div[@class='table']")

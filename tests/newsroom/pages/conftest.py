"""A small public site, as the API's tests know it, and a reader of its pages."""

from collections.abc import Callable
from typing import Any

import html5lib
import pytest
from django.http import HttpResponse
from django.test import Client

from articles.models import Article

SCRIPTS = "//script[not(@type='application/ld+json')]"
"""Those that run: data in a `<script>` needs no nonce."""

Read = Callable[..., "Page"]


class Page:
    """A page that was read, as a tree."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        self.html = response.content.decode()
        self.tree = html5lib.parse(self.html, treebuilder="lxml", namespaceHTMLElements=False)

    def all(self, path: str) -> list[Any]:
        """Elements by XPath."""
        return list(self.tree.xpath(path))

    def texts(self, path: str) -> list[str]:
        """Their texts, with single spaces."""
        return [" ".join("".join(element.itertext()).split()) for element in self.all(path)]

    def text(self, path: str) -> str:
        [found] = self.texts(path)
        return found

    def links(self, path: str = "//main//a") -> list[str]:
        return [element.get("href") for element in self.all(path)]


@pytest.fixture
def read(api: Client) -> Read:
    """Reads a page as a browser without script does; by default it must be there."""

    def read(address: str, *, status: int = 200, **headers: str) -> Page:
        response = api.get(address, headers=headers)
        assert response.status_code == status, (address, response.status_code)
        return Page(response)

    return read


def address_of(article: Article) -> str:
    article.refresh_from_db()
    return f"/articles/{article.pk}/{article.slug}/"

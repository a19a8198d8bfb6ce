"""Every address of the API goes through the one view that knows its limits, answers and headers."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from newsroom.api import PublicView

PREFIX = "api/v1/"


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, path)
        elif isinstance(pattern, URLPattern):
            yield path, pattern.callback


API_ROUTES = [(path, callback) for path, callback in routes(get_resolver()) if path.startswith(PREFIX)]


def test_there_is_an_api() -> None:
    assert f"{PREFIX}articles/" in dict(API_ROUTES)


@pytest.mark.parametrize(("path", "callback"), API_ROUTES, ids=[path for path, _callback in API_ROUTES])
def test_an_api_route_is_a_public_view(path: str, callback: Any) -> None:
    view = getattr(callback, "cls", None) or getattr(callback, "view_class", None)
    assert view is not None, f"{path} is a plain function"
    assert issubclass(view, (PublicView, SpectacularAPIView, SpectacularSwaggerView))


@pytest.mark.parametrize(("path", "callback"), API_ROUTES, ids=[path for path, _callback in API_ROUTES])
def test_an_api_route_ends_with_a_slash(path: str, callback: Any) -> None:
    assert path.rstrip("$").endswith("/")

"""The site as it runs in production, in this process: asked through its WSGI handler and the whole middleware."""

import gc
import os
import secrets
import warnings
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import django

from .results import Timing

HOST = "bench.example"
WARM_UP = 20

Fetch = Callable[[str], bytes]


def set_environment(database_url: str, media: str, plugins: str = "") -> None:
    """Production's settings (DEBUG off), for this process and those that it starts."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DEBUG": "off",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": HOST,
        "SITE_URL": f"https://{HOST}",
        "DATABASE_URL": database_url,
        "MEDIA_ROOT": media,
        "NEWSROOM_PLUGINS": plugins,
        # A connection that is made anew in the middle would be measured.
        "CONN_MAX_AGE": "3600",
        "LOG_LEVEL": "ERROR",
        "NEWSROOM_SEARCHES_PER_ADDRESS": "1000000000",
    }


def open_site() -> Fetch:
    """Starts Django with the baseline's addresses beside the site's own; gives what asks for a page."""
    # Static files are not collected here, and not asked for.
    warnings.filterwarnings("ignore", "No directory at")
    django.setup()
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    settings.ROOT_URLCONF = "bench.urls"
    # Pages name their files by a manifest, which only `collectstatic` writes.
    files = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": files}
    application = get_wsgi_application()

    def fetch(address: str) -> bytes:
        """The body of a GET, read to its end. Raises `RuntimeError` unless it is a 200."""
        answered: list[str] = []

        def start_response(
            status: str, headers: Sequence[tuple[str, str]], *rest: Any
        ) -> Callable[[bytes], object]:
            answered.append(status)
            return lambda data: None

        response = application(environ(address), start_response)
        try:
            body = b"".join(response)
        finally:
            response.close()
        if answered != ["200 OK"]:
            raise RuntimeError(f"{address}: {answered} {body[:500]!r}")
        return body

    return fetch


def environ(address: str) -> dict[str, Any]:
    """A GET as a WSGI server hands it over (PEP 3333)."""
    url = urlsplit(address)
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": url.path,
        "QUERY_STRING": url.query,
        "SERVER_NAME": HOST,
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": HOST,
        "HTTP_ACCEPT": "application/json",
        "HTTP_ACCEPT_LANGUAGE": "vi",
        "HTTP_USER_AGENT": "bench",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "https",
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def interleaved(
    requests: Mapping[str, Callable[[int], object]], rounds: int, clock: Callable[[], float]
) -> dict[str, Timing]:
    """Makes each kind of request once a round, the first one a different one each time, and times it by `clock`.

    A request is called with its round's number, so that several kinds can ask for the same thing.
    """
    names = list(requests)
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for number in range(WARM_UP):
        for name in names:
            requests[name](number)
    gc.collect()
    gc.freeze()
    for number in range(rounds):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            began = clock()
            requests[name](number)
            seconds[name].append(clock() - began)
    gc.unfreeze()
    return {name: Timing(values) for name, values in seconds.items()}

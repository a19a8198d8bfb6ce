"""In production the site does not start in an unsafe state: each missing or unsafe setting is named."""

import os
import subprocess
import sys

import pytest

from tests.check import PRODUCTION

from .source import ROOT

LOAD = "from django.conf import settings; settings.DEBUG; print('started')"


def start(**changes: str | None) -> subprocess.CompletedProcess[str]:
    """A process that loads the production settings, changed so; None takes a variable away."""
    kept = {
        name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")
    }
    given = {**PRODUCTION, "DJANGO_SETTINGS_MODULE": "newsroom.settings", **changes}
    environment = kept | {name: value for name, value in given.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", LOAD], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_a_complete_configuration_starts() -> None:
    done = start()
    assert done.stdout == "started\n", done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "insecure-key-for-development-and-tests-only" * 2),
        ("ALLOWED_HOSTS", None),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "news.example.vn,*"),
        ("SITE_URL", None),
        ("SITE_URL", "http://news.example.vn"),
    ],
)
def test_an_unsafe_configuration_is_refused_by_name(name: str, value: str | None) -> None:
    done = start(**{name: value})
    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr
    assert name in done.stderr.splitlines()[-1]


def test_debugging_is_off_unless_asked_for() -> None:
    done = start(DEBUG=None, SECRET_KEY=None)
    assert "ImproperlyConfigured" in done.stderr

"""A site in processes of its own: with its own database, and plug-ins that are installed by pip."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).parents[3]
PACKAGE = ROOT / "tests" / "plugins" / "newsroom-poll"

FOREIGN = ("PYTHONPATH", "PYTEST_", "DJANGO_SETTINGS_MODULE")
"""What the environment of these tests says that is not for the site."""


def install_poll(folder: Path) -> Path:
    """Builds and installs the sample package as an operator would, without a network; gives the folder to import from."""
    # Building leaves files in the source tree.
    source = shutil.copytree(PACKAGE, folder / "source")
    target = folder / "installed"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    options = ["--no-build-isolation", "--no-index", "--target", str(target), str(source)]
    subprocess.run([*command, *options], check=True, capture_output=True, text=True, timeout=120)
    return target


@contextmanager
def scratch_database(folder: Path) -> Iterator[str]:
    """The `DATABASE_URL` of a database of its own, on the server that the tests run on, else in a file."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield f"sqlite:///{folder / 'site.sqlite3'}"
        return
    import psycopg

    name = f"poll_{uuid4().hex}"
    base, _, query = url.partition("?")
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{base.rpartition('/')[0]}/{name}?{query}"
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@dataclass(frozen=True)
class Site:
    """A site's environment; `plugins` says what is named in `NEWSROOM_PLUGINS`."""

    database: str
    folder: Path
    path: Path | None = None
    settings: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str, plugins: str = "", fails: bool = False) -> str:
        """Runs Python with these arguments on the site and gives its output."""
        paths = [str(ROOT), str(self.folder), *([str(self.path)] if self.path and plugins else [])]
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)},
            "DATABASE_URL": self.database,
            "DEBUG": "on",
            "MEDIA_ROOT": str(self.folder / "media"),
            "NEWSROOM_PLUGINS": plugins,
            "PYTHONPATH": os.pathsep.join(paths),
            **self.settings,
        }
        command = [sys.executable, *arguments]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=180)
        assert bool(done.returncode) == fails, done.stdout + done.stderr
        return done.stdout + done.stderr if fails else done.stdout

    def manage(self, *arguments: str, plugins: str = "", fails: bool = False) -> str:
        return self.run("manage.py", *arguments, plugins=plugins, fails=fails)

    def story(self, chapter: str, plugins: str = "") -> dict[str, Any]:
        return dict(json.loads(self.run("-m", "tests.articles.plugins.poll_story", chapter, plugins=plugins)))

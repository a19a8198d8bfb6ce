"""The site as it runs in earnest, for tests: gunicorn with several processes, on a database of its own."""

import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
LAY_OUT = """
from tests.factories import make_article
print([make_article().pk for _ in range({count})])
"""


@dataclass
class Answer:
    status: int
    body: Any
    headers: dict[str, str]

    @property
    def cookie(self) -> str:
        """The cookie that was set, as it is sent back; empty when none was."""
        return self.headers.get("set-cookie", "").partition(";")[0]


@dataclass
class Site:
    """A running site. `database` is its `DATABASE_URL`."""

    database: str
    port: int
    server: subprocess.Popen[bytes]
    environment: dict[str, str]
    log: Path
    articles: list[int] = field(default_factory=list)

    def ask(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Answer:
        """One request on a connection of its own, as from a page of the site."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        own = {"Origin": f"http://127.0.0.1:{self.port}", **(headers or {})}
        content = None
        if body is not None:
            content = json.dumps(body)
            own["Content-Type"] = "application/json"
        with closing(connection):
            connection.request(method, path, content, own)
            response = connection.getresponse()
            text = response.read()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, json.loads(text) if text.startswith(b"{") else text, found)

    def rate(self, article: int, stars: int, cookie: str = "") -> Answer:
        headers = {"Cookie": cookie} if cookie else {}
        return self.ask("PUT", f"/api/v1/articles/{article}/rating/", {"stars": stars}, headers)

    def take_back(self, article: int, cookie: str) -> Answer:
        return self.ask("DELETE", f"/api/v1/articles/{article}/rating/", None, {"Cookie": cookie})

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Asks the database itself."""
        if self.database.startswith("sqlite"):
            with closing(sqlite3.connect(self.database.removeprefix("sqlite:///"), timeout=20)) as connection:
                return connection.execute(sql).fetchall()
        with psycopg.connect(self.database) as connection:
            return connection.execute(sql).fetchall()  # type: ignore[arg-type]

    def given(self, article: int) -> list[int]:
        """The histogram of the rows."""
        rows = dict(
            self.rows(
                f"SELECT stars, count(*) FROM ratings_rating WHERE article_id = {article} GROUP BY stars"
            )
        )
        return [rows.get(stars, 0) for stars in (1, 2, 3, 4, 5)]

    def tally(self, article: int) -> tuple[list[int], int, int]:
        """The open part of the tally, its count and its sum of stars."""
        columns = "open_1, open_2, open_3, open_4, open_5, count, total"
        row = self.rows(f"SELECT {columns} FROM ratings_tally WHERE article_id = {article}")[0]
        return list(row[:5]), row[5], row[6]

    def workers(self) -> list[int]:
        """The ids of the server's worker processes."""
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children").read_text()
        return [int(child) for child in children.split()]

    def manage(self, *arguments: str) -> str:
        """Runs a management command of the site and returns what it says."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def at_once(act: Callable[[Any], Answer], things: Sequence[Any], threads: int = 50) -> list[Answer]:
    """Does the act for each thing, that many at a time."""
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(act, things))


@contextmanager
def running_site(folder: Path, *, workers: int = 4, articles: int = 1, **environment: str) -> Iterator[Site]:
    """Starts the site on the kind of database that `DATABASE_URL` names, with published articles; stops it again."""
    with _database(folder) as address:
        settings = {
            **os.environ,
            "DATABASE_URL": address,
            "DEBUG": "on",
            "LOG_LEVEL": "WARNING",
            "MEDIA_ROOT": str(folder / "media"),
            "NEWSROOM_PLUGINS": "ratings",
            "NEWSROOM_RATINGS_PER_READER": "1000000",
            "NEWSROOM_RATINGS_PER_ADDRESS": "1000000",
            **environment,
        }
        manage = [sys.executable, "manage.py"]
        subprocess.run([*manage, "migrate", "-v0"], cwd=ROOT, env=settings, check=True)
        laid = subprocess.run(
            [*manage, "shell", "--no-imports", "-c", LAY_OUT.format(count=articles)],
            cwd=ROOT, env=settings, check=True, capture_output=True, text=True,
        )  # fmt: skip
        site = _start(folder, address, settings, workers)
        site.articles = json.loads(laid.stdout)
        try:
            yield site
        finally:
            site.server.send_signal(signal.SIGTERM)
            site.server.wait(20)


def _start(folder: Path, address: str, settings: dict[str, str], workers: int) -> Site:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "newsroom.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        str(workers),
    ]
    command += [
        "--preload",
        "--worker-tmp-dir",
        str(folder),
        "--no-control-socket",
        "--graceful-timeout",
        "5",
    ]
    log = folder / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, cwd=ROOT, env=settings, stdout=output, stderr=output, start_new_session=True
        )
    site = Site(address, port, server, settings, log)
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            if site.ask("GET", "/readyz").status == 200:
                return site
        except OSError:
            pass
        assert server.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    """A new database of the kind that the tests run on."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{folder / 'site.sqlite3'}"
        return
    name = f"site_{uuid4().hex}"
    address = urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
    # urlunsplit drops the empty host of a socket's address.
    address = address.replace("postgres:/site_", "postgres:///site_")
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    try:
        yield address
    finally:
        with psycopg.connect(given, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]

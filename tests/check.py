"""Every check that needs no test run: `python -m tests.check [names…]`. All of them run; one that fails fails the whole."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

BIN = Path(sys.executable).parent
MANAGE = (sys.executable, "manage.py")
TEMPLATES = ("articles", "newsroom", "ratings")
# A site as an operator would run it: what `check --deploy` says about it is said of the settings that we ship.
PRODUCTION: Mapping[str, str] = {
    "DEBUG": "off",
    "SECRET_KEY": "for-this-check-only-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "ALLOWED_HOSTS": "news.example.vn",
    "SITE_URL": "https://news.example.vn",
    "DATABASE_URL": "postgres://newsroom:secret@localhost/newsroom",
    "CACHE_URL": "redis://localhost:6379/0",
    "BEHIND_PROXY": "on",
    "NEWSROOM_TRUSTED_PROXIES": "1",
}


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


CHECKS = [
    Check("lint", (f"{BIN}/ruff", "check", "--quiet")),
    Check("format", (f"{BIN}/ruff", "format", "--check", "--quiet")),
    Check("types", (sys.executable, "-m", "mypy")),
    Check("imports", (f"{BIN}/lint-imports", "--no-cache")),
    Check("migrations", (*MANAGE, "makemigrations", "--check", "--dry-run")),
    Check("system", (*MANAGE, "check", "--fail-level", "WARNING")),
    Check("system, no plug-ins", (*MANAGE, "check", "--fail-level", "WARNING"), {"NEWSROOM_PLUGINS": ""}),
    Check("deployment", (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"), PRODUCTION),
    Check("templates", (f"{BIN}/djlint", *TEMPLATES, "--lint", "--quiet")),
    Check("dependencies", (f"{BIN}/deptry", ".")),
    Check("messages", (sys.executable, "-m", "tests.messages", "--check")),
    Check("documents", (sys.executable, "-m", "tests.docs")),
]


def main() -> int:
    console = Console(highlight=False)
    chosen = [check for check in CHECKS if not sys.argv[1:] or check.name in sys.argv[1:]]
    table = Table(title="Checks")
    for column in ("check", "seconds", "result"):
        table.add_column(column, justify="right" if column == "seconds" else "left")
    failed = []
    with tempfile.TemporaryDirectory(prefix="newsroom-check-") as folder:
        # Nothing of the operator's own site is touched: a database, a folder and settings of the check's own.
        site = {
            "DEBUG": "on",
            "DATABASE_URL": f"sqlite:///{folder}/check.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
        }
        site |= {
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "PYTHONPATH": os.getcwd(),
            "NEWSROOM_PLUGINS": "ratings",
        }
        for check in chosen:
            started = time.monotonic()
            environment = {**os.environ, **site, **check.environment}
            done = subprocess.run(check.command, env=environment, capture_output=True, text=True, check=False)
            if done.returncode:
                failed.append(check.name)
                console.rule(f"[bold red]{check.name}")
                console.print(done.stdout + done.stderr, markup=False, soft_wrap=True)
            result = "[bold red]failed" if done.returncode else "[green]passed"
            table.add_row(check.name, f"{time.monotonic() - started:.1f}", result)
    console.print(table)
    return 1 if failed or not chosen else 0


if __name__ == "__main__":
    sys.exit(main())

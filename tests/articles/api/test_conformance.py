"""Schemathesis asks everything that the OpenAPI document allows, and much that it does not, in all its phases."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from .site import make_site

NOT_CHECKED = ",".join(
    [
        # Rules between parameters (`fields` or `omit`, `month` or `year`, each name once) cannot be said in OpenAPI.
        "positive_data_acceptance",
    ]
)


def run(live_server: LiveServer, folder: Path, *options: str) -> int:
    """Runs Schemathesis against the server; the number of cases that it made. Asserts that all of them passed."""
    make_site()
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{live_server.url}/api/v1/schema/"]
    command += [
        f"--exclude-checks={NOT_CHECKED}",
        "--phases=examples,coverage,fuzzing,stateful",
        "--no-color",
    ]
    command += ["--suppress-health-check=all", "--generation-database=none", "--workers=1", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    cases = re.search(r"([\d,]+) generated", done.stdout)
    assert cases, done.stdout[-2000:]
    return int(cases[1].replace(",", ""))


@pytest.mark.fuzz
@pytest.mark.django_db(transaction=True)
def test_answers_conform(live_server: LiveServer, tmp_path: Path) -> None:
    assert run(live_server, tmp_path, "--max-examples=2", "--seed=1", "--max-time=20") > 100


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", [1, 2])
def test_answers_conform_for_long(seed: int, live_server: LiveServer, tmp_path: Path) -> None:
    assert run(live_server, tmp_path, "--max-examples=200", f"--seed={seed}") >= 5_000

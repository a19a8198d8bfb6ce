"""A TypeScript client that was made from the OpenAPI document compiles, and works against a running server."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "typescript"

pytestmark = [pytest.mark.node, pytest.mark.django_db(transaction=True)]


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_a_generated_client_works(server: str, openapi_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "client"
    shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns("node_modules", "built", "api.d.ts"))
    run(folder, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
    run(folder, "npx", "openapi-typescript", str(openapi_file), "--output", "api.d.ts")
    run(folder, "npx", "tsc")
    assert "all well" in run(folder, "node", "built/client.js", server)

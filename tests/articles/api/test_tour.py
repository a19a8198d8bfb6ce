"""Every command of docs/api.md works on the demonstration's articles, and gives what the page says."""

import json
import re
import shlex
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from articles import sample

pytestmark = pytest.mark.once

TOUR = Path(__file__).parents[3] / "docs" / "api.md"
FENCE = re.compile(r"^```(sh|json)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def examples() -> Iterator[tuple[str, Any]]:
    """Each command, with the JSON that the page shows for it, if any."""
    commands: list[str] = []
    for language, text in FENCE.findall(TOUR.read_text()):
        if language == "sh":
            yield from ((command, None) for command in commands)
            commands = text.strip().splitlines()
        else:
            yield from ((command, None) for command in commands[:-1])
            yield commands[-1], json.loads(text)
            commands = []
    yield from ((command, None) for command in commands)


def perform(client: Client, command: str) -> tuple[HttpResponse, int]:
    """Runs a `curl` command against the site; the answer, and the status that the page promises (200 if it says none)."""
    line, _, comment = command.partition("  # ")
    program, *words = shlex.split(line)
    assert program == "curl"
    headers, follow = {}, False
    while words and words[0].startswith("-"):
        option = words.pop(0)
        follow = follow or "L" in option
        if option == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name.lower()] = value
    (url,) = words
    parts = urlsplit(url)
    assert parts.netloc == "localhost:8000"
    response = client.get(
        f"{parts.path}?{parts.query}" if parts.query else parts.path, headers=headers, follow=follow
    )
    return response, int(comment or 200)


def shows(promised: Any, given: Any) -> bool:
    """Whether the answer has everything that the page shows; `"…"` stands for anything."""
    if promised == "…":
        return True
    if isinstance(promised, dict):
        return isinstance(given, dict) and all(
            name in given and shows(value, given[name]) for name, value in promised.items()
        )
    if isinstance(promised, list):
        return isinstance(given, list) and len(promised) <= len(given) and all(map(shows, promised, given))
    return bool(promised == given)


def small_picture(drawing: object) -> bytes:
    """A picture of its own for each drawing, made at once."""
    number, target = crc32(repr(drawing).encode()), BytesIO()
    Image.new("RGB", (64, 48), (number & 255, number >> 8 & 255, number >> 16 & 255)).save(target, "JPEG")
    return target.getvalue()


@pytest.mark.django_db
def test_the_tour(api: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample, "draw_photo", small_picture)
    call_command("load_sample")
    found = list(examples())
    assert len(found) > 25
    for command, promised in found:
        response, status = perform(api, command)
        if promised is not None and "status" in promised and response.status_code >= 400:
            status = promised["status"]
        assert response.status_code == status, command
        if promised is not None:
            assert shows(promised, response.json()), (command, response.json())
        elif status == 200 and "results" in (body := response.json()) and "abbreviations" not in command:
            assert body["results"], f"{command} shows nothing"

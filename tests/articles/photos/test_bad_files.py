"""Hostile and odd files: refused or made harmless, in little time and memory, and the process that asked lives on."""

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from articles.photos import BadImage, Limits, develop

from .bad_files import ACCEPTED, PAYLOAD, bad_files
from .pictures import picture

MOST_SECONDS, MOST_MEMORY = 8, 400_000_000


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("bad")
    for name, content in bad_files():
        assert not (folder / name).exists(), name
        (folder / name).write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-m", "tests.articles.photos.develop_all", str(folder), PAYLOAD.decode()],
        capture_output=True, text=True, check=True, timeout=400,
    )  # fmt: skip
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_there_are_many(told: dict[str, dict[str, Any]]) -> None:
    assert len(told) >= 60


def test_what_is_a_picture_is_accepted_and_nothing_else(told: dict[str, dict[str, Any]]) -> None:
    # A header that lies within the limits costs time: how fast the machine is decides.
    told = {name: one for name, one in told.items() if name != "header-says-8000.jpg"}
    accepted = {name for name, one in told.items() if one["outcome"] == "accepted"}
    assert accepted == ACCEPTED, {name: told[name]["outcome"] for name in accepted ^ ACCEPTED}


def test_no_payload_is_served(told: dict[str, dict[str, Any]]) -> None:
    assert [name for name, one in told.items() if one["served"]] == []


def test_none_takes_long_or_much_memory(told: dict[str, dict[str, Any]]) -> None:
    assert {name: one for name, one in told.items() if one["seconds"] > MOST_SECONDS} == {}
    assert max(one["peak"] for one in told.values()) <= MOST_MEMORY


def test_a_decoder_that_hangs_is_ended_by_the_clock() -> None:
    with pytest.raises(BadImage) as caught:
        develop(picture(), Limits(seconds=0.001))
    assert caught.value.code == "time"


def test_a_decoder_that_wants_more_memory_than_it_may_is_a_refusal() -> None:
    with pytest.raises(BadImage) as caught:
        develop(picture("PNG", (5000, 4000)), Limits(memory=130_000_000, seconds=30))
    assert caught.value.code in ("memory", "decoder")


@pytest.mark.slow
def test_mutated_files_are_refused_or_read(tmp_path: Path) -> None:
    rng = random.Random(3)
    forms = [picture(form, (60, 40)) for form in ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "MPO")]
    for _ in range(2000):
        content = bytearray(rng.choice(forms))
        for _ in range(rng.randint(1, 12)):
            content[rng.randrange(len(content))] = rng.randrange(256)
        try:
            develop(bytes(content), Limits(seconds=30))
        except BadImage:
            continue

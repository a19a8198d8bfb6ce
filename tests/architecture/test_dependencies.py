"""Floors below which a known hole is open: Django 5.2.17 (CVE-2026-15307), Pillow 12.3.0 (decoder faults)."""

import re
from importlib.metadata import version

import pytest

from .source import ROOT

FLOORS = {"Django": (5, 2, 17), "Pillow": (12, 3, 0)}


def numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text)[:3])


@pytest.mark.parametrize("name", FLOORS)
def test_the_installed_version_is_not_below_the_floor(name: str) -> None:
    assert numbers(version(name)) >= FLOORS[name]


@pytest.mark.parametrize("name", FLOORS)
def test_the_declared_range_begins_at_the_floor(name: str) -> None:
    declared = re.search(rf'"{name}>=([\d.]+)', (ROOT / "pyproject.toml").read_text())
    assert declared is not None
    assert numbers(declared[1]) >= FLOORS[name]


@pytest.mark.parametrize("name", FLOORS)
@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_the_locked_version_is_not_below_the_floor(name: str, file: str) -> None:
    locked = re.search(rf"^{name}==([\d.]+)", (ROOT / file).read_text(), re.MULTILINE | re.IGNORECASE)
    assert locked is not None
    assert numbers(locked[1]) >= FLOORS[name]


def test_the_two_locks_agree() -> None:
    locks = [
        dict(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([\w.]+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    ]
    assert {name: locks[1].get(name) for name in locks[0]} == locks[0]

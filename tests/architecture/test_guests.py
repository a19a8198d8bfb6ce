"""The core knows no guest, not even by name. (Imports are import-linter's matter: see pyproject.toml.)"""

import ast
import re
from pathlib import Path

import pytest

from .source import ROOT, place, python_files, strings, templates, tree

CORE = {"newsroom", "articles", "tests", "docs", "bench", "build", "var"}


def guests() -> set[str]:
    """The packages that stand beside the core, and the third-party plug-in of the tests."""
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - CORE
    return packages | {path.parent.name for path in (ROOT / "tests" / "plugins").glob("*/__init__.py")}


def test_there_is_a_guest_to_look_for() -> None:
    assert "ratings" in guests()


@pytest.mark.parametrize("guest", sorted(guests()))
def test_no_string_of_the_core_names_a_guest(guest: str) -> None:
    """Foreign keys, `get_model`, dotted paths, names of templates and routes."""
    name = re.compile(rf"\b{guest}\b")
    code = [
        path for path in python_files("articles", "newsroom") if path != ROOT / "newsroom" / "settings.py"
    ]
    found = [place(path, text) for path in code for text in strings(path) if name.search(str(text.value))]
    found += [str(path) for path in templates("articles", "newsroom") if name.search(path.read_text())]
    assert found == []


@pytest.mark.parametrize("guest", sorted(guests()))
def test_the_core_and_its_tests_do_not_import_a_guest(guest: str) -> None:
    found = [
        place(path, node)
        for path in python_files("articles", "newsroom", "tests/articles", "tests/newsroom")
        for node in ast.walk(tree(path))
        if guest in imported(node)
    ]
    assert found == []


def imported(node: ast.AST) -> set[str]:
    """Every part of the modules that an import statement names."""
    if isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        modules = [f"{node.module or ''}.{alias.name}" for alias in node.names]
    else:
        return set()
    return {part for module in modules for part in module.split(".")[:3]}


def test_the_settings_name_guests_only_as_a_default() -> None:
    settings = Path(ROOT / "newsroom" / "settings.py")
    named = [text for text in strings(settings) if text.value in guests()]
    assert len(named) == 1

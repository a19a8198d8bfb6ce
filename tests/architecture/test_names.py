"""A function lives with its concept: no drawer for odds and ends."""

import ast

from .source import CODE, ROOT, named, place, python_files, tree, unexplained

DRAWERS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "services",
    "service",
    "common",
    "misc",
    "shared",
    "lib",
    "core",
}
MOST_LINES = 400
SIGNALS = {
    "articles/apps.py": "Django tells when tables were migrated; it is not one of our modules.",
}


def test_no_drawer_for_odds_and_ends() -> None:
    paths = [
        path
        for folder in (*CODE, "tests")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in ("", ".py")
    ]
    assert [named(path) for path in paths if path.stem in DRAWERS] == []


def test_no_signals_between_our_own_modules() -> None:
    found = [
        place(path, node)
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module in ("django.dispatch", "django.db.models.signals")
    ]
    assert unexplained(found, SIGNALS) == ([], [])


def test_files_are_readable_in_one_sitting() -> None:
    """About 300 lines is where one looks for the second concept hiding inside; 400 is where one must have found it."""
    long = {
        named(path): lines for path in python_files() if (lines := path.read_text().count("\n")) > MOST_LINES
    }
    assert long == {}

"""From outside a package one knocks on the door (`from articles.models import Article`), never on a room."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .source import CODE, ROOT, named, place, python_files, tree, unexplained

DOORS = [
    "articles.plugins",
    "articles.models",
    "articles.publishing",
    "articles.language",
    "articles.photos",
    "articles.abbreviations",
    "articles.search",
    "articles.importing",
    "newsroom.api",
]
ALLOWED: dict[str, str] = {
    "articles/management/commands/import_page.py": "The door of importing is pure; drafting writes to the tables.",
    "articles/management/commands/make_articles.py": "Making articles by the hundred thousand is no act to ask for.",
    "articles/apps.py": "The checks register themselves when their module is imported; that is the start's business.",
    "articles/blocks/attachment.py": "The models import the built-in blocks, so these take the tables' parts from their rooms.",
    "articles/blocks/photo.py": "The models import the built-in blocks, so these take the tables' parts from their rooms.",
}


def modules_named(path: Path, node: ast.AST) -> Iterator[str]:
    """The modules that an import names, absolute; of `from x import y` also `x.y`, for y may be a module."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        package = list(path.relative_to(ROOT).parent.parts)
        start = package[: len(package) - node.level + 1] if node.level else []
        module = ".".join([*start, *([node.module] if node.module else [])])
        yield module
        yield from (f"{module}.{alias.name}" for alias in node.names)


def is_room(module: str, door: str) -> bool:
    """Is it a module behind the door, and not a thing that the door gives under the same name?"""
    if not module.startswith(f"{door}.") or module.removeprefix(f"{door}.") in given_at(door):
        return False
    room = ROOT.joinpath(*module.split("."))
    return room.with_suffix(".py").exists() or (room / "__init__.py").exists()


def given_at(door: str) -> set[str]:
    init = ROOT.joinpath(*door.split("."), "__init__.py")
    if not init.exists():
        return set()
    imports = [node for node in tree(init).body if isinstance(node, ast.ImportFrom)]
    return {alias.asname or alias.name for node in imports for alias in node.names}


def test_nobody_comes_in_by_the_window() -> None:
    found = [
        f"{place(path, node)} imports {module}"
        for path in python_files(*CODE)
        for node in ast.walk(tree(path))
        for module in modules_named(path, node)
        for door in DOORS
        if is_room(module, door) and not named(path).startswith(door.replace(".", "/") + "/")
    ]
    assert unexplained(found, ALLOWED) == ([], [])

"""The project's own files, read as syntax trees: what the tests of the architecture look at."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = ("newsroom", "articles", "ratings")


def python_files(*folders: str) -> Iterator[Path]:
    """The modules below these folders of the repository, migrations left out."""
    for folder in folders or CODE:
        yield from (path for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts)


def templates(*folders: str) -> Iterator[Path]:
    """The templates below these folders of the repository."""
    for folder in folders or CODE:
        yield from (path for path in sorted((ROOT / folder).rglob("*.html")) if "templates" in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


def named(path: Path) -> str:
    """The path as the repository's files are called: `articles/models/article.py`."""
    return path.relative_to(ROOT).as_posix()


def place(path: Path, node: ast.AST) -> str:
    return f"{named(path)}:{getattr(node, 'lineno', 0)}"


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Each call with the last part of its name: `("filter", …)` for `rows.filter(…)`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "attr", None) or getattr(node.func, "id", ""), node


def docstrings(path: Path) -> set[ast.AST]:
    """The nodes of strings that stand as statements: docstrings of modules, classes, functions and attributes."""
    return {node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Expr)}


def strings(path: Path) -> Iterator[ast.Constant]:
    """The strings of a module that the program reads: all but the docstrings."""
    prose = docstrings(path)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in prose:
            yield node


def unexplained(found: Iterable[str], allowed: dict[str, str]) -> tuple[list[str], list[str]]:
    """(places that no exemption covers, exemptions that nothing needs any more). Exemptions are named by file."""
    places = sorted(found)
    files = {place.split(":")[0] for place in places}
    return [place for place in places if place.split(":")[0] not in allowed], sorted(set(allowed) - files)

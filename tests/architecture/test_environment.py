"""The environment is read in one place: an operator finds every switch in `newsroom/settings.py`."""

import ast

from .source import named, place, python_files, tree, unexplained

ALLOWED = {
    "articles/photos/developing.py": "It hands its child the few names that a program needs to run, and no setting of ours.",
    "newsroom/settings.py": "It is the place.",
    "newsroom/asgi.py": "Names the settings' module, as Django's own template does.",
    "newsroom/wsgi.py": "Names the settings' module, as Django's own template does.",
}


def reads_environment(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in ("environ", "getenv", "environb")
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        names = {alias.name for alias in node.names} | {getattr(node, "module", None)}
        return bool(names & {"environ", "getenv", "decouple", "dotenv"})
    return False


def test_only_the_settings_read_the_environment() -> None:
    found = [
        place(path, node)
        for path in python_files()
        for node in ast.walk(tree(path))
        if reads_environment(node)
    ]
    assert unexplained(found, ALLOWED) == ([], [])


def test_wsgi_and_asgi_only_name_the_settings() -> None:
    for path in python_files("newsroom"):
        if named(path) in ("newsroom/asgi.py", "newsroom/wsgi.py"):
            uses = [
                node
                for node in ast.walk(tree(path))
                if reads_environment(node) and isinstance(node, ast.Attribute)
            ]
            assert len(uses) == 1
            assert 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")' in path.read_text()

"""HTML that is not escaped is the exception, and each exception says who made the HTML safe."""

import ast
import re

from .source import named, place, python_files, templates, tree, unexplained

UNESCAPED = re.compile(r"\|\s*safe(?:seq)?\b|\{%-?\s*autoescape\s+off")
BLOCK = "The nodes' HTML is made from sanitised text by the block itself, with an allow-list of tags."
ALLOWED_TEMPLATES = {
    "articles/templates/articles/blocks/text.html": BLOCK,
    "articles/templates/articles/blocks/quote.html": BLOCK,
    "articles/templates/articles/blocks/table.html": BLOCK,
    "articles/templates/articles/blocks/infobox.html": BLOCK,
    "newsroom/templates/pages/search.html": "Headline, lead and passage with their marks come escaped from the search's door.",
    "articles/templates/admin/articles/article/inspection.html": "An edition's HTML, as the readers' page showed it.",
    "newsroom/templates/pages/article.html": "An edition's HTML, rendered by the templates above when it was published.",
    "newsroom/templates/outputs/content.html": "The same HTML, carried out in feeds.",
    "newsroom/templates/pages/_metadata.html": "JSON in which every character that could be markup is an escape (`script_safe`).",
}
ALLOWED_CODE: dict[str, str] = {}


def test_templates_escape_everything_else() -> None:
    found = [
        f"{named(path)}:{number}"
        for path in templates()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if UNESCAPED.search(line)
    ]
    assert unexplained(found, ALLOWED_TEMPLATES) == ([], [])


def marks_safe(node: ast.AST) -> bool:
    """`mark_safe`, `SafeString(…)`, `__html__`, `html_safe`: the ways past the escaping (`format_html` escapes)."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
        return name in ("mark_safe", "SafeString", "SafeText", "html_safe")
    return isinstance(node, ast.FunctionDef) and node.name == "__html__"


def test_code_marks_nothing_safe() -> None:
    found = [
        place(path, node) for path in python_files() for node in ast.walk(tree(path)) if marks_safe(node)
    ]
    assert unexplained(found, ALLOWED_CODE) == ([], [])

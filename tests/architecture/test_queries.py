"""No SQL by hand and no query made from a request's own keys, but where a reason stands (CVE-2025-64459 and its kin)."""

import ast
from collections.abc import Iterator

from .source import calls, place, python_files, unexplained

RAW = {"raw", "extra", "RawSQL", "execute", "executemany", "cursor", "executescript"}
BUILDERS = {"filter", "exclude", "annotate", "alias", "aggregate", "order_by", "Q"}
REQUEST = {"GET", "POST", "query_params", "data", "COOKIES", "META", "headers", "FILES"}

ALLOWED_RAW = {
    "newsroom/api/prepared.py": "SQL that the ORM wrote is asked again with other values, as parameters.",
    "articles/search/postgresql.py": "The time limit of a search is a setting of its transaction; the value is a parameter.",
    "articles/search/sqlite.py": "FTS5 is a table that no model stands for; the question is a parameter.",
    "articles/search/upkeep.py": "FTS5's own commands, written out.",
    "ratings/voting.py": "A vote and its tally move in one statement that knows the row before; values are parameters.",
    "ratings/tally.py": "The tally and its score move in one statement, written out; differences are parameters.",
    "ratings/upkeep.py": "Forgetting and undoing move many votes and their tallies at once; values are parameters.",
}
ALLOWED_SPREAD = {
    "articles/admin/lists.py": "Columns come from the admin's own search_fields.",
    "articles/admin/usage.py": "Columns come from the models' fields, never from a request.",
    "articles/permissions.py": "The column by which a row belongs to an article comes from the models' fields.",
    "articles/api/filters.py": "Columns are written in the filters' declarations.",
    "articles/api/lists.py": "Columns come from the declared orderings.",
    "articles/api/rows.py": "Columns are those that the extensions declare.",
    "articles/management/commands/make_articles.py": "A command of the operator; look-ups are written beside it.",
    "articles/search/postgresql.py": "Look-ups are written in the tree's leaves; the texts are values.",
    "newsroom/api/pagination.py": "Columns come from the view's declared `Ordering`; a cursor gives values only.",
    "newsroom/outputs/editions.py": "Columns are those that the extensions declare.",
    "newsroom/pages/article.py": "Columns are those that the extensions declare.",
    "newsroom/pages/lists.py": "Columns are the edition's own or those of its one facet, by a fixed prefix.",
}
ALLOWED_ORDERINGS = {
    "newsroom/api/pagination.py": "Columns come from the view's declared `Ordering`; the sign from the direction.",
}


def test_raw_sql_has_a_reason() -> None:
    found = [place(path, call) for path in python_files() for name, call in calls(path) if name in RAW]
    assert unexplained(found, ALLOWED_RAW) == ([], [])


def test_no_sql_is_pieced_together() -> None:
    """What reaches `execute` and `RawSQL` is written out, never an f-string, a sum or a `%`."""
    found = [
        place(path, call)
        for path in python_files()
        for name, call in calls(path)
        if name in {"execute", "executemany", "RawSQL", "raw"}
        and call.args
        and is_pieced_together(call.args[0])
    ]
    assert found == []


def is_pieced_together(node: ast.AST) -> bool:
    return isinstance(node, (ast.JoinedStr, ast.BinOp)) or (
        isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("format", "join", "replace")
    )


def spreads(call: ast.Call) -> Iterator[ast.expr]:
    yield from (keyword.value for keyword in call.keywords if keyword.arg is None)


def test_no_keywords_come_from_a_request() -> None:
    """`f(**request.GET)` and its variants, whatever is called."""
    found = [
        place(path, call)
        for path in python_files()
        for _name, call in calls(path)
        for value in spreads(call)
        if any(getattr(node, "attr", "") in REQUEST for node in ast.walk(value))
    ]
    assert found == []


def test_queries_are_written_with_their_look_ups() -> None:
    """`rows.filter(**conditions)` lets whoever fills the dictionary choose the columns."""
    found = [
        place(path, call)
        for path in python_files()
        for name, call in calls(path)
        if name in BUILDERS and any(True for _value in spreads(call))
    ]
    assert unexplained(found, ALLOWED_SPREAD) == ([], [])


def test_orderings_are_written_out() -> None:
    found = [
        place(path, node)
        for path in python_files()
        for name, call in calls(path)
        if name == "order_by"
        for node in ast.walk(call)
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Attribute) and node.attr in REQUEST)
    ]
    assert unexplained(found, ALLOWED_ORDERINGS) == ([], [])


def test_the_check_sees_what_it_looks_for() -> None:
    sample = ast.parse("Article.objects.filter(**request.GET.dict()); cursor.execute(f'DROP {x}')")
    first, second = (statement.value for statement in sample.body if isinstance(statement, ast.Expr))
    assert isinstance(first, ast.Call)
    assert isinstance(second, ast.Call)
    assert any(getattr(node, "attr", "") in REQUEST for value in spreads(first) for node in ast.walk(value))
    assert is_pieced_together(second.args[0])

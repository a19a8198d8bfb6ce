"""What a public read asks of the database, judged from the SQL that was sent."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import plugins
from articles.models import Article, Byline, LogEntry, Revision, User

BYTES = ("card", "document", "html", "search_text")


def draft_tables() -> set[str]:
    """The tables that hold drafts; of the table of articles itself only the id may be named."""
    models = [Byline, LogEntry, Revision, User, Article.tags.through, *plugins.blocks().values()]
    return {model._meta.db_table for model in models}


@contextmanager
def queries() -> Iterator[list[str]]:
    """The statements that were run inside, without savepoints."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    found += [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]


def draft_columns(statements: list[str]) -> list[str]:
    """Every use of what a draft holds."""
    tables = "|".join(map(re.escape, sorted(draft_tables())))
    article = re.escape(Article._meta.db_table)
    pattern = rf'"(?:{tables})"|"{article}"\."(?!id")\w+"'
    return [f"{match[0]} in {sql[:200]}" for sql in statements for match in re.finditer(pattern, sql)]


def selects_bytes(statements: list[str]) -> list[str]:
    """Every use of an edition's bytes."""
    return [sql for sql in statements if any(f'"{name}"' in sql for name in BYTES)]

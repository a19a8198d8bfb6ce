"""Queries whose SQL is written once: most of the time of a public read would go into writing the same SQL anew."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

Value = datetime | int | float | str
Row = Sequence[Any]

MOST_STATEMENTS = 500
MARKED_MOMENT = datetime(9000, 1, 1, tzinfo=UTC)
MARKED_NUMBER = 2**62


@dataclass(frozen=True, slots=True)
class Blank:
    """The place in a statement of the value with this number."""

    number: int


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL, with blanks among its parameters for the values that change; `compiler` knows what its columns hold."""

    sql: str
    parameters: tuple[Any, ...]
    compiler: SQLCompiler

    def rows(self, connection: BaseDatabaseWrapper, values: Sequence[Any]) -> list[Row]:
        """What the database answers, as the ORM would give it."""
        filled = [values[one.number] if isinstance(one, Blank) else one for one in self.parameters]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, filled)
            fetched = cursor.fetchall()
        compiler = copy(self.compiler)
        compiler.connection = connection
        return list(compiler.results_iter(results=[fetched], tuple_expected=True))


_statements: dict[Hashable, Statement] = {}


def ask(shape: Hashable, build: "Callable[..., QuerySet[Any, Any]]", *values: Value) -> list[Row]:
    """The rows of `build(*values)`, a query of `values_list`. Its SQL is written at the first request of its `shape`.

    `build` gives the same query for the same shape: the values are nothing but its parameters. Raises ValueError for a
    value of None, which SQL compares with nothing.
    """
    if None in values:
        raise ValueError("A value of the query is missing.")
    connection = connections["default"]
    statement = _statements.get((connection.vendor, shape))
    if statement is None:
        statement = _write(build, values)
        if len(_statements) >= MOST_STATEMENTS:
            _statements.clear()
        _statements[connection.vendor, shape] = statement
    return statement.rows(connection, _as_parameters(connection, values))


def _write(build: "Callable[..., QuerySet[Any, Any]]", values: Iterable[Value]) -> Statement:
    """The statement, found by building the query with values that occur nowhere else."""
    marked = [_marker(value, number) for number, value in enumerate(values)]
    queryset = build(*marked)
    compiler = queryset.query.get_compiler(queryset.db)
    sql, parameters = compiler.as_sql()
    markers = _as_parameters(compiler.connection, marked)
    blanks = tuple(Blank(markers.index(one)) if one in markers else one for one in parameters)
    if {one.number for one in blanks if isinstance(one, Blank)} != set(range(len(marked))):
        raise ValueError("The query does not use its values as parameters.")
    # The statement serves every thread; each has a connection of its own.
    del compiler.connection
    return Statement(sql, blanks, compiler)


def _marker(value: Value, number: int) -> Value:
    if isinstance(value, datetime):
        return MARKED_MOMENT + timedelta(days=number)
    if isinstance(value, str):
        return f"\ue000{number}"
    return type(value)(MARKED_NUMBER + number * 2**20)


def _as_parameters(connection: BaseDatabaseWrapper, values: Iterable[Value]) -> list[Any]:
    adapt = connection.ops.adapt_datetimefield_value
    return [adapt(value) if isinstance(value, datetime) else value for value in values]

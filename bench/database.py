"""Databases for the benchmark: made, filled, multiplied, and changed for one another under the site's feet."""

from collections.abc import Mapping
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db import connection, connections
from django.db.models import Max, Model

from articles.models import Article, Edition, EditionFacet, Revision, SearchEntry, Slot

TEN_YEARS = 5_256_000
"""Minutes."""


def fill(count: int, history: str = "") -> None:
    """Tables and generated articles in the default database."""
    call_command("migrate", verbosity=0)
    call_command(
        "make_articles", str(count), *([f"--history={history}"] if history else []), stdout=StringIO()
    )
    with connection.cursor() as cursor:
        # What an ordinary project would have, for the baseline's list.
        cursor.execute(
            "CREATE INDEX IF NOT EXISTS baseline_newest ON articles_article (published_at DESC, id DESC)"
        )
    tidy()


def multiply(times: int) -> None:
    """Copies each article and its live edition, in SQL, until there are `times` as many (PostgreSQL).

    Each copy is spread over ten years at a minute of its own, in the edition and in its index rows alike; its bytes
    are those of the original, so that they weigh as much and are found by the same sections and tags. Revisions are
    copied without their content, which no reader's request touches.
    """
    article, revision, edition, facet = (
        model._default_manager.aggregate(most=Max("pk"))["most"]
        for model in (Article, Revision, Edition, EditionFacet)
    )
    live = f"slot = '{Slot.LIVE.value}'"
    of_live = f"edition_id IN (SELECT id FROM articles_edition WHERE {live} AND id <= {edition})"
    articles = {"article_id": f"article_id + k * {article}"}
    slug = {"slug": "'copy-' || md5(slug) || '-' || k"}
    _copy(Article, times, {"id": f"id + k * {article}", **slug})
    _copy(Revision, times, {"id": f"id + k * {revision}", **articles, "snapshot": "'{}'::jsonb"})
    own = {"id": f"id + k * {edition}", "revision_id": f"revision_id + k * {revision}"}
    _copy(Edition, times, {**own, **articles, **slug, **_dates("id")}, where=live)
    own = {"id": f"id + k * {facet}", "edition_id": f"edition_id + k * {edition}"}
    _copy(EditionFacet, times, {**own, **articles, **_dates("edition_id")}, where=of_live)
    _copy_search_entries(times, article, edition, of_live)
    tidy()


def _copy_search_entries(times: int, article: int, edition: int, of_live: str) -> None:
    """The index of words is laid anew at the end: filling it row by row takes many times as long."""
    seconds = f"extract(epoch FROM {_dates('edition_id')['published_at']})::bigint"
    # As `articles.search.place_of` has it; the article is read out of the original's place.
    place = f"({seconds} << 30) | ((((place >> 1) & {2**29 - 1}) + k * {article}) << 1) | (place & 1)"
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'search_entry_vector'")
        (definition,) = cursor.fetchone()
        cursor.execute("DROP INDEX search_entry_vector")
        _copy(
            SearchEntry, times, {"edition_id": f"edition_id + k * {edition}", "place": place}, where=of_live
        )
        cursor.execute(definition)


def _copy(model: type[Model], times: int, changed: Mapping[str, str], where: str = "true") -> None:
    columns = [str(field.column) for field in model._meta.concrete_fields]
    values = [changed.get(column, f'"{column}"') for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        # Nothing here comes from outside: names of tables and columns, and numbers.
        cursor.execute(
            f'INSERT INTO "{table}" ({names}) SELECT {", ".join(values)}'
            f' FROM "{table}" CROSS JOIN generate_series(1, {times - 1}) AS k WHERE {where}'
        )


def _dates(edition: str) -> dict[str, str]:
    """A minute within the last ten years that only the edition's id and the copy's number decide."""
    minute = f"(({edition}::bigint * 7919 + k * 104729) % {TEN_YEARS})"
    moment = f"date_trunc('minute', transaction_timestamp()) - {minute} * interval '1 minute'"
    return {"published_at": moment, "updated_at": moment}


def tidy() -> None:
    """Fresh statistics for the planner, as a server has them after its nightly work."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def create(name: str, template: str | None = None) -> Any:
    """Makes an empty database, or a copy of another, on the same server, and gives its connection (PostgreSQL)."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    wrapper = type(connections["default"])
    return wrapper({**connections["default"].settings_dict, "NAME": name}, alias="default")


def use(database: Any) -> None:
    """From now on the site reads this database."""
    connections["default"] = database

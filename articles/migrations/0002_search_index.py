"""The index of words hangs on the entries: on SQLite by triggers, on PostgreSQL as a generated column. A later migration
that makes `articles_searchentry` anew on SQLite must make the triggers again."""

from django.db import migrations

# The words themselves stand in the entries; this table holds only which word is where. Its rowid is the place in time.
FTS5 = [
    """
    CREATE VIRTUAL TABLE articles_search_fts USING fts5(
        folded, exact, content='articles_searchentry', content_rowid='place', tokenize="ascii tokenchars '_'"
    )
    """,
    """
    CREATE TRIGGER articles_search_added AFTER INSERT ON articles_searchentry BEGIN
        INSERT INTO articles_search_fts (rowid, folded, exact) VALUES (new.place, new.folded, new.exact);
    END
    """,
    """
    CREATE TRIGGER articles_search_removed AFTER DELETE ON articles_searchentry BEGIN
        INSERT INTO articles_search_fts (articles_search_fts, rowid, folded, exact)
        VALUES ('delete', old.place, old.folded, old.exact);
    END
    """,
    """
    CREATE TRIGGER articles_search_changed AFTER UPDATE ON articles_searchentry BEGIN
        INSERT INTO articles_search_fts (articles_search_fts, rowid, folded, exact)
        VALUES ('delete', old.place, old.folded, old.exact);
        INSERT INTO articles_search_fts (rowid, folded, exact) VALUES (new.place, new.folded, new.exact);
    END
    """,
]
FTS5_BACKWARD = [
    "DROP TRIGGER articles_search_changed",
    "DROP TRIGGER articles_search_removed",
    "DROP TRIGGER articles_search_added",
    "DROP TABLE articles_search_fts",
]
# Words without their positions: those have limits that a long text reaches. "=" marks a word as it is written.
VECTOR = [
    """
    ALTER TABLE articles_searchentry ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        array_to_tsvector(
            string_to_array(btrim(folded), ' ') || string_to_array('=' || replace(btrim(exact), ' ', ' ='), ' ')
        )
    ) STORED
    """,
    # How common a word is decides how it is looked for; Vietnamese has some thousand common syllables.
    "ALTER TABLE articles_searchentry ALTER COLUMN vector SET STATISTICS 500",
    # Without the list of pending words, which every search would read through.
    "CREATE INDEX search_entry_vector ON articles_searchentry USING gin (vector) WITH (fastupdate = off)",
]
VECTOR_BACKWARD = ["ALTER TABLE articles_searchentry DROP COLUMN vector"]


def make_index(apps, schema_editor):
    run(schema_editor, FTS5 if schema_editor.connection.vendor == "sqlite" else VECTOR)


def drop_index(apps, schema_editor):
    run(schema_editor, FTS5_BACKWARD if schema_editor.connection.vendor == "sqlite" else VECTOR_BACKWARD)


def run(schema_editor, statements):
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [migrations.RunPython(make_index, drop_index)]

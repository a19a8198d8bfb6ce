from django.db import migrations

SQLITE = """
CREATE TRIGGER articles_log_append_only BEFORE UPDATE OF
    id, article_id, subject_type, subject_id, subject, act, edition_number, note, detail, at, by_name
ON articles_logentry BEGIN SELECT RAISE(ABORT, 'The log is append-only'); END
"""
# Deleting an account takes it off its lines; the user name stays.
POSTGRESQL = """
CREATE FUNCTION articles_log_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.by_id IS NULL AND to_jsonb(NEW) - 'by_id' = to_jsonb(OLD) - 'by_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'The log is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER articles_log_append_only BEFORE UPDATE OR DELETE ON articles_logentry
    FOR EACH ROW EXECUTE FUNCTION articles_log_append_only();
"""


def guard_log(apps, schema_editor):
    """The database itself refuses to change the log. SQLite lets lines be deleted: emptying the tables (`flush`) does."""
    statement = {"sqlite": SQLITE, "postgresql": POSTGRESQL}.get(schema_editor.connection.vendor)
    if statement:
        schema_editor.execute(statement, params=None)


def unguard_log(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER articles_log_append_only")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER articles_log_append_only ON articles_logentry")
        schema_editor.execute("DROP FUNCTION articles_log_append_only()")


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_search_index")]

    operations = [migrations.RunPython(guard_log, unguard_log)]

"""What was written to a database, row by row, as triggers saw it: the proof that nothing was."""

from dataclasses import dataclass

from app.database import Connection

# Not a change of anybody's: who asked, and what was made of it.
NOT_OURS = ("audit_entry", "audit_link", "procrastinate_jobs", "procrastinate_events", "session",
            "alembic_version", "spatial_ref_sys", "write_log")  # fmt: skip
OWNER = ("county_code", "township_code", "issuer_unit", "unit_code")


@dataclass(frozen=True, slots=True)
class Written:
    """One row: its table, what was done, and the codes of the units it names as its owner."""

    table: str
    command: str
    owners: frozenset[str]


def watch_writes(conn: Connection) -> None:
    """Log every row that is written from now on, by whomever; what is rolled back is not logged."""
    codes = ", ".join(f"kept ->> '{column}'" for column in OWNER)
    conn.execute(f"""
CREATE TABLE write_log (number bigint GENERATED ALWAYS AS IDENTITY, "table" text, command text,
                        owners text[]);
CREATE FUNCTION log_write() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public AS $$
DECLARE kept jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
BEGIN
    INSERT INTO write_log ("table", command, owners)
    VALUES (TG_TABLE_NAME, TG_OP, array_remove(ARRAY[{codes}], NULL));
    RETURN NULL;
END $$;
CREATE TRIGGER logged_ends AFTER UPDATE ON session FOR EACH ROW
    WHEN (OLD.ended_at IS DISTINCT FROM NEW.ended_at) EXECUTE FUNCTION log_write();
""")
    rows = conn.execute(
        """
        SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
        AND relkind IN ('r', 'p') AND NOT relispartition AND NOT relname = ANY(%s)
        """,
        (list(NOT_OURS),),
    ).fetchall()
    for (table,) in rows:
        conn.execute(
            f"CREATE TRIGGER logged AFTER INSERT OR UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION log_write()".encode()
        )


def take_written(conn: Connection) -> list[Written]:
    """What was written since the last time this was asked."""
    rows = conn.execute(
        """
        WITH taken AS (DELETE FROM write_log RETURNING *)
        SELECT "table", command, owners FROM taken ORDER BY number
        """
    ).fetchall()
    return [Written(table, command, frozenset(owners)) for table, command, owners in rows]

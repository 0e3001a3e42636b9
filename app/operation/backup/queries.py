"""SQL of backup and restore."""

from psycopg import sql

from app.database import Connection
from app.operation.backup.manifest import TableFacts


def begin_snapshot(conn: Connection) -> str:
    """Begin one consistent view and give its name, for pg_dump to share."""
    conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    row = conn.execute("SELECT pg_export_snapshot()").fetchone()
    assert row is not None  # noqa: S101 - a SELECT without FROM gives one row
    return str(row[0])


def table_facts(conn: Connection) -> dict[str, TableFacts]:
    """Rows and checksum of every table of ours; partitions count with their parent."""
    return {name: _table_facts(conn, name) for name in _list_tables(conn)}


def _list_tables(conn: Connection) -> list[str]:
    rows = conn.execute(
        """
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace
          AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND NOT EXISTS (
              SELECT 1 FROM pg_depend d
              WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        ORDER BY c.relname
        """
    )
    return [str(row[0]) for row in rows]


def _table_facts(conn: Connection, table: str) -> TableFacts:
    query = sql.SQL(
        "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM {} t"
    ).format(sql.Identifier(table))
    row = conn.execute(query).fetchone()
    assert row is not None  # noqa: S101 - an aggregate gives one row
    return TableFacts(int(row[0]), str(row[1]))


def rename_database(conn: Connection, old: str, new: str) -> None:
    """Rename a database nobody is connected to."""
    conn.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new))
    )

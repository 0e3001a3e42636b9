"""SQL of what the server says of itself."""

from dataclasses import dataclass

from psycopg.rows import class_row

from app.database import Connection


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """`postgis` is None where the extension is not made."""

    version: str
    encoding: str
    checksums: bool
    postgis: str | None
    size_mb: int


def server_facts(conn: Connection) -> ServerFacts:
    """What the server and this database are."""
    with conn.cursor(row_factory=class_row(ServerFacts)) as cursor:
        facts = cursor.execute(
            """
            SELECT current_setting('server_version') AS version,
                   current_setting('server_encoding') AS encoding,
                   current_setting('data_checksums') = 'on' AS checksums,
                   (SELECT extversion FROM pg_extension WHERE extname = 'postgis') AS postgis,
                   (pg_database_size(current_database()) / 1000000)::integer AS size_mb
            """
        ).fetchone()
    assert facts is not None  # noqa: S101 - a SELECT without FROM gives one row
    return facts

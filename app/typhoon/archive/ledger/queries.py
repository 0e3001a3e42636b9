"""SQL of the files that were taken."""

from collections.abc import Sequence

from app.database import Connection
from app.typhoon.archive.ledger.model import TakenFile
from app.typhoon.model import BadRow

_COPY_ROWS = b"COPY track_import_row (import_id, line, value, reason) FROM STDIN"


def insert_import(
    conn: Connection,
    *,
    file_name: str,
    format_name: str,
    sha256: str,
    size_bytes: int,
    actor: str,
    storms: Sequence[str],
    fixes: int,
    forecasts: int,
    changed: bool,
    bad_rows: Sequence[BadRow],
) -> int:
    """Keep that a file was taken, with the rows that were not."""
    cursor = conn.execute(
        """
        INSERT INTO track_import (file_name, format, sha256, bytes, imported_by, storms, fixes,
                                  forecasts, changed)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
        RETURNING import_id
        """,
        (file_name, format_name, sha256, size_bytes, actor, list(storms), fixes, forecasts,
         changed),
    )  # fmt: skip
    import_id: int = cursor.fetchall()[0][0]
    with conn.cursor() as rows, rows.copy(_COPY_ROWS) as copy:
        for bad in bad_rows:
            copy.write_row(
                (import_id, bad.line, _keepable_text(bad.value), _keepable_text(bad.reason))
            )
    return import_id


def _keepable_text(text: str) -> str:
    """The text without the one character that no text column takes."""
    return text.replace("\0", "\ufffd")


def list_imports(conn: Connection, storm_id: str, limit: int = 50) -> list[TakenFile]:
    """The files a storm came from, newest first, with the number of rows that were not taken."""
    rows = conn.execute(
        """
        SELECT import_id, file_name, format, sha256, bytes, imported_by, imported_at, fixes,
               forecasts, changed,
               (SELECT count(*) FROM track_import_row r WHERE r.import_id = i.import_id)
        FROM track_import i
        WHERE storms @> ARRAY[%s]
        ORDER BY import_id DESC LIMIT %s
        """,
        (storm_id, limit),
    ).fetchall()
    return [TakenFile(*row) for row in rows]


def list_bad_rows(conn: Connection, import_id: int) -> list[BadRow]:
    """The rows of an import that were not taken."""
    rows = conn.execute(
        "SELECT line, value, reason FROM track_import_row WHERE import_id = %s ORDER BY line",
        (import_id,),
    ).fetchall()
    return [BadRow(*row) for row in rows]

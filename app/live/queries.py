"""SQL of `live` alone: who owns the picture."""

from app.database import Connection

# Any constant; held for the session, so that it goes with the process however that ends.
_PICTURE_LOCK = 7_240_002


def try_own_picture(conn: Connection) -> bool:
    """Take the picture's lock unless another process holds it."""
    row = conn.execute("SELECT pg_try_advisory_lock(%s)", (_PICTURE_LOCK,)).fetchone()
    return row is not None and bool(row[0])

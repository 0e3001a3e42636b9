"""SQL of reactions and of the housekeeping."""

from datetime import datetime

from app.database import Connection


def lock_cursor(conn: Connection) -> int:
    """Number of the last event that was looked at; a second worker waits here."""
    row = conn.execute("SELECT seq FROM reaction_cursor FOR UPDATE").fetchone()
    return 0 if row is None else int(row[0])


def move_cursor(conn: Connection, seq: int) -> None:
    """All events up to `seq` have been looked at."""
    conn.execute("UPDATE reaction_cursor SET seq = %s", (seq,))


def delete_rejections_before(conn: Connection, before: datetime) -> int:
    """Delete refused reports recorded before a moment; how many they were."""
    return conn.execute("DELETE FROM position_rejection WHERE recorded_at < %s", (before,)).rowcount

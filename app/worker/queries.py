"""SQL of the housekeeping."""

from datetime import datetime

from app.database import Connection


def delete_rejections_before(conn: Connection, before: datetime) -> int:
    """Delete refused reports recorded before a moment; how many they were."""
    return conn.execute("DELETE FROM position_rejection WHERE recorded_at < %s", (before,)).rowcount

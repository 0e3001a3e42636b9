"""What a zone and its order say of each other: the order in force, and the answer it rests on."""

from uuid import UUID

from app.database import Connection
from app.evacuation.zone_answer import StoredAnswer, read_answer


def find_order_in_force(conn: Connection, incident_id: int, zone_id: UUID) -> str | None:
    """The number of the issued order that moves the zone; None without one."""
    row = conn.execute(
        """
        SELECT number FROM document JOIN document_signature USING (document_id)
        WHERE incident_id = %s AND document.kind = 'evacuation_order'
          AND subject = %s AND state = 'issued'
        """,
        (incident_id, str(zone_id)),
    ).fetchone()
    return None if row is None else str(row[0])


def get_answer(conn: Connection, answer_id: int) -> StoredAnswer | None:
    """A kept answer by its number; None where there is none, or nobody can read it any more."""
    row = conn.execute(
        "SELECT answer FROM evacuation_zone_answer WHERE answer_id = %s", (answer_id,)
    ).fetchone()
    return None if row is None else read_answer(row[0])

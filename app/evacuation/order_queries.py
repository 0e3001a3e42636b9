"""What an order in force says of its zone: people are leaving because of it."""

from uuid import UUID

from app.database import Connection


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

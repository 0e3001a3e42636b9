"""SQL of response activations."""

from datetime import datetime

from app.database import Connection
from app.incidents.model import ResponseTrack
from app.response.model import Activation


def list_activations(conn: Connection, incident_id: int, at: datetime) -> list[Activation]:
    """Everything activated by `at`, newest first; what ended later still stands at `at`."""
    rows = conn.execute(
        """
        SELECT activation_id, issuer_unit, track, level, started_at,
               CASE WHEN ended_at <= %(at)s THEN ended_at END, basis_text
        FROM response_activation
        WHERE incident_id = %(incident)s AND started_at <= %(at)s
        ORDER BY started_at DESC, activation_id DESC
        """,
        {"incident": incident_id, "at": at},
    ).fetchall()
    return [
        Activation(row[0], row[1], ResponseTrack(row[2]), row[3], row[4], row[5], row[6])
        for row in rows
    ]


def insert_activation(
    conn: Connection,
    incident_id: int,
    *,
    issuer_unit: str,
    track: ResponseTrack,
    level: int | None,
    started_at: datetime,
    basis_text: str,
) -> None:
    """Begin a response."""
    conn.execute(
        """
        INSERT INTO response_activation
            (incident_id, issuer_unit, track, level, started_at, basis_text)
        VALUES (%s, %s, %s, %s, %s, %s)
        """,
        (incident_id, issuer_unit, track, level, started_at, basis_text),
    )


def end_activations(
    conn: Connection, incident_id: int, issuer_unit: str, track: ResponseTrack, at: datetime
) -> int:
    """End what the unit has in force on the track; gives how many."""
    return conn.execute(
        """
        UPDATE response_activation
        SET ended_at = GREATEST(%s, started_at)
        WHERE incident_id = %s AND issuer_unit = %s AND track = %s AND ended_at IS NULL
        """,
        (at, incident_id, issuer_unit, track),
    ).rowcount

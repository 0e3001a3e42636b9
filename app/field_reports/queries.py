"""SQL of field reports; rows are only ever added."""

from uuid import UUID

from psycopg.rows import class_row

from app.database import Connection
from app.events.model import Place
from app.field_reports.model import FieldReport, NewFieldReport
from app.incidents.model import Incident

_SELECT = """
    SELECT report_id, incident_id, kind, text, people, made_at,
           ST_X(geom) AS lon, ST_Y(geom) AS lat, actor, recorded_at
    FROM field_report
"""


def insert_report(
    conn: Connection, incident_id: int | None, actor: str, report: NewFieldReport, place: Place
) -> bool:
    """Adds a report; False when one of that id is there already."""
    added = conn.execute(
        """
        INSERT INTO field_report (report_id, incident_id, kind, text, people, made_at, geom, actor,
                                  county_code, township_code)
        VALUES (%(id)s, %(incident)s, %(kind)s, %(text)s, %(people)s, %(made_at)s,
                CASE WHEN %(lon)s::float8 IS NULL THEN NULL
                     ELSE ST_SetSRID(ST_MakePoint(%(lon)s::float8, %(lat)s::float8), 4326) END,
                %(actor)s, %(county)s, %(township)s)
        ON CONFLICT (report_id) DO NOTHING
        """,
        {
            "id": report.report_id,
            "incident": incident_id,
            "kind": report.kind.value,
            "text": report.text,
            "people": report.people,
            "made_at": report.made_at,
            "lon": report.lon,
            "lat": report.lat,
            "actor": actor,
            "county": place.county_code,
            "township": place.township_code,
        },
    )
    return added.rowcount == 1


def get_report(conn: Connection, report_id: UUID) -> FieldReport | None:
    """One report, or None."""
    with conn.cursor(row_factory=class_row(FieldReport)) as cursor:
        return cursor.execute(_SELECT + " WHERE report_id = %s", (report_id,)).fetchone()


def list_reports(conn: Connection, incident: Incident | None, limit: int) -> list[FieldReport]:
    """The incident's reports, newest first; a real one's with the last two days' of no incident.

    They were made between two incidents, and whoever opens the next must see them. What is real
    is none of an exercise's.
    """
    with conn.cursor(row_factory=class_row(FieldReport)) as cursor:
        return cursor.execute(
            _SELECT
            + """
            WHERE incident_id = %(incident)s
               OR %(real)s AND incident_id IS NULL AND recorded_at > now() - interval '2 days'
            ORDER BY recorded_at DESC LIMIT %(limit)s
            """,
            {
                "incident": None if incident is None else incident.incident_id,
                "real": incident is None or not incident.exercise,
                "limit": limit,
            },
        ).fetchall()

"""SQL that freezes a roll-call's list, and ends one. As the system: a list is its order's."""

from collections.abc import Sequence
from datetime import datetime

from app.database import Connection
from app.people.model import OrderedArea
from app.people.unlisted import UnlistedPeople

# Who is due with a lower-numbered zone is that zone's, as its answer counts (app/exposure). Where
# a site counts a household's people, the household is due where its site is. Who stands on another
# running list of the incident is counted there.
_DUE = """
    WITH area AS MATERIALIZED (
        SELECT ST_SetSRID(ST_GeomFromGeoJSON(%(polygon)s), 4326) AS geom
    ), earlier AS MATERIALIZED (
        SELECT z.geom, z.due_groups FROM evacuation_zone z, area
        WHERE z.incident_id = %(incident)s AND z.state = 'draft' AND z.number < %(number)s
          AND z.geom && area.geom
    ), candidate AS (
        SELECT h.household_id, h.village_code, h.grid, h.people, h.mobility_limited, h.groups,
               coalesce(s.geom, h.geom) AS at
        FROM household h LEFT JOIN population_site s USING (site_id)
        WHERE h.struck_at IS NULL
    ), due AS (
        SELECT c.* FROM candidate c, area
        WHERE ST_Covers(area.geom, c.at) AND c.groups && %(due)s
          AND EXISTS (
              SELECT FROM unnest(c.groups) AS g (code) WHERE g.code = ANY(%(due)s) AND NOT EXISTS (
                  SELECT FROM earlier e
                  WHERE g.code = ANY(e.due_groups) AND ST_Covers(e.geom, c.at)))
          AND NOT EXISTS (
              SELECT FROM roll_call_line l JOIN roll_call r USING (roll_call_id)
              WHERE l.household_id = c.household_id AND r.incident_id = %(incident)s
                AND r.ended_at IS NULL AND r.roll_call_id <> %(roll_call)s AND l.people > 0)
    )
"""
_FREEZE = f"""
    {_DUE}
    , gone AS (
        UPDATE roll_call_line l SET people = 0, mobility_limited = 0
        WHERE l.roll_call_id = %(roll_call)s AND l.household_id IS NOT NULL
          AND l.household_id NOT IN (SELECT household_id FROM due)
    )
    INSERT INTO roll_call_line (roll_call_id, incident_id, household_id, village_code, grid, people,
                                mobility_limited)
    SELECT %(roll_call)s, %(incident)s, household_id, village_code, grid, people, mobility_limited
    FROM due ORDER BY village_code, grid, household_id
    ON CONFLICT (roll_call_id, household_id)
        DO UPDATE SET people = excluded.people, mobility_limited = excluded.mobility_limited
"""  # noqa: S608 a constant of this file


def insert_roll_call(
    conn: Connection, incident_id: int, area: OrderedArea, started_at: datetime
) -> int:
    """Open a roll-call; gives its number."""
    row = conn.execute(
        """
        INSERT INTO roll_call (incident_id, subject, number, name, document_id, due_by, started_at,
                               county_code, township_code)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING roll_call_id
        """,
        (incident_id, area.subject, area.number, area.name, area.document_id, area.due_by,
         started_at, area.place.county_code, area.place.township_code),
    ).fetchone()  # fmt: skip
    return 0 if row is None else int(row[0])


def follow_order(conn: Connection, roll_call_id: int, area: OrderedArea) -> None:
    """Let a running roll-call go on under the order that replaced its own."""
    conn.execute(
        "UPDATE roll_call SET document_id = %s, due_by = %s, name = %s WHERE roll_call_id = %s",
        (area.document_id, area.due_by, area.name, roll_call_id),
    )


def freeze_households(
    conn: Connection, incident_id: int, roll_call_id: int, area: OrderedArea
) -> None:
    """Put every household due on the list; one that is due no more stays with nobody due in it."""
    conn.execute(
        _FREEZE,
        {
            "polygon": area.polygon,
            "incident": incident_id,
            "number": area.number,
            "due": [str(code) for code in area.due],
            "roll_call": roll_call_id,
        },
    )


def count_listed(conn: Connection, roll_call_id: int) -> dict[str, tuple[int, int]]:
    """People and mobility-limited of the households of each village on a list."""
    rows = conn.execute(
        "SELECT village_code, sum(people)::int, sum(mobility_limited)::int FROM roll_call_line"
        " WHERE roll_call_id = %s AND household_id IS NOT NULL GROUP BY village_code",
        (roll_call_id,),
    ).fetchall()
    return {str(village): (people, frail) for village, people, frail in rows}


def freeze_unlisted(
    conn: Connection, incident_id: int, roll_call_id: int, villages: Sequence[UnlistedPeople]
) -> None:
    """Put each village's people who are in no register on the list; of other villages nobody."""
    conn.execute(
        "UPDATE roll_call_line SET people = 0, mobility_limited = 0"
        " WHERE roll_call_id = %s AND household_id IS NULL AND village_code <> ALL(%s)",
        (roll_call_id, [each.village_code for each in villages]),
    )
    for each in villages:
        _freeze_village(conn, incident_id, roll_call_id, each)


def _freeze_village(
    conn: Connection, incident_id: int, roll_call_id: int, village: UnlistedPeople
) -> None:
    conn.execute(
        """
        INSERT INTO roll_call_line (roll_call_id, incident_id, village_code, people,
                                    mobility_limited)
        VALUES (%s, %s, %s, %s, %s)
        ON CONFLICT (roll_call_id, village_code) WHERE household_id IS NULL
            DO UPDATE SET people = excluded.people, mobility_limited = excluded.mobility_limited
        """,
        (roll_call_id, incident_id, village.village_code, village.people, village.frail),
    )


def end_roll_call(conn: Connection, roll_call_id: int, at: datetime, why: str, by: str) -> None:
    """End one; what was reported stays."""
    conn.execute(
        "UPDATE roll_call SET ended_at = %s, ended_why = %s, ended_by = %s,"
        " end_recorded_at = clock_timestamp()"
        " WHERE roll_call_id = %s AND ended_at IS NULL",
        (at, why, by, roll_call_id),
    )

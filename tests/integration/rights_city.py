"""A city in which each county has something of its own, and how to tell whose a body names."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.accounts.model import Role
from app.clock import format_utc, real_now
from app.database import Connection, connect
from app.incidents.queries import current_incident
from tests.clients import SignedInClient

DINGHAI, PUTUO = "330902", "330903"
SHENJIAMEN = "330903001"
# Inside one township each, so that a township's own planner may draw there too.
GROUNDS = {DINGHAI: (122.095, 30.015, 122.115, 30.03), PUTUO: (122.295, 29.94, 122.31, 29.955)}
_NAMED = ("hazard_point", "risk_area", "shelter", "aquaculture_area")


# Those of `put_vessels_at_sea`; the register's other thousands would only make searching slow.
_AT_SEA = """
    SELECT coalesce(v.township_code, v.county_code), v.name
    FROM vessel v JOIN position_latest USING (vessel_id)
"""


# Households of a list, by their whole address: no other begins or ends like one.
_LISTED = """
    SELECT DISTINCT h.township_code, h.address
    FROM household h JOIN roll_call_line USING (household_id)
    WHERE NOT EXISTS (SELECT FROM household o WHERE o.household_id <> h.household_id
                      AND strpos(o.address, h.address) > 0)
"""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: a unit and a role."""

    name: str
    unit: str
    role: Role


WALL = Asker("wall", PUTUO, Role.WALL)
TABLET = Asker("tablet", SHENJIAMEN, Role.FIELD)
TOWNSHIP = Asker("township", SHENJIAMEN, Role.PLANNER)
COUNTY_A = Asker("county A", DINGHAI, Role.PLANNER)
COUNTY_B = Asker("county B", PUTUO, Role.PLANNER)
CITY = Asker("city", "330900", Role.PLANNER)
AUDITOR = Asker("auditor", "330900", Role.AUDITOR)
ASKERS = (WALL, TABLET, TOWNSHIP, COUNTY_A, COUNTY_B, CITY, AUDITOR)


def polygon(county: str) -> dict[str, Any]:
    """A GeoJSON rectangle on the county's ground."""
    return rectangle(*GROUNDS[county])


def rectangle(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """A GeoJSON rectangle."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def put_vessels_at_sea(conn: Connection) -> None:
    """Fifty vessels of each county at a position of their own harbourless sea."""
    incident = current_incident(conn)
    for table in ("position_latest", "position_history"):
        conn.execute(
            f"""
            INSERT INTO {table} (world_id, vessel_id, fix_at, recorded_at, lon, lat, source,
                                 county_code, township_code)
            SELECT %(world)s, vessel_id, %(at)s, %(now)s, 122.5 + number * 0.001, 30.2, 1,
                   county_code::int, township_code::int
            FROM (SELECT *, row_number() OVER (PARTITION BY county_code ORDER BY vessel_id) number
                  FROM vessel WHERE county_code IS NOT NULL) v
            WHERE number <= 50
            """,
            {
                "world": incident.world.world_id,
                "at": incident.clock.anchor_incident_at,
                "now": real_now(),
            },
        )


def markers(dsn: str) -> dict[str, set[str]]:
    """What names a row, by the township (9 digits) or county (6) that owns it."""
    found: dict[str, set[str]] = {}
    with connect(dsn) as conn:
        for table in _NAMED:
            rows = conn.execute(f"SELECT coalesce(township_code, county_code), name FROM {table}")
            for unit, name in rows:
                found.setdefault(unit, set()).add(name)
        rows = conn.execute(_AT_SEA)
        for unit, name in rows:
            found.setdefault(unit, set()).add(name)
        for table, column in (("evacuation_zone", "zone_id"), ("field_report", "report_id")):
            rows = conn.execute(
                f"SELECT coalesce(township_code, county_code), {column} FROM {table}".encode()
            )
            for unit, name in rows:
                found.setdefault(unit or "", set()).add(str(name))
        for unit, address in conn.execute(_LISTED):
            found.setdefault(unit, set()).add(address)
    return found


def foreign_to(asker: Asker, owned: dict[str, set[str]]) -> set[str]:
    """Marks of rows that the asker may not see, without those that a row of its own bears too."""
    if asker is AUDITOR:
        return set().union(*owned.values())  # an auditor reads the audit and nothing else
    own: set[str] = set()
    others: set[str] = set()
    for unit, names in owned.items():
        (own if unit.startswith(asker.unit.removesuffix("00")) else others).update(names)
    return others - own


def held(body: bytes, marks: set[str]) -> set[str]:
    """Which marks a body carries, as plain UTF-8 or as JSON escapes."""
    escaped = b"\\u" in body
    return {
        mark
        for mark in marks
        if mark.encode() in body or (escaped and json.dumps(mark)[1:-1].encode() in body)
    }


def draw(client: SignedInClient, county: str) -> str:
    """The id of a new zone on the county's ground."""
    answer = client.post("/api/v1/zones", json={"polygon": polygon(county)})
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return str(answer.get_json()["zone_id"])


def report(client: SignedInClient, number: int) -> None:
    """A field report of the incident without a place: it belongs to its maker's unit."""
    incident = client.get("/api/v1/incident").get_json()
    report_id = UUID(f"0190b5a0-0000-7000-8000-{number:012d}")
    made = {
        "report_id": str(report_id), "kind": "other", "text": f"报告 {number}",
        "made_at": format_utc(real_now()), "incident_id": incident["incident_id"],
    }  # fmt: skip
    answer = client.post("/api/v1/field-reports", json=made)
    assert answer.status_code == 201, answer.get_data(as_text=True)

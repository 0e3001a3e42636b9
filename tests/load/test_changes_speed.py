"""A bulletin's briefing with the whole fleet at sea, in processor time: the machine is shared."""

import random
import time
from datetime import UTC, datetime

import pytest

from app.changes.briefing import load_desk, load_pair, make_briefing
from app.database import Connection, connect
from app.incidents.queries import current_incident
from app.typhoon.queries import get_storm

pytestmark = pytest.mark.load

AT = datetime(2015, 7, 9, 18, tzinfo=UTC)
VESSELS = 5000


def put_to_sea(conn: Connection, world_id: int) -> None:
    rng = random.Random(20150709)
    ids = conn.execute(
        "SELECT vessel_id FROM vessel WHERE kind <> 'net_buoy' ORDER BY 1 LIMIT %s", (VESSELS,)
    ).fetchall()
    with conn.cursor() as cursor:
        cursor.executemany(
            """
            INSERT INTO position_latest (world_id, vessel_id, fix_at, recorded_at, lon, lat,
                                         source)
            VALUES (%s, %s, %s, now(), %s, %s, 1)
            """,
            [(world_id, row[0], AT, rng.uniform(121.5, 125.5), rng.uniform(28, 32)) for row in ids],
        )
    assert len(ids) == VESSELS


def test_a_briefing_with_5000_vessels_takes_less_than_a_second(city_database: str) -> None:
    with connect(city_database) as conn:
        incident, storm = current_incident(conn), get_storm(conn, "201509")
        put_to_sea(conn, incident.world.world_id)
        began = time.process_time()
        desk = load_desk(conn, incident, AT)
        made = make_briefing(desk, *load_pair(conn, storm, "JMA", AT))
        took_s = time.process_time() - began
    assert made.fleet.at_sea > 0.9 * VESSELS
    assert made.fleet.changed
    assert took_s < 1.0

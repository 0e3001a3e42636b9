"""Order now or wait, from the worker's ensemble to a zone's answer, and what older ones lack."""

from datetime import timedelta
from typing import Any

import psycopg
from flask.testing import FlaskClient

from app.accounts.model import SYSTEM_ACTOR
from app.clock import format_utc, parse_utc
from app.evacuation.actions import retime_zones
from app.incidents.queries import get_incident
from app.transaction import on_connection
from app.typhoon.queries import get_storm
from app.wind.ensemble.basis import load_basis
from app.wind.ensemble.queries import list_places, save_progress, save_result
from app.wind.ensemble.run import run
from tests.factories_evacuation import SMALL, START, STORM
from tests.integration.island_city import answer, save, send
from tests.integration.island_city import dsn as dsn
from tests.integration.island_city import incident as incident

SEATS = """UPDATE admin_unit SET seat = ST_SetSRID(ST_MakePoint(122.28, 29.95), 4326)
           WHERE kind = 'village'"""


def work_out(conn: psycopg.Connection) -> None:
    """What the worker does with a bulletin."""
    conn.execute(SEATS)
    basis = load_basis(conn, get_storm(conn, STORM), START)
    assert basis.known_at is not None
    result = run(basis, list_places(conn), lambda _: None)
    save_progress(conn, STORM, basis.key, basis.known_at, 0)
    save_result(conn, STORM, basis.key, result, timedelta(seconds=1))


def told(client: FlaskClient) -> Any:
    return answer(client, SMALL)["waiting"]


def test_a_zone_is_weighed_once_the_ensemble_is_known(
    client: FlaskClient, conn: psycopg.Connection, incident: int
) -> None:
    before = told(client)
    assert before["figures"] is None
    assert before["told"]["zh"] == "等不等没有算，概率还没有算出来"
    work_out(conn)
    try:
        after = told(client)
        figures = after["figures"]
        assert figures is not None, after
        assert figures["call"] in ("order", "wait")
        shares = [figures[name] for name in ("needless_pct", "late_now_pct", "late_next_pct")]
        assert all(0 <= share <= 100 for share in shares) and sum(shares) <= 100
        assert START < parse_utc(figures["next_at"]) <= START + timedelta(hours=6)
        assert figures["limit_pct"] == 8.0
        assert after["told"]["zh"].startswith("现在下令：")
        zone = save(client, SMALL)
        assert zone["answer"]["waiting"]["figures"]["call"] == figures["call"]
        used = {each["key"] for each in zone["answer"]["assumptions"]}
        assert {"evac.miss_limit_pct", "evac.needless_h"} <= used
        as_it_stood(client, conn, incident, zone)
    finally:
        conn.execute("DELETE FROM wind_ensemble")
        conn.execute("UPDATE admin_unit SET seat = NULL WHERE kind = 'village'")


def as_it_stood(client: FlaskClient, conn: psycopg.Connection, incident: int, zone: Any) -> None:
    """Kept with the answer, so that it can be read later what was advised."""
    moment = START + timedelta(hours=7)
    with on_connection(conn, SYSTEM_ACTOR) as tx:
        retime_zones(tx, get_incident(conn, incident), moment)
    path = f"/zones/{zone['zone_id']}?at="
    stood = send(client, "GET", path + format_utc(START + timedelta(minutes=1)))["answer"]
    assert stood["waiting"] == zone["answer"]["waiting"]
    now = send(client, "GET", path + format_utc(moment))["answer"]["waiting"]
    assert now["told"] != stood["waiting"]["told"]

"""A database that hangs, not one that is dead: nobody hangs with it, and the screens say so."""

import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from conftest import DatabaseFactory

from app import create_app
from app.clock import real_now
from app.database import Connection, Patience, connect
from app.database_probe import Probe
from app.incidents.queries import insert_incident
from app.services import SERVICES
from app.settings import load_settings
from app.tooling.bench.fanout.processes import get_json
from tests.clients import client_of, session_of
from tests.live_process import Live, eventually, live_process, sentence, shows, wait_until, watch
from tests.stopped_database import stopped


@pytest.fixture(scope="module")
def dsn(dsn: str) -> str:
    with connect(dsn) as connection:
        now = real_now()
        insert_incident(connection, kind="typhoon", name="t", storm_id=None, opened_at=now)
        connection.execute(
            "INSERT INTO vessel (vessel_id, registered, mmsi, kind)"
            " SELECT n, true, 412000000 + n, 'fishing' FROM generate_series(1, 9) AS n"
        )
        connection.execute("ALTER SEQUENCE vessel_vessel_id_seq RESTART WITH 1001")
    return dsn


@pytest.fixture(scope="module")
def live(dsn: str) -> Iterator[Live]:
    with live_process(dsn) as process:
        process.start()
        yield process


def troubles(live: Live) -> list[str]:
    return [each["code"] for each in get_json(live.path, "/live/troubles")["troubles"]]


def test_a_command_that_the_server_does_not_end_is_given_up(databases: DatabaseFactory, dsn: str):
    patient = connect(dsn, autocommit=True, patience=Patience(0.2, 0.2))
    with stopped(databases), pytest.raises(psycopg.OperationalError, match="no answer"):
        patient.execute("SELECT 1")
    assert patient.closed


def test_a_statement_and_a_lock_have_a_limit(dsn: str, conn: Connection):
    with connect(dsn, autocommit=True, patience=Patience(0.2, 0.1)) as patient:
        with pytest.raises(psycopg.errors.QueryCanceled):
            patient.execute("SELECT pg_sleep(60)")
        with conn.transaction():
            conn.execute("LOCK TABLE harbour IN ACCESS EXCLUSIVE MODE")
            with pytest.raises(psycopg.errors.LockNotAvailable):
                patient.execute("SELECT * FROM harbour")


def test_everybody_known_goes_on_moving_and_the_screens_name_the_database(
    live: Live, conn: Connection, databases: DatabaseFactory
):
    client = watch(live, session_of(conn))
    live.send_udp(sentence(1, 122.3))
    wait_until(client, shows(1, 122.3))
    eventually(lambda: live.counters("ais_udp")["stored"] == 1)
    with stopped(databases):
        for step in range(1, 4):  # a stranger first: its register row was made on the ingest's way
            live.send_udp(sentence(9_000_001, 122.4), sentence(9_000_001, 122.4 + step / 1000))
            live.send_udp(sentence(1, 122.3 + step / 1000))
            wait_until(client, shows(1, 122.3 + step / 1000))
        told = wait_until(client, lambda m: m.name == "feeds" and bool(m.data["troubles"]))
        assert "database_away" in [each["code"] for each in told.data["troubles"]]
        assert "database_away" in troubles(live)
    eventually(lambda: "database_away" not in troubles(live))
    client.close()
    try:
        eventually(lambda: _ended(live) == 1 + 3 + 6)  # what the stranger had said is kept too
    finally:
        print(live.counters("ais_udp"))
    assert live.counters("ais_udp")["lost"] == 0


def test_a_page_is_told_instead_of_kept_waiting(
    databases: DatabaseFactory, dsn: str, tmp_path: Path, live: Live
):
    app = create_app(load_settings({
        "HAITANG_DATABASE_URL": dsn, "HAITANG_DATA_DIR": str(tmp_path),
        "HAITANG_RUN_DIR": str(live.folder),
    }))  # fmt: skip
    client = client_of(app)
    assert client.get("/readyz").status_code == 200
    assert client.get("/api/v1/troubles").json == {"troubles": []}
    with stopped(databases):
        eventually(lambda: client.get("/readyz").status_code == 503)
        for _ in range(20):  # more than there are connections: none waits for the one before
            answer = client.get("/api/v1/troubles")
            assert (answer.status_code, answer.get_json()["code"]) == (503, "E-DB-001")
    eventually(lambda: client.get("/readyz").status_code == 200)
    assert client.get("/api/v1/troubles").status_code == 200
    SERVICES.read(app.extensions).database.close()
    probe: Probe = SERVICES.read(app.extensions).probe
    probe.close()


def test_a_page_is_told_when_the_receiving_process_is_away(dsn: str, tmp_path: Path):
    app = create_app(load_settings({
        "HAITANG_DATABASE_URL": dsn, "HAITANG_DATA_DIR": str(tmp_path),
        "HAITANG_RUN_DIR": str(tmp_path),
    }))  # fmt: skip
    answer = client_of(app).get("/api/v1/troubles")
    assert [each["code"] for each in answer.get_json()["troubles"]] == ["live_away"]
    SERVICES.read(app.extensions).database.close()


def test_a_flood_of_one_byte_leaves_the_ticks_their_time(live: Live, conn: Connection):
    before = _ended(live)
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as honest,
    ):
        honest.bind(("127.0.0.2", 0))

        def arrives() -> bool:
            """UDP loses what the buffer cannot hold, the honest too: a ship says it again."""
            honest.sendto(sentence(2, 122.35), ("127.0.0.1", live.udp))
            for _ in range(20_000):
                wire.sendto(b"x", ("127.0.0.1", live.udp))
            return _ended(live) > before

        eventually(arrives)
    client = watch(live, session_of(conn))
    wait_until(client, shows(2, 122.35))
    client.close()


def test_what_a_flood_costs_is_counted_and_shown(live: Live):
    """Over its share, or dropped by the kernel before anybody could read it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:

        def is_counted() -> bool:
            for _ in range(20_000):
                wire.sendto(b"x", ("127.0.0.1", live.udp))
            counters = live.counters("ais_udp")
            return counters["flooded"] + counters["dropped"] > 0

        eventually(is_counted)
        eventually(lambda: is_counted() and bool({"flood", "reports_lost"} & {*troubles(live)}))


def _ended(live: Live) -> int:
    counters = live.counters("ais_udp")
    return counters["stored"] + counters["duplicate"]

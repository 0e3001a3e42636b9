"""The real process over its real sockets: wire in, database, frame and event out."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from app.accounts.model import SYSTEM_ACTOR
from app.adoption.actions import ask_change
from app.adoption.model import Wanted
from app.clock import IncidentClock, format_utc, real_now
from app.database import Connection, connect
from app.events.model import EventKind
from app.incidents.queries import get_incident, insert_exercise, insert_incident
from app.positions.decoders.nmea import checksum
from app.positions.frames import decode_message
from app.tooling.bench.fanout.processes import wait_for
from app.tooling.bench.socket_client import Message
from app.transaction import on_connection
from app.worlds.queries import update_clock
from tests.clients import session_of
from tests.live_process import (
    TOKEN,
    Live,
    eventually,
    frame_with,
    live_process,
    sentence,
    shows,
    wait_until,
    watch,
)


@pytest.fixture(scope="module")
def dsn(dsn: str) -> str:
    with connect(dsn) as connection:
        now = real_now()
        insert_incident(connection, kind="typhoon", name="t", storm_id=None, opened_at=now)
        connection.execute(
            "INSERT INTO vessel (vessel_id, registered, mmsi, beidou_id, kind)"
            " SELECT n, true, 412000000 + n, n::text, 'fishing' FROM generate_series(1, 60) AS n"
        )
        connection.execute(
            "INSERT INTO device (label, purpose, unit_code, token_sha256, created_by)"
            " VALUES ('gateway', 'beidou', '330900', %s, 'test')",
            (sha256(TOKEN.encode()).digest(),),
        )
    return dsn


@pytest.fixture(scope="module")
def browser(conn: Connection) -> str:
    """The session of a planner of the city."""
    return session_of(conn)


@pytest.fixture(scope="module")
def live(dsn: str) -> Iterator[Live]:
    with live_process(dsn) as process:
        process.start()
        yield process


def test_a_datagram_that_no_text_column_holds_costs_no_other_report(live: Live, conn: Connection):
    """A NUL in a TAG block, kept as evidence, threw away every position of its batch."""
    live.send_udp(sentence(51))
    eventually(lambda: live.counters("ais_udp")["stored"] >= 1)
    rejected = live.counters("ais_udp")["rejected"].get("impossible_speed", 0)
    tag = b"g:1\0"
    poison = b"\\%b*%02X\\%b" % (tag, checksum(tag), sentence(51, 60.0, 10.0))
    stored = live.counters("ais_udp")["stored"]
    for vessel in range(52, 60):
        live.send_udp(sentence(vessel), poison)
    own = {"beidou_id": "50", "fix_at": format_utc(real_now()), "lon": 122.4, "lat": 29.8}
    status, answer = live.post(json.dumps({"reports": [own]}).encode())
    assert (status, answer["stored"]) == (202, 1)
    eventually(lambda: live.counters("ais_udp")["stored"] == stored + 8)
    eventually(lambda: live.counters("ais_udp")["rejected"]["impossible_speed"] > rejected)
    raw = conn.execute("SELECT raw FROM position_rejection WHERE raw LIKE %s", ("%x00%",))
    assert (raw.fetchone() or ("",))[0].startswith("\\g:1\\x00*")


def test_a_sentence_over_udp_is_stored_and_drawn(live: Live, conn: Connection, browser: str):
    client = watch(live, browser)
    live.send_udp(sentence(1), b"not a sentence")
    message = wait_until(client, shows(1, 122.3))
    frame = frame_with(message, 1)
    index = frame.vessel_id.tolist().index(1)
    assert (frame.sog[index], frame.bow[index], frame.kind[index]) == (85, 440, 1)
    eventually(lambda: live.counters("ais_udp")["stored"] >= 1)
    row = conn.execute(
        "SELECT lon, lat, heading_deg, source FROM position_latest WHERE vessel_id = 1"
    ).fetchone()
    assert row == (122.3, 29.9, 44, 1)
    assert live.counters("ais_udp")["undecodable"] == 1
    client.close()


def test_lines_over_tcp_are_joined_across_segments(live: Live, browser: str):
    client = watch(live, browser)
    line = sentence(2, lon=122.41) + b"\r\n"
    with socket.create_connection(("127.0.0.1", live.tcp)) as wire:
        wire.sendall(line[:20])
        time.sleep(0.2)
        wire.sendall(line[20:] + sentence(3, lon=122.42) + b"\n")
        wait_until(client, shows(2, 122.41))
    eventually(lambda: live.counters("ais_tcp")["stored"] == 2)
    client.close()


def report(terminal: str = "5", **fields: object) -> dict[str, object]:
    moment = format_utc(real_now() - timedelta(seconds=5))
    return {"beidou_id": terminal, "fix_at": moment, "lon": 122.6, "lat": 30.0} | fields


def test_a_device_is_acknowledged_only_after_the_commit(live: Live, conn: Connection):
    body = json.dumps({"reports": [report(), report("nobody"), report(lat=91)]}).encode()
    status, answer = live.post(body)
    assert status == 202
    assert answer == {"stored": 1, "duplicate": 0, "rejected": [
        {"index": 1, "reason": "unknown_terminal"}, {"index": 2, "reason": "out_of_range"},
    ]}  # fmt: skip
    found = conn.execute("SELECT count(*) FROM position_history WHERE vessel_id = 5").fetchone()
    assert found == (1,)
    assert live.post(body)[1]["duplicate"] == 1


@pytest.mark.parametrize(
    ("body", "token", "status", "code"),
    [
        (b'{"reports":[{"lon":NaN}]}', TOKEN, 422, "E-DEV-004"),
        (b"", TOKEN, 422, "E-DEV-004"),
        (b'{"reports":[]}', TOKEN, 422, "E-DEV-004"),
        (b'{"reports":[]}', "wrong", 403, "E-DEV-001"),
        (b" " * 1_100_000, TOKEN, 413, "E-DEV-002"),
    ],
)
def test_a_faulty_post_is_refused_with_a_reason(
    live: Live, conn: Connection, body: bytes, token: str, status: int, code: str
):
    before = refusals(conn)
    found, answer = live.post(body, token)
    assert (found, answer["code"]) == (status, code)
    assert answer["todo"]
    gateway = None if status == 403 else "gateway"
    assert refusals(conn)[len(before) :] == [(code, gateway)]


def refusals(conn: Connection) -> list[tuple[str, str | None]]:
    """What the audit has of posts that were refused: the code, and whose token it was."""
    return conn.execute(
        "SELECT detail->>'code', detail->>'gateway' FROM audit_entry"
        " WHERE action = 'denied' AND object = 'POST /api/v1/reports' ORDER BY audit_id"
    ).fetchall()


def test_a_value_that_an_office_changes_counts_without_a_restart(live: Live, conn: Connection):
    minutes = iter(range(60))

    def outcome() -> dict[str, Any]:
        late = format_utc(real_now() - timedelta(hours=3, minutes=next(minutes)))
        body = json.dumps({"reports": [report("9", fix_at=late)]}).encode()
        return live.post(body)[1]

    assert outcome()["stored"] == 1
    with on_connection(conn, SYSTEM_ACTOR) as tx:
        wanted = Wanted("vessel.oldest_fix_h", 1.0, "会议", "补报太旧", None)
        ask_change(tx, wanted, real_now())
    eventually(lambda: outcome()["rejected"] == [{"index": 0, "reason": "too_old"}])


def append_event(conn: Connection) -> int:
    with on_connection(conn, SYSTEM_ACTOR) as tx:
        tx.append_event(EventKind.CONFIGURATION_CHANGED, "test", {}, valid_at=real_now())
    return (conn.execute("SELECT max(seq) FROM event").fetchone() or (0,))[0]


def test_events_missed_while_away_are_sent_in_order(live: Live, conn: Connection, browser: str):
    first = append_event(conn)
    client = watch(live, browser, after=first - 1)
    wait_until(client, lambda message: message.name == "event" and message.data["seq"] == first)
    client.close()
    missed = [append_event(conn) for _ in range(3)]
    client, got = watch(live, browser, after=first), []

    def take(message: Message) -> bool:
        if message.name == "event":
            got.append(message.data["seq"])
        return len(got) >= 4

    later = [append_event(conn)]
    wait_until(client, take)
    assert got == missed + later
    client.close()


def test_feeds_and_the_clock_are_told_without_asking(live: Live, browser: str):
    client = watch(live, browser)
    feeds = wait_until(client, lambda message: message.name == "feeds").data["feeds"]
    asked = {"folder_series", "folder_typhoon"}
    assert {feed["id"] for feed in feeds} - asked == {"ais_udp", "ais_tcp", "beidou"}
    all_told = wait_until(
        client,
        lambda message: (
            message.name == "feeds" and asked <= {feed["id"] for feed in message.data["feeds"]}
        ),
    ).data["feeds"]
    assert {feed["state"] for feed in all_told if feed["id"] in asked} == {"fine"}
    tick = wait_until(client, lambda message: message.name == "tick").data
    assert set(tick) == {"epoch", "seq", "incident_at", "real_at", "rate", "movers"}
    client.close()


def test_metrics_count_every_outcome(live: Live):
    text = live.metrics()
    assert 'haitang_reports_total{feed="ais_udp",outcome="undecodable",reason=""}' in text
    assert "haitang_live_loop_lag_worst_seconds" in text


def test_a_clock_set_back_makes_the_picture_anew(live: Live, conn: Connection, browser: str):
    clock = IncidentClock(real_now(), real_now(), 1.0)
    number = insert_exercise(conn, kind="typhoon", name="练", storm_id=None, clock=clock)
    world_id = get_incident(conn, number).world.world_id
    update_clock(conn, world_id, clock)
    eventually(lambda: "haitang_live_worlds 2.0" in live.metrics())
    client = watch(live, browser, incident=number)
    live.send_drill(sentence(7, lon=122.7))
    before = frame_with(wait_until(client, shows(7, 122.7)), 7).stamp.epoch
    past = real_now() - timedelta(hours=1)
    update_clock(conn, world_id, IncidentClock(real_now(), past, 1.0))
    message = wait_until(
        client, lambda m: m.name == "frame" and decode_message(m.data)[0].stamp.epoch != before
    )
    assert not any(7 in frame.vessel_id.tolist() for frame in decode_message(message.data))
    client.close()


def test_broken_database_connections_are_made_again_and_nothing_is_lost(
    live: Live, conn: Connection
):
    before = live.counters("ais_udp")["stored"]
    live.send_udp(*(sentence(n, lon=122.301) for n in range(10, 30)))
    conn.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE application_name = 'haitang-live'"
    )
    live.send_udp(*(sentence(n, lon=122.301) for n in range(30, 50)))
    eventually(lambda: live.counters("ais_udp")["stored"] == before + 40)
    assert live.counters("ais_udp")["lost"] == 0
    assert live.child is not None
    assert live.child.poll() is None


def test_a_second_process_stands_by_and_takes_over_with_the_picture(
    live: Live, conn: Connection, browser: str, dsn: str
):
    with live_process(dsn) as second:
        second.udp, second.tcp = live.udp, live.tcp
        second.environ |= {"HAITANG_AIS_UDP": f"127.0.0.1:{live.udp}",
                           "HAITANG_AIS_TCP": f"127.0.0.1:{live.tcp}"}  # fmt: skip
        second.child = subprocess.Popen([sys.executable, "-m", "app.live"], env=second.environ)
        time.sleep(2.5)
        assert not second.path.exists()
        assert live.stop(signal.SIGKILL) == -signal.SIGKILL
        wait_for(second.path, "/live/healthz")
        client = watch(second, browser)
        wait_until(client, shows(25, 122.301))
        client.close()
        assert second.stop() == 0

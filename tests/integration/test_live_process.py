"""The real process over its real sockets: wire in, database, frame and event out."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from pyais import encode_dict

from app.accounts.model import SYSTEM_ACTOR
from app.bench.fanout.processes import get_json, wait_for
from app.bench.socket_client import Message, SocketClient
from app.clock import IncidentClock, format_utc, real_now
from app.database import Connection, connect
from app.events.model import EventKind
from app.incidents.queries import insert_incident, update_clock
from app.positions.frames import Frame, decode_message
from app.transaction import on_connection

BOX = [122.0, 29.5, 123.0, 30.4]
TOKEN = "a-gateway-s-token"
PATIENCE_S = 20.0


class Live:
    """`python -m app.live` on sockets and ports of its own."""

    def __init__(self, dsn: str, folder: Path) -> None:
        self.folder = folder
        self.udp, self.tcp = free_port(socket.SOCK_DGRAM), free_port(socket.SOCK_STREAM)
        self.environ = os.environ | {
            "HAITANG_DATABASE_URL": dsn, "HAITANG_RUN_DIR": str(folder),
            "HAITANG_AIS_UDP": f"127.0.0.1:{self.udp}", "HAITANG_AIS_TCP": f"127.0.0.1:{self.tcp}",
        }  # fmt: skip
        self.child: subprocess.Popen[bytes] | None = None

    @property
    def path(self) -> Path:
        return self.folder / "live.sock"

    def start(self) -> None:
        self.child = subprocess.Popen([sys.executable, "-m", "app.live"], env=self.environ)
        wait_for(self.path, "/live/healthz")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        assert self.child is not None
        self.child.send_signal(number)
        return self.child.wait(15)

    def send_udp(self, *lines: bytes) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:
            wire.sendto(b"\r\n".join(lines), ("127.0.0.1", self.udp))

    def counters(self, feed_id: str) -> dict[str, Any]:
        feeds = {feed["id"]: feed for feed in get_json(self.path, "/live/feeds")["feeds"]}
        return feeds[feed_id]["counters"]

    def post(self, body: bytes, token: str = TOKEN) -> tuple[int, dict[str, Any]]:
        connection = http.client.HTTPConnection("live", timeout=20)
        connection.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.sock.connect(str(self.path))
        connection.request("POST", "/api/v1/reports", body, {"Authorization": f"Bearer {token}"})
        response = connection.getresponse()
        answer = json.loads(response.read())
        connection.close()
        return response.status, answer


def free_port(kind: socket.SocketKind) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def conn(empty_database: str) -> Iterator[Connection]:
    with connect(empty_database, autocommit=True) as connection:
        now = real_now()
        insert_incident(connection, kind="typhoon", name="t", exercise=True, storm_id=None,
                        clock=IncidentClock(now, now, 1.0))  # fmt: skip
        connection.execute(
            "INSERT INTO vessel (vessel_id, registered, mmsi, beidou_id, kind)"
            " SELECT n, true, 412000000 + n, n::text, 'fishing' FROM generate_series(1, 60) AS n"
        )
        connection.execute(
            "INSERT INTO device_token VALUES (%s, 'gateway', 'beidou', '330900', NULL)",
            (sha256(TOKEN.encode()).digest(),),
        )
        yield connection


@contextmanager
def live_process(dsn: str) -> Iterator[Live]:
    folder = Path(tempfile.mkdtemp(prefix="haitang-live-"))
    process = Live(dsn, folder)
    try:
        yield process
    finally:
        if process.child is not None and process.child.poll() is None:
            process.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def live(conn: Connection, empty_database: str) -> Iterator[Live]:
    with live_process(empty_database) as process:
        process.start()
        yield process


def sentence(vessel: int, lon: float = 122.3, lat: float = 29.9, **fields: object) -> bytes:
    report = {"type": 1, "mmsi": 412_000_000 + vessel, "lon": lon, "lat": lat, "speed": 8.5,
              "course": 45.0, "heading": 44} | fields  # fmt: skip
    return encode_dict(report, talker_id="AI", sentence_type="VDM")[0].encode()


def watch(live: Live, after: int | None = None) -> SocketClient:
    client = SocketClient(live.path, origin="http://live")
    client.emit("view", {"box": BOX, "zoom": 9, "last": None})
    if after is not None:
        client.emit("events", {"after": after})
    return client


def wait_until(client: SocketClient, wanted: Callable[[Message], bool]) -> Message:
    """The first message that is wanted; frames on the way are answered as a browser does."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        message = client.receive(1.0)
        if message is None:
            continue
        if message.name == "frame":
            client.emit("seen", {"seq": decode_message(message.data)[-1].stamp.seq})
        if wanted(message):
            return message
    raise AssertionError("the message did not come")


def shows(vessel: int, lon: float) -> Callable[[Message], bool]:
    def wanted(message: Message) -> bool:
        return message.name == "frame" and any(
            abs(float(frame.lon[index]) - lon) < 1e-6
            for frame in decode_message(message.data)
            for index in (frame.vessel_id == vessel).nonzero()[0]
        )

    return wanted


def eventually(check: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not check():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.05)


def frame_with(message: Message, vessel: int) -> Frame:
    return next(f for f in decode_message(message.data) if vessel in f.vessel_id.tolist())


def test_a_sentence_over_udp_is_stored_and_drawn(live: Live, conn: Connection):
    client = watch(live)
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


def test_lines_over_tcp_are_joined_across_segments(live: Live):
    client = watch(live)
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
        (b'{"reports":[]}', "wrong", 403, "E-DEV-001"),
        (b" " * 1_100_000, TOKEN, 413, "E-DEV-002"),
    ],
)
def test_a_faulty_post_is_refused_with_a_reason(
    live: Live, body: bytes, token: str, status: int, code: str
):
    found, answer = live.post(body, token)
    assert (found, answer["code"]) == (status, code)
    assert answer["todo"]


def test_a_page_of_a_foreign_host_gets_no_socket(live: Live):
    with pytest.raises(ConnectionError, match="403"):
        SocketClient(live.path, origin="https://elsewhere.example")


def test_polling_is_refused(live: Live):
    connection = http.client.HTTPConnection("live", timeout=5)
    connection.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.sock.connect(str(live.path))
    connection.request("GET", "/socket.io/?EIO=4&transport=polling")
    assert connection.getresponse().status == 400
    connection.close()


def append_event(conn: Connection) -> int:
    with on_connection(conn, SYSTEM_ACTOR) as tx:
        tx.append_event(EventKind.CONFIGURATION_CHANGED, "test", {}, valid_at=real_now())
    return (conn.execute("SELECT max(seq) FROM event").fetchone() or (0,))[0]


def test_events_missed_while_away_are_sent_in_order(live: Live, conn: Connection):
    first = append_event(conn)
    client = watch(live, after=first - 1)
    wait_until(client, lambda message: message.name == "event" and message.data["seq"] == first)
    client.close()
    missed = [append_event(conn) for _ in range(3)]
    client, got = watch(live, after=first), []

    def take(message: Message) -> bool:
        if message.name == "event":
            got.append(message.data["seq"])
        return len(got) >= 4

    later = [append_event(conn)]
    wait_until(client, take)
    assert got == missed + later
    client.close()


def test_feeds_and_the_clock_are_told_without_asking(live: Live):
    client = watch(live)
    feeds = wait_until(client, lambda message: message.name == "feeds").data["feeds"]
    assert {feed["id"] for feed in feeds} == {"ais_udp", "ais_tcp", "beidou"}
    tick = wait_until(client, lambda message: message.name == "tick").data
    assert set(tick) == {"epoch", "seq", "incident_at", "real_at", "rate", "movers"}
    client.close()


def test_metrics_count_every_outcome(live: Live):
    connection = http.client.HTTPConnection("live", timeout=5)
    connection.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.sock.connect(str(live.path))
    connection.request("GET", "/metrics")
    text = connection.getresponse().read().decode()
    connection.close()
    assert 'haitang_reports_total{feed="ais_udp",outcome="undecodable",reason=""}' in text
    assert "haitang_live_loop_lag_worst_seconds" in text


def test_a_clock_set_back_makes_the_picture_anew(live: Live, conn: Connection):
    client = watch(live)
    live.send_udp(sentence(7, lon=122.7))
    before = frame_with(wait_until(client, shows(7, 122.7)), 7).stamp.epoch
    past = real_now() - timedelta(hours=1)
    update_clock(conn, 1, IncidentClock(real_now(), past, 1.0))
    message = wait_until(
        client, lambda m: m.name == "frame" and decode_message(m.data)[0].stamp.epoch > before
    )
    assert not any(7 in frame.vessel_id.tolist() for frame in decode_message(message.data))
    update_clock(conn, 1, IncidentClock(real_now(), real_now(), 1.0))
    client.close()


def test_broken_database_connections_are_made_again_and_nothing_is_lost(
    live: Live, conn: Connection
):
    before = live.counters("ais_udp")["stored"]
    live.send_udp(*(sentence(n, lon=122.2) for n in range(20, 40)))
    conn.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE application_name = 'haitang-live'"
    )
    live.send_udp(*(sentence(n, lon=122.2) for n in range(40, 60)))
    eventually(lambda: live.counters("ais_udp")["stored"] == before + 40)
    assert live.counters("ais_udp")["lost"] == 0
    assert live.child is not None
    assert live.child.poll() is None


def test_a_second_process_stands_by_and_takes_over_with_the_picture(
    live: Live, conn: Connection, empty_database: str
):
    with live_process(empty_database) as second:
        second.udp, second.tcp = live.udp, live.tcp
        second.environ |= {"HAITANG_AIS_UDP": f"127.0.0.1:{live.udp}",
                           "HAITANG_AIS_TCP": f"127.0.0.1:{live.tcp}"}  # fmt: skip
        second.child = subprocess.Popen([sys.executable, "-m", "app.live"], env=second.environ)
        time.sleep(2.5)
        assert not second.path.exists()
        assert live.stop(signal.SIGKILL) == -signal.SIGKILL
        wait_for(second.path, "/live/healthz")
        client = watch(second)
        wait_until(client, shows(25, 122.2))
        client.close()
        assert second.stop() == 0

"""The exercise as a process: real sample city, real sockets, the incident's own clock."""

import contextlib
import json
import os
import selectors
import socket
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from app.clock import IncidentClock, real_now
from app.exercise.process import ADDRESS_FILE, TOKEN_FILE
from app.incidents.queries import current_incident
from app.positions.decoders.ais import AisDecoder
from app.positions.model import PositionReport, Undecodable
from app.worlds.queries import update_clock

START = datetime(2015, 7, 9, 18, 10, tzinfo=UTC)
FIRST_START_S = 120.0  # the fleet is made once; on a busy machine that takes its time
MAX_KN = 30.0


class Gateway(BaseHTTPRequestHandler):
    """Stands for `live`: takes BeiDou reports on a unix socket."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert isinstance(self.server, GatewayServer)
        self.server.take(self.path, self.headers["Authorization"] or "", body["reports"])
        self.send_response(202)
        self.end_headers()

    def address_string(self) -> str:
        return "unix"

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


class GatewayServer(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True

    def __init__(self, path: Path) -> None:
        super().__init__(str(path), Gateway)
        self.reports: list[dict] = []
        self.callers: set[tuple[str, str]] = set()

    def take(self, path: str, authorization: str, reports: list[dict]) -> None:
        self.callers.add((path, authorization))
        self.reports += reports


@dataclass
class Listener:
    """Hears what the fleet says over UDP and TCP."""

    udp: socket.socket
    tcp: socket.socket
    lines: list[bytes] = field(default_factory=list[bytes])
    connections: list[socket.socket] = field(default_factory=list[socket.socket])
    rest: dict[socket.socket, bytes] = field(default_factory=dict[socket.socket, bytes])

    def hear(self, seconds: float, enough: Callable[[], bool] = lambda: False) -> None:
        """Listen so long, or until it is enough."""
        until = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            for each in (self.udp, self.tcp, *self.connections):
                selector.register(each, selectors.EVENT_READ, each)
            while time.monotonic() < until and not enough():
                for key, _ in selector.select(0.2):
                    self.take(key.data, selector)

    def take(self, ready: socket.socket, selector: selectors.BaseSelector) -> None:
        if ready is self.udp:
            self.lines += ready.recv(65536).splitlines()
        elif ready is self.tcp:
            connection, _ = ready.accept()
            self.connections.append(connection)
            selector.register(connection, selectors.EVENT_READ, connection)
        else:
            received = self.rest.get(ready, b"") + ready.recv(65536)
            *whole, self.rest[ready] = received.split(b"\r\n")
            self.lines += whole

    def positions(self) -> list[PositionReport]:
        decoder = AisDecoder()
        found: list[PositionReport] = []
        for line in self.lines:
            with contextlib.suppress(Undecodable):
                found += [m for m in decoder.decode(line, 0.0) if isinstance(m, PositionReport)]
        return found

    def close(self) -> None:
        for each in (self.udp, self.tcp, *self.connections):
            each.close()


@dataclass
class Exercise:
    """A running `python -m app.exercise` with everything around it."""

    process: subprocess.Popen
    listener: Listener
    gateway: GatewayServer
    run_dir: Path
    lifeline: int
    dsn: str

    def set_clock(self, moment: datetime, rate: float) -> None:
        with psycopg.connect(self.dsn) as conn:
            incident = current_incident(conn)
            update_clock(conn, incident.world.world_id, IncidentClock(real_now(), moment, rate))


def start(dsn: str, folder: Path, data_dir: Path) -> Exercise:
    run_dir = folder / "run"
    run_dir.mkdir()
    (run_dir / TOKEN_FILE).write_text("a-token", encoding="ascii")
    gateway = GatewayServer(run_dir / "live.sock")
    threading.Thread(target=gateway.serve_forever, daemon=True).start()
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
    udp.bind(("127.0.0.1", 0))
    tcp = socket.create_server(("127.0.0.1", 0))
    read_end, write_end = os.pipe()
    environ = os.environ | {
        "HAITANG_DATABASE_URL": dsn,
        "HAITANG_RUN_DIR": str(run_dir),
        "HAITANG_DATA_DIR": str(data_dir),
        "HAITANG_DRILL_UDP": f"127.0.0.1:{udp.getsockname()[1]}",
        "HAITANG_DRILL_TCP": f"127.0.0.1:{tcp.getsockname()[1]}",
        "HAITANG_LIFELINE_FD": str(read_end),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "app.exercise"], env=environ, pass_fds=(read_end,)
    )
    os.close(read_end)
    return Exercise(process, Listener(udp, tcp), gateway, run_dir, write_end, dsn)


def stop(exercise: Exercise) -> None:
    with contextlib.suppress(OSError):
        os.close(exercise.lifeline)
    exercise.process.wait(15)
    exercise.gateway.shutdown()
    exercise.gateway.server_close()
    exercise.listener.close()


@pytest.fixture(scope="module")
def exercise(city_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exercise]:
    folder = tmp_path_factory.mktemp("exercise")
    running = start(city_database, folder, folder / "data")
    running.set_clock(START, 60.0)
    yield running
    if running.process.poll() is None:
        stop(running)


@pytest.mark.load
def test_thousands_of_real_sentences_and_reports_arrive(exercise: Exercise) -> None:
    listener = exercise.listener

    def all_heard() -> bool:
        positions = listener.positions()
        numbers = {report.mmsi for report in positions}
        moving = {report.mmsi for report in positions if (report.sog_kn or 0) > 0.3}
        terminals = {report["beidou_id"] for report in exercise.gateway.reports}
        return len(numbers) > 5000 and len(moving) > 2000 and len(terminals) > 5500

    listener.hear(FIRST_START_S, lambda: bool(listener.lines))
    for _ in range(20):
        listener.hear(3.0)
        if all_heard():
            break
    assert all_heard()
    positions = listener.positions()
    assert exercise.gateway.callers == {("/api/v1/reports", "Bearer a-token")}
    assert all(report.fix_at is not None for report in positions)


def test_a_clock_set_back_contradicts_nothing_said_before(exercise: Exercise) -> None:
    before = {r.mmsi: r for r in exercise.listener.positions() if r.lon is not None}
    exercise.listener.lines.clear()
    exercise.set_clock(START - timedelta(hours=8), 120.0)
    exercise.listener.hear(60.0, lambda: any(map(is_of_before, exercise.listener.positions())))
    exercise.listener.hear(1.5)  # what was under way when the clock was set
    exercise.listener.lines.clear()
    exercise.listener.hear(60.0, lambda: len(exercise.listener.lines) > 5000)
    exercise.listener.hear(3.0)
    after = [r for r in exercise.listener.positions() if r.lon is not None]
    assert len(after) > 3000
    assert sum(bool(report.fix_at) and not is_of_before(report) for report in after) == 0
    too_fast = [r.mmsi for r in after if r.mmsi in before and knots(before[r.mmsi], r) > MAX_KN]
    assert len(set(too_fast)) <= 1  # the impostor off Taiwan, if its turn came


def is_of_before(report: PositionReport) -> bool:
    """Whether it tells of a time long before the exercise's start."""
    long_before = START - timedelta(hours=6)
    return report.fix_at is not None and report.fix_at < long_before.timestamp()


def knots(first: PositionReport, second: PositionReport) -> float:
    assert first.lon and first.lat and second.lon and second.lat
    assert first.fix_at and second.fix_at
    east = (second.lon - first.lon) * 60 * 0.866
    north = (second.lat - first.lat) * 60
    miles = max(0.0, (east**2 + north**2) ** 0.5 - 0.3)
    return miles / max(abs(second.fix_at - first.fix_at) / 3600, 1e-6)


def test_replay_finds_the_running_demo_and_keeps_its_pace(
    exercise: Exercise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.exercise.command import replay

    sentence = "!AIVDM,1,1,,B,13aGua?P00PHfERNFruh0?vN289E,0*35"
    log = tmp_path / "log.nmea"
    log.write_text(f"{sentence},1120959341\n{sentence},1120959351\n")
    monkeypatch.setenv("HAITANG_RUN_DIR", str(exercise.run_dir))
    monkeypatch.delenv("HAITANG_DRILL_UDP", raising=False)
    assert (exercise.run_dir / ADDRESS_FILE).is_file()
    exercise.listener.lines.clear()
    begun = time.monotonic()
    result = CliRunner().invoke(replay, [str(log), "--speed", "10"])
    assert result.exit_code == 0, result.output
    assert "2 条" in result.output
    assert 0.9 < time.monotonic() - begun < 10  # which the recording itself lasts
    lines = exercise.listener.lines
    exercise.listener.hear(20.0, lambda: lines.count(sentence.encode()) == 2)
    assert lines.count(sentence.encode()) == 2


@pytest.mark.load
def test_the_fleet_costs_little(exercise: Exercise) -> None:
    exercise.set_clock(START, 60.0)
    exercise.listener.hear(10.0)
    spent = cpu_s(exercise.process.pid)
    exercise.listener.hear(10.0)
    assert cpu_s(exercise.process.pid) - spent < 1.5  # 15 % of a core


def test_the_fleet_leaves_with_its_supervisor(exercise: Exercise) -> None:
    exercise.listener.hear(FIRST_START_S, lambda: bool(exercise.listener.lines))
    os.close(exercise.lifeline)
    assert exercise.process.wait(30) != 0
    stop(exercise)


def cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

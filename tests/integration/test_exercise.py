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
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from app.clock import IncidentClock, real_now
from app.exercise.process import ADDRESS_FILE, TOKEN_FILE
from app.incidents.queries import current_incident, update_clock
from app.positions.decoders.ais import AisDecoder
from app.positions.model import PositionReport, Undecodable

START = datetime(2015, 7, 9, 18, 10, tzinfo=UTC)
FIRST_START_S = 120.0  # the fleet is made once; on a busy machine that takes its time
MAX_KN = 30.0


class Gateway(BaseHTTPRequestHandler):
    """Stands for `live`: takes BeiDou reports on a unix socket."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.take(self.path, self.headers["Authorization"], body["reports"])
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
    lines: list[bytes] = field(default_factory=list)
    connections: list[socket.socket] = field(default_factory=list)

    def hear(self, seconds: float, enough: int | None = None) -> None:
        rest: dict[socket.socket, bytes] = {}
        until = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            for each in (self.udp, self.tcp, *self.connections):
                selector.register(each, selectors.EVENT_READ)
            while time.monotonic() < until and (enough is None or len(self.lines) < enough):
                for key, _ in selector.select(0.2):
                    if key.fileobj is self.udp:
                        self.lines += self.udp.recv(65536).splitlines()
                    elif key.fileobj is self.tcp:
                        connection, _ = self.tcp.accept()
                        self.connections.append(connection)
                        selector.register(connection, selectors.EVENT_READ)
                    else:
                        received = rest.get(key.fileobj, b"") + key.fileobj.recv(65536)
                        *whole, rest[key.fileobj] = received.split(b"\r\n")
                        self.lines += whole

    def positions(self) -> list[PositionReport]:
        decoder, found = AisDecoder(), []
        for line in self.lines:
            with contextlib.suppress(Undecodable):
                found += decoder.decode(line, 0.0)
        return [message for message in found if isinstance(message, PositionReport)]

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
            update_clock(conn, incident.incident_id, IncidentClock(real_now(), moment, rate))


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
        "HAITANG_AIS_UDP": f"127.0.0.1:{udp.getsockname()[1]}",
        "HAITANG_AIS_TCP": f"127.0.0.1:{tcp.getsockname()[1]}",
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


def test_thousands_of_real_sentences_and_reports_arrive(exercise: Exercise) -> None:
    exercise.listener.hear(FIRST_START_S, enough=1)
    exercise.listener.hear(20.0)
    positions = exercise.listener.positions()
    numbers = {report.mmsi for report in positions}
    moving = {report.mmsi for report in positions if (report.sog_kn or 0) > 0.3}
    terminals = {report["beidou_id"] for report in exercise.gateway.reports}
    assert len(numbers) > 5000
    assert len(moving) > 2000
    assert len(terminals) > 5500
    assert exercise.gateway.callers == {("/api/v1/reports", "Bearer a-token")}
    assert all(report.fix_at is not None for report in positions)


def test_a_clock_set_back_contradicts_nothing_said_before(exercise: Exercise) -> None:
    before = {r.mmsi: r for r in exercise.listener.positions() if r.lon is not None}
    exercise.set_clock(START - timedelta(hours=8), 120.0)
    exercise.listener.hear(1.5)  # what was under way when the clock was set
    exercise.listener.lines.clear()
    exercise.listener.hear(12.0)
    after = [r for r in exercise.listener.positions() if r.lon is not None]
    late = [r for r in after if r.fix_at and r.fix_at > (START - timedelta(hours=6)).timestamp()]
    assert len(after) > 3000
    assert late == []
    too_fast = [r.mmsi for r in after if r.mmsi in before and knots(before[r.mmsi], r) > MAX_KN]
    assert len(set(too_fast)) <= 1  # the impostor off Taiwan, if its turn came


def knots(first: PositionReport, second: PositionReport) -> float:
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
    monkeypatch.delenv("HAITANG_AIS_UDP", raising=False)
    assert (exercise.run_dir / ADDRESS_FILE).is_file()
    exercise.listener.lines.clear()
    begun = time.monotonic()
    result = CliRunner().invoke(replay, [str(log), "--speed", "10"])
    assert result.exit_code == 0, result.output
    assert "2 条" in result.output
    assert 0.9 < time.monotonic() - begun < 3
    exercise.listener.hear(1.0)
    assert exercise.listener.lines.count(sentence.encode()) == 2


def test_the_fleet_costs_little_and_leaves_with_its_supervisor(exercise: Exercise) -> None:
    exercise.set_clock(START, 60.0)
    exercise.listener.hear(10.0)
    spent = cpu_s(exercise.process.pid)
    exercise.listener.hear(10.0)
    assert cpu_s(exercise.process.pid) - spent < 1.5  # 15 % of a core
    os.close(exercise.lifeline)
    assert exercise.process.wait(10) != 0
    stop(exercise)


def cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

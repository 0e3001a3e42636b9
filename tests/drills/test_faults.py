"""Wrong clocks, deaf sockets and ten times the traffic, over one honest stream."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import quantiles

import pytest

from app.accounts.model import Role
from app.clock import format_utc, real_now
from app.database import Connection
from app.tooling.bench.socket_client import SocketClient
from tests.clients import session_of
from tests.drills import attacker
from tests.drills.honest import SHIPS, stored
from tests.drills.length import length
from tests.drills.stage import Stage
from tests.live_process import eventually, watch

pytestmark = pytest.mark.drill

DEAF = length(200, 1000)  # sockets
STORM_S = length(12, 600)
Record = Callable[[str, object], None]


def test_devices_whose_clock_is_a_day_off(stage: Stage, record_property: Record) -> None:
    """A day ahead is refused in words; a day behind is kept and moves no marker."""
    answers: list[list[str]] = []
    for hours in (24, -24):
        at = real_now() + timedelta(hours=hours)
        report = {"beidou_id": str(SHIPS + 1), "fix_at": format_utc(at), "lon": 123.9, "lat": 29.0}
        status, told = stage.live.post(json.dumps({"reports": [report]}).encode())
        assert status == 202
        answers.append([each["reason"] for each in told["rejected"]])
    stage.goes_on()
    assert answers[0] != []
    record_property("figure", f"ahead: {answers[0]}, behind: {answers[1] or 'kept as past'}")


def test_sockets_that_never_read(stage: Stage, conn: Connection, record_property: Record) -> None:
    """Five of a person, as many people as it takes; whoever reads is served as before."""
    before_kb, began = _memory_kb(stage), time.monotonic()
    clients: list[SocketClient] = []
    for person in range(DEAF // 5):
        token = session_of(conn, role=Role.VIEWER, login=f"deaf-{person}")
        clients += [watch(stage.live, token) for _ in range(5)]
    frames = len(stage.watcher.frames_at)
    eventually(lambda: len(stage.watcher.frames_at) >= frames + 40, 60)
    gaps = stage.watcher.gaps(began)
    grown_mb = (_memory_kb(stage) - before_kb) / 1024
    for client in clients:
        client.close()
    p95_s = quantiles(gaps, n=20)[18]
    assert p95_s <= 1.0 and grown_mb <= 200
    record_property(
        "figure", f"{len(clients)} deaf sockets: p95 {p95_s:.2f} s, {grown_mb:.0f} MB more"
    )


def _memory_kb(stage: Stage) -> int:
    assert stage.live.child is not None
    lines = Path(f"/proc/{stage.live.child.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def test_ten_times_the_usual_positions(
    stage: Stage, conn: Connection, record_property: Record
) -> None:
    """2,000 a second, one in twenty malformed, one in five said twice."""
    conn.execute(
        "INSERT INTO vessel (vessel_id, registered, mmsi, kind)"
        " SELECT 2000 + n, true, 413000000 + n, 'fishing' FROM generate_series(1, %s) AS n",
        (attacker.STORM_SHIPS,),
    )
    words = ("storm", "127.0.0.1", str(stage.live.udp), str(STORM_S))
    before_kb = _memory_kb(stage)
    done = subprocess.run(
        [sys.executable, "-m", attacker.__name__, *words], capture_output=True, check=True
    )
    ended = time.monotonic()
    eventually(lambda: _latest(conn) >= attacker.STORM_SHIPS, 60)
    drained_s = time.monotonic() - ended
    stage.goes_on()
    grown = _memory_kb(stage) / before_kb
    counters = stage.live.counters("ais_udp")
    record_property(
        "figure",
        f"{int(done.stdout)} reports in {STORM_S} s, {_latest(conn)} of {attacker.STORM_SHIPS}"
        f" ships shown, drained in {drained_s:.1f} s, memory × {grown:.2f},"
        f" {counters['dropped']} dropped and counted",
    )


def _latest(conn: Connection) -> int:
    row = conn.execute(
        "SELECT count(*) FROM position_latest WHERE vessel_id BETWEEN 2001 AND 9000"
    ).fetchone()
    return 0 if row is None else int(row[0])


def test_nothing_acknowledged_was_lost(
    stage: Stage, conn: Connection, record_property: Record
) -> None:
    stage.honest.stop()
    eventually(lambda: stage.honest.acknowledged <= stored(conn))
    record_property("figure", f"{len(stage.honest.acknowledged)} acknowledged, 0 lost")

"""Each attack and fault under 300 honest reports a second: none that was acknowledged is lost.

One after another over one stream. What UDP lost is counted and told; ticks go on; the screen is
told what is wrong within seconds.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles

import pytest

from app.database import Connection, connect
from app.jobs.queries import defer
from tests.conftest import DatabaseFactory
from tests.drills import attacker
from tests.drills.honest import RECEIVER, stored
from tests.drills.stage import ATTACK_S, Stage
from tests.live_process import eventually, sentence
from tests.stopped_database import stopped
from tests.worker_process import worker_process

pytestmark = pytest.mark.drill

TICK_P99_S = 1.0
Record = Callable[[str, object], None]


def test_nul_in_a_tag_block(stage: Stage, record_property: Record) -> None:
    lost = stage.live.counters("ais_udp")["lost"]
    sent = stage.attack("nul", stage.live.udp)
    assert stage.live.counters("ais_udp")["lost"] == lost
    stage.goes_on()
    record_property("figure", f"{sent} poisoned datagrams, 0 neighbours lost")


def test_twenty_thousand_spoofed_vessels(
    stage: Stage, conn: Connection, record_property: Record
) -> None:
    sent = stage.attack("spoof", stage.live.udp)
    row = conn.execute("SELECT count(*) FROM vessel WHERE vessel_id > 10000").fetchone()
    entered = 0 if row is None else int(row[0])
    assert entered < attacker.SPOOFED / 4
    stage.goes_on()
    record_property("figure", f"{sent} reports of strangers, {entered} rows in the register")


def test_flood_of_one_byte_datagrams(stage: Stage, record_property: Record) -> None:
    began = time.monotonic()
    sent = stage.attack("one-byte", stage.live.udp)
    seconds = stage.named(began, "flood", "reports_lost")
    stage.goes_on()
    record_property("figure", f"{sent} datagrams, named after {seconds:.1f} s")


def test_idle_tcp_clients_keep_no_receiver_out(stage: Stage, record_property: Record) -> None:
    words = ("idle", "127.0.0.1", str(stage.live.tcp), str(ATTACK_S))
    with subprocess.Popen(
        [sys.executable, "-m", attacker.__name__, *words], stdout=subprocess.PIPE
    ) as idle:
        eventually(lambda: _connections(stage.live.tcp) >= 8)
        before = stage.live.counters("ais_tcp")["stored"]
        receiver = socket.create_connection(
            ("127.0.0.1", stage.live.tcp), 5, source_address=(RECEIVER, 0)
        )
        receiver.sendall(sentence(1, 122.3005, 29.8) + b"\r\n")
        eventually(lambda: stage.live.counters("ais_tcp")["stored"] > before)
        receiver.close()
        idle.wait(30)
        assert idle.stdout is not None
        held = int(idle.stdout.read())
    record_property("figure", f"{held} idle connections opened, a receiver's report taken")


def _connections(port: int) -> int:
    """Established connections to a port of this machine."""
    wanted = f":{port:04X}"
    rows = Path("/proc/net/tcp").read_text().splitlines()[1:]
    return sum(row.split()[1].endswith(wanted) and row.split()[3] == "01" for row in rows)


def test_hung_database(stage: Stage, databases: DatabaseFactory, record_property: Record) -> None:
    lost = stage.live.counters("ais_udp")["lost"]
    with stopped(databases):
        began = time.monotonic()
        seconds = stage.named(began, "database_away")
        frames = len(stage.watcher.frames_at)
        eventually(lambda: len(stage.watcher.frames_at) >= frames + 8)  # ships go on moving
    stage.goes_on()
    assert stage.live.counters("ais_udp")["lost"] == lost
    record_property("figure", f"named after {seconds:.1f} s, nothing lost")


def test_killed_worker(
    stage: Stage, dsn: str, conn: Connection, tmp_path: Path, record_property: Record
) -> None:
    def jobs() -> list[tuple[str, str]]:
        return conn.execute("SELECT task_name, status::text FROM procrastinate_jobs").fetchall()

    lock = "retime_zones:1"
    defer(conn, "retime_zones", {"incident_id": 1}, once=lock)
    with connect(dsn) as busy, worker_process(dsn, tmp_path) as first:
        busy.execute("LOCK TABLE incident IN ACCESS EXCLUSIVE MODE")
        eventually(lambda: ("retime_zones", "doing") in jobs())
        first.kill()
        first.wait()
        busy.rollback()
    began = time.monotonic()
    with worker_process(dsn, tmp_path):
        eventually(lambda: not any(task == "retime_zones" and status in ("todo", "doing")
                                   for task, status in jobs()), patience_s=90)  # fmt: skip
    stage.goes_on()
    record_property("figure", f"its job done by the next after {time.monotonic() - began:.0f} s")


def test_full_disk(stage: Stage, record_property: Record) -> None:
    if not os.path.ismount(stage.data_dir):
        pytest.skip("only root can mount the small disk that is filled")
    ballast, began = stage.data_dir / "ballast", time.monotonic()
    with ballast.open("wb") as file, pytest.raises(OSError):
        while True:
            file.write(bytes(1_000_000))
    seconds = stage.named(began, "disk_full")
    stage.goes_on()
    ballast.unlink()
    record_property("figure", f"named after {seconds:.1f} s, reports taken meanwhile")


def test_no_acknowledged_report_was_lost_and_udp_loss_was_counted(
    stage: Stage, conn: Connection, record_property: Record
) -> None:
    stage.honest.stop()
    eventually(lambda: stage.honest.acknowledged <= stored(conn))
    counters = stage.live.counters("ais_udp")
    counted = counters["dropped"] + counters["flooded"] + counters["lost"]
    eventually(lambda: len(stage.honest.sent - stored(conn)) <= counted)
    missing = len(stage.honest.sent - stored(conn))
    # Ticks fall on quarters of a second, give or take a scheduler's millisecond.
    p99_s = round(quantiles(stage.watcher.gaps(), n=100)[98], 2)
    assert stage.honest.rejected == []
    assert p99_s <= TICK_P99_S, f"ticks: p99 {p99_s:.2f} s"
    record_property(
        "figure",
        f"{len(stage.honest.acknowledged)} acknowledged, 0 lost; {len(stage.honest.sent)} by UDP,"
        f" {missing} lost of {counted} counted; ticks p99 {p99_s:.2f} s",
    )

"""The whole path once: sentences over UDP into a real `live`, 100 clients, everything compared."""

import os
import shutil
import socket
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyais import encode_dict

from app.accounts.model import SYSTEM_ACTOR
from app.clock import real_now
from app.database import Connection, connect
from app.events.model import EventKind
from app.tooling.bench.fanout.processes import Watchers, get_json, process, wait_for, watchers
from app.tooling.bench.fanout.scale import CHANGED_A_TICK, MOVERS, TICK_S
from app.tooling.bench.fanout.sign_in import sign_in
from app.tooling.bench.fanout.watched import Arrived, Watched, arrived_at
from app.tooling.bench.fleet import FIRST_MMSI, BenchFleet, make_fleet
from app.tooling.bench.scratch import scratch_database
from app.transaction import on_connection

DURATION_S, BREAK_AT_S, DRAIN_S = 24.0, 12.0, 1.0
EVENTS_A_SECOND = 4


@dataclass(frozen=True, slots=True)
class Held:
    """The server's latest positions in the units of the wire, by vessel."""

    vessel_id: NDArray[np.uint32]
    lon: NDArray[np.int32]
    lat: NDArray[np.int32]


@dataclass(slots=True)
class Sent:
    """When (monotonic seconds) each report went out, by vessel and its number in tenths of a knot.

    The speed of a report is its number: so that what arrives can be told apart.
    """

    at: dict[tuple[int, int], float] = field(default_factory=dict[tuple[int, int], float])
    last: dict[int, int] = field(default_factory=dict[int, int])
    events: list[int] = field(default_factory=list[int])


def watch_whole_path() -> dict[str, Any]:
    """Figures of one run. Raises RuntimeError when a value or an event did not arrive."""
    folder = Path(tempfile.mkdtemp(prefix="haitang-bench-live-"))
    try:
        with scratch_database() as dsn, connect(dsn, autocommit=True) as conn:
            _prepare_fleet(conn)
            return _run_path(conn, dsn, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run_path(conn: Connection, dsn: str, folder: Path) -> dict[str, Any]:
    path, port = folder / "live.sock", _free_port()
    environ = os.environ | {
        "HAITANG_DATABASE_URL": dsn, "HAITANG_RUN_DIR": str(folder),
        "HAITANG_AIS_UDP": f"127.0.0.1:{port}", "HAITANG_LOG_LEVEL": "ERROR",
    }  # fmt: skip
    environ.pop("HAITANG_AIS_TCP", None)
    with process("app.live", environ=environ):
        wait_for(path, "/live/healthz")
        with watchers(path, sign_in(conn)) as clients:
            sent = _feed_fleet(conn, port, clients)
            time.sleep(DRAIN_S)
            feeds = get_json(path, "/live/feeds")["feeds"]
            got = clients.finish()
        held = _read_held(conn)
    return _compare_held(sent, got, held) | {"counters": feeds[0]["counters"]}


def _feed_fleet(conn: Connection, port: int, clients: Watchers) -> Sent:
    """Send a tick's share of the fleet every tick, and an event now and then."""
    sent, fleet = Sent(), make_fleet(MOVERS)
    wire = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    began, broken = time.monotonic(), False
    for tick in range(int(DURATION_S / TICK_S)):
        time.sleep(max(0.0, began + tick * TICK_S - time.monotonic()))
        for number in range(CHANGED_A_TICK):
            vessel = (tick * CHANGED_A_TICK + number) % MOVERS
            _send_report(wire, port, fleet, vessel, tick * TICK_S, sent)
        if tick % int(1 / TICK_S / EVENTS_A_SECOND) == 0:
            sent.events.append(_append_event(conn))
        if not broken and tick * TICK_S >= BREAK_AT_S:
            clients.break_some()
            broken = True
    wire.close()
    return sent


def _send_report(
    wire: socket.socket, port: int, fleet: BenchFleet, vessel: int, elapsed_s: float, sent: Sent
) -> None:
    number = sent.last.get(vessel, 0) + 1
    lon, lat = fleet.at(elapsed_s)
    report: dict[str, Any] = {"type": 1, "mmsi": FIRST_MMSI + vessel, "lon": float(lon[vessel]),
              "lat": float(lat[vessel]), "speed": number / 10, "course": 90.0,
              "heading": 90}  # fmt: skip
    line = encode_dict(report, talker_id="AI", sentence_type="VDM")[0]
    sent.at[vessel + 1, number] = time.monotonic()
    sent.last[vessel] = number
    wire.sendto(line.encode(), ("127.0.0.1", port))


def _append_event(conn: Connection) -> int:
    with on_connection(conn, SYSTEM_ACTOR) as tx:
        tx.append_event(EventKind.CONFIGURATION_CHANGED, "bench", {}, valid_at=real_now())
    row = conn.execute("SELECT max(seq) FROM event").fetchone()
    return int(row[0]) if row else 0


def _compare_held(sent: Sent, got: list[Watched], held: Held) -> dict[str, Any]:
    delays: list[NDArray[np.float64]] = []
    for client in got:
        if client.events != sorted(set(client.events)) or set(sent.events) - set(client.events):
            raise RuntimeError("an event was lost, came twice or out of order")
        arrived = arrived_at(client)
        _check_last(arrived, held)
        delays.append(arrived.first_at - _sent_at(sent, arrived))
    together = np.concatenate(delays) * 1000
    return {
        "report_to_client_p50_ms": round(float(np.nanpercentile(together, 50)), 1),
        "report_to_client_p99_ms": round(float(np.nanpercentile(together, 99)), 1),
        "values_compared": len(got) * len(held.vessel_id),
        "events_compared": len(got) * len(sent.events),
        "clients_that_came_back": len(got[::10]),
    }


def _check_last(arrived: Arrived, held: Held) -> None:
    """What a client drew last is what the server holds, to the last digit of the wire."""
    same = np.array_equal(arrived.vessel_id, held.vessel_id)
    same = same and np.array_equal(arrived.lon, held.lon) and np.array_equal(arrived.lat, held.lat)
    if not same:
        raise RuntimeError(
            f"a client's picture is not the server's {DRAIN_S} s after the last report"
        )


def _sent_at(sent: Sent, arrived: Arrived) -> NDArray[np.float64]:
    """When each report that arrived went out; NaN for one from before."""
    keys = zip(arrived.report_vessel.tolist(), arrived.report_number.tolist(), strict=True)
    return np.array([sent.at.get(key, np.nan) for key in keys])


def _read_held(conn: Connection) -> Held:
    """What the server holds as the latest positions."""
    rows = conn.execute(
        "SELECT vessel_id, lon, lat FROM position_latest ORDER BY vessel_id"
    ).fetchall()
    columns = np.array(rows, np.float64)
    return Held(
        columns[:, 0].astype(np.uint32),
        np.rint(columns[:, 1] * 1e7).astype(np.int32),
        np.rint(columns[:, 2] * 1e7).astype(np.int32),
    )


def _prepare_fleet(conn: Connection) -> None:
    conn.execute(
        """
        INSERT INTO vessel (vessel_id, registered, mmsi, kind)
        SELECT n + 1, true, %s + n, 'fishing' FROM generate_series(0, %s) AS n
        """,
        (FIRST_MMSI, MOVERS - 1),
    )


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

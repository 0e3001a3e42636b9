"""Ingest: sentences decoded, judged and committed, against the plain way with pyais.

Both write the same tables with the same indexes, 1,000 sentences a transaction. Ours is the very
pipeline that `live` runs, with checksum, validation, identity, picture and the sample city's sea
areas; the peer decodes, trusts and writes row by row with executemany.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pyais

from app.clock import real_now
from app.database import Connection, connect
from app.demo.queries import copy_rows
from app.demo.sample import TABLES, read_rows
from app.live.batch import Batch
from app.live.feeds import open_feeds
from app.live.inbox import Arrival
from app.live.ingest import Ingest
from app.live.newcomers import Newcomers
from app.live.pipeline import run
from app.live.scene import load_scene
from app.positions.model import Source
from app.positions.store import Storable, store
from app.settings import CLONE_DIR
from app.tooling.bench.fleet import FIRST_MMSI, make_fleet
from app.tooling.bench.model import Bench, Better, Result
from app.tooling.bench.scratch import scratch_database
from app.worlds.model import REAL_WORLD_ID
from app.worlds.queries import get_world

SENTENCES, VESSELS, BATCH, RUNS = 20_000, 2_000, 1_000, 5
_SAMPLE = CLONE_DIR / "sample_geo"
_HISTORY = """
    INSERT INTO position_history (world_id, vessel_id, fix_at, recorded_at, lon, lat, sog_kn,
                                  cog_deg, heading_deg, nav_status, source)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 1)
"""
_LATEST = """
    INSERT INTO position_latest AS latest
           (world_id, vessel_id, fix_at, recorded_at, lon, lat, sog_kn, cog_deg, heading_deg,
            nav_status, source)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 1)
    ON CONFLICT (world_id, vessel_id) DO UPDATE
    SET fix_at = excluded.fix_at, recorded_at = excluded.recorded_at, lon = excluded.lon,
        lat = excluded.lat, sog_kn = excluded.sog_kn, cog_deg = excluded.cog_deg,
        heading_deg = excluded.heading_deg, nav_status = excluded.nav_status,
        source = excluded.source
    WHERE latest.fix_at < excluded.fix_at
"""


def run_bench() -> Result:
    """Five turns of ours and the peer on the same sentences; every one must be stored."""
    batches = make_batches()
    with scratch_database() as dsn, connect(dsn, autocommit=True) as conn:
        world_id = _prepare_world(conn)
        runs = [
            (_time_batches(conn, world_id, batches, ingest_ours),
             _time_batches(conn, world_id, batches, ingest_plainly))
            for _ in range(RUNS)
        ]  # fmt: skip
    return Result(
        "sentences/s", Better.HIGHER, "pyais + executemany", runs,
        {"sentences": SENTENCES, "vessels": VESSELS, "rows_a_transaction": BATCH},
    )  # fmt: skip


def make_batches() -> list[list[bytes]]:
    """The sentences in transactions; every vessel speaks once in 10 s of its time."""
    fleet = make_fleet(VESSELS)
    spoken = [(n % VESSELS, n // VESSELS * 10.0) for n in range(SENTENCES)]
    lines = [fleet.sentence(vessel, elapsed_s) for vessel, elapsed_s in spoken]
    return [lines[n : n + BATCH] for n in range(0, SENTENCES, BATCH)]


def ingest_ours(conn: Connection, world_id: int, batches: list[list[bytes]]) -> None:
    """The pipeline of `live`, committing in its own order."""

    def commit(batch: Batch) -> None:
        storable = Storable(world_id, batch.rows, batch.not_newer, batch.rejected, [])
        batch.settle(store(conn, storable, real_now().timestamp()))

    feed = open_feeds(["ais_udp"], 0.0)["ais_udp"]
    ingest = Ingest(
        load_scene(conn, get_world(conn, REAL_WORLD_ID)), Newcomers(lambda movers: []), commit
    )
    began = real_now().timestamp()
    for number, lines in enumerate(batches):
        run(ingest, [Arrival(feed, Source.AIS_UDP, _heard_at(began, number), lines)])
    if feed.counters.stored != SENTENCES:
        raise RuntimeError(f"stored {feed.counters.stored} of {SENTENCES}: {feed.counters}")


def ingest_plainly(conn: Connection, world_id: int, batches: list[list[bytes]]) -> None:
    """Decode, trust, executemany twice, commit."""
    began = real_now().timestamp()
    for number, lines in enumerate(batches):
        fix_at = datetime.fromtimestamp(_heard_at(began, number), UTC)
        rows = [_plain_row(world_id, fix_at, line) for line in lines]
        with conn.transaction(), conn.cursor() as cursor:
            cursor.executemany(_HISTORY, rows)
            cursor.executemany(_LATEST, rows)


def _plain_row(world_id: int, fix_at: datetime, line: bytes) -> tuple[object, ...]:
    message: dict[str, Any] = pyais.decode(line).asdict()
    return (
        world_id, message["mmsi"] - FIRST_MMSI + 1, fix_at, real_now(), message["lon"],
        message["lat"], message["speed"], message["course"], message["heading"],
        message.get("status"),
    )  # fmt: skip


def _heard_at(began: float, number: int) -> float:
    """Ten batches hold what 2,000 vessels say in 50 s; spaced like that they are plausible."""
    return began - 600 + number * 5.0


def _prepare_world(conn: Connection) -> int:
    conn.execute(
        """
        INSERT INTO vessel (registered, mmsi, kind, county_code, township_code)
        SELECT true, %s + n, 'fishing', '330903', '330903001'
        FROM generate_series(0, %s) AS n ORDER BY n
        """,
        (FIRST_MMSI, VESSELS - 1),
    )
    table = next(table for table in TABLES if table.name == "sea_area")
    copy_rows(conn, table.name, read_rows(_SAMPLE, table))
    return REAL_WORLD_ID


def _time_batches(
    conn: Connection, world_id: int, batches: list[list[bytes]],
    ingest: Callable[[Connection, int, list[list[bytes]]], None],
) -> float:  # fmt: skip
    """Sentences a second, on tables emptied before."""
    conn.execute("TRUNCATE position_history, position_latest")
    began = time.perf_counter()
    ingest(conn, world_id, batches)
    return SENTENCES / (time.perf_counter() - began)


BENCH = Bench("ingest", "AIS 语句到入库，每 1,000 条一个事务", run_bench, floor=1.5)

"""The database is restarted as an administrator does, over one honest stream."""

import os
import signal
import time
from collections.abc import Callable

import psycopg
import pytest

from app.database import connect
from tests.conftest import DatabaseFactory
from tests.drills.honest import stored
from tests.drills.length import length
from tests.drills.stage import Stage
from tests.live_process import eventually

pytestmark = pytest.mark.drill

RESTARTS = length(3, 10)
BACK_WITHIN_S = 30.0
Record = Callable[[str, object], None]


def test_planned_restarts_of_the_database(
    stage: Stage, databases: DatabaseFactory, dsn: str, record_property: Record
) -> None:
    """A fast shutdown, as an administrator asks for; it is there again by itself or by us."""
    worst_s = 0.0
    for _ in range(RESTARTS):
        began = time.monotonic()
        first = int((databases.place.cluster_dir / "postmaster.pid").read_text().split()[0])
        os.kill(first, signal.SIGINT)
        eventually(lambda first=first: _answers(dsn, first, databases), BACK_WITHIN_S)
        stage.goes_on()
        worst_s = max(worst_s, time.monotonic() - began)
    stage.honest.stop()
    with connect(dsn, autocommit=True) as conn:
        eventually(lambda: stage.honest.acknowledged <= stored(conn))
    assert stage.live.counters("ais_udp")["lost"] == 0
    record_property(
        "figure",
        f"{RESTARTS} restarts, acknowledging again within {worst_s:.1f} s,"
        f" {len(stage.honest.acknowledged)} acknowledged, 0 lost",
    )


def _answers(dsn: str, before: int, databases: DatabaseFactory) -> bool:
    try:
        now = int((databases.place.cluster_dir / "postmaster.pid").read_text().split()[0])
        with connect(dsn) as conn:
            conn.execute("SELECT 1")
    except (OSError, IndexError, psycopg.Error):
        return False
    return now != before

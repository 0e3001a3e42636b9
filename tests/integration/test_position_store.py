"""What a batch leaves in the database."""

from datetime import UTC, datetime, timedelta

import gevent
import numpy as np
import psycopg
import pytest

from app.clock import IncidentClock, real_now
from app.database import Connection, is_away
from app.incidents.queries import insert_exercise
from app.live.batch import Batch
from app.live.connection import SteadyConnection
from app.live.feeds import open_feeds
from app.live.housekeeping import KEEP_REJECTED, prepare_store
from app.live.inbox import Arrival
from app.live.scene import load_scene
from app.live.writer import Writer
from app.positions import queries
from app.positions.columns import Rows, empty_rows
from app.positions.loading import load_picture
from app.positions.model import Kind, Source, StaticReport
from app.positions.queries import Rejected
from app.positions.state import Harbours
from app.positions.store import Storable, store
from app.worlds.queries import get_world, update_clock

NOON = datetime(2015, 7, 10, 4, tzinfo=UTC)
NOWHERE = Harbours(np.zeros(0), np.zeros(0), np.zeros(0))


@pytest.fixture(autouse=True)
def three_vessels(conn: Connection) -> None:
    conn.execute(
        "TRUNCATE vessel, position_history, position_latest, position_rejection"
        " RESTART IDENTITY CASCADE"
    )
    conn.execute("DELETE FROM incident")
    conn.execute("DELETE FROM world WHERE exercise")
    conn.execute("ALTER SEQUENCE world_number RESTART")
    conn.execute(
        "INSERT INTO vessel (registered, mmsi, kind) "
        "SELECT true, 412000000 + n, 'fishing' FROM generate_series(1, 3) AS n"
    )


def rows_at(*moments: tuple[int, float], lon: float = 122.5, **columns: float) -> Rows:
    """Rows of (vessel, seconds after noon)."""
    rows = empty_rows(len(moments), Source.AIS_UDP, 0.0)
    rows["vessel_id"] = [vessel for vessel, _ in moments]
    rows["fix_at"] = [NOON.timestamp() + seconds for _, seconds in moments]
    rows["lon"], rows["lat"] = lon, 29.9
    for name in ("sog_kn", "cog_deg", "heading_deg"):
        rows[name] = columns.get(name, np.nan)
    rows["nav_status"] = columns.get("nav_status", -1)
    return rows


def keep(conn: Connection, rows: Rows, not_newer: bool | list[bool] = False, **more: object):
    flags = np.broadcast_to(np.array(not_newer), len(rows))
    batch = Storable(1, rows, flags, more.get("rejected", ()), more.get("statics", ()))  # type: ignore[arg-type]
    return store(conn, batch, real_now().timestamp()).stored.tolist()


def latest(conn: Connection) -> list[tuple[int, float]]:
    return conn.execute("SELECT vessel_id, lon FROM position_latest ORDER BY vessel_id").fetchall()


def test_a_row_is_stored_to_the_last_digit_and_missing_figures_are_null(conn: Connection):
    keep(conn, rows_at((1, 0.125), sog_kn=8.5, nav_status=7))
    for table in ("position_history", "position_latest"):
        row = conn.execute(
            "SELECT fix_at, lon, lat, sog_kn, cog_deg, heading_deg, nav_status, source"
            f" FROM {table}"
        ).fetchone()
        assert row == (NOON + timedelta(milliseconds=125), 122.5, 29.9, 8.5, None, None, 7, 1)


def test_rows_with_different_gaps_go_in_one_copy(conn: Connection):
    mixed = np.concatenate([
        rows_at((1, 0)), rows_at((2, 0), sog_kn=1.0), rows_at((3, 0), sog_kn=1.0, heading_deg=9.0),
    ])  # fmt: skip
    assert keep(conn, mixed) == [True, True, True]
    found = conn.execute(
        "SELECT vessel_id, sog_kn, heading_deg FROM position_history ORDER BY vessel_id"
    ).fetchall()
    assert found == [(1, None, None), (2, 1.0, None), (3, 1.0, 9.0)]


def test_the_newest_of_a_batch_becomes_the_latest_whatever_its_order(conn: Connection):
    first, second = rows_at((1, 20), lon=122.2), rows_at((1, 10), lon=122.1)
    keep(conn, np.concatenate([first, second]))
    assert latest(conn) == [(1, 122.2)]


def test_an_older_report_is_kept_and_the_latest_stays(conn: Connection):
    keep(conn, rows_at((1, 20), lon=122.2))
    assert keep(conn, rows_at((1, 10), lon=122.1), not_newer=True) == [True]
    assert latest(conn) == [(1, 122.2)]
    assert conn.execute("SELECT count(*) FROM position_history").fetchone() == (2,)


def test_a_repetition_is_a_duplicate_also_after_a_restart(conn: Connection):
    keep(conn, rows_at((1, 10), (2, 10)))
    assert keep(conn, rows_at((1, 10), (2, 10), (2, 11)), [True, True, False]) == [False] * 2 + [
        True
    ]
    assert conn.execute("SELECT count(*) FROM position_history").fetchone() == (3,)


def test_a_repetition_within_one_batch_is_stored_once(conn: Connection):
    assert keep(conn, rows_at((1, 10), (1, 10)), [False, True]) == [True, False]


def test_a_row_the_table_refuses_costs_no_other(conn: Connection):
    rows = np.concatenate([
        rows_at((1, 0)), rows_at((2, 0), lon=200.0), rows_at((3, 0)), rows_at((1, 0)),
    ])  # fmt: skip
    batch = Storable(1, rows, np.array([False, False, False, True]), [], [])
    outcome = store(conn, batch, real_now().timestamp())
    assert outcome.stored.tolist() == [True, False, True, False]
    assert outcome.refused.tolist() == [False, True, False, False]
    assert latest(conn) == [(1, 122.5), (3, 122.5)]


def test_evidence_and_names_that_no_column_holds_cost_no_position(conn: Connection):
    evidence = [Rejected(1, 1, "no_position", None, None, None, raw)
                for raw in ("!AIVDM", "NUL\0", "half \ud800", "last")]  # fmt: skip
    queries.add_unregistered(conn, [(413_000_001, Kind.UNKNOWN)], 10)
    names = [StaticReport(413_000_001, name, None, None) for name in ("A\0", "HAI XIN")]
    batch = Storable(1, rows_at((1, 0)), np.zeros(1, np.bool_), evidence, names)
    outcome = store(conn, batch, real_now().timestamp())
    assert outcome.stored.tolist() == [True]
    assert (outcome.evidence_refused, outcome.statics_refused) == ([1, 2], [0])
    kept = conn.execute("SELECT raw FROM position_rejection ORDER BY rejection_id").fetchall()
    assert kept == [("!AIVDM",), ("last",)]
    assert conn.execute("SELECT name FROM vessel WHERE mmsi = 413000001").fetchone() == ("HAI XIN",)


def test_a_database_that_is_away_is_told_from_a_row_it_will_not_have(conn: Connection):
    conn.execute("SET statement_timeout = '20ms'")
    with pytest.raises(psycopg.OperationalError) as slow:
        conn.execute("SELECT pg_sleep(5)")
    conn.execute("RESET statement_timeout")
    with pytest.raises(psycopg.DataError) as refused:
        conn.execute("SELECT %s", ("\0",))
    with pytest.raises(psycopg.OperationalError) as limit:  # an index row too large
        conn.execute("CREATE TEMP TABLE t (x text); CREATE INDEX ON t (x)")
        conn.execute(
            "INSERT INTO t SELECT string_agg(md5(n::text), '') FROM generate_series(1, 999) n"
        )
    assert is_away(slow.value)
    assert not is_away(refused.value)
    assert not is_away(limit.value)
    assert not is_away(UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogate"))


def test_the_writer_outlives_whatever_a_batch_holds(conn: Connection, dsn: str):
    """A terminal's name that is no UTF-8 raised past the writer, and ended the process."""
    connection = SteadyConnection(dsn, "test")
    writer = Writer(connection)
    feed = open_feeds(["beidou"], 0.0)["beidou"]
    for raw in ("half \ud800", "whole"):
        batch = Batch([Arrival(feed, Source.BEIDOU, 0.0, [b""])])
        batch.rows = rows_at((1, float(len(raw))))
        batch.not_newer = np.zeros(1, np.bool_)
        batch.rejected = [Rejected(None, 3, "unknown_terminal", None, None, None, raw)]
        writer.put(batch, 1)
    assert writer._commit_first()  # pyright: ignore[reportPrivateUsage]
    assert writer._commit_first()  # pyright: ignore[reportPrivateUsage]
    connection.close()
    assert feed.counters.stored == 2
    assert (writer.refused, writer.side_refused) == (0, 1)


def test_evidence_is_kept_a_week(conn: Connection):
    refused = [Rejected(1, 1, "impossible_speed", NOON.timestamp(), 123.5, 29.9, "!AIVDM…"),
               Rejected(None, 3, "unknown_terminal", None, None, None, "77")]  # fmt: skip
    keep(conn, rows_at(), rejected=refused)
    assert conn.execute(
        "SELECT vessel_id, reason, lon FROM position_rejection ORDER BY rejection_id"
    ).fetchall() == [(1, "impossible_speed", 123.5), (None, "unknown_terminal", None)]
    conn.execute(
        "UPDATE position_rejection SET recorded_at = %s WHERE vessel_id = 1",
        (real_now() - KEEP_REJECTED - timedelta(hours=1),),
    )
    prepare_store(conn)
    assert conn.execute("SELECT reason FROM position_rejection").fetchall() == [
        ("unknown_terminal",)
    ]


def test_partitions_are_there_before_their_day_and_hold_it(conn: Connection):
    prepare_store(conn)
    prepare_store(conn)  # harmless twice
    keep(conn, rows_at((1, 0)))
    place = conn.execute("SELECT tableoid::regclass::text FROM position_history").fetchone()
    assert place == (f"position_history_{real_now():%Y%m%d}",)


def test_what_a_stranger_says_reaches_the_register_and_a_registered_ship_keeps_its_own(
    conn: Connection,
):
    (stranger,) = queries.add_unregistered(conn, [(413_000_001, Kind.UNKNOWN)], 10)
    keep(conn, rows_at(), statics=[
        StaticReport(413_000_001, "HAI XIN", Kind.MERCHANT, 88.0),
        StaticReport(412_000_001, "FALSE NAME", Kind.MERCHANT, 1.0),
    ])  # fmt: skip
    rows = conn.execute(
        "SELECT name, kind, length_m FROM vessel WHERE vessel_id IN (1, %s) ORDER BY vessel_id",
        (stranger.vessel_id,),
    ).fetchall()
    assert rows == [(None, "fishing", None), ("HAI XIN", "merchant", 88.0)]


def test_two_meet_the_same_stranger_and_it_has_one_row(conn: Connection):
    first = queries.add_unregistered(conn, [(413_000_001, Kind.UNKNOWN)], 10)
    assert queries.add_unregistered(conn, [(413_000_001, Kind.UNKNOWN)], 10) == first


def test_the_picture_comes_back_as_it_was(conn: Connection):
    keep(conn, rows_at((1, 0), (3, 5), sog_kn=4.5))
    picture = load_picture(conn, 1, 10, NOWHERE)
    assert picture.shown == 2
    row = picture.movers[picture.slot_of_mmsi(412_000_003)]
    assert (row["vessel_id"], row["lon"]) == (3, 122.5)
    assert row["fix_at"] == NOON.timestamp() + 5
    assert np.isnan(row["cog_deg"])


def test_a_clock_set_back_takes_back_what_has_not_happened(conn: Connection):
    clock = IncidentClock(real_now(), NOON, 1.0)
    insert_exercise(conn, kind="typhoon", name="t", storm_id=None, clock=clock)
    keep(conn, rows_at((1, 0), lon=122.1))
    keep(conn, rows_at((1, 60), (2, 60), lon=122.2))
    update_clock(conn, 1, IncidentClock(real_now(), NOON + timedelta(seconds=90), 1.0))
    scene = load_scene(conn, get_world(conn, 1))
    assert scene.picture.shown == 2
    epoch = scene.epoch
    update_clock(conn, 1, IncidentClock(real_now(), NOON + timedelta(seconds=30), 1.0))
    assert scene.follow(conn, get_world(conn, 1))
    assert scene.epoch > epoch
    assert latest(conn) == [(1, 122.1)]
    assert scene.picture.shown == 1
    assert get_world(conn, 1).clock.rate == 1.0
    assert not scene.follow(conn, get_world(conn, 1))


def test_the_writer_commits_batches_in_the_order_they_came(conn: Connection, dsn: str):
    """A repetition queued behind its original is found to be one."""
    writer = Writer(SteadyConnection(dsn, "test"))
    feed = open_feeds(["ais_udp"], 0.0)["ais_udp"]
    for not_newer in (False, True):
        batch = Batch([Arrival(feed, Source.AIS_UDP, 0.0, [])])
        batch.rows = rows_at((1, 0))
        batch.not_newer = np.array([not_newer])
        writer.put(batch, 1)
    greenlet = gevent.spawn(writer.run)
    with gevent.Timeout(10):
        while len(writer):
            gevent.sleep(0.01)
    greenlet.kill()
    assert (feed.counters.stored, feed.counters.duplicate) == (1, 1)

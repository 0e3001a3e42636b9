"""Hostile bytes of every decoder, through pipeline and writer into the database.

What a decoder lets pass must also be storable, or be refused alone: each batch carries honest
neighbours, and every one of them must be in the history afterwards.
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.clock import format_utc, real_now
from app.database import Connection, connect
from app.incidents.queries import insert_incident
from app.live.connection import SteadyConnection
from app.live.feeds import Counters, open_feeds
from app.live.inbox import Arrival, Receipt
from app.live.ingest import Ingest
from app.live.newcomers import Newcomers
from app.live.pipeline import run, welcome
from app.live.scene import load_scene
from app.live.world_time import real_s
from app.live.writer import Writer
from app.positions.decoders.nmea import checksum
from app.positions.model import Source
from app.positions.queries import add_unregistered
from app.worlds.model import REAL_WORLD_ID
from app.worlds.queries import get_world
from tests.live_process import sentence

BATCHES, LINES = 120, 60  # `./haitang test --all` takes fifteen times as many: over 100,000 lines
HONEST = 3


class Sea:
    """One ingest and one writer over a database, and honest reports that go with each batch."""

    def __init__(self, dsn: str, conn: Connection) -> None:
        self.conn = conn
        self.connection = SteadyConnection(dsn, "fuzz")
        self.writer = Writer(self.connection)
        self.feeds = open_feeds(["ais_udp", "beidou"], 0.0)
        scene = load_scene(conn, get_world(conn, REAL_WORLD_ID))
        self.ingest = Ingest(
            scene,
            Newcomers(lambda movers: add_unregistered(conn, movers, 10), proofs=1),
            lambda batch: self.writer.put(batch, REAL_WORLD_ID),
        )
        self.sent = 0

    def take(self, lines: list[bytes], body: bytes) -> Receipt:
        """A batch of hostile input between honest reports; commits it."""
        now, receipt = real_s(), Receipt()
        honest = [self._honest(n) for n in range(1, HONEST + 1)]
        udp, beidou = self.feeds["ais_udp"], self.feeds["beidou"]
        run(self.ingest, [
            Arrival(udp, Source.AIS_UDP, now, honest[:1]),
            Arrival(udp, Source.AIS_UDP, now, [*lines[::2], honest[1]]),
            Arrival(beidou, Source.BEIDOU, now, [body], receipt=receipt),
            Arrival(udp, Source.AIS_UDP, now, [honest[2], *lines[1::2]]),
        ])  # fmt: skip
        self.ingest.newcomers.meet()
        welcome(self.ingest)
        while len(self.writer):
            assert self.writer._commit_first()  # pyright: ignore[reportPrivateUsage]
        return receipt

    def _honest(self, vessel: int) -> bytes:
        self.sent += 1
        lon = 122.3 + self.sent % 50 / 100_000
        body = b"c:%d" % int(self._sent_at(self.sent))
        return b"\\%b*%02X\\%b" % (body, checksum(body), sentence(vessel, lon))

    def _sent_at(self, number: int) -> float:
        return real_s() - 60_000 + number

    def honest_in_history(self) -> int:
        row = self.conn.execute(
            "SELECT count(*) FROM position_history WHERE vessel_id <= %s", (HONEST,)
        ).fetchone()
        assert row is not None
        return int(row[0])


@pytest.fixture(scope="module")
def sea(empty_database: str) -> Iterator[Sea]:
    with connect(empty_database, autocommit=True) as conn:
        now = real_now()
        insert_incident(conn, kind="typhoon", name="t", storm_id=None, opened_at=now)
        conn.execute(
            "INSERT INTO vessel (vessel_id, registered, mmsi, beidou_id, kind)"
            " SELECT n, true, 412000000 + n, n::text, 'fishing' FROM generate_series(1, 60) AS n"
        )
        conn.execute("ALTER SEQUENCE vessel_vessel_id_seq RESTART WITH 1001")
        made = Sea(empty_database, conn)
        yield made
        made.connection.close()


def summed(body: bytes) -> bytes:
    return b"%b*%02X" % (body, checksum(body))


NO_MARK = st.integers(0, 255).filter(lambda byte: byte not in b"\\\n")
TAG = st.one_of(
    st.lists(NO_MARK, max_size=40).map(bytes),
    st.integers(0, 10**13).map(lambda when: b"c:%d" % when),
    st.lists(NO_MARK, max_size=12).map(lambda odd: b"g:1," + bytes(odd)),
)
REPORT: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries({
    "type": st.sampled_from([1, 3, 4, 5, 9, 18, 19, 21, 24, 27]),
    "mmsi": st.one_of(st.integers(0, 2**30 - 1), st.integers(412_000_004, 412_000_060)),
    "lon": st.floats(-214, 214), "lat": st.floats(-107, 107),
    "speed": st.floats(0, 102.3), "course": st.floats(0, 409.5), "heading": st.integers(0, 511),
    "shipname": st.text(st.characters(min_codepoint=32, max_codepoint=95), max_size=20),
    "name": st.text(st.characters(min_codepoint=32, max_codepoint=95), max_size=20),
    "ship_type": st.integers(0, 255), "partno": st.integers(0, 1), "to_bow": st.integers(0, 511),
    "to_stern": st.integers(0, 511), "aid_type": st.integers(0, 31),
})  # fmt: skip


def encoded(report: dict[str, Any]) -> bytes:
    fields = {key: value for key, value in report.items() if key != "mmsi"}
    try:
        return sentence(int(str(report["mmsi"])) - 412_000_000, **fields)
    except Exception:  # the encoder cannot say it; the armour can
        return b"not encodable"


ARMOUR = b"0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVW`abcdefghijklmnopqrstuvw"
PAYLOAD = st.lists(st.sampled_from(list(ARMOUR)), min_size=1, max_size=60).map(bytes)
RAW_AIS = st.builds(
    lambda payload, fill: b"!" + summed(b"AIVDM,1,1,,A,%b,%d" % (payload, fill)),
    PAYLOAD, st.integers(0, 5),
)  # fmt: skip
PLAIN = st.one_of(REPORT.map(encoded), RAW_AIS)
WOUNDED = st.builds(
    lambda line, at, byte: line[: at % len(line)] + bytes([byte]) + line[at % len(line) + 1 :],
    PLAIN, st.integers(0, 200), st.integers(0, 255),
)  # fmt: skip
TAGGED = st.builds(lambda tag, line: b"\\" + summed(tag) + b"\\" + line, TAG, PLAIN)
LINE = st.one_of(st.binary(min_size=1, max_size=120), PLAIN, WOUNDED, TAGGED)

NUMBER = st.one_of(st.floats(allow_nan=True), st.integers(), st.just(10**400), st.none())
ITEM = st.fixed_dictionaries({
    "beidou_id": st.one_of(st.text(max_size=25), st.integers(1, 60).map(str)),
    "fix_at": st.one_of(
        st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat), st.text(max_size=30),
        st.just("0001-01-01T00:00:00+14:00"), st.just(format_utc(real_now())),
    ),
    "lon": NUMBER, "lat": NUMBER, "speed_kn": NUMBER, "course_deg": NUMBER,
})  # fmt: skip
DOCUMENT = st.lists(ITEM, max_size=8).map(lambda items: {"reports": items})
ESCAPED = DOCUMENT.map(json.dumps)
NUL_TERMINAL = (
    r'{"reports": [{"beidou_id": "\u0000", "fix_at": "2026-01-01T00:00:00Z", "lon": 1, "lat": 2}]}'
)
BODY = st.one_of(
    ESCAPED.map(str.encode),
    DOCUMENT.map(lambda document: json.dumps(document, ensure_ascii=False))
    .map(lambda text: text.encode("utf-8", "surrogatepass")),
    ESCAPED.map(lambda text: text.encode("utf-16")),
    ESCAPED.map(lambda text: text.encode("utf-32")),
    st.binary(max_size=200), st.just(b"[" * 100_000),
    st.just(NUL_TERMINAL.encode().replace(rb"\u0000", b"\xed\xa0\x80")),
    st.just(NUL_TERMINAL.encode("utf-16")),
)  # fmt: skip


SLOW_AND_LARGE = (
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.large_base_example,
)


@pytest.mark.parametrize("batches", [BATCHES, pytest.param(15 * BATCHES, marks=pytest.mark.load)])
def test_nothing_that_comes_in_costs_an_honest_report(
    sea: Sea, batches: int, record_property: Callable[[str, object], None]
):
    before, lines_sent = sea.writer.side_refused, 0

    @settings(max_examples=batches, database=None, suppress_health_check=SLOW_AND_LARGE)
    @given(st.lists(LINE, min_size=LINES, max_size=LINES), BODY)
    def hostile(lines: list[bytes], body: bytes) -> None:
        nonlocal lines_sent
        lines_sent += len(lines)
        receipt = sea.take(lines, body)
        assert receipt.done.is_set()
        counters: Counters = sea.feeds["ais_udp"].counters
        assert (counters.lost, counters.refused, sea.feeds["beidou"].counters.lost) == (0, 0, 0)

    hostile()
    assert sea.honest_in_history() == sea.sent
    assert (sea.writer.refused, sea.writer.side_refused) == (0, before)
    record_property(
        "figure", f"{lines_sent} lines and {batches} bodies, {sea.sent} neighbours kept"
    )

"""A live process with a fleet of two counties, and screens that watch it by somebody's right.

Its fixtures are imported `as` themselves: pytest finds them by name, which ruff cannot see.
"""

import time
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from app.accounts.model import SYSTEM_ACTOR, Role
from app.accounts.queries import find_session
from app.clock import real_now
from app.database import Connection, connect
from app.events.model import EventKind, Place
from app.incidents.queries import insert_incident
from app.positions.frames import Flag, decode_message
from app.tooling.bench.socket_client import Message
from app.transaction import on_connection
from tests.clients import session_of
from tests.live_process import Live, eventually, live_process, sentence, wait_until, watch

DROP_LIMIT_S = 5.0
A, B, TOWN_A = "330902", "330903", "330902001"
OPEN_SEA, WATERS_A = (122.9, 29.8), (122.905, 29.8)  # 480 m apart: a step that is believed
# vessel: county, township; 6 is heard without being in the register
FLEET = {1: (A, TOWN_A), 2: (A, "330902002"), 3: (B, "330903001"), 4: (None, None)}
STRANGER = 6
ALL = (*FLEET, STRANGER)


@pytest.fixture(scope="module")
def dsn(dsn: str) -> str:
    with connect(dsn) as connection:
        now = real_now()
        insert_incident(connection, kind="typhoon", name="t", storm_id=None, opened_at=now)
        for vessel, (county, township) in FLEET.items():
            connection.execute(
                "INSERT INTO vessel (vessel_id, registered, mmsi, kind, county_code, township_code)"
                " VALUES (%s, true, %s, 'fishing', %s, %s)",
                (vessel, 412_000_000 + vessel, county, township),
            )
        connection.execute("ALTER SEQUENCE vessel_vessel_id_seq RESTART WITH 6")
        connection.execute(
            "INSERT INTO sea_area VALUES (%s, 'A',"
            " ST_Multi(ST_MakeEnvelope(122.903, 29.6, 123.0, 30.0, 4326)))",
            (int(A),),
        )
    return dsn


@pytest.fixture(scope="module")
def live(dsn: str) -> Iterator[Live]:
    with live_process(dsn) as process:
        process.start()
        put_to_sea(process)
        yield process


def put_to_sea(process: Live) -> None:
    """Let everybody be heard, twice: who is in no register counts only then."""
    for course in (45.0, 46.0):
        process.send_udp(*(sentence(v, *OPEN_SEA, course=course) for v in ALL))
    eventually(lambda: ended(process) == 2 * len(ALL))


def ended(process: Live) -> int:
    """Reports of AIS that are kept; two within a millisecond are one."""
    counters = process.counters("ais_udp")
    return counters["stored"] + counters["duplicate"]


class Screen:
    """A browser that keeps the movers it was given, as the page does."""

    def __init__(
        self, live: Live, token: str, after: int | None = None, incident: int | None = None
    ) -> None:
        self.client = watch(live, token, after, incident=incident)
        self.movers: dict[int, float] = {}
        self.epoch: int | None = None
        self.events: list[int] = []
        self.told: dict[str, object] = {}

    def take(self, message: Message) -> bool:
        self.told[message.name] = message.data
        if message.name == "event":
            self.events.append(message.data["seq"])
        if message.name == "frame":
            for frame in decode_message(message.data):
                if frame.stamp.epoch != self.epoch:
                    self.movers.clear()
                self.epoch = frame.stamp.epoch
                for index, vessel in enumerate(frame.vessel_id.tolist()):
                    if frame.flags & Flag.GONE:
                        self.movers.pop(vessel, None)
                    else:
                        self.movers[vessel] = round(float(frame.lon[index]), 5)
        return False

    def wait_for(self, *vessels: int) -> None:
        """Until exactly these are drawn."""
        wait_until(self.client, lambda m: self.take(m) or set(self.movers) == {*vessels})

    def listen(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            message = self.client.receive(0.1)
            if message is not None:
                self.take(message)
                if message.name == "frame":
                    seq = decode_message(message.data)[-1].stamp.seq
                    self.client.emit("seen", {"seq": seq})

    def wait_for_event(self, seq: int) -> None:
        """Until it has been told of this event."""
        wait_until(self.client, lambda m: self.take(m) or seq in self.events)

    def wait_for_tick(self) -> None:
        """Until the next tick: what was due before it has come."""
        wait_until(self.client, lambda m: self.take(m) or m.name == "tick")

    def seconds_until_closed(self) -> float:
        began = time.monotonic()
        with pytest.raises(ConnectionError):
            while time.monotonic() - began < 20:
                self.client.receive(0.2)
        return time.monotonic() - began


@pytest.fixture
def screens(live: Live) -> Iterator[list[Screen]]:
    opened: list[Screen] = []
    yield opened
    for screen in opened:
        screen.client.close()
    eventually(lambda: open_sockets(live) == 0)


def open_sockets(live: Live) -> int:
    lines = live.metrics().splitlines()
    return int(float(next(x for x in lines if x.startswith("haitang_live_sockets ")).split()[1]))


def person(conn: Connection, unit: str = "330900", role: Role = Role.VIEWER) -> str:
    return session_of(conn, unit=unit, role=role, login=f"p-{uuid4().hex[:10]}")


def session_id_of(conn: Connection, token: str) -> UUID:
    session = find_session(conn, token, real_now())
    assert session is not None
    return session.session_id


def append(conn: Connection, place: Place | None) -> int:
    kind = EventKind.CONFIGURATION_CHANGED if place is None else EventKind.ZONE_CHANGED
    with on_connection(conn, SYSTEM_ACTOR) as tx:
        tx.append_event(kind, "x", {}, valid_at=real_now(), incident_id=1, place=place)
    return (conn.execute("SELECT max(seq) FROM event").fetchone() or (0,))[0]

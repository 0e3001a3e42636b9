"""Two counties, a township and the city watch 12,000 movers: each gets exactly its own."""

import json
import selectors
import socket
import threading
import time
from dataclasses import dataclass, field

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from pyais import encode_dict

from app.accounts.model import Role
from app.clock import real_now
from app.database import Connection, connect
from app.incidents.queries import insert_incident
from app.positions.frames import Flag, decode_message
from app.tooling.bench.fanout.scale import MOVERS, VIEWS
from app.tooling.bench.fleet import FIRST_MMSI, make_fleet
from app.tooling.bench.socket_client import Message, SocketClient
from tests.clients import session_of
from tests.live_process import Live, eventually, live_process
from tests.sample_files import features

pytestmark = pytest.mark.load

CITY, A, B, TOWN_B = "330900", "330902", "330903", "330903001"
ROUNDS, ROUND_S = 6, 5.0
STEP_DEG = 0.004  # some 400 m a report: within what is believed whatever the time between
AREAS = [(int(p["county_code"]), g) for p, g in features("sea_areas")]
# By number of the vessel: register of A, of B in two townships, of no county, in no register.
REGISTERS = ((A, "330902001"), (B, TOWN_B), (B, "330903002"), (None, None), None)


def register_of(vessel: int) -> tuple[str | None, str | None] | None:
    return REGISTERS[vessel % len(REGISTERS)]


@dataclass
class Watched:
    """What one browser holds, and every mover it was ever told of."""

    unit: str
    client: SocketClient
    movers: dict[int, tuple[int, int]] = field(default_factory=dict)
    ever: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    counted: int = 0
    frame_bytes: int = 0

    def take(self, message: Message) -> None:
        if message.name == "tick":
            self.counted = message.data["movers"]
        if message.name != "frame":
            return
        self.frame_bytes += len(message.data)
        frames = decode_message(message.data)
        for frame in frames:
            ids = frame.vessel_id.tolist()
            if frame.flags & Flag.GONE:
                self.gone.update(ids)
                for vessel in ids:
                    self.movers.pop(vessel, None)
            else:
                self.ever.update(ids)
                self.movers |= dict(zip(ids, wire_units(frame.lon, frame.lat), strict=True))
        self.client.emit("seen", {"seq": frames[-1].stamp.seq})


def wire_units(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> list[tuple[int, int]]:
    columns = (np.rint(part * 1e7).astype(np.int64).tolist() for part in (lon, lat))
    return list(zip(*columns, strict=True))


class Watching(threading.Thread):
    """Reads all browsers until told to stop."""

    def __init__(self, screens: list[Watched]) -> None:
        super().__init__(daemon=True)
        self.screens = screens
        self.ended = threading.Event()
        self.failure: Exception | None = None

    def run(self) -> None:
        selector = selectors.DefaultSelector()
        for screen in self.screens:
            selector.register(screen.client.sock, selectors.EVENT_READ, screen)
        try:
            while not self.ended.is_set():
                for key, _ in selector.select(0.1):
                    key.data.client.feed()
                    for message in key.data.client.drain():
                        key.data.take(message)
        except Exception as error:  # it is raised where the test can see it
            self.failure = error

    def stop(self) -> None:
        self.ended.set()
        self.join()
        for screen in self.screens:
            screen.client.close()


@pytest.fixture(scope="module")
def dsn(dsn: str) -> str:
    with connect(dsn) as connection:
        now = real_now()
        insert_incident(connection, kind="typhoon", name="t", storm_id=None, opened_at=now)
        known = [(v, FIRST_MMSI + v - 1, *units) for v in range(1, MOVERS + 1)
                 if (units := register_of(v)) is not None]  # fmt: skip
        connection.cursor().executemany(
            "INSERT INTO vessel (vessel_id, registered, mmsi, kind, county_code, township_code)"
            " VALUES (%s, true, %s, 'fishing', %s, %s)",
            known,
        )
        connection.execute("ALTER SEQUENCE vessel_vessel_id_seq RESTART WITH 20001")
        for code, area in AREAS:
            connection.execute("INSERT INTO sea_area VALUES (%s, 'x', ST_GeomFromText(%s, 4326))",
                               (code, area.wkt))  # fmt: skip
    return dsn


def feed(live: Live) -> None:
    """The fleet's reports, spread over each round as they are at sea."""
    fleet = make_fleet(MOVERS)
    east, north = np.sin(np.radians(fleet.course_deg)), np.cos(np.radians(fleet.course_deg))
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", live.tcp)) as wire:
        for turn in range(ROUNDS):
            lon, lat = fleet.lon + turn * STEP_DEG * east, fleet.lat + turn * STEP_DEG * north
            for number in range(MOVERS):
                due = began + (turn + number / MOVERS) * ROUND_S
                if number % 100 == 0 and due > time.monotonic():
                    time.sleep(due - time.monotonic())
                wire.sendall(sentence(number, lon[number], lat[number]) + b"\r\n")


def sentence(number: int, lon: float, lat: float) -> bytes:
    report = {"type": 1, "mmsi": FIRST_MMSI + number, "lon": lon, "lat": lat, "speed": 9.0}
    return encode_dict(report, talker_id="AI", sentence_type="VDM")[0].encode()


def seas_of(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int64]:
    """By trying every area."""
    found = np.zeros(len(lon), np.int64)
    for code, area in sorted(AREAS, reverse=True):
        found[shapely.intersects_xy(area, lon, lat)] = code
    return found


def allowed(conn: Connection, unit: str, table: str) -> dict[int, tuple[int, int]]:
    """What a unit may see of a table's positions, said anew: register and brute-force geometry."""
    rows = conn.execute(
        f"SELECT p.vessel_id, p.lon, p.lat, v.registered, v.county_code, v.township_code"
        f" FROM {table} p JOIN vessel v USING (vessel_id) ORDER BY p.fix_at".encode()
    ).fetchall()
    lon, lat = (np.array([row[n] for row in rows]) for n in (1, 2))
    seas = seas_of(lon, lat)
    places = wire_units(lon, lat)
    seen: dict[int, tuple[int, int]] = {}
    for row, sea, place in zip(rows, seas.tolist(), places, strict=True):
        own = unit in (CITY, row[4], row[5])
        if own or not row[3] or str(sea) == unit:
            seen[row[0]] = place
    return seen


def test_each_gets_exactly_its_movers(conn: Connection, dsn: str):
    units = [CITY, CITY, A, A, B, B, TOWN_B]
    with live_process(dsn) as live:
        live.start()
        screens = [Watched(unit, SocketClient(live.path, session_of(conn, unit=unit,
                   role=Role.VIEWER))) for unit in units]  # fmt: skip
        for number, screen in enumerate(screens):
            screen.client.emit("view", {"box": VIEWS[number % 5], "zoom": 9, "last": None})
        watching = Watching(screens)
        watching.start()
        try:
            feed(live)
            eventually(lambda: ended(live) == MOVERS * ROUNDS)
            time.sleep(2.5)  # the last tick, and the second's count
        finally:
            watching.stop()
        counters = live.counters("ais_tcp")
    assert watching.failure is None
    assert (counters["lost"], counters["rejected"]) == (0, {})
    figures = [compare(conn, screen) for screen in screens]
    print(json.dumps({"movers": MOVERS, "reports": MOVERS * ROUNDS, "lost": counters["lost"],
                      "screens": figures}, indent=1))  # fmt: skip


def ended(live: Live) -> int:
    counters = live.counters("ais_tcp")
    return int(counters["stored"] + counters["lost"] + sum(counters["rejected"].values()))


def compare(conn: Connection, screen: Watched) -> dict[str, object]:
    """Raise unless the browser holds its unit's movers where they are, and never got another's."""
    now = allowed(conn, screen.unit, "position_latest")
    ever = allowed(conn, screen.unit, "position_history")
    assert screen.movers == now, screen.unit
    assert screen.ever <= set(ever), f"{screen.unit}: {len(screen.ever - set(ever))} foreign"
    assert screen.gone <= set(ever), f"{screen.unit}: gone of whom it never saw"
    assert screen.counted == len(now)
    if screen.unit in (A, B):
        assert screen.gone, "nobody left its waters: the test claims nothing"
    return {"unit": screen.unit, "movers": len(now), "left": len(screen.gone - set(now)),
            "kilobytes": screen.frame_bytes // 1000}  # fmt: skip

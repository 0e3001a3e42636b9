"""Who gets a socket of the real process, what it is told, and how soon it loses it."""

import http.client
import socket
import time
from collections.abc import Iterator
from struct import pack
from uuid import uuid4

import pytest

from app.accounts.model import SYSTEM_ACTOR, Role
from app.accounts.queries import end_session, find_session, lock_session
from app.accounts.session_model import COOKIE, SECURE_COOKIE
from app.bench.fanout.processes import get_json
from app.bench.socket_client import Message, SocketClient
from app.clock import IncidentClock, real_now
from app.database import Connection, connect
from app.events.model import EventKind, Place
from app.incidents.queries import insert_incident
from app.live.seats import MAX_SEATS
from app.positions.frames import Flag, decode_message
from app.transaction import on_connection
from tests.clients import session_of
from tests.live_process import Live, eventually, live_process, sentence, wait_until, watch

DROP_LIMIT_S = 5.0
A, B, TOWN_A = "330902", "330903", "330902001"
OPEN_SEA, WATERS_A = (122.9, 29.8), (122.905, 29.8)  # 480 m apart: a step that is believed
# vessel: county, township; 6 is heard without being in the register
FLEET = {1: (A, TOWN_A), 2: (A, "330902002"), 3: (B, "330903001"), 4: (None, None)}
STRANGER = 6


@pytest.fixture(scope="module")
def conn(empty_database: str) -> Iterator[Connection]:
    with connect(empty_database, autocommit=True) as connection:
        now = real_now()
        insert_incident(connection, kind="typhoon", name="t", exercise=True, storm_id=None,
                        clock=IncidentClock(now, now, 1.0))  # fmt: skip
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
        yield connection


@pytest.fixture(scope="module")
def live(conn: Connection, empty_database: str) -> Iterator[Live]:
    with live_process(empty_database) as process:
        process.start()
        process.send_udp(*(sentence(v, *OPEN_SEA) for v in (*FLEET, STRANGER)))
        eventually(lambda: process.counters("ais_udp")["stored"] == len(FLEET) + 1)
        yield process


class Screen:
    """A browser that keeps the movers it was given, as the page does."""

    def __init__(self, live: Live, token: str, after: int | None = None) -> None:
        self.client = watch(live, token, after)
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
    connection = http.client.HTTPConnection("live", timeout=5)
    connection.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.sock.connect(str(live.path))
    connection.request("GET", "/metrics")
    lines = connection.getresponse().read().decode().splitlines()
    connection.close()
    return int(float(next(x for x in lines if x.startswith("haitang_live_sockets ")).split()[1]))


def person(conn: Connection, unit: str = "330900", role: Role = Role.VIEWER) -> str:
    return session_of(conn, unit=unit, role=role, login=f"p-{uuid4().hex[:10]}")


# --- the upgrade ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("token", "origin", "status"),
    [
        (None, "http://live", "401"),
        ("nobody-s-token", "http://live", "401"),
        ("own", "https://elsewhere.example", "403"),
        ("own", "http://live.elsewhere.example", "403"),
        ("own", "null", "403"),
        ("own", None, "403"),
    ],
)
def test_a_socket_needs_a_session_and_a_page_of_ours(
    live: Live, conn: Connection, token: str | None, origin: str | None, status: str
):
    token = person(conn) if token == "own" else token
    with pytest.raises(ConnectionError, match=status):
        SocketClient(live.path, token, origin)
    assert open_sockets(live) == 0


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SECURITY_ADMINISTRATOR])
def test_a_role_that_sees_no_map_gets_no_socket(live: Live, conn: Connection, role: Role):
    with pytest.raises(ConnectionError, match="403"):
        SocketClient(live.path, person(conn, role=role))


@pytest.mark.parametrize("cookie", [COOKIE, SECURE_COOKIE, None])
def test_a_polling_stranger_is_given_nothing(live: Live, conn: Connection, cookie: str | None):
    """Engine.IO would answer even a refused one with a sid, before any handler runs."""
    headers = {"Origin": "http://live"}
    if cookie is not None:
        headers["Cookie"] = f"{cookie}={person(conn)}"
    for method in ("GET", "POST"):
        connection = http.client.HTTPConnection("live", timeout=5)
        connection.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.sock.connect(str(live.path))
        connection.request(method, "/socket.io/?EIO=4&transport=polling", headers=headers)
        answer = connection.getresponse()
        assert answer.status == 400
        assert b"sid" not in answer.read()
        connection.close()


def test_a_wall_s_session_gets_a_socket(live: Live, conn: Connection, screens: list[Screen]):
    screens.append(Screen(live, session_of(conn, role=Role.WALL)))
    screens[0].wait_for(*FLEET, STRANGER)


def test_one_person_has_five_sockets_and_another_is_not_kept_out(
    live: Live, conn: Connection, screens: list[Screen]
):
    token = person(conn)
    screens += [Screen(live, token) for _ in range(MAX_SEATS)]
    with pytest.raises(ConnectionError, match="429"):
        SocketClient(live.path, token)
    screens.append(Screen(live, person(conn)))
    screens.pop(0).client.close()
    eventually(lambda: open_sockets(live) == MAX_SEATS)
    screens.append(Screen(live, token))


# --- what each is told ---------------------------------------------------------------------------


def test_each_gets_exactly_its_movers_and_their_number(
    live: Live, conn: Connection, screens: list[Screen]
):
    expected = {"330900": {1, 2, 3, 4, 6}, A: {1, 2, 6}, B: {3, 6}, TOWN_A: {1, 6}}
    for unit, movers in expected.items():
        screen = Screen(live, person(conn, unit))
        screens.append(screen)
        screen.wait_for(*movers)
        screen.listen(1.5)
        assert set(screen.movers) == movers
        assert screen.told["tick"]["movers"] == len(movers)  # type: ignore[index]


def test_a_visitor_comes_and_goes_with_the_waters_it_is_in(
    live: Live, conn: Connection, screens: list[Screen]
):
    a, b = Screen(live, person(conn, A)), Screen(live, person(conn, B))
    screens += [a, b]
    a.wait_for(1, 2, 6)
    live.send_udp(sentence(3, *WATERS_A))
    a.wait_for(1, 2, 3, 6)
    stored = "SELECT county_code, township_code, sea_county_code FROM position_latest"
    eventually(lambda: conn.execute(f"{stored} WHERE vessel_id = 3").fetchone()
               == (int(B), 330903001, int(A)))  # fmt: skip
    live.send_udp(sentence(3, *OPEN_SEA))
    a.wait_for(1, 2, 6)
    b.listen(0.5)
    assert b.movers[3] == OPEN_SEA[0]
    history = conn.execute(
        "SELECT DISTINCT county_code, township_code FROM position_history WHERE vessel_id IN (4, 6)"
        " ORDER BY 1"
    ).fetchall()
    assert history == [(-1, -1), (0, 0)]


def test_a_change_of_register_is_followed_without_a_new_position(
    live: Live, conn: Connection, screens: list[Screen]
):
    a, b = Screen(live, person(conn, A)), Screen(live, person(conn, B))
    screens += [a, b]
    a.wait_for(1, 2, 6)
    conn.execute("UPDATE vessel SET county_code = %s, township_code = %s WHERE vessel_id = 2",
                 (B, "330903001"))  # fmt: skip
    a.wait_for(1, 6)
    b.wait_for(2, 3, 6)
    latest = "SELECT county_code FROM position_latest WHERE vessel_id = 2"
    eventually(lambda: conn.execute(latest).fetchone() == (int(B),))
    conn.execute("UPDATE vessel SET county_code = %s, township_code = %s WHERE vessel_id = 2",
                 FLEET[2])  # fmt: skip
    a.wait_for(1, 2, 6)


def test_a_new_sea_area_is_followed(live: Live, conn: Connection, screens: list[Screen]):
    b = Screen(live, person(conn, B))
    screens.append(b)
    b.wait_for(3, 6)
    conn.execute(
        "INSERT INTO sea_area VALUES (%s, 'B',"
        " ST_Multi(ST_MakeEnvelope(122.8, 29.6, 122.902, 30.0, 4326)))",
        (int(B),),
    )
    b.wait_for(1, 2, 3, 4, 6)
    conn.execute("DELETE FROM sea_area WHERE county_code = %s", (int(B),))
    b.wait_for(3, 6)


def append(conn: Connection, place: Place | None) -> int:
    kind = EventKind.CONFIGURATION_CHANGED if place is None else EventKind.ZONE_CHANGED
    with on_connection(conn, SYSTEM_ACTOR) as tx:
        tx.append_event(kind, "x", {}, valid_at=real_now(), incident_id=1, place=place)
    return (conn.execute("SELECT max(seq) FROM event").fetchone() or (0,))[0]


def test_events_go_to_whom_they_concern_in_the_stream_and_in_the_replay(
    live: Live, conn: Connection, screens: list[Screen]
):
    start = append(conn, None)
    units = {"330900": range(6), A: (0, 1, 2, 5), B: (0, 3, 5), TOWN_A: (0, 2, 5)}
    early = {unit: Screen(live, person(conn, unit), after=start) for unit in units}
    screens += early.values()
    for screen in early.values():
        screen.listen(0.5)
    places = [None, Place(A, None), Place(A, TOWN_A), Place(B, None), Place(None, None), None]
    made = [append(conn, place) for place in places]
    late = {unit: Screen(live, person(conn, unit), after=start) for unit in units}
    screens += late.values()
    for shown in (early, late):
        for unit, screen in shown.items():
            screen.listen(1.5)
            assert screen.events == [made[n] for n in units[unit]], unit


# --- taking away ---------------------------------------------------------------------------------


def session_id_of(conn: Connection, token: str) -> object:
    session = find_session(conn, token, real_now())
    assert session is not None
    return session.session_id


@pytest.mark.parametrize("how", ["revoked", "disabled", "expired", "auditor"])
def test_who_may_no_longer_watch_loses_the_socket_within_five_seconds(
    live: Live, conn: Connection, screens: list[Screen], how: str
):
    token, other = person(conn), person(conn)
    gone, stays = Screen(live, token), Screen(live, other)
    screens += [gone, stays]
    gone.wait_for(1, 2, 3, 4, 6)
    number = session_id_of(conn, token)
    account = "account_id = (SELECT account_id FROM session WHERE session_id = %s)"
    if how == "revoked":
        end_session(conn, number, real_now(), "revoked")  # type: ignore[arg-type]
    elif how == "disabled":
        conn.execute(f"UPDATE account SET disabled_at = now() WHERE {account}", (number,))
    elif how == "expired":
        conn.execute("UPDATE session SET expires_at = now() WHERE session_id = %s", (number,))
    else:
        conn.execute(f"UPDATE account SET role = 'auditor' WHERE {account}", (number,))
    took_s = gone.seconds_until_closed()
    print(f"{how}: closed after {took_s:.2f} s")
    assert took_s < DROP_LIMIT_S
    with pytest.raises(ConnectionError, match="403" if how == "auditor" else "401"):
        SocketClient(live.path, token)
    stays.listen(0.5)
    assert "tick" in stays.told


def test_a_revoked_wall_goes_dark_within_five_seconds(
    live: Live, conn: Connection, screens: list[Screen]
):
    wall = Screen(live, session_of(conn, role=Role.WALL, login="wall-to-revoke"))
    screens.append(wall)
    wall.wait_for(1, 2, 3, 4, 6)
    conn.execute("UPDATE device SET revoked_at = now() WHERE label = 'wall-to-revoke'")
    assert wall.seconds_until_closed() < DROP_LIMIT_S


def test_a_socket_that_never_speaks_socket_io_is_taken_away_too(live: Live, conn: Connection):
    """It has no client yet, only a seat."""
    token = person(conn)
    silent = SocketClient.__new__(SocketClient)
    silent._namespace, silent._buffer, silent._waiting_for = "/live", bytearray(), None
    silent.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    silent.sock.settimeout(10)
    silent.sock.connect(str(live.path))
    silent._upgrade(token, "http://live")
    assert open_sockets(live) == 1
    end_session(conn, session_id_of(conn, token), real_now(), "revoked")  # type: ignore[arg-type]
    eventually(lambda: open_sockets(live) == 0)
    silent.close()


def test_another_unit_means_another_picture_from_the_next_check_on(
    live: Live, conn: Connection, screens: list[Screen]
):
    token = person(conn, A)
    screen = Screen(live, token)
    screens.append(screen)
    screen.wait_for(1, 2, 6)
    began, epoch = time.monotonic(), screen.epoch
    conn.execute(
        "UPDATE account SET unit_code = %s WHERE account_id ="
        " (SELECT account_id FROM session WHERE session_id = %s)",
        (B, session_id_of(conn, token)),
    )
    screen.wait_for(3, 6)
    assert time.monotonic() - began < DROP_LIMIT_S
    assert screen.epoch != epoch
    assert "rights" in screen.told


def test_a_locked_screen_is_told_nothing_until_it_is_unlocked(
    live: Live, conn: Connection, screens: list[Screen]
):
    token = person(conn)
    start = append(conn, None)
    screen = Screen(live, token, after=start)
    screens.append(screen)
    screen.wait_for(1, 2, 3, 4, 6)
    number = session_id_of(conn, token)
    lock_session(conn, number, real_now())  # type: ignore[arg-type]
    screen.listen(3.0)
    screen.told.clear()
    missed = append(conn, None)
    live.send_udp(sentence(1, 122.901, OPEN_SEA[1]))
    screen.listen(2.0)
    assert screen.told == {}
    conn.execute("UPDATE session SET locked_at = NULL WHERE session_id = %s", (number,))
    wait_until(screen.client, lambda m: screen.take(m) or screen.events == [missed])
    screen.listen(1.0)
    assert screen.movers[1] == 122.901


# --- manners -------------------------------------------------------------------------------------


def test_a_message_of_more_than_64_kb_ends_the_connection(
    live: Live, conn: Connection, screens: list[Screen]
):
    screen = Screen(live, person(conn))
    screens.append(screen)
    screen.client.emit("view", {"pad": "x" * 60_000})
    screen.wait_for(1, 2, 3, 4, 6)
    long_frame = pack("!BBQ", 0x81, 0x80 | 127, 70_000) + bytes(4)
    screen.client.sock.sendall(long_frame + b"4" * 70_000)
    assert screen.seconds_until_closed() < DROP_LIMIT_S


def test_who_talks_too_much_waits_and_nobody_else_does(
    live: Live, conn: Connection, screens: list[Screen]
):
    flood, other = Screen(live, person(conn)), Screen(live, person(conn))
    screens += [flood, other]
    other.wait_for(1, 2, 3, 4, 6)
    box = [122.0, 29.5, 123.0, 30.4]
    flooded = time.monotonic()
    for _ in range(200):
        flood.client.emit("view", {"box": box, "zoom": 9, "last": None})
    flood.client.emit("events", {"after": 0})
    began = time.monotonic()
    live.send_udp(sentence(1, 122.902, OPEN_SEA[1]))
    wait_until(other.client, lambda m: other.take(m) or other.movers[1] == 122.902)
    assert time.monotonic() - began < 2.0
    append(conn, None)
    wait_until(flood.client, lambda m: flood.take(m) or bool(flood.events))
    assert time.monotonic() - flooded > 7.0  # 200 at 20 a second, less the 40 that may come at once


def test_the_internal_addresses_answer_on_the_unix_socket_only_what_they_did(live: Live):
    assert get_json(live.path, "/live/healthz") == {"ok": True}

"""Who gets a socket of the real process, how many, and what one may do to the others with it."""

import time
from struct import pack

import pytest

from app.accounts.model import Role
from app.accounts.session_model import COOKIE, SECURE_COOKIE
from app.database import Connection
from app.live.seats import MAX_SEATS
from app.tooling.bench.fanout.processes import get_json
from app.tooling.bench.socket_client import SocketClient
from tests.clients import session_of
from tests.integration.live_screens import (
    ALL,
    DROP_LIMIT_S,
    OPEN_SEA,
    Screen,
    append,
    open_sockets,
    person,
)
from tests.integration.live_screens import dsn as dsn
from tests.integration.live_screens import live as live
from tests.integration.live_screens import screens as screens
from tests.live_process import BOX, Live, eventually, sentence, wait_until


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
        path = "/socket.io/?EIO=4&transport=polling"
        status, body = live.ask(method, path, headers=headers)
        assert status == 400
        assert b"sid" not in body


def test_a_wall_s_session_gets_a_socket(live: Live, conn: Connection, screens: list[Screen]):
    screens.append(Screen(live, session_of(conn, role=Role.WALL)))
    screens[0].wait_for(*ALL)


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


def test_a_message_of_more_than_64_kb_ends_the_connection(
    live: Live, conn: Connection, screens: list[Screen]
):
    screen = Screen(live, person(conn))
    screens.append(screen)
    screen.client.emit("view", {"pad": "x" * 60_000})
    screen.wait_for(*ALL)
    long_frame = pack("!BBQ", 0x81, 0x80 | 127, 70_000) + bytes(4)
    screen.client.sock.sendall(long_frame + b"4" * 70_000)
    assert screen.seconds_until_closed() < DROP_LIMIT_S


def test_who_talks_too_much_waits_and_nobody_else_does(
    live: Live, conn: Connection, screens: list[Screen]
):
    flood, other = Screen(live, person(conn)), Screen(live, person(conn))
    screens += [flood, other]
    other.wait_for(*ALL)
    flooded = time.monotonic()
    for _ in range(200):
        flood.client.emit("view", {"box": BOX, "zoom": 9, "last": None})
    flood.client.emit("events", {"after": 0})
    live.send_udp(sentence(1, 122.902, OPEN_SEA[1]))
    wait_until(other.client, lambda m: other.take(m) or other.movers[1] == 122.902)
    flood.listen(0)
    assert flood.events == []
    append(conn, None)
    wait_until(flood.client, lambda m: flood.take(m) or bool(flood.events))
    assert time.monotonic() - flooded > 7.0  # 200 at 20 a second, less the 40 that may come at once


def test_the_internal_addresses_answer_on_the_unix_socket_only_what_they_did(live: Live):
    assert get_json(live.path, "/live/healthz") == {"ok": True}


@pytest.mark.parametrize(
    "packet", ['452-/live,["view",{"_placeholder":true,"num":0}]', "461-/live,[1]"]
)
def test_an_event_that_announces_attachments_ends_its_connection(
    live: Live, conn: Connection, packet: str
):
    """Its parts were kept until the last of them came, however many and large."""
    client = SocketClient(live.path, person(conn))
    eventually(lambda: open_sockets(live) == 1)
    client._send_text(packet)  # pyright: ignore[reportPrivateUsage] no screen of ours can say it
    eventually(lambda: open_sockets(live) == 0)
    client.close()

"""How soon the real process takes away what somebody may no longer see."""

import socket
import time
from contextlib import closing

import pytest

from app.accounts.model import Role
from app.accounts.queries import end_session, lock_session
from app.clock import real_now
from app.database import Connection
from app.tooling.bench.socket_client import SocketClient
from tests.clients import session_of
from tests.integration.live_screens import (
    ALL,
    DROP_LIMIT_S,
    OPEN_SEA,
    A,
    B,
    Screen,
    append,
    open_sockets,
    person,
    session_id_of,
)
from tests.integration.live_screens import dsn as dsn
from tests.integration.live_screens import live as live
from tests.integration.live_screens import screens as screens
from tests.live_process import Live, eventually, sentence, wait_until


@pytest.mark.parametrize("how", ["revoked", "disabled", "expired", "auditor"])
def test_who_may_no_longer_watch_loses_the_socket_within_five_seconds(
    live: Live, conn: Connection, screens: list[Screen], how: str
):
    token, other = person(conn), person(conn)
    gone, stays = Screen(live, token), Screen(live, other)
    screens += [gone, stays]
    gone.wait_for(*ALL)
    number = session_id_of(conn, token)
    account = "account_id = (SELECT account_id FROM session WHERE session_id = %s)"
    if how == "revoked":
        end_session(conn, number, real_now(), "revoked")
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
    wall.wait_for(*ALL)
    conn.execute("UPDATE device SET revoked_at = now() WHERE label = 'wall-to-revoke'")
    assert wall.seconds_until_closed() < DROP_LIMIT_S


def test_a_socket_that_never_speaks_socket_io_is_taken_away_too(live: Live, conn: Connection):
    """It has no client yet, only a seat."""
    token = person(conn)
    with closing(SocketClient.__new__(SocketClient)) as silent:
        silent._namespace, silent._buffer, silent._waiting_for = "/live", bytearray(), None
        silent.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        silent.sock.settimeout(10)
        silent.sock.connect(str(live.path))
        silent._upgrade_socket(token, "http://live")
        eventually(lambda: open_sockets(live) == 1)
        end_session(conn, session_id_of(conn, token), real_now(), "revoked")
        eventually(lambda: open_sockets(live) == 0)


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
    screen.wait_for(*ALL)
    number = session_id_of(conn, token)
    lock_session(conn, number, real_now())
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

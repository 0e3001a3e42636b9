"""A screen that is slow is kept and told so; a socket that is dead is closed; nobody else waits."""

import os
import time
from collections.abc import Iterator

import pytest

from app.accounts.model import SYSTEM_ACTOR
from app.clock import real_now
from app.database import Connection
from app.events.model import EventKind
from app.positions.frames import decode_message
from app.tooling.bench.socket_client import Message
from app.transaction import on_connection
from tests.integration.live_screens import (
    ALL,
    OPEN_SEA,
    Screen,
    append,
    open_sockets,
    person,
    put_to_sea,
)
from tests.integration.live_screens import dsn as dsn
from tests.integration.live_screens import screens as screens
from tests.live_process import Live, eventually, live_process, sentence, wait_until

SILENCE_S = 6  # a handshake on a busy machine takes its time
ALARM_LIMIT_S = 2.0


@pytest.fixture(scope="module")
def live(dsn: str) -> Iterator[Live]:
    with live_process(dsn) as process:
        process.environ |= {"HAITANG_LIVE_SILENCE_S": str(SILENCE_S)}
        process.start()
        put_to_sea(process)
        yield process


class Sea:
    """Vessel 1 goes on a little whenever it is asked to."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._steps = 0

    def move(self) -> None:
        self._steps += 1
        self._live.send_udp(sentence(1, OPEN_SEA[0] + self._steps * 1e-5, OPEN_SEA[1]))


class SlowScreen(Screen):
    """Reads everything, and answers a frame only when it is told to."""

    frames = 0
    unanswered: int | None = None

    def take(self, message: Message) -> bool:
        if message.name == "frame":
            self.frames += 1
            self.unanswered = decode_message(message.data)[-1].stamp.seq
        return super().take(message)

    def answer(self) -> None:
        if self.unanswered is not None:
            self.client.emit("seen", {"seq": self.unanswered})
            self.unanswered = None

    def read_until(self, sea: Sea, wanted: str, *, answering: bool, patience_s: float = 40) -> None:
        """Until `wanted` of this screen holds, the sea moving on."""
        deadline = time.monotonic() + patience_s
        while not getattr(self, wanted):
            assert time.monotonic() < deadline, f"it was never {wanted}"
            sea.move()
            message = self.client.receive(0.2)
            if message is not None:
                self.take(message)
            if answering:
                self.answer()

    @property
    def pace(self) -> dict[str, object]:
        told = self.told.get("pace")
        return told if isinstance(told, dict) else {}

    @property
    def slow(self) -> bool:
        return self.pace.get("slow") is True

    @property
    def recovered(self) -> bool:
        return self.pace.get("slow") is False

    def __init__(self, live: Live, token: str, after: int | None = None) -> None:
        super().__init__(live, token, after)
        self._until = 0.0

    @property
    def passed(self) -> bool:
        return time.monotonic() > self._until

    @property
    def at_full_rate(self) -> bool:
        return self.frames >= 6

    @property
    def has_event(self) -> bool:
        return bool(self.events)

    def stay_for(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds


@pytest.mark.load
def test_a_screen_that_answers_late_is_kept_told_so_and_comes_back(
    live: Live, conn: Connection, screens: list[Screen]
):
    sea, newest = Sea(live), append(conn, None)
    slow = SlowScreen(live, person(conn), newest)
    screens.append(slow)
    slow.read_until(sea, "slow", answering=False)
    slow.stay_for(2 * SILENCE_S)
    slow.read_until(sea, "passed", answering=False)
    assert slow.frames == 1  # no backlog, and still there
    began = time.monotonic()
    append(conn, None)
    slow.read_until(sea, "has_event", answering=False)
    assert time.monotonic() - began < ALARM_LIMIT_S
    slow.read_until(sea, "recovered", answering=True)
    slow.frames = 0
    slow.stay_for(6)
    slow.read_until(sea, "at_full_rate", answering=True, patience_s=6)
    assert figure(live, "sockets_silent") == 0


def test_a_screen_that_reads_nothing_is_closed_and_nobody_else_waits(
    live: Live, conn: Connection, screens: list[Screen]
):
    newest = append(conn, None)
    other = Screen(live, person(conn), newest)
    screens.append(other)
    other.wait_for(*ALL)
    dead = Screen(live, person(conn), 0)
    screens.append(dead)
    eventually(lambda: open_sockets(live) == 2)
    began = time.monotonic()
    seq = append(conn, None)
    wait_until(other.client, lambda m: other.take(m) or seq in other.events)
    assert time.monotonic() - began < ALARM_LIMIT_S
    wait_until(other.client, lambda m: other.take(m) or open_sockets(live) == 1)
    assert figure(live, "sockets_silent") == 1
    dead.client.close()
    returned = Screen(live, person(conn))
    screens.append(returned)
    returned.wait_for(*ALL)


def test_a_screen_that_takes_nothing_of_a_long_message_is_closed_too(
    live: Live, conn: Connection, screens: list[Screen]
):
    """It goes on talking, so only its stuck buffer tells that it is dead."""
    with on_connection(conn, SYSTEM_ACTOR) as tx:
        for _ in range(300):
            tx.append_event(EventKind.CONFIGURATION_CHANGED, "x", {"text": "x" * 4000},
                            valid_at=real_now(), incident_id=1)  # fmt: skip
    closed = figure(live, "sockets_silent")
    talker = Screen(live, person(conn), 0)
    screens.append(talker)
    with pytest.raises(OSError, match=os.strerror(32)):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            talker.client.emit("seen", {"seq": 0})
            time.sleep(0.1)
    assert figure(live, "sockets_silent") == closed + 1


def figure(live: Live, name: str) -> int:
    lines = live.metrics().splitlines()
    return int(float(next(x for x in lines if x.startswith(f"haitang_live_{name} ")).split()[1]))

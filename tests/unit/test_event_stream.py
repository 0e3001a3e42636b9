"""Events to a wire that is stuck wait in the table, not in memory, and come in order afterwards."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from app.accounts.model import CITY_SCOPE, Label
from app.clock import real_now
from app.database import Connection
from app.events.model import Event, EventKind
from app.live import event_stream
from app.live.clients import Client
from app.live.connection import SteadyConnection
from app.live.event_stream import EventStream


@dataclass
class Wire:
    stuck: bool = False

    def try_write(self, wire: bytes) -> bool:
        return not self.stuck

    def is_stuck(self) -> bool:
        return self.stuck


@dataclass
class Table:
    """Stands for the event table."""

    newest: int = 0
    sent: dict[str, list[int]] = field(default_factory=dict[str, list[int]])

    def after(self, conn: object, seq: int, *, limit: int) -> list[Event]:
        return [event(n) for n in range(seq + 1, self.newest + 1)][:limit]

    def send(self, message: dict[str, Any], sid: str) -> None:
        self.sent.setdefault(sid, []).append(message["seq"])


class NoConnection(SteadyConnection):
    @contextmanager
    def use(self) -> Generator[Connection]:
        yield cast(Connection, None)


def event(seq: int) -> Event:
    return cast(Event, _Event(seq))


@dataclass
class _Event:
    seq: int
    kind: EventKind = EventKind.CONFIGURATION_CHANGED
    subject: str = "x"
    payload: dict[str, Any] = field(default_factory=dict[str, Any])
    everyone: bool = True
    incident_id: int | None = None
    world_id: int | None = None
    label_rank: int = Label.PUBLIC.rank
    valid_at: object = field(default_factory=real_now)


def test_a_stuck_wire_is_given_nothing_and_gets_all_of_it_afterwards(
    monkeypatch: pytest.MonkeyPatch,
):
    table = Table()
    monkeypatch.setattr(event_stream, "list_events_after", table.after)
    stream = EventStream(NoConnection("", "test"), table.send)
    stuck, well = Wire(stuck=True), Wire()
    one = Client("stuck", stuck, CITY_SCOPE, event_seq=0)
    other = Client("well", well, CITY_SCOPE, event_seq=0)
    conn = cast(Connection, None)
    for newest in (3, 1200):
        table.newest = newest
        stream.advance(conn, [one, other])
    assert table.sent == {"well": list(range(1, 1201))}
    stuck.stuck = False
    table.newest = 1201
    stream.advance(conn, [one, other])
    assert "stuck" not in table.sent  # not the newest before what it missed
    stream.catch_up(one)
    assert table.sent["stuck"] == list(range(1, 1202)) == table.sent["well"]

"""One transaction of one actor: the connection, and the events that will close it."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.accounts.model import Actor
from app.accounts.row_scope import take_scope
from app.audit.queries import Result, record
from app.database import Connection, Database
from app.events.model import EventKind, NewEvent, Place
from app.events.queries import write_events


@dataclass(slots=True)
class Transaction:
    """Actions take this and never commit, so they compose."""

    conn: Connection
    actor: Actor
    events: list[NewEvent] = field(default_factory=list[NewEvent])

    def append_event(
        self,
        kind: EventKind,
        subject: str,
        payload: Mapping[str, Any],
        *,
        valid_at: datetime,
        incident_id: int | None = None,
        world_id: int | None = None,
        place: Place | None = None,
    ) -> None:
        """Collect an event; it is written as the last statement before commit.

        An incident's event is its world's; `world_id` is for what concerns a whole world. `place`
        is where it happened, for the kinds that not everyone may hear of. Raises
        ValueError when such a kind comes without one.
        """
        self.events.append(
            NewEvent(
                kind, subject, payload, self.actor.name, valid_at, incident_id, place, world_id
            )
        )

    def audit(
        self,
        action: str,
        object_name: str,
        result: Result = "done",
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Add an audit entry of this actor."""
        record(self.conn, self.actor, action, object_name, result, detail)


@contextmanager
def on_connection(
    conn: Connection, actor: Actor, *, as_owner: bool = False
) -> Generator[Transaction]:
    """A transaction on a connection of the caller's; commits at the end.

    It sees what the actor may see; `as_owner` is for tables that no application role reads
    (accounts, sessions, audit), whose callers check rights themselves.
    """
    with conn.transaction():
        if actor.scope is not None and not as_owner:
            take_scope(conn, actor.scope, actor.clearance, actor.name)
        tx = Transaction(conn, actor)
        yield tx
        write_events(conn, tx.events)


@contextmanager
def begin(database: Database, actor: Actor, *, as_owner: bool = False) -> Generator[Transaction]:
    """A transaction on a pooled connection; commits at the end, rolls back on an error."""
    with database.connection() as conn, on_connection(conn, actor, as_owner=as_owner) as tx:
        yield tx

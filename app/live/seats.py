"""Sockets and whose they are: one seat each, from the upgrade until the connection ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from app.accounts.model import Actor
from app.accounts.session_model import Session
from app.live.clients import Client

MAX_SEATS = 5  # of one person or device: screens, and a few tabs left open
ENVIRON_KEY = "haitang.seat"


class Link(Protocol):
    """The connection under a socket."""

    def close(self) -> None:
        """End it."""
        ...


@dataclass(slots=True, eq=False)
class Seat:
    """One socket. `client` is there once it speaks Socket.IO, `link` once it speaks WebSocket."""

    session_id: UUID
    actor: Actor
    locked: bool
    link: Link | None = None
    client: Client | None = None

    def take_away(self) -> None:
        """Its session stands no more."""
        if self.link is not None:
            self.link.close()


class Seats:
    """All of them. What is counted is counted here, before anything of a socket is made."""

    def __init__(self) -> None:
        self._seats: set[Seat] = set()
        self.refused = 0

    def __iter__(self) -> Iterator[Seat]:
        """As they are now; it may be changed meanwhile."""
        return iter(list(self._seats))

    def __len__(self) -> int:
        """How many sockets are open."""
        return len(self._seats)

    def take(self, session: Session) -> Seat | None:
        """A seat for the session's person or device; None when it has enough."""
        if sum(_same_holder(seat.actor, session.actor) for seat in self._seats) >= MAX_SEATS:
            return None
        seat = Seat(session.session_id, session.actor, session.shut)
        self._seats.add(seat)
        return seat

    def leave(self, seat: Seat) -> None:
        """The connection has ended."""
        self._seats.discard(seat)


def _same_holder(one: Actor, other: Actor) -> bool:
    return (one.account_id, one.device_id) == (other.account_id, other.device_id)

"""Keeps threads free: what takes long is asked by one visitor only so often at once.

There are eight threads. Whoever asks for a reckoning sixteen times over would have them all, and so
would two dozen strangers whom the identity provider keeps waiting. A planner asks four at once.
"""

import threading
from collections import Counter

from flask import Flask, g, request

from app import edge
from app.errors import TooOften
from app.services import Slot
from app.wording import Text

OF_ONE, OF_ALL = 4, 6
_ENTERED = "gate_entered"

# Endpoints that compute for long or wait for somebody outside.
HEAVY = frozenset({"wind.get_arrival", "oidc.get_start", "oidc.get_return"})


class Gate:
    """Counts who is inside, by session or address."""

    def __init__(self, of_one: int = OF_ONE, of_all: int = OF_ALL) -> None:
        self._of_one, self._of_all = of_one, of_all
        self._lock = threading.Lock()
        self._inside: Counter[str] = Counter()

    def enter(self, who: str) -> bool:
        """Let `who` in once more, if there is room."""
        with self._lock:
            if self._inside[who] >= self._of_one or self._inside.total() >= self._of_all:
                return False
            self._inside[who] += 1
            return True

    def leave(self, who: str) -> None:
        """`who` has left once."""
        with self._lock:
            self._inside[who] -= 1
            self._inside += Counter()  # drops those at 0


GATE = Slot("haitang_gate", Gate)


def install(app: Flask) -> None:
    """Put the gate before the heavy endpoints; after the guard, which says who asks."""
    GATE.put(app.extensions, Gate())
    app.before_request(_enter_gate)
    app.teardown_request(_leave_gate)


def _enter_gate() -> None:
    """Raise TooOften when the visitor, or everybody together, has enough of it under way."""
    if request.endpoint not in HEAVY:
        return
    session = g.get("session")
    who = edge.visitor().address if session is None else str(session.session_id)
    if not edge.held(GATE).enter(who):
        raise TooOften(
            "E-REQ-008",
            Text("现在不算", "It is not worked out now"),
            Text("同时要算的太多", "Too much is being worked out at once"),
            Text("等前面的算完再试", "Try again when what runs is done"),
            detail={"retry_s": 5},
        )
    g.setdefault(_ENTERED, who)


def _leave_gate(error: BaseException | None) -> None:
    who = g.pop(_ENTERED, None)
    if who is not None:
        edge.held(GATE).leave(who)

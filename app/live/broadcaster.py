"""The ticks: frames four times a second, the clock once, the feeds every two seconds."""

from collections.abc import Iterable
from datetime import UTC, datetime
from time import monotonic
from typing import Any

import gevent
import structlog

from app.accounts.model import Scope
from app.clock import format_utc, real_now
from app.live.broadcast import TICK_S, scoped, send_tick, shown_to
from app.live.clients import Client
from app.live.feeds import AskedFeeds, Feed, present_feeds
from app.live.incident_time import real_s
from app.live.scene import Scene
from app.live.sockets import Sockets, framed_event
from app.live.troubles import Trouble, Troubles

log = structlog.get_logger()

TICKS_A_CLOCK = 4
TICKS_A_FEEDS = 8


class Broadcaster:
    """One greenlet. Sending only queues: a slow client holds up nobody."""

    def __init__(
        self,
        sockets: Sockets,
        scene: Scene,
        clients: dict[str, Client],
        feeds: dict[str, Feed],
        asked: AskedFeeds | None = None,
        troubles: Troubles | None = None,
    ) -> None:
        self._sockets = sockets
        self._scene = scene
        self._clients = clients
        self._feeds = feeds
        self._asked = asked
        self._troubles = Troubles() if troubles is None else troubles
        self._named: frozenset[Trouble] = frozenset()
        self.failures = 0

    def run(self) -> None:
        """Tick until the process ends."""
        due = real_s()
        while True:
            due = max(due + TICK_S, real_s())
            gevent.sleep(max(0.0, due - real_s()))
            try:
                self.tick()
            except Exception:  # the screens outlive any one tick; it is counted and told
                self.failures += 1
                log.exception("tick_failed")

    def tick(self) -> None:
        """One tick; its number grows whether something changed or not."""
        picture = self._scene.picture
        if picture.seq % TICKS_A_CLOCK == 0:
            self._scene.refresh_states()
            self._tell_clock()
        named = self._troubles.standing()
        if picture.seq % TICKS_A_FEEDS == 0 or named != self._named:
            self._named = named  # what is newly wrong, or right again, does not wait its turn
            told = present_feeds(self._feeds.values(), real_s(), self._asked)
            self._tell_all("feeds", told | {"troubles": self._troubles.present()})
        now_s = monotonic()
        self._tell_pace(now_s)
        send_tick(picture, self._clients.values(), self._scene.stamp(), now_s)
        picture.seq += 1

    def start_anew(self) -> None:
        """The picture was made anew: nobody has anything of it."""
        for client in self._clients.values():
            client.start_anew()

    def emit(self, event: str, data: object, sid: str) -> None:
        """Queue a message that may not be lost for one client."""
        self._sockets.emit(event, data, sid)

    def _tell_all(self, name: str, data: object) -> None:
        """State, encoded once; whose wire is busy gets the next."""
        wire = framed_event(name, data)
        for client in self._listening():
            client.wire.try_write(wire)

    def _tell_clock(self) -> None:
        """As `_tell_all`, once a scope: each is told how many movers it sees."""
        wires: dict[Scope, bytes] = {}
        for client in self._listening():
            if client.scope not in wires:
                wires[client.scope] = framed_event("tick", self._clock(client.scope))
            client.wire.try_write(wires[client.scope])

    def _listening(self) -> Iterable[Client]:
        """Before its first word a client may not have heard that it is connected."""
        return (c for c in self._clients.values() if c.tiles and not c.locked)

    def _clock(self, scope: Scope) -> dict[str, Any]:
        scene = self._scene
        return {
            "epoch": scoped(scene.stamp(), scope).epoch,
            "seq": scene.picture.seq,
            "incident_at": format_utc(datetime.fromtimestamp(scene.time.now(), UTC)),
            "real_at": format_utc(real_now()),
            "rate": scene.time.rate,
            "movers": shown_to(scene.picture, scope),
        }

    def _tell_pace(self, now_s: float) -> None:
        """A screen that is slow is told so, every second anew up to which tick it has been given
        the picture; and once that it is not slow any more."""
        clock = self._scene.picture.seq % TICKS_A_CLOCK == 0
        for client in self._listening():
            slow = client.is_slow(now_s)
            if slow is not client.told_slow or (slow and clock):
                word = framed_event("pace", {"slow": slow, "seq": client.since})
                if client.wire.try_write(word):
                    client.told_slow = slow

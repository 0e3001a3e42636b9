"""The ticks: frames four times a second, the clock once, the feeds every two seconds."""

from datetime import UTC, datetime
from time import monotonic
from typing import Any

import gevent
import structlog

from app import strict_json
from app.accounts.model import Scope
from app.clock import format_utc, real_now
from app.live.broadcast import TICK_S, scoped, send_tick, shown_to
from app.live.clients import Client
from app.live.feeds import AskedFeeds, Feed, present_feeds
from app.live.scene import Scene
from app.live.sockets import Sockets, framed_event
from app.live.troubles import Trouble, Troubles
from app.live.world_time import real_s
from app.live.worlds import Worlds

log = structlog.get_logger()

TICKS_A_CLOCK = 4
TICKS_A_FEEDS = 8


class Broadcaster:
    """One greenlet. Sending only queues: a slow client holds up nobody."""

    def __init__(
        self,
        sockets: Sockets,
        worlds: Worlds,
        clients: dict[str, Client],
        feeds: dict[str, Feed],
        asked: AskedFeeds | None = None,
        troubles: Troubles | None = None,
    ) -> None:
        self._sockets = sockets
        self._worlds = worlds
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
        """One tick of every world."""
        named = self._troubles.standing()
        news = named != self._named  # what is newly wrong, or right again, does not wait its turn
        self._named = named
        now_s = monotonic()
        if self._worlds.real.picture.seq % TICKS_A_CLOCK == 0:
            self._seat_clients()
        for scene in self._worlds.scenes:
            self._tick_world(scene, now_s, news=news)

    def _tick_world(self, scene: Scene, now_s: float, *, news: bool) -> None:
        """One tick of a world; its number grows whether something changed or not."""
        picture = scene.picture
        if picture.seq % TICKS_A_CLOCK == 0:
            scene.refresh_states()
            self._tell_clock(scene)
        if picture.seq % TICKS_A_FEEDS == 0 or news:
            self._tell_feeds(scene)
        self._tell_pace(scene, now_s)
        inside = [c for c in self._clients.values() if self._worlds.scene_of(c) is scene]
        send_tick(picture, inside, scene.stamp(), now_s)
        picture.seq += 1

    def start_anew(self, worlds: set[int]) -> None:
        """These worlds' pictures were made anew: nobody has anything of them."""
        for client in self._clients.values():
            if client.world_id in worlds:
                client.start_anew()

    def _seat_clients(self) -> None:
        """Incidents open and close, and what a person may know changes."""
        for client in self._clients.values():
            self._worlds.place(client)

    def emit(self, event: str, data: object, sid: str) -> None:
        """Queue a message that may not be lost for one client."""
        self._sockets.emit(event, data, sid)

    def _tell_feeds(self, scene: Scene) -> None:
        """State, encoded once a world; whose wire is busy gets the next."""
        exercise = scene.time.world.exercise
        own = [feed for feed in self._feeds.values() if feed.exercise is exercise]
        told = present_feeds(own, real_s(), self._asked)
        said = {"feeds": told.feeds, "troubles": self._troubles.present()}
        wire = framed_event("feeds", strict_json.plain(said))
        for client in self._listening_clients(scene):
            client.wire.try_write(wire)

    def _tell_clock(self, scene: Scene) -> None:
        """Once a scope: each is told how many movers it sees."""
        wires: dict[Scope, bytes] = {}
        for client in self._listening_clients(scene):
            if client.scope not in wires:
                wires[client.scope] = framed_event("tick", _clock_message(scene, client.scope))
            client.wire.try_write(wires[client.scope])

    def _listening_clients(self, scene: Scene) -> list[Client]:
        """Those in the world. Before its first word one may not have heard that it is connected."""
        return [
            c for c in self._clients.values()
            if c.tiles and not c.locked and self._worlds.scene_of(c) is scene
        ]  # fmt: skip

    def _tell_pace(self, scene: Scene, now_s: float) -> None:
        """A screen that is slow is told so, every second anew up to which tick it has been given
        the picture; and once that it is not slow any more."""
        clock = scene.picture.seq % TICKS_A_CLOCK == 0
        for client in self._listening_clients(scene):
            slow = client.is_slow(now_s)
            if slow is not client.told_slow or (slow and clock):
                word = framed_event("pace", {"slow": slow, "seq": client.since})
                if client.wire.try_write(word):
                    client.told_slow = slow


def _clock_message(scene: Scene, scope: Scope) -> dict[str, Any]:
    return {
        "epoch": scoped(scene.stamp(), scope).epoch,
        "seq": scene.picture.seq,
        "incident_at": format_utc(datetime.fromtimestamp(scene.time.now(), UTC)),
        "real_at": format_utc(real_now()),
        "rate": scene.time.rate,
        "movers": shown_to(scene.picture, scope),
    }

"""`python -m … ours|plain SOCKET DSN`: one tick's changes to all clients.

Both forms change the same movers of the same picture; ours goes out through the product's own
broadcaster, the plain one as JSON objects by one room emit of a stock Flask-SocketIO.
"""

import gevent.monkey

gevent.monkey.patch_all()

import sys  # noqa: E402 after the patch
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

import gevent  # noqa: E402
import numpy as np  # noqa: E402
from flask import Flask  # noqa: E402
from flask_socketio import SocketIO  # noqa: E402
from flask_socketio import join_room as enter_room  # pyright: ignore[reportUnknownVariableType] # noqa: E402

from app.clock import IncidentClock, real_now  # noqa: E402
from app.live.broadcaster import Broadcaster  # noqa: E402
from app.live.clients import Client  # noqa: E402
from app.live.connection import SteadyConnection  # noqa: E402
from app.live.door import Door, Wsgi, make_server  # noqa: E402
from app.live.event_stream import EventStream  # noqa: E402
from app.live.namespace import LiveNamespace  # noqa: E402
from app.live.rules import Rules  # noqa: E402
from app.live.scene import Scene  # noqa: E402
from app.live.seats import Seats  # noqa: E402
from app.live.session_watch import SessionWatch  # noqa: E402
from app.live.sockets import NAMESPACE, Sockets  # noqa: E402
from app.live.world_time import WorldTime, real_s  # noqa: E402
from app.live.worlds import Worlds  # noqa: E402
from app.positions.columns import Rows, empty_rows  # noqa: E402
from app.positions.model import Kind, Source  # noqa: E402
from app.positions.picture import Mover, Picture  # noqa: E402
from app.positions.state import Ages, Harbours  # noqa: E402
from app.positions.validation import PlausibilityLimits  # noqa: E402
from app.tooling.bench.fanout.scale import CHANGED_A_TICK, MOVERS, TICK_S  # noqa: E402
from app.tooling.bench.fleet import make_fleet  # noqa: E402
from app.worlds.model import REAL_WORLD_ID, World  # noqa: E402

Tick = Callable[[], None]
Form = tuple[Tick, Wsgi]


class BenchSea:
    """The movers, and the next few that change."""

    def __init__(self) -> None:
        self.picture = Picture()
        self.picture.add(
            Mover(n + 1, n + 1, None, Kind.FISHING, False, True) for n in range(MOVERS)
        )
        self._fleet = make_fleet(MOVERS)
        self._began = real_s()
        self._next = 0
        self._move_slots(np.arange(MOVERS))

    def change(self) -> Rows:
        """Move one tick's share of the fleet; gives their rows of the picture."""
        slots = (self._next + np.arange(CHANGED_A_TICK)) % MOVERS
        self._next += CHANGED_A_TICK
        self._move_slots(slots)
        return self.picture.movers[slots]

    def _move_slots(self, slots: Any) -> None:
        lon, lat = self._fleet.at(real_s() - self._began)
        rows = empty_rows(len(slots), Source.AIS_UDP, real_s())
        rows["slot"], rows["fix_at"] = slots, real_s()
        rows["lon"], rows["lat"] = lon[slots], lat[slots]
        rows["sog_kn"], rows["cog_deg"] = self._fleet.speed_kn[slots], self._fleet.course_deg[slots]
        rows["heading_deg"] = np.nan
        self.picture.apply(rows, np.zeros(len(slots), np.bool_))


class NoEvents(EventStream):
    """There is no database here, and the claim is about frames."""

    def __init__(self) -> None:
        super().__init__(SteadyConnection("", "bench"), lambda event, sid: None)

    def replay(self, client: Client, after: int) -> None:
        """Nothing to replay."""


def ours(app: Flask, sea: BenchSea, dsn: str) -> Form:
    """The product's broadcaster, behind the product's door."""
    now, nothing = real_now(), np.zeros(0)
    world = World(REAL_WORLD_ID, False, "bench", now, None, IncidentClock(now, now, 1.0))
    rules = Rules(PlausibilityLimits(60, 3600, (60.0,) * len(Kind), 500),
                  Ages(dict.fromkeys(Source, 1800.0), 7200), 10,
                  Harbours(nothing, nothing, nothing))  # fmt: skip
    worlds = Worlds([Scene(WorldTime(world), rules, sea.picture, 1)])
    clients: dict[str, Client] = {}
    sockets = Sockets(app)
    sockets.add(LiveNamespace(sockets, clients, worlds, NoEvents()))
    broadcaster = Broadcaster(sockets, worlds, clients, {})
    seats = Seats()
    sessions = SessionWatch(
        SteadyConnection(dsn, "bench"), seats, broadcaster.emit, NoEvents().catch_up
    )
    gevent.spawn(sessions.run)

    def tick() -> None:
        sea.change()
        broadcaster.tick()

    return tick, Door(app, sessions.find, seats)


def plain(app: Flask, sea: BenchSea, dsn: str) -> Form:
    """Stock Flask-SocketIO: JSON objects, one room."""
    sockets: Any = SocketIO(app, async_mode="gevent")

    @sockets.on("view", namespace=NAMESPACE)
    def view(data: Any) -> None:  # pyright: ignore[reportUnusedFunction] a handler
        enter_room("all")

    def tick() -> None:
        movers = sea.change()
        rows = [
            {"id": v, "lon": round(x, 7), "lat": round(y, 7), "sog": round(s, 1),
             "cog": round(c, 1), "kind": k, "state": b, "age": 0}
            for v, x, y, s, c, k, b in zip(
                *(movers[name].tolist() for name in
                  ("vessel_id", "lon", "lat", "sog_kn", "cog_deg", "kind", "state")), strict=True,
            )
        ]  # fmt: skip
        sockets.emit("movers", rows, namespace=NAMESPACE, to="all")

    return tick, app


def main() -> None:
    """Serve until killed."""
    form, path = {"ours": ours, "plain": plain}[sys.argv[1]], Path(sys.argv[2])
    app = Flask("bench", static_folder=None)
    tick, wsgi = form(app, BenchSea(), sys.argv[3])
    ticks = [0]

    @app.get("/cpu")
    def cpu() -> dict[str, float]:  # pyright: ignore[reportUnusedFunction] a route
        return {"cpu_s": time.process_time(), "ticks": ticks[0]}

    gevent.spawn(make_server(path, wsgi).serve_forever)
    due = real_s()
    while True:
        due += TICK_S
        gevent.sleep(max(0.0, due - real_s()))
        tick()
        ticks[0] += 1


if __name__ == "__main__":
    main()

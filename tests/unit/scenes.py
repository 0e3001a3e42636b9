"""A scene without a database: one world at a fixed moment, and an ingest over it."""

from datetime import UTC, datetime

import numpy as np

from app.clock import IncidentClock, real_now
from app.live.batch import Batch
from app.live.feeds import Feed, open_feeds
from app.live.ingest import Ingest
from app.live.newcomers import Newcomers
from app.live.pipeline import welcome
from app.live.rules import Rules
from app.live.scene import Scene
from app.live.sources.allowance import Allowance
from app.live.world_time import WorldTime
from app.positions.model import Kind, Source
from app.positions.picture import Mover, Picture
from app.positions.state import Ages, Harbours
from app.positions.store import Stored
from app.positions.validation import PlausibilityLimits
from app.worlds.model import REAL_WORLD_ID, World

INCIDENT_AT = datetime(2015, 7, 10, 4, tzinfo=UTC)


def make_scene(rate: float = 1.0, vessels: int = 0) -> Scene:
    """Vessels 1… have MMSI 412000001… and terminals "1"…; one harbour at 122.3 E, 29.94 N."""
    clock = IncidentClock(real_now(), INCIDENT_AT, rate)
    world = World(REAL_WORLD_ID, True, "test", INCIDENT_AT, None, clock)
    picture = Picture()
    picture.add(
        Mover(n, 412_000_000 + n, str(n), Kind.FISHING, False, True) for n in range(1, vessels + 1)
    )
    rules = Rules(
        PlausibilityLimits(
            120, 72 * 3600, tuple(30.0 if k is Kind.FISHING else 60.0 for k in Kind), 500
        ),
        Ages(dict.fromkeys(Source, 1800.0), 7200.0), 10,
        Harbours(np.array([122.3]), np.array([29.94]), np.array([800.0])),
    )  # fmt: skip
    return Scene(WorldTime(world), rules, picture, 1)


class Kept:
    """Takes batches as the writer would, and stores all of them."""

    def __init__(self) -> None:
        self.batches: list[Batch] = []

    def __call__(self, batch: Batch) -> None:
        self.batches.append(batch)
        everything = np.ones(len(batch.rows), np.bool_)
        batch.settle(Stored(everything, ~everything))


def make_ingest(scene: Scene, proofs: int = 1) -> tuple[Ingest, Kept]:
    """An ingest that gives strangers vessel ids from 9001 on."""
    kept, numbers = Kept(), iter(range(9001, 99999))

    def register(movers: list[tuple[int, Kind]]) -> list[Mover]:
        return [Mover(next(numbers), mmsi, None, kind, False, False) for mmsi, kind in movers]

    return Ingest(scene, Newcomers(register, Allowance(1e6, 1e6), proofs), kept), kept


def meet(ingest: Ingest) -> None:
    """Those who wait and have proved themselves get their rows, and are taken in."""
    assert ingest.newcomers.meet()
    welcome(ingest)


def make_feed(feed_id: str = "ais_udp") -> Feed:
    """A feed that has not been heard."""
    return open_feeds([feed_id], 0.0)[feed_id]

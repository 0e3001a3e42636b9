"""The whole fleet of an exercise: who sails, where each lies or works, when it falls silent."""

from dataclasses import dataclass

import numpy as np

from app.exercise.berths import Berths, lay_berths
from app.exercise.ferries import run_ferries
from app.exercise.gear import PRACTICES
from app.exercise.itinerary import Activity, Itineraries, Stops, assemble
from app.exercise.model import FleetVessel, FleetWorld
from app.exercise.net_buoys import set_buoys
from app.exercise.passers import send_past
from app.exercise.ports import choose_ports
from app.exercise.sea import Floats, Ints
from app.exercise.trips import DAY_S, HOUR_S
from app.exercise.waters import Waters, chart_waters
from app.exercise.workers import Work, find_workers, send_to_work

SEED = 1509
_LOST_SHARE = 0.0035
_SILENT_BEFORE_RECALL_H = (-5.0, 8.0)
_HEARD_AGAIN_H = (30.0, 66.0)  # within what `live` still takes as a late report


@dataclass(frozen=True, slots=True)
class Fleet:
    """Vessel i is row i of everything. It is silent from `silent_from_s` to `silent_until_s`
    (unix seconds; both inf for one that always speaks); still, its bow is at `lying_deg`."""

    vessels: tuple[FleetVessel, ...]
    itineraries: Itineraries
    lying_deg: Floats
    silent_from_s: Floats
    silent_until_s: Floats


def make_fleet(world: FleetWorld, seed: int = SEED) -> Fleet:
    """The fleet of `world`; the same for the same seed."""
    rng = np.random.default_rng(seed)
    waters = chart_waters(world)
    ports = choose_ports(world, waters, rng)
    berths = _lay_all(waters, ports, rng)
    workers = find_workers(world.vessels, PRACTICES)
    work = send_to_work(waters, workers, ports, berths, world.storm, rng)
    taken = {vessel.mmsi for vessel in world.vessels if vessel.mmsi is not None}
    buoys = set_buoys(waters.sea, work, world.vessels, taken, rng)
    passers = send_past(
        waters.sea, world.storm, len(world.vessels) + len(buoys.vessels), taken, rng
    )
    strangers = buoys.vessels + passers.vessels
    vessels = world.vessels + strangers
    stops = [_laid_up(berths, world), *work.stops, *run_ferries(world, berths, rng)]
    stops += buoys.stops + passers.stops
    silent_from_s, silent_until_s = _draw_silences(len(vessels), work, rng)
    return Fleet(
        vessels,
        assemble(len(vessels), stops),
        np.concatenate([berths.heading_deg, rng.uniform(0, 360, len(strangers))]),
        silent_from_s,
        silent_until_s,
    )


def _lay_all(waters: Waters, ports: Ints, rng: np.random.Generator) -> Berths:
    lon, lat, heading = (np.zeros(len(ports)) for _ in range(3))
    used: list[int] = np.unique(ports).tolist()
    for port in used:
        boats = rng.permutation(np.flatnonzero(ports == port))
        laid = lay_berths(waters.coast, waters.harbours[port], waters.gate(port), len(boats), rng)
        lon[boats], lat[boats], heading[boats] = laid.lon, laid.lat, laid.heading_deg
    return Berths(lon, lat, heading)


def _laid_up(berths: Berths, world: FleetWorld) -> Stops:
    """Everyone at the berth, long before the storm's first fix."""
    count = len(world.vessels)
    roads = ("merchant", "works")
    activity = [
        Activity.AT_ANCHOR if vessel.kind in roads else Activity.MOORED for vessel in world.vessels
    ]
    since = np.full(count, world.storm.first_s - 60 * DAY_S)
    return Stops(np.arange(count), since, berths.lon, berths.lat, np.array(activity, np.uint8))


def _draw_silences(count: int, work: Work, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Some of those whom the gale calls home fall silent around then."""
    silent_from, silent_until = np.full(count, np.inf), np.full(count, np.inf)
    called = np.flatnonzero(np.isfinite(work.weather.recall_s) & (work.workers.length_m < 60))
    lost = called[rng.random(len(called)) < _LOST_SHARE]
    after_s = rng.uniform(*_SILENT_BEFORE_RECALL_H, len(lost)) * HOUR_S
    vessel = work.workers.number[lost]
    silent_from[vessel] = work.weather.recall_s[lost] + after_s
    silent_until[vessel] = silent_from[vessel] + rng.uniform(*_HEARD_AGAIN_H, len(lost)) * HOUR_S
    return silent_from, silent_until

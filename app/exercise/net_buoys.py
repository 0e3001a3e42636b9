"""Net markers 网位仪: hundreds of AIS beacons on nets, with MMSIs that belong to no ship.

They are sold with any number in them and name themselves after their battery; they must never be
counted as vessels, and the exercise has them so that this shows.
"""

from dataclasses import dataclass

import numpy as np

from app.exercise.itinerary import Activity, Stops
from app.exercise.model import FleetVessel
from app.exercise.sea import Sea, to_degrees, to_plane
from app.exercise.workers import Work

COUNT = 320
_OWNERS = frozenset({"stow", "sail_stow", "gillnet"})
_SPREAD_M = 2500.0
_PREFIXES = (100, 110, 130, 888, 900, 999)  # no country's, and no aid to navigation's
_SHIP_LIKE_EVERY = 12  # some pass themselves off as a Chinese ship


@dataclass(frozen=True, slots=True)
class Buoys:
    """The markers as movers of their own, and where they float."""

    vessels: tuple[FleetVessel, ...]
    stops: list[Stops]


def set_buoys(
    sea: Sea,
    work: Work,
    vessels: tuple[FleetVessel, ...],
    taken: set[int],
    rng: np.random.Generator,
) -> Buoys:
    """Markers on the nets of boats that set nets; numbered after `vessels`, MMSIs not `taken`."""
    mine: list[int] = work.workers.number.tolist()
    owners = np.array([k for k, n in enumerate(mine) if vessels[n].gear in _OWNERS], np.int64)
    if len(owners) == 0:
        return Buoys((), [])
    chosen = rng.choice(owners, COUNT)
    places = to_plane(work.spot_lon[chosen], work.spot_lat[chosen])
    afloat = places + rng.normal(0, _SPREAD_M, places.shape)
    afloat = np.where((sea.clearance_at(afloat) > 300)[:, None], afloat, places)
    lon, lat = to_degrees(afloat)
    made = tuple(_make_marker(k, len(vessels) + k, taken, rng) for k in range(COUNT))
    number = len(vessels) + np.arange(COUNT)
    activity = np.full(COUNT, Activity.FISHING, np.uint8)
    return Buoys(made, [Stops(number, np.zeros(COUNT), lon, lat, activity)])


def _make_marker(k: int, number: int, taken: set[int], rng: np.random.Generator) -> FleetVessel:
    prefix = 412 if k % _SHIP_LIKE_EVERY == 0 else int(rng.choice(_PREFIXES))
    mmsi = prefix * 1_000_000 + int(rng.integers(100_000, 999_999))
    while mmsi in taken:
        mmsi += 1
    taken.add(mmsi)
    battery = int(rng.integers(18, 100))
    return FleetVessel(
        -number, f"NET{k + 1:03d}-{battery}%", mmsi, None, "net_buoy", None, None, None
    )

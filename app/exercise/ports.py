"""Which port each vessel runs to: its home where that is a refuge, else a refuge near it."""

import numpy as np

from app.exercise.model import ExerciseHarbour, FleetVessel, FleetWorld
from app.exercise.sea import Floats, Ints, to_plane
from app.exercise.waters import Waters, reachable

_SMALL_CRAFT = frozenset({"fishing", "carrier", "leisure"})
_NEAR_M = 9000.0


def choose_ports(world: FleetWorld, waters: Waters, rng: np.random.Generator) -> Ints:
    """Number (in `world.harbours`) of each vessel's port. Big ships keep their own roads."""
    number = {harbour.harbour_id: k for k, harbour in enumerate(world.harbours)}
    usable: set[int] = set(reachable(waters).tolist())
    refuges: list[int] = [
        k for k in sorted(usable)
        if world.harbours[k].is_refuge and world.harbours[k].level != "anchorage"
    ]  # fmt: skip
    places = _plane_places(world.harbours)
    ports = np.empty(len(world.vessels), np.int64)
    for row, vessel in enumerate(world.vessels):
        home = number.get(vessel.home_harbour_id or -1)
        ports[row] = (
            home
            if home is not None and home in usable and not _must_move(vessel, world.harbours[home])
            else _refuge_near(refuges, places, home, rng)
        )
    return ports


def _must_move(vessel: FleetVessel, home: ExerciseHarbour) -> bool:
    return vessel.kind in _SMALL_CRAFT and not home.is_refuge and home.level != "ferry"


def _refuge_near(
    refuges: list[int], places: Floats, home: int | None, rng: np.random.Generator
) -> int:
    """Nearer ones are likelier; a vessel without a home takes any."""
    if home is None:
        return int(rng.choice(refuges))
    away = np.hypot(*(places[refuges] - places[home]).T)
    weight = np.exp(-away / _NEAR_M) + 1e-9
    return int(rng.choice(refuges, p=weight / weight.sum()))


def _plane_places(harbours: tuple[ExerciseHarbour, ...]) -> Floats:
    return to_plane(np.array([h.lon for h in harbours]), np.array([h.lat for h in harbours]))

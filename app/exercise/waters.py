"""The water of one exercise: raster, mesh and the gate of every harbour."""

from dataclasses import dataclass

import numpy as np

from app.exercise.berths import BerthCoast
from app.exercise.mesh import NO_CELL, SeaMesh, build_mesh
from app.exercise.model import ExerciseHarbour, FleetWorld
from app.exercise.sea import Ints, Sea, chart_sea, to_degrees, to_plane


@dataclass(frozen=True, slots=True)
class Waters:
    """`gates[k]` is the mesh cell before harbour k, NO_CELL for one off the charted sea."""

    sea: Sea
    mesh: SeaMesh
    coast: BerthCoast
    harbours: tuple[ExerciseHarbour, ...]
    gates: Ints

    def gate(self, harbour: int) -> tuple[float, float]:
        """Longitude and latitude of a harbour's gate."""
        lon, lat = to_degrees(self.mesh.places[self.gates[harbour]])
        return float(lon), float(lat)


def chart_waters(world: FleetWorld) -> Waters:
    """Chart the sea off `world`'s land and find every harbour's gate."""
    sea = chart_sea(list(world.land))
    mesh = build_mesh(sea)
    lon = np.array([harbour.lon for harbour in world.harbours])
    lat = np.array([harbour.lat for harbour in world.harbours])
    gates = mesh.nearest(to_plane(lon, lat))
    return Waters(sea, mesh, BerthCoast(world.land), world.harbours, np.asarray(gates, np.int64))


def reachable(waters: Waters) -> Ints:
    """Numbers of the harbours a boat can sail to."""
    return np.flatnonzero(waters.gates != NO_CELL)

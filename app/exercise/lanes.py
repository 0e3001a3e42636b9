"""Where merchant ships come from and go to: the chart's edges, and the open sea beyond them.

A real system of routes would be charted; here the shortest ways from a few gates make the lanes.
"""

from dataclasses import dataclass

import numpy as np

from app.exercise.sea import Flags, Floats, to_plane


@dataclass(frozen=True, slots=True)
class SeaGate:
    """A gate on the chart's edge, how wide the traffic is there, and the sea beyond."""

    name: str
    lon: float
    lat: float
    beyond: tuple[float, float]
    share: float


NORTH = SeaGate("north, to Qingdao", 122.98, 31.5, (123.6, 33.6), 0.34)
GATES = (
    NORTH,
    SeaGate("east, to Japan", 124.45, 30.75, (126.6, 31.3), 0.22),
    SeaGate("south-east, to the ocean", 124.2, 28.6, (126.0, 27.0), 0.22),
    SeaGate("south, to Taiwan Strait", 122.75, 28.5, (121.9, 26.7), 0.22),
)
_WIDTH_M, _BEYOND_WIDTH_M = 3500.0, 25_000.0


def choose_sea_gates(flees: Flags, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """For each ship a place at a gate and one in the open sea beyond, both in the plane.

    Who flees the storm takes the northern gate: storms come from the south.
    """
    count = len(flees)
    chosen = rng.choice(len(GATES), count, p=[gate.share for gate in GATES])
    chosen[flees] = GATES.index(NORTH)
    at = to_plane(np.array([g.lon for g in GATES]), np.array([g.lat for g in GATES]))
    beyond = to_plane(
        np.array([g.beyond[0] for g in GATES]), np.array([g.beyond[1] for g in GATES])
    )
    return (
        at[chosen] + rng.normal(0, _WIDTH_M, (count, 2)),
        beyond[chosen] + rng.normal(0, _BEYOND_WIDTH_M, (count, 2)),
    )

"""Ways through the sea, pulled taut: from a chain of mesh cells to the few turns a skipper makes.

The shortest chain of cells runs in the mesh's eight directions. From each turn the farthest place
along it that is seen over clear water becomes the next turn (string pulling). How far a boat keeps
off the coast is its own margin, so boats that share a strait do not share a line.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.exercise.mesh import SeaMesh
from app.exercise.sea import Floats, Ints, Sea

SHARE_OF_CLEARANCE = 0.6
_WANDER_SHARE, _WANDER_LIMIT_M = 0.45, 2500.0
_KEPT_SHARE, _KEPT_LIMIT_M = 0.3, 200.0  # what is left of the clearance after moving


@dataclass(frozen=True, slots=True)
class Ways:
    """Polylines one after the other: way i is `places[first[i]:first[i + 1]]`, from sea to port."""

    places: Floats
    first: Ints

    def __len__(self) -> int:
        return len(self.first) - 1

    @property
    def owner(self) -> Ints:
        """The way each place belongs to."""
        return np.repeat(np.arange(len(self)), np.diff(self.first))

    def ended_at(self, places: Floats) -> "Ways":
        """The same ways, each with one more place."""
        longer = np.insert(self.places, self.first[1:], places, axis=0)
        return Ways(longer, self.first + np.arange(len(self.first)))

    def begun_at(self, ways: Ints, places: Floats) -> "Ways":
        """The same, some of the ways with one more place in front."""
        longer = np.insert(self.places, self.first[ways], places, axis=0)
        added = np.zeros(len(self.first), np.int64)
        added[ways + 1] = 1
        return Ways(longer, self.first + np.cumsum(added))


def join_ways(parts: list[tuple[Ints, Ways]]) -> Ways:
    """Ways of disjoint groups put into the order of their numbers, which count from 0."""
    owner = np.concatenate([numbers[ways.owner] for numbers, ways in parts])
    places = np.concatenate([ways.places for _, ways in parts])
    order = np.argsort(owner, kind="stable")
    count = np.bincount(owner, minlength=sum(len(numbers) for numbers, _ in parts))
    return Ways(places[order], np.r_[0, np.cumsum(count)])


def find_ways(
    sea: Sea, mesh: SeaMesh, starts: Floats, port: int, margin_m: Floats, rng: np.random.Generator
) -> Ways:
    """The way of each start to the mesh cell `port`, pulled taut with each boat's own margin."""
    chains = _follow_chains(mesh.nearest(starts), mesh.ways_to(port))
    places = mesh.places[chains]
    places[:, 0] = starts
    turns = _pull_tight(sea, places, margin_m)
    count = np.array([len(row) for row in turns])
    taut = Ways(places[np.repeat(np.arange(len(starts)), count), np.concatenate(turns)],
                np.r_[0, np.cumsum(count)])  # fmt: skip
    return _wander_turns(sea, taut, rng)


def _follow_chains(start: Ints, following: NDArray[np.int32]) -> Ints:
    """Cells from each start to the port, one row each; a finished row repeats the port."""
    columns = [start.astype(np.int64)]
    while True:
        after = following[columns[-1]].astype(np.int64)
        if (after == columns[-1]).all():
            return np.stack(columns, axis=1)
        columns.append(after)


def _pull_tight(sea: Sea, places: Floats, margin_m: Floats) -> list[Ints]:
    """Columns of the turns of each row."""
    rows, last = len(places), places.shape[1] - 1
    at = np.zeros(rows, np.int64)
    turns = [at.copy()]
    while (at < last).any():
        at = _farthest_seen(sea, places, at, margin_m)
        turns.append(at.copy())
    columns = np.stack(turns, axis=1)
    return [np.unique(row) for row in columns]


def _farthest_seen(sea: Sea, places: Floats, at: Ints, margin_m: Floats) -> Ints:
    """By bisection: the sight along a chain is not monotonic, but what is taken was seen."""
    row, last = np.arange(len(places)), places.shape[1] - 1
    here = places[row, at]
    low, high = np.minimum(at + 1, last), np.full(len(places), last)
    while (low < high).any():
        middle = (low + high + 1) // 2
        there = places[row, middle]
        free = np.minimum(sea.clearance_at(here), sea.clearance_at(there))
        seen = sea.is_clear(here, there, np.minimum(free * SHARE_OF_CLEARANCE, margin_m))
        low = np.where(seen, middle, low)
        high = np.where(seen, high, middle - 1)
    return low


def _wander_turns(sea: Sea, ways: Ways, rng: np.random.Generator) -> Ways:
    """Move each turn a little, as no two boats turn at one point; back where a leg meets land.

    Every second turn at a time, so that each is judged against neighbours that stay."""
    places = ways.places.copy()
    inner = np.ones(len(places), np.bool_)
    inner[ways.first[:-1]] = inner[ways.first[1:] - 1] = False
    for parity in (0, 1):
        row = np.flatnonzero(inner & (np.arange(len(places)) % 2 == parity))
        reach = np.minimum(sea.clearance_at(places[row]) * _WANDER_SHARE, _WANDER_LIMIT_M)
        moved = places[row] + rng.uniform(-1, 1, (len(row), 2)) * reach[:, None]
        margin = np.minimum(sea.clearance_at(places[row]) * _KEPT_SHARE, _KEPT_LIMIT_M)
        fine = sea.is_clear(places[row - 1], moved, margin)
        fine &= sea.is_clear(moved, places[row + 1], margin)
        places[row[fine]] = moved[fine]
    return Ways(places, ways.first)

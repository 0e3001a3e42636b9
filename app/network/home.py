"""Where visitors go home to: the mainland, and everything that a road joins to it.

Where the data hold no mainland with a junction, the part with most junctions stands for it, and no
road is known to lead on from there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.network.model import NOWHERE, Flags, Ints, LandArea, RoadNetwork


@dataclass(frozen=True, slots=True)
class FerryLeg:
    """A line one way, from junction to junction; `source` is its place among the lines."""

    tail: int
    head: int
    source: int

    def back(self) -> "FerryLeg":
        """The other way."""
        return FerryLeg(self.head, self.tail, self.source)


def gates_of(node_land: Ints, lands: Sequence[LandArea]) -> Ints:
    """Junctions on the mainland."""
    mainland = [land.land_id for land in lands if land.mainland]
    return np.flatnonzero(np.isin(node_land, mainland))


def home_side(parts: Ints, gates: Ints) -> Flags:
    """For each junction, whether roads and bridges lead from it to the mainland."""
    if len(gates):
        return np.isin(parts, parts[gates])
    main = np.bincount(parts).argmax() if len(parts) else NOWHERE
    return np.asarray(parts == main, dtype=np.bool_)


def head_home(crossings: Sequence[FerryLeg], parts: Ints, home: Flags) -> list[FerryLeg]:
    """The lines as visitors take them home: over as few waters as can be, whichever land is larger.

    Those farthest out come first, so that who goes on by a second line does so by a later one.
    """
    waters = _waters_between(crossings, parts, home)
    found = [
        each if waters[parts[each.tail]] > waters[parts[each.head]] else each.back()
        for each in crossings
        if waters.get(int(parts[each.tail])) != waters.get(int(parts[each.head]))
    ]
    return sorted(found, key=lambda each: -waters[int(parts[each.tail])])


def _waters_between(crossings: Sequence[FerryLeg], parts: Ints, home: Flags) -> dict[int, int]:
    """How many lines lie between each part of the roads and home; none for a part without any."""
    waters = dict.fromkeys(parts[home].tolist(), 0)
    ends = [(int(parts[each.tail]), int(parts[each.head])) for each in crossings]
    ends += [(b, a) for a, b in ends]
    grown = True
    while grown:
        outer = {a: waters[b] + 1 for a, b in ends if a not in waters and b in waters}
        nearest = min(outer.values(), default=0)
        new = {part: count for part, count in outer.items() if count == nearest}
        waters |= new
        grown = bool(new)
    return waters


def on_outlying_islands(network: RoadNetwork) -> frozenset[str]:
    """Sites from which no road leads home."""
    node = network.sites.node
    outlying = node == NOWHERE
    outlying[~outlying] = ~network.home[node[~outlying]]
    return frozenset(site for site, index in network.sites.index.items() if outlying[index])

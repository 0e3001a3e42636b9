"""Visitors go home, not into a shelter: by road where one leads off the islands, else by boat.

They board before those who sail to a shelter. All lines that lead home are used at once: of the
plans that bring most people over before the lines stop, the one whose last boat lands first
(bisection over the landings of whole waves). Who cannot be carried is demand where they are.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from app.evacuation.assignment import Assignment, Floats, Ints, Move, assign
from app.evacuation.boarding import Boarding, Terrain
from app.evacuation.clearance import ClearanceGroup
from app.evacuation.model import Demand
from app.evacuation.sailings import Boatload, Boats
from app.evacuation.trips import ride
from app.network.model import NOWHERE, FerryLine
from app.network.reach import cut_names
from app.network.travel import connected_parts

_WAY_OFF = -1  # the trees' last row


class StayReason(StrEnum):
    """Why visitors stay; `app.evacuation.home_present` says each."""

    BOATS_FULL = "boats_full"
    FERRY_STOPPED = "ferry_stopped"
    CLOSED = "closed"
    NO_LINE = "no_line"
    NO_ROAD_OFF = "no_road_off"


@dataclass(frozen=True, slots=True)
class Staying:
    """Visitors who stay for one reason, and the lines or bridges that it is due to."""

    reason: StayReason
    people: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HomeLine:
    """A line that visitors board: how many, in how many waves, and when the last have landed.

    `room`: how many it can take before it stops, None where it does not stop.
    """

    line: FerryLine
    people: int
    over_min: float
    room: int | None


@dataclass(frozen=True, slots=True, eq=False)
class GoingHome:
    """The visitors of an area: who leaves by which way, and who stays for which reason."""

    visitors: int
    by_road: tuple[ClearanceGroup, ...]
    by_boat: tuple[ClearanceGroup, ...]
    sailings: tuple[Boatload, ...]
    lines: tuple[HomeLine, ...]
    stopped: tuple[FerryLine, ...]
    staying: tuple[Demand, ...]
    reasons: tuple[Staying, ...]

    @property
    def sailing(self) -> int:
        """People who leave by boat."""
        return sum(each.people for each in self.sailings)

    @property
    def driving(self) -> int:
        """People who leave by road."""
        return sum(group.people for group in self.by_road)

    @property
    def aboard(self) -> dict[int, int]:
        """People aboard by line id."""
        return {each.line.line_id: each.people for each in self.lines}


def go_home(demand: Sequence[Demand], terrain: Terrain) -> GoingHome:
    """Sends `demand`, visitors all of them, home."""
    return _Homeward(demand, terrain).sent()


class _Homeward:
    def __init__(self, demand: Sequence[Demand], terrain: Terrain) -> None:
        self._demand, self._terrain = demand, terrain
        self._boarding = Boarding(demand, terrain, terrain.network.home_arcs)
        self._people = np.array([item.people for item in demand], dtype=np.int64)
        landed = terrain.network.home[self._boarding.landing]
        self._ashore_s = np.where(landed, 0.0, np.inf)[:, None]
        self._road_s = self._find_road_s()

    def _find_road_s(self) -> Floats:
        network, sites = self._terrain.network, self._boarding.sites
        node = network.sites.node[sites]
        off_s = self._terrain.trees.seconds[_WAY_OFF, np.maximum(node, 0)]
        walk_s = network.walking.seconds(network.sites.walk_m[sites])
        return np.where(node == NOWHERE, np.inf, off_s + walk_s)[:, None]

    def sent(self) -> GoingHome:
        """Everybody with the way they go."""
        answer = self._assign_lines(self._shortest_min())
        boats = self._make_boats([move for move in answer.moves if move.via])
        driving = [move for move in answer.moves if not move.via]
        left = self._count_left([*driving, *boats.carried])
        return GoingHome(
            visitors=int(self._people.sum()),
            by_road=tuple(self._clearance_group(move, _WAY_OFF) for move in driving),
            by_boat=tuple(self._clearance_group(move, None) for move in boats.carried),
            sailings=tuple(boats.sailings),
            lines=tuple(self._home_lines(boats)),
            stopped=self._stopped_lines(),
            staying=tuple(
                replace(item, people=int(left[site]))
                for site, item in enumerate(self._demand)
                if left[site]
            ),
            reasons=self._stay_reasons(left),
        )

    def _make_boats(self, moves: Sequence[Move]) -> Boats:
        boats, from_site_s = Boats(self._boarding), self._boarding.from_site_s
        for move in sorted(moves, key=lambda each: from_site_s[each.site, each.via[0]]):
            boats.carry(move)
        return boats

    def _assign_lines(self, within_min: float) -> Assignment:
        crossings = self._boarding.crossings(self._ashore_s, within_min)
        everyone = np.array([self._people.sum()], dtype=np.int64)
        return assign(self._people, everyone, self._road_s, crossings)

    def _shortest_min(self) -> float:
        """The fewest minutes in which as many get home as there is any way for."""
        most, ends = self._assign_lines(np.inf).placed, self._landings_min()
        first, last = 0, len(ends) - 1
        while first < last:
            middle = (first + last) // 2
            if self._assign_lines(ends[middle]).placed >= most:
                last = middle
            else:
                first = middle + 1
        return ends[first] if ends else np.inf

    def _landings_min(self) -> list[float]:
        """When each wave that may be needed lands."""
        boarding, everyone = self._boarding, int(self._people.sum())
        ends: set[float] = set()
        for line, reach_s in zip(boarding.lines, boarding.reach_s.tolist(), strict=True):
            if np.isfinite(reach_s):
                aboard = self._terrain.aboard.get(line.line_id, 0)
                ends.update(reach_s / 60.0 + end for end in line.landings_min(aboard + everyone))
        return sorted(ends)

    def _count_left(self, moves: Sequence[Move]) -> Ints:
        left = self._people.copy()
        for move in moves:
            left[move.site] -= move.people
        return left

    def _clearance_group(self, move: Move, row: int | None) -> ClearanceGroup:
        network, boarding = self._terrain.network, self._boarding
        first_m = float(network.sites.walk_m[boarding.sites[move.site]])
        return ride(network, move.people, boarding.arcs(move, row), first_m)

    def _home_lines(self, boats: Boats) -> Iterator[HomeLine]:
        rooms = self._boarding.capacity().tolist()
        for crossing, queue in sorted(boats.queues.items()):
            line = self._boarding.lines[crossing]
            if queue.people:
                stops = line.line_id in self._terrain.sailing_min
                room = rooms[crossing] if stops else None
                yield HomeLine(line, queue.people, queue.over_min, room)

    def _stopped_lines(self) -> tuple[FerryLine, ...]:
        """Lines from the visitors' islands that sail no more."""
        network, node = self._terrain.network, self._terrain.network.sites.node
        sources = network.links.source[network.home_arcs].tolist()
        lines: list[FerryLine] = [network.ferries[each] for each in sources]
        rows = len(network.shelters.node) + np.searchsorted(network.piers, network.home_arcs)
        near = node[self._boarding.sites]
        from_s = self._terrain.trees.seconds[np.ix_(rows, near[near != NOWHERE])]
        reached = np.flatnonzero(np.isfinite(from_s).any(axis=1)).tolist()
        stopped = self._terrain.scenario.stopped_lines
        return tuple(lines[each] for each in reached if lines[each].line_id in stopped)

    def _stay_reasons(self, left: Ints) -> tuple[Staying, ...]:
        people, names = defaultdict[StayReason, int](int), defaultdict[StayReason, set[str]](set)
        whys = _Whys(self._boarding, self._ashore_s)
        for site in np.flatnonzero(left).tolist():
            reason, due_to = whys.of(site)
            people[reason] += int(left[site])
            names[reason].update(due_to)
        found = [Staying(each, people[each], tuple(sorted(names[each]))) for each in people]
        return tuple(sorted(found, key=lambda each: -each.people))


class _Whys:
    """Why the visitors of a site stay."""

    def __init__(self, boarding: Boarding, ashore_s: Floats) -> None:
        self._boarding = boarding
        self._leads_on = boarding.crossings(ashore_s).leads_on()
        self._parts = connected_parts(boarding.network, boarding.terrain.scenario)

    def of(self, site: int) -> tuple[StayReason, tuple[str, ...]]:
        """The reason, and the names of what it is due to."""
        boarding = self._boarding
        boards = np.isfinite(boarding.from_site_s[site]) & self._leads_on
        if boards.any():
            names = {boarding.lines[each].name for each in np.flatnonzero(boards).tolist()}
            return StayReason.BOATS_FULL, tuple(sorted(names))
        node = int(boarding.network.sites.node[boarding.sites[site]])
        if node == NOWHERE:
            return StayReason.NO_LINE, ()
        return self._cut_reason(node)

    def _cut_reason(self, node: int) -> tuple[StayReason, tuple[str, ...]]:
        network, scenario = self._boarding.network, self._boarding.terrain.scenario
        closed, stopped = cut_names(network, scenario, self._parts == self._parts[node])
        if closed:
            return StayReason.CLOSED, closed
        if stopped:
            return StayReason.FERRY_STOPPED, stopped
        return (StayReason.NO_ROAD_OFF if network.home[node] else StayReason.NO_LINE), ()

"""What an assignment leans on: limited bridges and roads, ferry lines, the tightest link."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from app.evacuation.assignment import Flags
from app.evacuation.clearance import ClearanceGroup, link_load
from app.evacuation.closures import ends, middle
from app.evacuation.cutoffs import FerryUse, LimitedWay
from app.network.model import FerryLine, Floats, LinkKind, RoadEdge, RoadNetwork


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """The link that takes longest: where it is, how many pass, for how many hours."""

    name: str
    kind: str
    lon: float
    lat: float
    people: int
    hours: float


class UsedLinks:
    """The arcs that `groups` travel over, with the people on each.

    `aboard`: who boards before them, by line id.
    """

    def __init__(
        self,
        network: RoadNetwork,
        groups: Sequence[ClearanceGroup],
        announced: frozenset[int] = frozenset(),
        aboard: Mapping[int, int] | None = None,
    ) -> None:
        self._network = network
        self._announced = announced
        self._groups = groups
        self._aboard = aboard or {}
        self._load = link_load(groups, len(network.links.tail))

    @property
    def people_per_h(self) -> Floats:
        """How many pass each arc of the network in an hour."""
        return self._network.links.people_per_h

    def limited_ways(self) -> tuple[LimitedWay, ...]:
        """Used bridges and roads that may close, each bridge once."""
        found: dict[tuple[str, int | None], dict[RoadEdge, int]] = {}
        for edge, people in self._used_edges():
            if self._may_close(edge):
                used = found.setdefault((edge.title, edge.limit_force), {})
                used[edge] = max(people, used.get(edge, 0))
        return tuple(
            LimitedWay(
                name,
                tuple({middle(edge) for edge in used}),
                force,
                max(used.values()),
                tuple(sorted(edge.edge_id for edge in used)),
            )
            for (name, force), used in found.items()
        )

    def _may_close(self, edge: RoadEdge) -> bool:
        """At a force of its own, or because somebody said so."""
        return edge.limit_force is not None or edge.edge_id in self._announced

    def ferries(self) -> tuple[FerryUse, ...]:
        """Used lines with the time their boats take, from when the first are at the pier."""
        return tuple(
            FerryUse(
                line.name,
                ends(line),
                line.limit_force,
                people,
                self._first_reach_min(arc)
                + line.minutes_for(people + self._aboard.get(line.line_id, 0)),
                line.line_id,
            )
            for arc, line, people in self._used_lines()
        )

    def passages(self, group: ClearanceGroup, wait_min: float) -> dict[str, float]:
        """What a group needs that has a limit, and when it is over it, by name."""
        limited = self._limited
        over_min: dict[str, float] = {}
        for arc, reach_min in zip(group.links, group.reach_min, strict=True):
            if arc in limited:
                name, link_min = limited[arc]
                done_min = wait_min + reach_min + link_min
                over_min[name] = max(done_min, over_min.get(name, 0.0))
        return over_min

    @cached_property
    def _limited(self) -> Mapping[int, tuple[str, float]]:
        """Of the used arcs those with a limit, by the name it goes by, and their minutes."""
        minutes = self._network.links.seconds / 60.0
        roads = (
            (arc, self._network.edges[source]) for arc, source, _ in self._used_arcs(self._roads)
        )
        named = [(arc, edge.title) for arc, edge in roads if self._may_close(edge)]
        named += [(arc, line.name) for arc, line, _ in self._used_lines()]
        return {arc: (name, float(minutes[arc])) for arc, name in named}

    def bottleneck(self, arc: int | None) -> Bottleneck | None:
        """The arc that clearance found tightest."""
        if arc is None:
            return None
        people = round(float(self._load[arc]))
        hours = people / float(self._network.links.people_per_h[arc])
        source = int(self._network.links.source[arc])
        if self._network.links.kind[arc] == LinkKind.FERRY:
            line = self._network.ferries[source]
            pier = line.from_harbour
            return Bottleneck(line.name, "ferry", pier.lon, pier.lat, people, hours)
        edge = self._network.edges[source]
        return Bottleneck(edge.title, edge.road_class, edge.lon, edge.lat, people, hours)

    @cached_property
    def _roads(self) -> Flags:
        return np.asarray(self._network.links.kind != LinkKind.FERRY, dtype=np.bool_)

    def _used_edges(self) -> Iterator[tuple[RoadEdge, int]]:
        for _, source, people in self._used_arcs(self._roads):
            yield self._network.edges[source], people

    def _used_lines(self) -> Iterator[tuple[int, FerryLine, int]]:
        for arc, source, people in self._used_arcs(~self._roads):
            yield arc, self._network.ferries[source], people

    def _used_arcs(self, among: Flags) -> Iterator[tuple[int, int, int]]:
        """Arcs with people on them, what each stands for, and how many people."""
        arcs = np.flatnonzero((self._load != 0) & among)
        people = np.rint(self._load[arcs]).astype(np.int64)
        source = self._network.links.source[arcs]
        return zip(arcs.tolist(), source.tolist(), people.tolist(), strict=True)

    def _first_reach_min(self, arc: int) -> float:
        return min(
            group.reach_min[group.links.index(arc)] for group in self._groups if arc in group.links
        )

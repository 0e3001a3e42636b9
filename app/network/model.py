"""The network as immutable arrays, and the rows it is made of.

People move by road, on foot near a shelter, and from one island to another only by bridge or
ferry. All metres are in EPSG:4550 (CGCS2000, central meridian 123° E).
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt
from shapely import Polygon

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NOWHERE = -1  # no land, no road node, no next node


class LinkKind(IntEnum):
    """What an arc of the graph stands for."""

    ROAD = 0
    BRIDGE = 1
    FERRY = 2


@dataclass(frozen=True, slots=True)
class RoadNode:
    """A junction."""

    node_id: int
    x_m: float
    y_m: float


@dataclass(frozen=True, slots=True)
class RoadEdge:
    """A road between two junctions, usable both ways; `lon`, `lat` are its middle."""

    edge_id: int
    from_node: int
    to_node: int
    road_class: str
    name: str | None
    bridge: str | None
    length_m: float
    speed_kmh: float
    capacity_vph: float
    limit_force: int | None
    lon: float
    lat: float

    @property
    def title(self) -> str:
        """The bridge's or road's name, else its class: `app.evacuation.words` says it."""
        return self.bridge or self.name or self.road_class


@dataclass(frozen=True, slots=True)
class Harbour:
    """An end of a ferry line."""

    name: str
    lon: float
    lat: float
    x_m: float
    y_m: float


@dataclass(frozen=True, slots=True)
class FerryLine:
    """A line whose boats sail to and fro; `trip_min` is one way with turn-round."""

    line_id: int
    name: str
    boats: int
    seats: int
    trip_min: float
    limit_force: int
    from_harbour: Harbour
    to_harbour: Harbour

    @property
    def people_per_h(self) -> float:
        """People its boats bring one way in an hour, sailing back empty."""
        return self.boats * self.seats * 60.0 / (2.0 * self.trip_min)

    def minutes_for(self, people: int) -> float:
        """Minutes until the last of `people` is over: all boats load at once and sail in waves."""
        waves = -(-people // (self.boats * self.seats))
        return max(0, 2 * waves - 1) * self.trip_min

    def landings_min(self, people: int) -> list[float]:
        """When each wave that brings `people` over lands."""
        waves = -(-people // (self.boats * self.seats))
        return [(2 * wave + 1) * self.trip_min for wave in range(waves)]

    def people_within(self, minutes: float) -> int:
        """People its boats bring over in `minutes`, whole waves only."""
        waves = max(0, int((minutes / self.trip_min + 1.0) // 2))
        return waves * self.boats * self.seats

    @property
    def mean_wait_min(self) -> float:
        """Half the time between two departures."""
        return self.trip_min / self.boats


@dataclass(frozen=True, slots=True)
class NetworkSite:
    """Where people leave from or go to: a population site or a shelter."""

    key: str
    x_m: float
    y_m: float


@dataclass(frozen=True, slots=True)
class LandArea:
    """An island or a part of the mainland."""

    land_id: int
    name: str | None
    outline: Polygon
    mainland: bool = False


@dataclass(frozen=True, slots=True)
class NetworkRows:
    """Everything the graph is built from, of one version."""

    version: str
    nodes: list[RoadNode]
    edges: list[RoadEdge]
    ferries: list[FerryLine]
    sites: list[NetworkSite]
    shelters: list[NetworkSite]
    lands: list[LandArea]


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Directed arcs. `source` indexes `RoadNetwork.edges`, or `.ferries` for a ferry."""

    tail: Ints
    head: Ints
    seconds: Floats
    length_m: Floats
    people_per_h: Floats
    kind: Ints
    source: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Access:
    """How places reach the graph: the nearest junction on the same land, on foot."""

    index: dict[str, int]
    x_m: Floats
    y_m: Floats
    land: Ints
    node: Ints
    walk_m: Floats


@dataclass(frozen=True, slots=True)
class Walking:
    """How people walk. Metres are straight-line metres times `detour`."""

    speed_kmh: float
    limit_m: float
    detour: float = 1.3

    def seconds(self, straight_m: Floats) -> Floats:
        """Time on foot over a straight-line distance."""
        return straight_m * (self.detour * 3.6 / self.speed_kmh)


@dataclass(frozen=True, slots=True, eq=False)
class RoadNetwork:
    """The graph of one version, with everything that starts or ends on it.

    `home` junctions have a road to the mainland, `gates` stand on it (`app.network.home`).
    `ferry_arcs` are the ferries to shelters, `home_arcs` those that visitors take home; each after
    those whose passengers may go on with it.
    """

    version: str
    node_land: Ints
    home: Flags
    gates: Ints
    links: Links
    ferry_arcs: Ints
    home_arcs: Ints
    edges: tuple[RoadEdge, ...]
    ferries: tuple[FerryLine, ...]
    sites: Access
    shelters: Access
    land_names: dict[int, str | None]
    walking: Walking

    @property
    def piers(self) -> Ints:
        """Arcs that are ferries, whichever way."""
        return np.flatnonzero(self.links.kind == LinkKind.FERRY)

    @property
    def node_count(self) -> int:
        """Number of junctions."""
        return len(self.node_land)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What cannot be used: roads by edge id, ferry lines by line id."""

    closed_edges: frozenset[int] = frozenset()
    stopped_lines: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Shortest paths over land from every junction to every shelter, every pier and the mainland.

    Row = a shelter, then the pier of an arc of `RoadNetwork.piers`, last the nearest of
    `RoadNetwork.gates`; column = junction.
    `next_node` leads toward the goal; `NOWHERE` at its end. `arc` gives the arc between two
    adjacent junctions. Lines that stop do not change it.
    """

    seconds: Floats
    next_node: npt.NDArray[np.int32]
    arc: dict[tuple[int, int], int]

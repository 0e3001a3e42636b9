"""Evacuations over road networks of many shapes, and from places of the sample city."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from app.evacuation.clearance import Clearance, ClearanceGroup, clearance
from app.evacuation.model import Demand, ShelterChoice
from app.evacuation.placement import place
from app.evacuation.trips import Terrain
from app.network.graph import build_network
from app.network.model import (
    LandArea,
    NetworkRows,
    NetworkSite,
    RoadEdge,
    RoadNetwork,
    RoadNode,
    Scenario,
    Walking,
)
from app.network.travel import shortest_trees
from app.tooling.bench.roads.city import city_rows, features, table
from tests.traffic import PERSONS_PER_VEHICLE

WALKING = Walking(speed_kmh=3.0, limit_m=1500.0)
HORIZON_MIN = 240.0
VILLAGE, COUNTY, MAIN = (25.0, 350.0), (45.0, 1000.0), (60.0, 1600.0)  # km/h, vehicles an hour
_CLASSES = (VILLAGE, (35.0, 700.0), COUNTY, MAIN)

Places = Mapping[int, tuple[float, float]]  # junction: metres east and north
Roads = Sequence[tuple[int, int, tuple[float, float]]]
Counts = Mapping[int, int]  # junction: people who leave, or places in a shelter


@dataclass(frozen=True, slots=True, eq=False)
class Evacuation:
    """A network, who travels over it by our assignment, and what our clearance says."""

    network: RoadNetwork
    groups: tuple[ClearanceGroup, ...]
    clearance: Clearance


def evacuation(places: Places, roads: Roads, people: Counts, free: Counts) -> Evacuation:
    """Everybody of `people` to the places in `free`."""
    edges = [
        RoadEdge(number, a, b, "road", None, None, float(np.hypot(*np.subtract(places[a],
                 places[b]))), *kind, None, 122.0, 30.0)
        for number, (a, b, kind) in enumerate(roads)
    ]  # fmt: skip
    around = shapely.box(*shapely.MultiPoint(list(places.values())).buffer(500.0).bounds)
    rows = NetworkRows(
        version="made",
        nodes=[RoadNode(key, *where) for key, where in places.items()],
        edges=edges,
        ferries=[],
        sites=[NetworkSite(str(key), *places[key]) for key in people],
        shelters=[NetworkSite(str(key), *places[key]) for key in free],
        lands=[LandArea(1, "made", around)],
    )
    demand = [Demand(str(key), str(key), str(key), count) for key, count in people.items()]
    choices = [_choice(str(key), count) for key, count in free.items()]
    return _assigned(build_network(rows, WALKING, PERSONS_PER_VEHICLE), demand, choices)


def from_town(site_id: int, radius_m: float) -> Evacuation:
    """The residents around a population site of the sample city to the shelters beyond."""
    network = _city()
    sites, shelters = network.sites, network.shelters
    centre = sites.index[str(site_id)]
    x_m, y_m = sites.x_m[centre], sites.y_m[centre]
    leaves = np.hypot(sites.x_m - x_m, sites.y_m - y_m) < radius_m
    beyond = np.hypot(shelters.x_m - x_m, shelters.y_m - y_m) > radius_m
    demand = [
        Demand(row["site_id"], row["village_code"], row["village_code"], int(row["residents"]))
        for row in table("population_sites")
        if leaves[sites.index[row["site_id"]]]
    ]
    known = (feature["properties"] for feature in features("shelters"))
    choices = [
        _choice(told["code"], told["rated_capacity"])
        for told in known
        if beyond[shelters.index[told["code"]]]
    ]
    return _assigned(network, demand, choices)


def grid(seed: int) -> Evacuation:
    """Streets of every class at random, some missing; homes and shelters anywhere."""
    random = np.random.default_rng(seed)
    side = 4 + seed % 4
    places = {
        east * side + north: tuple((np.array([east, north]) * 1500.0
                                    + random.uniform(-300, 300, 2)).tolist())
        for east in range(side) for north in range(side)
    }  # fmt: skip
    pairs = [(key, key + 1) for key in places if key % side < side - 1]
    pairs += [(key, key + side) for key in places if key < side * (side - 1)]
    roads = [
        (a, b, _CLASSES[random.choice(4, p=[0.4, 0.3, 0.2, 0.1])])
        for a, b in pairs
        if random.random() > 0.12
    ]
    homes, shelters = 3 + seed % 7, 1 + seed % 4
    chosen = random.choice(side * side, homes + shelters, replace=False).tolist()
    people = random.integers(200, 2500, homes).tolist()
    each = int(sum(people) * 1.2 / shelters)
    return evacuation(places, roads, dict(zip(chosen[:homes], people, strict=True)),
                      dict.fromkeys(chosen[homes:], each))  # fmt: skip


@cache
def _city() -> RoadNetwork:
    return build_network(city_rows(), WALKING, PERSONS_PER_VEHICLE)


def _choice(code: str, free: int) -> ShelterChoice:
    return ShelterChoice(
        code, code, free, free, "open", None, receiving=True, inside=False, other_zone=None,
        danger=None, lon=122.0, lat=30.0,
    )  # fmt: skip


def _assigned(
    network: RoadNetwork, demand: Sequence[Demand], choices: Sequence[ShelterChoice]
) -> Evacuation:
    trees = shortest_trees(network, frozenset(), HORIZON_MIN)
    placed = place(demand, choices, Terrain(network, Scenario(), trees, {}))
    times = clearance(placed.groups, network.links.people_per_h, placed.problem)
    return Evacuation(network, placed.groups, times)

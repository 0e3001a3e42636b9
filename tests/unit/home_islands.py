"""A mainland, an island with visitors 2 km off it, and one beyond that is larger than that."""

from collections.abc import Mapping
from typing import Any

import shapely

from app.evacuation.boarding import Terrain
from app.evacuation.model import Demand, ShelterChoice
from app.evacuation.placement import Placement, place
from app.network.graph import build_network
from app.network.model import (
    FerryLine,
    Harbour,
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

SHORE, ISLE_WEST = (9990.0, 2000.0), (12010.0, 2000.0)
ISLE_EAST, FAR_WEST = (15990.0, 2000.0), (18010.0, 2000.0)
# Two boats of 100, half an hour over: the first wave lands after 30 min, the second after 90.
WAVE = 200


def line(line_id: int, a=SHORE, b=ISLE_WEST, **changes: Any) -> FerryLine:
    plain = {"boats": 2, "seats": 100, "trip_min": 30.0, "limit_force": 8}
    return FerryLine(
        line_id, f"线{line_id}", **{**plain, **changes},
        from_harbour=Harbour("甲", 122.1, 30.0, *a), to_harbour=Harbour("乙", 122.2, 30.0, *b),
    )  # fmt: skip


OUTER = line(9, ISLE_EAST, FAR_WEST)


def road(edge_id: int, a: int, b: int, length_m: float, **changes: Any) -> RoadEdge:
    plain = {"road_class": "secondary", "name": None, "bridge": None, "speed_kmh": 60.0,
             "capacity_vph": 600.0, "limit_force": None, "lon": 122.0, "lat": 30.0}  # fmt: skip
    return RoadEdge(edge_id, a, b, length_m=length_m, **{**plain, **changes})


BRIDGE = road(9, 2, 3, 2200, bridge="大桥", road_class="bridge", limit_force=8)


def islands(*lines: FerryLine, roads: tuple[RoadEdge, ...] = (), mainland: bool = True):
    """The network with `lines`, and `roads` besides those on each land."""
    nodes = [RoadNode(1, 1000, 2000), RoadNode(2, 9900, 2000), RoadNode(3, 12100, 2000),
             RoadNode(4, 15900, 2000), RoadNode(5, 18100, 2000),
             RoadNode(6, 29000, 2000)]  # fmt: skip
    own = (road(1, 1, 2, 8900), road(2, 3, 4, 3800), road(3, 5, 6, 10900))
    lands = [LandArea(1, "大陆", shapely.box(0, 0, 10000, 4000), mainland),
             LandArea(2, "岛", shapely.box(12000, 0, 16000, 4000)),
             LandArea(3, "外岛", shapely.box(18000, 0, 30000, 4000))]  # fmt: skip
    sites = [NetworkSite("isle", 12100, 2000), NetworkSite("far", 18100, 2000),
             NetworkSite("shore", 9900, 2000)]  # fmt: skip
    shelters = [NetworkSite("S", 15900, 2000), NetworkSite("M", 1000, 2000)]
    rows = NetworkRows("v", nodes, [*own, *roads], list(lines), sites, shelters, lands)
    return build_network(rows, Walking(3.0, 1500.0), 2.5)


def terrain(
    network: RoadNetwork, sailing_min: Mapping[int, float] | None = None, **changes: Any
) -> Terrain:
    """Nothing is closed, and lines sail for so many minutes: those not told of, for ever."""
    plain = {"scenario": Scenario(), "sailing_min": sailing_min or {}}
    told = {**plain, **changes}
    trees = shortest_trees(network, told["scenario"].closed_edges, 180.0)
    return Terrain(network=network, trees=trees, **told)


def visitors(people: int, site: str = "isle") -> Demand:
    return Demand(site, "V1", "岛村", people, visitors=True)


def residents(people: int, site: str = "isle") -> Demand:
    return Demand(site, "V1", "岛村", people)


def shelter(code: str, free: int) -> ShelterChoice:
    return ShelterChoice(code, f"{code} 校", free, free, "open", None, True, False, None, None,
                         122.0, 30.0)  # fmt: skip


def placed(demand: list[Demand], where: Terrain, beds: int = 50) -> Placement:
    """With a shelter of `beds` on the island, and a large one on the mainland."""
    return place(demand, [shelter("S", beds), shelter("M", 5000)], where, everybody=False)

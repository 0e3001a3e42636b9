"""Harbours, ferry lines and roads of the sample city join what is joined in reality."""

from collections import Counter, defaultdict
from functools import cache
from typing import Any

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely import STRtree
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from tests.sample_files import (
    DEGREE_M,
    features,
    land_at,
    land_tree,
    metres_to_land,
    rows,
    sites,
    units,
)


def test_every_harbour_is_at_the_waters_edge() -> None:
    for harbour, at in features("harbours"):
        assert land_at(at.centroid) is None, harbour["name"]
        if harbour["level"] != "anchorage":
            assert metres_to_land(at.centroid) < 300, harbour["name"]


def test_fishing_harbours_hold_their_own_boats_and_the_fleet() -> None:
    berths = {h["harbour_id"]: h["berth_capacity"] for h, _ in features("harbours")}
    fishing = ("fishing", "carrier", "leisure")
    home = Counter(int(v["home_harbour_id"]) for v in rows("vessels") if v["kind"] in fishing)
    assert {h for h, boats in home.items() if boats > berths[h]} == set()
    levels = ("central", "first", "second", "third")
    total = sum(h["berth_capacity"] for h, _ in features("harbours") if h["level"] in levels)
    assert total >= 6_000


def test_ferry_courses_keep_to_the_water_from_pier_to_pier() -> None:
    piers = {h["harbour_id"]: at for h, at in features("harbours")}
    assert len(features("ferry_lines")) >= 70
    for line, course in features("ferry_lines"):
        near = land_tree().geometries[land_tree().query(course)]
        ashore_m = course.intersection(shapely.union_all(near)).length * DEGREE_M
        assert ashore_m < 60, f"{line['name']}: {ashore_m:.0f} m ashore"
        ends = Point(course.coords[0]), Point(course.coords[-1])
        assert ends[0].distance(piers[line["from_harbour_id"]]) < 1e-9
        assert ends[1].distance(piers[line["to_harbour_id"]]) < 1e-9


@cache
def road_parts() -> tuple[STRtree, np.ndarray]:
    """The nodes, and the number of the connected part each is in."""
    numbers = {row["node_id"]: index for index, row in enumerate(rows("road_nodes"))}
    ends = [(numbers[str(e["from_node"])], numbers[str(e["to_node"])]) for e, _ in roads()]
    size = len(numbers)
    graph = coo_array((np.ones(len(ends)), tuple(zip(*ends, strict=True))), shape=(size, size))
    points = [Point(float(row["lon"]), float(row["lat"])) for row in rows("road_nodes")]
    return STRtree(points), connected_components(graph, directed=False)[1]


def roads() -> list[tuple[dict[str, Any], BaseGeometry]]:
    return features("road_edges")


def part_at(lon: float, lat: float) -> int:
    tree, parts = road_parts()
    return int(parts[int(tree.nearest(Point(lon, lat)))])


def test_road_edges_end_at_their_nodes_and_ids_are_dense() -> None:
    nodes = {
        int(row["node_id"]): (float(row["lon"]), float(row["lat"])) for row in rows("road_nodes")
    }
    assert sorted(nodes) == list(range(1, len(nodes) + 1))
    assert [e["edge_id"] for e, _ in roads()] == list(range(1, len(roads()) + 1))
    for edge, line in roads():
        assert line.coords[0] == nodes[edge["from_node"]]
        assert line.coords[-1] == nodes[edge["to_node"]]


def test_every_site_shelter_and_village_seat_has_a_road_node() -> None:
    tree, _ = road_parts()
    places = [at for _, at in sites()] + [at for _, at in features("shelters")]
    places += [Point(unit["seat"]) for unit in units("village").values()]
    _, distances = tree.query_nearest(places, return_distance=True, all_matches=False)
    assert distances.max() * DEGREE_M < 80


def test_people_of_one_island_share_one_road_network() -> None:
    tree, parts = road_parts()
    by_island: dict[int, set[int]] = defaultdict(set)
    for _, at in sites():
        land = land_at(at)
        assert land is not None
        by_island[land["land_id"]].add(int(parts[int(tree.nearest(at))]))
    assert {island: found for island, found in by_island.items() if len(found) > 1} == {}


def test_bridges_join_what_they_join_in_reality_and_ferries_the_rest() -> None:
    dinghai = part_at(122.106, 30.02)
    joined = {
        "镇海": (121.645, 29.99), "金塘": (121.885, 30.038), "册子": (121.936, 30.102),
        "朱家尖": (122.385, 29.912), "岱山高亭": (122.2, 30.245), "秀山": (122.166, 30.168),
        "长白": (122.033, 30.178), "大鱼山": (121.967, 30.322), "鲁家峙": (122.292, 29.933),
        "长峙": (122.16, 29.976), "小干": (122.238, 29.956),
    }  # fmt: skip
    apart = {
        "六横": (122.133, 29.742), "桃花": (122.278, 29.823), "虾峙": (122.245, 29.757),
        "普陀山": (122.385, 29.995), "衢山": (122.355, 30.443), "泗礁": (122.453, 30.727),
        "长涂": (122.292, 30.2585), "登步": (122.305, 29.873), "东极": (122.684, 30.195),
    }  # fmt: skip
    assert [name for name, at in joined.items() if part_at(*at) != dinghai] == []
    assert [name for name, at in apart.items() if part_at(*at) == dinghai] == []
    assert part_at(122.809, 30.724) == part_at(122.766, 30.718)  # Shengshan and Gouqi
    assert part_at(122.053, 30.639) == part_at(121.845, 30.872)  # Xiaoyang and Shanghai


def test_every_island_people_live_on_can_be_left() -> None:
    tree, parts = road_parts()
    piers = {h["harbour_id"]: at for h, at in features("harbours")}
    served: dict[int, set[int]] = defaultdict(set)
    for line, _ in features("ferry_lines"):
        ends = [
            int(parts[int(tree.nearest(piers[line[k]]))])
            for k in ("from_harbour_id", "to_harbour_id")
        ]
        served[ends[0]].add(ends[1])
        served[ends[1]].add(ends[0])
    reached, waiting = set(), [part_at(122.106, 30.02)]
    while waiting:
        part = waiting.pop()
        if part not in reached:
            reached.add(part)
            waiting += served[part]
    cut_off = Counter(
        land["name"]
        for row, at in sites()
        if int(parts[int(tree.nearest(at))]) not in reached and (land := land_at(at))
    )
    assert set(cut_off) <= {None, "小黄龙岛", "东绿华岛", "富翅岛", "里钓岛", "大西寨岛"}, cut_off


def test_roads_run_on_land_except_bridges() -> None:
    dry = [(edge, line) for edge, line in roads() if not edge["bridge"]]
    whole, _ = land_tree().query([line for _, line in dry], predicate="within")
    near_water = set(range(len(dry))) - set(whole.tolist())
    city = shapely.union_all([g for land, g in features("land") if land["county_code"]])
    ashore = [dry[i] for i in near_water if features("land")[0][1].disjoint(dry[i][1])]
    wet_m = [line.difference(city).length * DEGREE_M for _, line in ashore]
    assert max(wet_m) < 260
    assert sum(wet_m) < 0.005 * sum(edge["length_m"] for edge, _ in dry)


def test_cross_sea_bridges_and_shore_roads_close_at_force_10() -> None:
    bridges = {e["bridge"] for e, _ in roads() if e["bridge"]}
    chain = {"岑港大桥", "响礁门大桥", "桃夭门大桥", "西堠门大桥", "金塘大桥"}
    assert chain | {"朱家尖大桥", "舟岱大桥", "秀山大桥", "东海大桥"} <= bridges
    assert {e["limit_force"] for e, _ in roads() if e["road_class"] == "bridge"} == {10}

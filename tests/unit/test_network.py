"""Nobody walks on water, boats go to the larger land, and shortest means shortest."""

import numpy as np
import pytest
import shapely

from app.network.graph import build_network
from app.network.land import land_of
from app.network.model import (
    NOWHERE,
    FerryLine,
    Harbour,
    LandArea,
    LinkKind,
    NetworkRows,
    NetworkSite,
    RoadEdge,
    RoadNode,
    Scenario,
    Walking,
)
from app.network.reach import Barrier, barrier
from app.network.travel import connected_parts, path_arcs, shortest_trees, travel_times

WALKING = Walking(speed_kmh=3.0, limit_m=1500.0)


def island(land_id: int, west: float, east: float, height: float = 4000.0) -> LandArea:
    return LandArea(land_id, f"岛{land_id}", shapely.box(west, 0, east, height))


def edge(edge_id: int, a: int, b: int, length_m: float = 1000.0, **more) -> RoadEdge:
    plain = {"road_class": "secondary", "name": None, "bridge": None, "speed_kmh": 60.0,
             "capacity_vph": 600.0, "limit_force": None, "lon": 122.0, "lat": 30.0}  # fmt: skip
    return RoadEdge(edge_id=edge_id, from_node=a, to_node=b, length_m=length_m, **{**plain, **more})


def line(line_id: int, a: tuple[float, float], b: tuple[float, float], **more) -> FerryLine:
    plain = {"boats": 2, "seats": 100, "trip_min": 30.0, "limit_force": 8}
    return FerryLine(
        line_id, f"线{line_id}", **{**plain, **more},
        from_harbour=Harbour("甲", 122.0, 30.0, *a), to_harbour=Harbour("乙", 122.1, 30.0, *b),
    )  # fmt: skip


def network(**changes):
    """A large island with two junctions, and a small one 500 m east of it with two more."""
    plain = {
        "version": "v", "nodes": [RoadNode(1, 1000, 2000), RoadNode(2, 9900, 2000),
                                  RoadNode(3, 10600, 2000), RoadNode(4, 11500, 2000)],
        "edges": [edge(1, 1, 2, 8900), edge(2, 3, 4, 900)], "ferries": [],
        "sites": [NetworkSite("near", 10450, 2000)], "shelters": [NetworkSite("S", 1000, 2100)],
        "lands": [island(1, 0, 10000), island(2, 10400, 12000)],
    }  # fmt: skip
    return build_network(NetworkRows(**{**plain, **changes}), WALKING, 2.5)


def times(net, scenario: Scenario | None = None):
    chosen = scenario or Scenario()
    trees = shortest_trees(net, chosen.closed_edges, 180.0)
    return trees, travel_times(net, trees, np.array([0]), np.array([0]))


def test_a_site_is_tied_to_its_own_island_not_to_a_nearer_road_across_the_water() -> None:
    net = network(nodes=[RoadNode(1, 1000, 2000), RoadNode(2, 9900, 2000),
                         RoadNode(3, 11900, 2000), RoadNode(4, 11500, 2000)])  # fmt: skip
    assert net.sites.node.tolist() == [3]
    _, found = times(net)
    assert np.isinf(found.seconds).all()


def test_nobody_walks_to_a_shelter_over_the_sound() -> None:
    net = network(shelters=[NetworkSite("S", 9950, 2000)])
    _, found = times(net)
    assert not found.walkable.any()


def test_a_shelter_next_door_is_walked_to() -> None:
    net = network(shelters=[NetworkSite("S", 10950, 2000)])
    _, found = times(net)
    assert found.walked.all()
    assert found.seconds[0, 0] == pytest.approx(500 * 1.3 / (3000 / 3600))


def test_an_island_without_a_road_says_so() -> None:
    net = network(nodes=[RoadNode(1, 1000, 2000), RoadNode(2, 9900, 2000)], edges=[edge(1, 1, 2)])
    assert net.sites.node.tolist() == [NOWHERE]
    scenario = Scenario()
    parts = connected_parts(net, scenario)
    assert barrier(net, parts, scenario, 0, np.array([0])) == (Barrier.NO_ROAD, ())


def test_a_closed_bridge_is_named_and_an_open_one_leads_over() -> None:
    bridge = edge(9, 2, 3, 700, bridge="跨海大桥", road_class="bridge")
    net = network(edges=[edge(1, 1, 2, 8900), edge(2, 3, 4, 900), bridge])
    _, found = times(net)
    assert np.isfinite(found.seconds).all()
    closed = Scenario(closed_edges=frozenset({9}))
    _, found = times(net, closed)
    assert np.isinf(found.seconds).all()
    parts = connected_parts(net, closed)
    assert barrier(net, parts, closed, 0, np.array([0])) == (Barrier.CLOSED, ("跨海大桥",))


def test_a_ferry_sails_from_the_smaller_land_to_the_larger_only() -> None:
    net = network(ferries=[line(1, (9990, 2000), (10410, 2000))])
    assert len(net.ferry_arcs) == 1
    arc = net.ferry_arcs[0]
    assert (net.links.tail[arc], net.links.head[arc]) == (2, 1)


def test_a_bridge_makes_a_small_island_part_of_the_large_land() -> None:
    bridge = edge(9, 2, 3, 700, bridge="跨海大桥", road_class="bridge")
    third = island(3, 13000, 20000)
    nodes = [RoadNode(1, 1000, 2000), RoadNode(2, 9900, 2000), RoadNode(3, 10600, 2000),
             RoadNode(4, 11500, 2000), RoadNode(5, 13500, 2000)]  # fmt: skip
    net = network(
        nodes=nodes,
        lands=[island(1, 0, 10000), island(2, 10400, 12000), third],
        edges=[edge(1, 1, 2, 8900), edge(2, 3, 4, 900), bridge],
        ferries=[line(1, (11990, 2000), (13010, 2000))],
    )
    arc = net.ferry_arcs[0]
    assert (net.links.tail[arc], net.links.head[arc]) == (4, 3)


def test_of_two_roads_between_the_same_junctions_the_quicker_is_driven() -> None:
    net = network(edges=[edge(1, 1, 2, 8900, speed_kmh=20.0), edge(5, 1, 2, 9500, speed_kmh=80.0)],
                  sites=[NetworkSite("a", 9900, 2000)])  # fmt: skip
    trees, found = times(net)
    assert found.seconds[0, 0] == pytest.approx(9500 * 3.6 / 80 + 100 * 1.3 / (3 / 3.6))
    [arc] = path_arcs(trees, 0, 1)
    assert net.edges[net.links.source[arc]].edge_id == 5


def test_trees_agree_with_a_plain_relaxation_on_random_roads() -> None:
    random = np.random.default_rng(11)
    nodes = [RoadNode(k, float(x), float(y)) for k, (x, y) in
             enumerate(random.uniform(0, 4000, (30, 2)))]  # fmt: skip
    pairs = {tuple(sorted(random.choice(30, 2, replace=False).tolist())) for _ in range(60)}
    edges = [edge(k, a, b, float(random.uniform(200, 4000))) for k, (a, b) in enumerate(pairs)]
    net = network(
        nodes=nodes,
        edges=edges,
        lands=[island(1, 0, 4000)],
        sites=[NetworkSite("a", 2000, 2000)],
        shelters=[NetworkSite("S", nodes[0].x_m, nodes[0].y_m)],
    )
    trees, _ = times(net)
    assert trees.seconds[0] == pytest.approx(relaxed(net))


def relaxed(net) -> np.ndarray:
    best = np.full(net.node_count, np.inf)
    best[0] = 0.0
    links = net.links
    for _ in range(net.node_count):
        np.minimum.at(best, links.tail, best[links.head] + links.seconds)
    return best


def test_boats_sail_in_whole_waves() -> None:
    ferry = line(1, (0, 0), (1, 1))
    assert ferry.minutes_for(200) == 30
    assert ferry.minutes_for(201) == 90
    assert ferry.people_within(29.9) == 0
    assert ferry.people_within(30) == 200
    assert ferry.people_within(89.9) == 200
    assert ferry.people_within(90) == 400
    assert ferry.people_per_h == pytest.approx(200)


def test_a_pier_stands_on_the_nearest_shore() -> None:
    lands = [island(1, 0, 10000), island(2, 10400, 12000)]
    x_m, y_m = np.array([10150.0, 10300.0, 30000.0]), np.array([2000.0] * 3)
    assert land_of(x_m, y_m, lands, reach_m=500.0).tolist() == [1, 2, NOWHERE]
    assert land_of(x_m, y_m, lands).tolist() == [NOWHERE] * 3


def test_every_road_goes_both_ways_at_its_own_rate() -> None:
    net = network()
    roads = net.links.kind == LinkKind.ROAD
    assert roads.sum() == 4
    assert set(net.links.people_per_h[roads]) == {600 * 2.5}

"""The city's own proposal, by hand-made cases: who, which lots, which outline, what magnitude."""

import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from app.evacuation.cutoffs import Spot
from app.evacuation.wind import NO_CHANCES, ChanceTable
from app.exposure.due import HazardBasis
from app.exposure.model import GroupCode
from app.geo.polygon import checked_polygon
from app.network.graph import build_network
from app.network.home import on_outlying_islands
from app.network.model import LandArea, NetworkRows, NetworkSite, RoadEdge, RoadNode, Walking
from app.proposal.drafting import WindAsked, spots_of
from app.proposal.gradient import (
    due_groups,
    force_against,
    held_back,
    lots_of,
    merged,
    without_others_visitors,
)
from app.proposal.model import HAZARDS, DueSite, Level
from app.proposal.outline import outline
from app.proposal.progress import DraftProgress, ProgressBoard
from app.proposal.published import FIGURES, within
from app.proposal.reached import reached
from app.typhoon.outlook import Outlook
from app.wind.ensemble.result import LikelyFigures
from tests.unit.forecast_storms import outlook
from tests.unit.storms import START, circle

G = GroupCode
TABLE = {G.AQUACULTURE: 4, G.GEOHAZARD: 3, G.DANGEROUS_HOUSE: 2, G.LOW_LYING: 1, G.OTHER: 0}


def site(group: GroupCode, people: int = 10, **changes) -> DueSite:
    plain = {
        "site": "1", "lon": 122.1, "lat": 30.0, "village_code": "V1", "village": "西村",
        "township_code": "T1", "township": "试镇", "county_code": "C1",
    }  # fmt: skip
    return DueSite(group=group, people=people, **{**plain, **changes})


@pytest.mark.parametrize(
    ("level", "groups"),
    [
        (Level.IV, {G.AQUACULTURE}),
        (Level.III, {G.AQUACULTURE, G.GEOHAZARD}),
        (Level.II, {G.AQUACULTURE, G.GEOHAZARD, G.DANGEROUS_HOUSE}),
        (Level.I, {G.AQUACULTURE, G.GEOHAZARD, G.DANGEROUS_HOUSE, G.LOW_LYING}),
    ],
)
def test_each_level_adds_its_groups_and_none_takes_one_away(level: Level, groups: set) -> None:
    assert due_groups(TABLE, level) == groups  # a group at 0 never leaves


def test_a_lot_is_one_township_and_one_object_in_the_order_they_leave() -> None:
    lots = lots_of(
        [
            site(G.SITE_HUT, 90, site="1"),
            site(G.SITE_HUT, 300, township_code="T2", township="另镇"),
            site(G.AQUACULTURE, 5),
            site(G.SITE_HUT, 20, site="2"),
        ]
    )
    assert [(lot.key, lot.people) for lot in lots] == [
        ("T1.aquaculture", 5),
        ("T2.site_hut", 300),
        ("T1.site_hut", 110),
    ]


def test_a_merged_lot_keeps_everybody_and_the_hazard_its_groups_share() -> None:
    huts, houses, slopes = (
        lots_of([site(group, 10)])[0] for group in (G.SITE_HUT, G.DANGEROUS_HOUSE, G.GEOHAZARD)
    )
    together = merged([huts, houses])
    assert (together.key, together.people) == ("T1.dangerous_house.site_hut", 20)
    assert together.hazard is HazardBasis.WIND
    assert merged([huts, slopes]).hazard is HazardBasis.OTHER


def test_every_group_but_the_other_residents_has_an_object() -> None:
    assert set(HAZARDS) == set(GroupCode) - {G.RESIDENT, G.MOORED_CREW}


def two_islands():
    lands = [LandArea(1, "大岛", shapely.box(0, 0, 10000, 4000)),
             LandArea(2, "小岛", shapely.box(10400, 0, 12000, 4000)),
             LandArea(3, "礁", shapely.box(20000, 0, 20500, 500))]  # fmt: skip
    nodes = [RoadNode(1, 1000, 2000), RoadNode(2, 5000, 2000), RoadNode(3, 9900, 2000),
             RoadNode(4, 10600, 2000), RoadNode(5, 11500, 2000)]  # fmt: skip
    roads = [
        RoadEdge(n, a, b, "secondary", None, None, 4000, 60, 600, None, 122, 30)
        for n, a, b in ((1, 1, 2), (2, 2, 3), (3, 4, 5))
    ]
    sites = [NetworkSite("big", 1000, 2100), NetworkSite("small", 11500, 2100),
             NetworkSite("rock", 20100, 100)]  # fmt: skip
    rows = NetworkRows("v", nodes, roads, [], sites, [NetworkSite("S", 900, 2100)], lands)
    return build_network(rows, Walking(3.0, 1500.0), 2.5)


def test_only_visitors_without_a_road_to_the_main_island_are_due() -> None:
    outlying = on_outlying_islands(two_islands())
    assert outlying == {"small", "rock"}
    sites = [
        site(G.VISITOR, site="big"),
        site(G.VISITOR, site="rock"),
        site(G.SITE_HUT, site="big"),
    ]
    assert without_others_visitors(sites, outlying) == sites[1:]


def test_buildings_stand_the_wind_that_ends_work_at_sea() -> None:
    forces = {
        group: force_against(lots_of([site(group)])[0], land_force=10, sea_force=7)
        for group in (G.SITE_HUT, G.OUTSIDE_DYKE, G.AQUACULTURE, G.VISITOR, G.GEOHAZARD)
    }
    assert forces == {
        G.SITE_HUT: 10, G.OUTSIDE_DYKE: 7, G.AQUACULTURE: 7, G.VISITOR: 7, G.GEOHAZARD: 7
    }  # fmt: skip
    mixed = merged([lots_of([site(G.SITE_HUT)])[0], lots_of([site(G.AQUACULTURE)])[0]])
    assert force_against(mixed, land_force=10, sea_force=7) == 7


def test_who_is_held_back_is_summed_by_group() -> None:
    lots = lots_of([site(G.SITE_HUT, 5), site(G.SITE_HUT, 7, township_code="T2")])
    (item,) = held_back(lots, {lot.key: 10 for lot in lots})
    assert (item.group, item.people, item.force) == (G.SITE_HUT, 12, 10)


def test_the_spots_of_a_lot_are_its_outermost_points() -> None:
    corners = [(122.0, 30.0), (122.2, 30.0), (122.1, 30.1), (122.1, 30.04)]
    (lot,) = lots_of(
        [site(G.SITE_HUT, site=str(n), lon=x, lat=y) for n, (x, y) in enumerate(corners)]
    )
    assert {(spot.lon, spot.lat) for spot in spots_of(lot)} == set(corners[:3])


HERE = Spot("试镇", 122.2, 30.0)
ASKED = [WindAsked((HERE,), ("V1",), 7)]


def test_only_a_forecast_that_gives_the_circle_and_stays_away_holds_anybody_back() -> None:
    coming = outlook(122.2, 24.0, 0, 4, circle(200, 200, 200, 200))
    passing = outlook(135.0, 24.0, 0, 4, circle(200, 200, 200, 200))
    without_circles = outlook(135.0, 24.0, 0, 4, agency="Y")
    unforeseen = Outlook(passing.track, None)

    def found(*outlooks: Outlook, chances: ChanceTable = NO_CHANCES) -> bool:
        return reached(ASKED, outlooks, START, chances)[0]

    assert found(coming) and not found(passing)
    assert found() and found(without_circles) and found(unforeseen)
    assert not found(passing, without_circles) and found(passing, coming)
    one_in_ten = {("V1", 7): LikelyFigures(0.1, START, None, None)}
    fewer = {("V1", 7): LikelyFigures(0.05, None, None, None)}
    assert found(passing, chances=ChanceTable(one_in_ten))
    assert not found(passing, chances=ChanceTable(fewer))


def drawn(points: list[tuple[float, float]], land: BaseGeometry | None) -> shapely.Polygon:
    made = outline(points, land)
    checked = checked_polygon({"type": made.type, "coordinates": made.coordinates})
    return shapely.Polygon(checked["coordinates"][0])


def test_an_outline_is_a_polygon_the_zones_take_and_holds_every_point() -> None:
    random = np.random.default_rng(7)
    for count in (1, 2, 3, 40):
        points = [(122 + x * 0.2, 30 + y * 0.1) for x, y in random.random((count, 2)).tolist()]
        shape = drawn(points, None)
        assert all(shape.covers(shapely.Point(point)) for point in points)


def test_an_outline_leaves_the_sea_between_two_islands_to_the_boats() -> None:
    west, east = shapely.box(122.0, 30.0, 122.05, 30.05), shapely.box(122.25, 30.0, 122.3, 30.05)
    points = [(122.01, 30.01), (122.04, 30.04), (122.26, 30.01), (122.29, 30.04)]
    shape = drawn(points, shapely.union(west, east))
    assert all(shape.covers(shapely.Point(point)) for point in points)
    channel = shapely.box(122.06, 29.9, 122.24, 30.2)
    assert 0 < shape.intersection(channel).area < channel.area * 0.01  # the strip between them
    hull = drawn(points, None)
    assert hull.intersection(channel).area > 10 * shape.intersection(channel).area


def test_a_point_off_its_townships_land_is_inside_all_the_same() -> None:
    shape = drawn([(122.01, 30.01), (122.2, 30.2)], shapely.box(122.0, 30.0, 122.05, 30.05))
    assert shape.covers(shapely.Point(122.2, 30.2))


def test_a_total_is_of_the_published_magnitude_within_a_factor_of_three() -> None:
    chan_hom, muifa = FIGURES
    assert (chan_hom.people, muifa.people, muifa.shelters) == (7973, 78_000, 213)
    assert within(2658, chan_hom) and within(23_919, chan_hom)
    assert not within(2657, chan_hom) and not within(23_920, chan_hom)


def test_progress_is_each_clients_own_and_the_oldest_is_forgotten() -> None:
    board = ProgressBoard()
    board.tell("a", 3, 9)
    board.tell("b", 1, 2)
    assert board.of("a") == DraftProgress(3, 9)
    for number in range(64):
        board.tell(f"c{number}", 0, 1)
    assert board.of("a") == DraftProgress(0, 0)

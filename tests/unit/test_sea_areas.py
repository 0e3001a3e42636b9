"""The R-tree of cells answers what trying every area would."""

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon

from app.positions.sea_areas import CELL_DEG, NOWHERE, UNKNOWN_CELL, SeaAreas, cell_numbers
from tests.sample_files import features

AREAS = sorted(
    (int(p["county_code"]), MultiPolygon([*shapely.get_parts(g)])) for p, g in features("sea_areas")
)
NOT_SEEN = np.full(1, UNKNOWN_CELL, np.int32)


@pytest.fixture(scope="module")
def seas() -> SeaAreas:
    return SeaAreas(AREAS)


def by_trying(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int32]:
    found = np.full(len(lon), NOWHERE, np.int32)
    for code, area in reversed(AREAS):
        found[shapely.intersects_xy(area, lon, lat)] = code
    return found


def near_edges(count: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Positions within some 100 m of an area's edge, where the cells are cut."""
    random = np.random.default_rng(3)
    edges = [area.boundary for _, area in AREAS]
    places = [edge.interpolate(d, normalized=True) for edge in edges
              for d in random.random(count // len(edges))]  # fmt: skip
    return (
        shapely.get_x(places) + random.normal(0, 0.001, len(places)),
        shapely.get_y(places) + random.normal(0, 0.001, len(places)),
    )


def test_random_positions_and_those_near_edges_are_found_as_by_trying_every_area(seas: SeaAreas):
    random = np.random.default_rng(1)
    lon, lat = random.uniform(121.2, 123.8, 20_000), random.uniform(29.2, 31.3, 20_000)
    for x, y in ((lon, lat), near_edges(8_000)):
        expected = by_trying(x, y)
        assert set(np.unique(expected)) == {0, *(code for code, _ in AREAS)}
        np.testing.assert_array_equal(seas.counties(x, y), expected)


def test_movers_that_are_followed_are_found_as_those_that_are_looked_up(seas: SeaAreas):
    random = np.random.default_rng(2)
    lon, lat = random.uniform(121.4, 123.3, 3_000), random.uniform(29.4, 31.1, 3_000)
    cell = np.full(len(lon), UNKNOWN_CELL, np.int32)
    county = np.full(len(lon), NOWHERE, np.int32)
    for _ in range(30):  # about a fifth of a cell a step: most stay, some cross an edge
        lon, lat = lon + random.normal(0, 0.01, len(lon)), lat + random.normal(0, 0.01, len(lat))
        cell, county = seas.follow(lon, lat, cell, county)
        np.testing.assert_array_equal(county, by_trying(lon, lat))
    assert np.mean(cell != UNKNOWN_CELL) > 0.5


def test_who_stays_in_an_open_cell_is_not_looked_up_again(seas: SeaAreas):
    """A false county stays as long as the cell does, and goes with it."""
    lon, lat = np.array([122.875]), np.array([30.875])  # the middle of a cell
    cell, county = seas.follow(lon, lat, NOT_SEEN, np.zeros(1, np.int32))
    assert county.tolist() == [330922]
    assert cell.tolist() == cell_numbers(lon, lat).tolist()
    false = np.array([999], np.int32)
    assert seas.follow(lon + 0.01, lat, cell, false)[1].tolist() == [999]
    assert seas.follow(lon - CELL_DEG, lat, cell, false)[1].tolist() == [330922]


def test_where_areas_overlap_the_lower_code_has_it():
    square = MultiPolygon([shapely.box(122.01, 30.01, 122.49, 30.49)])
    shifted = MultiPolygon([shapely.box(122.25, 30.01, 122.73, 30.49)])
    seas = SeaAreas([(7, shifted), (3, square)])
    found = seas.counties(np.array([122.1, 122.3, 122.6, 122.8]), np.full(4, 30.2))
    assert found.tolist() == [3, 3, 7, NOWHERE]


def test_without_areas_nobody_is_anywhere():
    assert SeaAreas([]).counties(np.array([122.0]), np.array([30.0])).tolist() == [NOWHERE]
    assert SeaAreas(AREAS).counties(np.zeros(0), np.zeros(0)).tolist() == []


def test_a_harbour_lies_in_its_own_county_s_sea_area(seas: SeaAreas):
    """The sample's: nearest land, so all but those at a shore that two counties share."""
    harbours = [(int(p["county_code"]), g) for p, g in features("harbours") if p["county_code"]]
    places = [place for _, place in harbours]
    found = seas.counties(shapely.get_x(places), shapely.get_y(places))
    assert np.mean(found == [code for code, _ in harbours]) > 0.95


def test_the_sample_s_areas_do_not_overlap_and_reach_about_12_miles():
    for index, (_, area) in enumerate(AREAS):
        assert area.is_valid
        assert all(area.intersection(other).area < 1e-9 for _, other in AREAS[:index])
    west, south, east, north = shapely.total_bounds([area for _, area in AREAS])
    assert (121.4 < west < 121.6, 29.4 < south < 29.6) == (True, True)
    assert (123.1 < east < 123.3, 31.0 < north < 31.1) == (True, True)

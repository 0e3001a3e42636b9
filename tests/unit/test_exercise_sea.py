"""The charted sea, its mesh and the ways through it."""

import numpy as np
import pytest
import shapely

from app.exercise.mesh import NO_CELL, SeaMesh, build_mesh
from app.exercise.routes import find_ways
from app.exercise.sea import CELL_M, Sea, chart_sea, to_degrees, to_plane
from tests.unit.small_city import ISLAND, MAINLAND

LAND = shapely.union_all([ISLAND, MAINLAND])


@pytest.fixture(scope="module")
def sea() -> Sea:
    return chart_sea([MAINLAND, ISLAND])


@pytest.fixture(scope="module")
def mesh(sea: Sea) -> SeaMesh:
    return build_mesh(sea)


def random_places(count: int) -> np.ndarray:
    rng = np.random.default_rng(3)
    return to_plane(rng.uniform(121.8, 123.0, count), rng.uniform(29.5, 30.6, count))


def test_clearance_is_a_lower_bound_of_the_distance_to_land(sea: Sea) -> None:
    places = random_places(4000)
    points = shapely.points(places)
    land = shapely.transform(LAND, lambda xy: to_plane(xy[:, 0], xy[:, 1]))
    away = np.asarray(shapely.distance(points, land))
    clearance = sea.clearance_at(places)
    inside_raster = clearance > 1.0
    assert (clearance[inside_raster] <= away[inside_raster] + 1e-6).all()
    assert (away[inside_raster] - clearance[inside_raster]).max() < 4 * CELL_M
    assert (clearance[shapely.contains(land, points)] == 0).all()


def test_a_line_called_clear_never_touches_land(sea: Sea) -> None:
    start, end = random_places(3000)[:1500], random_places(3000)[1500:]
    clear = sea.is_clear(start, end, 0.0)
    lines = shapely.linestrings(
        np.stack([np.stack(to_degrees(start), -1), np.stack(to_degrees(end), -1)], 1)
    )
    crosses = shapely.intersects(LAND, lines)
    assert 100 < clear.sum() < 1400
    assert not (clear & crosses).any()


def test_mesh_cells_are_all_sea_and_hang_together(sea: Sea, mesh: SeaMesh) -> None:
    assert (sea.clearance_at(mesh.places) > 0).all()
    assert mesh.nearest(np.array([[0.0, 100_000.0]]))[0] == NO_CELL  # deep in the mainland


def test_a_way_into_the_bay_goes_round_the_island(sea: Sea, mesh: SeaMesh) -> None:
    rng = np.random.default_rng(5)
    starts = to_plane(rng.uniform(122.7, 123.4, 60), rng.uniform(29.7, 30.4, 60))
    port = int(mesh.nearest(to_plane(np.array([122.3]), np.array([30.05])))[0])
    ways = find_ways(sea, mesh, starts, port, np.full(60, 400.0), rng)
    for k in range(60):
        lon, lat = to_degrees(ways.places[ways.first[k] : ways.first[k + 1]])
        line = shapely.LineString(np.stack([lon, lat], axis=-1))
        assert not line.intersects(LAND)
        assert lon.min() < 122.2  # the bay opens to the west


def test_a_way_is_hardly_longer_than_the_shortest(sea: Sea, mesh: SeaMesh) -> None:
    start = to_plane(np.array([122.8]), np.array([30.05]))
    port = int(mesh.nearest(to_plane(np.array([122.19]), np.array([30.05])))[0])
    ways = find_ways(sea, mesh, start, port, np.array([0.0]), np.random.default_rng(0))
    length = np.hypot(*np.diff(ways.places, axis=0).T).sum()
    corners = to_plane(np.array([122.8, 122.5, 122.2]), np.array([30.05, 29.9, 29.9]))
    taut = np.vstack([corners, mesh.places[port]])
    assert length < 1.12 * np.hypot(*np.diff(taut, axis=0).T).sum()

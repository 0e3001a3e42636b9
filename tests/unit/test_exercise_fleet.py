"""The fleet: where it may be, how fast, and what the gale makes of it."""

import numpy as np
import pytest
import shapely

from app.exercise.fleet import Fleet, make_fleet
from app.exercise.itinerary import Activity, Stops, assemble
from app.exercise.reports import swung
from tests.unit.small_city import GALE_AT, ISLAND, MAINLAND, make_world, small_fleet

LAND = shapely.union_all([ISLAND, MAINLAND])
SHORE_TOLERANCE_DEG = 2e-4  # 20 m: a berth's raft may touch the quay


@pytest.fixture(scope="module")
def fleet() -> Fleet:
    return small_fleet()


def sight(fleet: Fleet, at_s: float):
    movers = np.arange(len(fleet.vessels))
    return fleet.itineraries.sight(movers, np.full(len(movers), at_s))


def rows_of(fleet: Fleet, *kinds: str) -> np.ndarray:
    return np.flatnonzero([vessel.kind in kinds for vessel in fleet.vessels])


@pytest.mark.load
def test_the_same_seed_gives_the_same_fleet_and_another_seed_another() -> None:
    world = make_world(vessels=30)
    fleet, again, other = make_fleet(world), make_fleet(world), make_fleet(world, seed=7)
    assert again.vessels == fleet.vessels
    assert np.array_equal(again.itineraries.lon, fleet.itineraries.lon)
    assert np.array_equal(again.silent_from_s, fleet.silent_from_s)
    assert not np.array_equal(other.itineraries.lon, fleet.itineraries.lon)


def test_no_leg_crosses_land(fleet: Fleet) -> None:
    itineraries = fleet.itineraries
    places = np.stack([itineraries.lon, itineraries.lat], axis=-1)
    owner = np.repeat(np.arange(len(itineraries)), np.diff(itineraries.first))
    leg = np.flatnonzero((owner[1:] == owner[:-1]) & (places[1:] != places[:-1]).any(axis=1))
    lines = [shapely.LineString(ends) for ends in np.stack([places[leg], places[leg + 1]], axis=1)]
    inland = shapely.buffer(LAND, -SHORE_TOLERANCE_DEG)
    tree = shapely.STRtree(lines)
    crossing = np.unique(owner[leg[tree.query(inland, predicate="intersects")]])
    assert [fleet.vessels[k].kind for k in crossing] == []


def test_nobody_is_faster_than_the_validator_allows(fleet: Fleet) -> None:
    itineraries = fleet.itineraries
    legs = np.arange(len(itineraries.at_s))
    owner = np.repeat(np.arange(len(itineraries)), np.diff(itineraries.first))
    moving = itineraries.sight(owner, itineraries.at_s + 1e-3)
    assert len(legs) == len(moving.speed_kn)
    fishing = np.isin(owner, rows_of(fleet, "fishing", "carrier", "works"))
    assert moving.speed_kn[fishing].max() < 25.0
    assert moving.speed_kn.max() < 40.0


def test_a_position_moves_on_smoothly_whatever_the_step(fleet: Fleet) -> None:
    """Jumps of the clock are safe because a position depends on the moment alone."""
    start = GALE_AT.timestamp() - 20 * 3600
    for step_s in (10.0, 1200.0, 6000.0):
        before, after = sight(fleet, start), sight(fleet, start + step_s)
        east = (after.lon - before.lon) * 111_195 * np.cos(np.radians(before.lat))
        moved = np.hypot(east, (after.lat - before.lat) * 111_195)
        assert (moved <= 25 * 0.5145 * step_s + 1).all()


def test_the_fleet_is_out_before_the_gale_and_in_port_when_it_comes(fleet: Fleet) -> None:
    boats = rows_of(fleet, "fishing")
    day_before = sight(fleet, GALE_AT.timestamp() - 40 * 3600)
    in_the_gale = sight(fleet, GALE_AT.timestamp() + 6 * 3600)
    at_sea = (day_before.activity[boats] != Activity.MOORED).mean()
    left_out = (in_the_gale.activity[boats] != Activity.MOORED).mean()
    assert at_sea > 0.5
    assert left_out < 0.1


def test_ferries_lie_still_in_the_gale_and_run_by_day_before_it(fleet: Fleet) -> None:
    ferries = rows_of(fleet, "passenger")
    noon = GALE_AT.timestamp() - 48 * 3600  # 12:00 in Zhoushan
    runs = [sight(fleet, noon + k * 600).speed_kn[ferries].max() > 3 for k in range(12)]
    assert any(runs)
    assert sight(fleet, GALE_AT.timestamp() + 3600).speed_kn[ferries].max() == 0


def test_a_ship_on_open_roads_puts_to_sea_before_the_gale(fleet: Fleet) -> None:
    ships = [k for k in rows_of(fleet, "merchant") if fleet.vessels[k].home_harbour_id == 4]
    blowing = sight(fleet, GALE_AT.timestamp() + 2 * 3600)
    roads = np.hypot(blowing.lon[ships] - 122.7, blowing.lat[ships] - 30.3) < 0.05
    assert roads.mean() < 0.3


def test_without_circles_in_the_source_nobody_runs_for_shelter() -> None:
    calm = make_fleet(make_world(vessels=80, gale=False))
    boats = rows_of(calm, "fishing")
    at_sea = sight(calm, GALE_AT.timestamp() + 6 * 3600).activity[boats] != Activity.MOORED
    assert at_sea.mean() > 0.4
    assert np.isinf(calm.silent_from_s).all()


def test_net_markers_and_passing_ships_carry_numbers_nobody_else_has(fleet: Fleet) -> None:
    numbers = [vessel.mmsi for vessel in fleet.vessels if vessel.mmsi is not None]
    assert len(numbers) == len(set(numbers))
    assert {vessel.kind for vessel in fleet.vessels if vessel.vessel_id < 0} == {
        "net_buoy",
        "merchant",
    }


def test_a_vessel_lies_at_its_first_stop_before_and_at_its_last_after() -> None:
    stops = Stops(
        np.array([0, 0]),
        np.array([100.0, 200.0]),
        np.array([122.0, 122.1]),
        np.array([30.0, 30.0]),
        np.array([Activity.UNDER_WAY, Activity.MOORED], np.uint8),
    )
    itineraries = assemble(1, [stops])
    for at_s, lon in ((0.0, 122.0), (150.0, 122.05), (900.0, 122.1)):
        seen = itineraries.sight(np.array([0]), np.array([at_s]))
        assert seen.lon[0] == pytest.approx(lon)
        assert (seen.speed_kn[0] > 0) == (at_s == 150.0)
    with pytest.raises(ValueError, match="vessel 1 has no stop"):
        assemble(2, [stops])


def test_a_ship_at_anchor_turns_with_the_tide() -> None:
    hours = np.array([3.0, 9.2]) * 3600
    flood, ebb = swung(np.full(2, 100.0), hours)
    assert abs((flood - ebb + 180) % 360 - 180) > 120

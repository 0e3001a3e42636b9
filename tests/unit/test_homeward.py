"""Hand-made islands: visitors sail or drive home, board first, and who cannot is demand there."""

import pytest

from app.evacuation.clearance import clearance
from app.evacuation.cutoffs import Movement, Way
from app.evacuation.home_present import present_home
from app.evacuation.homeward import StayReason
from app.evacuation.movements import movements
from app.evacuation.placement import Placement
from app.network.home import on_outlying_islands
from app.network.model import Scenario
from tests.unit.home_islands import (
    BRIDGE,
    OUTER,
    WAVE,
    islands,
    line,
    placed,
    residents,
    terrain,
    visitors,
)


def ways(found: Placement, where) -> dict[Way, Movement]:
    rate_h = where.network.links.people_per_h
    times = clearance(found.groups, rate_h, found.problem)
    return {each.way: each for each in movements(found, times, where)}


def reasons(found: Placement) -> list[tuple[StayReason, int, tuple[str, ...]]]:
    return [(each.reason, each.people, each.names) for each in found.home.reasons]


def test_visitors_sail_home_and_take_no_bed() -> None:
    where = terrain(islands(line(1)))
    found = placed([visitors(300), residents(40)], where)
    assert (found.home.sailing, found.demand, found.placed) == (300, 40, 40)
    assert found.visitors_left == 0 and not found.home.staying
    boat = ways(found, where)[Way.HOME_BOAT]
    # The pier is 100 m from the junction that is the site: they are there at once.
    assert (boat.people, boat.clearance_min) == (300, pytest.approx(90.0))
    assert [(each.people, each.in_min) for each in boat.refuges] == [(200, 30.0), (100, 90.0)]


def test_the_line_stops_before_all_can_leave_and_the_rest_is_demand_on_the_island() -> None:
    where = terrain(islands(line(1)), {1: 100.0})
    found = placed([visitors(700), residents(20)], where, beds=50)
    assert found.home.sailing == 2 * WAVE
    assert reasons(found) == [(StayReason.BOATS_FULL, 300, ("线1",))]
    assert (found.demand, found.placed) == (320, 50)
    assert found.visitors_placed + found.visitors_left == 300
    told = present_home(found)
    assert told is not None and told.staying == 300
    assert [(each.people, each.trips, each.room) for each in told.lines] == [(400, 4, 400)]
    assert "300 人走不了：停航前船运不完；" in told.told.zh
    assert f"{found.visitors_left} people stay in their lodgings" in told.told.en


def test_a_line_that_has_stopped_takes_nobody_and_is_named() -> None:
    where = terrain(islands(line(1)), scenario=Scenario(stopped_lines=frozenset({1})))
    found = placed([visitors(700)], where, beds=50)
    assert found.home.sailing == 0 and Way.HOME_BOAT not in ways(found, where)
    assert reasons(found) == [(StayReason.FERRY_STOPPED, 700, ("线1",))]
    assert (found.demand, found.placed, found.visitors_left) == (700, 50, 650)
    told = present_home(found)
    assert told is not None and told.stopped == ("线1",) and told.slowest is None
    assert "700 人走不了：轮渡已停航（线1）" in told.told.zh


def test_without_a_line_everybody_stays_and_it_says_so() -> None:
    found = placed([visitors(60)], terrain(islands()), beds=50)
    assert reasons(found) == [(StayReason.NO_LINE, 60, ())]
    assert (found.visitors_placed, found.visitors_left) == (50, 10)
    left = [*found.no_room, *found.unreachable]
    assert [(each.people, each.visitors) for each in left] == [(10, True)]


def test_two_lines_with_different_limits_are_both_used_up_to_their_own_stop() -> None:
    """The first sails for one wave, the second for three: 200 and 600 people."""
    where = terrain(islands(line(1, limit_force=7), line(2)), {1: 40.0, 2: 160.0})
    found = placed([visitors(900)], where)
    by_line = {each.line.line_id: (each.people, each.over_min) for each in found.home.lines}
    assert by_line == {1: (200, 30.0), 2: (600, pytest.approx(150.0))}
    uses = {each.line_id: each for each in ways(found, where)[Way.HOME_BOAT].ferries}
    assert (uses[1].limit_force, uses[1].empty_min) == (7, 30.0)
    assert (uses[2].limit_force, uses[2].empty_min) == (8, pytest.approx(150.0))


def test_of_two_lines_that_could_each_take_all_both_sail_and_land_sooner() -> None:
    where = terrain(islands(line(1), line(2, trip_min=35.0)), {1: 900.0, 2: 900.0})
    found = placed([visitors(800)], where)
    assert {each.line.line_id: each.people for each in found.home.lines} == {1: 400, 2: 400}
    assert max(each.over_min for each in found.home.lines) == pytest.approx(105.0)


def test_no_visitors_need_no_way_home() -> None:
    where = terrain(islands(line(1)))
    found = placed([residents(40)], where)
    assert found.home.visitors == 0 and not found.home.lines
    assert present_home(found) is None
    assert set(ways(found, where)) == {Way.ROAD}


def test_an_island_with_a_bridge_is_left_by_road_and_takes_no_bed() -> None:
    where = terrain(islands(line(1), roads=(BRIDGE,)), {1: 100.0})
    found = placed([visitors(700), residents(40)], where)
    assert (found.home.driving, found.home.sailing) == (700, 0)
    assert (found.demand, found.placed) == (40, 40)
    found_ways = ways(found, where)
    by_road = found_ways[Way.HOME_ROAD]
    assert [each.name for each in by_road.limits] == ["大桥"] and not by_road.ferries
    assert found_ways[Way.ROAD].limits == (), "who stays on the island needs no bridge"


def test_a_closed_bridge_keeps_visitors_and_is_named() -> None:
    where = terrain(islands(roads=(BRIDGE,)), scenario=Scenario(frozenset({9})))
    found = placed([visitors(60)], where, beds=50)
    assert reasons(found) == [(StayReason.CLOSED, 60, ("大桥",))]


def test_without_a_mainland_in_the_data_no_road_leads_off_the_largest_part() -> None:
    where = terrain(islands(line(1), mainland=False))
    found = placed([visitors(60, "shore"), visitors(30)], where)
    by_reason = {each.reason: each.people for each in found.home.reasons}
    assert found.home.driving == 0 and by_reason[StayReason.NO_ROAD_OFF] == 60
    assert found.home.sailing == 30


def test_home_leads_from_a_larger_island_over_a_smaller_one() -> None:
    """To a shelter boats sail to the larger land only; home is where the waters get fewer."""
    net = islands(line(1), OUTER)
    assert on_outlying_islands(net) == {"isle", "far"}
    found = placed([visitors(100, "far")], terrain(net))
    assert [each.name for each in found.home.sailings[0].via] == ["线9", "线1"]
    # Over after 30 min, 4 km of road, and the boats of the second line.
    assert found.home.sailings[0].landed_min == pytest.approx(30.0 + 3.8 + 30.0, abs=1.0)


def test_who_is_carried_out_but_not_home_in_time_is_not_sent_off() -> None:
    """The second wave of the first line finds seats on the second, but not in time."""
    where = terrain(islands(line(1, boats=4), OUTER), {1: 110.0, 9: 200.0})
    found = placed([visitors(2 * WAVE, "far")], where)
    assert found.home.sailing == WAVE
    assert reasons(found) == [(StayReason.BOATS_FULL, WAVE, ("线9",))]


def test_seats_that_others_took_are_gone_and_their_boats_are_waited_for() -> None:
    where = terrain(islands(line(1)), {1: 100.0}, aboard={1: 250})
    found = placed([visitors(300)], where)
    assert found.home.sailing == 150
    assert found.home.lines[0].over_min == pytest.approx(90.0)
    assert found.aboard == {1: 150}


def test_who_sails_to_a_shelter_boards_after_the_visitors() -> None:
    where = terrain(islands(line(1)), {1: 100.0})
    found = placed([residents(400), visitors(300)], where, beds=0)
    assert (found.home.sailing, found.placed) == (300, 100)
    found_ways = ways(found, where)
    assert found_ways[Way.BOAT].ferries[0].empty_min == pytest.approx(90.0)
    assert found.aboard == {1: 400}

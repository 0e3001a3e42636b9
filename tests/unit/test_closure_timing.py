"""What somebody said of a bridge or line, in a zone's cut-offs and on its network."""

from dataclasses import replace
from datetime import timedelta

from app.closures.model import ClosureKind, gather
from app.evacuation.closures import Closures
from app.evacuation.cutoff_words import explain_cutoff, explain_gap
from app.evacuation.cutoffs import CutoffKind, FerryUse, Gap, LimitedWay, Way
from app.evacuation.timing import timing
from app.network.model import Scenario
from tests.unit.clock_inputs import DECK, HOME, MIDNIGHT, NOON, PIER, inputs, movement, winds
from tests.unit.closure_words import closed, hour, opened

BRIDGE = LimitedWay("大桥", (DECK,), 8, 70, (5, 6))
ROAD = LimitedWay("海滨路", (DECK,), None, 30, (7,))
FERRY = FerryUse("甲线", (PIER,), 8, 90, 10.0, 3)
WIND = winds({(HOME, 10): MIDNIGHT + timedelta(hours=6), (DECK, 8): MIDNIGHT, (PIER, 8): MIDNIGHT})


def bridges(zone, said, at=NOON):
    found = timing(zone, WIND, at, said=gather(said))
    return [each for each in found.cutoffs if each.kind is CutoffKind.BRIDGE]


def test_a_fact_before_the_wind_is_the_bridges_one_cut_off_and_names_its_issuer() -> None:
    (bridge,) = bridges(inputs(movement(limits=(BRIDGE,))), [closed(1, 6, reason="横风")])
    assert bridge.cutoff_at == hour(6) < MIDNIGHT
    assert bridge.wind is None and bridge.force is None and bridge.people == 70
    told = explain_cutoff(bridge)
    assert "交警支队" in told.zh and "横风" in told.zh and "by 交警支队" in told.en


def test_the_wind_binds_before_a_fact_that_comes_later() -> None:
    (bridge,) = bridges(inputs(movement(limits=(BRIDGE,))), [closed(1, 20)])
    assert (bridge.cutoff_at, bridge.said) == (MIDNIGHT, None)


def test_a_bridge_closed_now_has_passed_whatever_the_forecast_says() -> None:
    zone = inputs(movement(limits=(BRIDGE,)))
    found = timing(zone, WIND, hour(1), said=gather([closed(1, 0)]))
    (clock,) = found.clocks
    assert [each.kind for each in clock.passed] == [CutoffKind.BRIDGE]
    assert clock.at_risk == 70


def test_a_bridge_confirmed_open_in_the_wind_has_no_cut_off_and_says_why() -> None:
    later = MIDNIGHT + timedelta(hours=1)
    zone = inputs(movement(limits=(BRIDGE,)))
    found = timing(zone, WIND, later, said=gather([opened(1, 12.5)]))
    assert all(each.kind is not CutoffKind.BRIDGE for each in found.cutoffs)
    (gap,) = (each for each in found.not_considered if each.gap is Gap.SAID_OPEN)
    assert "大桥" in explain_gap(gap).zh and "confirmed open" in explain_gap(gap).en


def test_a_bridge_confirmed_open_before_the_wind_still_closes_with_it() -> None:
    (bridge,) = bridges(inputs(movement(limits=(BRIDGE,))), [opened(1, 0)])
    assert bridge.cutoff_at == MIDNIGHT
    (bridge,) = bridges(inputs(movement(limits=(BRIDGE,))), [opened(1, 0, 15)])
    assert bridge.cutoff_at == hour(15)


def test_a_road_without_a_force_of_its_own_ends_by_word_alone() -> None:
    zone = inputs(movement(limits=(ROAD,)))
    assert bridges(zone, []) == []
    (road,) = bridges(zone, [closed(1, 6, edge_ids=[7], name="海滨路")])
    assert (road.name, road.cutoff_at, road.people) == ("海滨路", hour(6), 30)


def test_a_line_stops_by_word_and_keeps_its_own_time() -> None:
    zone = inputs(movement(Way.BOAT, ferries=(FERRY,)))
    stop = closed(1, 4, kind=ClosureKind.FERRY_LINE, object="3", name="甲线", edge_ids=[])
    found = timing(zone, WIND, NOON, said=gather([stop]))
    (line,) = (each for each in found.cutoffs if each.kind is CutoffKind.FERRY)
    assert line.cutoff_at == hour(4) and line.said is not None
    assert line.parts.clearance_min == 10.0 and line.parts.buffer_min is None


def test_a_closure_that_is_over_or_of_another_bridge_changes_nothing() -> None:
    zone = inputs(movement(limits=(BRIDGE,)))
    plain = timing(zone, WIND, hour(3))
    said = gather([closed(1, 0, 2), closed(2, 0, edge_ids=[99], object="二桥")])
    assert timing(zone, WIND, hour(3), said=said) == plain


def test_every_way_keeps_its_own_cut_off() -> None:
    """A line that is stopped by word binds nobody who goes by road."""
    road, boat = movement(), movement(Way.BOAT, ferries=(FERRY,))
    stop = closed(1, 0, kind=ClosureKind.FERRY_LINE, object="3", name="甲线", edge_ids=[])
    with_stop = timing(inputs(road, boat), WIND, NOON, said=gather([stop]))
    without = timing(inputs(road, boat), WIND, NOON)
    assert with_stop.clocks[0] == without.clocks[0]
    assert with_stop.clocks[1] != without.clocks[1]


def test_a_line_sails_until_its_word() -> None:
    closures = Closures(Scenario(), {3: hour(4)})
    lead = replace(inputs().lead, notification_min=30, mobilisation_min=60)
    assert closures.sailing_min(NOON, lead) == {3: 4 * 60 - 90}

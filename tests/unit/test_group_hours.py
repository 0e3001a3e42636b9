"""By when each group is gone: hours before a force, a clock for who comes from the water."""

from datetime import timedelta

from app.evacuation.clock_words import explain_clock
from app.evacuation.cutoffs import CutoffKind, Gap, GroupHour, Way
from app.evacuation.demand import demand_of
from app.evacuation.group_due import load_group_due
from app.evacuation.timing import timing
from app.exposure.landings import list_uncounted
from app.exposure.model import GroupCode as G
from app.exposure.model import GroupCount, Landing, SiteDemand
from tests.unit.clock_inputs import HOME, LEAD, MIDNIGHT, NOON, inputs, movement, winds

RAFTS = GroupHour(G.AQUACULTURE, 90, 7, 12.0)
CREWS = GroupHour(G.MOORED_CREW, 40, 10, 6.0)
WEAK = GroupHour(G.DANGEROUS_HOUSE, 300, 10, 12.0)
DAY = timedelta(days=1)
BLOWS = winds({(HOME, 7): NOON, (HOME, 10): MIDNIGHT})


def clock_of(way, at, *due, people=500):
    found = timing(inputs(movement(way, people), due=due), BLOWS, at)
    return next(each for each in found.clocks if each.way is way)


def landing(group, name, people, metres):
    return Landing(group, name, people, f"at {name}", "V1", "渔村", metres)


def test_farms_are_empty_twelve_hours_before_force_7_whatever_the_wind_on_land():
    clock = clock_of(Way.RAFT, NOON - DAY, RAFTS, people=90)
    needed = timedelta(minutes=100 + LEAD.mobilisation_min + LEAD.notification_min)
    assert clock.binding is not None and clock.binding.kind is CutoffKind.GROUP_DUE
    assert clock.latest_start_at == NOON - timedelta(hours=12) - needed
    assert {each.kind: each.force for each in clock.cutoffs}[CutoffKind.WIND_SEA] == 7
    assert CutoffKind.WIND_LAND not in {each.kind for each in clock.cutoffs}


def test_a_missed_hour_leaves_the_wind_and_is_told():
    at = NOON - timedelta(hours=8)
    clock = clock_of(Way.RAFT, at, RAFTS, people=90)
    assert [each.kind for each in clock.passed] == [CutoffKind.GROUP_DUE]
    assert clock.binding is not None and clock.binding.kind is CutoffKind.WIND_SEA
    assert not clock.over and clock.at_risk == 0
    assert "规定" in explain_clock(clock).zh and "as the rule wants" in explain_clock(clock).en


def test_nobody_comes_ashore_from_a_farm_once_force_7_blows():
    clock = clock_of(Way.RAFT, NOON + timedelta(hours=1), RAFTS, people=90)
    assert clock.over and clock.binding is not None
    assert clock.binding.kind is CutoffKind.WIND_SEA


def test_crews_in_port_go_by_the_wind_on_land_and_their_own_hour():
    clock = clock_of(Way.CREW, NOON - DAY, CREWS, RAFTS, people=40)
    assert clock.binding is not None and clock.binding.due == CREWS
    assert {each.kind for each in clock.cutoffs} >= {CutoffKind.WIND_LAND, CutoffKind.GROUP_DUE}
    assert clock.binding.cutoff_at == MIDNIGHT - timedelta(hours=6)


def test_one_groups_hour_binds_no_other_way():
    found = timing(inputs(movement(Way.ROAD), movement(Way.RAFT, 90), due=(RAFTS,)), BLOWS,
                   NOON - DAY)  # fmt: skip
    road = next(each for each in found.clocks if each.way is Way.ROAD)
    assert CutoffKind.GROUP_DUE not in {each.kind for each in road.cutoffs}


def test_an_hour_that_cannot_be_told_says_why():
    due = (WEAK,)
    calm = timing(inputs(due=due), winds({}), NOON)
    unknown = timing(inputs(due=due), lambda spot, force: None, NOON)
    none = timing(inputs(), BLOWS, NOON)
    assert [
        next(each.gap for each in found.not_considered if each.kind is CutoffKind.GROUP_DUE)
        for found in (calm, unknown, none)
    ] == [Gap.WIND_STAYS_AWAY, Gap.NO_STORM, Gap.NO_GROUP_HOUR]


def test_an_hour_counts_no_more_people_than_the_way_has():
    clock = clock_of(Way.ROAD, NOON - DAY, WEAK, people=120)
    assert [each.people for each in clock.cutoffs if each.due] == [120]


def test_a_zone_of_farms_alone_is_weighed_by_the_wind_at_sea():
    assert inputs(movement(Way.RAFT, 90)).weighed_force == 7
    assert inputs(movement(Way.RAFT, 90), movement(Way.ROAD)).weighed_force == 10


def test_only_groups_that_leave_and_have_an_hour_are_told():
    figures = {"evac.sea_force": 7, "evac.land_force": 10, "evac.due_h_aquaculture": 12,
               "evac.due_h_low_lying": 0}  # fmt: skip
    groups = [
        GroupCount(G.AQUACULTURE, 90, due=True),
        GroupCount(G.LOW_LYING, 30, due=True),
        GroupCount(G.SITE_HUT, 20, due=False),
        GroupCount(G.VISITOR, 9, due=True),
    ]
    assert load_group_due(figures, groups) == (GroupHour(G.AQUACULTURE, 90, 7, 12),)


def test_who_is_counted_at_home_is_not_counted_again_at_work():
    near, far = landing(G.AQUACULTURE, "近排", 50, 300.0), landing(G.AQUACULTURE, "远排", 40, 900.0)
    crew = landing(G.MOORED_CREW, "渔港", 7, 0.0)
    assert [(each.name, each.people) for each in list_uncounted([far, near, crew], 60)] == [
        ("远排", 30), ("渔港", 7)]  # fmt: skip
    assert list(list_uncounted([near, far], 90)) == []
    assert list(list_uncounted([near], 0)) == [near]


def test_people_from_the_water_come_by_a_way_of_their_own():
    sites = [SiteDemand("1", "V1", "渔村", 5, visitors=False, at_sea=True),
             SiteDemand("2", "V1", "渔村", 6, visitors=True, at_sea=False)]  # fmt: skip
    found = demand_of(sites, [landing(G.MOORED_CREW, "渔港", 7, 0.0)])
    assert [(each.people, each.ashore, each.visitors) for each in found] == [
        (5, Way.RAFT, False), (6, None, True), (7, Way.CREW, False)]  # fmt: skip

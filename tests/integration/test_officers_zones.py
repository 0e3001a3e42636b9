"""The zones of docs/zones.md: what makes each answer one that an officer can sign."""

from collections.abc import Mapping

import psycopg
import pytest

from app.evacuation.cutoffs import CutoffKind, Way
from app.evacuation.zone_answer import StoredAnswer, WayAnswer
from app.exposure.due import HazardBasis
from app.exposure.model import GroupCode
from app.tooling.bench.officers.table import AnsweredZone, PlanningDesk, answer_zones, tell_row
from app.tooling.bench.officers.zones import ZONES

pytestmark = pytest.mark.city


@pytest.fixture(scope="module")
def found(dsn: str) -> Mapping[str, AnsweredZone]:
    with psycopg.connect(dsn, autocommit=True) as conn:
        return {each.zone.name: each for each in answer_zones(conn)}


def due(answer: StoredAnswer) -> Mapping[GroupCode, int]:
    return {each.code: each.people for each in answer.exposure.land.groups if each.due}


def only_way(answer: StoredAnswer) -> WayAnswer:
    (way,) = answer.timing.ways
    return way


def test_only_who_is_ticked_leaves_and_the_price_of_everybody_is_known(
    found: Mapping[str, AnsweredZone],
) -> None:
    assert list(found) == [each.name for each in ZONES]
    for each in found.values():
        assert sum(due(each.chosen).values()) == each.chosen.exposure.land.people > 0
        assert tell_row(each)["due"] == each.chosen.exposure.land.people
    houses = found["houses"]
    assert due(houses.chosen).keys() == {GroupCode.DANGEROUS_HOUSE}
    assert houses.everybody.exposure.land.people > 100 * houses.chosen.exposure.land.people


@pytest.mark.parametrize("name", ["houses", "dyke", "gully", "rafts", "harbour"])
def test_everybody_due_has_a_place_and_there_is_time(
    found: Mapping[str, AnsweredZone], name: str
) -> None:
    answer = found[name].chosen
    assert answer.assignment.unplaced == 0 == only_way(answer).at_risk
    assert answer.timing.margin_s is not None and answer.timing.margin_s > 0


def test_the_gully_moves_whom_the_register_puts_below_it(
    found: Mapping[str, AnsweredZone],
) -> None:
    exposure = found["gully"].chosen.exposure
    assert exposure.threatened is not None
    assert exposure.land.people == exposure.threatened.people
    assert exposure.threatened.households > 0


def test_the_rafts_are_counted_on_the_water_and_told_that_their_hour_is_missed(
    found: Mapping[str, AnsweredZone],
) -> None:
    way = only_way(found["rafts"].chosen)
    assert way.way is Way.RAFT and way.people == 90
    passed = {each.kind for each in found["rafts"].chosen.timing.cutoffs if each.passed}
    assert passed == {CutoffKind.GROUP_DUE}
    assert way.binding is not None and way.binding.kind is CutoffKind.WIND_SEA


def test_the_islands_visitors_sail_as_far_as_boats_go_and_the_rest_keep_their_room(
    found: Mapping[str, AnsweredZone],
) -> None:
    answer = found["island"].chosen
    assert answer.home is not None and answer.home.staying < answer.home.visitors
    left = [*answer.assignment.no_room, *answer.assignment.unreachable]
    assert left and all(each.visitors for each in left)


def test_places_of_an_island_go_first_to_who_has_no_other_room(dsn: str) -> None:
    island = next(each for each in ZONES if each.name == "island")
    groups = (GroupCode.VISITOR, GroupCode.AQUACULTURE, GroupCode.OUTSIDE_DYKE)
    with psycopg.connect(dsn, autocommit=True) as conn:
        answer = PlanningDesk(conn).ask_zone(island, HazardBasis.WIND, groups)
    left = [*answer.assignment.no_room, *answer.assignment.unreachable]
    assert sum(each.people for each in left if not each.visitors) == 0
    assert sum(each.people for each in left if each.visitors) > 0


def test_of_a_crew_in_port_only_the_watch_goes_ashore(found: Mapping[str, AnsweredZone]) -> None:
    exposure = found["harbour"].chosen.exposure
    assert 0 < exposure.land.people <= 2 * exposure.sea.in_port
    assert exposure.sea.on_board > 2 * exposure.land.people

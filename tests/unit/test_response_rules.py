"""The rule table held against a situation: what fires, what cannot be judged, what an edit does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.configuration.response_rules import DEFAULT_RULES
from app.errors import InvalidInput
from app.response.measures import MEANINGS, Limit, Measure, Reading, holds, unknown
from app.response.model import Situation, View
from app.response.recommendation import recommend
from app.response.rules import Rule, present_rule, read_rules
from app.response.situation import situation_of
from app.rule_tables.model import RuleTable
from app.storm_events.coast import Coastline
from app.strict_json import plain
from app.typhoon.explanation import Explanation
from app.typhoon.model import Fix, Forecast, Storm, StormClass, Track, TrackKind
from app.typhoon.outlook import Outlook
from app.typhoon.standard_class import ClassScale, standard_class
from app.wind.seats import CountySeat
from tests.unit.storms import START, circle

TABLE = RuleTable(0, read_rules(list(DEFAULT_RULES)), "test", None)
STORM = Storm("201509", "灿鸿", "CHAN-HOM", 2015)
SCALE = ClassScale({10: 1.02, 1: 0.97}, 3)
SEAT = CountySeat("330903", "普陀区", 122.3, 29.95)
NOTHING = Explanation("", "")


def told(**values: Limit | tuple[int, ...]) -> Situation:
    """A situation in which everything is known; what is not named does not happen."""
    readings = {measure: Reading(True, None, NOTHING) for measure in Measure}
    readings.update({Measure(name): Reading(True, v, NOTHING) for name, v in values.items()})
    return Situation("JMA", readings, {})


def fired(situation: Situation, table: RuleTable[Rule] = TABLE) -> list[str]:
    return [each.rule.rule_id for each in recommend(situation, table).fired]


def test_a_quiet_sea_recommends_nothing_and_judges_every_rule() -> None:
    found = recommend(told(), TABLE)
    assert (found.level, found.sea, found.fired, found.not_judged) == (None, False, (), ())


@pytest.mark.parametrize(
    ("values", "level", "rules"),
    [
        ({"force_7_in_h": 48}, 4, ["R4-T7"]),
        ({"force_7_in_h": 48.01}, None, []),
        ({"force_7_in_h": 36}, 3, ["R3-T7", "R4-T7"]),
        ({"force_10_in_h": 48}, 3, ["R3-T10"]),
        ({"force_10_in_h": 24}, 2, ["R2-T10", "R3-T10"]),
        ({"force_12_in_h": 200}, 2, ["R2-T12"]),
        ({"force_10_in_h": 36, "class_affecting": "TY"}, 2, ["R2-TY", "R3-T10"]),
        ({"force_10_in_h": 24, "class_affecting": "STY"}, 1, ["R1-STY", "R2-T10", "R2-TY",
                                                              "R3-T10"]),
        ({"landfall_in_h": 24, "landfall_force": 14}, 1, ["R1-LAND"]),
        ({"landfall_in_h": 24, "landfall_force": 13, "landfall_class": "TY"}, 2, ["R2-LAND"]),
        ({"class_now": "TS", "inside_line_h": (48,), "force_7_in_h": 100}, 4, ["R4-LINE"]),
        ({"class_now": "STS", "inside_line_h": (24, 48), "force_7_in_h": 100}, 3,
         ["R3-LINE", "R4-LINE"]),
        ({"class_now": "TS", "inside_line_h": (24, 48)}, None, []),
        ({"class_now": "EX", "inside_line_h": (24, 48), "force_7_in_h": 100}, None, []),
    ],
)  # fmt: skip
def test_each_default_trigger_fires_at_its_figure(
    values: dict[str, Limit], level: int | None, rules: list[str]
) -> None:
    found = recommend(told(**values), TABLE)
    assert (found.level, fired(told(**values))) == (level, rules)


def test_the_sea_alone_is_a_recommendation_beside_the_levels() -> None:
    found = recommend(told(fishing_ground_force=10, force_7_in_h=40), TABLE)
    assert (found.level, found.sea) == (4, True)


def test_a_compound_case_fires_when_all_three_are_told() -> None:
    three = {"surge_warning": "red", "spring_tide": True, "rain_warning": "red"}
    assert fired(told(**three)) == ["R1-COMP"]
    assert fired(told(**{**three, "rain_warning": "orange"})) == []


def test_an_unknown_is_neither_fulfilled_nor_absent() -> None:
    situation = told(force_10_in_h=20)
    lacking = replace(
        situation,
        readings={**situation.readings, Measure.CLASS_AFFECTING: unknown("没有预报", "none")},
    )
    found = recommend(lacking, TABLE)
    assert [each.rule.rule_id for each in found.not_judged] == ["R1-STY", "R2-TY"]
    assert found.level == 2


def test_a_condition_that_fails_decides_whatever_else_is_unknown() -> None:
    situation = told()
    lacking = {**situation.readings, Measure.CLASS_AFFECTING: unknown("没有预报", "none")}
    assert recommend(replace(situation, readings=lacking), TABLE).not_judged == ()


def test_an_edited_rule_changes_the_recommendation() -> None:
    edited = [dict(rule) for rule in DEFAULT_RULES]
    row = next(rule for rule in edited if rule["id"] == "R4-T7")
    row["conditions"] = [{"measure": "force_7_in_h", "value": 60}]
    table = replace(TABLE, version=1, rules=read_rules(edited))
    situation = told(force_7_in_h=50)
    assert recommend(situation, TABLE).level is None
    assert recommend(situation, table).level == 4


def test_the_default_table_reads_back_as_it_is_written() -> None:
    assert read_rules(plain([present_rule(rule) for rule in TABLE.rules])) == TABLE.rules
    assert len({rule.rule_id for rule in TABLE.rules}) == len(TABLE.rules)


@pytest.mark.parametrize("data", [None, {}, [], "rules", [[]], [None], [{"id": "x"}] * 101])
def test_what_is_no_table_is_refused(data: object) -> None:
    with pytest.raises(InvalidInput):
        read_rules(data)


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        ("force_7_in_h", "36"), ("force_7_in_h", True), ("force_7_in_h", 241),
        ("inside_line_h", 36), ("class_now", 3), ("class_now", None), ("spring_tide", True),
        ("surge_warning", "purple"), ("nearest_km", float("nan")), ("wind", 1),
    ],
)  # fmt: skip
def test_a_value_that_a_measure_cannot_have_is_refused(measure: str, value: object) -> None:
    rule = {"id": "A", "level": 4, "text": {"zh": "甲", "en": "a"},
            "conditions": [{"measure": measure, "value": value}]}  # fmt: skip
    with pytest.raises(InvalidInput):
        read_rules([rule])


def test_every_measure_has_a_meaning_and_compares_without_a_fault() -> None:
    assert set(MEANINGS) == set(Measure)
    assert holds(Measure.FORCE_7_IN_H, None, Reading(True, 100.0, NOTHING)) is True
    assert holds(Measure.FORCE_7_IN_H, 36, unknown("", "")) is None
    assert holds(Measure.INSIDE_LINE_H, 24, Reading(True, (48,), NOTHING)) is False


def outlook(agency: str, averaging_min: int | None, *fixes: Fix, ahead: tuple[Fix, ...] = ()) -> (
    Outlook
):  # fmt: skip
    track = Track(STORM, agency, TrackKind.OPERATIONAL, averaging_min, "test", fixes)
    return Outlook(track, Forecast(agency, fixes[-1].fix_at, False, "", ahead) if ahead else None)


def point(hour: float, wind_ms: float | None, lat: float = 27.0, lon: float = 122.3) -> Fix:
    rings = (circle(200, 200, 200, 200), circle(80, 80, 80, 80, force=10))
    return Fix(START + timedelta(hours=hour), lon, lat, None, wind_ms, None, rings)


def test_a_10_min_wind_is_brought_to_2_min_and_a_2_min_wind_is_not() -> None:
    jma, cma = outlook("JMA", 10, point(0, 41)), outlook("CMA", 2, point(0, 41))
    brought = standard_class(jma.track.fixes[0], jma, (), SCALE)
    assert (brought.published, brought.storm_class) == (StormClass.TY, StormClass.STY)
    assert brought.factor == 1.02 and brought.force == 14
    as_it_is = standard_class(cma.track.fixes[0], cma, (), SCALE)
    assert (as_it_is.storm_class, as_it_is.factor) == (StormClass.TY, None)


def test_a_1_min_wind_comes_down_and_an_unknown_averaging_stays() -> None:
    jtwc, archive = outlook("JTWC", 1, point(0, 42)), outlook("IBTrACS", None, point(0, 42))
    assert standard_class(jtwc.track.fixes[0], jtwc, (), SCALE).storm_class is StormClass.TY
    kept = standard_class(archive.track.fixes[0], archive, (), SCALE)
    assert (kept.storm_class, kept.factor) == (StormClass.STY, None)


def test_the_national_class_counts_when_near_in_time_and_only_then() -> None:
    jma, cma = outlook("JMA", 10, point(0, 30)), outlook("CMA", 2, point(2, 45))
    near = standard_class(jma.track.fixes[0], jma, (cma,), SCALE)
    assert (near.agency, near.storm_class) == ("CMA", StormClass.STY)
    old = outlook("CMA", 2, point(-4, 45))
    assert standard_class(jma.track.fixes[0], jma, (old,), SCALE).agency == "JMA"


def test_extratropical_is_no_function_of_the_wind() -> None:
    fix = replace(point(0, 45), storm_class=StormClass.EXTRATROPICAL)
    jma = outlook("JMA", 10, fix)
    assert standard_class(fix, jma, (), SCALE).storm_class is StormClass.EXTRATROPICAL


def view(main: Outlook, *others: Outlook, hour: float = 0) -> View:
    return View(main, others, (SEAT,), Coastline([]), SCALE, START + timedelta(hours=hour))


COMING = (point(0, 45, 26.0), point(24, 30, 29.0), point(48, 20, 32.0))


def test_a_situation_reads_every_measure_or_says_what_lacks() -> None:
    situation = situation_of(view(outlook("JMA", 10, COMING[0], ahead=COMING)))
    assert set(situation.readings) == set(Measure)
    lacking = {measure for measure, reading in situation.readings.items() if not reading.known}
    assert lacking == {
        Measure.FORCE_12_IN_H, Measure.FISHING_GROUND_FORCE, Measure.SURGE_WARNING,
        Measure.SPRING_TIDE, Measure.RAIN_WARNING, Measure.LANDFALL_IN_H,
        Measure.LANDFALL_CLASS, Measure.LANDFALL_FORCE,
    }  # fmt: skip
    assert all(reading.text.zh and reading.text.en for reading in situation.readings.values())


def test_a_storm_that_weakens_on_the_way_is_met_as_it_comes() -> None:
    """Nearest after 31.6 h at 30.8 m/s; its 80 km of force 10, at 13.9 km/h, reach the seat 5.8 h
    earlier, at 33.2 m/s."""
    strong = tuple(replace(each, wind_ms=(each.wind_ms or 0) + 4) for each in COMING)
    readings = situation_of(view(outlook("CMA", 2, strong[0], ahead=strong))).readings
    assert readings[Measure.NEAREST_KM].value == pytest.approx(0, abs=4)
    assert readings[Measure.CLASS_NEAREST].value == "STS"
    assert readings[Measure.CLASS_AFFECTING].value == "TY"
    assert "33.2 米/秒" in readings[Measure.CLASS_AFFECTING].text.zh


def test_without_force_10_the_nearest_approach_alone_counts() -> None:
    bare = tuple(replace(each, radii=each.radii[:1]) for each in COMING)
    readings = situation_of(view(outlook("CMA", 2, bare[0], ahead=bare))).readings
    assert readings[Measure.CLASS_AFFECTING].value == readings[Measure.CLASS_NEAREST].value


def test_a_track_that_ended_hours_ago_does_not_say_that_it_still_blows() -> None:
    """An operational track whose last circle lies over the seat: true then, unknown later."""
    over = outlook("CMA", 2, point(-6, 40, 29.0), point(0, 40, 29.9))
    now = situation_of(view(over, hour=0)).readings[Measure.FORCE_7_IN_H]
    assert now.known and isinstance(now.value, float) and now.value <= 0
    assert not situation_of(view(over, hour=4)).readings[Measure.FORCE_7_IN_H].known


def test_without_a_forecast_nothing_is_said_to_stay_away() -> None:
    far = outlook("CMA", 2, point(-6, 40, 20.0), point(0, 40, 21.0))
    readings = situation_of(view(far)).readings
    assert not readings[Measure.FORCE_7_IN_H].known
    assert not readings[Measure.CLASS_AFFECTING].known

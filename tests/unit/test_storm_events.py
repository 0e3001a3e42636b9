"""What happens to a storm: lines, landfall, stall, loop and sharp turn on tracks made for it."""

from datetime import timedelta

import pytest
from shapely import Polygon, box

from app.storm_events.coast import CoastLand, Coastline, landfall_events
from app.storm_events.line_events import line_events
from app.storm_events.model import MotionRules, StormEventKind, Story, story_of
from app.storm_events.motion import find_loops, find_stalls, find_turns, motion_events
from app.typhoon.model import Fix, Forecast, Storm, Track, TrackKind
from app.typhoon.outlook import Outlook
from app.typhoon.path import Path, path_of
from app.typhoon.warning_lines import find_crossings
from tests.unit.storms import START, fix

RULES = MotionRules(
    stall_h=6,
    stall_km=30,
    loop_within_h=72,
    loop_min_km=60,
    turn_deg=60,
    turn_over_h=12,
    turn_min_km=40,
)
STRAIGHT = [fix(hour, 130 - hour / 6, 24 + hour / 8) for hour in range(0, 61, 6)]


def path(*fixes: Fix) -> Path:
    found = path_of(fixes)
    assert found is not None
    return found


def story(*fixes: Fix, forecast: tuple[Fix, ...] = ()) -> Story:
    track = Track(
        Storm("201509", "灿鸿", "CHAN-HOM", 2015), "CMA", TrackKind.OPERATIONAL, 2, "test", fixes
    )
    ahead = Forecast("CMA", fixes[-1].fix_at, False, "", forecast) if forecast else None
    found = story_of(Outlook(track, ahead))
    assert found is not None
    return found


def hours_of(moment_s: float) -> float:
    return moment_s / 3600


def windy(hour: float, lon: float, lat: float, wind_ms: float | None) -> Fix:
    return Fix(START + timedelta(hours=hour), lon, lat, None, wind_ms, None)


def test_a_straight_storm_neither_stalls_nor_loops_nor_turns() -> None:
    assert list(motion_events(story(*STRAIGHT), RULES)) == []


def test_a_storm_that_stands_still_stalls_for_as_long_as_it_stands() -> None:
    stands = [fix(0, 128, 25), fix(12, 126, 27), fix(24, 126, 27), fix(36, 124, 29)]
    (stall,) = find_stalls(path(*stands), RULES)
    # It goes about 25 km/h before and after: 30 km are a little more than an hour of it.
    assert hours_of(stall.start_s) == pytest.approx(12, abs=1.5)
    assert hours_of(stall.end_s) == pytest.approx(24, abs=1.5)


def test_a_pause_shorter_than_the_configured_hours_is_no_stall() -> None:
    pauses = [fix(0, 128, 25), fix(12, 126, 27), fix(15, 126, 27), fix(27, 124, 29)]
    assert find_stalls(path(*pauses), RULES) == []


def test_two_stalls_apart_are_two() -> None:
    fixes = [fix(0, 128, 25), fix(8, 128, 25), fix(20, 126, 27), fix(28, 126, 27)]
    assert len(find_stalls(path(*fixes), RULES)) == 2


def test_a_loop_runs_from_its_crossing_to_its_crossing() -> None:
    loops = [fix(0, 126, 27), fix(10, 124, 27), fix(16, 124, 28), fix(22, 125, 28),
             fix(32, 125, 26)]  # fmt: skip
    (loop,) = find_loops(path(*loops), RULES)
    assert (hours_of(loop.start_s), hours_of(loop.end_s)) == pytest.approx((5, 27))
    told = next(e for e in motion_events(story(*loops), RULES) if e.kind is StormEventKind.LOOP)
    assert told.figures["clockwise"] is True
    assert (told.lon, told.lat) == pytest.approx((125, 27))


def test_the_other_way_round_is_anticlockwise() -> None:
    loops = [fix(0, 126, 27), fix(10, 124, 27), fix(16, 124, 26), fix(22, 125, 26),
             fix(32, 125, 28)]  # fmt: skip
    told = next(e for e in motion_events(story(*loops), RULES) if e.kind is StormEventKind.LOOP)
    assert told.figures["clockwise"] is False


def test_a_path_that_crosses_itself_after_days_or_in_a_wobble_is_no_loop() -> None:
    slow = [fix(0, 126, 27), fix(60, 124, 27), fix(96, 124, 28), fix(120, 125, 28),
            fix(150, 125, 26)]  # fmt: skip
    assert find_loops(path(*slow), RULES) == []
    wobble = [fix(0, 126, 27), fix(6, 125.9, 27), fix(7, 125.9, 27.05), fix(8, 125.95, 27.05),
              fix(9, 125.95, 26.95)]  # fmt: skip
    assert find_loops(path(*wobble), RULES) == []


def test_a_sharp_turn_is_told_at_its_corner_with_its_side() -> None:
    turns = [fix(0, 128, 25), fix(24, 124, 28), fix(48, 128, 31)]
    (turn,) = find_turns(path(*turns), RULES)
    assert hours_of(turn.at_s) == 24
    assert turn.turn_deg == pytest.approx(100, abs=4)
    (told,) = motion_events(story(*turns), RULES)
    assert told.kind is StormEventKind.RECURVATURE
    assert told.known_at == START + timedelta(hours=48)
    assert "向右" in told.text.zh
    assert "西北" in told.text.zh and "东北" in told.text.zh


def test_a_gentle_recurvature_over_two_days_is_not_sharp() -> None:
    gentle = [fix(0, 128, 24), fix(12, 126.5, 25.5), fix(24, 125.5, 27.5), fix(36, 125.5, 29.5),
              fix(48, 126.5, 31.5), fix(60, 128.5, 33)]  # fmt: skip
    assert find_turns(path(*gentle), RULES) == []


def test_a_stall_has_no_course_and_so_no_sharp_turn() -> None:
    jitter = [fix(0, 126, 27), fix(12, 126.1, 27), fix(24, 126, 27.1), fix(36, 126.1, 27.1)]
    assert find_turns(path(*jitter), RULES) == []


def test_lines_are_crossed_in_and_out_and_in_again() -> None:
    told = list(line_events(story(fix(0, 128, 30), fix(10, 126, 30), fix(20, 128, 30),
                                  fix(30, 126, 30))))  # fmt: skip
    assert [(e.figures["hours"], e.figures["inward"]) for e in told] == [
        (24, True), (24, False), (24, True),
    ]  # fmt: skip
    assert [e.valid_at for e in told] == [START + timedelta(hours=h) for h in (5, 15, 25)]
    assert len({e.key for e in told}) == 3


def test_crossing_180_degrees_crosses_no_warning_line() -> None:
    over = [fix(0, -179, 20), fix(6, 179.5, 20.5), fix(12, 178, 21)]
    assert find_crossings(over) == []
    assert path(*over).place(3 * 3600.0) == (-179.75, 20.25)


def test_a_storm_from_beyond_180_degrees_is_one_piece_for_every_event() -> None:
    over = [fix(0, -179, 20), fix(12, 178, 21), fix(24, 178, 21), fix(48, 174, 23)]
    (told,) = motion_events(story(*over), RULES)
    assert told.kind is StormEventKind.STALL
    assert told.lon == pytest.approx(178, abs=0.3)
    back = [fix(0, 178, 20), fix(24, -179, 20), fix(48, 178, 22.5)]
    turn = next(e for e in motion_events(story(*back), RULES))
    assert turn.kind is StormEventKind.RECURVATURE
    assert turn.lon == pytest.approx(-179)


def land(
    shape: Polygon,
    *,
    land_id: int = 9,
    name: str | None = "朱家尖岛",
    county: str | None = "330903",
) -> CoastLand:
    return CoastLand(land_id, name, False, county, shape)


def test_landfall_is_timed_where_the_track_meets_the_coast() -> None:
    coast = Coastline([land(box(122.3, 29.8, 122.5, 30.0))])
    (told,) = landfall_events(story(windy(0, 122.4, 28.8, 50), windy(10, 122.4, 30.8, 40)), coast)
    assert told.valid_at == START + timedelta(hours=5)
    assert told.figures["wind_ms"] == 45
    assert told.figures["force"] == 14
    assert told.figures["county_code"] == "330903"
    assert not told.expected
    assert "朱家尖岛登陆" in told.text.zh


def test_a_fix_on_land_is_one_landfall_and_a_start_on_land_none() -> None:
    coast = Coastline([land(box(122.3, 29.8, 122.5, 30.0))])
    through = story(windy(0, 122.4, 28.8, None), windy(6, 122.4, 29.9, None),
                    windy(12, 122.4, 31, None))  # fmt: skip
    assert len(list(landfall_events(through, coast))) == 1
    leaves = story(windy(0, 122.4, 29.9, None), windy(6, 122.4, 31, None))
    assert list(landfall_events(leaves, coast)) == []


def test_leaving_and_coming_back_are_two_landfalls() -> None:
    coast = Coastline([land(box(122.3, 29.8, 122.5, 30.0))])
    again = story(fix(0, 122.4, 28.8), fix(6, 122.4, 30.5), fix(12, 122.4, 29.0))
    told = list(landfall_events(again, coast))
    assert len(told) == 2
    assert len({event.key for event in told}) == 2


def test_one_leg_over_two_islands_lands_on_both_in_order() -> None:
    south = land(box(122.3, 29.0, 122.5, 29.2), land_id=1, name="六横岛")
    north = land(box(122.3, 30.0, 122.5, 30.2), land_id=2, name="岱山岛", county="330921")
    told = list(
        landfall_events(story(fix(0, 122.4, 28), fix(12, 122.4, 31)), Coastline([north, south]))
    )
    assert [event.figures["land"] for event in told] == ["六横岛", "岱山岛"]


def test_passing_by_is_no_landfall_and_tells_how_near() -> None:
    coast = Coastline([land(box(122.3, 29.8, 122.5, 30.0))])
    by = story(fix(0, 123, 28.8), fix(10, 123, 30.8))
    assert list(landfall_events(by, coast)) == []
    nearest = coast.nearest(by.path)
    assert nearest is not None
    assert nearest[1] == pytest.approx(0.5 * 111.195 * 0.8671, rel=1e-3)


def test_what_rests_on_the_forecast_says_so_and_keeps_its_name_when_it_moves() -> None:
    coast = Coastline([land(box(122.3, 29.8, 122.5, 30.0))])
    fixes = (fix(0, 122.4, 27), fix(6, 122.4, 28))
    first = story(*fixes, forecast=(fix(6, 122.4, 28), fix(18, 122.4, 30)))
    later = story(*fixes, forecast=(fix(6, 122.4, 28), fix(24, 122.4, 30)))
    (one,), (two,) = (list(landfall_events(each, coast)) for each in (first, later))
    assert one.expected and one.text.zh.startswith("预报")
    assert one.valid_at != two.valid_at
    assert one.key == two.key
    assert one.known_at == START + timedelta(hours=6)

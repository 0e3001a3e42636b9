"""Claims about stored answers of a zone: an old form is read, and one nobody can read is none."""

from typing import Any

from app.evacuation.cutoffs import Way
from app.evacuation.zone_answer import VERSION, read_answer
from app.strict_json import plain

OLD: dict[str, Any] = {
    "exposure": {
        "land": {
            "people": 12, "residents": 10, "households": 4, "visitors": 2, "mobility_limited": 1,
            "groups": [{"code": "other", "zh": "其他", "en": "Other", "people": 10}],
        },
        "sea": {"vessels": 0, "on_board": 0, "on_board_unknown": 0, "in_port": 0, "stale": 0,
                "by_kind": {}},
        "hazard_points": {"count": 0, "keys": []},
        "risk_areas": {"count": 0, "keys": []},
        "shelters": {"count": 0, "free": 0, "items": []},
        "overlaps": [], "counted_elsewhere": {"people": 0}, "area_km2": 1, "villages": [],
        "method": "", "inputs": {},
    },
    "assignment": {"demand": 12, "placed": 12, "unplaced": 0, "shelters": [], "splits": [],
                   "no_room": [], "unreachable": [], "excluded": [], "method": ""},
    "clearance": {"lower_bound_min": 1.0, "estimate_min": 2.0, "naive_min": 2.0, "used_min": 2.0,
                  "people": 12, "bottleneck": None, "method": ""},
    "arrival": {
        "7": {
            "force": 7, "arrival_at": "2015-07-11T02:00:00Z", "departure_at": None,
            "step_at": None, "smooth_at": None, "agency": "BABJ", "threshold_ms": 13.9,
            "issued_at": None, "synthetic": False, "rule": "",
        },
        "10": None,
    },
    "timing": {"latest_start_at": None, "margin_s": None, "incident_at": "2015-07-10T02:00:00Z",
               "binding": None, "cutoffs": [], "not_considered": []},
    "lead": {"mobilisation_min": 60, "notification_min": 30, "buffer_min": 30},
    "assumptions": [], "versions": {}, "elapsed_ms": 12.5,
    "timing_inputs": {
        "spots": [{"name": "本区", "lon": 122.1, "lat": 30.0}], "clearance_min": 2.0, "people": 12,
        "placed": 12, "lead": {"mobilisation_min": 60, "notification_min": 30, "buffer_min": 30},
        "land_force": 7, "sea_force": 7, "ways": [], "ferries": [], "sea": None,
    },
}  # fmt: skip


def test_an_answer_from_before_versions_is_read_and_counts_nothing_it_did_not_count() -> None:
    answer = read_answer(OLD)
    assert answer is not None and answer.version == VERSION
    wind = answer.arrival[7]
    assert wind is not None and (wind.rounding, wind.assumptions) == ("profile", [])
    assert answer.arrival[10] is None
    assert answer.timing_inputs.outside_dyke is None
    assert answer.waiting is None
    assert (answer.exposure.land.inside, answer.exposure.land.groups[0].due) == (12, True)


FERRY = {
    "name": "甲线", "ends": [{"name": "码头", "lon": 122.1, "lat": 30.0}], "limit_force": 8,
    "people": 5, "empty_min": 40.0,
}  # fmt: skip


def shelter(name: str, assigned: int, mode: str) -> dict[str, Any]:
    return {"code": name, "name": name, "assigned": assigned, "free_before": 50, "rated": 50,
            "distance_m": 900.0, "travel_min": 9.0, "longest_min": 9.0, "mode": mode}  # fmt: skip


def one_clock(*shelters: dict[str, Any]) -> dict[str, Any]:
    """An answer of version 2, when a ferry bound everybody."""
    today = OLD | {"version": 2}
    wind = OLD["arrival"]["7"] | {"rounding": "profile", "assumptions": []}
    land = OLD["exposure"]["land"]
    groups = [group | {"due": True} for group in land["groups"]]
    return today | {
        "arrival": {"7": wind, "10": None},
        "exposure": OLD["exposure"] | {"land": land | {"inside": 12, "groups": groups}},
        "assignment": OLD["assignment"] | {"shelters": list(shelters)},
        "timing": OLD["timing"] | {"latest_start_at": "2015-07-10T02:00:00Z"},
        "timing_inputs": OLD["timing_inputs"] | {"ferries": [FERRY], "outside_dyke": 0},
    }


def test_an_answer_with_one_clock_tells_its_ways_apart_by_its_shelters() -> None:
    answer = read_answer(one_clock(shelter("近校", 7, "road"), shelter("岛外", 5, "ferry")))
    assert answer is not None and answer.version == VERSION
    road, boat = answer.timing_inputs.movements
    assert (road.way, road.people, road.ferries) == (Way.ROAD, 7, ())
    assert (boat.way, boat.people, boat.ferries[0].name) == (Way.BOAT, 5, "甲线")
    assert [(each.name, each.in_min) for each in boat.refuges] == [("岛外", 2.0)]
    assert answer.timing_inputs.outside_dyke == 0
    assert answer.timing.latest_start_at is not None and answer.timing.ways == []


def test_a_line_without_a_shelter_of_its_own_still_has_its_people() -> None:
    answer = read_answer(one_clock(shelter("近校", 12, "road")))
    assert answer is not None
    people = {each.way: each.people for each in answer.timing_inputs.movements}
    assert people == {Way.ROAD: 7, Way.BOAT: 5}
    assert answer.timing_inputs.placed == answer.timing_inputs.people


def test_an_answer_from_before_visitors_went_home_keeps_the_places_it_gave_them() -> None:
    today = read_answer(one_clock(shelter("近校", 12, "road")))
    assert today is not None
    older: dict[str, Any] = plain(today) | {"version": 4}
    del older["home"], older["timing_inputs"]["visitors_left"]
    left = {"village": "岛村", "people": 3, "why": {"zh": "满", "en": "full"}}
    older["assignment"]["no_room"] = [left]
    answer = read_answer(older)
    assert answer is not None and (answer.version, answer.home) == (VERSION, None)
    assert (answer.assignment.demand, answer.timing_inputs.visitors_left) == (12, 0)
    assert not answer.assignment.no_room[0].visitors


def test_an_answer_that_nobody_can_read_is_none_and_stops_no_list_of_zones() -> None:
    assert read_answer({**OLD, "clearance": {"used_min": "soon"}}) is None
    assert read_answer({**OLD, "version": VERSION + 1}) is None
    assert read_answer({"timing": {}}) is None
    assert read_answer(None) is None

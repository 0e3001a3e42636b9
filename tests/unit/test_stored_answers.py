"""Claims about stored answers of a zone: an old form is read, and one nobody can read is none."""

from typing import Any

from app.evacuation.zone_answer import VERSION, read_answer

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
    assert (answer.exposure.land.inside, answer.exposure.land.groups[0].due) == (12, True)


def test_an_answer_that_nobody_can_read_is_none_and_stops_no_list_of_zones() -> None:
    assert read_answer({**OLD, "clearance": {"used_min": "soon"}}) is None
    assert read_answer({**OLD, "version": VERSION + 1}) is None
    assert read_answer({"timing": {}}) is None
    assert read_answer(None) is None

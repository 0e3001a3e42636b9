"""Answers of older versions in today's form, so that their timing can be run again.

What an older version did not count stays uncounted: it is never guessed lower than it was.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime

from app.clock import parse_utc
from app.strict_json import JsonObject
from app.wording import as_text


def upgraded(data: JsonObject, version: int) -> JsonObject:
    """`data` of any version before `version`; one that is not known is left for the reader."""
    while (known := data.get("version", 1)) in _STEPS and known != version:
        data = _STEPS[known](data)
    return data


def _from_1(data: JsonObject) -> JsonObject:
    """Answers from before there were versions did not count what they do not name."""
    winds: JsonObject = {
        force: wind and {"rounding": "profile", "assumptions": [], **wind}
        for force, wind in data["arrival"].items()
    }
    land = data["exposure"]["land"]
    groups = [{"due": True, **group} for group in land["groups"]]
    land = {"inside": land["people"], **land, "groups": groups}
    inputs = {"outside_dyke": None, **data["timing_inputs"]}
    return {
        **data,
        "version": 2,
        "exposure": {**data["exposure"], "land": land},
        "arrival": winds,
        "timing_inputs": inputs,
    }


def _from_2(data: JsonObject) -> JsonObject:
    """Version 2 had one clock for everybody: only timing anew gives the ways theirs."""
    inputs = data["timing_inputs"]
    kept = {name: inputs[name] for name in inputs.keys() - _ONE_CLOCK}
    sea: JsonObject | None = inputs["sea"] and {**inputs["sea"], "runs": []}
    parts = {
        "movements": _convert_movements(inputs, data["assignment"]["shelters"]),
        "low_lying": 0,
        "villages": [village["code"] for village in data["exposure"]["villages"]],
    }
    winds: JsonObject = {
        force: wind and {"reasonable_at": None, "likely_at": None, **wind}
        for force, wind in data["arrival"].items()
    }
    return {
        **data,
        "version": 3,
        "assumptions": [_said_twice(each) for each in data["assumptions"]],
        "arrival": winds,
        "timing": _convert_timing(data["timing"]),
        "timing_inputs": {**kept, **parts, "sea": sea},
    }


def _from_3(data: JsonObject) -> JsonObject:
    """Version 3 did not weigh an order against waiting; only timing anew does."""
    return {**data, "version": 4, "waiting": None}


def _from_4(data: JsonObject) -> JsonObject:
    """Version 4 put visitors into shelters; only the zone answered anew sends them home."""
    return {**data, "version": 5, "home": None}


def _said_twice(setting: JsonObject) -> JsonObject:
    """A value's meaning was Chinese alone."""
    return {**setting, "meaning": asdict(as_text(setting["meaning"]))}


def _convert_timing(timing: JsonObject) -> JsonObject:
    """As it was told, for who asks how a zone stood; what binds is among the cut-offs."""
    at = parse_utc(timing["incident_at"])
    binding: JsonObject | None = timing["binding"] and _convert_cutoff(timing["binding"], at)
    cutoffs = [_convert_cutoff(each, at) for each in timing["cutoffs"]]
    return {**timing, "binding": binding, "ways": [], "cutoffs": cutoffs}


def _convert_cutoff(cutoff: JsonObject, at: datetime) -> JsonObject:
    way = {"ferry": "boat", "wind_sea": "sea"}.get(cutoff["kind"], "road")
    return {"way": way, "passed": parse_utc(cutoff["cutoff_at"]) <= at, **cutoff}


def _convert_movements(inputs: JsonObject, shelters: list[JsonObject]) -> list[JsonObject]:
    """Who sailed is told by the shelters that most reached by ferry, else by the lines used."""
    ferries = inputs["ferries"]
    sailed = [each for each in shelters if ferries and each["mode"] == "ferry"]
    aboard = sum(each["assigned"] for each in sailed)
    aboard = aboard or max((line["people"] for line in ferries), default=0)
    walked = [each for each in shelters if each not in sailed]
    road = _convert_movement(inputs, "road", inputs["placed"] - aboard, walked)
    boat = _convert_movement(inputs, "boat", aboard, sailed) | {"ferries": ferries}
    return [each for each in (road, boat) if each["people"] > 0]


def _convert_movement(
    inputs: JsonObject, way: str, people: int, shelters: list[JsonObject]
) -> JsonObject:
    """All arrive when the last did and no bridge of theirs is known: less reach it than could."""
    in_min = inputs["clearance_min"]
    return {
        "way": way,
        "people": people,
        "clearance_min": in_min,
        "limits": inputs["ways"],
        "ferries": [],
        "refuges": [
            {"name": each["name"], "people": each["assigned"], "in_min": in_min,
             "via": [], "vessels": 0}
            for each in shelters
        ],
    }  # fmt: skip


_ONE_CLOCK = {"clearance_min", "placed", "ways", "ferries"}
_STEPS: Mapping[int, Callable[[JsonObject], JsonObject]] = {
    1: _from_1,
    2: _from_2,
    3: _from_3,
    4: _from_4,
}

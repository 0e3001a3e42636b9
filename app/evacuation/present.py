"""JSON of zones and answers, as the contract of the HTTP API has it."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from app.evacuation.answer import Answer, TimedAnswer
from app.evacuation.cutoff_words import TITLES, explain_cutoff, explain_gap, explain_wind
from app.evacuation.cutoffs import (
    Cutoff,
    FerryUse,
    LeadTimes,
    LimitedWay,
    SeaWithdrawal,
    Spot,
    TimingInputs,
    WindArrival,
)
from app.evacuation.left_out import Excluded, LeftOut
from app.evacuation.model import Zone
from app.evacuation.placement import Placement
from app.evacuation.used_links import Bottleneck
from app.evacuation.words import (
    CLEARANCE_METHOD,
    EXPOSURE_METHOD,
    GROUP_TITLES,
    describe_assignment,
    explain_excluded,
    explain_left_out,
    name_place,
)
from app.exposure.model import Exposure
from app.wording import Text, same

Json = dict[str, Any]


def present_exposure(exposure: Exposure) -> Json:
    """Exposure."""
    land = exposure.land
    return {
        "land": {
            "people": land.people,
            "inside": land.inside,
            "residents": land.residents,
            "households": land.households,
            "visitors": land.visitors,
            "mobility_limited": land.mobility_limited,
            "groups": [
                {"code": group.code, **asdict(GROUP_TITLES[group.code]),
                 "people": group.people, "due": group.due}
                for group in land.groups
            ],
        },
        "sea": exposure.sea,
        "hazard_points": _keys(exposure.hazard_points),
        "risk_areas": _keys(exposure.risk_areas),
        "shelters": {
            "count": len(exposure.shelters),
            "free": sum(shelter.free for shelter in exposure.shelters),
            "items": exposure.shelters,
        },
        "overlaps": exposure.overlaps,
        "counted_elsewhere": {"people": exposure.counted_elsewhere},
        "area_km2": exposure.area_km2,
        "villages": exposure.villages,
        "method": EXPOSURE_METHOD,
        "inputs": exposure.inputs,
    }  # fmt: skip


def _keys(keys: tuple[str, ...]) -> Json:
    return {"count": len(keys), "keys": keys}


def present_answer(answer: Answer, at: datetime) -> Json:
    """The whole answer."""
    return {
        "exposure": present_exposure(answer.exposure),
        "assignment": _assignment(answer.placement),
        "clearance": _clearance(answer),
        **present_timed(answer.timed, at),
        "lead": answer.inputs.lead,
        "assumptions": answer.assumptions,
        "versions": answer.versions,
        "elapsed_ms": round(answer.elapsed_ms, 1),
    }


def present_timed(timed: TimedAnswer, at: datetime) -> Json:
    """Arrivals and timing."""
    result = timed.timing
    latest = result.latest_start_at
    return {
        "arrival": {str(force): _wind(wind) for force, wind in timed.arrivals.items()},
        "timing": {
            "latest_start_at": latest,
            "margin_s": None if latest is None else round((latest - at).total_seconds()),
            "incident_at": at,
            "binding": None if result.binding is None else _cutoff(result.binding),
            "cutoffs": [_cutoff(cutoff) for cutoff in result.cutoffs],
            "not_considered": [
                {"kind": item.kind, **asdict(TITLES[item.kind]), "why": explain_gap(item)}
                for item in result.not_considered
            ],
        },
    }


def _assignment(placement: Placement) -> Json:
    return {
        "demand": placement.demand,
        "placed": placement.placed,
        "unplaced": placement.demand - placement.placed,
        "shelters": [asdict(shelter) for shelter in placement.shelters],
        "splits": [
            {"village": split.village,
             "pieces": [{"shelter": name, "people": people} for name, people in split.pieces]}
            for split in placement.splits
        ],
        "no_room": [_left_out(item) for item in placement.no_room],
        "unreachable": [_left_out(item) for item in placement.unreachable],
        "excluded": [_excluded(item) for item in placement.excluded],
        "method": describe_assignment(placement.nearest),
    }  # fmt: skip


def _left_out(item: LeftOut) -> Json:
    return {"village": item.village, "people": item.people, "why": explain_left_out(item)}


def _excluded(item: Excluded) -> Json:
    return {"code": item.code, "name": item.name, "why": explain_excluded(item)}


def _clearance(answer: Answer) -> Json:
    times = answer.clearance
    return {
        "lower_bound_min": round(times.lower_bound_min, 1),
        "estimate_min": round(times.estimate_min, 1),
        "naive_min": round(times.naive_min, 1),
        "used_min": round(times.used_min, 1),
        "people": answer.placement.placed,
        "bottleneck": _bottleneck(answer.bottleneck),
        "method": CLEARANCE_METHOD,
    }


def _name(name: str) -> Text | str:
    """A name as it is; a text for what has none."""
    told = name_place(name)
    return name if told == same(name) else told


def _bottleneck(found: Bottleneck | None) -> Json | None:
    return None if found is None else {**asdict(found), "name": _name(found.name)}


def _wind(wind: WindArrival | None) -> Json | None:
    if wind is None:
        return None
    return {
        "force": wind.force,
        "arrival_at": wind.arrival_at,
        "departure_at": wind.departure_at,
        "step_at": wind.step_at,
        "smooth_at": wind.smooth_at,
        "agency": wind.agency,
        "threshold_ms": wind.threshold_ms,
        "issued_at": wind.issued_at,
        "synthetic": wind.synthetic,
        "rule": explain_wind(wind),
        "rounding": wind.rounding,
        "assumptions": list(wind.assumptions),
    }


def _cutoff(cutoff: Cutoff) -> Json:
    parts = cutoff.parts
    return {
        "kind": cutoff.kind,
        **asdict(TITLES[cutoff.kind]),
        "name": _name(cutoff.name),
        "cutoff_at": cutoff.cutoff_at,
        "needed_min": round(parts.total_min, 1),
        "latest_start_at": cutoff.latest_start_at,
        "detail": explain_cutoff(cutoff),
        "parts": {
            "clearance_min": round(parts.clearance_min, 1),
            "mobilisation_min": parts.mobilisation_min,
            "notification_min": parts.notification_min,
            "buffer_min": parts.buffer_min,
        },
    }


def present_zone(zone: Zone) -> Json:
    """A zone without its answer."""
    return {
        "zone_id": zone.zone_id,
        "number": zone.number,
        "name": zone.name,
        "state": zone.state,
        "version": zone.version,
        "polygon": zone.polygon,
        "hazard": zone.hazard,
        "due_groups": zone.due_groups,
        "lead": zone.lead,
        "valid_at": zone.valid_at,
        "recorded_at": zone.recorded_at,
        "changed_by": zone.changed_by,
    }


def stored_inputs(data: Json) -> TimingInputs:
    """Timing inputs back from a stored answer."""
    return TimingInputs(
        spots=_spots(data["spots"]),
        clearance_min=data["clearance_min"],
        people=data["people"],
        placed=data["placed"],
        lead=LeadTimes(**data["lead"]),
        land_force=data["land_force"],
        sea_force=data["sea_force"],
        ways=tuple(_way(way) for way in data["ways"]),
        ferries=tuple(_ferry(line) for line in data["ferries"]),
        sea=None if data["sea"] is None else _sea(data["sea"]),
        outside_dyke=data.get("outside_dyke"),
    )  # fmt: skip


def _sea(data: Json) -> SeaWithdrawal:
    """An answer stored before it had figures has a sentence instead of them."""
    return SeaWithdrawal(**{name: value for name, value in data.items() if name != "detail"})


def _way(data: Json) -> LimitedWay:
    return LimitedWay(data["name"], _spots(data["spots"]), data["limit_force"], data["people"])


def _ferry(data: Json) -> FerryUse:
    return FerryUse(
        data["name"],
        _spots(data["ends"]),
        data["limit_force"],
        data["people"],
        data["empty_min"],
    )


def _spots(items: list[Json]) -> tuple[Spot, ...]:
    return tuple(Spot(**item) for item in items)

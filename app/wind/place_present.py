"""JSON forms of the wind at single places: a place's stays, and the county seats' countdown."""

from datetime import datetime
from typing import Any

from app.wind.place_wind import PlaceWind, Stay
from app.wind.seats import SeatWinds, earliest_seat

Json = dict[str, Any]


def place_wind(value: PlaceWind) -> Json:
    """The wind of one force at a place."""
    return {
        "force": value.force,
        "circle_force": value.circle_force,
        "rounding": value.rounding,
        "assumptions": sorted(value.assumptions),
        "threshold_ms": value.threshold_ms,
        "agency": value.agency,
        "step": [_stay(stay) for stay in value.step],
        "smooth": [_stay(stay) for stay in value.smooth],
        "likely_at": _moment(value.likely_at),
        "earliest_at": _moment(value.earliest_at),
        "already_inside": value.already_inside,
        "rule": value.rule,
        "reason": value.reason,
    }


def seats(value: list[SeatWinds], forces: tuple[int, ...]) -> Json:
    """The county seats' countdown."""
    return {
        "seats": [_seat(entry) for entry in value],
        "earliest": {str(force): earliest_seat(value, force) for force in forces},
    }


def _stay(stay: Stay) -> Json:
    return {
        "arrival_at": _moment(stay.arrival_at),
        "departure_at": _moment(stay.departure_at),
        "assumed": stay.assumed,
    }


def _seat(entry: SeatWinds) -> Json:
    seat = entry.seat
    return {
        "code": seat.code,
        "name": seat.name,
        "lon": seat.lon,
        "lat": seat.lat,
        "arrivals": {str(force): _brief(wind) for force, wind in entry.winds.items()},
        "by_agency": {
            str(force): [_brief(wind) for wind in winds] for force, winds in entry.by_agency.items()
        },
    }


def _brief(wind: PlaceWind) -> Json:
    return {
        "likely_at": _moment(wind.likely_at),
        "earliest_at": _moment(wind.earliest_at),
        "already_inside": wind.already_inside,
        "agency": wind.agency,
        "assumptions": sorted(wind.assumptions),
        "rule": wind.rule,
        "reason": wind.reason,
    }


def _moment(moment: datetime | None) -> datetime | None:
    """Down to the second: an arrival is never told later than it was worked out."""
    return None if moment is None else moment.replace(microsecond=0)

"""The wind at single places as the API tells it: a place's stays, the county seats' countdown."""

from dataclasses import dataclass, replace
from datetime import datetime

from app.typhoon.explanation import Explanation
from app.wind.place_wind import Assumption, PlaceWind, Rounding, Stay
from app.wind.seats import SeatWinds, earliest_seat


@dataclass(frozen=True, slots=True)
class PlaceWindAnswer:
    """The wind of one force at a place, by both conventions."""

    force: int
    circle_force: int
    rounding: Rounding
    assumptions: list[Assumption]
    threshold_ms: float | None
    agency: str
    step: list[Stay]
    smooth: list[Stay]
    likely_at: datetime | None
    earliest_at: datetime | None
    already_inside: bool
    rule: Explanation
    reason: Explanation | None


@dataclass(frozen=True, slots=True)
class SeatArrival:
    """A county seat's arrival in short."""

    likely_at: datetime | None
    earliest_at: datetime | None
    already_inside: bool
    agency: str
    assumptions: list[Assumption]
    rule: Explanation
    reason: Explanation | None


@dataclass(frozen=True, slots=True)
class SeatArrivals:
    """A county seat with its arrivals by force: the earliest, and each agency's."""

    code: str
    name: str
    lon: float
    lat: float
    arrivals: dict[int, SeatArrival]
    by_agency: dict[int, list[SeatArrival]]


@dataclass(frozen=True, slots=True)
class SeatCountdown:
    """The county seats' countdown, and by force the first of them by its code."""

    at: datetime
    seats: list[SeatArrivals]
    earliest: dict[int, str | None]


def place_wind(value: PlaceWind) -> PlaceWindAnswer:
    """The wind of one force at a place."""
    return PlaceWindAnswer(
        force=value.force,
        circle_force=value.circle_force,
        rounding=value.rounding,
        assumptions=sorted(value.assumptions),
        threshold_ms=value.threshold_ms,
        agency=value.agency,
        step=[_present_stay(stay) for stay in value.step],
        smooth=[_present_stay(stay) for stay in value.smooth],
        likely_at=_whole_second(value.likely_at),
        earliest_at=_whole_second(value.earliest_at),
        already_inside=value.already_inside,
        rule=value.rule,
        reason=value.reason,
    )


def seats(at: datetime, value: list[SeatWinds], forces: tuple[int, ...]) -> SeatCountdown:
    """The county seats' countdown."""
    earliest = {force: earliest_seat(value, force) for force in forces}
    return SeatCountdown(at, [_present_seat(entry) for entry in value], earliest)


def _present_stay(stay: Stay) -> Stay:
    return replace(
        stay,
        arrival_at=_whole_second(stay.arrival_at),
        departure_at=_whole_second(stay.departure_at),
    )


def _present_seat(entry: SeatWinds) -> SeatArrivals:
    seat = entry.seat
    return SeatArrivals(
        code=seat.code,
        name=seat.name,
        lon=seat.lon,
        lat=seat.lat,
        arrivals={force: _present_brief(wind) for force, wind in entry.winds.items()},
        by_agency={
            force: [_present_brief(wind) for wind in winds]
            for force, winds in entry.by_agency.items()
        },
    )


def _present_brief(wind: PlaceWind) -> SeatArrival:
    return SeatArrival(
        likely_at=_whole_second(wind.likely_at),
        earliest_at=_whole_second(wind.earliest_at),
        already_inside=wind.already_inside,
        agency=wind.agency,
        assumptions=sorted(wind.assumptions),
        rule=wind.rule,
        reason=wind.reason,
    )


def _whole_second(moment: datetime | None) -> datetime | None:
    """Down to the second: an arrival is never told later than it was worked out."""
    return None if moment is None else moment.replace(microsecond=0)

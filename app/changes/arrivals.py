"""First arrivals at the county seats and the zones, by a bulletin and by the one before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from app.changes.model import ArrivalChange, Knowledge, Urgency, ZoneArrival, ZoneChange
from app.closures.model import StatedClosures
from app.evacuation.answer import SHOWN_FORCES, TimedAnswer, time_under
from app.evacuation.model import Zone
from app.evacuation.surge import SurgeTable
from app.wind.place_wind import PlaceWind, place_winds
from app.wind.seats import FORCES, CountySeat


def arrival_changes(
    before: Knowledge | None, after: Knowledge, seats: Sequence[CountySeat]
) -> list[ArrivalChange]:
    """Every seat and force. Both bulletins are asked from the later one's moment on, so that a
    stay that is over drops out of both."""
    changes: list[ArrivalChange] = []
    for force in FORCES:
        now = _seat_winds(after, seats, force, after.issued_at)
        was = [None] * len(seats) if before is None else _seat_winds(
            before, seats, force, after.issued_at
        )  # fmt: skip
        changes += [_compare_arrivals(*each, force) for each in zip(seats, was, now, strict=True)]
    return changes


def _seat_winds(
    known: Knowledge, seats: Sequence[CountySeat], force: int, at: datetime
) -> list[PlaceWind]:
    lon, lat = [seat.lon for seat in seats], [seat.lat for seat in seats]
    return place_winds(known.outlook, lon, lat, force, at)


def _compare_arrivals(
    seat: CountySeat, was: PlaceWind | None, now: PlaceWind, force: int
) -> ArrivalChange:
    return ArrivalChange(
        seat.code,
        seat.name,
        force,
        None if was is None else _whole_second(was.earliest_at),
        _whole_second(now.earliest_at),
        seat.lon,
        seat.lat,
        None if now.reason is None else now.reason.zh,
    )


def _whole_second(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(microsecond=0)


def zone_changes(
    before: Knowledge | None,
    after: Knowledge,
    zones: Sequence[Zone],
    surge: SurgeTable,
    said: StatedClosures,
) -> list[ZoneChange]:
    """Every answered zone's latest start and arrivals, timed anew under both bulletins.

    As on the map, every agency, the surge and what was said to be closed count: only this bulletin
    differs between the two."""
    answered = [zone for zone in zones if zone.answer is not None]
    inputs = [
        replace(zone.answer.timing_inputs, lead=zone.lead)
        for zone in zones
        if zone.answer is not None
    ]
    if before is None or not inputs:
        return []
    at = after.issued_at
    was, now = (
        time_under(known.outlooks, inputs, at, surge, said=said) for known in (before, after)
    )
    return [_zone_change(*each, at) for each in zip(answered, was, now, strict=True)]


def _zone_change(zone: Zone, was: TimedAnswer, now: TimedAnswer, at: datetime) -> ZoneChange:
    before_at, after_at = _latest_start(was), _latest_start(now)
    return ZoneChange(
        zone.zone_id,
        zone.number,
        zone.name,
        before_at,
        after_at,
        tuple(
            ZoneArrival(force, _arrival_of(was, force), _arrival_of(now, force))
            for force in SHOWN_FORCES
        ),
        urgency(before_at, after_at, at),
    )


def _latest_start(timed: TimedAnswer) -> datetime | None:
    latest = timed.timing.latest_start_at
    return _whole_second(latest)


def _arrival_of(timed: TimedAnswer, force: int) -> datetime | None:
    wind = timed.arrivals[force]
    return None if wind is None else _whole_second(wind.arrival_at)


def urgency(before_at: datetime | None, after_at: datetime | None, at: datetime) -> Urgency:
    """What a latest start's move means at `at`; a start that lies behind is late."""
    was_late, is_late = (start is not None and start <= at for start in (before_at, after_at))
    if was_late != is_late:
        return Urgency.NEWLY_LATE if is_late else Urgency.NO_LONGER_LATE
    if before_at == after_at:
        return Urgency.UNCHANGED
    if before_at is None or (after_at is not None and after_at < before_at):
        return Urgency.EARLIER
    return Urgency.LATER

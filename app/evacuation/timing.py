"""When the order must be given: `latest_start_at = min over cut-offs (cutoff_at − needed)`.

The evacuation start time of the HURREVAC practice (hazard arrival − clearance), one for each
thing that ends an evacuation: wind on land, a bridge's or road's own limit, wind at sea, the last
ferry, nightfall. A cut-off that could not be looked at stands in `not_considered` with its reason;
none is ever silently infinite.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.evacuation.cutoffs import (
    Cutoff,
    CutoffKind,
    FerryUse,
    Found,
    Gap,
    LimitedWay,
    NeededTime,
    NotConsidered,
    SeaWithdrawal,
    Spot,
    SurgeAt,
    SurgeGap,
    Timing,
    TimingInputs,
    WindArrival,
    WindAt,
    no_series,
)
from app.evacuation.sun import last_sunset_if_dark


def timing(inputs: TimingInputs, wind_at: WindAt, surge_at: SurgeAt = no_series) -> Timing:
    """The cut-offs of `inputs` under the wind and the high waters that are told."""
    found: list[Found] = [_land(inputs, wind_at)]
    found += _ways(inputs, wind_at)
    found += _ferries(inputs, wind_at)
    found += [_sea(inputs, wind_at), _dark(inputs, wind_at)]
    found.append(_surge(inputs, surge_at))
    cutoffs = [item for item in found if isinstance(item, Cutoff)]
    missing = [item for item in found if isinstance(item, NotConsidered)]
    cutoffs.sort(key=lambda cutoff: cutoff.latest_start_at)
    return Timing(tuple(cutoffs), tuple(missing))


def _needed(inputs: TimingInputs, clearance_min: float, *, buffer: bool = True) -> NeededTime:
    lead = inputs.lead
    return NeededTime(
        clearance_min=clearance_min,
        mobilisation_min=lead.mobilisation_min,
        notification_min=lead.notification_min,
        buffer_min=lead.buffer_min if buffer else None,
    )


def earliest_wind(spots: Sequence[Spot], force: int, wind_at: WindAt) -> WindArrival | None:
    """The earliest arrival of `force` among `spots`; None without typhoon data."""
    winds = [wind for spot in spots if (wind := wind_at(spot, force)) is not None]
    arrived = [(wind.arrival_at, wind) for wind in winds if wind.arrival_at is not None]
    if arrived:
        return min(arrived, key=lambda pair: pair[0])[1]
    return winds[0] if winds else None


@dataclass(frozen=True, slots=True)
class _WindLimit:
    """A cut-off that comes when `force` reaches one of `spots`."""

    kind: CutoffKind
    name: str
    spots: tuple[Spot, ...]
    force: int
    people: int = 0
    left_out: int = 0
    sea: SeaWithdrawal | None = None

    def under(self, wind_at: WindAt, parts: NeededTime) -> Found:
        """The cut-off under that wind, or why there is none."""
        wind = earliest_wind(self.spots, self.force, wind_at)
        if wind is None:
            return NotConsidered(self.kind, Gap.NO_STORM)
        if wind.arrival_at is None:
            return NotConsidered(self.kind, Gap.WIND_STAYS_AWAY, self.name, self.force, wind=wind)
        return Cutoff(
            self.kind,
            self.name,
            wind.arrival_at,
            parts,
            force=self.force,
            people=self.people,
            left_out=self.left_out,
            wind=wind,
            sea=self.sea,
        )


def _no_clearance(inputs: TimingInputs) -> Gap | None:
    """Why there is no time to empty the area; a time of zero would be a dangerous answer."""
    if not inputs.people:
        return Gap.NOBODY
    return None if inputs.placed else Gap.NOBODY_PLACED


def _land(inputs: TimingInputs, wind_at: WindAt) -> Found:
    if gap := _no_clearance(inputs):
        return NotConsidered(CutoffKind.WIND_LAND, gap)
    limit = _WindLimit(
        CutoffKind.WIND_LAND,
        inputs.spots[0].name,
        inputs.spots,
        inputs.land_force,
        people=inputs.placed,
        left_out=inputs.left_out,
    )
    return limit.under(wind_at, _needed(inputs, inputs.clearance_min))


def _ways(inputs: TimingInputs, wind_at: WindAt) -> Sequence[Found]:
    if not inputs.ways:
        return [NotConsidered(CutoffKind.BRIDGE, Gap.NO_LIMITED_WAY)]
    return [_way(way).under(wind_at, _needed(inputs, inputs.clearance_min)) for way in inputs.ways]


def _way(way: LimitedWay) -> _WindLimit:
    return _WindLimit(CutoffKind.BRIDGE, way.name, way.spots, way.limit_force, way.people)


def _ferries(inputs: TimingInputs, wind_at: WindAt) -> Sequence[Found]:
    if not inputs.ferries:
        return [NotConsidered(CutoffKind.FERRY, Gap.NO_FERRY)]
    # No buffer: boats stop on the forecast, with notice.
    return [
        _ferry(line).under(wind_at, _needed(inputs, line.empty_min, buffer=False))
        for line in inputs.ferries
    ]


def _ferry(line: FerryUse) -> _WindLimit:
    return _WindLimit(CutoffKind.FERRY, line.name, line.ends, line.limit_force, line.people)


def _sea(inputs: TimingInputs, wind_at: WindAt) -> Found:
    sea = inputs.sea
    if sea is None:
        return NotConsidered(CutoffKind.WIND_SEA, Gap.NO_VESSEL)
    if sea.vessels == sea.in_port:
        return NotConsidered(CutoffKind.WIND_SEA, Gap.ALL_IN_PORT, vessels=sea.vessels)
    name, spots = inputs.spots[0].name, inputs.spots
    limit = _WindLimit(CutoffKind.WIND_SEA, name, spots, inputs.sea_force, sea=sea)
    return limit.under(wind_at, _needed(inputs, sea.sail_min))


def _dark(inputs: TimingInputs, wind_at: WindAt) -> Found:
    force, place = inputs.land_force, inputs.spots[0]
    wind = earliest_wind(inputs.spots, force, wind_at)
    if gap := _no_clearance(inputs):
        return NotConsidered(CutoffKind.DARK, gap)
    if wind is None or wind.arrival_at is None:
        return NotConsidered(CutoffKind.DARK, Gap.WIND_NOT_DUE, force=force)
    sunset_at = last_sunset_if_dark(wind.arrival_at, place.lon, place.lat)
    if sunset_at is None:
        return NotConsidered(CutoffKind.DARK, Gap.BY_DAY, force=force)
    return Cutoff(
        CutoffKind.DARK,
        place.name,
        sunset_at,
        _needed(inputs, inputs.clearance_min),
        force=force,
        people=inputs.placed,
        left_out=inputs.left_out,
    )


def _surge(inputs: TimingInputs, surge_at: SurgeAt) -> Found:
    """Only people outside the dyke are due by a high water (sources#priority-groups)."""
    if inputs.outside_dyke == 0:
        return NotConsidered(CutoffKind.SURGE, Gap.NOBODY_OUTSIDE_DYKE)
    if gap := _no_clearance(inputs):
        return NotConsidered(CutoffKind.SURGE, gap)
    limit = surge_at(inputs.spots[0])
    if isinstance(limit, SurgeGap):
        return NotConsidered(CutoffKind.SURGE, limit.gap, surge=limit)
    return Cutoff(
        CutoffKind.SURGE,
        limit.name,
        limit.cutoff_at,
        _needed(inputs, inputs.clearance_min),
        people=inputs.placed,
        left_out=inputs.left_out,
        surge=limit,
        outside_dyke=inputs.outside_dyke,
    )


def wanted_winds(inputs: TimingInputs) -> dict[int, tuple[Spot, ...]]:
    """The spots at which each force is asked for, so that a caller can look them up at once."""
    wanted: dict[int, set[Spot]] = {inputs.land_force: set(inputs.spots)}
    wanted.setdefault(inputs.sea_force, set()).update(inputs.spots)
    for way in inputs.ways:
        wanted.setdefault(way.limit_force, set()).update(way.spots)
    for line in inputs.ferries:
        wanted.setdefault(line.limit_force, set()).update(line.ends)
    return {force: tuple(spots) for force, spots in wanted.items()}

"""When the order must be given: `latest_start_at = min over cut-offs (cutoff_at − needed)`.

The evacuation start time of the HURREVAC practice (hazard arrival − clearance), one for each
thing that ends an evacuation: wind on land, a bridge's or road's own limit, wind at sea, the last
ferry, nightfall. A cut-off that could not be looked at stands in `not_considered` with its reason;
none is ever silently infinite.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.evacuation.sun import last_sunset_if_dark
from app.wind.arrival import Convention


class CutoffKind(StrEnum):
    """What can end an evacuation."""

    WIND_LAND = "wind_land"
    BRIDGE = "bridge"
    FERRY = "ferry"
    WIND_SEA = "wind_sea"
    DARK = "dark"
    SURGE = "surge"


class Gap(StrEnum):
    """Why a cut-off has no moment; `app.evacuation.cutoff_words` says each."""

    NO_STORM = "no_storm"
    WIND_STAYS_AWAY = "wind_stays_away"
    NOBODY = "nobody"
    NOBODY_PLACED = "nobody_placed"
    NO_LIMITED_WAY = "no_limited_way"
    NO_FERRY = "no_ferry"
    NO_VESSEL = "no_vessel"
    ALL_IN_PORT = "all_in_port"
    WIND_NOT_DUE = "wind_not_due"
    BY_DAY = "by_day"
    NOBODY_OUTSIDE_DYKE = "nobody_outside_dyke"
    NO_TIDE = "no_tide"
    TIDE_TOO_FAR = "tide_too_far"
    NO_SURGE = "no_surge"
    NO_SURGE_PEAK = "no_surge_peak"


@dataclass(frozen=True, slots=True)
class LeadTimes:
    """Minutes beside the clearance that a planner may edit."""

    mobilisation_min: float
    notification_min: float
    buffer_min: float


@dataclass(frozen=True, slots=True)
class NeededTime:
    """What must fit in before a cut-off. None is a part that does not apply to it."""

    clearance_min: float
    mobilisation_min: float
    notification_min: float
    buffer_min: float | None

    @property
    def total_min(self) -> float:
        """All parts together."""
        buffer_min = self.buffer_min or 0.0
        return self.clearance_min + self.mobilisation_min + self.notification_min + buffer_min


@dataclass(frozen=True, slots=True)
class Cutoff:
    """A moment after which people can no longer be moved in this way, and what it rests on.

    `people` are those who depend on it; `left_out` have nowhere to go and are not counted.
    """

    kind: CutoffKind
    name: str
    cutoff_at: datetime
    parts: NeededTime
    force: int | None = None
    people: int = 0
    left_out: int = 0
    wind: "WindArrival | None" = None
    sea: "SeaWithdrawal | None" = None
    surge: "SurgeLimit | None" = None
    outside_dyke: int | None = None

    @property
    def latest_start_at(self) -> datetime:
        """The latest moment the order can be given to be done by this cut-off."""
        return self.cutoff_at - timedelta(minutes=self.parts.total_min)


@dataclass(frozen=True, slots=True)
class NotConsidered:
    """A cut-off without a moment, and why."""

    kind: CutoffKind
    gap: Gap
    name: str = ""
    force: int | None = None
    vessels: int = 0
    wind: "WindArrival | None" = None
    surge: "SurgeGap | None" = None


@dataclass(frozen=True, slots=True)
class Timing:
    """Every cut-off, the earliest first."""

    cutoffs: tuple[Cutoff, ...]
    not_considered: tuple[NotConsidered, ...]

    @property
    def binding(self) -> Cutoff | None:
        """The cut-off that decides; None when there is none at all."""
        return self.cutoffs[0] if self.cutoffs else None

    @property
    def latest_start_at(self) -> datetime | None:
        """The latest moment to give the order."""
        return self.binding.latest_start_at if self.binding else None


@dataclass(frozen=True, slots=True)
class Spot:
    """A named place whose wind matters."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class LimitedWay:
    """A used bridge or coast road that closes at a force of its own, with places along it."""

    name: str
    spots: tuple[Spot, ...]
    limit_force: int
    people: int


@dataclass(frozen=True, slots=True)
class FerryUse:
    """A line the assignment needs, and how long its boats take to bring its people over."""

    name: str
    ends: tuple[Spot, ...]
    limit_force: int
    people: int
    empty_min: float


@dataclass(frozen=True, slots=True)
class SeaWithdrawal:
    """Vessels inside that must reach a refuge, and the longest way.

    `vessel` None is not in the register; `harbour` None: every vessel is in one. A way is as the
    crow flies, lengthened by `detour`.
    """

    vessels: int
    in_port: int
    sail_min: float
    vessel: str | None = None
    harbour: str | None = None
    distance_m: float = 0.0
    speed_kn: float = 0.0
    detour: float = 1.0


@dataclass(frozen=True, slots=True)
class TimingInputs:
    """All that timing needs of an answer, so that a new bulletin re-runs timing alone.

    `spots` are places over the zone, its middle first: the earliest arrival among them counts.
    `outside_dyke`: people whom a surge reaches first; None in answers from before it was counted.
    """

    spots: tuple[Spot, ...]
    clearance_min: float
    people: int
    placed: int
    lead: LeadTimes
    land_force: int
    sea_force: int
    ways: tuple[LimitedWay, ...]
    ferries: tuple[FerryUse, ...]
    sea: SeaWithdrawal | None
    outside_dyke: int | None = None

    @property
    def left_out(self) -> int:
        """People without a place to go to."""
        return self.people - self.placed


@dataclass(frozen=True, slots=True)
class WindArrival:
    """A force at a spot: the stay that lasts or comes next; `arrival_at` None when none does.

    `arrival_at` is the earlier of `step_at` and `smooth_at`, the two wind-circle conventions;
    `convention` is the one that gave it. `circle_force` is the force whose circle stood for
    `force`; without `has_circle` the agency gives none.
    """

    force: int
    arrival_at: datetime | None
    departure_at: datetime | None
    step_at: datetime | None
    smooth_at: datetime | None
    agency: str
    threshold_ms: float
    issued_at: datetime | None
    synthetic: bool
    circle_force: int
    has_circle: bool = True
    convention: Convention | None = None
    rounding: str = "profile"  # which circle stands for a force without one
    assumptions: tuple[str, ...] = ()

    def covers(self, at: datetime) -> bool:
        """Whether the force blows at `at`."""
        if self.arrival_at is None or self.arrival_at > at:
            return False
        return self.departure_at is None or self.departure_at > at


WindAt = Callable[[Spot, int], WindArrival | None]
"""None when there is no typhoon data at all."""


@dataclass(frozen=True, slots=True)
class SurgeLimit:
    """The high water that counts for a place, less its lead: until then people are out."""

    name: str
    cutoff_at: datetime
    far_km: float
    peak_at: datetime
    peak_m: float
    datum: str | None
    surge_m: float
    lead_h: float
    warning_level_m: float | None
    illustrative: bool


@dataclass(frozen=True, slots=True)
class SurgeGap:
    """Why no high water counts for a place. `limit`: km of reach, or metres of surge."""

    gap: Gap
    station: str = ""
    far_km: float = 0.0
    limit: float = 0.0


SurgeAt = Callable[[Spot], SurgeLimit | SurgeGap]

_Found = Cutoff | NotConsidered


def no_series(spot: Spot) -> SurgeGap:
    """What is answered while nobody has loaded a tide."""
    return SurgeGap(Gap.NO_TIDE)


def timing(inputs: TimingInputs, wind_at: WindAt, surge_at: SurgeAt = no_series) -> Timing:
    """The cut-offs of `inputs` under the wind and the high waters that are told."""
    found: list[_Found] = [_land(inputs, wind_at)]
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

    def under(self, wind_at: WindAt, parts: NeededTime) -> _Found:
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


def _land(inputs: TimingInputs, wind_at: WindAt) -> _Found:
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


def _ways(inputs: TimingInputs, wind_at: WindAt) -> Sequence[_Found]:
    if not inputs.ways:
        return [NotConsidered(CutoffKind.BRIDGE, Gap.NO_LIMITED_WAY)]
    return [_way(way).under(wind_at, _needed(inputs, inputs.clearance_min)) for way in inputs.ways]


def _way(way: LimitedWay) -> _WindLimit:
    return _WindLimit(CutoffKind.BRIDGE, way.name, way.spots, way.limit_force, way.people)


def _ferries(inputs: TimingInputs, wind_at: WindAt) -> Sequence[_Found]:
    if not inputs.ferries:
        return [NotConsidered(CutoffKind.FERRY, Gap.NO_FERRY)]
    # No buffer: boats stop on the forecast, with notice.
    return [
        _ferry(line).under(wind_at, _needed(inputs, line.empty_min, buffer=False))
        for line in inputs.ferries
    ]


def _ferry(line: FerryUse) -> _WindLimit:
    return _WindLimit(CutoffKind.FERRY, line.name, line.ends, line.limit_force, line.people)


def _sea(inputs: TimingInputs, wind_at: WindAt) -> _Found:
    sea = inputs.sea
    if sea is None:
        return NotConsidered(CutoffKind.WIND_SEA, Gap.NO_VESSEL)
    if sea.vessels == sea.in_port:
        return NotConsidered(CutoffKind.WIND_SEA, Gap.ALL_IN_PORT, vessels=sea.vessels)
    name, spots = inputs.spots[0].name, inputs.spots
    limit = _WindLimit(CutoffKind.WIND_SEA, name, spots, inputs.sea_force, sea=sea)
    return limit.under(wind_at, _needed(inputs, sea.sail_min))


def _dark(inputs: TimingInputs, wind_at: WindAt) -> _Found:
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


def _surge(inputs: TimingInputs, surge_at: SurgeAt) -> _Found:
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

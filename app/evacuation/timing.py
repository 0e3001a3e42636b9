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


class CutoffKind(StrEnum):
    """What can end an evacuation; `TITLES` holds its names."""

    WIND_LAND = "wind_land"
    BRIDGE = "bridge"
    FERRY = "ferry"
    WIND_SEA = "wind_sea"
    DARK = "dark"
    SURGE = "surge"


TITLES: dict[CutoffKind, tuple[str, str]] = {
    CutoffKind.WIND_LAND: ("陆上大风", "Wind on land"),
    CutoffKind.BRIDGE: ("桥与路封闭", "Bridge or road closes"),
    CutoffKind.FERRY: ("轮渡停航", "Ferry suspended"),
    CutoffKind.WIND_SEA: ("海上大风", "Wind at sea"),
    CutoffKind.DARK: ("天黑", "Nightfall"),
    CutoffKind.SURGE: ("风暴潮高潮", "Surge high water"),
}


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
    """A moment after which people can no longer be moved in this way."""

    kind: CutoffKind
    name: str
    cutoff_at: datetime
    parts: NeededTime
    detail: str

    @property
    def latest_start_at(self) -> datetime:
        """The latest moment the order can be given to be done by this cut-off."""
        return self.cutoff_at - timedelta(minutes=self.parts.total_min)


@dataclass(frozen=True, slots=True)
class NotConsidered:
    """A cut-off without a moment, and why."""

    kind: CutoffKind
    why: str


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
    """Vessels inside that must reach a refuge, and the longest way."""

    vessels: int
    in_port: int
    sail_min: float
    detail: str


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


@dataclass(frozen=True, slots=True)
class WindArrival:
    """A force at a spot: the stay that lasts or comes next; `arrival_at` None when none does.

    `arrival_at` is the earlier of `step_at` and `smooth_at`, the two wind-circle conventions.
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
    basis: str
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
    detail: str


SurgeAt = Callable[[Spot], SurgeLimit | str]
"""A text says why no high water counts there."""

_Found = Cutoff | NotConsidered


def no_series(spot: Spot) -> str:
    """What is answered while nobody has loaded a tide."""
    return "没有潮位序列，高潮时刻未知"


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
    detail: str

    def under(self, wind_at: WindAt, parts: NeededTime) -> _Found:
        """The cut-off under that wind, or why there is none."""
        wind = earliest_wind(self.spots, self.force, wind_at)
        if wind is None:
            return NotConsidered(self.kind, "没有台风资料")
        if wind.arrival_at is None:
            why = f"资料时段内 {self.force} 级风圈不到{self.name}（{wind.basis}）"
            return NotConsidered(self.kind, why)
        detail = f"{self.detail}（{wind.basis}）"
        return Cutoff(self.kind, self.name, wind.arrival_at, parts, detail)


def _no_clearance(inputs: TimingInputs) -> str | None:
    """Why there is no time to empty the area; a time of zero would be a dangerous answer."""
    if not inputs.people:
        return "区内陆上没有人要转移"
    return None if inputs.placed else "没有一人有安置点可去，清空时间无从算起"


def _only(inputs: TimingInputs) -> str:
    left = inputs.people - inputs.placed
    return f"（只算有去处的 {inputs.placed} 人，另有 {left} 人没有）" if left else ""


def _land(inputs: TimingInputs, wind_at: WindAt) -> _Found:
    if why := _no_clearance(inputs):
        return NotConsidered(CutoffKind.WIND_LAND, why)
    force, name = inputs.land_force, inputs.spots[0].name
    limit = _WindLimit(
        CutoffKind.WIND_LAND,
        name,
        inputs.spots,
        force,
        f"{force} 级风到{name}之前转移完毕{_only(inputs)}",
    )
    return limit.under(wind_at, _needed(inputs, inputs.clearance_min))


def _ways(inputs: TimingInputs, wind_at: WindAt) -> Sequence[_Found]:
    if not inputs.ways:
        return [NotConsidered(CutoffKind.BRIDGE, "转移路线不经过有封闭风级的桥或路")]
    return [_way(way).under(wind_at, _needed(inputs, inputs.clearance_min)) for way in inputs.ways]


def _way(way: LimitedWay) -> _WindLimit:
    detail = f"{way.name} {way.limit_force} 级封闭，{way.people} 人要经过"
    return _WindLimit(CutoffKind.BRIDGE, way.name, way.spots, way.limit_force, detail)


def _ferries(inputs: TimingInputs, wind_at: WindAt) -> Sequence[_Found]:
    if not inputs.ferries:
        return [NotConsidered(CutoffKind.FERRY, "安置方案不用轮渡")]
    # No buffer, as architecture §5 defines it: boats stop on the forecast, with notice.
    return [
        _ferry(line).under(wind_at, _needed(inputs, line.empty_min, buffer=False))
        for line in inputs.ferries
    ]


def _ferry(line: FerryUse) -> _WindLimit:
    detail = f"{line.name} {line.limit_force} 级停航，要运 {line.people} 人"
    return _WindLimit(CutoffKind.FERRY, line.name, line.ends, line.limit_force, detail)


def _sea(inputs: TimingInputs, wind_at: WindAt) -> _Found:
    sea = inputs.sea
    if sea is None:
        return NotConsidered(CutoffKind.WIND_SEA, "区内没有船")
    if sea.vessels == sea.in_port:
        return NotConsidered(CutoffKind.WIND_SEA, f"区内 {sea.vessels} 艘船都已在港")
    limit = _WindLimit(
        CutoffKind.WIND_SEA, inputs.spots[0].name, inputs.spots, inputs.sea_force, sea.detail
    )
    return limit.under(wind_at, _needed(inputs, sea.sail_min))


def _dark(inputs: TimingInputs, wind_at: WindAt) -> _Found:
    force, place = inputs.land_force, inputs.spots[0]
    wind = earliest_wind(inputs.spots, force, wind_at)
    if why := _no_clearance(inputs):
        return NotConsidered(CutoffKind.DARK, why)
    if wind is None or wind.arrival_at is None:
        return NotConsidered(CutoffKind.DARK, f"{force} 级风不到，天黑不构成时限")
    sunset_at = last_sunset_if_dark(wind.arrival_at, place.lon, place.lat)
    if sunset_at is None:
        return NotConsidered(CutoffKind.DARK, f"{force} 级风白天到，天黑不构成时限")
    parts = _needed(inputs, inputs.clearance_min)
    detail = f"{force} 级风夜里到，要在日落前转移完毕{_only(inputs)}"
    return Cutoff(CutoffKind.DARK, place.name, sunset_at, parts, detail)


def _surge(inputs: TimingInputs, surge_at: SurgeAt) -> _Found:
    """Domain brief §3.1: of the groups only people outside the dyke are due by a high water."""
    if inputs.outside_dyke == 0:
        return NotConsidered(CutoffKind.SURGE, "区内没有海塘外人员，高潮不构成时限")
    if why := _no_clearance(inputs):
        return NotConsidered(CutoffKind.SURGE, why)
    limit = surge_at(inputs.spots[0])
    if isinstance(limit, str):
        return NotConsidered(CutoffKind.SURGE, limit)
    parts = _needed(inputs, inputs.clearance_min)
    who = "" if inputs.outside_dyke is None else f"，区内海塘外 {inputs.outside_dyke} 人"
    detail = f"{limit.detail}{who}{_only(inputs)}"
    return Cutoff(CutoffKind.SURGE, limit.name, limit.cutoff_at, parts, detail)


def wanted_winds(inputs: TimingInputs) -> dict[int, tuple[Spot, ...]]:
    """The spots at which each force is asked for, so that a caller can look them up at once."""
    wanted: dict[int, set[Spot]] = {inputs.land_force: set(inputs.spots)}
    wanted.setdefault(inputs.sea_force, set()).update(inputs.spots)
    for way in inputs.ways:
        wanted.setdefault(way.limit_force, set()).update(way.spots)
    for line in inputs.ferries:
        wanted.setdefault(line.limit_force, set()).update(line.ends)
    return {force: tuple(spots) for force, spots in wanted.items()}

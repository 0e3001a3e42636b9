"""When the order must be given: `latest_start_at = min over cut-offs (cutoff_at − needed)`.

The evacuation start time of the HURREVAC practice (hazard arrival − clearance), one for each
thing that ends an evacuation: wind on land, a bridge's or road's own limit, wind at sea, the last
ferry, nightfall; and one clock for each way by which people get safe. What somebody said of a
bridge or line (`app.closures`) stands before the forecast. A cut-off that could not be
looked at stands in `not_considered` with its reason; none is ever silently infinite.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from app.closures.model import NOTHING_SAID, StatedClosures, Statements
from app.closures.timeline import Blow, Closing, first_closing
from app.evacuation.clocks import Leavers, Timing, WayClock, clock
from app.evacuation.cutoffs import (
    HOMEWARD,
    Cutoff,
    CutoffKind,
    FerryUse,
    Found,
    Gap,
    LimitedWay,
    Movement,
    NeededTime,
    NotConsidered,
    SeaWithdrawal,
    Spot,
    SurgeAt,
    SurgeGap,
    TimingInputs,
    Way,
    WindArrival,
    WindAt,
    no_series,
)
from app.evacuation.group_due import due_of, group_cutoff
from app.evacuation.sun import last_sunset_if_dark


def timing(
    inputs: TimingInputs,
    wind_at: WindAt,
    at: datetime,
    surge_at: SurgeAt = no_series,
    said: StatedClosures = NOTHING_SAID,
) -> Timing:
    """The ways' clocks at `at` under the wind, the high waters and the closures that are told."""
    weather = _Weather(inputs, wind_at, surge_at, _Word(said, at))
    clocks: list[WayClock] = []
    missing = list(_list_absent(inputs))
    for leavers, found in _list_ways(inputs, weather):
        cutoffs = [item for item in found if isinstance(item, Cutoff)]
        clocks.append(clock(leavers, cutoffs, inputs, at))
        missing += [item for item in found if isinstance(item, NotConsidered)]
    return Timing(tuple(clocks), _told_once(missing))


def _list_ways(inputs: TimingInputs, weather: "_Weather") -> Iterator[tuple[Leavers, list[Found]]]:
    """Every way with somebody in it, and what may end it."""
    for movement in inputs.movements:
        leavers = Leavers(movement.way, movement.people, refuges=movement.refuges)
        yield leavers, weather.ends_of(movement)
    if (sea := inputs.sea) is not None and sea.vessels > sea.in_port:
        yield _crews_leaving(sea), [weather.wind_at_sea(sea)]
    if inputs.left_out > 0:
        staying = Leavers(Way.STAY, inputs.left_out, visitors=inputs.visitors_left)
        yield staying, weather.ends_of_staying()


def _crews_leaving(sea: SeaWithdrawal) -> Leavers:
    people, vessels = sum(run.people for run in sea.runs), sum(run.vessels for run in sea.runs)
    return Leavers(Way.SEA, people, vessels or sea.vessels - sea.in_port, sea.runs)


def _list_absent(inputs: TimingInputs) -> Iterator[NotConsidered]:
    """What ends nothing because nobody goes that way."""
    if not inputs.movements:
        gap = Gap.NOBODY_PLACED if inputs.people else Gap.NOBODY
        yield NotConsidered(Way.ROAD, CutoffKind.WIND_LAND, gap)
        yield NotConsidered(Way.ROAD, CutoffKind.BRIDGE, Gap.NO_LIMITED_WAY)
        yield NotConsidered(Way.ROAD, CutoffKind.DARK, gap)
        dry = inputs.outside_dyke == 0
        why = Gap.NOBODY_OUTSIDE_DYKE if dry else gap
        yield NotConsidered(Way.ROAD, CutoffKind.SURGE, why)
    if not inputs.due:
        yield NotConsidered(Way.ROAD, CutoffKind.GROUP_DUE, Gap.NO_GROUP_HOUR)
    if not any(movement.ferries for movement in inputs.movements):
        yield NotConsidered(Way.BOAT, CutoffKind.FERRY, Gap.NO_FERRY)
    sea = inputs.sea
    if sea is None:
        yield NotConsidered(Way.SEA, CutoffKind.WIND_SEA, Gap.NO_VESSEL)
    elif sea.vessels <= sea.in_port:
        yield NotConsidered(Way.SEA, CutoffKind.WIND_SEA, Gap.ALL_IN_PORT, vessels=sea.vessels)


def _told_once(missing: Iterable[NotConsidered]) -> tuple[NotConsidered, ...]:
    """A gap that two ways share is one reason."""
    told: dict[tuple[CutoffKind, Gap, str], NotConsidered] = {}
    for item in missing:
        told.setdefault((item.kind, item.gap, item.name), item)
    return tuple(told.values())


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

    way: Way
    kind: CutoffKind
    name: str
    spots: tuple[Spot, ...]
    force: int
    people: int = 0
    sea: SeaWithdrawal | None = None

    def under(self, wind_at: WindAt, parts: NeededTime) -> Found:
        """The cut-off under that wind, or why there is none."""
        wind = earliest_wind(self.spots, self.force, wind_at)
        if wind is None:
            return NotConsidered(self.way, self.kind, Gap.NO_STORM)
        if wind.arrival_at is None:
            gap = Gap.WIND_STAYS_AWAY
            return NotConsidered(self.way, self.kind, gap, self.name, self.force, wind=wind)
        return Cutoff(
            self.way,
            self.kind,
            self.name,
            wind.arrival_at,
            parts,
            force=self.force,
            people=self.people,
            wind=wind,
            sea=self.sea,
        )


class _Word:
    """What somebody's word makes of the wind's cut-offs: each thing still ends once."""

    def __init__(self, said: StatedClosures, at: datetime) -> None:
        self._said, self._at = said, at

    def on_way(
        self, way: Way, limit: LimitedWay, wind_at: WindAt, parts: NeededTime
    ) -> list[Found]:
        """Of a bridge or road; one without a force of its own ends by word alone."""
        said = self._said.of_edges(limit.edge_ids)
        plain = Cutoff(way, CutoffKind.BRIDGE, limit.name, self._at, parts, people=limit.people)
        blown = _bridge_limit(way, limit, wind_at, parts)
        return self._under_word(said, plain, blown)

    def on_line(self, way: Way, line: FerryUse, wind_at: WindAt, parts: NeededTime) -> list[Found]:
        """Of a ferry line."""
        said = self._said.of_line(line.line_id)
        plain = Cutoff(way, CutoffKind.FERRY, line.name, self._at, parts, people=line.people)
        return self._under_word(said, plain, _ferry_limit(way, line).under(wind_at, parts))

    def _under_word(
        self, said: Sequence[Statements], plain: Cutoff, blown: Found | None
    ) -> list[Found]:
        blow = None
        if isinstance(blown, Cutoff) and blown.wind is not None:
            blow = Blow(blown.cutoff_at, blown.wind.departure_at)
        closing = first_closing(said, blow, self._at)
        if closing is not None and closing.said is not None:
            return [replace(plain, cutoff_at=closing.closes_at, said=closing.said)]
        if isinstance(blown, Cutoff):
            return [_held_off(blown, closing)]
        return [] if blown is None else [blown]


class _Weather:
    """What the wind, the night, the water and somebody's word end."""

    def __init__(
        self, inputs: TimingInputs, wind_at: WindAt, surge_at: SurgeAt, word: _Word
    ) -> None:
        self._inputs, self._wind_at, self._surge_at = inputs, wind_at, surge_at
        self._word = word

    def ends_of(self, movement: Movement) -> list[Found]:
        """Of people who leave home: wind, bridges, lines, nightfall, high water."""
        way, people = movement.way, movement.people
        parts = self._needed_time(movement.clearance_min)
        at_sea = way is Way.RAFT
        over = self._wind_over_farms if at_sea else partial(self._wind_on_land, way)
        found = [over(people, parts)]
        found += self._wanted_gone(movement)
        found += self._find_limits(movement, parts)
        found += self._find_ferries(movement)
        found.append(self._find_dark(way, people, parts))
        if way not in HOMEWARD:
            found.append(self._find_surge(way, people, parts))
        return found

    def ends_of_staying(self) -> list[Found]:
        """Of people who stay: they must have heard and be inside; nobody has a way to go."""
        people, parts = self._inputs.left_out, self._needed_time(0.0, buffer=False)
        ends = (
            self._wind_on_land(Way.STAY, people, parts),
            self._find_surge(Way.STAY, people, parts),
        )
        return list(ends)

    def wind_at_sea(self, sea: SeaWithdrawal) -> Found:
        """Of crews who run for a harbour."""
        kind, force, spots = CutoffKind.WIND_SEA, self._inputs.sea_force, self._inputs.spots
        crews = sum(run.people for run in sea.runs)
        limit = _WindLimit(Way.SEA, kind, spots[0].name, spots, force, crews, sea)
        return limit.under(self._wind_at, self._needed_time(sea.sail_min))

    def _needed_time(self, clearance_min: float, *, buffer: bool = True) -> NeededTime:
        lead = self._inputs.lead
        return NeededTime(
            clearance_min=clearance_min,
            mobilisation_min=lead.mobilisation_min,
            notification_min=lead.notification_min,
            buffer_min=lead.buffer_min if buffer else None,
        )

    def _wind_on_land(self, way: Way, people: int, parts: NeededTime) -> Found:
        force, spots = self._inputs.land_force, self._inputs.spots
        limit = _WindLimit(way, CutoffKind.WIND_LAND, spots[0].name, spots, force, people)
        return limit.under(self._wind_at, parts)

    def _wind_over_farms(self, people: int, parts: NeededTime) -> Found:
        """Nobody comes ashore in a small boat once work at sea has stopped."""
        kind, force, spots = CutoffKind.WIND_SEA, self._inputs.sea_force, self._inputs.spots
        limit = _WindLimit(Way.RAFT, kind, spots[0].name, spots, force, people)
        return limit.under(self._wind_at, parts)

    def _wanted_gone(self, movement: Movement) -> list[Found]:
        # No buffer: the hours ahead are one.
        way, spots = movement.way, self._inputs.spots
        if way in HOMEWARD:
            return []
        parts = self._needed_time(movement.clearance_min, buffer=False)
        return [
            group_cutoff(
                way, due, earliest_wind(spots, due.force, self._wind_at), spots[0].name, parts
            )
            for due in due_of(self._inputs.due, way, movement.people)
        ]

    def _find_limits(self, movement: Movement, parts: NeededTime) -> Sequence[Found]:
        way = movement.way
        if not movement.limits:
            return [NotConsidered(way, CutoffKind.BRIDGE, Gap.NO_LIMITED_WAY)]
        return [
            found
            for each in movement.limits
            for found in self._word.on_way(way, each, self._wind_at, parts)
        ]

    def _find_ferries(self, movement: Movement) -> Sequence[Found]:
        # No buffer: boats stop on the forecast, with notice.
        return [
            found
            for line in movement.ferries
            for found in self._word.on_line(
                movement.way, line, self._wind_at, self._needed_time(line.empty_min, buffer=False)
            )
        ]

    def _find_dark(self, way: Way, people: int, parts: NeededTime) -> Found:
        """The last sunset before a wind that comes by night: the last departure by daylight."""
        force, place, kind = self._inputs.land_force, self._inputs.spots[0], CutoffKind.DARK
        wind = earliest_wind(self._inputs.spots, force, self._wind_at)
        if wind is None or wind.arrival_at is None:
            return NotConsidered(way, kind, Gap.WIND_NOT_DUE, force=force)
        sunset_at = last_sunset_if_dark(wind.arrival_at, place.lon, place.lat)
        if sunset_at is None:
            return NotConsidered(way, kind, Gap.BY_DAY, force=force)
        return Cutoff(way, kind, place.name, sunset_at, parts, force=force, people=people)

    def _find_surge(self, way: Way, people: int, parts: NeededTime) -> Found:
        """Only people outside the dyke are due by a high water (sources#priority-groups)."""
        kind, outside = CutoffKind.SURGE, self._inputs.outside_dyke
        if outside == 0:
            return NotConsidered(way, kind, Gap.NOBODY_OUTSIDE_DYKE)
        limit = self._surge_at(self._inputs.spots[0])
        if isinstance(limit, SurgeGap):
            return NotConsidered(way, kind, limit.gap, surge=limit)
        return Cutoff(
            way,
            kind,
            limit.name,
            limit.cutoff_at,
            parts,
            people=people if outside is None else min(people, outside),
            surge=limit,
            outside_dyke=outside,
        )


def _held_off(blown: Cutoff, closing: Closing | None) -> Found:
    """The wind's cut-off as far as nobody said that it stays open."""
    if closing is not None:
        return replace(blown, cutoff_at=closing.closes_at)
    return NotConsidered(blown.way, blown.kind, Gap.SAID_OPEN, blown.name, blown.force)


def _bridge_limit(way: Way, limit: LimitedWay, wind_at: WindAt, parts: NeededTime) -> Found | None:
    name, spots, force = limit.name, limit.spots, limit.limit_force
    if force is None:
        return None
    return _WindLimit(way, CutoffKind.BRIDGE, name, spots, force, limit.people).under(
        wind_at, parts
    )


def _ferry_limit(way: Way, line: FerryUse) -> _WindLimit:
    kind, force = CutoffKind.FERRY, line.limit_force
    return _WindLimit(way, kind, line.name, line.ends, force, line.people)


def wanted_winds(inputs: TimingInputs) -> dict[int, tuple[Spot, ...]]:
    """The spots at which each force is asked for, so that a caller can look them up at once."""
    wanted: dict[int, set[Spot]] = {inputs.land_force: set(inputs.spots)}
    for force in (inputs.sea_force, *(each.force for each in inputs.due)):
        wanted.setdefault(force, set()).update(inputs.spots)
    for movement in inputs.movements:
        for limit in movement.limits:
            if limit.limit_force is not None:
                wanted.setdefault(limit.limit_force, set()).update(limit.spots)
        for line in movement.ferries:
            wanted.setdefault(line.limit_force, set()).update(line.ends)
    return {force: tuple(spots) for force, spots in wanted.items()}

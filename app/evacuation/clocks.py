"""Each way of getting safe has its own clock: until when, and what is left when it is too late.

People leave by road, by boat, visitors go home, crews run for a harbour, and who has no place
stays. A cut-off binds its own way alone, and one that has passed binds nothing that can still be
saved.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.evacuation.cutoffs import (
    HOMEWARD,
    Cutoff,
    CutoffKind,
    NotConsidered,
    Refuge,
    TimingInputs,
    Way,
)

# What ends the whole way; the other kinds end it for those who depend on them.
_WIDE = frozenset({CutoffKind.WIND_LAND, CutoffKind.WIND_SEA})
_LINKS = frozenset({CutoffKind.BRIDGE, CutoffKind.FERRY})


class Advice(StrEnum):
    """What a way's people are told; `app.evacuation.clock_words` says each."""

    LEAVE = "leave"
    REFUGE = "refuge"
    UPSTAIRS = "upstairs"
    STAY = "stay"
    LEE = "lee"
    LODGE = "lodge"


@dataclass(frozen=True, slots=True)
class RefugeReach:
    """The nearest refuge that can still be reached, if the order is given until then.

    `until_at` None: nothing ends the way to it. `people` and `vessels` reach this one or another.
    """

    name: str
    until_at: datetime | None
    people: int
    vessels: int = 0


@dataclass(frozen=True, slots=True)
class WayClock:
    """One way with somebody in it. `cutoffs` are all of it, the earliest latest start first.

    `binding` decides; of a way that is over it is the last that did. `at_risk` people cannot be
    brought to a refuge by it any more. `visitors` are among the people who stay.
    """

    way: Way
    people: int
    vessels: int
    cutoffs: tuple[Cutoff, ...]
    passed: tuple[Cutoff, ...]
    binding: Cutoff | None
    over: bool
    advice: Advice
    reach: RefugeReach | None
    at_risk: int
    vessels_at_risk: int = 0
    visitors: int = 0

    @property
    def latest_start_at(self) -> datetime | None:
        """The latest moment to give the order to this way's people."""
        return self.binding.latest_start_at if self.binding else None


@dataclass(frozen=True, slots=True)
class Timing:
    """The clock of each way that has somebody in it, and the cut-offs without a moment."""

    clocks: tuple[WayClock, ...]
    not_considered: tuple[NotConsidered, ...]

    @property
    def cutoffs(self) -> tuple[Cutoff, ...]:
        """Of every way, the earliest latest start first."""
        found = [cutoff for clock in self.clocks for cutoff in clock.cutoffs]
        return tuple(sorted(found, key=_start_of))

    @property
    def binding(self) -> Cutoff | None:
        """The cut-off that decides first; when every way is over, the one that was last."""
        waiting = [each.binding for each in self.clocks if each.binding and not each.over]
        if waiting:
            return min(waiting, key=_start_of)
        return max(
            (each.binding for each in self.clocks if each.binding), key=_start_of, default=None
        )

    @property
    def latest_start_at(self) -> datetime | None:
        """The latest moment to give the order."""
        return self.binding.latest_start_at if self.binding else None


def _start_of(cutoff: Cutoff) -> datetime:
    return cutoff.latest_start_at


@dataclass(frozen=True, slots=True)
class Leavers:
    """Who is in a way, and the refuges they are bound for."""

    way: Way
    people: int
    vessels: int = 0
    refuges: tuple[Refuge, ...] = ()
    visitors: int = 0


def clock(
    leavers: Leavers, cutoffs: Sequence[Cutoff], inputs: TimingInputs, at: datetime
) -> WayClock:
    """What is still open to `leavers` at `at`."""
    ordered = tuple(sorted(cutoffs, key=_start_of))
    passed = tuple(cutoff for cutoff in ordered if cutoff.passed(at))
    waiting = [cutoff for cutoff in ordered if not cutoff.passed(at)]
    cut_off = _count_lost(leavers, passed, inputs)
    ended = _find_end(leavers, passed, inputs)
    over = ended is not None
    binding = ended or next(iter(waiting), None)
    late = over or (binding is not None and binding.latest_start_at < at)
    saved = _Saved(leavers, ordered, inputs, at)
    reach = saved.reach() if late and leavers.way is not Way.STAY else None
    return WayClock(
        way=leavers.way,
        people=leavers.people,
        vessels=leavers.vessels,
        cutoffs=ordered,
        passed=passed,
        binding=binding,
        over=over,
        advice=_advise_way(leavers.way, inputs, late=late, reach=reach),
        reach=reach,
        at_risk=_at_risk(leavers, saved, cut_off, late=late),
        vessels_at_risk=leavers.vessels - (reach.vessels if reach else 0) if late else 0,
        visitors=leavers.visitors,
    )


def _find_end(leavers: Leavers, passed: Sequence[Cutoff], inputs: TimingInputs) -> Cutoff | None:
    """What ended the way first: the wind, or the bridge or line after which nobody was left."""
    behind: list[Cutoff] = []
    for cutoff in sorted(passed, key=lambda each: each.cutoff_at):
        behind.append(cutoff)
        everybody = 0 < leavers.people <= _count_lost(leavers, behind, inputs)
        if cutoff.kind in _WIDE or everybody:
            return cutoff
    return None


def _at_risk(leavers: Leavers, saved: "_Saved", cut_off: int, *, late: bool) -> int:
    if leavers.way is Way.STAY:
        return leavers.people
    return saved.stranded() if late else cut_off


def _advise_way(way: Way, inputs: TimingInputs, *, late: bool, reach: RefugeReach | None) -> Advice:
    if way is not Way.STAY and not late:
        return Advice.LEAVE
    if reach is not None:
        return Advice.REFUGE
    if way is Way.SEA:
        return Advice.LEE
    if way in HOMEWARD:
        return Advice.LODGE
    wet = (inputs.outside_dyke or 0) + inputs.low_lying > 0
    return Advice.UPSTAIRS if wet else Advice.STAY


def _count_lost(leavers: Leavers, passed: Sequence[Cutoff], inputs: TimingInputs) -> int:
    """People whom a bridge, a line or a high water that has passed leaves behind.

    Those outside the dyke may be among those behind the bridge: all are counted, up to the way's.
    """
    links = [cutoff for cutoff in passed if cutoff.kind in _LINKS]
    by_refuge = sum(each.people for each in leavers.refuges if _needs_any(each, links))
    behind = max([by_refuge, *(cutoff.people for cutoff in links)])
    drowned = any(cutoff.kind is CutoffKind.SURGE for cutoff in passed)
    outside = (inputs.outside_dyke or 0) if drowned else 0
    return min(leavers.people, behind + outside)


def _needs_any(refuge: Refuge, links: Sequence[Cutoff]) -> bool:
    return any(refuge.needs_min(link.name) is not None for link in links)


class _Saved:
    """Which refuges of a way can still be reached when the order goes out at `at`."""

    def __init__(
        self, leavers: Leavers, cutoffs: Sequence[Cutoff], inputs: TimingInputs, at: datetime
    ) -> None:
        self._leavers, self._cutoffs, self._inputs = leavers, cutoffs, inputs
        self._at, self._lead = at, inputs.lead
        self._reached = [each for each in leavers.refuges if self._in_time(each)]

    def reach(self) -> RefugeReach | None:
        """The nearest, with how many reach it or another; None when nobody does."""
        nearest = min(self._reached, key=lambda each: each.in_min, default=None)
        people = self._leavers.people - self.stranded()
        vessels = sum(each.vessels for each in self._reached)
        if nearest is None or (people <= 0 and vessels == 0):
            return None
        return RefugeReach(nearest.name, self._reach_until(nearest), people, vessels)

    def stranded(self) -> int:
        """People who reach none, or whom the high water catches on the way."""
        short = self._leavers.people - sum(each.people for each in self._reached)
        return min(self._leavers.people, max(short, self._count_caught()))

    def _count_caught(self) -> int:
        """Of those outside the dyke, who are not in when the water comes: they may be the last."""
        waters = [each.cutoff_at for each in self._cutoffs if each.kind is CutoffKind.SURGE]
        if not waters:
            return 0
        dry = [each for each in self._reached if self._arrives_at(each) <= min(waters)]
        wet = self._leavers.people - sum(each.people for each in dry)
        outside = self._inputs.outside_dyke
        return wet if outside is None else min(outside, wet)

    def _in_time(self, refuge: Refuge) -> bool:
        until = self._reach_until(refuge)
        return until is None or until >= self._at

    def _arrives_at(self, refuge: Refuge) -> datetime:
        """When they are in, if the order goes out now."""
        return self._at + self._minutes_after(refuge.in_min)

    def _reach_until(self, refuge: Refuge) -> datetime | None:
        return min(self._last_orders(refuge), default=None)

    def _last_orders(self, refuge: Refuge) -> Iterator[datetime]:
        """The last order for each thing that ends the way to a refuge."""
        for cutoff in self._cutoffs:
            over_min = refuge.in_min if cutoff.kind in _WIDE else None
            if cutoff.kind in _LINKS:
                over_min = refuge.needs_min(cutoff.name)
            if over_min is not None:
                yield cutoff.cutoff_at - self._minutes_after(over_min)

    def _minutes_after(self, minutes: float) -> timedelta:
        """From the order until people are so many minutes on their way; the buffer is used up."""
        lead = self._lead
        return timedelta(minutes=lead.notification_min + lead.mobilisation_min + minutes)

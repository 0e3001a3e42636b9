"""How long it takes until the last of the placed people is in a shelter, once they set out.

Three numbers that check each other:

- `lower_bound_min`: no plan is quicker. The smallest T for which a maximum flow with link
  capacity = rate × T brings everyone in, found by Newton's method on the minimum cut (each cut
  with fixed part a and rate b proves T ≥ (people − a) / b), and the longest shortest trip.
- `estimate_min`: a schedule whoever goes first. Every group keeps its quickest route and reserves
  each link's rate slot by slot (after CCRP, Lu, George, Shekhar 2005), once longest trips first,
  as only staged departures would have it, and once nearest first; the later end of each counts.
- `naive_min`: hours of the worst link at its full rate, plus the longest trip over it.

`used_min` is the slower of the last two. Rates are people an hour in one direction.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.evacuation.bound import FlowProblem, lower_bound_h

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

SLOT_MIN = 5.0


@dataclass(frozen=True, slots=True)
class ClearanceGroup:
    """People who travel together: from when they reach each link of their route."""

    people: int
    travel_min: float
    links: tuple[int, ...]
    reach_min: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Clearance:
    """Minutes from the first departure to the last arrival."""

    lower_bound_min: float
    estimate_min: float
    naive_min: float
    used_min: float
    bottleneck: int | None
    ends_min: tuple[float, ...] = ()
    """When the last of each group arrives by the schedule, whoever goes first."""
    nearest_first_min: tuple[float, ...] = ()
    """The same if the nearest go first, which brings in most while time runs out."""


def clearance(groups: Sequence[ClearanceGroup], rate_h: Floats, problem: FlowProblem) -> Clearance:
    """The three numbers for `groups`; `rate_h` is people an hour for each link."""
    load = link_load(groups, len(rate_h))
    naive_min, bottleneck = _naive_time(groups, rate_h, load)
    nearest_first = schedule_ends(groups, rate_h, load, nearest_first=True)
    ends_min = tuple(map(max, schedule_ends(groups, rate_h, load), nearest_first))
    estimate_min = max(ends_min, default=0.0)
    bound_min = max(lower_bound_h(problem) * 60.0, problem.longest_trip_min)
    return Clearance(
        lower_bound_min=bound_min,
        estimate_min=estimate_min,
        naive_min=naive_min,
        used_min=max(estimate_min, naive_min),
        bottleneck=bottleneck,
        ends_min=ends_min,
        nearest_first_min=tuple(nearest_first),
    )


def used_min_of(
    chosen: Sequence[int], groups: Sequence[ClearanceGroup], whole: Clearance, rate_h: Floats
) -> float:
    """What `used_min` is for some of the groups while all of them are on the road.

    Who sails makes nobody wait on land, yet everybody waits where their ways meet.
    """
    some = [groups[index] for index in chosen]
    theirs = link_load(some, len(rate_h)) > 0
    load = np.where(theirs, link_load(groups, len(rate_h)), 0.0)
    naive_min, _ = _naive_time(some, rate_h, load)
    return max(naive_min, max((whole.ends_min[index] for index in chosen), default=0.0))


def link_load(groups: Sequence[ClearanceGroup], links: int) -> Floats:
    """People over each link."""
    load = np.zeros(links)
    for group in groups:
        load[list(group.links)] += group.people
    return load


def _naive_time(
    groups: Sequence[ClearanceGroup], rate_h: Floats, load: Floats
) -> tuple[float, int | None]:
    longest = max((group.travel_min for group in groups), default=0.0)
    if not load.any():
        return longest, None
    worst = int(np.argmax(load / rate_h))
    over_it = max(group.travel_min for group in groups if worst in group.links)
    queue_min = float(load[worst] / rate_h[worst]) * 60.0
    return max(queue_min + over_it, longest), worst


def schedule_ends(
    groups: Sequence[ClearanceGroup], rate_h: Floats, load: Floats, *, nearest_first: bool = False
) -> list[float]:
    """When the last of each group arrives by the reservation schedule; longest trips go first."""
    slot_people = rate_h * (SLOT_MIN / 60.0)
    tight = load > slot_people  # a link whose whole load fits one slot never makes anyone wait
    table = _Reservations(slot_people, tight, 64 + _longest_offset(groups))
    ends_min = [0.0] * len(groups)
    for index in sorted(
        range(len(groups)), key=lambda each: groups[each].travel_min, reverse=not nearest_first
    ):
        ends_min[index] = table.reserve(groups[index])
    return ends_min


def _longest_offset(groups: Sequence[ClearanceGroup]) -> int:
    return max((int(max(group.reach_min, default=0.0) // SLOT_MIN) for group in groups), default=0)


class _Reservations:
    """What is left of each tight link's rate in each slot; grows as far as it is needed."""

    def __init__(self, slot_people: Floats, tight: npt.NDArray[np.bool_], slots: int) -> None:
        self._row = {int(link): row for row, link in enumerate(np.flatnonzero(tight))}
        self._rate = slot_people[tight]
        self._left = np.repeat(self._rate[:, None], slots, axis=1)

    def reserve(self, group: ClearanceGroup) -> float:
        """Takes the earliest slots for `group`; gives the minute its last people arrive."""
        passed = [
            (self._row[link], int(reach // SLOT_MIN))
            for link, reach in zip(group.links, group.reach_min, strict=True)
            if link in self._row
        ]
        if not passed:
            return group.travel_min
        taken = self._take_capacity(group.people, passed)
        return self._end_min(passed, int(np.flatnonzero(taken > 1e-3)[-1])) + group.travel_min

    def _take_capacity(self, people: int, passed: Sequence[tuple[int, int]]) -> Floats:
        windows = self._windows_of(passed)
        room = np.minimum.reduce(windows)
        while room.sum() < people:
            self._left = np.hstack((self._left, np.repeat(self._rate[:, None], len(room), axis=1)))
            windows = self._windows_of(passed)
            room = np.minimum.reduce(windows)
        taken = np.clip(people - (np.cumsum(room) - room), 0.0, room)
        for window in windows:
            np.subtract(window, taken, out=window)
        return taken

    def _windows_of(self, passed: Sequence[tuple[int, int]]) -> list[Floats]:
        width = self._left.shape[1] - max(offset for _, offset in passed)
        return [self._left[row, offset : offset + width] for row, offset in passed]

    def _end_min(self, passed: Sequence[tuple[int, int]], slot: int) -> float:
        # The last slot counts only as far as its fullest link is used up.
        rows, offsets = (np.array(column) for column in zip(*passed, strict=True))
        filled = 1.0 - self._left[rows, slot + offsets] / self._rate[rows]
        return (slot + float(filled.max())) * SLOT_MIN

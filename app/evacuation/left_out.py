"""Who has no place and which shelters are no destination, each with its reason."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from app.evacuation.assignment import Assignment, Flags
from app.evacuation.model import Demand, ShelterChoice
from app.evacuation.trips import Pairing
from app.network.model import NOWHERE
from app.network.reach import barrier
from app.network.travel import connected_parts


class LeftOutReason(StrEnum):
    """Why people have no place; `app.evacuation.words` says each."""

    NO_ROAD = "no_road"
    CLOSED = "closed"
    FERRY_STOPPED = "ferry_stopped"
    ROAD_GAP = "road_gap"
    NO_SHELTER = "no_shelter"
    TOO_FAR = "too_far"
    BOATS_FULL = "boats_full"
    NO_ROOM = "no_room"


class Exclusion(StrEnum):
    """Why a shelter is no destination."""

    INSIDE = "inside"
    DANGER = "danger"
    OTHER_ZONE = "other_zone"
    TYPED = "typed"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """People of a village without a place, why, and the bridges or lines that it is due to.

    Visitors are told apart: they have a room where they stay.
    """

    village: str
    people: int
    reason: LeftOutReason
    names: tuple[str, ...] = ()
    visitors: bool = False


@dataclass(frozen=True, slots=True)
class Excluded:
    """A shelter that is no destination. `told`: the zone, the reason typed, or the state."""

    code: str
    name: str
    exclusion: Exclusion
    told: str = ""


def exclude(shelter: ShelterChoice, *, everybody: bool) -> Excluded | None:
    """Why a shelter cannot be a destination, None when it can.

    To lie inside is a reason only where everybody leaves: moving people from weak houses to the
    school down the road is the usual case.
    """
    found: tuple[Exclusion, str] | None = None
    if shelter.inside and everybody:
        found = (Exclusion.INSIDE, "")
    elif shelter.danger is not None:
        found = (Exclusion.DANGER, shelter.danger)
    elif shelter.other_zone is not None:
        found = (Exclusion.OTHER_ZONE, shelter.other_zone)
    elif not shelter.receiving and shelter.status_reason:
        found = (Exclusion.TYPED, shelter.status_reason)
    elif not shelter.receiving:
        found = (Exclusion.STATUS, shelter.status)
    return None if found is None else Excluded(shelter.code, shelter.name, *found)


def exclude_all(choices: Sequence[ShelterChoice], *, everybody: bool) -> tuple[Excluded, ...]:
    """The shelters that are no destination."""
    found = (exclude(choice, everybody=everybody) for choice in choices)
    return tuple(each for each in found if each is not None)


_Why = tuple[LeftOutReason, tuple[str, ...]]


class Reasons:
    """Why the unplaced of an assignment have no place."""

    def __init__(self, answer: Assignment, demand: Sequence[Demand], pairing: Pairing) -> None:
        self._answer, self._demand, self._pairing = answer, demand, pairing
        self._full = self._full_crossings()
        self._leads_on = pairing.by_water.leads_on()
        self._parts = connected_parts(pairing.network, pairing.terrain.scenario)
        self._barriers: dict[tuple[int, int], _Why] = {}
        self._left_out = self._find_left_out()

    def no_room(self) -> tuple[LeftOut, ...]:
        """Those who can get to shelters that are full."""
        return self._by_village(over_water=False)

    def unreachable(self) -> tuple[LeftOut, ...]:
        """Those who can get to none, or whose boats stop too soon."""
        return self._by_village(over_water=True)

    def _by_village(self, *, over_water: bool) -> tuple[LeftOut, ...]:
        found = [
            item
            for item in self._left_out
            if (item.reason is not LeftOutReason.NO_ROOM) == over_water
        ]
        return tuple(sorted(found, key=lambda item: -item.people))

    def _find_left_out(self) -> list[LeftOut]:
        people: dict[tuple[str, bool, _Why], int] = defaultdict(int)
        for site in np.flatnonzero(self._answer.unplaced).tolist():
            item, number = self._demand[site], int(self._answer.unplaced[site])
            people[item.village, item.visitors, self._why_left(site)] += number
        return [
            LeftOut(village, number, *why, visitors)
            for (village, visitors, why), number in people.items()
        ]

    def _why_left(self, site: int) -> _Why:
        if self._pairing.over_land[site]:
            return LeftOutReason.NO_ROOM, ()
        boarding = np.isfinite(self._pairing.from_site_s[site]) & self._leads_on
        if not boarding.any():
            return self._barrier_of(site)
        full = np.flatnonzero(boarding & self._full).tolist()
        if not full:
            return LeftOutReason.NO_ROOM, ()
        names = {self._pairing.lines[crossing].name for crossing in full}
        return LeftOutReason.BOATS_FULL, tuple(sorted(names))

    def _barrier_of(self, site: int) -> _Why:
        """The same for all sites on one part of the network and one land."""
        places = self._pairing.network.sites
        place = int(self._pairing.sites[site])
        node = int(places.node[place])
        key = (NOWHERE if node == NOWHERE else int(self._parts[node]), int(places.land[place]))
        if key not in self._barriers:
            self._barriers[key] = self._find_barrier(place)
        return self._barriers[key]

    def _find_barrier(self, place: int) -> _Why:
        pairing = self._pairing
        scenario = pairing.terrain.scenario
        what, names = barrier(pairing.network, self._parts, scenario, place, pairing.shelters)
        return LeftOutReason(what), names

    def _full_crossings(self) -> Flags:
        aboard = np.zeros(len(self._pairing.lines), dtype=np.int64)
        for move in self._answer.moves:
            aboard[list(move.via)] += move.people
        return aboard >= self._pairing.by_water.capacity

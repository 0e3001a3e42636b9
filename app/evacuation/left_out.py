"""Who has no place and which shelters are no destination, each with its reason."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.evacuation.assignment import Assignment, Flags
from app.evacuation.model import Demand, ShelterChoice
from app.evacuation.trips import Pairing
from app.network.model import NOWHERE
from app.network.reach import Barrier, barrier
from app.network.travel import connected_parts

_WHY = {
    Barrier.NO_ROAD: "所在岛没有路网，步行范围内也没有可用安置点",
    Barrier.CLOSED: "通道已断：{names}，这一侧没有可用安置点",
    Barrier.FERRY_STOPPED: "轮渡已停航：{names}，岛上没有可用安置点",
    Barrier.ROAD_GAP: "这里的路与岛上安置点所在的路不相通（路网资料有缺口）",
    Barrier.NO_SHELTER: "岛上没有可用安置点，也没有桥或轮渡去更大的岛",
    Barrier.TOO_FAR: "最近的可用安置点超过单程时限",
}
_BOATS_FULL = "停航前船运不完：{names}，岛上没有余位"
_NO_ROOM = "可到的安置点都已满"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """People of a village without a place, and why."""

    village: str
    people: int
    why: str


@dataclass(frozen=True, slots=True)
class Excluded:
    """A shelter that is no destination for this area."""

    code: str
    name: str
    why: str


def excluded_why(shelter: ShelterChoice, *, everybody: bool) -> str | None:
    """Why a shelter cannot be a destination, None when it can.

    To lie inside is a reason only where everybody leaves: moving people from weak houses to the
    school down the road is the usual case.
    """
    if shelter.inside and everybody:
        return "在转移区内"
    if shelter.danger is not None:
        return f"在风险防范区内：{shelter.danger}"
    if shelter.other_zone is not None:
        return f"在{shelter.other_zone}内"
    if not shelter.receiving:
        return shelter.status_reason or f"状态 {shelter.status}"
    return None


def excluded(choices: Sequence[ShelterChoice], *, everybody: bool) -> tuple[Excluded, ...]:
    """The shelters that are no destination."""
    return tuple(
        Excluded(choice.code, choice.name, why)
        for choice in choices
        if (why := excluded_why(choice, everybody=everybody)) is not None
    )


class Reasons:
    """Why the unplaced of an assignment have no place."""

    def __init__(self, answer: Assignment, demand: Sequence[Demand], pairing: Pairing) -> None:
        self._answer, self._demand, self._pairing = answer, demand, pairing
        self._full = self._full_crossings()
        self._leads_on = self._find_leads_on()
        self._parts = connected_parts(pairing.network, pairing.terrain.scenario)
        self._barriers: dict[tuple[int, int], str] = {}
        self._left_out = self._find_left_out()

    def no_room(self) -> tuple[LeftOut, ...]:
        """Those who can get to shelters that are full."""
        return self._by_village(over_water=False)

    def unreachable(self) -> tuple[LeftOut, ...]:
        """Those who can get to none, or whose boats stop too soon."""
        return self._by_village(over_water=True)

    def _by_village(self, *, over_water: bool) -> tuple[LeftOut, ...]:
        found = [item for item in self._left_out if (item.why != _NO_ROOM) == over_water]
        return tuple(sorted(found, key=lambda item: -item.people))

    def _find_left_out(self) -> list[LeftOut]:
        people: dict[tuple[str, str], int] = defaultdict(int)
        for site in np.flatnonzero(self._answer.unplaced).tolist():
            people[self._demand[site].village, self._why(site)] += int(self._answer.unplaced[site])
        return [LeftOut(village, number, why) for (village, why), number in people.items()]

    def _why(self, site: int) -> str:
        if self._pairing.over_land[site]:
            return _NO_ROOM
        boarding = np.isfinite(self._pairing.crossings.from_site_s[site]) & self._leads_on
        if not boarding.any():
            return self._barrier(site)
        full = np.flatnonzero(boarding & self._full).tolist()
        if not full:
            return _NO_ROOM
        names = sorted({self._pairing.lines[crossing].name for crossing in full})
        return _BOATS_FULL.format(names="、".join(names))

    def _barrier(self, site: int) -> str:
        """The same for all sites on one part of the network and one land."""
        places = self._pairing.network.sites
        place = int(self._pairing.sites[site])
        node = int(places.node[place])
        key = (NOWHERE if node == NOWHERE else int(self._parts[node]), int(places.land[place]))
        if key not in self._barriers:
            self._barriers[key] = self._find_barrier(place)
        return self._barriers[key]

    def _find_barrier(self, place: int) -> str:
        pairing = self._pairing
        scenario = pairing.terrain.scenario
        what, names = barrier(pairing.network, self._parts, scenario, place, pairing.shelters)
        return _WHY[what].format(names="、".join(names))

    def _full_crossings(self) -> Flags:
        aboard = np.zeros(len(self._pairing.crossings), dtype=np.int64)
        for move in self._answer.moves:
            aboard[list(move.via)] += move.people
        return aboard >= self._pairing.crossings.capacity

    def _find_leads_on(self) -> Flags:
        """Crossings from whose landing a shelter can be reached, if by further ones."""
        crossings = self._pairing.crossings
        leads: Flags = np.asarray(np.isfinite(crossings.to_shelter_s).any(axis=1), dtype=np.bool_)
        for crossing in range(len(crossings) - 1, -1, -1):
            onward = np.isfinite(crossings.onward_s[crossing])
            leads[crossing] |= bool((onward & leads).any())
        return leads

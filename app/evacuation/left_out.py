"""Who has no place and which shelters are no destination, each with its reason."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.evacuation.assignment import Ints
from app.evacuation.model import Demand, ShelterChoice
from app.evacuation.trips import Pairing
from app.network.reach import Barrier, barrier

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


def excluded_why(shelter: ShelterChoice) -> str | None:
    """Why a shelter cannot be a destination, None when it can."""
    if shelter.inside:
        return "在转移区内"
    if shelter.other_zone is not None:
        return f"在{shelter.other_zone}内"
    if not shelter.receiving:
        return shelter.status_reason or f"状态 {shelter.status}"
    return None


def excluded(choices: Sequence[ShelterChoice]) -> tuple[Excluded, ...]:
    """The shelters that are no destination."""
    return tuple(
        Excluded(choice.code, choice.name, why)
        for choice in choices
        if (why := excluded_why(choice)) is not None
    )


def no_room(left: Ints, demand: Sequence[Demand], pairing: Pairing) -> tuple[LeftOut, ...]:
    """Those who can get to shelters that are full."""
    sites = np.flatnonzero((left > 0) & pairing.reachable).tolist()
    return _by_village([(demand[site].village, int(left[site]), _NO_ROOM) for site in sites])


def unreachable(
    left: Ints,
    demand: Sequence[Demand],
    pairing: Pairing,
    full_lines: frozenset[int],
) -> tuple[LeftOut, ...]:
    """Those who can get to none; `full_lines` sail, but not often enough before they stop."""
    sites = np.flatnonzero((left > 0) & ~pairing.reachable).tolist()
    full = {line.name for line in pairing.network.ferries if line.line_id in full_lines}
    return _by_village(
        [(demand[site].village, int(left[site]), _why(site, pairing, full)) for site in sites]
    )


def _why(site: int, pairing: Pairing, full: set[str]) -> str:
    what, names = barrier(
        pairing.network, pairing.trees, pairing.scenario, int(pairing.sites[site]),
        pairing.shelters,
    )  # fmt: skip
    if what is Barrier.FERRY_STOPPED and full & set(names):
        return _BOATS_FULL.format(names="、".join(sorted(full & set(names))))
    return _WHY[what].format(names="、".join(names))


def _by_village(left: Sequence[tuple[str, int, str]]) -> tuple[LeftOut, ...]:
    people: dict[tuple[str, str], int] = defaultdict(int)
    for village, number, why in left:
        people[village, why] += number
    found = [LeftOut(village, number, why) for (village, why), number in people.items()]
    return tuple(sorted(found, key=lambda item: -item.people))

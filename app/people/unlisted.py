"""People whom an order counts and no register names: visitors, workers, who has just moved in.

They stand on the list village by village, so that its sum is the order's.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnlistedPeople:
    """A village's people in no register, and the mobility-limited that its share gives them."""

    village_code: str
    people: int
    frail: int


def unlisted_people(
    counted: Mapping[str, int], listed: Mapping[str, tuple[int, int]], mobility_limited: int
) -> list[UnlistedPeople]:
    """What is left of each village's count.

    `listed`: people and mobility-limited of a village's households. `mobility_limited`: of the
    whole order; those that no household names are shared out by the people left. A register that
    knows more people than the order leaves nobody, and the list is then longer than the order.
    """
    left = {village: people - listed.get(village, (0, 0))[0] for village, people in counted.items()}
    left = {village: people for village, people in left.items() if people > 0}
    total = sum(left.values())
    frail = min(max(mobility_limited - sum(each[1] for each in listed.values()), 0), total)
    shares = {village: frail * people / total for village, people in left.items()}
    whole = {village: int(share) for village, share in shares.items()}
    by_rest = sorted(left, key=lambda village: (whole[village] - shares[village], village))
    for village in by_rest[: frail - sum(whole.values())]:
        whole[village] += 1
    return [UnlistedPeople(v, people, whole[v]) for v, people in sorted(left.items())]

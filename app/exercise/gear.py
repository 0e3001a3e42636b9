"""How boats work at sea, by gear, and how many of them are out.

Simulator's own figures, no authority behind them: chosen so that tracks look like those of the
gear. They describe the open season. In July most gears are under the summer moratorium; the
exercise leaves it out on purpose, for a storm that finds the fleet at sea is the harder case.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phase:
    """One kind of leg: speed and length in time by range; then a turn (mean ± deviation)."""

    speed_kn: tuple[float, float]
    hours: tuple[float, float]
    turn_deg: tuple[float, float]


@dataclass(frozen=True, slots=True)
class GearPractice:
    """`roam_km` bounds how far from its spot a boat works; `offshore` 0…1 how far out it goes;
    `out_days` and `in_days` are the lengths of a trip and of a stay in port."""

    phases: tuple[Phase, ...]
    roam_km: float
    offshore: float
    active: float
    out_days: tuple[float, float]
    in_days: tuple[float, float]


_TRAWL = GearPractice(
    (Phase((2.6, 3.8), (1.2, 2.8), (168, 22)),), 11.0, 0.75, 0.93, (4, 8), (0.6, 1.6)
)
_STOW = GearPractice(
    (Phase((0.0, 0.0), (3.0, 5.0), (0, 60)), Phase((3.5, 5.5), (0.2, 0.6), (120, 50))),
    4.0, 0.2, 0.88, (2, 5), (0.6, 2.0),
)  # fmt: skip
PRACTICES: Mapping[str, GearPractice] = {
    "trawl": _TRAWL,
    "sail_stow": GearPractice(_STOW.phases, 5.0, 0.55, 0.92, (4, 8), (0.6, 1.6)),
    "stow": _STOW,
    "gillnet": GearPractice(
        (Phase((0.5, 1.2), (2.0, 4.0), (180, 8)), Phase((1.4, 2.4), (1.5, 3.0), (70, 40))),
        8.0, 0.5, 0.9, (3, 6), (0.6, 1.8),
    ),
    "crab_pot": GearPractice(
        (Phase((1.6, 2.6), (1.0, 2.2), (180, 6)), Phase((5.0, 6.5), (0.2, 0.7), (80, 30))),
        10.0, 0.65, 0.92, (4, 8), (0.6, 1.6),
    ),
    "seine": GearPractice(
        (Phase((4.0, 6.5), (0.5, 1.5), (60, 60)), Phase((0.4, 1.2), (1.0, 2.0), (0, 90))),
        14.0, 0.8, 0.9, (3, 7), (0.6, 1.6),
    ),
    "light_seine": GearPractice(
        (Phase((0.3, 0.9), (3.0, 6.0), (30, 60)), Phase((4.0, 6.5), (0.4, 1.2), (0, 80))),
        14.0, 0.85, 0.9, (3, 7), (0.6, 1.6),
    ),
    "longline": GearPractice(
        (Phase((5.0, 6.5), (0.8, 1.5), (176, 5)), Phase((1.6, 2.6), (2.5, 4.0), (40, 30))),
        12.0, 0.7, 0.9, (3, 7), (0.6, 1.6),
    ),
    "carrier": GearPractice(
        (Phase((0.3, 0.8), (0.8, 2.0), (40, 60)), Phase((6.0, 8.5), (0.5, 1.2), (50, 60))),
        16.0, 0.6, 0.85, (1, 3), (0.6, 1.6),
    ),
    "works": GearPractice(
        (Phase((0.0, 0.0), (20.0, 40.0), (0, 90)), Phase((2.0, 3.0), (0.2, 0.4), (90, 40))),
        1.5, 0.0, 0.6, (9, 14), (1.0, 3.0),
    ),
    # Far out beyond the chart: what counts is the way there and back.
    "merchant": GearPractice(
        (Phase((6.0, 9.0), (2.0, 5.0), (0, 60)),), 30.0, 1.0, 0.9, (1.6, 3.2), (0.5, 2.5)
    ),
}  # fmt: skip

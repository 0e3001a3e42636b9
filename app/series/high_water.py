"""High waters: the peaks of a level, by a parabola through the three samples about each.

A peak is the highest sample within half a semidiurnal period on either side, so that noise on a
flat top gives one high water and not three. The parabola's error for a semidiurnal tide (12.42 h)
is below a minute and a millimetre at 10-minute samples, and below 2 min at hourly ones; the
tests hold it to that. Nothing is drawn across a gap, and neither end of a series is a peak.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from app.series.model import Point

Floats = npt.NDArray[np.float64]

# Half the least time between two high waters of a semidiurnal tide with its inequality (≈ 10 h).
PEAK_REACH_S = 4 * 3600.0
# A turn nearer to either end may be noise on a slope that goes on.
END_REACH_S = 3600.0
# Wider gaps are not bridged: a parabola over three hours is no longer a tide's top.
MAX_STEP_S = 1.6 * 3600.0


@dataclass(frozen=True, slots=True)
class HighWater:
    """A peak. With a surge, `value_m` is tide and surge together and `surge_m` its part."""

    at: datetime
    value_m: float
    surge_m: float | None


def high_waters(tide: Sequence[Point], surge: Sequence[Point] = ()) -> list[HighWater]:
    """Every high water of `tide`, with `surge` added where it is known.

    Where the surge is not known the peak is the tide's alone and `surge_m` is None: the two are
    worked out apart, so that the surge's own beginning is not taken for a peak.
    """
    at_s, level_m = _to_columns(tide)
    surge_m = surge_at(surge, at_s)
    total = level_m + surge_m
    with_surge = [
        HighWater(_moment_of(t), v, _surge_at(surge, t)) for t, v in find_peaks(at_s, total)
    ]
    covered = [peak.at.timestamp() for peak in with_surge]
    alone = [
        HighWater(_moment_of(t), v, None)
        for t, v in find_peaks(at_s, level_m)
        if not any(abs(t - other) < PEAK_REACH_S for other in covered)
        and _surge_at(surge, t) is None
    ]
    return sorted([*with_surge, *alone], key=lambda peak: peak.at)


def surge_at(surge: Sequence[Point], at_s: Floats) -> Floats:
    """The surge at each moment, straight between samples; NaN outside and across a gap."""
    if len(surge) < 2:
        return np.full(len(at_s), np.nan)
    known_s, values = _to_columns(surge)
    after = np.clip(np.searchsorted(known_s, at_s), 1, len(known_s) - 1)
    gap = known_s[after] - known_s[after - 1] > 2 * MAX_STEP_S
    outside = (at_s < known_s[0]) | (at_s > known_s[-1])
    found = np.interp(at_s, known_s, values)
    found[gap | outside] = np.nan
    return found


def find_peaks(at_s: Floats, level: Floats) -> list[tuple[float, float]]:
    """Moment and height of each peak of samples in ascending order; NaN is a gap."""
    known = np.isfinite(level)
    at_s, level = at_s[known], level[known]
    turns = np.flatnonzero((level[1:-1] > level[:-2]) & (level[1:-1] >= level[2:])) + 1
    return [
        _find_vertex(at_s[index - 1 : index + 2], level[index - 1 : index + 2])
        for index in turns
        if _is_peak(at_s, level, int(index))
    ]


def _is_peak(at_s: Floats, level: Floats, index: int) -> bool:
    """Highest of its neighbourhood (the first of equals), with a lower sample on each side."""
    if max(at_s[index] - at_s[index - 1], at_s[index + 1] - at_s[index]) > MAX_STEP_S:
        return False
    if min(at_s[index] - at_s[0], at_s[-1] - at_s[index]) < END_REACH_S:
        return False
    near = np.searchsorted(at_s, [at_s[index] - PEAK_REACH_S, at_s[index] + PEAK_REACH_S])
    before, after = level[near[0] : index], level[index + 1 : near[1]]
    highest = bool((before < level[index]).all() and (after <= level[index]).all())
    return highest and bool((after < level[index]).any())


def _find_vertex(at_s: Floats, level: Floats) -> tuple[float, float]:
    """Vertex of the parabola through three samples, about the middle one for precision."""
    (left, _, right), (low, top, high) = at_s - at_s[1], level - level[1]
    del top
    curve = (low / left - high / right) / (left - right)
    slope = low / left - curve * left
    if curve >= 0:  # three equal samples: the first of them
        return float(at_s[1]), float(level[1])
    shift = -slope / (2 * curve)
    return float(at_s[1] + shift), float(level[1] + slope * shift + curve * shift * shift)


def _to_columns(points: Sequence[Point]) -> tuple[Floats, Floats]:
    at_s = np.array([point.at.timestamp() for point in points], dtype=float)
    return at_s, np.array([point.value for point in points], dtype=float)


def _surge_at(surge: Sequence[Point], at_s: float) -> float | None:
    found = float(surge_at(surge, np.array([at_s]))[0])
    return None if np.isnan(found) else found


def _moment_of(at_s: float) -> datetime:
    return datetime.fromtimestamp(round(at_s), UTC)

"""When a wind circle reaches and leaves places (method: sources#wind-circles).

g(t) = distance(place, centre(t)) − R(azimuth, t). A place is inside while g ≤ 0 and R > 0. Cells
of less than 15 s in which the state changes are found by `app.wind.cells`; each change is then
refined to under a millisecond: by secants where g is smooth, by bisecting the state where the
azimuth passes an axis and the `step` radius jumps. Stays shorter than 15 s may be missed.
"""

from dataclasses import dataclass

import numpy as np

from app.geo.sphere import Flags, Floats, Indices
from app.typhoon.track import CircleTrack
from app.wind.cells import Cells, changing_cells, sample_times
from app.wind.sight import Convention, inside, pairwise, sight_of
from app.wind.whereabouts import Whereabouts, fixed

__all__ = ["Convention", "Stays", "find_stays", "stays_of"]

SECANTS = 3
BISECTIONS = 15  # 15 s / 2^15 < 0.5 ms
SMOOTH_GAP_KM = 1e-6  # after the secants g is this small wherever it is smooth
CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Stays:
    """Every stay of every place inside the circle, ordered by place and time.

    NaN in `start_s` or `end_s`: the place was inside at the first or last moment of the track.
    """

    place: Indices
    start_s: Floats
    end_s: Floats

    def of(self, place: int) -> list[tuple[float, float]]:
        """The stays of one place."""
        low, high = np.searchsorted(self.place, [place, place + 1])
        return list(zip(self.start_s[low:high], self.end_s[low:high], strict=True))


def find_stays(track: CircleTrack, lon: Floats, lat: Floats, convention: Convention) -> Stays:
    """All stays of the places inside the circle."""
    return stays_of(track, fixed(lon, lat), convention)


def stays_of(track: CircleTrack, places: Whereabouts, convention: Convention) -> Stays:
    """All stays of places that may be on their way: a vessel meets the circle as a village does."""
    grid = sample_times(track, places.everywhere())
    parts = [
        _find_in_grid(track, places.part(low, low + CHUNK), grid, convention, low)
        for low in range(0, places.count, CHUNK)
    ]
    return Stays(
        np.concatenate([part.place for part in parts] or [np.zeros(0, np.intp)]),
        np.concatenate([part.start_s for part in parts] or [np.zeros(0)]),
        np.concatenate([part.end_s for part in parts] or [np.zeros(0)]),
    )


def _find_in_grid(
    track: CircleTrack, places: Whereabouts, grid: Floats, convention: Convention, first: int
) -> Stays:
    cells = changing_cells(track, places, grid, convention)
    at_s = _refine_changes(track, places, cells, convention)
    every = np.arange(places.count)
    began, ends = (
        _is_inside(track, places, every, np.full(places.count, moment), convention)
        for moment in grid[[0, -1]]
    )
    return _pair_changes(cells.place, at_s, began, ends, first)


def _is_inside(
    track: CircleTrack,
    places: Whereabouts,
    place: Indices,
    at_s: Floats,
    convention: Convention,
) -> Flags:
    return inside(track, places.at(place, at_s), at_s, convention)


def _refine_changes(
    track: CircleTrack, places: Whereabouts, cells: Cells, convention: Convention
) -> Floats:
    """The moment of each cell's change of state."""
    low_s, high_s, low, high = cells.start_s, cells.end_s, cells.start.gap, cells.end.gap
    at_s, gap = low_s, low
    for _ in range(SECANTS):
        at_s = low_s + (high_s - low_s) * low / (low - high)
        here = places.at(cells.place, at_s)
        gap = sight_of(track, at_s, convention, pairwise(here)).gap
        same = (gap <= 0) == (low <= 0)
        low_s, low = np.where(same, at_s, low_s), np.where(same, gap, low)
        high_s, high = np.where(same, high_s, at_s), np.where(same, high, gap)
    jumps = np.abs(gap) > SMOOTH_GAP_KM
    at_s[jumps] = _bisect_changes(track, places, cells.pick(jumps), convention)
    return at_s


def _bisect_changes(
    track: CircleTrack, places: Whereabouts, cells: Cells, convention: Convention
) -> Floats:
    """The moment of each change of state; the state at the cell's start holds up to it."""
    low_s, high_s = cells.start_s, cells.end_s
    before = _is_inside(track, places, cells.place, low_s, convention)
    for _ in range(BISECTIONS):
        middle = (low_s + high_s) / 2
        same = _is_inside(track, places, cells.place, middle, convention) == before
        low_s, high_s = np.where(same, middle, low_s), np.where(same, high_s, middle)
    return (low_s + high_s) / 2


def _pair_changes(
    owner: Indices, at_s: Floats, began_inside: Flags, ends_inside: Flags, first: int
) -> Stays:
    """Changes alternate for each place; with an open start or end they pair up to stays."""
    opens, closes = np.flatnonzero(began_inside), np.flatnonzero(ends_inside)
    place = np.concatenate([opens, owner, closes])
    moment = np.concatenate([np.full(len(opens), -np.inf), at_s, np.full(len(closes), np.inf)])
    order = np.lexsort((moment, place))
    place, moment = place[order], moment[order]
    moment = np.where(np.isfinite(moment), moment, np.nan)
    return Stays(place[::2] + first, moment[::2], moment[1::2])

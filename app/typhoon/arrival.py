"""When a wind circle reaches and leaves places (method: reference analytics §3).

g(t) = distance(place, centre(t)) − R(azimuth, t). A place is inside while g ≤ 0 and R > 0. The
track is sampled every 30 min or finer and at every fix. A cell between two samples is searched
minute by minute unless a bound on how fast g can change proves that its sign stays; each change
of state found is then bisected to under a millisecond. Bisecting the state and not g makes the
jumps of the `step` convention, where the azimuth passes an axis, exact as well. Stays shorter
than a minute may be missed.

`step`   the radius is constant in each quadrant: exactly the quarter circles the map draws.
`smooth` the radius is linear in azimuth between the quadrants' middles (45°, 135°, 225°, 315°).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from app.typhoon.sphere import EARTH_RADIUS_KM, Flags, Floats, Frames, frames, unit_vectors
from app.typhoon.track import CircleTrack

CELL_S = 1800.0
FINE_PARTS = 30
BISECTIONS = 17  # 60 s / 2^17 < 0.5 ms
CHUNK = 2000
_AXIS_MARGIN = 1.5  # the local axes turn a little with the centre; generous


class Convention(StrEnum):
    """How the radius varies with azimuth."""

    STEP = "step"
    SMOOTH = "smooth"


@dataclass(frozen=True, slots=True)
class Stays:
    """Every stay of every place inside the circle, ordered by place and time.

    NaN in `start_s` or `end_s`: the place was inside at the first or last moment of the track.
    """

    place: NDArray[np.intp]
    start_s: Floats
    end_s: Floats

    def of(self, place: int) -> list[tuple[float, float]]:
        """The stays of one place."""
        low, high = np.searchsorted(self.place, [place, place + 1])
        return list(zip(self.start_s[low:high], self.end_s[low:high], strict=True))


@dataclass(frozen=True, slots=True)
class _Sight:
    """How places see the centre: distance and east/north offsets (km), signed gap g (km)."""

    distance: Floats
    east: Floats
    north: Floats
    gap: Floats


def find_stays(track: CircleTrack, lon: Floats, lat: Floats, convention: Convention) -> Stays:
    """All stays of the places inside the circle."""
    places = unit_vectors(np.asarray(lon, float), np.asarray(lat, float))
    grid = _grid(track, places)
    parts = [
        _stays(track, places[low : low + CHUNK], grid, convention, low)
        for low in range(0, len(places), CHUNK)
    ]
    return Stays(
        np.concatenate([part.place for part in parts] or [np.zeros(0, np.intp)]),
        np.concatenate([part.start_s for part in parts] or [np.zeros(0)]),
        np.concatenate([part.end_s for part in parts] or [np.zeros(0)]),
    )


def inside(track: CircleTrack, places: Floats, at_s: Floats, convention: Convention) -> Flags:
    """Whether each place (unit vector) is inside at its own time."""
    return _sight(track, at_s, convention, _pairwise(places)).gap <= 0


def _grid(track: CircleTrack, places: Floats) -> Floats:
    """Sample times: every fix, at most 30 min apart, without the days when the storm is far."""
    ends = list(zip(track.at_s[:-1], track.at_s[1:], strict=True))
    grid: Floats = np.concatenate([*(_cells(a, b) for a, b in ends), track.at_s[-1:]])
    if len(places) == 0 or len(grid) == 1:
        return grid
    middle = places.mean(axis=0)
    middle /= np.linalg.norm(middle)
    reach = EARTH_RADIUS_KM * np.arccos(np.clip(places @ middle, -1, 1)).max()
    reach = reach + track.radii_km.max()
    up = frames(*track.centre(grid)).up
    far = EARTH_RADIUS_KM * np.arccos(np.clip(up @ middle, -1, 1))
    near = np.flatnonzero(far <= reach + _steps_km(up).max())
    return grid[max(near[0] - 1, 0) : near[-1] + 2] if len(near) else grid[:1]


def _cells(start_s: float, end_s: float) -> Floats:
    return np.linspace(start_s, end_s, int(np.ceil((end_s - start_s) / CELL_S)), endpoint=False)


def _steps_km(up: Floats) -> Floats:
    chord = np.linalg.norm(np.diff(up, axis=0), axis=-1)
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.clip(chord / 2, 0, 1)))


def _stays(
    track: CircleTrack, places: Floats, grid: Floats, convention: Convention, first: int
) -> Stays:
    sight = _sight(track, grid, convention, lambda axes: places @ axes.T)
    place, cell = np.nonzero(_open_cells(track, grid, sight, convention))
    owner, low_s, high_s = _changes(track, places, place, grid[cell], grid[cell + 1], convention)
    at_s = _bisect(track, places[owner], low_s, high_s, convention)
    began, ends = (
        inside(track, places, np.full(len(places), moment), convention) for moment in grid[[0, -1]]
    )
    return _pair(owner, at_s, began, ends, first)


def _pairwise(places: Floats) -> Callable[[Floats], Floats]:
    return lambda axes: np.einsum("ij,ij->i", places, axes)


def _sight(
    track: CircleTrack, at_s: Floats, convention: Convention, along: Callable[[Floats], Floats]
) -> _Sight:
    """`along(axes)` projects the places on unit vectors: as a grid, or one to one."""
    frame: Frames = frames(*track.centre(at_s))
    east, north = along(frame.east), along(frame.north)
    distance = EARTH_RADIUS_KM * np.arctan2(np.hypot(east, north), along(frame.up))
    radius = _RADIUS[convention](east, north, track.radii(at_s))
    gap = np.where(radius > 0, distance - radius, distance + 1e-9)
    return _Sight(distance, east * EARTH_RADIUS_KM, north * EARTH_RADIUS_KM, gap)


def _step_radius(east: Floats, north: Floats, radii: Floats) -> Floats:
    """NE holds bearings [0°, 90°), SE [90°, 180°), and so on round."""
    north_east = (north > 0) & (east >= 0)
    south_east = (north <= 0) & (east > 0)
    south_west = (north < 0) & (east <= 0)
    choices = [radii[:, 0], radii[:, 1], radii[:, 2]]
    return np.select([north_east, south_east, south_west], choices, radii[:, 3])


def _smooth_radius(east: Floats, north: Floats, radii: Floats) -> Floats:
    turn = np.mod(np.arctan2(east, north) / (np.pi / 2) - 0.5, 4.0)
    quadrant = np.minimum(turn.astype(np.intp), 3)
    part = turn - quadrant
    columns = [radii[:, q] for q in range(4)]
    here, following = np.choose(quadrant, columns), np.choose((quadrant + 1) % 4, columns)
    return np.asarray(here + part * (following - here))


_RADIUS: dict[Convention, Callable[[Floats, Floats, Floats], Floats]] = {
    Convention.STEP: _step_radius,
    Convention.SMOOTH: _smooth_radius,
}


def _open_cells(track: CircleTrack, grid: Floats, sight: _Sight, convention: Convention) -> Flags:
    """Cells (place, between two samples) in which the state may change."""
    step = _steps_km(frames(*track.centre(grid)).up)
    radii = track.radii(grid)
    change = np.abs(np.diff(radii, axis=0)).max(axis=1, initial=0.0)
    gap, distance = sight.gap, sight.distance
    nearest = (distance[:, :-1] + distance[:, 1:] - step) / 2
    farthest = (distance[:, :-1] + distance[:, 1:] + step) / 2
    largest = np.maximum(radii[:-1].max(axis=1), radii[1:].max(axis=1))
    smallest = np.minimum(radii[:-1].min(axis=1), radii[1:].min(axis=1))
    near = (nearest <= largest) & (farthest >= smallest)
    if convention is Convention.SMOOTH:
        slope = np.abs(radii - np.roll(radii, 1, axis=1)).max(axis=1) / (np.pi / 2)
        swept = np.minimum(step / np.maximum(nearest, 1e-9), 2 * np.pi)
        jumps = np.zeros_like(near)
        slack = step + change + np.maximum(slope[:-1], slope[1:]) * swept
    else:
        jumps = _axis_cells(sight, step)
        slack = step + change
    moves = np.abs(gap[:, :-1]) + np.abs(gap[:, 1:]) <= slack
    crosses = (gap[:, :-1] <= 0) != (gap[:, 1:] <= 0)
    return crosses | (near & (moves | jumps))


def _axis_cells(sight: _Sight, step: Floats) -> Flags:
    """Cells in which the place may pass from one quadrant to another."""
    margin = step * _AXIS_MARGIN
    east, north = np.abs(sight.east), np.abs(sight.north)
    passes_meridian = east[:, :-1] + east[:, 1:] <= margin
    return passes_meridian | (north[:, :-1] + north[:, 1:] <= margin)


def _changes(
    track: CircleTrack,
    places: Floats,
    place: NDArray[np.intp],
    start_s: Floats,
    end_s: Floats,
    convention: Convention,
) -> tuple[NDArray[np.intp], Floats, Floats]:
    """Within the given cells: place and brackets (about a minute) of every change of state."""
    share = np.linspace(0.0, 1.0, FINE_PARTS + 1)
    at_s = start_s[:, None] + (end_s - start_s)[:, None] * share
    at_s[:, -1] = end_s  # the very sample the next cell begins with
    owner = np.repeat(place, FINE_PARTS + 1)
    state = inside(track, places[owner], at_s.ravel(), convention).reshape(at_s.shape)
    cell, part = np.nonzero(state[:, :-1] != state[:, 1:])
    return place[cell], at_s[cell, part], at_s[cell, part + 1]


def _bisect(
    track: CircleTrack, places: Floats, low_s: Floats, high_s: Floats, convention: Convention
) -> Floats:
    """The moment of each change of state; the state at `low_s` holds up to it."""
    before = inside(track, places, low_s, convention)
    for _ in range(BISECTIONS):
        middle = (low_s + high_s) / 2
        same = inside(track, places, middle, convention) == before
        low_s, high_s = np.where(same, middle, low_s), np.where(same, high_s, middle)
    return (low_s + high_s) / 2


def _pair(
    owner: NDArray[np.intp], at_s: Floats, began_inside: Flags, ends_inside: Flags, first: int
) -> Stays:
    """Changes alternate for each place; with an open start or end they pair up to stays."""
    opens, closes = np.flatnonzero(began_inside), np.flatnonzero(ends_inside)
    place = np.concatenate([opens, owner, closes])
    moment = np.concatenate([np.full(len(opens), -np.inf), at_s, np.full(len(closes), np.inf)])
    order = np.lexsort((moment, place))
    place, moment = place[order], moment[order]
    moment = np.where(np.isfinite(moment), moment, np.nan)
    return Stays(place[::2] + first, moment[::2], moment[1::2])

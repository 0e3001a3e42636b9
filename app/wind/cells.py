"""Short stretches of time in which a place's state changes.

The track is cut at every fix and at least hourly. A cell is halved, down to less than 15 s, unless
a bound on how fast the gap can change proves that the place stays inside or outside.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.geo.sphere import EARTH_RADIUS_KM, Flags, Floats, Indices, frames
from app.typhoon.track import CircleTrack
from app.wind.sight import Convention, Sight, pairwise, sight_of
from app.wind.whereabouts import Whereabouts

CELL_S = 3600.0
HALVINGS = 8  # 3600 s / 2^8 < 15 s
_AXIS_MARGIN = 1.5  # the local axes turn a little with the centre; generous


@dataclass(frozen=True, slots=True)
class Cells:
    """Stretches of time, each of one place, with what is seen at both ends."""

    place: Indices
    start_s: Floats
    end_s: Floats
    start: Sight
    end: Sight

    def pick(self, index: Indices | Flags) -> "Cells":
        """The chosen cells."""
        return Cells(
            self.place[index],
            self.start_s[index],
            self.end_s[index],
            self.start.pick(index),
            self.end.pick(index),
        )


@dataclass(frozen=True, slots=True)
class Rates:
    """Between two fixes: how fast the centre moves and a radius changes at most, km/s."""

    at_s: Floats
    speed: Floats
    growth: Floats

    def over(self, start_s: Floats, end_s: Floats) -> tuple[Floats, Floats]:
        """Most that the centre moves and a radius changes within cells that pass no fix."""
        gap = np.clip(np.searchsorted(self.at_s, start_s, side="right") - 1, 0, len(self.speed) - 1)
        span_s = end_s - start_s
        return self.speed[gap] * span_s, self.growth[gap] * span_s


def sample_times(track: CircleTrack, places: Floats) -> Floats:
    """Every fix and at most an hour between, without the days when the storm is far away."""
    ends = list(zip(track.at_s[:-1], track.at_s[1:], strict=True))
    grid: Floats = np.concatenate([*(_hourly_grid(a, b) for a, b in ends), track.at_s[-1:]])
    if len(places) == 0 or len(grid) == 1:
        return grid
    middle = places.mean(axis=0)
    middle /= np.linalg.norm(middle)
    spread = EARTH_RADIUS_KM * np.arccos(np.clip(places @ middle, -1, 1)).max()
    moved = rates_of(track).over(grid[:-1], grid[1:])[0].max()
    away = EARTH_RADIUS_KM * np.arccos(np.clip(frames(*track.centre(grid)).up @ middle, -1, 1))
    near = np.flatnonzero(away <= spread + track.radii_km.max() + moved)
    return grid[max(near[0] - 1, 0) : near[-1] + 2] if len(near) else grid[:1]


def _hourly_grid(start_s: float, end_s: float) -> Floats:
    return np.linspace(start_s, end_s, int(np.ceil((end_s - start_s) / CELL_S)), endpoint=False)


def changing_cells(
    track: CircleTrack, places: Whereabouts, grid: Floats, convention: Convention
) -> Cells:
    """Cells of less than 15 s in which a place's state changes."""
    if len(grid) == 1:  # the storm stays away, or is known at one moment only
        none, nobody = np.zeros(0), np.zeros(0, np.intp)
        sight = sight_of(track, none, convention, pairwise(places.at(nobody, none)))
        return Cells(nobody, none, none, sight, sight)
    rates = rates_of(track, places.speed)
    sight = sight_of(track, grid, convention, lambda axes: places.along(axes, grid))
    every, before, after = slice(None), slice(None, -1), slice(1, None)
    start, end = sight.pick(every, before), sight.pick(every, after)
    place, cell = np.nonzero(_may_change(rates, grid[:-1], grid[1:], start, end, convention))
    cells = Cells(place, grid[cell], grid[cell + 1], start.pick(place, cell), end.pick(place, cell))
    for _ in range(HALVINGS):
        cells = _halve_cells(track, places, cells, convention)
        keep = _may_change(rates, cells.start_s, cells.end_s, cells.start, cells.end, convention)
        cells = cells.pick(keep)
    return cells.pick((cells.start.gap <= 0) != (cells.end.gap <= 0))


def _halve_cells(
    track: CircleTrack, places: Whereabouts, cells: Cells, convention: Convention
) -> Cells:
    middle_s = (cells.start_s + cells.end_s) / 2
    here = places.at(cells.place, middle_s)
    middle = sight_of(track, middle_s, convention, pairwise(here))
    return Cells(
        np.concatenate([cells.place, cells.place]),
        np.concatenate([cells.start_s, middle_s]),
        np.concatenate([middle_s, cells.end_s]),
        cells.start.followed_by(middle),
        middle.followed_by(cells.end),
    )


def rates_of(track: CircleTrack, place_speed: float = 0.0) -> Rates:
    """The track's rates, an upper bound on how fast centre and place near each other between
    each two fixes."""
    span_s = np.diff(track.at_s)
    widest = np.cos(np.radians(np.minimum(np.abs(track.lat[:-1]), np.abs(track.lat[1:]))))
    widest = np.where(track.lat[:-1] * track.lat[1:] < 0, 1.0, widest)
    run = np.hypot(np.diff(track.lat), np.diff(track.lon) * widest)
    change = np.abs(np.diff(track.radii_km, axis=0)).max(axis=1, initial=0.0)
    speed = np.radians(run) * EARTH_RADIUS_KM / span_s + place_speed
    return Rates(track.at_s, speed, change / span_s)


def _may_change(
    rates: Rates,
    start_s: Floats,
    end_s: Floats,
    start: Sight,
    end: Sight,
    convention: Convention,
) -> Flags:
    """Whether the state may change within a cell; False is proved, True is not."""
    step, change = rates.over(start_s, end_s)
    both = start.distance + end.distance
    nearest, farthest = (both - step) / 2, (both + step) / 2
    near = (nearest <= np.maximum(start.widest, end.widest)) & (
        farthest >= np.minimum(start.narrowest, end.narrowest)
    )
    jumps, slack = _JUMPS[convention](start, end, step, nearest)
    moves = np.abs(start.gap) + np.abs(end.gap) <= step + change + slack
    return ((start.gap <= 0) != (end.gap <= 0)) | (near & (moves | jumps))


def _step_jumps(start: Sight, end: Sight, step: Floats, nearest: Floats) -> tuple[Flags, Floats]:
    """Cells in which the place may pass an axis, where the radius jumps; no slack else."""
    margin = step * _AXIS_MARGIN
    passes_meridian = np.abs(start.east) + np.abs(end.east) <= margin
    passes_parallel = np.abs(start.north) + np.abs(end.north) <= margin
    return passes_meridian | passes_parallel, np.zeros_like(step)


def _smooth_jumps(start: Sight, end: Sight, step: Floats, nearest: Floats) -> tuple[Flags, Floats]:
    """No jumps; slack for the azimuth that the place may sweep."""
    swept = np.minimum(step / np.maximum(nearest, 1e-9), 2 * np.pi)
    return np.zeros_like(nearest, bool), np.maximum(start.slope, end.slope) * swept


_JUMPS: dict[Convention, Callable[[Sight, Sight, Floats, Floats], tuple[Flags, Floats]]] = {
    Convention.STEP: _step_jumps,
    Convention.SMOOTH: _smooth_jumps,
}

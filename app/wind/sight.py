"""How places see a moving circle: distance, offsets, and signed gap to its edge.

`step`   the radius is constant in each quadrant: exactly the quarter circles the map draws.
`smooth` the radius is linear in azimuth between the quadrants' middles (45°, 135°, 225°, 315°).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from app.geo.sphere import EARTH_RADIUS_KM, Flags, Floats, Frames, Indices, frames
from app.typhoon.track import CircleTrack


class Convention(StrEnum):
    """How the radius varies with azimuth."""

    STEP = "step"
    SMOOTH = "smooth"


@dataclass(frozen=True, slots=True)
class Sight:
    """How places see the centre at a moment: distance, east and north offsets and signed gap g
    (km), and of the circle its widest and narrowest radius (km) and steepest slope (km/rad)."""

    distance: Floats
    east: Floats
    north: Floats
    gap: Floats
    widest: Floats
    narrowest: Floats
    slope: Floats

    def pick(self, *index: Indices | slice | Flags) -> "Sight":
        """The chosen entries; what is the same for all places is spread over them first."""
        shape = self.distance.shape
        parts = (self.distance, self.east, self.north, self.gap)
        common = (self.widest, self.narrowest, self.slope)
        return Sight(
            *(part[index] for part in parts),
            *(np.broadcast_to(part, shape)[index] for part in common),
        )

    def followed_by(self, other: "Sight") -> "Sight":
        """Both, one after the other."""
        pairs = zip(self._list_parts(), other._list_parts(), strict=True)
        return Sight(*(np.concatenate(pair) for pair in pairs))

    def _list_parts(self) -> tuple[Floats, ...]:
        return (
            self.distance, self.east, self.north, self.gap,
            self.widest, self.narrowest, self.slope,
        )  # fmt: skip


def inside(track: CircleTrack, places: Floats, at_s: Floats, convention: Convention) -> Flags:
    """Whether each place (unit vector) is inside at its own time."""
    return sight_of(track, at_s, convention, pairwise(places)).gap <= 0


def state_grid(track: CircleTrack, places: Floats, at_s: Floats, convention: Convention) -> Flags:
    """Whether each place (unit vector) is inside at each time, shape (places, times)."""
    return sight_of(track, at_s, convention, lambda axes: places @ axes.T).gap <= 0


def pairwise(places: Floats) -> Callable[[Floats], Floats]:
    """Projects each place on the axes of its own moment."""
    return lambda axes: np.einsum("ij,ij->i", places, axes)


def sight_of(
    track: CircleTrack, at_s: Floats, convention: Convention, along: Callable[[Floats], Floats]
) -> Sight:
    """What is seen at each time. `along(axes)` projects the places on unit vectors: every place
    at every time (a grid), or each at its own."""
    frame: Frames = frames(*track.centre(at_s))
    radii = track.radii(at_s)
    east, north = along(frame.east), along(frame.north)
    distance = EARTH_RADIUS_KM * np.arctan2(np.hypot(east, north), along(frame.up))
    radius = _RADIUS[convention](east, north, radii)
    return Sight(
        distance,
        east * EARTH_RADIUS_KM,
        north * EARTH_RADIUS_KM,
        np.where(radius > 0, distance - radius, distance + 1e-9),
        radii.max(axis=0),
        radii.min(axis=0),
        np.abs(radii - radii[[3, 0, 1, 2]]).max(axis=0) / (np.pi / 2),
    )


def _step_radius(east: Floats, north: Floats, radii: Floats) -> Floats:
    """NE holds bearings [0°, 90°), SE [90°, 180°), and so on round."""
    north_east = (north > 0) & (east >= 0)
    south_east = (north <= 0) & (east > 0)
    south_west = (north < 0) & (east <= 0)
    return np.select([north_east, south_east, south_west], list(radii[:3]), radii[3])


def _smooth_radius(east: Floats, north: Floats, radii: Floats) -> Floats:
    turn = np.mod(np.arctan2(east, north) / (np.pi / 2) - 0.5, 4.0)
    quadrant = np.minimum(turn.astype(np.intp), 3)
    part = turn - quadrant
    here, following = np.choose(quadrant, radii), np.choose((quadrant + 1) % 4, radii)
    return np.asarray(here + part * (following - here))


_RADIUS: dict[Convention, Callable[[Floats, Floats, Floats], Floats]] = {
    Convention.STEP: _step_radius,
    Convention.SMOOTH: _smooth_radius,
}


def radius_towards(convention: Convention, east: Floats, north: Floats, radii: Floats) -> Floats:
    """The radius in the direction of each offset; `radii` is (4, places)."""
    return _RADIUS[convention](east, north, radii)

"""Stays inside wind circles that were worked out before.

Every answer asks for the same limited roads and piers, and every list of zones for the same spots;
their stays are the same until another bulletin, whatever the moment of the question.
"""

from functools import lru_cache

from app.geo.sphere import Floats
from app.typhoon.track import CircleTrack
from app.wind.arrival import Convention, Stays, find_stays

_KEPT = 256  # answers of some zones under a handful of agencies


class _Question:
    """Equal to another when all figures are, so that an answer can be found again."""

    __slots__ = ("_key", "convention", "lat", "lon", "track")

    def __init__(
        self, track: CircleTrack, lon: Floats, lat: Floats, convention: Convention
    ) -> None:
        self.track, self.lon, self.lat, self.convention = track, lon, lat, convention
        arrays = (track.at_s, track.lon, track.lat, track.radii_km, lon, lat)
        self._key = (convention, *(array.tobytes() for array in arrays))

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Question) and self._key == other._key


def stays_at(track: CircleTrack, lon: Floats, lat: Floats, convention: Convention) -> Stays:
    """All stays of the places inside the circle, as `find_stays` gives them."""
    return _find_asked(_Question(track, lon, lat, convention))


@lru_cache(maxsize=_KEPT)
def _find_asked(question: _Question) -> Stays:
    return find_stays(question.track, question.lon, question.lat, question.convention)

"""What is known of a storm at a moment: the fixes up to then, and the newest forecast."""

from dataclasses import dataclass

from app.typhoon.model import Fix, Forecast, Track, TrackKind
from app.typhoon.track import Absence, CircleTrack, circle_track


@dataclass(frozen=True, slots=True)
class Outlook:
    """An agency's track as far as known, and its newest forecast from then on."""

    track: Track
    forecast: Forecast | None

    @property
    def points(self) -> tuple[Fix, ...]:
        """Fixes, then the forecast's points after the last fix."""
        fixes = self.track.fixes
        if self.forecast is None:
            return fixes
        return fixes + tuple(
            point for point in self.forecast.points if not fixes or point.fix_at > fixes[-1].fix_at
        )

    @property
    def absence(self) -> Absence:
        """Best tracks say that there is no circle; operational notices often just omit it."""
        operational = self.track.kind is TrackKind.OPERATIONAL
        return Absence.UNKNOWN if operational else Absence.NO_CIRCLE

    def circles(self, force: int) -> CircleTrack | None:
        """One circle along the points, or None when the source has none."""
        return circle_track(self.points, force, self.absence) if self.points else None

"""What is known of a storm at a moment: the fixes up to then, and the newest forecast."""

from dataclasses import dataclass, replace

import numpy as np

from app.geo.sphere import Flags
from app.typhoon.derived_circles import DERIVED_RULES, with_force
from app.typhoon.model import Fix, Forecast, Track, TrackKind
from app.typhoon.persisted_circles import PERSIST_RULE, filled
from app.typhoon.track import Absence, CircleTrack, circle_track

_ASSUMED_RULES = DERIVED_RULES | {PERSIST_RULE}


@dataclass(frozen=True, slots=True)
class Outlook:
    """An agency's track as far as known, and its newest forecast from then on.

    `circles_from` is set when the circles are another agency's, lent for comparison."""

    track: Track
    forecast: Forecast | None
    circles_from: Track | None = None

    @property
    def points(self) -> tuple[Fix, ...]:
        """Fixes, then the forecast's points after the last fix, with the circles it leaves out."""
        return self.track.fixes + self.coming

    @property
    def coming(self) -> tuple[Fix, ...]:
        """The forecast's points after the last fix."""
        fixes, forecast = self.track.fixes, self.forecast
        if forecast is None:
            return ()
        complete = self.absence is Absence.NO_CIRCLE
        points = forecast.points
        if self.circles_from is None:
            points = filled(fixes, forecast, fixes_complete=complete)
        return tuple(point for point in points if not fixes or point.fix_at > fixes[-1].fix_at)

    @property
    def circle_owner(self) -> Track:
        """The track whose agency and averaging the circles have."""
        return self.circles_from or self.track

    @property
    def absence(self) -> Absence:
        """Best tracks say that there is no circle; operational notices often just omit it."""
        operational = self.track.kind is TrackKind.OPERATIONAL
        return Absence.UNKNOWN if operational else Absence.NO_CIRCLE

    def circles(self, force: int) -> CircleTrack | None:
        """One circle along the points, published or derived; None when there is none."""
        points = with_force(self.points, force)
        known = len(self.track.fixes)
        track = circle_track(points, force, self.absence, known) if points else None
        if track is None:
            return None
        assumed = track.assumed | _assumed_gaps(points, force)
        lent = self.circles_from is not None
        return replace(track, assumed=np.ones_like(assumed) if lent else assumed)

    def with_circles_of(self, other: "Outlook") -> "Outlook | None":
        """This track with the circles of another agency, each point lent those nearest in time.

        Shows what the choice of an agency does to an arrival. None when the other has no circle."""
        lenders = [point for point in other.points if point.radii]
        if not lenders:
            return None
        forecast = self.forecast
        lent = None if forecast is None else _lent(forecast.points, lenders)
        return Outlook(
            replace(self.track, fixes=_lent(self.track.fixes, lenders)),
            None if forecast is None or lent is None else replace(forecast, points=lent),
            other.track,
        )


def _lent(points: tuple[Fix, ...], lenders: list[Fix]) -> tuple[Fix, ...]:
    return tuple(replace(point, radii=_nearest(point, lenders).radii) for point in points)


def _nearest(point: Fix, lenders: list[Fix]) -> Fix:
    return min(lenders, key=lambda lender: abs(lender.fix_at - point.fix_at))


def _assumed_gaps(points: tuple[Fix, ...], force: int) -> Flags:
    """Gaps between points that touch a circle which persists or is derived."""
    assumed = np.array(
        [any(c.force == force and c.rule in _ASSUMED_RULES for c in p.radii) for p in points]
    )
    return assumed[1:] | assumed[:-1]

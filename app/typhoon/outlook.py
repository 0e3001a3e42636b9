"""What is known of a storm at a moment: the fixes up to then, and the newest forecast."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from app.geo.sphere import Flags, Floats
from app.typhoon.derived_circles import DERIVED_RULES, with_force
from app.typhoon.model import Fix, Forecast, Track, TrackKind, WindRadius
from app.typhoon.persisted_circles import PERSIST_RULE, filled
from app.typhoon.track import Absence, CircleTrack, circle_track, too_weak

_ASSUMED_RULES = DERIVED_RULES | {PERSIST_RULE}


class Assumption(StrEnum):
    """What an answer about the wind rests on beside what the source says."""

    LENT = "lent"  # a fix without the circle has the nearest one's
    RAMPED = "ramped"  # between a fix with the circle and one without it grows or shrinks
    PERSISTING = "persisting"  # a forecast without circles keeps the last ones
    DERIVED = "derived"  # from the circles of other forces
    OTHER_AGENCY = "other_agency"  # the circles are another agency's
    ROUNDED = "rounded"  # the circle of another force stands in


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

    def assumptions(self, force: int, track: CircleTrack) -> frozenset[Assumption]:
        """What was assumed about the circle of `force`, over its whole `track`."""
        rules = {
            c.rule for p in with_force(self.points, force) for c in p.radii if c.force == force
        }
        widest: Floats = track.radii_km.max(axis=1)
        has: Flags = widest > 0
        found = {
            Assumption.LENT: track.lent,
            Assumption.RAMPED: bool((has[1:] != has[:-1]).any()),
            Assumption.PERSISTING: PERSIST_RULE in rules,
            Assumption.DERIVED: not rules.isdisjoint(DERIVED_RULES),
            Assumption.OTHER_AGENCY: self.circles_from is not None,
        }
        return frozenset(each for each, holds in found.items() if holds)

    def with_circles_of(self, other: "Outlook") -> "Outlook | None":
        """This track with the circles of another agency, each point lent those nearest in time.

        Shows what the choice of an agency does to an arrival. None when the other has no circle."""
        lenders = [point for point in other.points if point.radii]
        if not lenders:
            return None
        forecast = self.forecast
        lent = None if forecast is None else _lend_circles(forecast.points, lenders)
        return Outlook(
            replace(self.track, fixes=_lend_circles(self.track.fixes, lenders)),
            None if forecast is None or lent is None else replace(forecast, points=lent),
            other.track,
        )


def _lend_circles(points: tuple[Fix, ...], lenders: list[Fix]) -> tuple[Fix, ...]:
    return tuple(replace(point, radii=_bearable_circles(point, lenders)) for point in points)


def _bearable_circles(point: Fix, lenders: list[Fix]) -> tuple[WindRadius, ...]:
    """The nearest lender's circles, those left out that the point's own wind is too weak for."""
    radii = _nearest_lender(point, lenders).radii
    return tuple(circle for circle in radii if not too_weak(point, circle.threshold_ms))


def _nearest_lender(point: Fix, lenders: list[Fix]) -> Fix:
    return min(lenders, key=lambda lender: abs(lender.fix_at - point.fix_at))


def _assumed_gaps(points: tuple[Fix, ...], force: int) -> Flags:
    """Gaps between points that touch a circle which persists or is derived."""
    assumed = np.array(
        [any(c.force == force and c.rule in _ASSUMED_RULES for c in p.radii) for p in points]
    )
    return assumed[1:] | assumed[:-1]

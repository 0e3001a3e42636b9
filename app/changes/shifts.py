"""How a forecast track moved against the one before, at the times both speak of."""

from collections.abc import Sequence
from datetime import datetime

from app.changes.model import Shift
from app.geo.sphere import distance_km
from app.typhoon.model import Forecast
from app.typhoon.path import Path, bearing_deg, path_of

TOLD_LEAD_H = 24.0


def track_shifts(before: Forecast | None, after: Forecast | None) -> list[Shift]:
    """The shift at every point of either forecast that both cover, in order of time.

    Between points of a forecast the centre is linear in time."""
    if before is None or after is None:
        return []
    old, new = path_of(before.points), path_of(after.points)
    if old is None or new is None:
        return []
    times = sorted({point.fix_at for point in (*before.points, *after.points)})
    common = [moment for moment in times if old.covers(moment) and new.covers(moment)]
    return [_measure_shift(old, new, moment, after.issued_at) for moment in common]


def _measure_shift(old: Path, new: Path, moment: datetime, issued_at: datetime) -> Shift:
    was, now = (path.centre(path.seconds(moment)) for path in (old, new))
    return Shift(
        moment,
        (moment - issued_at).total_seconds() / 3600,
        float(distance_km(*was, *now)),
        float(bearing_deg(*was, *now)),
        old.place(old.seconds(moment)),
        new.place(new.seconds(moment)),
    )


def told_shift(shifts: Sequence[Shift]) -> Shift | None:
    """The shift a sentence tells: the one nearest to a day ahead, none in the past."""
    ahead = [shift for shift in shifts if shift.lead_h > 0]
    return min(ahead, key=lambda shift: abs(shift.lead_h - TOLD_LEAD_H), default=None)

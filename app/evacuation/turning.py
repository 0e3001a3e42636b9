"""When an answer says something else though nothing new is known: a cut-off has come."""

from collections.abc import Iterator
from datetime import datetime

from app.evacuation.zone_answer import TimingAnswer


def turned(timing: TimingAnswer, at: datetime) -> bool:
    """Whether a cut-off or its end, a latest start or a refuge's last order lies between."""
    began, ended = sorted((timing.incident_at, at))
    return any(began < moment <= ended for moment in _turning_moments(timing))


def _turning_moments(timing: TimingAnswer) -> Iterator[datetime]:
    for cutoff in timing.cutoffs:
        yield cutoff.cutoff_at
        yield cutoff.latest_start_at
        if cutoff.until_at is not None:
            yield cutoff.until_at
    for way in timing.ways:
        if way.reach_until_at is not None:
            yield way.reach_until_at

"""Forecast points without wind circles (sources#forecasts).

Most forecasts tell centre and wind only. Rule: a circle the agency gave last persists with its
quadrants; it is dropped at points whose forecast wind is below its threshold. A wind that is not
told drops nothing. A synthetic forecast says all its circles itself and is left alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.typhoon.model import Fix, Forecast, WindRadius
from app.typhoon.track import too_weak

PERSIST_RULE = (
    "not in the forecast: the quadrants given last persist; dropped where the forecast wind is"
    " below the circle's threshold"
)


def filled(fixes: Sequence[Fix], forecast: Forecast, *, fixes_complete: bool) -> tuple[Fix, ...]:
    """The forecast's points with the circles it leaves out.

    `fixes_complete`: the last fix says all its circles, so that no older one persists."""
    if forecast.synthetic:
        return forecast.points
    last: dict[int, WindRadius] = {}
    for point in fixes[-1:] if fixes_complete else fixes:
        last = _still_alive(point, last)
    points: list[Fix] = []
    for point in forecast.points:
        last.update({circle.force: circle for circle in point.radii})
        points.append(replace(point, radii=(*point.radii, *_lasting_circles(point, last))))
    return tuple(points)


def _still_alive(fix: Fix, last: dict[int, WindRadius]) -> dict[int, WindRadius]:
    told = {circle.force: circle for circle in fix.radii}
    alive = {force: c for force, c in last.items() if not too_weak(fix, c.threshold_ms)}
    return {**alive, **told}


def _lasting_circles(point: Fix, last: dict[int, WindRadius]) -> Iterator[WindRadius]:
    told = {circle.force for circle in point.radii}
    for force, circle in sorted(last.items()):
        if force not in told and not too_weak(point, circle.threshold_ms):
            yield replace(circle, rule=PERSIST_RULE)

"""From storms and series to the figures that rules are held against.

Circles are published for force 7, 10 and 12, and 8 is derived between them. A force without a
circle is proved by the next higher one: late, never early. Every township's seat is asked and the
first that the wind reaches speaks for its county, whichever agency says so.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from app.series.model import Nature, Point, Series, SeriesKind
from app.typhoon.outlook import Outlook
from app.units import beaufort_force
from app.warnings.model import RainPoint, StationRain, Wind
from app.wind.place_wind import PlaceWind, place_winds
from app.wind.seats import CountySeat

CIRCLE_FORCES = (7, 8, 10, 12)
# A measurement that is older says nothing of now (hourly reports, and a late one).
OBSERVED_WITHIN = timedelta(minutes=90)


def circle_winds(
    outlooks: Sequence[Outlook], places: Sequence[CountySeat], at: datetime
) -> list[Wind]:
    """Of each force with a circle the first arrival among the places; lasting ones count."""
    lon, lat = [place.lon for place in places], [place.lat for place in places]
    found: list[Wind] = []
    for force in CIRCLE_FORCES:
        winds = [
            _wind_evidence(place, outlook, answer, at)
            for outlook in outlooks
            for place, answer in zip(places, place_winds(outlook, lon, lat, force, at), strict=True)
            if answer.earliest_at is not None
        ]
        if winds:
            found.append(min(winds, key=lambda wind: wind.since))
    return found


def _wind_evidence(place: CountySeat, outlook: Outlook, answer: PlaceWind, at: datetime) -> Wind:
    stays = (*answer.step, *answer.smooth)
    ends = [stay.departure_at for stay in stays]
    pending = [end for end in ends if end is None or end > at]
    forecast = outlook.forecast
    return Wind(
        force=answer.force,
        gust=False,
        since=answer.earliest_at or at,
        until=None if None in pending else max((end for end in pending if end), default=None),
        place=place.name,
        basis=f"{answer.agency}，{answer.rule.zh}",
        observed=False,
        at_least=True,
        illustrative=forecast is not None and forecast.synthetic,
    )


def series_winds(series: Series, points: Sequence[Point], at: datetime) -> Iterator[Wind]:
    """The newest measurement while it is fresh; of a prediction every value to come."""
    observed = series.nature is Nature.OBSERVED
    chosen = [point for point in points if point.at > at]
    if observed:
        chosen = [point for point in points if at - OBSERVED_WITHIN <= point.at <= at][-1:]
    for point in chosen:
        yield Wind(
            force=beaufort_force(point.value),
            gust=series.kind is SeriesKind.GUST,
            since=point.at,
            until=None,
            place=series.station.name,
            basis=f"{point.value:.1f} m/s，{'实测' if observed else '预报'}",
            observed=observed,
            at_least=False,
            illustrative=series.illustrative,
        )


def station_rain(
    series: Sequence[tuple[Series, Sequence[Point]]], at: datetime
) -> StationRain | None:
    """One gauge's rain: measured up to `at`, predicted after it; None without any."""
    points = [
        RainPoint(point.at, one.span_min or 60.0, point.value, one.nature is Nature.OBSERVED)
        for one, values in series
        for point in values
        if (point.at <= at) == (one.nature is Nature.OBSERVED)
    ]
    if not points:
        return None
    first = series[0][0]
    return StationRain(
        place=first.station.name,
        points=tuple(sorted(points, key=lambda point: point.at)),
        illustrative=any(one.illustrative for one, _ in series),
    )

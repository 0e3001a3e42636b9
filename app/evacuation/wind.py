"""The wind that timing needs, from the typhoon's tracks and newest forecasts.

Each agency's circles are asked by both conventions and the earliest arrival of any counts: a
place an agency already has inside its circle is inside. Which circle stands for a force that has
none is the engine's rule, the same for every place and limit (`app.wind.place_wind.Rounding`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.database import Connection
from app.evacuation.cutoffs import Spot, WindArrival
from app.incidents.model import Incident
from app.typhoon.outlook import Outlook
from app.typhoon.queries import get_storm, list_outlooks
from app.units import FORCE_LOWER_MS
from app.wind.arrival import Convention
from app.wind.ensemble.queries import list_village_chances
from app.wind.ensemble.result import LikelyFigures
from app.wind.place_wind import PlaceWind, Rounding, place_winds


@dataclass(frozen=True, slots=True)
class WindTable:
    """Arrivals at `at` for the spots and forces it was asked for; empty without a typhoon."""

    arrivals: Mapping[tuple[Spot, int], WindArrival]

    def at(self, spot: Spot, force: int) -> WindArrival | None:
        """The arrival of `force` at `spot`, None when nothing is known of a typhoon."""
        return self.arrivals.get((spot, force))

    def blows(self, spots: Iterable[Spot], force: int, at: datetime) -> bool:
        """Whether `force` is over one of `spots` at `at`."""
        winds = (self.at(spot, force) for spot in spots)
        return any(wind is not None and wind.covers(at) for wind in winds)


@dataclass(frozen=True, slots=True)
class Chance:
    """By when one member in ten of the ensemble has the wind, and by when half of them have it."""

    earliest_at: datetime | None
    likely_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChanceTable:
    """What the newest finished ensemble says of villages; empty where there is none yet."""

    told: Mapping[tuple[str, int], LikelyFigures]

    def of(self, villages: Sequence[str], force: int) -> Chance | None:
        """The first among the villages; None when none of them is told of."""
        found = [self.told[code, force] for code in villages if (code, force) in self.told]
        if not found:
            return None
        earliest = (each.earliest_at for each in found if each.earliest_at is not None)
        likely = (each.likely_at for each in found if each.likely_at is not None)
        return Chance(min(earliest, default=None), min(likely, default=None))


NO_CHANCES = ChanceTable({})


def load_chances(
    conn: Connection,
    incident: Incident,
    at: datetime,
    villages: Iterable[str],
    forces: Sequence[int],
) -> ChanceTable:
    """What is known at `at` of the incident's storm."""
    codes = sorted(set(villages))
    if incident.storm_id is None or not codes:
        return NO_CHANCES
    return ChanceTable(list_village_chances(conn, incident.storm_id, at, codes, forces))


def load_outlooks(conn: Connection, incident: Incident, at: datetime) -> list[Outlook]:
    """What the agencies know of the incident's storm at `at`; empty without a storm."""
    if incident.storm_id is None:
        return []
    return list_outlooks(conn, get_storm(conn, incident.storm_id), at)


def winds_of(
    outlooks: Sequence[Outlook],
    at: datetime,
    wanted: Mapping[int, Sequence[Spot]],
    *,
    rounding: Rounding = Rounding.PROFILE,
) -> WindTable:
    """The arrivals that `outlooks` give."""
    table: dict[tuple[Spot, int], WindArrival] = {}
    for force, spots in wanted.items():
        for outlook in outlooks:
            for spot, wind in _agency_winds(outlook, at, force, spots, rounding):
                table[spot, force] = _earlier_of(table.get((spot, force)), wind)
    return WindTable(table)


def _earlier_of(known: WindArrival | None, other: WindArrival) -> WindArrival:
    if known is None or known.arrival_at is None:
        return known if known is not None and other.arrival_at is None else other
    if other.arrival_at is None or known.arrival_at <= other.arrival_at:
        return known
    return other


def _agency_winds(
    outlook: Outlook, at: datetime, force: int, spots: Sequence[Spot], rounding: Rounding
) -> list[tuple[Spot, WindArrival]]:
    lon, lat = [spot.lon for spot in spots], [spot.lat for spot in spots]
    winds = place_winds(outlook, lon, lat, force, at, rounding=rounding)
    return [
        (spot, _wind_arrival(outlook, wind, at)) for spot, wind in zip(spots, winds, strict=True)
    ]


def _wind_arrival(outlook: Outlook, wind: PlaceWind, at: datetime) -> WindArrival:
    forecast, first = outlook.forecast, wind.earlier(at)
    stay = wind.coming(first, at)
    step, smooth = (wind.coming(kind, at) for kind in (Convention.STEP, Convention.SMOOTH))
    begins_at = outlook.points[0].fix_at if outlook.points else None
    return WindArrival(
        force=wind.force,
        arrival_at=wind.earliest_at,
        departure_at=None if stay is None else stay.departure_at,
        step_at=None if step is None else step.arrival_at or begins_at,
        smooth_at=None if smooth is None else smooth.arrival_at or begins_at,
        agency=outlook.track.agency,
        threshold_ms=wind.threshold_ms or FORCE_LOWER_MS[wind.circle_force],
        issued_at=None if forecast is None else forecast.issued_at,
        synthetic=forecast is not None and forecast.synthetic,
        circle_force=wind.circle_force,
        has_circle=wind.reason is None,
        convention=None if stay is None else first,
        rounding=wind.rounding,
        assumptions=tuple(sorted(wind.assumptions)),
    )

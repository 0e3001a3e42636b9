"""When the wind of a force reaches one place: the forecast's own answer, and how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from app.configuration.queries import value
from app.database import Connection
from app.geo.sphere import Floats
from app.typed_json import extend
from app.typhoon import queries
from app.typhoon.explanation import Explanation
from app.typhoon.model import Storm
from app.typhoon.outlook import Outlook
from app.typhoon.present import AnswerBasis, basis
from app.wind import present
from app.wind.arrival import Convention
from app.wind.ensemble.basis import FORCES, Basis, basis_of
from app.wind.ensemble.likelihood import LATE, Likelihood, likelihood
from app.wind.ensemble.merge import Ensemble, make_ensemble
from app.wind.ensemble.places import PlaceKind, WindPlace
from app.wind.ensemble.result import EnsembleAgency, LikelyFigures
from app.wind.ensemble.run import figures, force_told, place_arrivals
from app.wind.place_present import PlaceWindAnswer, place_wind
from app.wind.place_wind import PlaceWind, Rounding, Stay, circle_for, place_winds


@dataclass(frozen=True, slots=True)
class PlaceQuestion:
    """A storm as known at a moment, a place and a force; no convention: the earlier counts."""

    storm: Storm
    at: datetime
    lon: float
    lat: float
    force: int
    convention: Convention | None
    rounding: Rounding = Rounding.PROFILE

    @property
    def circle_force(self) -> int:
        """The circle that stands for the force."""
        return circle_for(self.force, self.rounding)


@dataclass(frozen=True, slots=True)
class StayInterval:
    """A stay; the moments to the second, and as seconds since 1970 as worked out."""

    arrival_at: datetime | None
    departure_at: datetime | None
    arrival_unix_s: float | None
    departure_unix_s: float | None
    assumed: bool


@dataclass(frozen=True, slots=True)
class AskedPlace:
    """Where it was asked for."""

    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class ArrivalAnswer(PlaceWindAnswer):
    """Intervals by the convention asked for or the earlier, both beside it, rule and inputs."""

    place: AskedPlace
    at: datetime
    basis: AnswerBasis
    convention: Convention
    intervals: list[StayInterval]
    inputs: present.AnswerInputs


@dataclass(frozen=True, slots=True)
class AgencyFigures(LikelyFigures):
    """One agency's own likelihood, and whether it is far from that of all."""

    agency: str
    disagrees: bool


@dataclass(frozen=True, slots=True)
class PlaceLikelihood(LikelyFigures):
    """How likely, and when, of all agencies' members and of each."""

    members: int
    agencies: list[EnsembleAgency]
    method: Explanation
    by_agency: list[AgencyFigures]


@dataclass(frozen=True, slots=True)
class LikelyArrival(ArrivalAnswer):
    """With the first arrival any agency has, other agencies' circles, and the likelihood."""

    earliest_any: PlaceWindAnswer | None
    other_circles: list[PlaceWindAnswer]
    likelihood: PlaceLikelihood | None


def load_arrival_answer(
    conn: Connection, question: PlaceQuestion, agency: str | None
) -> LikelyArrival:
    """The answer of one agency, or of the preferred one, with the likelihood of all."""
    asked, at = question, question.at
    outlook = queries.get_outlook(conn, asked.storm, at, agency)
    others = queries.list_outlooks(conn, asked.storm, at)
    basis = basis_of(conn, asked.storm, others)
    points = value(conn, "typhoon.disagree_points")
    return extend(
        LikelyArrival,
        arrival_answer(outlook, asked),
        earliest_any=earliest_any(others, asked),
        other_circles=[place_wind(each) for each in other_circles(outlook, others, asked)],
        likelihood=likelihood_answer(basis, asked, points),
    )


def arrival_answer(outlook: Outlook, asked: PlaceQuestion) -> ArrivalAnswer:
    """Intervals by the convention asked for or the earlier, both beside it, rule and inputs."""
    wind = _place_wind(outlook, asked)
    convention = asked.convention or wind.earlier(asked.at)
    return extend(
        ArrivalAnswer,
        place_wind(wind),
        place=AskedPlace(asked.lon, asked.lat),
        at=asked.at,
        basis=basis(outlook),
        convention=convention,
        intervals=[_make_interval(stay) for stay in wind.stays(convention)],
        inputs=present.inputs(outlook),
    )


def _make_interval(stay: Stay) -> StayInterval:
    begins, ends = stay.arrival_at, stay.departure_at
    return StayInterval(
        arrival_at=begins and begins.replace(microsecond=0),
        departure_at=ends and ends.replace(microsecond=0),
        arrival_unix_s=begins and begins.timestamp(),
        departure_unix_s=ends and ends.timestamp(),
        assumed=stay.assumed,
    )


def _place_wind(outlook: Outlook, asked: PlaceQuestion) -> PlaceWind:
    where = [asked.lon], [asked.lat]
    (wind,) = place_winds(outlook, *where, asked.force, asked.at, rounding=asked.rounding)
    return wind


def earliest_any(outlooks: Sequence[Outlook], asked: PlaceQuestion) -> PlaceWindAnswer | None:
    """The first arrival that any agency has, which deadlines count from; None when none has."""
    winds = [_place_wind(each, asked) for each in outlooks]
    coming = [wind for wind in winds if wind.earliest_at is not None]
    if not coming:
        return None
    first = min(coming, key=lambda wind: wind.earliest_at or asked.at)
    return place_wind(first)


def other_circles(
    outlook: Outlook, others: Sequence[Outlook], asked: PlaceQuestion
) -> list[PlaceWind]:
    """The same with the circles of every other agency lent to this track."""
    lent = [outlook.with_circles_of(other) for other in others if other.track != outlook.track]
    return [_place_wind(each, asked) for each in lent if each]


def likelihood_answer(
    basis: Basis, asked: PlaceQuestion, disagree_points: float
) -> PlaceLikelihood | None:
    """How likely, and when at the earliest, of all agencies and of each; None without a forecast
    or without the circle."""
    force = asked.circle_force
    forces = tuple(dict.fromkeys((*FORCES, force)))
    ensemble = make_ensemble(basis.outlooks, basis.practice, forces)
    if not force_told(ensemble, force):
        return None
    spot = WindPlace(PlaceKind.VILLAGE, "", "", None, None, ((asked.lon, asked.lat),))
    arrivals = place_arrivals(ensemble, [spot], forces=(force,))[force]
    merged = likelihood(arrivals)
    head = present.ensemble_head(ensemble)
    return extend(
        PlaceLikelihood,
        figures(merged, 0),
        members=head.members,
        agencies=head.agencies,
        method=head.method,
        by_agency=_by_agency(ensemble, arrivals, merged, disagree_points),
    )


def _by_agency(
    ensemble: Ensemble, arrivals: Floats, merged: Likelihood, disagree_points: float
) -> list[AgencyFigures]:
    """Each agency's own figures. It disagrees when its probability is far from the merged one, or
    its likely arrival lies outside the merged 10–90 % span."""
    told: list[AgencyFigures] = []
    low = 0
    for share in ensemble.shares:
        high = low + len(share.members.lon)
        own = likelihood(arrivals[low:high])
        told.append(
            extend(
                AgencyFigures,
                figures(own, 0),
                agency=share.agency,
                disagrees=bool(_does_disagree(own, merged, disagree_points)),
            )
        )
        low = high
    return told


def _does_disagree(own: Likelihood, merged: Likelihood, points: float) -> bool:
    if abs(own.probability[0] - merged.probability[0]) * 100 >= points:
        return True
    early, late, likely = merged.earliest_s[0], merged.late_s[0], own.likely_s[0]
    if np.isnan(likely) or np.isnan(early):
        return False
    return bool(likely < early or (merged.probability[0] >= LATE and likely > late))

"""When the wind of a force reaches one place: the forecast's own answer, and how sure it is."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np

from app.typhoon import wind_present
from app.typhoon.arrival import Convention
from app.typhoon.ensemble.basis import FORCES, Basis
from app.typhoon.ensemble.likelihood import LATE, Likelihood, likelihood
from app.typhoon.ensemble.merge import Ensemble, make_ensemble
from app.typhoon.ensemble.places import Place, PlaceKind
from app.typhoon.ensemble.run import figures, force_told, place_arrivals
from app.typhoon.outlook import Outlook
from app.typhoon.place_wind import PlaceWind, place_winds
from app.typhoon.present import place_wind
from app.typhoon.sphere import Floats

Json = dict[str, Any]


def arrival_answer(
    outlook: Outlook, lon: float, lat: float, force: int, at: datetime, convention: Convention
) -> Json:
    """Intervals by the convention asked for, both conventions beside it, rule and inputs."""
    (wind,) = place_winds(outlook, [lon], [lat], force, at)
    told = place_wind(wind)
    return {
        "place": {"lon": lon, "lat": lat},
        "at": at,
        **told,
        "convention": convention,
        "intervals": told[convention],
        "inputs": wind_present.inputs(outlook),
    }


def other_circles(
    outlook: Outlook, others: Sequence[Outlook], lon: float, lat: float, force: int, at: datetime
) -> list[PlaceWind]:
    """The same with the circles of every other agency lent to this track."""
    lent = [outlook.with_circles_of(other) for other in others if other.track != outlook.track]
    return [place_winds(each, [lon], [lat], force, at)[0] for each in lent if each]


def likelihood_answer(
    basis: Basis, lon: float, lat: float, force: int, disagree_points: float
) -> Json | None:
    """How likely, and when at the earliest, of all agencies and of each; None without a forecast
    or without the circle."""
    forces = tuple(dict.fromkeys((*FORCES, force)))
    ensemble = make_ensemble(basis.outlooks, basis.practice, forces)
    if not force_told(ensemble, force):
        return None
    spot = Place(PlaceKind.VILLAGE, "", "", None, None, ((lon, lat),))
    arrivals = place_arrivals(ensemble, [spot], forces=(force,))[force]
    merged = likelihood(arrivals)
    return {
        **wind_present.ensemble_head(ensemble),
        **figures(merged, 0),
        "by_agency": _by_agency(ensemble, arrivals, merged, disagree_points),
    }


def _by_agency(
    ensemble: Ensemble, arrivals: Floats, merged: Likelihood, disagree_points: float
) -> list[Json]:
    """Each agency's own figures. It disagrees when its probability is far from the merged one, or
    its likely arrival lies outside the merged 10–90 % span."""
    told: list[Json] = []
    low = 0
    for share in ensemble.shares:
        high = low + len(share.members.lon)
        own = likelihood(arrivals[low:high])
        told.append(
            {
                "agency": share.agency,
                **figures(own, 0),
                "disagrees": bool(_disagrees(own, merged, disagree_points)),
            }
        )
        low = high
    return told


def _disagrees(own: Likelihood, merged: Likelihood, points: float) -> bool:
    if abs(own.probability[0] - merged.probability[0]) * 100 >= points:
        return True
    early, late, likely = merged.earliest_s[0], merged.late_s[0], own.likely_s[0]
    if np.isnan(likely) or np.isnan(early):
        return False
    return bool(likely < early or (merged.probability[0] >= LATE and likely > late))

"""The work behind a bulletin: every place's likelihood and the map's bands, as one JSON result."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from app.geo.areas import coordinates
from app.geo.sphere import Floats, unit_vectors
from app.wind.ensemble.bands import bands, grid_of, probabilities
from app.wind.ensemble.basis import FORCES, Basis, places_digest
from app.wind.ensemble.curves import arrival_curves
from app.wind.ensemble.likelihood import Likelihood, earliest_of_points, likelihood
from app.wind.ensemble.merge import Ensemble, Share, make_ensemble
from app.wind.ensemble.places import WindPlace, points_of
from app.wind.ensemble.reach import Progress, first_arrivals
from app.wind.ensemble.result import (
    NO_RESULT,
    VERSION,
    EnsembleAgency,
    EnsembleResult,
    LawOfErrors,
    LawOfSizes,
    LikelyFigures,
    ProbabilityBand,
)
from app.wind.ensemble.size_law import FIXED_SIZE, SizeLaw

BAND_FORCES = (7, 10, 12)
_PLACES_SHARE = 0.5  # of the work, about


def run(basis: Basis, places: Sequence[WindPlace], progress: Progress) -> EnsembleResult:
    """The result of a basis at the places. `progress` is told shares from 0 to 1."""
    ensemble = make_ensemble(basis.outlooks, basis.practice, FORCES)
    if not ensemble.shares:
        return NO_RESULT
    arrivals = place_arrivals(ensemble, places, lambda done: progress(done * _PLACES_SHARE))
    rest = 1 - _PLACES_SHARE
    return EnsembleResult(
        version=VERSION,
        members=ensemble.count,
        agencies=[agency(share, basis.practice.sizes) for share in ensemble.shares],
        places=_place_figures(ensemble, places, arrivals),
        places_digest=places_digest(places),
        bands=_force_bands(ensemble, lambda done: progress(_PLACES_SHARE + done * rest)),
        curves=arrival_curves(ensemble, places, _forces_told(ensemble, arrivals)),
    )


def place_arrivals(
    ensemble: Ensemble,
    places: Sequence[WindPlace],
    progress: Progress | None = None,
    forces: Sequence[int] = FORCES,
) -> dict[int, Floats]:
    """By force: arrival at every place of every member, seconds since 1970, NaN where never."""
    points = points_of(places)
    vectors = unit_vectors(points.lon, points.lat)
    parts: dict[int, list[Floats]] = {force: [] for force in forces}
    for index, share in enumerate(ensemble.shares):
        tell = None if progress is None else _part_progress(progress, index, len(ensemble.shares))
        found = first_arrivals(share.members, vectors, progress=tell)
        origin = share.members.origin_at.timestamp()
        nothing = np.full((len(share.members.lon), len(points.lon)), np.nan)
        for force in forces:
            each = found.get(force, nothing) + origin
            parts[force].append(earliest_of_points(each, points.starts))
    return {force: np.concatenate(each) for force, each in parts.items()}


def _part_progress(progress: Progress, done: int, parts: int) -> Progress:
    return lambda share: progress((done + share) / parts)


def agency(share: Share, sizes: SizeLaw = FIXED_SIZE) -> EnsembleAgency:
    """One agency's part in words and figures."""
    forecast, lent = share.outlook.forecast, share.outlook.circles_from
    law = share.law
    return EnsembleAgency(
        agency=share.agency,
        issued_at=share.members.issued_at,
        synthetic=forecast is not None and forecast.synthetic,
        members=len(share.members.lon),
        weight=share.weight,
        seed=share.members.seed,
        circles_from=None if lent is None else lent.agency,
        forces=sorted(share.members.circles),
        error_law=LawOfErrors(law.lead_h, law.mean_km, round(law.along_to_across, 3), law.source),
        size_law=LawOfSizes(sizes.lead_h, sizes.deviation, sizes.growth_a_day, sizes.source),
    )


def _place_figures(
    ensemble: Ensemble, places: Sequence[WindPlace], arrivals: Mapping[int, Floats]
) -> dict[str, dict[int, LikelyFigures]]:
    told = {force: likelihood(each) for force, each in _forces_told(ensemble, arrivals).items()}
    return {
        place.identity: {force: figures(told[force], index) for force in told}
        for index, place in enumerate(places)
    }


def _forces_told(ensemble: Ensemble, arrivals: Mapping[int, Floats]) -> dict[int, Floats]:
    return {force: each for force, each in arrivals.items() if force_told(ensemble, force)}


def force_told(ensemble: Ensemble, force: int) -> bool:
    """Whether any agency has that circle: without, there is no answer rather than 0 %."""
    return any(force in share.members.circles for share in ensemble.shares)


def figures(told: Likelihood, index: int) -> LikelyFigures:
    """One place's likelihood of one force."""
    return LikelyFigures(
        probability=round(float(told.probability[index]), 4),
        earliest_at=_whole_second(told.earliest_s[index]),
        likely_at=_whole_second(told.likely_s[index]),
        late_at=_whole_second(told.late_s[index]),
    )


def _whole_second(epoch_s: float) -> datetime | None:
    """Down to the second: an arrival is never told later than it was worked out."""
    if np.isnan(epoch_s):
        return None
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(np.floor(epoch_s)))


def _force_bands(ensemble: Ensemble, progress: Progress) -> dict[int, list[ProbabilityBand]]:
    forces = [force for force in BAND_FORCES if force_told(ensemble, force)]
    grid = grid_of(ensemble)
    shares = probabilities(ensemble, grid, forces, progress)
    return {
        force: [
            ProbabilityBand(band.from_pct, band.to_pct, coordinates(band.area))
            for band in bands(shares[force], grid, ensemble.count)
        ]
        for force in forces
    }

"""HTTP of the wind at all places and on the map. Every answer is as known at `at`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from flask import request

from app import edge
from app.blueprint import Blueprint
from app.configuration.queries import value
from app.errors import InvalidInput, NotFound
from app.geo.geojson import Feature, GeoMultiPolygon
from app.transaction import Transaction
from app.typhoon import queries
from app.typhoon.explanation import Explanation
from app.typhoon.routes import incident, moment
from app.wind import answers, place_present, present
from app.wind.answers import Asked
from app.wind.arrival import Convention
from app.wind.arrival_answer import LikelyArrival, PlaceQuestion, load_arrival_answer
from app.wind.ensemble.agreement import agreement
from app.wind.ensemble.basis import FORCES, basis_of
from app.wind.ensemble.cone import cone
from app.wind.ensemble.merge import make_ensemble
from app.wind.ensemble.queries import list_places
from app.wind.ensemble.run import BAND_FORCES
from app.wind.ensemble.strip import strip
from app.wind.isochrones import isochrones
from app.wind.place_wind import Rounding, wind_rule
from app.wind.queries import list_seats
from app.wind.seats import FORCES as SEAT_FORCES
from app.wind.seats import seat_winds
from app.wind.swath import swath
from app.wind.voyages import voyage_stays, voyages_of
from app.wording import Text

_LIVE = timedelta(minutes=1)  # a screen that follows the clock asks for a moment this fresh

blueprint = Blueprint("wind", __name__, url_prefix="/api/v1/typhoons/<storm_id>")


@dataclass(frozen=True, slots=True)
class ProbabilityBands:
    """Bands of the probability of a force."""

    at: datetime
    force: int
    ensemble: answers.EnsembleState
    features: list[Feature[present.BandProperties, GeoMultiPolygon]]
    type: Literal["FeatureCollection"] = "FeatureCollection"


@dataclass(frozen=True, slots=True)
class SwathAnswer:
    """The ground a circle passes over."""

    at: datetime
    inputs: present.AnswerInputs
    features: list[Feature[present.SwathProperties, GeoMultiPolygon]]
    type: Literal["FeatureCollection"] = "FeatureCollection"


@dataclass(frozen=True, slots=True)
class VoyageAnswer:
    """Each voyage's stays inside a circle; None when the agency has no such circle."""

    at: datetime
    force: int
    inputs: present.AnswerInputs
    rule: Explanation
    voyages: list[list[present.VoyageStay]] | None


@blueprint.get("/arrival")
def get_arrival(storm_id: str) -> LikelyArrival:
    """When the wind of a force reaches and leaves a place, and how sure that is."""
    lon, lat = edge.float_argument("lon", -180, 180), edge.float_argument("lat", -90, 90)
    force, convention = edge.int_argument("force", 7, 6, 17), convention_argument()
    with edge.transaction() as tx:
        storm, at = queries.get_storm(tx.conn, storm_id), moment(tx)
        question = PlaceQuestion(storm, at, lon, lat, force, convention, rounding_argument())
        return load_arrival_answer(tx.conn, question, request.args.get("agency"))


@blueprint.get("/seats")
def get_seats(storm_id: str) -> place_present.SeatCountdown:
    """The four county seats' arrivals of force 7 and 10."""
    with edge.transaction() as tx:
        storm, at = queries.get_storm(tx.conn, storm_id), moment(tx)
        outlooks = queries.list_outlooks(tx.conn, storm, at)
        seats = list_seats(tx.conn)
    return place_present.seats(at, seat_winds(outlooks, seats, at), SEAT_FORCES)


@blueprint.get("/isochrones")
def get_isochrones(storm_id: str) -> present.Isochrones:
    """Hour lines of a force's arrival as GeoJSON."""
    force = edge.int_argument("force", 7, 6, 17)
    with edge.transaction() as tx:
        storm, at = queries.get_storm(tx.conn, storm_id), moment(tx)
        outlook = queries.get_outlook(tx.conn, storm, at, request.args.get("agency"))
    circles = outlook.circles(force)
    lines = isochrones(circles) if circles else []
    return present.isochrone_collection(lines, force, outlook)


@blueprint.get("/places")
def get_places(storm_id: str) -> answers.Places:
    """Every village, shelter, ferry line and bridge by every force."""
    forces, convention = _read_forces(), convention_argument()
    with edge.transaction() as tx:
        asked = _read_asked(tx, storm_id)
        outlook = answers.chosen(tx.conn, asked, request.args.get("agency"))
        stored = answers.stored_result(tx.conn, asked)
        places = list_places(tx.conn)
    head = storm_id, asked.at
    return answers.places_answer(outlook, places, stored, forces, convention, head)


@blueprint.get("/strip")
def get_strip(storm_id: str) -> present.StripAnswer:
    """The wind at a place hour by hour, with its spread."""
    lon, lat = edge.float_argument("lon", -180, 180), edge.float_argument("lat", -90, 90)
    with edge.transaction() as tx:
        asked = _read_asked(tx, storm_id)
        basis = basis_of(tx.conn, asked.storm, asked.outlooks)
        exponent = value(tx.conn, "typhoon.rankine_exponent")
    ensemble = make_ensemble(basis.outlooks, basis.practice, FORCES)
    if not ensemble.shares:
        raise _no_forecast()
    chart = strip(ensemble, lon, lat, FORCES, exponent)
    return present.strip(chart, asked.at, present.StripPlace(lon, lat), ensemble)


@blueprint.get("/cone")
def get_cone(storm_id: str) -> present.Cones:
    """Each agency's cone as GeoJSON; empty without a forecast."""
    agency = request.args.get("agency")
    with edge.transaction() as tx:
        asked = _read_asked(tx, storm_id)
        basis = basis_of(tx.conn, asked.storm, asked.outlooks)
        percent = value(tx.conn, "typhoon.cone_percent")
    ensemble = make_ensemble(basis.outlooks, basis.practice, FORCES)
    cones = [
        (share, cone(share.members, percent))
        for share in ensemble.shares
        if agency in (None, "", share.agency)
    ]
    return present.cone_collection(asked.at, cones, percent, agreement(ensemble))


@blueprint.get("/probability")
def get_probability(storm_id: str) -> ProbabilityBands:
    """Bands of the probability of a force as GeoJSON; `state` pending while a worker is at it."""
    force = _one_of(edge.int_argument("force", 7, 6, 17))
    with edge.transaction() as tx:
        asked = _read_asked(tx, storm_id)
        stored = answers.stored_result(tx.conn, asked)
    bands = present.band_features(force, stored.result.bands.get(force, []))
    return ProbabilityBands(asked.at, force, stored.head(), bands)


@blueprint.get("/swath")
def get_swath(storm_id: str) -> SwathAnswer:
    """The ground a circle passes over, known and forecast, as GeoJSON."""
    force = edge.int_argument("force", 7, 6, 17)
    with edge.transaction() as tx:
        asked = _read_asked(tx, storm_id)
        outlook = answers.chosen(tx.conn, asked, request.args.get("agency"))
    circles = outlook.circles(force)
    fixes = outlook.track.fixes
    shape = None
    if circles is not None:
        shape = swath(circles, circles.seconds(fixes[-1].fix_at) if fixes else 0.0)
    features = [] if shape is None else present.swath_features(shape, force)
    return SwathAnswer(asked.at, present.inputs(outlook), features)


@blueprint.post("/voyages")
def post_voyages(storm_id: str) -> VoyageAnswer:
    """When vessels on their ways are inside a circle. Nothing is stored."""
    body = edge.body()
    force, voyages = voyages_of(body)
    with edge.transaction() as tx:
        asked = _read_asked(tx, storm_id)
        outlook = answers.chosen(tx.conn, asked, body.get("agency"))
    found = voyage_stays(outlook, force, voyages, convention_argument())
    return VoyageAnswer(
        at=asked.at,
        force=force,
        inputs=present.inputs(outlook),
        rule=wind_rule(outlook, force),
        voyages=None if found is None else [present.voyage_stays(each) for each in found],
    )


def rounding_argument() -> Rounding:
    """The `rounding` argument, `profile` when absent. Raises InvalidInput."""
    text = request.args.get("rounding") or Rounding.PROFILE
    if text not in list(Rounding):
        raise InvalidInput(
            "E-TYP-047",
            Text("风级取法不认识", "The rounding of forces is not known"),
            Text(f"收到“{text}”", f"Got “{text}”"),
            Text(
                "写 profile（推算）或 lower（低一级）",
                "Write profile (derived) or lower (the next force down)",
            ),
        )
    return Rounding(text)


def convention_argument() -> Convention:
    """The `convention` argument, `step` when absent. Raises InvalidInput."""
    text = request.args.get("convention") or Convention.STEP
    if text not in list(Convention):
        raise InvalidInput(
            "E-TYP-040",
            Text("风圈算法不认识", "The wind circle convention is not known"),
            Text(f"收到“{text}”", f"Got “{text}”"),
            Text(
                "写 step（分象限）或 smooth（渐变）", "Write step (by quadrant) or smooth (graded)"
            ),
        )
    return Convention(text)


def _read_asked(tx: Transaction, storm_id: str) -> Asked:
    storm, at, case = queries.get_storm(tx.conn, storm_id), moment(tx), incident(tx)
    outlooks = tuple(queries.list_outlooks(tx.conn, storm, at))
    ago = (case.clock.now() - at) / max(case.clock.rate, 1.0)
    live = case.storm_id == storm.storm_id and timedelta(0) <= ago < _LIVE
    return Asked(storm, at, outlooks, case.incident_id, live)


def _read_forces() -> tuple[int, ...]:
    text = request.args.get("force")
    try:
        return answers.known_forces(text)
    except ValueError as error:
        raise InvalidInput(
            "E-TYP-041",
            Text("风级不可用", "The force cannot be used"),
            Text(f"收到“{text}”", f"Got “{text}”"),
            Text("写成 7,8,10,12 这样，每级 7 到 17", "Write it as 7,8,10,12, each from 7 to 17"),
        ) from error


def _one_of(force: int) -> int:
    if force in BAND_FORCES:
        return force
    raise InvalidInput(
        "E-TYP-042",
        Text("没有这级风的概率图", "There is no probability map for this force"),
        Text(f"收到 {force} 级", f"Got force {force}"),
        Text("可选 7、10、12 级", "Choose force 7, 10 or 12"),
    )


def _no_forecast() -> NotFound:
    return NotFound(
        "E-TYP-043",
        Text("没有预报，画不出过程线", "Without a forecast the strip cannot be drawn"),
        Text("这时没有机构带风圈的预报", "No agency has a forecast with wind circles at this time"),
        Text("换一个时刻或台风", "Choose another time or typhoon"),
    )

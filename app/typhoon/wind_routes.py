"""HTTP of the wind at all places and on the map. Every answer is as known at `at`."""

from typing import Any

from flask import Blueprint, request

from app import edge
from app.configuration.queries import value
from app.errors import InvalidInput, NotFound
from app.transaction import Transaction
from app.typhoon import queries, wind_answers, wind_present
from app.typhoon.ensemble.agreement import agreement
from app.typhoon.ensemble.basis import FORCES, basis_of
from app.typhoon.ensemble.cone import cone
from app.typhoon.ensemble.merge import make_ensemble
from app.typhoon.ensemble.queries import list_places
from app.typhoon.ensemble.run import BAND_FORCES
from app.typhoon.ensemble.strip import strip
from app.typhoon.explanation import circle_rule, without_circle
from app.typhoon.routes import convention_argument, incident, moment
from app.typhoon.similar.match import Rates, most_alike
from app.typhoon.similar.queries import list_paths
from app.typhoon.similar.window import window
from app.typhoon.swath import swath
from app.typhoon.voyages import voyage_stays, voyages_of
from app.typhoon.wind_answers import Asked

blueprint = Blueprint("typhoon_wind", __name__, url_prefix="/api/v1/typhoons/<storm_id>")


@blueprint.get("/places")
def get_places(storm_id: str) -> dict[str, Any]:
    """Every village, shelter, ferry line and bridge by every force."""
    forces, convention = _forces(), convention_argument()
    with edge.transaction() as tx:
        asked = _asked(tx, storm_id)
        outlook = wind_answers.chosen(tx.conn, asked, request.args.get("agency"))
        stored = wind_answers.stored_result(tx.conn, asked)
        places = list_places(tx.conn)
    answer = wind_answers.places_answer(outlook, places, stored, forces, convention)
    return {"storm_id": storm_id, "at": asked.at, "forces": forces, **answer}


@blueprint.get("/strip")
def get_strip(storm_id: str) -> dict[str, Any]:
    """The wind at a place hour by hour, with its spread."""
    lon, lat = edge.float_argument("lon", -180, 180), edge.float_argument("lat", -90, 90)
    with edge.transaction() as tx:
        asked = _asked(tx, storm_id)
        basis = basis_of(tx.conn, asked.storm, asked.outlooks)
        exponent = value(tx.conn, "typhoon.rankine_exponent")
    ensemble = make_ensemble(basis.outlooks, basis.practice, FORCES)
    if not ensemble.shares:
        raise _no_forecast()
    chart = strip(ensemble, lon, lat, FORCES, exponent)
    return {
        "at_moment": asked.at,
        **wind_present.strip(chart, lon, lat),
        "ensemble": wind_present.ensemble_head(ensemble),
    }


@blueprint.get("/cone")
def get_cone(storm_id: str) -> dict[str, Any]:
    """Each agency's cone as GeoJSON; empty without a forecast."""
    agency = request.args.get("agency")
    with edge.transaction() as tx:
        asked = _asked(tx, storm_id)
        basis = basis_of(tx.conn, asked.storm, asked.outlooks)
        percent = value(tx.conn, "typhoon.cone_percent")
    ensemble = make_ensemble(basis.outlooks, basis.practice, FORCES)
    cones = [
        (share, cone(share.members, percent))
        for share in ensemble.shares
        if agency in (None, "", share.agency)
    ]
    return {
        "at": asked.at,
        **wind_present.cone_collection(cones, percent, agreement(ensemble)),
    }


@blueprint.get("/probability")
def get_probability(storm_id: str) -> dict[str, Any]:
    """Bands of the probability of a force as GeoJSON; `state` pending while a worker is at it."""
    force = _one_of(edge.int_argument("force", 7, 6, 17))
    with edge.transaction() as tx:
        asked = _asked(tx, storm_id)
        stored = wind_answers.stored_result(tx.conn, asked)
    bands = stored.result.get("bands", {}).get(str(force), [])
    return {
        "type": "FeatureCollection",
        "at": asked.at,
        "force": force,
        "ensemble": stored.head(),
        "features": wind_present.band_collection(force, bands),
    }


@blueprint.get("/swath")
def get_swath(storm_id: str) -> dict[str, Any]:
    """The ground a circle passes over, known and forecast, as GeoJSON."""
    force = edge.int_argument("force", 7, 6, 17)
    with edge.transaction() as tx:
        asked = _asked(tx, storm_id)
        outlook = wind_answers.chosen(tx.conn, asked, request.args.get("agency"))
    circles = outlook.circles(force)
    fixes = outlook.track.fixes
    shape = None
    if circles is not None:
        shape = swath(circles, circles.seconds(fixes[-1].fix_at) if fixes else 0.0)
    return {
        "type": "FeatureCollection",
        "at": asked.at,
        "inputs": wind_present.inputs(outlook),
        "features": [] if shape is None else wind_present.swath_features(shape, force),
    }


@blueprint.post("/voyages")
def post_voyages(storm_id: str) -> dict[str, Any]:
    """When vessels on their ways are inside a circle. Nothing is stored."""
    body = edge.body()
    force, voyages = voyages_of(body)
    with edge.transaction() as tx:
        asked = _asked(tx, storm_id)
        outlook = wind_answers.chosen(tx.conn, asked, body.get("agency"))
    found = voyage_stays(outlook, force, voyages, convention_argument())
    return {
        "at": asked.at,
        "force": force,
        "inputs": wind_present.inputs(outlook),
        "rule": without_circle(outlook, force) if found is None else circle_rule(outlook, force),
        "voyages": None if found is None else [wind_present.voyage_stays(each) for each in found],
    }


@blueprint.get("/similar")
def get_similar(storm_id: str) -> dict[str, Any]:
    """Storms that ran like this one."""
    limit = edge.int_argument("limit", 5, 1, 50)
    with edge.transaction() as tx:
        asked = _asked(tx, storm_id)
        outlook = wind_answers.chosen(tx.conn, asked, request.args.get("agency"))
        rates = Rates(
            value(tx.conn, "typhoon.similar_km_per_degree"),
            value(tx.conn, "typhoon.similar_km_per_day"),
        )
        others = list_paths(tx.conn, storm_id)
    found = most_alike(window(outlook, asked.at), others, rates, limit)
    return {"at": asked.at, **wind_present.similar(found, len(others), rates, asked.at)}


def _asked(tx: Transaction, storm_id: str) -> Asked:
    storm, at = queries.get_storm(tx.conn, storm_id), moment(tx)
    outlooks = tuple(queries.list_outlooks(tx.conn, storm, at))
    return Asked(storm, at, outlooks, incident(tx).incident_id)


def _forces() -> tuple[int, ...]:
    text = request.args.get("force")
    try:
        return wind_answers.known_forces(text)
    except ValueError as error:
        raise InvalidInput(
            "E-TYP-041", "风级不可用", f"收到“{text}”", "写成 7,8,10,12 这样，每级 7 到 17"
        ) from error


def _one_of(force: int) -> int:
    if force in BAND_FORCES:
        return force
    raise InvalidInput("E-TYP-042", "没有这级风的概率图", f"收到 {force} 级", "可选 7、10、12 级")


def _no_forecast() -> NotFound:
    return NotFound(
        "E-TYP-043", "没有预报，画不出过程线", "这时没有机构带风圈的预报", "换一个时刻或台风"
    )

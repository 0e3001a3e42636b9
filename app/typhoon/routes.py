"""HTTP of typhoons. Every answer is as known at `at`, by default the incident's moment."""

from datetime import datetime
from typing import Any

from flask import Blueprint, request

from app import edge
from app.clock import real_now
from app.errors import NotFound
from app.incidents.model import Incident
from app.incidents.queries import current_incident, get_incident
from app.transaction import Transaction
from app.typhoon import practice, present, queries
from app.typhoon.isochrones import isochrones
from app.typhoon.place_wind import place_winds
from app.typhoon.seats import FORCES, seat_winds
from app.typhoon.warning_lines import find_crossings

blueprint = Blueprint("typhoon", __name__, url_prefix="/api/v1")


@blueprint.get("/typhoons")
def list_typhoons() -> dict[str, Any]:
    """Every storm in the database, newest first."""
    with edge.transaction() as tx:
        return {"typhoons": [present.storm(storm) for storm in queries.list_storms(tx.conn)]}


@blueprint.get("/typhoons/<storm_id>")
def get_typhoon(storm_id: str) -> dict[str, Any]:
    """A storm with every agency's fixes and newest forecast."""
    with edge.transaction() as tx:
        storm, at = queries.get_storm(tx.conn, storm_id), moment(tx)
        outlooks = queries.list_outlooks(tx.conn, storm, at)
    forecasts = {o.forecast.agency: o.forecast for o in outlooks if o.forecast}
    return {
        **present.storm(storm),
        "at": at,
        "tracks": [present.track(outlook.track) for outlook in outlooks],
        "forecasts": [present.forecast(forecast) for forecast in forecasts.values()],
        "warning_lines": present.warning_lines(),
        "crossings": [
            present.crossing(crossing)
            for crossing in (find_crossings(outlooks[0].points) if outlooks else [])
        ],
    }


@blueprint.get("/typhoons/<storm_id>/arrival")
def get_arrival(storm_id: str) -> dict[str, Any]:
    """When the wind of a force reaches and leaves a place."""
    lon, lat = edge.float_argument("lon", -180, 180), edge.float_argument("lat", -90, 90)
    force = edge.int_argument("force", 7, 6, 17)
    with edge.transaction() as tx:
        storm, at = queries.get_storm(tx.conn, storm_id), moment(tx)
        outlook = queries.get_outlook(tx.conn, storm, at, request.args.get("agency"))
        others = queries.list_outlooks(tx.conn, storm, at)
    (wind,) = place_winds(outlook, [lon], [lat], force, at)
    lent = [outlook.with_circles_of(other) for other in others if other.track != outlook.track]
    compared = [place_winds(each, [lon], [lat], force, at)[0] for each in lent if each]
    return {
        "place": {"lon": lon, "lat": lat},
        "at": at,
        "basis": present.basis(outlook),
        **present.place_wind(wind),
        "other_circles": [present.place_wind(other) for other in compared],
    }


@blueprint.get("/typhoons/<storm_id>/seats")
def get_seats(storm_id: str) -> dict[str, Any]:
    """The four county seats' arrivals of force 7 and 10."""
    with edge.transaction() as tx:
        storm, at = queries.get_storm(tx.conn, storm_id), moment(tx)
        outlooks = queries.list_outlooks(tx.conn, storm, at)
        seats = queries.list_seats(tx.conn)
    return {"at": at, **present.seats(seat_winds(outlooks, seats, at), FORCES)}


@blueprint.get("/typhoons/<storm_id>/isochrones")
def get_isochrones(storm_id: str) -> dict[str, Any]:
    """Hour lines of a force's arrival as GeoJSON."""
    force = edge.int_argument("force", 7, 6, 17)
    with edge.transaction() as tx:
        storm, at = queries.get_storm(tx.conn, storm_id), moment(tx)
        outlook = queries.get_outlook(tx.conn, storm, at, request.args.get("agency"))
    circles = outlook.circles(force)
    lines = isochrones(circles) if circles else []
    return present.isochrone_collection(lines, force, outlook)


@blueprint.get("/bulletins")
def get_bulletins() -> dict[str, Any]:
    """The last bulletin of the incident's storm and when the next is due."""
    with edge.transaction() as tx:
        case, rhythm = incident(tx), practice.rhythm(tx.conn)
        if case.storm_id is None:
            raise NotFound("E-TYP-012", "没有台风报", "这个事件不是台风", "选一个台风事件")
        at = edge.at_argument() or case.clock.at(real_now())
        last = queries.find_last_bulletin(tx.conn, case.storm_id, at)
    return {"at": at, **present.bulletins(last, at, rhythm)}


def incident(tx: Transaction) -> Incident:
    """The incident of the `incident` argument, or the current one. Raises NotFound."""
    if request.args.get("incident"):
        return get_incident(tx.conn, edge.int_argument("incident", 0, 1, 2**31 - 1))
    return current_incident(tx.conn)


def moment(tx: Transaction) -> datetime:
    """The `at` argument, or the incident's moment."""
    return edge.at_argument() or incident(tx).clock.at(real_now())
